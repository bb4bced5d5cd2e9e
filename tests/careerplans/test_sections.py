"""What the plan's page says about who reads a section is what the table of rights and the database say."""

from __future__ import annotations

import pytest
from django.db.models import Model
from tests.careerplans.conftest import acting
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held
from tests.own.conftest import Joins, joins
from tests.web.test_mine import custody_of

from stafet.access import api as access
from stafet.access.roles import RIGHTS
from stafet.careerplans import api as careerplans
from stafet.careerplans.api import SECTIONS, PlanSection, SectionKey
from stafet.kernel import rules
from stafet.kernel.countries import Country
from stafet.kernel.privacy import Privacy
from stafet.people import api as people
from stafet.web.open_access import OWN_BASES

__all__ = ["joins"]
WORK_WITH_THEM = (
    access.Purpose.GUIDANCE,
    access.Purpose.DUTY,
    access.Purpose.TEACHING,
    access.Purpose.HANDOVER,
    access.Purpose.NOTIFICATION,
)
"""For what somebody meets a plan. Registers show rows of files and no plan; of an emergency the page speaks apart."""


def roles_that_see(section: PlanSection) -> set[access.Role]:
    return {
        role
        for role, rights in RIGHTS.items()
        if any(section.data_class in rights.sees.get(purpose, "") for purpose in WORK_WITH_THEM)
    }


@pytest.mark.parametrize("section", SECTIONS.values(), ids=lambda section: section.key.value)
def test_the_roles_that_are_named_are_those_of_the_table_of_rights(section: PlanSection) -> None:
    assert set(section.roles) == roles_that_see(section)


@pytest.mark.parametrize("section", SECTIONS.values(), ids=lambda section: section.key.value)
@pytest.mark.parametrize("country", Country)
def test_every_basis_is_a_rule_with_a_source_or_said_to_be_our_own_reading(
    section: PlanSection, country: Country
) -> None:
    key = section.basis[country]
    assert key in OWN_BASES or rules.rule(key, on=TODAY).source


def test_every_section_is_described_and_says_the_class_of_its_table() -> None:
    assert set(SECTIONS) == set(SectionKey)
    tables = {
        SectionKey.GOALS: careerplans.PlanGoal,
        SectionKey.WORDS: careerplans.PlanPart,
        SectionKey.SUPPORT: careerplans.SupportNeed,
        SectionKey.VERSIONS: careerplans.PlanVersion,
    }
    assert {key: SECTIONS[key].data_class for key in tables} == {
        key: privacy_of(table).data_class for key, table in tables.items()
    }


def privacy_of(table: type[Model]) -> Privacy:
    declared = table.privacy  # type: ignore[attr-defined]
    assert isinstance(declared, Privacy)
    return declared


@pytest.mark.parametrize("at_home", [False, True])
def test_what_is_said_of_those_at_home_is_what_the_database_opens(
    everyone: Cast, amina: Held, plan: careerplans.CareerPlan, joins: Joins, at_home: bool
) -> None:
    with acting(everyone.bo) as bo:
        careerplans.write_support(plan=plan, words="A quiet room", by=bo, at=NOW)
    user = joins(amina, custody_of(amina) if at_home else None)
    with access.own_scope(user.pk, one_factor=False):
        opened = people.classes_open(amina.person.pk)
        meets = {
            section.key
            for section in SECTIONS.values()
            if section.data_class in opened
            or (section.key is SectionKey.SUPPORT and careerplans.SupportNeed.objects.exists())
        }
    told = {section.key for section in SECTIONS.values() if section.at_home or not at_home}
    assert meets == told
