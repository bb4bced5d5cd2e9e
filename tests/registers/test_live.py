"""A live register goes the same two stages as every file, at its hour, and never half."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from cryptography.exceptions import InvalidTag
from django.db import IntegrityError

from stafet.access import api as access
from stafet.integrations import jobs, live
from stafet.kernel import clock
from stafet.kernel.countries import Country
from stafet.kernel.records import LoadMode
from stafet.registers import api as registers
from tests.cast import Cast
from tests.conftest import NOW
from tests.integrations.ss12000.system import SECRET, Given, always
from tests.integrations.ss12000.town import in_electricity, in_year_nine, pupil
from tests.registers.live_desk import LiveDesk, live_desk
from tests.registers.worker import work

A_DAY = timedelta(days=1)
QUIETLY = {"applies_quietly": True}


@pytest.fixture
def at(everyone: Cast, database: psycopg.Connection) -> Iterator[LiveDesk]:
    with live_desk(everyone, database) as desk:
        yield desk


def test_a_fetch_stops_at_the_preview_and_nobody_is_there_yet(at: LiveDesk) -> None:
    load_id = at.fetch()
    assert at.state(load_id) == "previewed"
    assert at.desk.verdicts(load_id)["person", "new"] == 4
    assert at.desk.count("people_person") == 0


def test_what_was_fetched_is_applied_like_a_file(at: LiveDesk) -> None:
    at.taken()
    assert at.desk.count("people_person") == 4
    assert at.desk.count("people_nationalnumber") == 4
    assert at.desk.count("pathways_spell", "kind = 'vocational_education' AND programme_code = 'EE'") == 2
    assert at.desk.count("organisations_unit", "name = 'EE26'") == 1
    assert at.desk.count("responsibility_coverage", "ends_on IS NULL") == 4


def test_the_same_town_again_changes_nothing(at: LiveDesk) -> None:
    at.taken()
    again = at.fetch(at=NOW + 8 * A_DAY)
    assert at.mode(again) == "bulk"
    assert {verdict for _, verdict in at.desk.verdicts(again)} == {"unchanged"}


def test_after_a_whole_fetch_only_changes_are_asked_for_and_everything_once_a_week(at: LiveDesk) -> None:
    at.taken()
    at.town.change("Aya Ek", NOW + A_DAY, familyName="Ekman")
    changes = at.fetch(at=NOW + A_DAY)
    assert at.mode(changes) == "delta"
    assert at.desk.verdicts(changes)["person", "changed"] == 1
    at.apply(changes, at=NOW + A_DAY)
    assert at.desk.count("people_person", "family_name = 'Ekman'") == 1
    assert at.mode(at.fetch(at=NOW + 7 * A_DAY)) == "bulk"


def test_changes_that_were_not_applied_are_asked_for_again(at: LiveDesk) -> None:
    at.taken()
    at.town.change("Aya Ek", NOW + A_DAY, familyName="Ekman")
    refused = at.fetch(at=NOW + A_DAY)
    with access.user_scope(at.desk.by.user_id):
        registers.discard_load(load_id=refused, by=at.desk.by, at=NOW + A_DAY)
    assert at.desk.verdicts(at.fetch(at=NOW + 2 * A_DAY))["person", "changed"] == 1


def test_after_rows_were_left_out_everything_is_asked_for(at: LiveDesk) -> None:
    at.town.change("Bo Lund", NOW, givenName="", familyName="")
    load_id = at.fetch()
    at.desk.apply(load_id, rows=registers.WhichRows.ACCEPTED_ONLY)
    assert at.mode(at.fetch(at=NOW + A_DAY)) == "bulk"


def test_another_address_is_asked_for_everything(at: LiveDesk) -> None:
    at.taken()
    with clock.at_moment(NOW):
        at.connect(client_id="another")
    at.system.client_id = "another"
    at.desk.database.execute("UPDATE registers_connection SET changed_at = %s", [NOW + timedelta(hours=1)])
    assert at.mode(at.fetch(at=NOW + A_DAY)) == "bulk"


def test_a_register_that_sends_everything_is_never_asked_for_changes(
    everyone: Cast, database: psycopg.Connection
) -> None:
    with live_desk(everyone, database, mode=LoadMode.BULK) as whole:
        whole.taken()
        assert whole.mode(whole.fetch(at=NOW + A_DAY)) == "bulk"


# --- quietly ------------------------------------------------------------------------------------------


def test_what_loses_nobody_is_applied_by_itself_where_the_register_says_so(at: LiveDesk) -> None:
    at.connect(**QUIETLY)
    load_id = at.fetch()
    assert at.state(load_id) == "applied"
    assert at.desk.count("people_person") == 4


def test_what_loses_somebody_waits_for_a_person(at: LiveDesk) -> None:
    at.connect(**QUIETLY)
    at.fetch()
    at.town.drop("Bo Lund")
    load_id = at.fetch(at=NOW + 8 * A_DAY)
    assert at.state(load_id) == "previewed"
    assert at.place("Bo") == (None, "", None)


def test_what_is_rejected_waits_for_a_person(at: LiveDesk) -> None:
    at.connect(**QUIETLY)
    at.town.change("Bo Lund", NOW, birthDate="1066-10-14")
    assert at.state(at.fetch()) == "previewed"
    assert at.desk.count("people_person") == 0


def test_a_rejected_row_about_a_protected_person_waits_too(at: LiveDesk) -> None:
    at.connect(**QUIETLY)
    at.town.change("Bo Lund", NOW, securityMarking="Sekretessmarkering", birthDate="1066-10-14")
    assert at.state(at.fetch()) == "previewed"


def test_a_night_without_changes_leaves_nothing_to_decide(at: LiveDesk) -> None:
    at.taken()
    night = at.fetch(at=NOW + A_DAY)
    assert (at.mode(night), at.state(night)) == ("delta", "applied")
    with access.user_scope(at.desk.by.user_id):
        (line,) = registers.sources(at.desk.by, at=NOW + A_DAY)
    assert line.told_at == NOW + A_DAY


# --- what fails -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("resource", "given", "said"),
    [
        ("token", Given(401), "does not let Stafet in"),
        ("persons", Given(body=b"<html>"), "could not be read"),
        ("persons", Given(body=b'{"data": "all of them"}'), "is not what SS12000:2020 says"),
        ("organisations", Given(404), "at that address"),
        (
            "groups",
            Given(302, headers={"location": "https://elsewhere.example/"}),
            "points to another address",
        ),
    ],
)
def test_a_fetch_that_fails_leaves_nothing_but_why(
    at: LiveDesk, resource: str, given: Given, said: str
) -> None:
    at.taken()
    at.system.faults = [always(resource, given)]
    failed = at.fetch(at=NOW + 8 * A_DAY)
    assert at.state(failed) == "unfetched"
    assert said in at.problem(failed)
    assert at.desk.count("registers_stagedrow", f"load_id = '{failed}'") == 0
    assert at.desk.count("registers_loadfile", f"load_id = '{failed}'") == 0
    assert at.desk.count("pathways_spell", "missing_since IS NOT NULL OR ends_on IS NOT NULL") == 0
    at.system.faults = []
    assert at.state(at.fetch(at=NOW + 9 * A_DAY)) == "previewed"


def test_a_fault_of_ours_stops_the_fetch_with_a_sentence(
    at: LiveDesk, caplog: pytest.LogCaptureFixture
) -> None:
    at.desk.database.execute("UPDATE registers_connectionsecret SET sealed = '\\x00' || substr(sealed, 2)")
    load_id = at.fetch()
    assert at.state(load_id) == "unfetched"
    assert at.problem(load_id) == "A fault of ours stopped the work. Nothing has been changed."
    assert SECRET not in caplog.text


def test_half_a_town_asks_before_anybody_is_missing(at: LiveDesk) -> None:
    at.taken()
    for name in ("Aya Ek", "Bo Lund"):
        at.town.drop(name)
    load_id = at.fetch(at=NOW + 8 * A_DAY)
    with pytest.raises(registers.LossesNotConfirmed):
        at.desk.order(load_id)


def test_one_fetch_at_a_time(at: LiveDesk) -> None:
    at.fetch()
    with pytest.raises(registers.AnotherLoadIsOpen):
        at.fetch()


def test_who_is_marked_as_protected_there_is_protected_here(at: LiveDesk) -> None:
    at.town.change("Bo Lund", NOW, securityMarking="Sekretessmarkering")
    load_id = at.fetch()
    assert not any("Bo" in row.about for row in at.desk.rows(load_id))
    at.apply(load_id)
    assert at.desk.count("access_hiddenperson", "lifted_at IS NULL") == 1


# --- the secret -----------------------------------------------------------------------------------------


def test_the_secret_is_sealed_and_no_page_can_read_it(at: LiveDesk) -> None:
    sealed = at.desk.value("SELECT sealed FROM registers_connectionsecret")
    assert SECRET.encode() not in bytes(sealed)
    with access.user_scope(at.desk.by.user_id):
        model = registers.Connection._meta.apps.get_model("registers", "ConnectionSecret")
        assert not model.objects.exists()
    assert SECRET not in repr(registers.ConnectionDraft("a", "b", "c", SECRET))


def test_a_secret_sealed_for_one_register_opens_for_no_other(at: LiveDesk) -> None:
    with access.user_scope(at.desk.by.user_id):
        other = registers.create_source(
            municipality_id=at.desk.everyone.hedeby.pk,
            draft=_another(),
            by=at.desk.by,
            at=NOW,
        )
        draft = registers.ConnectionDraft("http://127.0.0.1:9", "http://127.0.0.1:9", "x", "y")
        registers.connect_source(source=other, draft=draft, by=at.desk.by, at=NOW)
    at.desk.database.execute(
        "UPDATE registers_connectionsecret SET sealed = (SELECT sealed FROM registers_connectionsecret"
        " WHERE connection_id = %s) WHERE connection_id = %s",
        [at.desk.source_id, other.pk],
    )
    with at.desk.job(), pytest.raises(InvalidTag):
        registers.fetch_plan(other.pk, at=NOW)


def test_without_a_secret_there_is_no_connection(at: LiveDesk) -> None:
    with access.user_scope(at.desk.by.user_id):
        other = registers.create_source(
            municipality_id=at.desk.everyone.hedeby.pk, draft=_another(), by=at.desk.by, at=NOW
        )
        with pytest.raises(registers.NotConnected):
            registers.connect_source(
                source=other, draft=registers.ConnectionDraft("a", "b", "c"), by=at.desk.by, at=NOW
            )
        with pytest.raises(registers.NotConnected):
            registers.begin_fetch(source=other, by=at.desk.by, at=NOW)


# --- the hour -------------------------------------------------------------------------------------------


def begun(at: LiveDesk, moment: datetime) -> int:
    """How many fetches begin at a moment."""
    with clock.at_moment(moment):
        return len(live.begin_due(at.desk.everyone.hedeby.pk))


def test_at_its_hour_it_is_asked_once_a_day(at: LiveDesk) -> None:
    at.connect(fetch_hour=3)
    assert begun(at, datetime(2026, 9, 2, 0, 30, tzinfo=UTC)) == 0
    assert begun(at, datetime(2026, 9, 2, 1, 7, tzinfo=UTC)) == 1
    assert begun(at, datetime(2026, 9, 2, 2, 7, tzinfo=UTC)) == 0


def test_an_hour_that_was_slept_through_is_made_up_for(at: LiveDesk) -> None:
    at.connect(fetch_hour=3)
    assert begun(at, datetime(2026, 9, 2, 12, 7, tzinfo=UTC)) == 1


def test_without_an_hour_nothing_goes_by_itself(at: LiveDesk) -> None:
    assert begun(at, NOW) == 0


def test_while_a_load_waits_the_hour_passes(at: LiveDesk) -> None:
    at.connect(fetch_hour=3)
    at.fetch()
    assert begun(at, NOW) == 0


def test_a_retired_register_is_asked_no_more(at: LiveDesk) -> None:
    at.connect(fetch_hour=3)
    with access.user_scope(at.desk.by.user_id):
        source = registers.Source.objects.get(pk=at.desk.source_id)
        registers.retire_source(source=source, by=at.desk.by, at=NOW)
    assert begun(at, NOW) == 0


def test_the_night_fetches_reads_and_applies(at: LiveDesk) -> None:
    at.connect(fetch_hour=3, **QUIETLY)
    jobs.fetch_due(0)
    work()
    assert at.desk.value("SELECT state FROM registers_load") == "applied"
    assert at.desk.count("people_person") == 4


def test_there_is_no_twenty_fifth_hour(at: LiveDesk) -> None:
    with pytest.raises(IntegrityError, match="fetch_hour_is_an_hour"):
        at.connect(fetch_hour=24)


# --- testing --------------------------------------------------------------------------------------------


def test_a_test_finds_what_is_offered_and_keeps_nothing(at: LiveDesk) -> None:
    at.system.missing |= {"programmes"}
    at.system.refused |= {"deletedEntities"}
    live.try_connection(at.desk.source_id, at.desk.everyone.hedeby.pk)
    with access.user_scope(at.desk.by.user_id):
        state = registers.connection_of(at.desk.source_id)
    assert state is not None
    assert state.tested is not None
    assert {each.resource: each.answer.value for each in state.tested.offers} == {
        "organisations": "offered",
        "groups": "offered",
        "programmes": "missing",
        "persons": "offered",
        "deletedEntities": "refused",
        "aggregatedAttendances": "missing",
    }
    assert at.desk.count("registers_load") == 0


def test_a_test_that_fails_says_why(at: LiveDesk) -> None:
    at.system.secret = "changed"
    live.try_connection(at.desk.source_id, at.desk.everyone.hedeby.pk)
    with access.user_scope(at.desk.by.user_id):
        state = registers.connection_of(at.desk.source_id)
    assert state is not None
    assert state.test_problem is not None
    assert "does not let Stafet in" in str(state.test_problem.what)


# --- who has left ---------------------------------------------------------------------------------------


def test_somebody_the_system_deleted_is_a_question_at_once_and_no_ending(at: LiveDesk) -> None:
    at.taken()
    at.town.delete("Cim Dahl", NOW + A_DAY)
    at.taken(losses=1, at=NOW + A_DAY)
    assert at.place("Cim") == (None, "", (NOW + A_DAY).date())
    assert at.questions() == ["Cim"]
    assert at.desk.count("responsibility_breakoff") == 0


def test_somebody_who_is_no_longer_shown_is_asked_about_after_two_whole_fetches(at: LiveDesk) -> None:
    at.taken()
    at.town.drop("Cim Dahl")
    at.taken(losses=1, at=NOW + 8 * A_DAY)
    assert at.questions() == []
    at.taken(at=NOW + 16 * A_DAY)
    assert at.questions() == ["Cim"]


def test_two_whole_fetches_on_one_day_are_one(everyone: Cast, database: psycopg.Connection) -> None:
    with live_desk(everyone, database, mode=LoadMode.BULK) as at:
        at.taken()
        at.town.drop("Cim Dahl")
        at.taken(losses=1, at=NOW + A_DAY)
        at.taken(at=NOW + A_DAY + timedelta(hours=1))
        assert at.questions() == []


def test_an_enrolment_that_ends_early_is_written_down_and_asked_about(at: LiveDesk) -> None:
    at.taken()
    at.town.enrol("Cim Dahl", NOW + A_DAY, in_electricity(ends_on="2026-09-01"))
    at.taken(losses=1, at=NOW + A_DAY)
    assert at.place("Cim") == (datetime(2026, 9, 2, tzinfo=UTC).date(), "", None)
    assert at.questions() == ["Cim"]
    assert at.desk.count("responsibility_breakoff") == 0


def test_an_enrolment_that_ends_with_the_school_year_asks_nobody(at: LiveDesk) -> None:
    at.taken()
    at.town.enrol("Cim Dahl", NOW + A_DAY, in_electricity(ends_on="2027-06-11"))
    at.taken(at=NOW + A_DAY)
    assert at.questions() == []


def test_one_that_was_broken_off_is_asked_about_whenever_it_ends(at: LiveDesk) -> None:
    at.taken()
    at.town.enrol("Cim Dahl", NOW + A_DAY, in_electricity(ends_on="2027-06-11", cancelled=True))
    at.taken(at=NOW + A_DAY)
    assert at.questions() == ["Cim"]


def test_one_that_was_broken_off_without_a_day_is_a_question_and_no_ending(at: LiveDesk) -> None:
    at.taken()
    at.town.enrol("Cim Dahl", NOW + A_DAY, in_electricity(cancelled=True))
    at.taken(losses=1, at=NOW + A_DAY)
    assert at.place("Cim") == (None, "", (NOW + A_DAY).date())
    assert at.questions() == ["Cim"]


def test_who_changes_programme_has_not_dropped_out(at: LiveDesk) -> None:
    at.taken()
    other = in_electricity("2026-09-02", programme={"id": "x"}, educationCode="NA")
    at.town.enrol("Cim Dahl", NOW + A_DAY, in_electricity(ends_on="2026-09-01"), other)
    at.taken(losses=1, at=NOW + A_DAY)
    assert at.questions() == []


def test_who_got_a_new_key_there_is_the_same_person_here(at: LiveDesk) -> None:
    at.taken()
    cim = at.town.person("Cim Dahl")
    at.town.delete("Cim Dahl", NOW + A_DAY)
    again = pupil("Cim Dahl", datetime(2010, 2, 3, tzinfo=UTC).date(), in_electricity())
    at.town.persons.append({**again, "id": "a-new-key", "civicNo": cim["civicNo"]})
    at.town.changed_at["a-new-key"] = NOW + A_DAY
    load_id = at.taken(at=NOW + A_DAY)
    assert ("person", "conflict") not in at.desk.verdicts(load_id)
    assert at.desk.count("people_person") == 4
    assert at.questions() == []


def test_the_same_deletion_told_twice_asks_once(at: LiveDesk) -> None:
    at.taken()
    at.town.delete("Cim Dahl", NOW + A_DAY)
    at.taken(losses=1, at=NOW + A_DAY)
    at.taken(at=NOW + A_DAY + timedelta(minutes=5))
    assert at.questions() == ["Cim"]


def test_a_teacher_the_system_deleted_is_nobodys_question(at: LiveDesk) -> None:
    at.taken()
    at.town.delete("Tilde Lärare", NOW + A_DAY)
    assert at.state(at.fetch(at=NOW + A_DAY)) == "previewed"
    assert at.questions() == []


def test_a_pupil_of_year_nine_who_leaves_in_autumn_is_asked_about(at: LiveDesk) -> None:
    at.taken()
    at.town.enrol("Aya Ek", NOW + A_DAY, in_year_nine(ends_on="2026-08-31"))
    at.taken(losses=1, at=NOW + A_DAY)
    assert at.questions() == ["Aya"]


def _another() -> registers.SourceDraft:
    return registers.SourceDraft("Other", registers.SourceFormat.SS12000, Country.SE)
