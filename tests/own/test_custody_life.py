"""T12: what whoever has custody sees, over its whole life. Judged by the database, at its own clock, at every statement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import psycopg
import pytest

from stafet.access import api as access
from stafet.kernel import rules
from stafet.kernel.actors import SYSTEM
from stafet.messages import api as messages
from stafet.own import api as own
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held, a_person, covered, hidden
from tests.goals.record import measured
from tests.own.conftest import Joins

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
TODAY = NOW.date()
A_MOMENT = timedelta(seconds=1)


def midnight(day: date) -> datetime:
    """When a day begins in Denmark."""
    return datetime(day.year, day.month, day.day, tzinfo=COPENHAGEN)


def seen_by(
    user: access.User, database: psycopg.Connection, *, at: datetime, one_factor: bool = False
) -> tuple[str, str]:
    """The classes open to a user in own name at an instant of the gate's clock, and why none are."""
    database.execute("DELETE FROM gate.test_clock")
    database.execute("INSERT INTO gate.test_clock VALUES (%s)", [at])
    with access.own_scope(user.pk, one_factor=one_factor):
        (row,) = own.own_log_ins()
        identity = people.identity_of(row.person_id)
        letters = "".join(sorted(people.classes_open(row.person_id)))
    assert (identity is not None) == ("A" in letters)
    return letters, row.closed.value if row.closed else ""


@dataclass(frozen=True)
class Turn:
    """A custody, what happens to it, and what is seen at an instant."""

    kind: own.CustodyKind
    at: datetime
    sees: str
    why: str
    born_on: date = date(2010, 5, 17)
    starts_on: date = date(2025, 1, 1)
    ends_on: date | None = None
    because: own.CustodyEnd = own.CustodyEnd.CHANGED


SHARED, SOLE = own.CustodyKind.SHARED, own.CustodyKind.SOLE
LEAP, EIGHTEEN = date(2008, 2, 29), date(2026, 2, 28)
SOON = TODAY + timedelta(days=10)
LIFE = {
    "shared custody": Turn(SHARED, NOW, "ABD", ""),
    "sole custody": Turn(SOLE, NOW, "ABD", ""),
    "a foster parent": Turn(own.CustodyKind.FOSTER, NOW, "", "no_custody"),
    "a parent without custody": Turn(own.CustodyKind.NONE, NOW, "", "no_custody"),
    "not yet": Turn(SHARED, midnight(SOON) - A_MOMENT, "", "not_yet", starts_on=SOON),
    "from its first midnight": Turn(SHARED, midnight(SOON), "ABD", "", starts_on=SOON),
    "on its last evening": Turn(SHARED, midnight(SOON) - A_MOMENT, "ABD", "", ends_on=SOON),
    "changed, from that midnight": Turn(SHARED, midnight(SOON), "", "custody_ended", ends_on=SOON),
    "the custody holder has died": Turn(
        SOLE, NOW, "", "custody_ended", ends_on=TODAY, because=own.CustodyEnd.DIED
    ),
    "the evening before eighteen": Turn(
        SHARED, midnight(date(2028, 5, 17)) - A_MOMENT, "ABD", "", born_on=date(2010, 5, 17)
    ),
    "eighteen": Turn(SHARED, midnight(date(2028, 5, 17)), "", "of_age", born_on=date(2010, 5, 17)),
    "a leap-day child, the evening before": Turn(
        SHARED, midnight(EIGHTEEN) - A_MOMENT, "ABD", "", born_on=LEAP
    ),
    "a leap-day child is eighteen on the 28th": Turn(SHARED, midnight(EIGHTEEN), "", "of_age", born_on=LEAP),
    "sole custody ends at eighteen, too": Turn(SOLE, midnight(date(2029, 1, 1)), "", "of_age"),
}


@pytest.mark.parametrize("turn", LIFE.values(), ids=LIFE.keys())
def test_what_custody_opens_over_its_life(
    everyone: Cast, database: psycopg.Connection, turn: Turn, joins: Joins
) -> None:
    user = _lived(everyone, database, turn, joins)
    seen = seen_by(user, database, at=turn.at)
    measured("custody", int(seen != (turn.sees, turn.why)), "of each kind of custody, before and after")
    assert seen == (turn.sees, turn.why)


