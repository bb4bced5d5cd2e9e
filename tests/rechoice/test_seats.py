"""A possibility that is an offer of the catalogue: how far they are stands with the seat, once, and the break-off follows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY
from tests.offers.conftest import an_offer, start_of
from tests.rechoice.conftest import TALK_AGAIN, a_possibility, acting, now_of, talked_to

from stafet.access import api as access
from stafet.kernel.actors import Actor
from stafet.offers import api as offers
from stafet.offers.api import SeatState
from stafet.rechoice import api as rechoice
from stafet.rechoice.api import CaseState, OptionState, SeatNews
from stafet.responsibility.api import NextStep, StepKind, StepState


@pytest.fixture
def workshop(everyone: Cast) -> offers.Offer:
    """Two seats at the technical school, in three weeks."""
    return an_offer(everyone)


def asked(everyone: Cast, case: rechoice.Case, offer: offers.Offer) -> rechoice.Option:
    """Amina has been talked to and wants a seat at the offer."""
    talked_to(everyone, case)
    with acting(everyone.bo) as bo:
        return rechoice.add_offer_option(case=case, offer=offer, asks_for_seat=True, by=bo, at=NOW)


def now(option: rechoice.Option) -> rechoice.Option:
    return rechoice.Option.objects.select_related("case", "seat__offer", "offer").get(pk=option.pk)


def seat_of(option: rechoice.Option) -> offers.Seat:
    seat = now(option).seat
    assert seat is not None
    return seat


def news(option: rechoice.Option) -> SeatNews | None:
    row = now(option)
    return rechoice.seat_news(row.case, row)


def hold(option: rechoice.Option, bo: Actor) -> None:
    seat = seat_of(option)
    offers.propose_seat(seat=seat, start=start_of(seat.offer), by=bo, at=NOW)


def accept(option: rechoice.Option, bo: Actor) -> None:
    hold(option, bo)
    offers.accept_seat(seat=seat_of(option), said_by="Villy", by=bo, at=NOW)


def follow(option: rechoice.Option, bo: Actor) -> None:
    rechoice.follow_seat(option=option, next_step=TALK_AGAIN, by=bo, at=NOW)


def test_an_offer_is_a_possibility_with_its_words_kind_and_place(
    everyone: Cast, case: rechoice.Case, workshop: offers.Offer
) -> None:
    with acting(everyone.bo) as bo:
        option = rechoice.add_offer_option(case=case, offer=workshop, asks_for_seat=False, by=bo, at=NOW)
        again = rechoice.add_offer_option(case=case, offer=workshop, asks_for_seat=False, by=bo, at=NOW)
        assert (option.words, option.kind) == ("The workshop", "preparatory_education")
        assert (option.organisation_id, option.seat) == (everyone.vocational.pk, None)
        assert again.pk == option.pk
        assert not offers.seats_of(case.person_id)


def test_asking_for_a_seat_is_standing_in_the_line_and_a_place_there_already_is_theirs(
    everyone: Cast, case: rechoice.Case, workshop: offers.Offer
) -> None:
    with acting(everyone.bo) as bo:
        seat = offers.wait_for_offer(person=case.person, offer=workshop, by=bo, at=NOW)
    option = asked(everyone, case, workshop)
    assert option.seat == seat
    with acting(everyone.bo):
        assert offers.line_length(workshop.pk) == 1
        found = rechoice.option_of_seat(seat.pk)
        assert found is not None
        assert found.pk == option.pk


def test_a_held_seat_is_an_offer_and_stops_the_law_s_clock(
    everyone: Cast, case: rechoice.Case, workshop: offers.Offer
) -> None:
    option = asked(everyone, case, workshop)
    with acting(everyone.bo) as bo:
        assert news(option) is None
        hold(option, bo)
        assert news(option) is SeatNews.OFFERED
        follow(option, bo)
        assert news(option) is None
        offered = NextStep.objects.get(person_id=case.person_id, kind=StepKind.OFFER_ACTIVITY)
    assert offered.state == StepState.DONE
    assert now_of(everyone, case).state == CaseState.OFFERED


def test_the_provider_s_yes_is_the_yes_of_the_possibility(
    everyone: Cast, case: rechoice.Case, workshop: offers.Offer
) -> None:
    option = asked(everyone, case, workshop)
    with acting(everyone.bo) as bo:
        accept(option, bo)
        assert news(option) is SeatNews.RECEIVED
        follow(option, bo)
        row = now(option)
    assert (row.received_by, row.received_on, row.offered_on) == ("Villy", TODAY, TODAY)


def test_a_start_at_the_offer_is_the_choice_and_the_start_in_one_act(
    everyone: Cast, case: rechoice.Case, workshop: offers.Offer
) -> None:
    option = asked(everyone, case, workshop)
    with acting(everyone.bo) as bo:
        accept(option, bo)
        offers.start_seat(seat=seat_of(option), on=TODAY, by=bo, at=NOW)
        assert news(option) is SeatNews.STARTED
        follow(option, bo)
        row = now(option)
        assert row.spell is not None
        assert (row.state, row.received_by, row.spell.starts_on) == (OptionState.CHOSEN, "Villy", TODAY)
        assert news(option) is None
    found = now_of(everyone, case)
    assert (found.state, found.started_on) == (CaseState.STARTED, TODAY)


def test_a_no_leaves_the_possibility_aside_in_the_provider_s_words(
    everyone: Cast, case: rechoice.Case, workshop: offers.Offer
) -> None:
    option = asked(everyone, case, workshop)
    with acting(everyone.bo) as bo:
        hold(option, bo)
        offers.decline_seat(
            seat=seat_of(option), said_by="Villy", outcome="Too young", on=TODAY, by=bo, at=NOW
        )
        assert news(option) is SeatNews.OVER
        follow(option, bo)
        row = now(option)
        with pytest.raises(rechoice.ChangedByNow):
            follow(option, bo)
    assert (row.state, row.left_because) == (OptionState.LEFT, "Too young")


def test_what_had_begun_and_ended_there_is_looked_for_again(
    everyone: Cast, case: rechoice.Case, workshop: offers.Offer
) -> None:
    option = asked(everyone, case, workshop)
    with acting(everyone.bo) as bo:
        accept(option, bo)
        offers.start_seat(seat=seat_of(option), on=TODAY, by=bo, at=NOW)
        follow(option, bo)
        offers.end_seat(seat=seat_of(option), outcome="It was too noisy", on=TODAY, by=bo, at=NOW)
        follow(option, bo)
        assert now(option).left_because == "It was too noisy"
    assert now_of(everyone, case).state == CaseState.TALKING


def test_leaving_it_aside_gives_the_seat_up_by_the_same_act(
    everyone: Cast, case: rechoice.Case, workshop: offers.Offer
) -> None:
    option = asked(everyone, case, workshop)
    with acting(everyone.bo) as bo:
        hold(option, bo)
        rechoice.leave_option(option=option, because="Too far", by=bo, at=NOW)
        seat = seat_of(option)
    assert (seat.state, seat.outcome) == (SeatState.WITHDRAWN, "Too far")
    assert start_of(workshop).taken == 0


def test_what_comes_to_nothing_ends_the_seat(
    everyone: Cast, case: rechoice.Case, workshop: offers.Offer
) -> None:
    option = asked(everyone, case, workshop)
    with acting(everyone.bo) as bo:
        accept(option, bo)
        offers.start_seat(seat=seat_of(option), on=TODAY, by=bo, at=NOW)
        follow(option, bo)
        rechoice.fall_through(case=case, because="She moved", by=bo, at=NOW)
        assert (seat_of(option).state, seat_of(option).outcome) == (SeatState.ENDED, "She moved")


def test_a_yes_and_a_start_are_never_written_in_two_places(
    everyone: Cast, case: rechoice.Case, workshop: offers.Offer
) -> None:
    talked_to(everyone, case)
    with acting(everyone.bo) as bo:
        option = rechoice.add_offer_option(case=case, offer=workshop, asks_for_seat=False, by=bo, at=NOW)
        with pytest.raises(rechoice.SaidAtTheSeat, match="Ask for a seat there first"):
            rechoice.receive_option(option=option, on=TODAY, who="Villy", by=bo, at=NOW)
        rechoice.ask_for_seat(option=option, by=bo, at=NOW)
        rechoice.choose_option(option=option, by=bo, at=NOW)
        with pytest.raises(rechoice.SaidAtTheSeat, match="at the seat"):
            rechoice.start_option(option=option, on=TODAY, next_step=None, by=bo, at=NOW)


def test_what_is_in_no_catalogue_has_no_seat(everyone: Cast, case: rechoice.Case) -> None:
    option = a_possibility(everyone, case)
    with acting(everyone.bo) as bo, pytest.raises(rechoice.ChangedByNow, match="no offer of the catalogue"):
        rechoice.ask_for_seat(option=option, by=bo, at=NOW)


def test_whoever_has_not_been_talked_to_yet_is_talked_to_first(
    everyone: Cast, case: rechoice.Case, workshop: offers.Offer
) -> None:
    with acting(everyone.bo) as bo:
        option = rechoice.add_offer_option(case=case, offer=workshop, asks_for_seat=True, by=bo, at=NOW)
        hold(option, bo)
        assert news(option) is None


def test_the_database_keeps_one_possibility_of_an_offer_and_of_a_seat_and_no_seat_without_an_offer(
    everyone: Cast, case: rechoice.Case, workshop: offers.Offer
) -> None:
    option = asked(everyone, case, workshop)
    other = a_possibility(everyone, case)
    elsewhere = an_offer(everyone, title="The kitchen")
    seat = seat_of_unscoped(everyone, option)
    forbidden: dict[str, dict[str, object]] = {
        "one_possibility_of_an_offer": {"offer": workshop},
        "one_possibility_of_a_seat": {"offer": elsewhere, "seat": seat},
        "seat_is_at_an_offer": {"seat": seat},
    }
    for name, changes in forbidden.items():
        with access.job_scope(everyone.hedeby.pk), pytest.raises(IntegrityError, match=name):
            rechoice.Option.objects.filter(pk=other.pk).update(**changes)


def seat_of_unscoped(everyone: Cast, option: rechoice.Option) -> offers.Seat:
    with access.job_scope(everyone.hedeby.pk):
        return seat_of(option)


def test_the_closed_break_off_has_no_news(
    everyone: Cast, case: rechoice.Case, workshop: offers.Offer
) -> None:
    option = asked(everyone, case, workshop)
    with acting(everyone.bo) as bo:
        accept(option, bo)
        offers.start_seat(seat=seat_of(option), on=TODAY, by=bo, at=NOW)
        follow(option, bo)
        later = NOW + timedelta(days=100)
        rechoice.close_case(case=case, by=bo, at=later)
        offers.end_seat(seat=seat_of(option), outcome="Finished", on=later.date(), by=bo, at=later)
        assert news(option) is None
