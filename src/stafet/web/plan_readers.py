"""Who reads a section of a plan, why, and on which basis: the words behind "Who reads this?"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from stafet.access import api as access
from stafet.careerplans import api as careerplans
from stafet.kernel.of_age import is_of_age
from stafet.people import api as people
from stafet.web.components.say import say
from stafet.web.open_access import BasisWords, basis_words


@dataclass(frozen=True, slots=True)
class ReadersTold:
    """Why a section is kept, the basis it rests on, and everybody who reads it."""

    why: str
    basis: BasisWords
    readers: tuple[str, ...]
    links: bool


def readers_told(identity: people.Identity, *, on: date, links: bool) -> Mapping[str, ReadersTold]:
    """Each section of somebody's plan by its key. ``links``: whether the reader may open the page of a rule."""
    adult = is_of_age(identity.birth_date, country=identity.country, on=on)
    return {
        key.value: ReadersTold(
            why=say(section.why),
            basis=basis_words(section.basis[identity.country], on=on),
            readers=_readers(section, is_adult=adult),
            links=links,
        )
        for key, section in careerplans.SECTIONS.items()
    }


def _readers(section: careerplans.PlanSection, *, is_adult: bool) -> tuple[str, ...]:
    at_work = tuple(_at_work(role) for role in section.roles)
    return (gettext("The young person"), _at_home(section, is_adult=is_adult), *at_work)


def _at_home(section: careerplans.PlanSection, *, is_adult: bool) -> str:
    if is_adult:
        return gettext("Nobody at home, since the 18th birthday")
    if section.at_home:
        return gettext("Those who have custody, until the 18th birthday")
    return gettext("Nobody who has custody")


def _at_work(role: access.Role) -> str:
    if role is access.Role.TEACHER:
        return gettext("%(role)s, of the pupils of the own class") % {"role": role.label}
    return gettext("%(role)s, where they have the responsibility or follow up") % {"role": role.label}
