"""What waits for a reader today: their own, their team's and nobody's, never a colleague's."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from tests import factories
from tests.cast import Cast
from tests.conftest import NOW

from stafet.access import api as access
from stafet.organisations.models import Unit
from stafet.organisations.states import UnitKind
from stafet.overview.queries.today import TodayLists, today_for
from stafet.responsibility.models import Handover, Holding, HoldingRequest
from stafet.responsibility.states import HandoverKind, HandoverState

TODAY = NOW.date()
A_DAY = timedelta(days=1)


def _today(user: access.User, *, limit: int = 20) -> TodayLists:
    actor = access.actor_for(user, at=NOW)
    with access.user_scope(user.pk):
        return today_for(actor, day=TODAY, limit=limit)


def _colleague(cast: Cast) -> access.User:
    user = access.User(email="birgit@example.org", name="Birgit Bak", language="en")
    user.save()
    access.Membership.objects.create(
        user=user, organisation=cast.guidance, role=access.Role.COUNSELLOR, starts_at=NOW - timedelta(days=30)
    )
    return user


def test_steps_are_sorted_into_overdue_due_and_to_come(everyone: Cast) -> None:
    with access.job_scope(everyone.hedeby.pk):
        for days in (-9, -1, 0, 0, 1, 7, 8):
            person = factories.a_person(everyone.hedeby, "Barn", f"Om {days}")
            factories.covered(person, everyone.guidance, user=everyone.bo, due_on=TODAY + days * A_DAY)
    lists = _today(everyone.bo)
    assert [(line.person_name, line.days_overdue) for line in lists.overdue.rows] == [
        ("Barn Om -9", 9),
        ("Barn Om -1", 1),
    ]
    assert [line.due_on for line in lists.due.rows] == [TODAY, TODAY]
    assert [line.due_on - TODAY for line in lists.upcoming.rows] == [A_DAY, 7 * A_DAY]
    assert (lists.overdue.count, lists.due.count, lists.upcoming.count) == (2, 2, 2)


def test_long_lists_show_their_beginning_and_how_many_there_are(everyone: Cast) -> None:
    with access.job_scope(everyone.hedeby.pk):
        for number, person in enumerate(factories.some_people(everyone.hedeby, 5)):
            factories.covered(person, everyone.guidance, due_on=TODAY - (5 - number) * A_DAY)
    overdue = _today(everyone.bo, limit=2).overdue
    assert [line.days_overdue for line in overdue.rows] == [5, 4]
    assert (overdue.count, overdue.is_whole) == (5, False)


def test_ones_own_ones_teams_and_nobodys_steps_wait_but_not_a_colleagues(everyone: Cast) -> None:
    with access.job_scope(everyone.hedeby.pk):
        colleague = _colleague(everyone)
        teams = [
            Unit.objects.create(organisation=everyone.guidance, kind=UnitKind.TEAM, name=name)
            for name in "NS"
        ]
        access.Membership.objects.filter(user=everyone.bo).update(unit=teams[0])
        person = factories.a_person(everyone.hedeby)
        factories.covered(person, everyone.guidance, due_on=TODAY - A_DAY)
        for words, assignee, unit in (
            ("mine", everyone.bo, None),
            ("my team's", None, teams[0]),
            ("another team's", None, teams[1]),
            ("a colleague's", colleague, None),
            ("a colleague's in my team", colleague, teams[0]),
        ):
            factories.a_step(
                person, everyone.guidance, due_on=TODAY - A_DAY, words=words, assignee=assignee, unit=unit
            )
    assert {line.words for line in _today(everyone.bo).overdue.rows} == {"", "mine", "my team's"}


def test_whoever_lost_their_activity_lately_is_news_to_whoever_has_them(everyone: Cast) -> None:
    with access.job_scope(everyone.hedeby.pk):
        colleague = _colleague(everyone)
        for name, ended_on, holder in (
            ("Ny", date(2026, 8, 20), everyone.bo),
            ("Navnløs", date(2026, 8, 25), None),
            ("Gammel", date(2026, 6, 1), everyone.bo),
            ("Kollegas", date(2026, 8, 25), colleague),
            ("Stadig", None, everyone.bo),
        ):
            person = factories.a_person(everyone.hedeby, name, "Friis")
            factories.a_spell(person, everyone.school, ends_on=ended_on)
            factories.covered(person, everyone.guidance, user=holder)
    news = _today(everyone.bo).newly_without_activity
    assert [(line.name, line.since) for line in news.rows] == [
        ("Navnløs Friis", date(2026, 8, 25)),
        ("Ny Friis", date(2026, 8, 20)),
    ]
    assert str(news.rows[1].because) == "Bakkeskolen lasted until 2026-08-19, and nothing is known to follow."


@pytest.fixture
def offered(everyone: Cast) -> Handover:
    """Amina, whom the guidance unit has, is offered to the vocational school since Friday."""
    with access.job_scope(everyone.hedeby.pk):
        person = factories.a_person(everyone.hedeby, "Amina", "Holm")
        factories.covered(person, everyone.guidance, user=everyone.bo)
        return Handover.objects.create(
            municipality_id=everyone.hedeby.pk,
            person=person,
            kind=HandoverKind.START,
            from_organisation=everyone.guidance,
            from_user=everyone.bo,
            to_organisation=everyone.vocational,
            to_unit=everyone.team,
            envelope_name="Amina Holm",
            envelope_birth_year=2010,
            envelope_phone="70 00 00 00",
            offered_at=NOW - timedelta(days=4),
            answer_by=TODAY + timedelta(days=17),
            known_at=NOW - timedelta(days=4),
        )


def test_both_sides_see_the_same_offer_the_receiver_only_the_envelope(
    everyone: Cast, offered: Handover
) -> None:
    sent, received = _today(everyone.bo), _today(everyone.freja)
    (out,), (envelope,) = sent.outgoing.rows, received.incoming.rows
    assert out.handover_id == envelope.handover_id == offered.pk
    assert (out.name, out.to_organisation, out.to_team, out.days_waiting) == (
        "Amina Holm", "Hedeby Tekniske Skole", "Intake", 4,
    )  # fmt: skip
    assert (envelope.name, envelope.birth_year, envelope.phone) == ("Amina Holm", 2010, "70 00 00 00")
    assert (envelope.from_name, envelope.days_waiting) == ("Bo Bertelsen", 4)
    assert (sent.incoming.count, received.outgoing.count) == (0, 0)
    assert received.overdue.rows == received.upcoming.rows == ()


def test_nobody_else_sees_the_offer(everyone: Cast, offered: Handover) -> None:
    for reader in (everyone.carl, everyone.ditte, everyone.tove):
        lists = _today(reader)
        assert (lists.incoming.count, lists.outgoing.count) == (0, 0)


def test_whoever_was_taken_over_stays_on_the_list_until_seen_to_start(
    everyone: Cast, offered: Handover
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        Handover.objects.filter(pk=offered.pk).update(
            state=HandoverState.ACCEPTED, answered_at=NOW, starts_on=date(2026, 8, 10)
        )
        old = Holding.objects.get(person=offered.person)
        Holding.objects.filter(pk=old.pk).update(ends_at=NOW)
        new = Holding.objects.create(
            municipality_id=everyone.hedeby.pk,
            person=offered.person,
            organisation=everyone.vocational,
            starts_at=NOW,
            acquired_by="accepted",
            handover_id=offered.pk,
            known_at=NOW,
        )
        factories.granted(
            offered.person,
            everyone.vocational,
            access.Purpose.GUIDANCE,
            "ABCDEG",
            access.Grant.Source.HOLDING,
            new.pk,
        )
    (line,) = _today(everyone.freja).not_started.rows
    assert (line.name, line.starts_on, line.expected_by, line.is_late) == (
        "Amina Holm", date(2026, 8, 10), date(2026, 8, 24), True,
    )  # fmt: skip


def test_whoever_is_asked_for_is_told_to_those_who_have_them(everyone: Cast, offered: Handover) -> None:
    with access.job_scope(everyone.hedeby.pk):
        HoldingRequest.objects.create(
            municipality_id=everyone.hedeby.pk,
            person=offered.person,
            by_organisation=everyone.school,
            by_user=everyone.ditte,
            to_organisation=everyone.guidance,
            words="She has begun in our tenth grade.",
            asked_at=NOW - A_DAY,
        )
    (line,) = _today(everyone.bo).requests.rows
    assert (line.name, line.by_organisation, line.days_waiting) == ("Amina Holm", "Bakkeskolen", 1)
    assert _today(everyone.freja).requests.rows == ()


@pytest.mark.parametrize("how_many", [1, 30])
def test_the_price_of_the_first_page_does_not_grow(everyone: Cast, how_many: int) -> None:
    with access.job_scope(everyone.hedeby.pk):
        for person in factories.some_people(everyone.hedeby, how_many):
            factories.a_spell(person, everyone.school, ends_on=date(2026, 8, 20))
            factories.covered(person, everyone.guidance, due_on=TODAY - A_DAY)
    actor = access.actor_for(everyone.bo, at=NOW)
    with access.user_scope(everyone.bo.pk), CaptureQueriesContext(connections["default"]) as asked:
        lists = today_for(actor, day=TODAY)
    # Two of them only say whom the rest is about: then the spells of nobody else are read.
    assert len(asked) == 11
    assert lists.overdue.count == lists.newly_without_activity.count == how_many
