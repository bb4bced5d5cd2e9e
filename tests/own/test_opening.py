"""How somebody gets an own log-in, who may give it, what is said to be wrong; and what the database refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import psycopg
import pytest

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.messages import api as messages
from stafet.own import api as own
from stafet.responsibility import api as responsibility
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held
from tests.own.conftest import Joins


def _draft(custody: own.Custody | None = None) -> own.OwnInvitationDraft:
    return own.OwnInvitationDraft("amina@example.org", "da", custody)


def _invite(everyone: Cast, held: Held, user: access.User) -> own.OwnInvitation:
    with access.user_scope(user.pk):
        return own.invite_to_own(
            person=held.person, draft=_draft(), by=access.actor_for(user, at=NOW), at=NOW
        )


def test_whoever_has_the_responsibility_invites_the_young_person(
    everyone: Cast, amina: Held, mailed: Callable[[], list[str]]
) -> None:
    _invite(everyone, amina, everyone.bo)
    assert mailed() == [messages.Template.OWN_INVITATION]


@pytest.mark.parametrize("who", ["ditte", "freja", "tove", "carl"])
def test_nobody_else_does(everyone: Cast, amina: Held, who: str) -> None:
    with pytest.raises(own.NotYoursToOpen):
        _invite(everyone, amina, getattr(everyone, who))


@pytest.mark.parametrize("who", ["bo", "carl", "ditte", "freja", "gro", "tove", "viggo"])
def test_what_one_may_open_is_what_all_who_may_open(everyone: Cast, amina: Held, who: str) -> None:
    user = getattr(everyone, who)
    actor = access.actor_for(user, at=NOW)
    with access.job_scope(everyone.hedeby.pk):
        listed = own.holdings_openable_by(actor).filter(pk=amina.holding.pk).exists()
        assert listed == own.can_open(actor, amina.holding)


def test_a_link_works_once_and_only_the_newest(everyone: Cast, amina: Held) -> None:
    older, newest = (_invite(everyone, amina, everyone.bo) for _ in range(2))
    with access.job_scope(everyone.hedeby.pk):
        with pytest.raises(own.LinkOpensNothing):
            own.join_as_known(link_id=older.link_id, user=everyone.bo, by=SYSTEM, at=NOW)
        everyone.bo.email = "amina@example.org"
        own.join_as_known(link_id=newest.link_id, user=everyone.bo, by=SYSTEM, at=NOW)
        with pytest.raises(own.LinkOpensNothing):
            own.join_as_known(link_id=newest.link_id, user=everyone.bo, by=SYSTEM, at=NOW)


def test_a_link_runs_out_after_a_week(everyone: Cast, amina: Held) -> None:
    invitation = _invite(everyone, amina, everyone.bo)
    with access.job_scope(everyone.hedeby.pk), pytest.raises(own.LinkOpensNothing):
        own.join_as_known(link_id=invitation.link_id, user=everyone.bo, by=SYSTEM, at=NOW + timedelta(days=7))


def test_a_young_person_has_one_log_in(everyone: Cast, amina: Held, joins: Joins) -> None:
    joins(amina)
    with pytest.raises(own.CannotOpen):
        _invite(everyone, amina, everyone.bo)


def test_a_foster_parent_is_not_invited(everyone: Cast, amina: Held) -> None:
    with access.job_scope(everyone.hedeby.pk):
        draft = own.CustodyDraft("Fie Foster", own.CustodyKind.FOSTER, date(2025, 1, 1))
        custody = own.add_custody(person=amina.person, draft=draft, by=SYSTEM, at=NOW)
        with pytest.raises(own.CannotOpen):
            own.invite_to_own(person=amina.person, draft=_draft(custody), by=SYSTEM, at=NOW)


def test_nobody_shares_custody_with_somebody_who_has_it_alone(everyone: Cast, amina: Held) -> None:
    with access.job_scope(everyone.hedeby.pk):
        for kind in (own.CustodyKind.SOLE, own.CustodyKind.SHARED):
            draft = own.CustodyDraft("Mor Holm", kind, date(2025, 1, 1))
            if kind is own.CustodyKind.SHARED:
                with pytest.raises(own.CustodyDoesNotFit):
                    own.add_custody(person=amina.person, draft=draft, by=SYSTEM, at=NOW)
            else:
                own.add_custody(person=amina.person, draft=draft, by=SYSTEM, at=NOW)


def test_what_is_said_to_be_wrong_becomes_a_step_of_whoever_is_responsible(
    everyone: Cast, amina: Held, joins: Joins, mailed: Callable[[], list[str]]
) -> None:
    young = joins(amina)
    parent = joins(amina, _custody(amina), email="mother@example.org")
    with access.job_scope(everyone.hedeby.pk):
        own.say_wrong(
            person_id=amina.person.pk,
            capacity=own.Capacity.SELF,
            words="Jeg går ikke i 9.A mere",
            by=access.actor_for(young, at=NOW),
            at=NOW,
        )
        step = responsibility.NextStep.objects.get(rule="stafet.own.answered_within")
        assert step.organisation == everyone.guidance
        assert step.due_on == date(2026, 9, 15)
        assert "9.A" not in step.words
    assert mailed()[-1] == messages.Template.OWN_CORRECTION
    for user, words in ((young, ["Jeg går ikke i 9.A mere"]), (parent, [])):
        with access.own_scope(user.pk, one_factor=False):
            assert [said.words for said in own.said_by_me(amina.person.pk)] == words
    with access.user_scope(everyone.bo.pk):
        assert [row.words for row in own.corrections_of(amina.person.pk)] == ["Jeg går ikke i 9.A mere"]


def _custody(held: Held) -> own.Custody:
    with access.job_scope(held.person.municipality_id):
        draft = own.CustodyDraft("Mor Holm", own.CustodyKind.SHARED, date(2025, 1, 1))
        return own.add_custody(person=held.person, draft=draft, by=SYSTEM, at=NOW)


PROVOKED = {
    "custody_end_has_reason": "UPDATE own_custody SET ends_on = starts_on",
    "own_log_in_once": "INSERT INTO own_personallogin SELECT gate.new_id(), municipality_id, capacity, starts_at, ends_at,"
    " custody_id, person_id, user_id FROM own_personallogin WHERE capacity <> 'self'",
    "one_self_per_person": "INSERT INTO own_personallogin (id, municipality_id, capacity, starts_at, person_id, user_id)"
    " SELECT gate.new_id(), l.municipality_id, 'self', starts_at, person_id, u.id"
    " FROM own_personallogin l, access_user u WHERE l.capacity = 'self' AND u.email = 'bo@example.org'",
    "custody_holder_has_custody": "UPDATE own_personallogin SET custody_id = NULL WHERE capacity <> 'self'",
    "own_log_in_ends_after_it_starts": "UPDATE own_personallogin SET ends_at = starts_at - interval '1 day'",
    "own_invitation_ends_after_it_is_sent": "UPDATE own_owninvitation SET expires_at = sent_at",
    "correction_says_something": "UPDATE own_correction SET words = ''",
}


@pytest.mark.parametrize("name", PROVOKED)
def test_the_database_refuses(
    everyone: Cast, amina: Held, joins: Joins, database: psycopg.Connection, name: str
) -> None:
    young = joins(amina)
    joins(amina, _custody(amina), email="mother@example.org")
    with access.job_scope(everyone.hedeby.pk):
        own.say_wrong(
            person_id=amina.person.pk,
            capacity=own.Capacity.SELF,
            words="Nej",
            by=access.actor_for(young, at=NOW),
            at=NOW,
        )
    with pytest.raises(psycopg.errors.IntegrityError, match=name):
        database.execute(PROVOKED[name])