PLANTED = {
    "nobody counts birthdays": ("interval '18 years'", "interval '80 years'", "eighteen"),
    "days begin in Greenwich": (
        "AT TIME ZONE m.zone THEN 'of_age'",
        "AT TIME ZONE 'UTC' THEN 'of_age'",
        "eighteen",
    ),
    "foster parents have custody": ("'sole'", "'sole', 'foster'", "a foster parent"),
    "custody never ends": ("c.ends_on", "'infinity'::date", "changed, from that midnight"),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_the_table_finds_a_planted_fault(
    everyone: Cast, database: psycopg.Connection, joins: Joins, fault: str
) -> None:
    sound, faulty, case = PLANTED[fault]
    turn = LIFE[case]
    row = database.execute("SELECT pg_get_functiondef('gate.own_standing'::regproc)").fetchone()
    assert row is not None
    assert sound in row[0]
    user = _lived(everyone, database, turn, joins)
    database.execute(row[0].replace(sound, faulty))
    try:
        assert seen_by(user, database, at=turn.at) != (turn.sees, turn.why)
    finally:
        database.execute(row[0])


def test_midnight_is_that_of_the_municipality_and_the_age_that_of_the_rules(everyone: Cast) -> None:
    for country in ("dk", "se"):
        assert rules.value(f"{country}.custody.until_age", on=TODAY) == 18


def test_a_swedish_childs_day_begins_at_swedish_midnight(
    everyone: Cast, database: psycopg.Connection, amina: Held, joins: Joins
) -> None:
    database.execute(
        "UPDATE organisations_municipality SET country = 'se' WHERE id = %s", [everyone.hedeby.pk]
    )
    user = joins(amina, _custody(amina))
    of_age = datetime(2028, 5, 16, 22, 0, tzinfo=UTC)
    assert seen_by(user, database, at=of_age - A_MOMENT) == ("ABD", "")
    assert seen_by(user, database, at=of_age) == ("", "of_age")


def test_of_a_child_whose_birth_date_nobody_knows_nothing_is_seen(
    everyone: Cast, database: psycopg.Connection, joins: Joins
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        held = covered(a_person(everyone.hedeby, birth_date=None), everyone.guidance, user=everyone.bo)
    assert seen_by(joins(held, _custody(held)), database, at=NOW) == ("", "closed")


def test_of_a_protected_child_only_a_named_custody_holder_sees_anything(
    everyone: Cast, database: psycopg.Connection, amina: Held, joins: Joins
) -> None:
    parent, threat = (
        joins(amina, _custody(amina, name), email=f"{name}@example.org") for name in ("mother", "father")
    )
    with access.job_scope(everyone.hedeby.pk):
        hidden(amina.person, everyone.bo, parent)
    assert seen_by(parent, database, at=NOW) == ("ABD", "")
    assert seen_by(threat, database, at=NOW) == ("", "closed")


def test_a_protected_young_person_sees_their_own(
    everyone: Cast, database: psycopg.Connection, amina: Held, joins: Joins
) -> None:
    user = joins(amina)
    with access.job_scope(everyone.hedeby.pk):
        hidden(amina.person, everyone.bo)
    assert seen_by(user, database, at=NOW) == ("ABD", "")


def test_after_a_death_nobody_sees_it_as_their_own(
    everyone: Cast, database: psycopg.Connection, amina: Held, joins: Joins
) -> None:
    user = joins(amina, _custody(amina))
    with access.job_scope(everyone.hedeby.pk):
        responsibility.end_coverage(
            person=amina.person, reason=responsibility.CoverageEnd.DIED, on=TODAY, by=SYSTEM, at=NOW
        )
    assert seen_by(user, database, at=NOW) == ("", "died")


def test_sole_custody_ends_that_of_everybody_else_the_same_day(
    everyone: Cast, database: psycopg.Connection, amina: Held, joins: Joins
) -> None:
    father = joins(amina, _custody(amina, "father"))
    with access.job_scope(everyone.hedeby.pk):
        own.add_custody(
            person=amina.person, draft=own.CustodyDraft("Mor Holm", SOLE, SOON), by=SYSTEM, at=NOW
        )
    assert seen_by(father, database, at=midnight(SOON) - A_MOMENT) == ("ABD", "")
    assert seen_by(father, database, at=midnight(SOON)) == ("", "custody_ended")


def test_with_one_factor_a_young_person_sees_names_and_process_and_a_custody_holder_nothing(
    everyone: Cast, database: psycopg.Connection, amina: Held, joins: Joins
) -> None:
    young, parent = joins(amina), joins(amina, _custody(amina), email="p@example.org")
    assert seen_by(young, database, at=NOW, one_factor=True) == ("AD", "")
    assert seen_by(parent, database, at=NOW, one_factor=True) == ("", "one_factor")


def test_a_log_in_that_is_ended_opens_nothing_from_that_instant(
    everyone: Cast, database: psycopg.Connection, amina: Held, joins: Joins
) -> None:
    user = joins(amina)
    with access.user_scope(everyone.bo.pk):
        own.end_own_login(
            login=own.PersonalLogin.objects.get(),
            by=access.actor_for(everyone.bo, at=NOW),
            at=NOW + timedelta(hours=1),
        )
    assert seen_by(user, database, at=NOW + timedelta(minutes=59))[0] == "ABD"
    assert seen_by(user, database, at=NOW + timedelta(hours=1)) == ("", "ended")


def test_nothing_of_another_household_is_met(everyone: Cast, amina: Held, joins: Joins) -> None:
    mother = joins(amina, _custody(amina, "mother"))
    young = joins(amina, email="young@example.org")
    _custody(amina, "father")
    for user, names in ((mother, ["mother"]), (young, ["father", "mother"])):
        with access.own_scope(user.pk, one_factor=False):
            assert sorted(own.Custody.objects.values_list("holder_name", flat=True)) == names
            assert own.PersonalLogin.objects.count() == 1
            assert not own.OwnInvitation.objects.exists()


def test_work_opens_nothing_in_own_name_and_an_own_log_in_nothing_at_work(
    everyone: Cast, amina: Held, joins: Joins, database: psycopg.Connection
) -> None:
    """Carl counsels elsewhere and has a child here; Bo counsels here and has none."""
    custody = _custody(amina)
    with access.job_scope(everyone.hedeby.pk):
        draft = own.OwnInvitationDraft(everyone.carl.email, "da", custody)
        link = own.invite_to_own(person=amina.person, draft=draft, by=SYSTEM, at=NOW).link_id
        own.join_as_known(link_id=link, user=everyone.carl, by=SYSTEM, at=NOW)
    with access.user_scope(everyone.carl.pk):
        assert not people.Person.objects.exists()
    with access.own_scope(everyone.carl.pk, one_factor=False):
        assert people.Person.objects.count() == 1
    with access.own_scope(everyone.bo.pk, one_factor=False):
        assert not people.Person.objects.exists()


def test_whoever_was_registered_twice_sees_the_registration_that_counts(
    everyone: Cast, amina: Held, joins: Joins
) -> None:
    user = joins(amina)
    with access.job_scope(everyone.hedeby.pk):
        kept = covered(a_person(everyone.hedeby, "Amina", "Holm-Bech"), everyone.guidance, user=everyone.bo)
        responsibility.merge_persons(kept=kept.person, duplicate=amina.person, by=SYSTEM, at=NOW)
    with access.own_scope(user.pk, one_factor=False):
        assert [person.family_name for person in people.Person.objects.all()] == ["Holm-Bech"]


def test_in_own_name_nothing_is_written(everyone: Cast, amina: Held, joins: Joins) -> None:
    user = joins(amina)
    with (
        pytest.raises(Exception, match="read-only"),
        access.own_scope(user.pk, one_factor=False),
    ):
        responsibility.NextStep.objects.update(words="")


def _custody(held: Held, name: str = "Paula Holm") -> own.Custody:
    with access.job_scope(held.person.municipality_id):
        draft = own.CustodyDraft(name, SHARED, date(2025, 1, 1))
        return own.add_custody(person=held.person, draft=draft, by=SYSTEM, at=NOW)


@pytest.mark.parametrize(
    ("born_on", "told"),
    [
        (date(2008, 9, 1), 1),
        (date(2008, 8, 28), 1),
        (date(2008, 9, 2), 0),
        (date(2008, 8, 20), 0),
    ],
)
def test_whoever_turns_eighteen_is_told_once_that_only_they_see_their_page(
    everyone: Cast, joins: Joins, mailed: Callable[[], list[str]], born_on: date, told: int
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        held = covered(a_person(everyone.hedeby, birth_date=born_on), everyone.guidance, user=everyone.bo)
    joins(held)
    joins(held, _custody(held), email="mother@example.org")
    for at in (NOW, NOW + timedelta(hours=1)):
        with access.job_scope(everyone.hedeby.pk):
            own.tell_of_age(municipality_id=everyone.hedeby.pk, by=SYSTEM, at=at)
    assert mailed().count(messages.Template.OWN_OF_AGE) == told


def _lived(everyone: Cast, database: psycopg.Connection, turn: Turn, joins: Joins) -> access.User:
    """The account of whoever has the custody of a turn, after what happens in it."""
    with access.job_scope(everyone.hedeby.pk):
        held = covered(
            a_person(everyone.hedeby, birth_date=turn.born_on), everyone.guidance, user=everyone.bo
        )
        draft = own.CustodyDraft("Paula Holm", SHARED, turn.starts_on)
        custody = own.add_custody(person=held.person, draft=draft, by=SYSTEM, at=NOW)
    user = joins(held, custody)
    with access.job_scope(everyone.hedeby.pk):
        own.Custody.objects.filter(pk=custody.pk).update(kind=turn.kind)
        if turn.ends_on is not None:
            own.end_custody(custody=custody, on=turn.ends_on, because=turn.because, by=SYSTEM, at=NOW)
    database.execute("UPDATE own_personallogin SET starts_at = '2025-01-01'")
    return user
