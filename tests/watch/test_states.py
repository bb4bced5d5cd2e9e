"""Each way of being lost: it is found, exactly the one who is lost, with the reason; and nobody else ever."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import psycopg
import pytest
from tests import factories
from tests.cast import Cast
from tests.conftest import NOW
from tests.watch.conftest import TODAY, an_offer

from stafet.access import api as access
from stafet.careerplans import api as careerplans
from stafet.kernel.activities import ActivityKind
from stafet.organisations.models import Organisation, Unit
from stafet.organisations.states import OrganisationKind, UnitKind
from stafet.pathways.models import Spell
from stafet.people.models import Person
from stafet.responsibility.models import Handover, Holding, NextStep
from stafet.responsibility.states import StepKind
from stafet.watch.catalogue import LOST_STATES, LostCode
from stafet.watch.looking import lost, lost_people

Plant = Callable[[Cast, factories.Held], None]


def _counts(cast: Cast, *, day: date = TODAY) -> dict[LostCode, int]:
    with access.job_scope(cast.hedeby.pk):
        return {
            each.state.code: each.count
            for each in lost(municipality_id=cast.hedeby.pk, day=day)
            if each.count
        }


def _steps(held: factories.Held, **changes: object) -> None:
    NextStep.objects.filter(pk=held.step.pk).update(**changes)


def _leaves(user: access.User, at: object = NOW) -> None:
    access.Membership.objects.filter(user=user).update(ends_at=at)


def _held_by(held: factories.Held, organisation: Organisation, **changes: object) -> None:
    """Move the responsibility, the step and what may be seen to another organisation."""
    Holding.objects.filter(pk=held.holding.pk).update(organisation=organisation, **changes)
    access.Grant.objects.filter(source_id=held.holding.pk).update(organisation=organisation)
    _steps(held, organisation=organisation, assignee=None)


def _empty_place(cast: Cast) -> Organisation:
    return Organisation.objects.create(
        municipality=cast.hedeby, kind=OrganisationKind.SCHOOL, name="Tomskolen"
    )


def holder_without_reader(cast: Cast, held: factories.Held) -> None:
    _held_by(held, _empty_place(cast), holder=None)
    _steps(held, assignee=cast.gro, organisation=cast.town)


def holder_ended(cast: Cast, held: factories.Held) -> None:
    place = _empty_place(cast)
    access.Membership.objects.create(
        user=cast.bo, organisation=place, role=access.Role.SCHOOL_LEADER, starts_at=NOW - timedelta(days=9)
    )
    Organisation.objects.filter(pk=place.pk).update(ends_on=date(2026, 8, 21))
    _held_by(held, place, holder=None)


def named_holder_gone(cast: Cast, held: factories.Held) -> None:
    _steps(held, assignee=None)
    Holding.objects.filter(pk=held.holding.pk).update(holder=cast.ditte)


def holder_locked_out(cast: Cast, held: factories.Held) -> None:
    colleague = access.User.objects.create(email="e@example.org", name="Ejner Ege", is_active=False)
    access.Membership.objects.create(
        user=colleague,
        organisation=cast.guidance,
        role=access.Role.COUNSELLOR,
        starts_at=NOW - timedelta(days=9),
    )
    Holding.objects.filter(pk=held.holding.pk).update(holder=colleague)


def step_overdue(cast: Cast, held: factories.Held) -> None:
    _steps(held, due_on=date(2026, 8, 24))


def legal_step_overdue(cast: Cast, held: factories.Held) -> None:
    _steps(held, rule="dk.off_plan.contact_within", rule_due_on=date(2026, 8, 31))


def step_of_somebody_who_left(cast: Cast, held: factories.Held) -> None:
    _steps(held, assignee=cast.ditte)


def step_of_an_empty_team(cast: Cast, held: factories.Held) -> None:
    team = Unit.objects.create(organisation=cast.guidance, kind=UnitKind.TEAM, name="Nord")
    _steps(held, assignee=None, unit=team)


def step_of_nobody_at_an_empty_place(cast: Cast, held: factories.Held) -> None:
    _steps(held, assignee=None, organisation=_empty_place(cast))


def handover_unanswered(cast: Cast, held: factories.Held) -> None:
    an_offer(cast, held, offered_on=date(2026, 8, 17))


def receiver_without_steward(cast: Cast, held: factories.Held) -> None:
    Handover.objects.filter(state="offered").update(
        to_organisation=cast.school
    )  # all is well there: Ditte answers for it
    access.Membership.objects.filter(user=cast.freja).update(is_steward=False)
    an_offer(cast, held, offered_on=TODAY)


def accepted_not_started(cast: Cast, held: factories.Held) -> None:
    handover = an_offer(cast, held, offered_on=date(2026, 8, 3))
    Handover.objects.filter(pk=handover.pk).update(
        state="accepted", answered_at=NOW - timedelta(days=25), starts_on=date(2026, 8, 17)
    )
    _held_by(held, cast.vocational, holder=cast.freja, acquired_by="accepted", handover_id=handover.pk)


def nothing_follows(cast: Cast, held: factories.Held) -> None:
    Spell.objects.filter(person=held.person).update(ends_on=date(2026, 8, 15))
    _steps(held, opened_at=NOW - timedelta(days=60))


def nothing_known(cast: Cast, held: factories.Held) -> None:
    Spell.objects.filter(person=held.person).update(starts_on=date(2026, 10, 1))
    _steps(held, opened_at=NOW - timedelta(days=60))


def register_silent(cast: Cast, held: factories.Held) -> None:
    Spell.objects.filter(person=held.person).update(missing_since=date(2026, 8, 18))
    _steps(held, opened_at=NOW - timedelta(days=60))


def not_covered_in_grade_nine(cast: Cast, held: factories.Held) -> None:
    factories.a_spell(factories.a_person(cast.hedeby, "Glemt", "Elev", birth_date=None), cast.school)


def not_covered_by_age(cast: Cast, held: factories.Held) -> None:
    factories.a_person(cast.hedeby, "Glemt", "Ung", birth_date=date(2001, 9, 2))


def birth_date_unknown(cast: Cast, held: factories.Held) -> None:
    Person.objects.filter(pk=held.person.pk).update(birth_date=None)


def waiting_far_ahead(cast: Cast, held: factories.Held) -> None:
    _steps(held, kind=StepKind.WAIT, due_on=date(2026, 12, 2))


def waiting_again_and_again(cast: Cast, held: factories.Held) -> None:
    _steps(held, kind=StepKind.WAIT, opened_at=NOW - timedelta(days=95))


def holder_may_not_see(cast: Cast, held: factories.Held) -> None:
    access.Grant.objects.filter(source_id=held.holding.pk).update(organisation=cast.school)


PLANTED: dict[Plant, tuple[LostCode, str]] = {
    holder_without_reader: (
        LostCode.HOLDER_WITHOUT_READER,
        "Tomskolen has the responsibility since 2026-08-12, and nobody there can take a step.",
    ),
    holder_ended: (
        LostCode.HOLDER_WITHOUT_READER,
        "Tomskolen has the responsibility since 2026-08-21, and nobody there can take a step.",
    ),
    named_holder_gone: (
        LostCode.NAMED_HOLDER_GONE,
        "Ditte Dam has not worked at Ungevejledningen Hedeby since 2026-08-12.",
    ),
    holder_locked_out: (
        LostCode.NAMED_HOLDER_GONE,
        "Ejner Ege has not worked at Ungevejledningen Hedeby since 2026-08-12.",
    ),
    step_overdue: (LostCode.STEP_OVERDUE, "A step at Ungevejledningen Hedeby was due on 2026-08-24."),
    legal_step_overdue: (LostCode.STEP_OVERDUE, "A step at Ungevejledningen Hedeby was due on 2026-08-31."),
    step_of_somebody_who_left: (
        LostCode.STEP_WITHOUT_ACTOR,
        "A step at Ungevejledningen Hedeby, due on 2026-09-15, has nobody who could take it.",
    ),
    step_of_an_empty_team: (
        LostCode.STEP_WITHOUT_ACTOR,
        "A step at Ungevejledningen Hedeby, due on 2026-09-15, has nobody who could take it.",
    ),
    step_of_nobody_at_an_empty_place: (
        LostCode.STEP_WITHOUT_ACTOR,
        "A step at Tomskolen, due on 2026-09-15, has nobody who could take it.",
    ),
    handover_unanswered: (
        LostCode.HANDOVER_UNANSWERED,
        "Offered to Hedeby Tekniske Skole on 2026-08-17; falls back after 2026-09-07.",
    ),
    receiver_without_steward: (
        LostCode.RECEIVER_WITHOUT_STEWARD,
        "Offered to Hedeby Tekniske Skole on 2026-09-01, where no steward is named.",
    ),
    accepted_not_started: (
        LostCode.ACCEPTED_NOT_STARTED,
        "Was to start at Hedeby Tekniske Skole on 2026-08-17; nobody has seen it.",
    ),
    nothing_follows: (
        LostCode.NOTHING_FOLLOWS,
        "Nothing is known since 2026-08-15, and no open step is about what comes next.",
    ),
    nothing_known: (
        LostCode.NOTHING_FOLLOWS,
        "Nothing is known since 2026-08-12, and no open step is about what comes next.",
    ),
    register_silent: (
        LostCode.REGISTER_SILENT,
        "The register has not shown them at Bakkeskolen since 2026-08-18.",
    ),
    not_covered_in_grade_nine: (LostCode.NOT_COVERED, "In scope since 2025-08-01 at the latest."),
    not_covered_by_age: (LostCode.NOT_COVERED, "In scope since 2026-09-01 at the latest."),
    birth_date_unknown: (LostCode.BIRTH_DATE_UNKNOWN, "The promise holds since 2026-08-12."),
    waiting_far_ahead: (LostCode.WAITING_FOREVER, "Only waiting since 2026-08-12, until 2026-12-02."),
    waiting_again_and_again: (LostCode.WAITING_FOREVER, "Only waiting since 2026-05-29, until 2026-09-15."),
}


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_whoever_is_lost_is_found_with_the_reason_and_nobody_else(
    everyone: Cast, amina: factories.Held, plant: Plant
) -> None:
    code, detail = PLANTED[plant]
    with access.job_scope(everyone.hedeby.pk):
        plant(everyone, amina)
    assert _counts(everyone) == {code: 1}
    with access.job_scope(everyone.hedeby.pk):
        (row,) = lost_people(code, municipality_id=everyone.hedeby.pk, day=TODAY).rows
    assert row.person_name in {"Amina Holm", "Glemt Elev", "Glemt Ung"}
    assert str(row.detail) == detail


def test_nobody_is_lost_where_all_is_well(everyone: Cast, amina: factories.Held) -> None:
    assert _counts(everyone) == {}


@pytest.mark.parametrize(
    ("plant", "the_day_before"),
    [
        (step_overdue, date(2026, 8, 31)),
        (legal_step_overdue, date(2026, 8, 31)),
        (handover_unanswered, date(2026, 8, 31)),
        (accepted_not_started, date(2026, 8, 31)),
        (nothing_follows, date(2026, 8, 28)),
        (register_silent, date(2026, 8, 31)),
    ],
)
def test_no_alarm_is_raised_a_day_too_early(
    everyone: Cast, amina: factories.Held, plant: Plant, the_day_before: date
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        plant(everyone, amina)
    assert PLANTED[plant][0] not in _counts(everyone, day=the_day_before)


PAST_THE_CONSTRAINTS = {
    LostCode.NO_HOLDER: "DELETE FROM responsibility_holding WHERE person_id = '{person}'",
    LostCode.TWO_HOLDERS: (
        "INSERT INTO responsibility_holding (id, municipality_id, person_id, organisation_id, starts_at, acquired_by,"
        " known_at) SELECT gate.new_id(), municipality_id, person_id, organisation_id, starts_at, acquired_by, known_at"
        " FROM responsibility_holding WHERE person_id = '{person}'"
    ),
    LostCode.NO_NEXT_STEP: "DELETE FROM responsibility_nextstep WHERE person_id = '{person}'",
}


@pytest.fixture
def unguarded(database: psycopg.Connection) -> Iterator[psycopg.Connection]:
    """The database without what keeps two from holding at once, and without triggers; all is put back."""
    name = "held_by_one_at_a_time"
    ((definition,),) = database.execute(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [name]
    ).fetchall()
    database.execute("SET session_replication_role = replica")
    database.execute(f"ALTER TABLE responsibility_holding DROP CONSTRAINT {name}")
    yield database
    database.execute("DELETE FROM responsibility_holding")
    database.execute(f"ALTER TABLE responsibility_holding ADD CONSTRAINT {name} {definition}")
    database.execute("RESET session_replication_role")


@pytest.mark.parametrize("code", PAST_THE_CONSTRAINTS)
def test_what_the_database_refuses_is_watched_all_the_same(
    everyone: Cast, amina: factories.Held, unguarded: psycopg.Connection, code: LostCode
) -> None:
    unguarded.execute(PAST_THE_CONSTRAINTS[code].format(person=amina.person.pk))
    assert _counts(everyone)[code] == 1


def test_sight_that_does_not_follow_responsibility_is_found_on_either_side(
    everyone: Cast, amina: factories.Held
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        holder_may_not_see(everyone, amina)
    assert _counts(everyone) == {LostCode.GRANT_DISAGREES: 1}


def test_somebody_who_moved_away_is_missed_only_when_they_are_back(
    everyone: Cast, amina: factories.Held
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        type(amina.step).objects.filter(pk=amina.step.pk).update(
            state="cancelled", outcome="coverage_ended", closed_at=NOW
        )
        Holding.objects.filter(pk=amina.holding.pk).update(ends_at=NOW)
        access.Grant.objects.filter(source_id=amina.holding.pk).delete()
        type(amina.coverage).objects.filter(pk=amina.coverage.pk).update(
            ends_on=date(2026, 8, 20), end_reason="moved"
        )
    assert _counts(everyone) == {}
    with access.job_scope(everyone.hedeby.pk):
        factories.a_spell(
            amina.person, everyone.vocational, ActivityKind.VOCATIONAL_EDUCATION, starts_on=date(2026, 8, 24)
        )
    assert _counts(everyone) == {LostCode.NOT_COVERED: 1}


def _leaves_this_summer(cast: Cast, held: factories.Held, state: str | None) -> None:
    """Amina is in the last grade; her plan is in a state, or there is none. What else would be late is not."""
    with access.job_scope(cast.hedeby.pk):
        Spell.objects.filter(person=held.person).update(grade=9)
        _steps(held, due_on=date(2027, 6, 30))
        if state is not None:
            careerplans.CareerPlan.objects.create(
                municipality_id=cast.hedeby.pk,
                person=held.person,
                state=state,
                opened_at=NOW,
                approved_at=NOW,
                known_at=NOW,
            )


@pytest.mark.parametrize(
    ("state", "day", "is_lost"),
    [
        (None, date(2026, 9, 1), False),
        (None, date(2027, 3, 1), False),
        (None, date(2027, 3, 2), True),
        ("seen", date(2027, 3, 2), True),
        ("approved", date(2027, 3, 2), False),
        ("handed_over", date(2027, 3, 2), False),
        (None, date(2027, 7, 31), True),
    ],
)
def test_from_spring_on_whoever_leaves_without_an_approved_plan_is_lost_and_in_september_nobody(
    everyone: Cast, amina: factories.Held, state: str | None, day: date, is_lost: bool
) -> None:
    _leaves_this_summer(everyone, amina, state)
    with access.job_scope(everyone.hedeby.pk):
        page = lost_people(LostCode.PLAN_MISSING, municipality_id=everyone.hedeby.pk, day=day)
    found = {row.person_id: str(row.detail) for row in page.rows}
    assert (amina.person.pk in found) == is_lost
    if is_lost:
        assert found[amina.person.pk] == "In a last grade; the plan was to be approved by 2027-03-01."


def test_whoever_is_not_in_a_last_grade_needs_no_plan_yet(everyone: Cast, amina: factories.Held) -> None:
    _leaves_this_summer(everyone, amina, None)
    with access.job_scope(everyone.hedeby.pk):
        Spell.objects.filter(person=amina.person).update(grade=8)
        page = lost_people(LostCode.PLAN_MISSING, municipality_id=everyone.hedeby.pk, day=date(2027, 3, 2))
    assert amina.person.pk not in {row.person_id for row in page.rows}


def test_every_way_of_being_lost_is_tried_and_in_words() -> None:
    tried = (
        {code for code, _ in PLANTED.values()}
        | set(PAST_THE_CONSTRAINTS)
        | {LostCode.GRANT_DISAGREES, LostCode.PLAN_MISSING}
    )
    assert tried == set(LostCode) == set(LOST_STATES)
