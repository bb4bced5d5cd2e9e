"""Stories: about nobody they are told at once; about somebody with every yes, and a no ends them everywhere in the same moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.materials import policies
from stafet.materials.actions.steps import day_in, must_say, note
from stafet.materials.drafts import Answer, StoryFacts
from stafet.materials.errors import ChangedByNow, NotConsented, NotWhole, NotYours
from stafet.materials.models import PersonStory, Story, StoryConsent
from stafet.materials.naming import names_in
from stafet.materials.queries.stories import last_answers, missing_answers, shared_by_all
from stafet.materials.states import STORY, StoryMove, StoryState
from stafet.people import api as people
from stafet.placements.api import Holder, How, Voice


@audit.action
def tell_story(
    *,
    municipality_id: UUID,
    facts: StoryFacts,
    is_about_nobody: bool,
    is_shared: bool,
    by: Actor,
    at: datetime,
) -> Story:
    """A story in which no young person can be recognised. Raises ``NotYours``, ``NotWhole``."""
    if not policies.can_write_stories_in(by, municipality_id):
        raise NotYours(
            sentence("Only those who work with young people in the municipality tell its stories.")
        )
    if not is_about_nobody:
        raise NotWhole(
            sentence("A story about somebody is written on their own page, with their consent."),
            field="is_about_nobody",
        )
    row = Story.objects.create(
        municipality_id=municipality_id,
        title=must_say(facts.title, "title"),
        words=must_say(facts.words, "words"),
        scheme_kind=facts.scheme_kind,
        is_shared=is_shared,
        told_on=day_in(municipality_id, at),
        by_id=by.user_id,
        known_at=at,
    )
    note("tell_story", municipality_id, row.pk, by, at)
    return row


@audit.action
def write_story(*, person: people.Person, facts: StoryFacts, by: Actor, at: datetime) -> PersonStory:
    """A story about somebody: written, and asked about on their own page. Raises ``NotYours``, ``NotWhole``."""
    _must_work(by)
    if access.is_hidden(person.pk):
        raise NotYours(sentence("No story is written about somebody who is protected."))
    title, words = must_say(facts.title, "title"), must_say(facts.words, "words")
    found = names_in(f"{title}\n{words}", person)
    if found:
        raise NotWhole(
            sentence("The story says “%(name)s”. Tell it without a name.", name=found[0]), field="words"
        )
    row = PersonStory.objects.create(
        municipality_id=person.municipality_id,
        person=person,
        title=title,
        words=words,
        scheme_kind=facts.scheme_kind,
        written_on=day_in(person.municipality_id, at),
        by_id=by.user_id,
        known_at=at,
    )
    audit.record(action="materials.write_story", about=row, by=by, at=at)
    return row


@audit.action
def answer_story(
    *,
    story: PersonStory,
    answer: Answer,
    how: How,
    holders: Sequence[Holder],
    voice: Voice,
    by: Actor,
    at: datetime,
) -> None:
    """The young person, or somebody with custody, says yes or no. A no, now or later, takes the story away from every page.

    Raises ``NotYours``, ``NotWhole``, ``ChangedByNow``.
    """
    row = _hold(story)
    _must_speak(by, voice)
    if row.state == StoryState.WITHDRAWN:
        raise ChangedByNow(sentence("This story was taken back. Nothing of it is told."))
    if answer.is_shared and not answer.is_yes:
        raise NotWhole(sentence("Whoever says no shares nothing."), field="answer")
    _write_down(row, answer, how, holders, by, at)
    audit.record(
        action="materials.consent_to_story" if answer.is_yes else "materials.refuse_story",
        about=row,
        by=by,
        at=at,
    )
    if not answer.is_yes:
        _take_back(row, at)
    elif row.story is not None:
        _share_as_said(row.story, row, at)


@audit.action
def publish_story(*, story: PersonStory, holders: Sequence[Holder], by: Actor, at: datetime) -> Story:
    """It is told, without a name, now that everybody has said yes. Raises ``NotYours``, ``NotConsented``, ``ChangedByNow``."""
    row = _hold(story)
    _must_work(by)
    if not STORY.is_allowed(StoryState(row.state), StoryMove.PUBLISH):
        raise ChangedByNow(sentence("This story is told already, or was taken back."))
    if access.is_hidden(row.person_id):
        raise NotYours(sentence("No story is told about somebody who is protected."))
    missing = missing_answers(row, holders)
    if missing:
        raise NotConsented(
            sentence(
                "The story waits for a yes from %(count)d. Ask them, or write down what they said.",
                count=len(missing),
            )
        )
    told = Story.objects.create(
        municipality_id=row.municipality_id,
        title=row.title,
        words=row.words,
        scheme_kind=row.scheme_kind,
        is_shared=shared_by_all(row, holders),
        is_about_somebody=True,
        told_on=day_in(row.municipality_id, at),
        by_id=by.user_id,
        known_at=at,
    )
    row.state, row.story, row.known_at = STORY.after(StoryState(row.state), StoryMove.PUBLISH), told, at
    row.save()
    audit.record(action="materials.publish_story", about=row, by=by, at=at)
    return told


@audit.action
def drop_story(*, story: PersonStory, by: Actor, at: datetime) -> None:
    """Whoever works with them takes it back. Raises ``NotYours``, ``ChangedByNow``."""
    row = _hold(story)
    _must_work(by)
    if not STORY.is_allowed(StoryState(row.state), StoryMove.WITHDRAW):
        raise ChangedByNow(sentence("This story was taken back. Nothing of it is told."))
    _take_back(row, at)
    audit.record(action="materials.drop_story", about=row, by=by, at=at)


@audit.action
def take_back(*, story: Story, by: Actor, at: datetime) -> None:
    """A told story disappears from every page. Raises ``NotYours``, ``ChangedByNow``."""
    row = Story.objects.select_for_update(of=("self",), no_key=True).get(pk=story.pk)
    if row.state != StoryState.PUBLISHED:
        raise ChangedByNow(sentence("This story was taken back. Nothing of it is told."))
    if not policies.can_take_back(by, row):
        raise NotYours(
            sentence("Only whoever wrote a story, or those who organise for the municipality, take it back.")
        )
    row.title = row.words = ""
    row.is_shared, row.known_at = False, at
    row.state = STORY.after(StoryState(row.state), StoryMove.WITHDRAW)
    row.save()
    note("take_back", row.municipality_id, row.pk, by, at)


def _must_work(by: Actor) -> None:
    if not policies.can_work_on_stories(by):
        raise NotYours(sentence("Only those who work with the young person write this down."))


def _must_speak(by: Actor, voice: Voice) -> None:
    """Whoever speaks for themselves was let in as themselves: in the scope of a job."""
    if voice is Voice.STAFF:
        _must_work(by)
    elif audit.current_alias() != access.JOB_ALIAS:
        raise NotYours(sentence("Only they themselves do this, from their own page."))


def _hold(story: PersonStory) -> PersonStory:
    rows = PersonStory.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("person", "story").get(pk=story.pk)


def _write_down(
    row: PersonStory, answer: Answer, how: How, holders: Sequence[Holder], by: Actor, at: datetime
) -> None:
    StoryConsent.objects.create(
        municipality_id=row.municipality_id,
        person_id=row.person_id,
        person_story=row,
        custody_id=answer.custody_id,
        name=_name(row, answer, holders),
        is_yes=answer.is_yes,
        is_shared=answer.is_shared,
        on=day_in(row.municipality_id, at),
        how=how,
        by_id=None if by.is_system else by.user_id,
        known_at=at,
    )


def _name(row: PersonStory, answer: Answer, holders: Sequence[Holder]) -> str:
    if answer.custody_id is None:
        return row.person.name
    me = next((each for each in holders if each.custody_id == answer.custody_id), None)
    if me is None:
        raise NotYours(sentence("Only somebody who has custody now answers."))
    return me.name


def _take_back(row: PersonStory, at: datetime) -> None:
    """Nothing of it stays. What was told of it the database empties in the same moment (``rules.sql``)."""
    row.state = STORY.after(StoryState(row.state), StoryMove.WITHDRAW)
    row.title = row.words = ""
    row.ended_on, row.known_at = day_in(row.municipality_id, at), at
    row.save()


def _share_as_said(told: Story, row: PersonStory, at: datetime) -> None:
    """Whoever answers again may share more, or less."""
    shares = all(each.is_shared for each in last_answers(row).values())
    if told.state == StoryState.PUBLISHED and told.is_shared != shares:
        told.is_shared, told.known_at = shares, at
        told.save(update_fields=["is_shared", "known_at"])
