"""Good stories: nobody's name, everybody's yes; and a no, now or later, takes them away in the same moment."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from psycopg import errors
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held, a_person
from tests.materials.conftest import STORY, acting, read_by, said, told

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.materials import api as materials
from stafet.materials.api import Answer, PersonStory, Story, StoryConsent, StoryFacts, StoryState
from stafet.placements.api import Holder, How, Voice

YES, NO = Answer(is_yes=True), Answer(is_yes=False)
LATER = NOW + timedelta(days=9)


def gone(database: psycopg.Connection, story: PersonStory) -> bool:
    """Whether nothing of it is left, in the story and in what was told of it."""
    rows = database.execute(
        "SELECT s.title || s.words || s.state, coalesce(t.title || t.words || t.state, 'withdrawn')"
        " FROM materials_personstory s LEFT JOIN materials_story t ON t.id = s.story_id WHERE s.id = %s",
        [story.pk],
    ).fetchall()
    return rows == [("withdrawn", "withdrawn")]


def test_a_story_waits_for_the_young_person_and_for_those_with_custody(
    everyone: Cast, story: PersonStory, mother: Holder
) -> None:
    with pytest.raises(materials.NotConsented):
        told(everyone, story, mother)
    said(everyone, story, YES, mother)
    with acting(everyone.bo):
        assert materials.missing_answers(story, [mother]) == (mother,)
    with pytest.raises(materials.NotConsented):
        told(everyone, story, mother)
    said(everyone, story, Answer(is_yes=True, custody_id=mother.custody_id), mother)
    row = told(everyone, story, mother)
    assert row.is_about_somebody
    assert not row.is_shared
    assert read_by(everyone, "ditte") == [STORY.title]
    assert read_by(everyone, "carl") == []


def test_other_towns_read_it_when_everybody_has_said_so(
    everyone: Cast, everyone_said_yes: PersonStory, mother: Holder
) -> None:
    told(everyone, everyone_said_yes, mother)
    assert read_by(everyone, "carl") == [STORY.title]
    said(everyone, everyone_said_yes, YES, mother, at=LATER)
    assert read_by(everyone, "carl") == [], "one of them keeps it here"
    assert read_by(everyone, "ditte") == [STORY.title]
    said(
        everyone, everyone_said_yes, Answer(is_yes=True, is_shared=True), mother, at=LATER + timedelta(days=1)
    )
    assert read_by(everyone, "carl") == [STORY.title]


@pytest.mark.parametrize("who", ["young", "mother"])
def test_a_no_takes_it_away_everywhere_at_once(
    everyone: Cast,
    database: psycopg.Connection,
    everyone_said_yes: PersonStory,
    mother: Holder,
    who: str,
) -> None:
    told(everyone, everyone_said_yes, mother)
    key = None if who == "young" else mother.custody_id
    after = said(everyone, everyone_said_yes, Answer(is_yes=False, custody_id=key), mother, at=LATER)
    assert after.state == StoryState.WITHDRAWN
    assert gone(database, after)
    assert read_by(everyone, "ditte") == read_by(everyone, "carl") == []
    with pytest.raises(materials.ChangedByNow):
        said(everyone, after, YES, mother, at=LATER)
    with pytest.raises(materials.ChangedByNow):
        told(everyone, after, mother)
    with acting(everyone.bo):
        assert [row.is_yes for row in materials.consents_to([after.pk])[after.pk]] == [True, True, False]


def test_a_no_before_it_is_told_ends_it(
    everyone: Cast, database: psycopg.Connection, story: PersonStory, mother: Holder
) -> None:
    assert gone(database, said(everyone, story, NO, mother))


def test_a_no_that_is_written_past_every_action_ends_it_too(
    everyone: Cast, database: psycopg.Connection, everyone_said_yes: PersonStory, mother: Holder
) -> None:
    told(everyone, everyone_said_yes, mother)
    with access.job_scope(everyone.hedeby.pk):
        StoryConsent.objects.create(
            municipality_id=everyone.hedeby.pk,
            person_id=everyone_said_yes.person_id,
            person_story=everyone_said_yes,
            name="x",
            is_yes=False,
            on=TODAY,
            how=How.PAPER,
            known_at=LATER,
        )
    assert gone(database, everyone_said_yes)


def test_staff_write_down_what_was_said_on_paper_and_only_they_themselves_answer_from_their_page(
    everyone: Cast, story: PersonStory, mother: Holder
) -> None:
    with acting(everyone.bo) as bo:
        materials.answer_story(
            story=story, answer=YES, how=How.PAPER, holders=[mother], voice=Voice.STAFF, by=bo, at=NOW
        )
        with pytest.raises(materials.NotYours):
            materials.answer_story(
                story=story,
                answer=YES,
                how=How.LOG_IN,
                holders=[mother],
                voice=Voice.YOUNG_PERSON,
                by=bo,
                at=NOW,
            )
        other = Answer(is_yes=True, custody_id=story.pk)
        with pytest.raises(materials.NotYours):
            materials.answer_story(
                story=story, answer=other, how=How.PAPER, holders=[mother], voice=Voice.STAFF, by=bo, at=NOW
            )
        shared_no = Answer(is_yes=False, is_shared=True)
        with pytest.raises(materials.NotWhole):
            materials.answer_story(
                story=story, answer=shared_no, how=How.PAPER, holders=[], voice=Voice.STAFF, by=bo, at=NOW
            )


def test_whoever_works_with_them_takes_it_back(
    everyone: Cast, database: psycopg.Connection, everyone_said_yes: PersonStory, mother: Holder
) -> None:
    told(everyone, everyone_said_yes, mother)
    with acting(everyone.bo) as bo:
        materials.drop_story(story=everyone_said_yes, by=bo, at=NOW)
        with pytest.raises(materials.ChangedByNow):
            materials.drop_story(story=everyone_said_yes, by=bo, at=NOW)
    assert gone(database, everyone_said_yes)


def test_the_office_takes_what_is_told_back_without_meeting_whom_it_is_about(
    everyone: Cast, everyone_said_yes: PersonStory, mother: Holder
) -> None:
    row = told(everyone, everyone_said_yes, mother)
    with acting(everyone.ditte) as ditte:
        assert not materials.can_take_back(ditte, row)
        with pytest.raises(materials.NotYours):
            materials.take_back(story=row, by=ditte, at=NOW)
    with acting(everyone.gro) as gro:
        materials.take_back(story=row, by=gro, at=NOW)
        with pytest.raises(materials.ChangedByNow):
            materials.take_back(story=row, by=gro, at=NOW)
    assert read_by(everyone, "bo") == []
    said(everyone, everyone_said_yes, Answer(is_yes=True, is_shared=True), mother, at=LATER)
    assert read_by(everyone, "carl") == [], "a later yes does not bring it back"


@pytest.mark.parametrize("words", ["Amina built it", "Alt gik godt; det var Aminas lampe", "Frøken HOLM kom"])
def test_a_story_never_says_the_name(everyone: Cast, amina: Held, words: str) -> None:
    assert (amina.person.given_names, amina.person.family_name) == ("Amina", "Holm")
    with acting(everyone.bo) as bo:
        with pytest.raises(materials.NotWhole) as refused:
            materials.write_story(person=amina.person, facts=StoryFacts("A lamp", words), by=bo, at=NOW)
        assert refused.value.field == "words"


def test_nobody_writes_about_somebody_who_is_protected_and_what_was_told_goes_when_they_become_it(
    everyone: Cast,
    database: psycopg.Connection,
    amina: Held,
    everyone_said_yes: PersonStory,
    mother: Holder,
) -> None:
    told(everyone, everyone_said_yes, mother)
    with access.job_scope(everyone.hedeby.pk):
        access.hide_person(
            municipality_id=everyone.hedeby.pk, person_id=amina.person.pk, readers=(), by=SYSTEM, at=LATER
        )
        assert gone(database, everyone_said_yes) is False, "not committed yet"
    assert gone(database, everyone_said_yes)
    assert read_by(everyone, "carl") == []
    with access.job_scope(everyone.hedeby.pk), pytest.raises(materials.NotYours):
        materials.write_story(person=amina.person, facts=STORY, by=SYSTEM, at=LATER)


def test_what_is_told_goes_when_the_time_of_the_story_is_up(
    everyone: Cast, everyone_said_yes: PersonStory, mother: Holder
) -> None:
    row = told(everyone, everyone_said_yes, mother)
    with access.job_scope(everyone.hedeby.pk):
        StoryConsent.objects.filter(person_story=everyone_said_yes).delete()
        PersonStory.objects.filter(pk=everyone_said_yes.pk).delete()
        assert Story.objects.get(pk=row.pk).state == StoryState.WITHDRAWN


def test_a_story_about_nobody_is_told_at_once(everyone: Cast) -> None:
    town = everyone.hedeby.pk
    general = StoryFacts("Three workshops", "Three workshops said yes after one letter.")
    with acting(everyone.bo) as bo:
        with pytest.raises(materials.NotWhole):
            materials.tell_story(
                municipality_id=town, facts=general, is_about_nobody=False, is_shared=True, by=bo, at=NOW
            )
        materials.tell_story(
            municipality_id=town, facts=general, is_about_nobody=True, is_shared=True, by=bo, at=NOW
        )
    with acting(everyone.carl) as carl, pytest.raises(materials.NotYours):
        materials.tell_story(
            municipality_id=town, facts=general, is_about_nobody=True, is_shared=True, by=carl, at=NOW
        )
    assert read_by(everyone, "carl") == ["Three workshops"]


def test_who_may_one_and_who_may_many_agree(
    everyone: Cast, everyone_said_yes: PersonStory, mother: Holder
) -> None:
    row = told(everyone, everyone_said_yes, mother)
    for name in ("gro", "bo", "ditte", "carl", "freja", "viggo"):
        with acting(getattr(everyone, name)) as actor:
            back = Story.objects.filter(materials.stories_to_take_back_by(actor))
            read = Story.objects.filter(materials.stories_readable_by(actor))
            assert set(back) == {each for each in (row,) if materials.can_take_back(actor, each)}
            assert set(read) == {each for each in (row,) if materials.can_read_story(actor, each)}
            workable = PersonStory.objects.filter(materials.stories_workable_by(actor))
            seen = PersonStory.objects.count()
            assert workable.count() == (seen if materials.can_work_on_stories(actor) else 0)
    with acting(everyone.carl):
        assert materials.person_story_for(everyone_said_yes.pk) is None


def test_of_age_they_answer_alone(everyone: Cast, story: PersonStory) -> None:
    said(everyone, story, YES)
    assert told(everyone, story).state == StoryState.PUBLISHED


STORY_STATES = {
    "story_has_its_yes": "UPDATE materials_personstory SET state = 'published'",
    "person_story_is_whole_or_gone": "UPDATE materials_personstory SET title = ''",
    "told_person_story_is_told": "UPDATE materials_personstory SET state = 'published'",
    "told_story_is_whole": "UPDATE materials_story SET words = ''",
    "story_taken_back_is_empty": "UPDATE materials_story SET state = 'withdrawn'",
    "only_a_yes_shares_a_story": "UPDATE materials_storyconsent SET is_yes = false, is_shared = true",
}


@pytest.mark.parametrize("constraint", list(STORY_STATES))
def test_what_must_never_be_of_a_story(
    everyone: Cast, database: psycopg.Connection, story: PersonStory, mother: Holder, constraint: str
) -> None:
    with acting(everyone.bo) as bo:
        materials.tell_story(
            municipality_id=everyone.hedeby.pk,
            facts=STORY,
            is_about_nobody=True,
            is_shared=False,
            by=bo,
            at=NOW,
        )
    if constraint != "story_has_its_yes":
        said(everyone, story, YES, mother)
    with pytest.raises(errors.CheckViolation) as refused:
        database.execute(STORY_STATES[constraint])
    assert refused.value.diag.constraint_name == constraint


def test_a_story_follows_whoever_is_kept_of_two_registrations(everyone: Cast) -> None:
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby)
        row = materials.write_story(person=person, facts=STORY, by=SYSTEM, at=NOW)
        assert list(materials.PersonStory.objects.filter(person=person)) == [row]
