"""A municipality in which all is well, and one pupil in it to whom things happen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests import factories
from tests.cast import Cast
from tests.conftest import NOW

from stafet.access import api as access
from stafet.kernel.activities import ActivityKind
from stafet.people.models import Person
from stafet.responsibility.models import Handover
from stafet.responsibility.states import HandoverKind, StepKind

TODAY = NOW.date()


@pytest.fixture
def amina(everyone: Cast) -> factories.Held:
    """A pupil whom Bo has, among others to whom nothing happens."""
    with access.job_scope(everyone.hedeby.pk):
        _all_is_well(everyone)
        person = factories.a_person(everyone.hedeby, "Amina", "Holm")
        factories.a_spell(person, everyone.school, unit=everyone.class_9a)
        return factories.covered(person, everyone.guidance, user=everyone.bo, duty=[everyone.town])


def _all_is_well(cast: Cast) -> None:
    """Everyone a false alarm would be about: younger, older, done, between two schools, offered, just overdue."""
    home = cast.hedeby
    factories.a_spell(
        factories.a_person(home, "Yngre", "Pupil", birth_date=date(2013, 1, 1)), cast.school, grade=7
    )
    done = factories.a_person(home, "Færdig", "Svend", birth_date=date(2004, 1, 1))
    factories.a_spell(
        done,
        cast.vocational,
        ActivityKind.VOCATIONAL_EDUCATION,
        ends_on=date(2026, 6, 30),
        end_reason="completed",
    )
    factories.a_person(home, "Voksen", "Borger", birth_date=date(2001, 9, 1))
    between = factories.a_person(home, "Mellem", "Skoler")
    factories.a_spell(between, cast.school, ends_on=date(2026, 8, 1))
    factories.a_spell(
        between,
        cast.vocational,
        ActivityKind.VOCATIONAL_EDUCATION,
        starts_on=date(2026, 9, 7),
        confirmed_on=None,
    )
    factories.covered(between, cast.guidance, kind=StepKind.WAIT, due_on=date(2026, 11, 30))
    late = factories.a_person(home, "Lidt", "Sen")
    factories.a_spell(late, cast.school)
    factories.covered(late, cast.school, due_on=date(2026, 8, 25))
    moved = factories.a_person(home, "Skiftet", "Skole")
    factories.a_spell(moved, cast.school, missing_since=date(2026, 8, 1))
    factories.a_spell(moved, cast.vocational, ActivityKind.VOCATIONAL_EDUCATION, starts_on=date(2026, 8, 3))
    factories.covered(moved, cast.vocational)
    sought = factories.a_person(home, "Bliver", "Fundet")
    factories.a_spell(sought, cast.school, ends_on=date(2026, 7, 1))
    factories.covered(sought, cast.guidance, kind=StepKind.FIND_NEXT)
    an_offer(cast, factories.covered(_pupil(cast, "Tilbudt"), cast.guidance), offered_on=date(2026, 8, 18))


def _pupil(cast: Cast, name: str) -> Person:
    person = factories.a_person(cast.hedeby, name, "Pupil")
    factories.a_spell(person, cast.school)
    return person


def an_offer(cast: Cast, held: factories.Held, *, offered_on: date) -> Handover:
    """Somebody the guidance unit has is offered to the vocational school. Needs an open job scope."""
    offered_at = NOW - timedelta(days=(TODAY - offered_on).days)
    return Handover.objects.create(
        municipality_id=held.person.municipality_id,
        person=held.person,
        kind=HandoverKind.START,
        from_organisation=cast.guidance,
        to_organisation=cast.vocational,
        envelope_name=held.person.name,
        offered_at=offered_at,
        answer_by=offered_on + timedelta(days=21),
        known_at=offered_at,
    )
