"""Who reads a section of a plan, why, and on which basis: the words behind "Who reads this?"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from stafet.access import api as access
from stafet.careerplans import api as careerplans
from stafet.kernel.countries import Country
from stafet.web.components.say import say
from stafet.web.open_access import BasisWords, basis_words


@dataclass(frozen=True, slots=True)
class ReadersTold:
    """Why a section is kept, the basis it rests on, and everybody who reads it."""

    why: str
    basis: BasisWords
    readers: tuple[str, ...]
    links: bool


def readers_told(country: Country, *, on: date, links: bool) -> Mapping[str, ReadersTold]:
    """Each section of a plan by its key. ``links``: whether the reader may open the page of a rule."""
    return {
        key.value: ReadersTold(
            why=say(section.why),
            basis=basis_words(section.basis[country], on=on),
            readers=_readers(section),
            links=links,
        )
        for key, section in careerplans.SECTIONS.items()
    }


def _readers(section: careerplans.PlanSection) -> tuple[str, ...]:
    at_home = (
        gettext("Those who have custody, until the 18th birthday")
        if section.at_home
        else gettext("Nobody who has custody")
    )
    at_work = tuple(_at_work(role) for role in section.roles)
    return (gettext("The young person"), at_home, *at_work)


def _at_work(role: access.Role) -> str:
    if role is access.Role.TEACHER:
        return gettext("%(role)s, of the pupils of the own class") % {"role": role.label}
    return gettext("%(role)s, where they have the responsibility or follow up") % {"role": role.label}
