"""A round is opened, pupils are asked and answer, until it closes: whose voice it was, and what stood then, stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.conftest import NOW
from tests.factories import TODAY
from tests.introcourses.conftest import SECRET, YOUNG, Town, acting, an_eighth_grader, at_home, round_facts

from stafet.events.api import EventKind
from stafet.introcourses import api as introcourses
from stafet.introcourses.api import CourseFacts, NotComplete, NotNow, NotYourRound, WishList
from stafet.placements.api import Voice


def test_a_round_asks_the_pupils_of_its_grade_whom_one_may_see_and_nobody_twice(town: Town) -> None:
    the_round = town.opened()
    with acting(town.cast.bo) as bo:
        assert introcourses.wish_entries_of(the_round).count() == len(YOUNG)
        again = introcourses.pupils_to_ask(the_round, today=TODAY, school_id=town.cast.school.pk)
        assert introcourses.ask_pupils(the_round=the_round, pupils=[*again, *again], by=bo, at=NOW) == 0
    an_eighth_grader(town.cast, "Else")
    with acting(town.cast.bo) as bo:
        again = introcourses.pupils_to_ask(the_round, today=TODAY)
        assert introcourses.ask_pupils(the_round=the_round, pupils=[*again, *again], by=bo, at=NOW) == 1
    with acting(town.cast.carl):
        assert not introcourses.wish_entries_of(the_round).exists()


def test_the_one_who_is_taken_out_is_asked_no_more_and_can_come_in_again(town: Town) -> None:
    the_round = town.opened()
    entry = town.entry(the_round, "Dag")
    with acting(town.cast.bo) as bo:
        introcourses.take_out_pupil(entry=entry, by=bo, at=NOW)
        assert introcourses.wish_entries_of(the_round).count() == 3
        with pytest.raises(NotNow, match="not asked"):
            introcourses.say_course_wishes(
                entry=entry, courses=[town.courses["farm"].pk], voice=Voice.STAFF, by=bo, at=NOW
            )
        again = introcourses.pupils_to_ask(the_round, today=TODAY)
        assert introcourses.ask_pupils(the_round=the_round, pupils=again, by=bo, at=NOW) == 1


def test_wishes_change_until_it_closes_and_each_version_says_whose_voice_it_was(town: Town) -> None:
    the_round = town.opened()
    town.wish(the_round, "Amina", "forge")
    with at_home(town.cast) as by:
        for voice, course in ((Voice.YOUNG_PERSON, "bakery"), (Voice.CUSTODY_HOLDER, "farm")):
            introcourses.say_course_wishes(
                entry=town.entry(the_round, "Amina"),
                courses=[town.courses[course].pk],
                voice=voice,
                by=by,
                at=NOW,
            )
    entry = town.entry(the_round, "Amina")
    with acting(town.cast.bo):
        view = introcourses.course_wishes([entry])[entry.pk]
        assert [wish.title for wish in view.wishes] == ["The farm"]
        assert view.wish_list.revision == 3
        voices = WishList.objects.filter(entry=entry).order_by("revision").values_list("voice", flat=True)
        assert list(voices) == [Voice.STAFF, Voice.YOUNG_PERSON, Voice.CUSTODY_HOLDER]
    town.closed(the_round)
    with pytest.raises(NotNow, match="wishes count as they stood then"):
        town.wish(the_round, "Amina", "forge")


def test_whoever_has_not_answered_is_known(town: Town) -> None:
    the_round = town.opened()
    town.wish(the_round, "Amina", "forge")
    with acting(town.cast.bo):
        entries = list(introcourses.wish_entries_of(the_round))
        told = introcourses.course_wishes(entries)
        assert sum(entry.pk not in told for entry in entries) == 3


def test_wishes_that_do_not_fit_are_refused_in_words(town: Town) -> None:
    the_round = town.opened(wishes=2)
    for courses, words in (
        ((), "one course at least"),
        (("forge", "forge"), "“The forge” stands there twice"),
        (("forge", "bakery", "farm"), "wish for 2 courses"),
    ):
        with pytest.raises(NotComplete, match=words):
            town.wish(the_round, "Amina", *courses)
    with acting(town.cast.bo) as bo:
        introcourses.leave_out_course(course=town.courses["farm"], because="Full", by=bo, at=NOW)
        with pytest.raises(NotNow, match="taken it out already"):
            introcourses.leave_out_course(course=town.courses["farm"], because="Full", by=bo, at=NOW)
    with pytest.raises(NotComplete, match="not in the round any more"):
        town.wish(the_round, "Amina", "farm")


def test_only_whoever_works_there_writes_down_and_own_wishes_go_through_the_own_page(town: Town) -> None:
    the_round = town.opened()
    entry = town.entry(the_round, "Amina")
    farm = [town.courses["farm"].pk]
    with acting(town.cast.carl) as carl:
        with pytest.raises(NotYourRound):
            introcourses.say_course_wishes(entry=entry, courses=farm, at=NOW, voice=Voice.STAFF, by=carl)
        with pytest.raises(NotYourRound):
            introcourses.say_course_wishes(
                entry=entry, courses=farm, at=NOW, voice=Voice.YOUNG_PERSON, by=carl
            )
        with pytest.raises(NotYourRound):
            introcourses.open_round(facts=round_facts(town.cast), secret=SECRET, by=carl, at=NOW)
        with pytest.raises(NotYourRound):
            introcourses.close_round(the_round=the_round, by=carl, at=NOW)


def test_the_seed_is_bound_before_and_shown_after_closing(town: Town) -> None:
    the_round = town.opened()
    assert the_round.seed == ""
    assert len(the_round.commitment) == 64
    assert town.closed(the_round).seed == SECRET
    with acting(town.cast.bo) as bo, pytest.raises(NotNow, match="its lot is known"):
        introcourses.ask_pupils(the_round=the_round, pupils=[], by=bo, at=NOW)


def test_a_round_is_whole_named_once_and_changed_while_it_is_open(town: Town) -> None:
    the_round = town.opened()
    with acting(town.cast.bo) as bo:

        def change(**changes: object) -> None:
            introcourses.change_round(
                the_round=the_round, facts=round_facts(town.cast, **changes), by=bo, at=NOW
            )

        change(wishes=5, each=2)
        the_round.refresh_from_db()
        assert (the_round.wishes, the_round.each) == (5, 2)
        for changes, words in (
            ({"name": " "}, "has a name"),
            ({"wishes": 6}, "one to five wishes"),
            ({"wishes": 1, "each": 2}, "at least as many wishes"),
            ({"answer_by": TODAY - timedelta(days=1)}, "from today on"),
        ):
            with pytest.raises(NotComplete, match=words):
                change(**changes)
        with pytest.raises(NotComplete, match="of this name"):
            introcourses.open_round(facts=round_facts(town.cast), secret=SECRET, by=bo, at=NOW)


def test_a_round_goes_by_the_wishes_as_they_stood_when_it_closed(town: Town) -> None:
    the_round = town.opened(("Amina",))
    town.wish(the_round, "Amina", "forge")
    the_round = town.closed(the_round)
    assert town.outcome(town.answered(the_round))["Amina"] == "forge"


def test_only_planned_courses_of_the_year_are_offered_and_a_least_number_fits_the_seats(town: Town) -> None:
    the_round = town.opened()
    forge = town.events["forge"]
    with acting(town.cast.bo) as bo:
        offered = introcourses.could_be_offered(the_round, today=TODAY)
        assert {event.kind for event in offered} == {EventKind.INTRODUCTION}
        with pytest.raises(NotComplete, match="1 seats"):
            introcourses.offer_courses(the_round=the_round, courses=[CourseFacts(forge.pk, 2)], by=bo, at=NOW)
        with pytest.raises(NotComplete, match="Choose an introduction course"):
            introcourses.offer_courses(
                the_round=the_round, courses=[CourseFacts(the_round.pk)], by=bo, at=NOW
            )


def test_a_class_has_prepared_and_followed_up_on_its_days(town: Town) -> None:
    the_round = town.opened()
    school = town.cast.school.pk
    with acting(town.cast.bo) as bo:

        def tell(before: object, after: object, name: str = "") -> None:
            introcourses.tell_class_work(
                the_round=the_round,
                school_id=school,
                class_name=name,
                prepared_on=before,  # type: ignore[arg-type]
                followed_up_on=after,  # type: ignore[arg-type]
                by=bo,
                at=NOW,
            )

        tell(TODAY, None)
        tell(TODAY - timedelta(days=1), TODAY)
        (row,) = introcourses.class_work_of(the_round).values()
        assert (row.prepared_on, row.followed_up_on) == (TODAY - timedelta(days=1), TODAY)
        for before, after, name, words in (
            (TODAY + timedelta(days=1), None, "", "today or before"),
            (TODAY, TODAY - timedelta(days=1), "", "after it has prepared"),
            (TODAY, None, "1.X", "Nobody you may see"),
        ):
            with pytest.raises(NotComplete, match=words):
                tell(before, after, name)
