"""Courses are given out: what is proposed is what the kernel says of the same graph, and nothing happens until somebody says yes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import product
from threading import Barrier

import pytest
from django.db import connections
from tests.conftest import NOW
from tests.introcourses.conftest import FIRST_DAY, SEATS, SECRET, YOUNG, Town, a_course, acting

from stafet.access import api as access
from stafet.events import api as events
from stafet.events.api import Who
from stafet.integrations.course_jobs import work_out
from stafet.introcourses import api as introcourses
from stafet.introcourses.api import (
    ORDER,
    Barred,
    NotComplete,
    NotNow,
    NotYourRound,
    ProposalState,
    RoundMove,
    RunState,
)
from stafet.kernel import matching
from stafet.kernel.actors import SYSTEM
from stafet.kernel.matching.solve import match
from stafet.placements.api import Voice

WISHES = {
    "Amina": ("forge", "bakery"),
    "Bilal": ("forge", "farm"),
    "Cleo": ("forge",),
}


def wished(town: Town, **more: object) -> introcourses.WishRound:
    """Three have answered, and it is closed."""
    the_round = town.opened(**more)  # type: ignore[arg-type]
    for who, courses in WISHES.items():
        town.wish(the_round, who, *courses)
    return town.closed(the_round)


def test_everybody_gets_a_course_and_nobody_is_signed_up_yet(town: Town) -> None:
    run = town.answered(wished(town))
    assert run.is_sound
    assert run.checked == len(run.values)
    assert all(town.outcome(run).values())
    assert town.outcome(run) | {"Dag": ""} == {"Amina": "bakery", "Bilal": "farm", "Cleo": "forge", "Dag": ""}
    assert {who: town.signed_up(who) for who in YOUNG} == {who: set() for who in YOUNG}


def test_the_outcome_is_the_best_of_all_there_are(town: Town) -> None:
    """Every way to give four pupils three courses or none is tried: none is better, counted apart from any solver."""
    run = town.answered(wished(town))

    def worth(given: dict[str, str]) -> tuple[int, ...]:
        ranks = [_rank(who, course) for who, course in given.items() if course]
        without = sum(not course for course in given.values())
        return (without, ranks.count(3), ranks.count(2), sum(ranks))

    every = (
        dict(zip(YOUNG, choice, strict=True))
        for choice in product(("", *SEATS), repeat=len(YOUNG))
        if all(choice.count(key) <= most for key, most in SEATS.items())
    )
    assert worth(town.outcome(run)) == min(map(worth, every))


def test_the_room_answers_what_the_kernel_answers_of_the_same_graph(town: Town) -> None:
    the_round = wished(town)
    run = town.answered(the_round)
    keys = {who: str(town.entry(the_round, who).pk) for who in YOUNG}
    course = {key: str(row.pk) for key, row in town.courses.items()}
    problem = matching.Problem(
        pupils=tuple(
            matching.Pupil(
                key, "here", 0, frozenset({1}), tuple(course[wish] for wish in WISHES.get(who, ()))
            )
            for who, key in keys.items()
        ),
        places=tuple(
            matching.Place(course[key], seats, frozenset({1}), kind=matching.PlaceKind.FALLBACK)
            for key, seats in SEATS.items()
        ),
    )
    raw = match(problem, matching.Policy(SECRET, ORDER, nearest=0, unknown_minutes=0))
    names = {value: key for key, value in course.items()}
    assert town.outcome(run) == {who: names[raw.placed[key]] for who, key in keys.items()}
    assert [value.value for value in introcourses.read_values(run)] == [each.value for each in raw.values]


def test_where_only_wishes_count_somebody_may_be_without_and_is_told_the_way_out(town: Town) -> None:
    run = town.answered(wished(town, only_wished=True))
    assert town.outcome(run) == {"Amina": "bakery", "Bilal": "farm", "Cleo": "forge", "Dag": ""}
    assert town.proposed(run, "Dag").why["ways_out"]


def test_yes_signs_them_up_by_the_events_own_count_and_only_once(town: Town) -> None:
    run = town.answered(wished(town))
    town.accept(run, "Cleo")
    assert town.signed_up("Cleo") == {"forge"}
    assert town.taken("forge") == 1
    assert town.proposed(run, "Cleo").state == ProposalState.ACCEPTED
    with pytest.raises(NotNow, match="decided this already"):
        town.accept(run, "Cleo")


def test_yes_to_all_leaves_what_can_not_be_done_any_more(town: Town) -> None:
    run = town.answered(wished(town))
    with access.job_scope(town.cast.hedeby.pk):
        stranger = Who(town.held["Dag"].person.pk)
        events.sign_up(event=town.events["forge"], who=stranger, voice=Voice.STAFF, by=SYSTEM, at=NOW)
    with acting(town.cast.bo):
        rows = list(introcourses.course_proposals_of(run).exclude(person=town.held["Dag"].person))
    decided = town.accept_these(rows)
    assert decided == introcourses.Decided(signed_up=2, left=1)
    assert town.signed_up("Cleo") == set()
    assert town.proposed(run, "Cleo").state == ProposalState.PROPOSED
    with pytest.raises(NotNow, match="Every seat of “The forge” is taken"):
        town.accept(run, "Cleo")


def test_two_who_say_yes_at_once_sign_them_up_once(town: Town) -> None:
    run = town.answered(wished(town))
    row, together = town.proposed(run, "Cleo"), Barrier(2)
    with acting(town.cast.bo) as bo:
        pass

    def say_yes(_number: int) -> str:
        try:
            with access.job_scope(town.cast.hedeby.pk):
                together.wait()
                introcourses.accept_proposal(proposal=row, by=bo, at=NOW)
                return "yes"
        except NotNow:
            return "too late"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(say_yes, range(2))) == ["too late", "yes"]
    assert town.taken("forge") == 1


def test_no_course_is_at_the_same_time_as_something_they_are_signed_up_for(town: Town) -> None:
    with access.job_scope(town.cast.hedeby.pk):
        busy = Who(town.held["Amina"].person.pk)
        events.sign_up(event=town.events["bakery"], who=busy, voice=Voice.STAFF, by=SYSTEM, at=NOW)
    run = town.answered(wished(town, each=2))
    assert town.outcome(run)["Amina"] == "farm"
    assert town.proposed(run, "Amina").asked["barred"] == {
        str(town.courses["bakery"].pk): Barred.HAS,
        str(town.courses["forge"].pk): Barred.OVERLAPS,
    }


def test_what_somebody_was_signed_up_for_meanwhile_is_seen_when_yes_is_said(town: Town) -> None:
    run = town.answered(wished(town))
    evening = a_course(town.cast, "A visit", None, FIRST_DAY + timedelta(hours=1))
    with access.job_scope(town.cast.hedeby.pk):
        busy = Who(town.held["Cleo"].person.pk)
        events.sign_up(event=evening, who=busy, voice=Voice.STAFF, by=SYSTEM, at=NOW)
    with pytest.raises(NotNow, match="at the same time"):
        town.accept(run, "Cleo")


def test_the_next_answer_gives_the_next_course_around_what_is_signed_up(town: Town) -> None:
    the_round = wished(town, each=2)
    first = town.answered(the_round)
    with acting(town.cast.bo):
        rows = list(introcourses.course_proposals_of(first))
    town.accept_these(rows)
    second = town.answered(the_round)
    assert second.is_sound
    got = town.outcome(second)
    assert got["Amina"] == "farm"
    assert all(course not in town.signed_up(who) for who, course in got.items())
    assert second.placed == sum(SEATS.values()) - first.placed
    with acting(town.cast.bo):
        more = list(introcourses.course_proposals_of(second))
    town.accept_these(more)
    assert sorted(len(town.signed_up(who)) for who in YOUNG) == [1, 2, 2, 2]


def test_only_the_newest_answer_is_decided(town: Town) -> None:
    the_round = wished(town)
    first = town.answered(the_round)
    town.answered(the_round)
    with pytest.raises(NotNow, match="newer answer"):
        town.accept(first, "Cleo")
    with pytest.raises(NotNow, match="newer answer"):
        town.refuse(first, "Cleo")


def test_whoever_has_as_many_as_everybody_is_to_have_is_not_asked_about(town: Town) -> None:
    the_round = wished(town)
    town.accept(town.answered(the_round), "Cleo")
    assert town.answered(the_round).pupils == 3


def test_what_was_refused_is_not_proposed_again(town: Town) -> None:
    the_round = wished(town)
    run = town.answered(the_round)
    town.refuse(run, "Cleo")
    assert town.outcome(town.answered(the_round))["Cleo"] != "forge"


def test_a_course_below_its_least_number_is_shown_and_a_person_takes_it_out(town: Town) -> None:
    the_round = wished(town, least={"forge": 1, "farm": 2, "bakery": 2})
    run = town.answered(the_round)
    course = town.courses["farm" if town.outcome(run)["Dag"] == "bakery" else "bakery"]
    assert run.below == [[str(course.pk), 1, 2]]
    with acting(town.cast.bo) as bo:
        with pytest.raises(NotComplete, match="Say why"):
            introcourses.leave_out_course(course=course, because=" ", by=bo, at=NOW)
        introcourses.leave_out_course(course=course, because="Too few", by=bo, at=NOW)
    again = town.answered(the_round)
    assert again.is_sound
    assert again.below == []
    gone = next(key for key, row in town.courses.items() if row.pk == course.pk)
    assert gone not in town.outcome(again).values()
    assert again.placed == min(len(YOUNG), sum(SEATS.values()) - SEATS[gone])


def test_a_cancelled_event_is_given_to_nobody(town: Town) -> None:
    the_round = wished(town)
    run = town.answered(the_round)
    with access.job_scope(town.cast.hedeby.pk):
        events.cancel_event(event=town.events["forge"], because="No teacher", by=SYSTEM, at=NOW)
    with pytest.raises(NotNow, match="called off"):
        town.accept(run, "Cleo")
    assert "forge" not in town.outcome(town.answered(the_round)).values()


def test_one_answer_is_worked_out_at_a_time_and_a_second_worker_changes_nothing(town: Town) -> None:
    the_round = wished(town)
    run = town.ordered(the_round)
    with pytest.raises(NotNow, match="being worked out"):
        town.ordered(the_round)
    with acting(town.cast.bo) as bo, pytest.raises(NotNow, match="being worked out"):
        introcourses.end_round(the_round=the_round, what=RoundMove.FINISH, by=bo, at=NOW)
    work_out(run.pk, town.cast.hedeby.pk)
    work_out(run.pk, town.cast.hedeby.pk)
    with acting(town.cast.bo):
        assert introcourses.course_proposals_of(run).count() == 4


def test_an_answer_the_check_does_not_confirm_proposes_nothing(town: Town) -> None:
    """A planted bug: the solver gives the one seat of the forge to two."""
    the_round = wished(town)
    run = town.ordered(the_round)
    with access.job_scope(town.cast.hedeby.pk):
        question = introcourses.take_up_answer(run_id=run.pk, by=SYSTEM, at=NOW)
    right = match(question.problem, question.policy)
    forge = str(town.courses["forge"].pk)
    wrong = matching.Result(
        right.method,
        {**right.placed, **dict.fromkeys([pupil.key for pupil in question.problem.pupils][:2], forge)},
        right.values,
        right.proof,
        right.proven,
        right.prices,
    )
    verdict = matching.check(question.problem, question.policy, wrong)
    assert not verdict.is_sound
    with access.job_scope(town.cast.hedeby.pk):
        introcourses.write_answer(
            run_id=run.pk,
            question=question,
            result=wrong,
            verdict=verdict,
            code_version="planted",
            by=SYSTEM,
            at=NOW,
        )
    with acting(town.cast.bo):
        assert not introcourses.course_proposals_of(run).exists()


def test_what_fails_stops_the_answer_and_it_can_be_asked_for_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    the_round = wished(town)
    run = town.ordered(the_round)
    monkeypatch.setattr("stafet.integrations.course_jobs._SOLVER", "stafet.no_such_solver")
    work_out(run.pk, town.cast.hedeby.pk)
    run.refresh_from_db()
    assert run.state == RunState.STOPPED
    monkeypatch.undo()
    assert town.answered(the_round).is_sound


def test_a_finished_round_decides_nothing_more_and_no_job_decides_at_all(town: Town) -> None:
    the_round = wished(town)
    run = town.answered(the_round)
    row = town.proposed(run, "Cleo")
    with access.job_scope(town.cast.hedeby.pk), pytest.raises(NotYourRound):
        introcourses.accept_proposal(proposal=row, by=SYSTEM, at=NOW)
    with acting(town.cast.bo) as bo:
        with pytest.raises(NotYourRound):
            introcourses.accept_proposal(proposal=row, by=bo, at=NOW)
        introcourses.end_round(the_round=the_round, what=RoundMove.FINISH, by=bo, at=NOW)
    with pytest.raises(NotNow, match="Nothing is given out"):
        town.accept(run, "Cleo")


def _rank(who: str, course: str) -> int:
    """The number of a wish; 3, one below the longest list, for what was not wished for."""
    wishes = WISHES.get(who, ())
    return wishes.index(course) + 1 if course in wishes else 3
