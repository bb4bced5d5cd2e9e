"""The door: build the demonstration, and who may log in to it."""

from stafet.demo.build import build
from stafet.demo.own import MOTHER, YOUNG
from stafet.demo.places import EMPLOYEES, PASSWORD, SHOWN

LOGINS: tuple[tuple[str, str, str], ...] = (
    *(
        (f"{employee.name}, {employee.role.label}", employee.email, PASSWORD)
        for employee in EMPLOYEES
        if employee.email.split("@")[0] in SHOWN
    ),
    ("A young person, on the own page", YOUNG, PASSWORD),
    ("The mother, who has custody", MOTHER, PASSWORD),
)
"""Who, e-mail, password: what ``stafet run`` prints."""

__all__ = ["LOGINS", "build"]
