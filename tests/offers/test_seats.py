"""From a need to a seat: the line in order of arrival, no seat twice, and the need is met when they have started."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import psycopg
import pytest
from django.db import connections
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held, hidden
from tests.offers.conftest import SOON, acting, an_offer, somebody, start_of

from stafet.access import api as access
from stafet.kernel.activities import ActivityKind
from stafet.kernel.sentences import SentenceError
from stafet.kernel.transitions import IllegalMove
from stafet.offers import api as offers
from stafet.offers.api import LIVE, SEAT, Fit, Need, NeedMove, NeedState, OfferMove, SeatState, StartDraft
from stafet.people import api as people


def needs(everyone: Cast, held: Held, *which: Need, days: int = 0) -> offers.OfferNeed:
    with acting(everyone.bo) as bo:
        return offers.open_need(
            person=held.person,
            needs=which or (Need.TRY_A_TRADE,),
            words="Something with wood",
            on=TODAY - timedelta(days=days),
            by=bo,
            at=NOW,
        )


def waits(everyone: Cast, held: Held, offer: offers.Offer) -> offers.Seat:
    with acting(everyone.bo) as bo:
        return offers.wait_for_offer(person=held.person, offer=offer, by=bo, at=NOW)


def proposed(everyone: Cast, seat: offers.Seat, reason: str = "") -> offers.Seat:
    with acting(everyone.bo) as bo:
        start = start_of(seat.offer)
        return offers.propose_seat(seat=seat, start=start, ahead_reason=reason, by=bo, at=NOW)


def started(everyone: Cast, seat: offers.Seat) -> offers.Seat:
    with acting(everyone.bo) as bo:
        accepted = offers.accept_seat(seat=proposed(everyone, seat), said_by="Villy", by=bo, at=NOW)
        return offers.start_seat(seat=accepted, on=TODAY, by=bo, at=NOW)


def test_a_need_is_opened_once_and_its_days_are_counted_from_the_first(everyone: Cast, amina: Held) -> None:
    first = needs(everyone, amina, days=10)
    again = needs(everyone, amina, Need.LANGUAGE)
    assert (again.pk, again.needs, again.opened_on) == (first.pk, ["language"], TODAY - timedelta(days=10))
    with acting(everyone.bo) as bo, pytest.raises(offers.NeedsWords, match="at least one"):
        offers.open_need(person=amina.person, needs=(), words="", on=TODAY, by=bo, at=NOW)


def test_a_need_is_closed_with_what_came_of_it_and_once(everyone: Cast, amina: Held) -> None:
    need, told = needs(everyone, amina), {"move": NeedMove.WITHDRAW, "on": TODAY, "at": NOW}
    with acting(everyone.bo) as bo:
        with pytest.raises(offers.NeedsWords, match="what came of it"):
            offers.close_need(need=need, outcome=" ", by=bo, **told)  # type: ignore[arg-type]
        offers.close_need(need=need, outcome="Has a job", by=bo, **told)  # type: ignore[arg-type]
        with pytest.raises(offers.ChangedByNow):
            offers.close_need(need=need, outcome="Again", by=bo, **told)  # type: ignore[arg-type]
        assert offers.need_of(amina.person.pk) is None
        assert [past.outcome for past in offers.past_needs_of(amina.person.pk)] == ["Has a job"]


def test_from_the_line_to_the_end_and_the_need_is_met_at_the_start(
    everyone: Cast, amina: Held, workshop: offers.Offer
) -> None:
    need = needs(everyone, amina)
    seat = started(everyone, waits(everyone, amina, workshop))
    with acting(everyone.bo) as bo:
        need.refresh_from_db()
        assert (need.state, need.outcome) == (NeedState.PLACED, "The workshop")
        assert start_of(workshop).taken == 1
        ended = offers.end_seat(seat=seat, outcome="Began as a carpenter", on=SOON, by=bo, at=NOW)
    assert (ended.state, ended.answered_by) == (SeatState.ENDED, "Villy")
    assert start_of(workshop).taken == 0


def test_whoever_is_declined_or_withdraws_leaves_the_seat_free(
    everyone: Cast, amina: Held, workshop: offers.Offer
) -> None:
    told = {"outcome": "Full", "on": TODAY, "at": NOW}
    held = proposed(everyone, waits(everyone, amina, workshop))
    with acting(everyone.bo) as bo:
        with pytest.raises(offers.NeedsWords, match="who at the provider"):
            offers.decline_seat(seat=held, said_by="", by=bo, **told)  # type: ignore[arg-type]
        offers.decline_seat(seat=held, said_by="Villy", by=bo, **told)  # type: ignore[arg-type]
    assert start_of(workshop).taken == 0
    again = proposed(everyone, waits(everyone, amina, workshop))
    assert again.pk != held.pk
    with acting(everyone.bo) as bo:
        offers.withdraw_seat(seat=again, by=bo, **told)  # type: ignore[arg-type]
    assert start_of(workshop).taken == 0
    assert offers.line_length(workshop.pk) == 0


def test_nobody_stands_twice_in_one_line(everyone: Cast, amina: Held, workshop: offers.Offer) -> None:
    first = waits(everyone, amina, workshop)
    assert waits(everyone, amina, workshop).pk == first.pk
    assert offers.line_length(workshop.pk) == 1


def test_the_line_is_in_order_of_arrival_and_whoever_is_taken_first_is_taken_for_a_reason(
    everyone: Cast, amina: Held, workshop: offers.Offer
) -> None:
    earlier = waits(everyone, somebody(everyone, "Bilal"), workshop)
    seat = waits(everyone, amina, workshop)
    with pytest.raises(offers.SomebodyWaitsLonger, match="1 wait longer"):
        proposed(everyone, seat)
    assert start_of(workshop).taken == 0
    assert (
        proposed(everyone, seat, "Moves to the town on Monday").ahead_reason == "Moves to the town on Monday"
    )
    assert proposed(everyone, earlier).ahead_reason == ""


def test_somebody_whom_the_reader_may_not_see_came_first_all_the_same(
    everyone: Cast, amina: Held, workshop: offers.Offer
) -> None:
    farah = somebody(everyone, "Farah")
    waits(everyone, farah, workshop)
    with access.job_scope(everyone.hedeby.pk):
        hidden(farah.person)
    seat = waits(everyone, amina, workshop)
    with acting(everyone.bo):
        assert [each.pk for each in offers.seats_at(workshop.pk)] == [seat.pk]
    with pytest.raises(offers.SomebodyWaitsLonger):
        proposed(everyone, seat)


def test_a_full_start_takes_nobody_more(everyone: Cast, amina: Held) -> None:
    small = an_offer(everyone, StartDraft(SOON, 1))
    proposed(everyone, waits(everyone, somebody(everyone, "Bilal"), small))
    seat = waits(everyone, amina, small)
    with pytest.raises(offers.NoSeatFree, match="Every seat of this start"):
        proposed(everyone, seat)
    with acting(everyone.bo):
        seat.refresh_from_db()
    assert seat.state == SeatState.WAITING


def test_of_two_at_once_one_has_the_last_seat(everyone: Cast) -> None:
    small = an_offer(everyone, StartDraft(SOON, 1))
    seats = [waits(everyone, somebody(everyone, name), small) for name in ("Bilal", "Clara")]
    together = Barrier(2)

    def take(seat: offers.Seat) -> str:
        together.wait()
        try:
            proposed(everyone, seat, "Both at once")
        except SentenceError as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()
        return "yes"

    with ThreadPoolExecutor(2) as both:
        said = sorted(both.map(take, seats))
    assert said == ["NoSeatFree", "yes"]
    assert start_of(small).taken == 1


_STARTED = "UPDATE offers_seat SET state = 'started', start_id = (SELECT id FROM offers_offerstart LIMIT 1)"
_AGAIN = (
    "WITH place AS (INSERT INTO offers_lineplace (id, offer_id, number)"
    " SELECT gen_random_uuid(), offer_id, number + 1 FROM offers_lineplace RETURNING id)"
    " INSERT INTO offers_seat (id, municipality_id, person_id, offer_id, line_place_id, state, waiting_since,"
    " ahead_reason, answered_by, outcome, known_at)"
    " SELECT gen_random_uuid(), municipality_id, person_id, offer_id, place.id, state, waiting_since,"
    " '', '', '', known_at FROM offers_seat, place"
)
_NEED_AGAIN = (
    "INSERT INTO offers_offerneed (id, municipality_id, person_id, needs, words, opened_on, state, outcome, known_at)"
    " SELECT gen_random_uuid(), municipality_id, person_id, needs, '', opened_on, state, '', known_at"
    " FROM offers_offerneed"
)
_START_AGAIN = (
    "INSERT INTO offers_offerstart (id, offer_id, starts_on, seats, taken)"
    " SELECT gen_random_uuid(), offer_id, starts_on, seats, taken FROM offers_offerstart"
)
_NUMBER_AGAIN = (
    "INSERT INTO offers_lineplace (id, offer_id, number)"
    " SELECT gen_random_uuid(), offer_id, number FROM offers_lineplace"
)


def test_the_database_has_the_last_word(
    everyone: Cast, amina: Held, workshop: offers.Offer, database: psycopg.Connection
) -> None:
    needs(everyone, amina)
    waits(everyone, amina, workshop)
    for constraint, change in (
        ("never_overbooked", "UPDATE offers_offerstart SET taken = 3"),
        ("offer_ages_in_order", "UPDATE offers_offer SET to_age = 3"),
        ("offer_says_what_it_answers", "UPDATE offers_offer SET needs = '{}'"),
        ("offer_link_runs_out", "UPDATE offers_offer SET link_expires_at = now()"),
        ("need_says_what", "UPDATE offers_offerneed SET needs = '{}'"),
        ("closed_need_has_outcome", "UPDATE offers_offerneed SET state = 'placed'"),
        ("seat_is_of_a_start", "UPDATE offers_seat SET state = 'proposed'"),
        ("ended_seat_has_outcome", "UPDATE offers_seat SET state = 'withdrawn'"),
        ("started_seat_has_a_day", _STARTED),
        ("one_live_seat", _AGAIN),
        ("one_open_need", _NEED_AGAIN),
        ("one_start_a_day", _START_AGAIN),
        ("one_number_in_a_line", _NUMBER_AGAIN),
    ):
        with pytest.raises(psycopg.errors.IntegrityError, match=constraint):
            database.execute(change)


def test_a_start_that_has_been_and_an_offer_that_is_paused_take_nobody(
    everyone: Cast, amina: Held, workshop: offers.Offer
) -> None:
    seat = waits(everyone, amina, workshop)
    with acting(everyone.bo) as bo, pytest.raises(offers.NoSeatFree):
        offers.propose_seat(seat=seat, start=start_of(workshop), by=bo, at=NOW + timedelta(days=21))
    with acting(everyone.freja) as freja:
        offers.move_offer(offer=workshop, move=OfferMove.PAUSE, by=freja, at=NOW)
    with pytest.raises(offers.OfferNotOpen, match="paused or closed"):
        proposed(everyone, seat)
    with pytest.raises(offers.OfferNotOpen):
        waits(everyone, somebody(everyone, "Bilal"), workshop)


def test_whoever_may_not_write_for_young_people_moves_nothing(
    everyone: Cast, amina: Held, workshop: offers.Offer
) -> None:
    seat = waits(everyone, amina, workshop)
    with acting(everyone.viggo) as viggo:
        assert not offers.can_place(viggo)
        assert not offers.Seat.objects.filter(offers.seats_placeable_by(viggo)).exists()
        with pytest.raises(offers.NotYours):
            offers.propose_seat(seat=seat, start=start_of(workshop), by=viggo, at=NOW)
    with acting(everyone.bo) as bo:
        assert offers.Seat.objects.filter(offers.seats_placeable_by(bo)).count() == 1


def test_every_move_the_table_does_not_know_is_refused(
    everyone: Cast, amina: Held, workshop: offers.Offer
) -> None:
    seat = waits(everyone, amina, workshop)
    with acting(everyone.bo) as bo:
        for act, told in (
            (offers.accept_seat, {"said_by": "Villy"}),
            (offers.start_seat, {"on": TODAY}),
            (offers.end_seat, {"outcome": "Done", "on": TODAY}),
        ):
            with pytest.raises(IllegalMove):
                act(seat=seat, by=bo, at=NOW, **told)
    assert SEAT.unreachable(SeatState.WAITING) == frozenset()


def test_offers_for_somebody_are_sorted_by_what_they_answer_with_the_words_of_the_check(
    everyone: Cast, amina: Held, workshop: offers.Offer
) -> None:
    an_offer(everyone, StartDraft(None, 3), title="For grown-ups", needs=(Need.EVERYDAY,), from_age=18)
    an_offer(everyone, title="Elsewhere in life", needs=(Need.LANGUAGE,))
    needs(everyone, amina, Need.TRY_A_TRADE, Need.EVERYDAY)
    with acting(everyone.bo):
        first, second = offers.offers_for(amina.person.pk, on=TODAY, at=NOW)
    assert (first.line.offer.title, first.answers, first.check.fit) == (
        "The workshop",
        (Need.TRY_A_TRADE, Need.EVERYDAY),
        Fit.FITS,
    )
    assert (second.line.offer.title, second.check.fit) == ("For grown-ups", Fit.DOES_NOT)


def test_what_is_known_of_somebody_for_the_check(everyone: Cast, amina: Held) -> None:
    with acting(everyone.bo):
        who = offers.applicant_of(amina.person.pk, on=TODAY)
    assert (who.age, who.completed_grade) == (16, 8)
    assert who.doing == frozenset({ActivityKind.BASIC_SCHOOL})
    with acting(everyone.carl):
        assert offers.applicant_of(amina.person.pk, on=TODAY).age is None


def test_who_needs_an_offer_is_a_list_with_days_by_place_longest_first(
    everyone: Cast, amina: Held, workshop: offers.Offer
) -> None:
    bilal = somebody(everyone, "Bilal")
    needs(everyone, amina, days=3)
    needs(everyone, bilal, days=40)
    proposed(everyone, waits(everyone, bilal, workshop))
    with acting(everyone.bo):
        lines = offers.wanted_lines(offers.wanted(on=TODAY), on=TODAY)
        places = offers.places_of_wanted(on=TODAY)
        here = offers.wanted(on=TODAY, place_id=everyone.school.pk)
        assert [each.person_id for each in here] == [amina.person.pk]
    assert [(line.name, line.days, line.place) for line in lines] == [
        ("Bilal Holm", 40, ""),
        ("Amina Holm", 3, "Bakkeskolen"),
    ]
    assert lines[0].seat is not None
    assert lines[0].seat.state == SeatState.PROPOSED
    assert [(each.place, each.people) for each in places] == [("", 1), ("Bakkeskolen", 1)]
    for nobody in (everyone.carl, everyone.freja, everyone.viggo):
        with acting(nobody):
            assert list(offers.wanted(on=TODAY)) == []


def test_a_provider_sees_those_at_its_offers_whom_it_may_see(
    everyone: Cast, amina: Held, workshop: offers.Offer
) -> None:
    waits(everyone, amina, workshop)
    with acting(everyone.freja):
        assert offers.seats_at(workshop.pk) == []
        assert offers.line_length(workshop.pk) == 1
    assert {state for state in SeatState if state in LIVE} == set(LIVE)


def test_a_seat_opens_nobody_to_whoever_offers_it(
    everyone: Cast, amina: Held, workshop: offers.Offer, database: psycopg.Connection
) -> None:
    grants = "SELECT count(*) FROM access_grant WHERE person_id = %s"
    before = database.execute(grants, [amina.person.pk]).fetchone()
    seat = waits(everyone, amina, workshop)
    _nobody_met(everyone, workshop)
    with acting(everyone.bo) as bo:
        held = offers.propose_seat(seat=seat, start=start_of(workshop), by=bo, at=NOW)
        accepted = offers.accept_seat(seat=held, said_by="Villy", by=bo, at=NOW)
    _nobody_met(everyone, workshop)
    with acting(everyone.bo) as bo:
        offers.start_seat(seat=accepted, on=TODAY, by=bo, at=NOW)
    _nobody_met(everyone, workshop)
    assert database.execute(grants, [amina.person.pk]).fetchone() == before


def _nobody_met(everyone: Cast, workshop: offers.Offer) -> None:
    """Freja, whose school offers it, sees how many seats are taken and not whose."""
    with acting(everyone.freja):
        assert not offers.seats_at(workshop.pk)
        assert not offers.Seat.objects.exists()
        assert not people.Person.objects.exists()
