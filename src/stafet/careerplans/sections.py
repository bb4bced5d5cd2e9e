"""The sections of a plan: what each is for, on which basis it is kept, and who reads it.

A reader of the plan is told this beside each section; a test compares it with the table of rights and with what an own
log-in opens, so that neither can change without the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from stafet.access.api import Role
from stafet.kernel.countries import Country
from stafet.kernel.privacy import DataClass
from stafet.kernel.sentences import Sentence, sentence


class SectionKey(StrEnum):
    """The parts of a plan's page."""

    GOALS = "goals"
    WORDS = "words"
    EXPERIENCES = "experiences"
    SUPPORT = "support"
    VERSIONS = "versions"


@dataclass(frozen=True, slots=True)
class PlanSection:
    """One section. ``basis`` is a rule's key or a basis of access, by country; the young person reads every section.

    ``at_home`` says whether those with custody read it, until the 18th birthday.
    """

    key: SectionKey
    why: Sentence
    data_class: DataClass
    basis: Mapping[Country, str]
    roles: tuple[Role, ...]
    at_home: bool


_AROUND = (
    Role.COUNSELLOR,
    Role.INSTITUTION_COUNSELLOR,
    Role.SCHOOL_LEADER,
    Role.TEACHER,
    Role.COORDINATOR,
)
_COUNSELLING = (Role.COUNSELLOR, Role.INSTITUTION_COUNSELLOR, Role.SCHOOL_LEADER)
_PLAN = MappingProxyType({Country.DK: "dk.plan.from_grade", Country.SE: "se.kaa.until_age"})
_REGISTERS = MappingProxyType(
    {Country.DK: "dk.notification.until_age", Country.SE: "se.absence_notice.until_age"}
)
_HOLDER = MappingProxyType(dict.fromkeys(Country, "stafet.sharing.holder"))

_SECTIONS = (
    PlanSection(
        SectionKey.GOALS,
        sentence(
            "So that everybody around the young person works towards the same, and knows who does what."
        ),
        DataClass.PROCESS,
        _PLAN,
        _AROUND,
        at_home=True,
    ),
    PlanSection(
        SectionKey.WORDS,
        sentence("So that the plan is about what the young person is good at and wants, in their own words."),
        DataClass.PROCESS,
        _PLAN,
        _AROUND,
        at_home=True,
    ),
    PlanSection(
        SectionKey.EXPERIENCES,
        sentence("So that nobody has to tell anew where they have been. It comes from the registers."),
        DataClass.PROCESS,
        _REGISTERS,
        _AROUND,
        at_home=True,
    ),
    PlanSection(
        SectionKey.SUPPORT,
        sentence("So that those who counsel the young person can help with what is hard."),
        DataClass.GUIDANCE_NOTE,
        _HOLDER,
        _COUNSELLING,
        at_home=False,
    ),
    PlanSection(
        SectionKey.VERSIONS,
        sentence("So that one can see later what was agreed. It is never changed."),
        DataClass.PROCESS,
        _PLAN,
        _AROUND,
        at_home=True,
    ),
)

SECTIONS: Mapping[SectionKey, PlanSection] = MappingProxyType({each.key: each for each in _SECTIONS})
"""Every section of a plan, in the order of the page."""
