"""The door: build the demonstration, and who may log in to it."""

from stafet.demo.build import build
from stafet.demo.own import MOTHER, PUPIL, YOUNG
from stafet.demo.places import EMPLOYEES, PASSWORD, SHOWN
from stafet.demo.sweden import SWEDISH_STAFF

LOGINS: tuple[tuple[str, str, str], ...] = (
    *(
        (f"{employee.name}, {employee.role.label}", employee.email, PASSWORD)
        for employee in EMPLOYEES
        if employee.email.split("@")[0] in SHOWN
    ),
    *((f"{name}, {role.label}, in Sweden", email, PASSWORD) for email, name, role, _ in SWEDISH_STAFF),
    ("A young person, on the own page", YOUNG, PASSWORD),
    ("The mother, who has custody", MOTHER, PASSWORD),
    ("A pupil who is at a company, on the own page", PUPIL, PASSWORD),
)
"""Who, e-mail, password: what ``stafet run`` prints."""

__all__ = ["LOGINS", "build"]
