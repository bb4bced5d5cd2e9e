"""A round is matched: what it proposes is what the kernel says of the same graph, and nothing happens until somebody says yes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.conftest import NOW
from tests.matchmaking.conftest import FACTS, SECRET, Town, a_way, acting

from stafet.integrations.matching_jobs import work_out
from stafet.kernel import matching
from stafet.kernel.matching.solve import match
from stafet.kernel.sentences import sentence
from stafet.kernel.transitions import IllegalMove
from stafet.matchmaking import api as matchmaking
from stafet.matchmaking.api import Fairness, NotNow, ProposalState, RoundMove, RunOrder, RunState, WhyNot
from stafet.placements import api as placements
from stafet.placements.api import NotWhole, PlaceFacts, Willing


def test_everybody_is_placed_and_nobody_has_anything_yet(town: Town) -> None:
    town.wish("Amina", "workshop", "bakery")
    town.wish("Bilal", "workshop")
    run = town.matched(town.closed())
    assert run.is_sound
    assert run.checked == len(run.values)
    assert town.outcome(run)["Bilal"] == "workshop"
    assert town.outcome(run)["Amina"] == "bakery"
    assert {town.now(who).state for who in town.held} == {"seeking"}


def test_the_room_answers_what_the_kernel_answers_of_the_same_graph(town: Town) -> None:
    town.wish("Amina", "workshop", "bakery")
    town.wish("Bilal", "bakery", "workshop", longest_way=30)
    a_way(town.cast, town.places["workshop"].host_id, 20)
    the_round = town.closed()
    run = town.matched(the_round)
    keys = {who: str(town.entry(the_round, who).pk) for who in town.held}
    place = {key: str(row.pk) for key, row in town.places.items()}
    wishes = {"Amina": ("workshop", "bakery"), "Bilal": ("bakery", "workshop")}
    problem = matching.Problem(
        pupils=tuple(
            matching.Pupil(
                key=key,
                municipality="here",
                age=16,
                weekdays=frozenset({1, 2, 3, 4, 5}),
                wishes=tuple(place[wish] for wish in wishes.get(who, ())),
                travel={place["workshop"]: 20},
                longest_travel=30 if who == "Bilal" else None,
            )
            for who, key in keys.items()
        ),
        places=tuple(
            matching.Place(
                key=place[key],
                seats=2 if key == "course" else 1,
                weekdays=frozenset({2, 3, 4}),
                branch="food" if key == "bakery" else "building",
                kind=matching.PlaceKind.FALLBACK if key == "course" else matching.PlaceKind.COMPANY,
                youngest=13,
            )
            for key in place
        ),
    )
    raw = match(problem, matching.Policy(seed=SECRET))
    names = {value: key for key, value in place.items()}
    assert town.outcome(run) == {who: names.get(raw.placed.get(key, ""), "") for who, key in keys.items()}
    assert [value.value for value in matchmaking.read_values(run)] == [value.value for value in raw.values]


def test_yes_gives_the_place_and_the_agreement_begins(town: Town) -> None:
    town.wish("Amina", "workshop")
    run = town.matched(town.closed())
    agreement = town.accept(run, "Amina")
    assert agreement.place_id == town.places["workshop"].pk
    assert town.now("Amina").state == "drafted"
    assert town.place_now("workshop").free == 0
    assert town.proposed(run, "Amina").state == ProposalState.ACCEPTED
    with pytest.raises(NotNow):
        town.accept(run, "Amina")


def test_a_place_that_somebody_else_took_is_said_and_nothing_is_lost(town: Town) -> None:
    town.wish("Amina", "workshop")
    run = town.matched(town.closed())
    with acting(town.cast.bo) as bo:
        placements.draft_agreement(
            placement=town.now("Dag"), place=town.place_now("workshop"), counsellor="Bo", by=bo, at=NOW
        )
    told = matchmaking.in_between(town.proposed(run, "Amina"))
    assert "The last place at The workshop is taken" in str(told)
    with pytest.raises(NotWhole):
        town.accept(run, "Amina")
    assert town.now("Amina").state == "seeking"
    assert town.proposed(run, "Amina").state == ProposalState.PROPOSED
    assert "do not look for a place any more" in str(matchmaking.in_between(town.proposed(run, "Dag")))


def test_a_host_that_vanishes_is_said_and_matching_again_finds_another(town: Town) -> None:
    town.wish("Amina", "workshop", "bakery")
    town.wish("Bilal", "course")
    the_round = town.closed()
    run = town.matched(the_round)
    with acting(town.cast.bo) as bo:
        rows = [town.proposed(run, who) for who in ("Amina", "Bilal")]
        assert matchmaking.lock_pairs(proposals=rows, by=bo, at=NOW) == 2
        placements.offer_place(
            host=town.places["workshop"].host, starts_in=2026, facts=PlaceFacts(Willing.NO), by=bo, at=NOW
        )
    assert "takes nobody any more" in str(matchmaking.in_between(town.proposed(run, "Amina")))
    again = town.matched(the_round, RunOrder(earlier=run.pk))
    assert again.is_sound
    assert town.outcome(again)["Amina"] == "bakery"
    assert town.outcome(again)["Bilal"] == "course"
    assert town.proposed(again, "Bilal").was_locked
    assert not town.proposed(again, "Amina").was_locked
    with acting(town.cast.bo):
        moved = {
            each.entry.person.given_names: (each.one, each.other)
            for each in matchmaking.moved_between(run, again)
        }
    assert moved["Amina"] == ("The workshop", "The bakery")
    assert "Bilal" not in moved


def test_what_was_refused_is_not_proposed_again(town: Town) -> None:
    town.wish("Amina", "workshop", "bakery")
    the_round = town.closed(("Amina",))
    run = town.matched(the_round)
    with acting(town.cast.bo) as bo:
        matchmaking.refuse_proposal(
            proposal=town.proposed(run, "Amina"), reason=WhyNot.WAY, words="No bus", by=bo, at=NOW
        )
    assert town.outcome(town.matched(the_round))["Amina"] == "bakery"


def test_whoever_has_none_is_told_the_smallest_way_out(town: Town) -> None:
    the_round = town.closed(facts=replace(FACTS, place_kinds=(placements.PlaceKind.COMPANY,), nearest=0))
    run = town.matched(the_round)
    assert run.placed == 0
    ways = town.proposed(run, "Amina").why["ways_out"]
    assert ways
    assert {tuple(way["reasons"]) for way in ways} == {("not_among_the_nearest",)}


def test_one_contact_person_has_no_more_than_the_round_says(town: Town) -> None:
    both = town.places["workshop"]
    town.wish("Amina", "workshop")
    town.wish("Bilal", "bakery")
    with acting(town.cast.bo) as bo:
        placements.add_contact(
            host=town.places["bakery"].host,
            contact=placements.ContactFacts("Villy Værk", email="VILLY@vaerk.example"),
            by=bo,
            at=NOW,
        )
    run = town.matched(town.closed(facts=replace(FACTS, contact_load=1)))
    had = [where for where in town.outcome(run).values() if where in {"workshop", "bakery"}]
    assert both.capacity == 1
    assert len(had) == 1


def test_the_second_rule_is_worked_out_beside_the_first(town: Town) -> None:
    town.wish("Amina", "workshop", "bakery")
    town.wish("Bilal", "workshop")
    the_round = town.closed()
    first = town.matched(the_round)
    second = town.matched(the_round, RunOrder(Fairness.DEFERRED))
    assert second.is_sound
    assert second.proof == "none"
    assert second.pupils == first.pupils == 4


def test_one_run_of_a_round_works_at_a_time_and_a_second_worker_changes_nothing(town: Town) -> None:
    the_round = town.closed()
    run = town.ordered(the_round)
    with pytest.raises(NotNow, match="being worked out"):
        town.ordered(the_round)
    work_out(run.pk, town.cast.hedeby.pk)
    work_out(run.pk, town.cast.hedeby.pk)
    run.refresh_from_db()
    assert run.state == RunState.DONE
    with acting(town.cast.bo):
        assert matchmaking.proposals_of(run).count() == 4


def test_a_run_that_is_stopped_answers_nothing(town: Town) -> None:
    run = town.ordered(town.closed())
    with acting(town.cast.gro) as gro:
        matchmaking.stop_run(run=run, problem=sentence("Stopped."), by=gro, at=NOW)
    work_out(run.pk, town.cast.hedeby.pk)
    run.refresh_from_db()
    assert run.state == RunState.STOPPED


def test_what_a_run_was_asked_can_be_checked_again_and_a_planted_change_is_found(town: Town) -> None:
    town.wish("Amina", "workshop")
    run = town.matched(town.closed())
    with acting(town.cast.bo):
        verdict = matchmaking.check_again(run, on=NOW.date())
        assert verdict is not None
        assert verdict.is_sound
        assert verdict.proven == len(run.values)
        run.values = [[*run.values[0][:2], 3, 3], *run.values[1:]]
        planted = matchmaking.check_again(run, on=NOW.date())
    assert planted is not None
    assert not planted.is_sound


def test_the_seed_is_bound_before_and_shown_after_closing(town: Town) -> None:
    the_round = town.opened(("Amina",))
    assert the_round.seed == ""
    assert len(the_round.commitment) == 64
    with acting(town.cast.gro) as gro:
        closed = matchmaking.close_round(the_round=the_round, by=gro, at=NOW)
    assert closed.seed == SECRET
    with acting(town.cast.bo) as bo, pytest.raises(NotNow, match="its seed is known"):
        matchmaking.put_in(the_round=closed, placements=[town.now("Bilal")], by=bo, at=NOW)


def test_a_finished_round_decides_nothing_more(town: Town) -> None:
    the_round = town.closed()
    run = town.matched(the_round)
    with acting(town.cast.gro) as gro:
        matchmaking.end_round(the_round=the_round, what=RoundMove.FINISH, by=gro, at=NOW)
        with pytest.raises(IllegalMove):
            matchmaking.end_round(the_round=the_round, what=RoundMove.CALL_OFF, by=gro, at=NOW)
    with pytest.raises(NotNow):
        town.accept(run, "Amina")


def test_a_round_goes_by_the_wishes_as_they_stood_when_it_closed(town: Town) -> None:
    town.wish("Amina", "workshop")
    the_round = town.closed()
    later = NOW + timedelta(hours=1)
    changed = matchmaking.WishDraft((town.places["bakery"].pk,))
    with acting(town.cast.bo) as bo:
        matchmaking.say_wishes(
            placement=town.looking["Amina"], draft=changed, voice=placements.Voice.STAFF, by=bo, at=later
        )
        assert matchmaking.frozen_in(town.looking["Amina"]) == the_round
    run = town.matched(the_round)
    asked = matchmaking.read_pupil(town.proposed(run, "Amina"))
    assert asked.wishes == (str(town.places["workshop"].pk),)
    with acting(town.cast.bo):
        verdict = matchmaking.check_again(run, on=NOW.date())
    assert verdict is not None
    assert verdict.is_sound


def test_wishes_said_before_a_round_closes_count_in_it_and_are_free_afterwards(town: Town) -> None:
    the_round = town.opened()
    town.wish("Amina", "workshop")
    with acting(town.cast.bo):
        assert matchmaking.frozen_in(town.looking["Amina"]) is None
    with acting(town.cast.gro) as gro:
        closed = matchmaking.close_round(the_round=the_round, by=gro, at=NOW)
        assert closed.closed_at == NOW
        matchmaking.end_round(the_round=closed, what=RoundMove.CALL_OFF, by=gro, at=NOW)
    with acting(town.cast.bo):
        assert matchmaking.frozen_in(town.looking["Amina"]) is None
