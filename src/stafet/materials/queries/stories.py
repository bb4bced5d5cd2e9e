"""Stories: what is told, what is asked of whom, and who has not answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.db.models import QuerySet

from stafet.access import api as access
from stafet.kernel.actors import Actor
from stafet.kernel.privacy import DataClass
from stafet.materials import policies
from stafet.materials.models import PersonStory, Story, StoryConsent
from stafet.placements.api import Holder

_SEEN = DataClass.PROCESS


def stories_for(actor: Actor, *, scheme_kind: str = "") -> QuerySet[Story]:
    """What is told in the reader's town, and what others share; the newest first."""
    rows = Story.objects.filter(policies.stories_readable_by(actor))
    if scheme_kind:
        rows = rows.filter(scheme_kind=scheme_kind)
    return rows.order_by("-told_on", "-pk")


def story_for(actor: Actor, story_id: UUID) -> Story | None:
    """One told story, or ``None`` for whoever may not read it."""
    return Story.objects.filter(policies.stories_readable_by(actor), pk=story_id).first()


def stories_about(person_id: UUID) -> QuerySet[PersonStory]:
    """Every story about somebody that is seen, the newest first."""
    return (
        PersonStory.objects.filter(access.visible(_SEEN), person_id=person_id)
        .select_related("person", "story")
        .order_by("-written_on", "-pk")
    )


def person_story_for(person_story_id: UUID) -> PersonStory | None:
    """One story about somebody, if it is seen."""
    rows = PersonStory.objects.filter(access.visible(_SEEN), pk=person_story_id)
    return rows.select_related("person", "story").first()


def consents_to(person_story_ids: Collection[UUID]) -> Mapping[UUID, tuple[StoryConsent, ...]]:
    """By story every answer that is seen, the oldest first."""
    rows = StoryConsent.objects.filter(access.visible(_SEEN), person_story__in=person_story_ids)
    found: dict[UUID, tuple[StoryConsent, ...]] = {}
    for row in rows.order_by("known_at", "pk"):
        found[row.person_story_id] = (*found.get(row.person_story_id, ()), row)
    return found


def last_answers(story: PersonStory) -> Mapping[UUID | None, StoryConsent]:
    """What each has answered last; the key is of whoever has custody, ``None`` the young person.

    The rules ask, for whom every answer counts, and not a reader.
    """
    rows = StoryConsent.objects.filter(person_story=story).order_by("known_at", "pk")
    return {row.custody_id: row for row in rows}


def missing_answers(story: PersonStory, holders: Sequence[Holder]) -> tuple[Holder | None, ...]:
    """Who has not said yes: the young person (``None``), and each of those who have custody now."""
    said = {key for key, row in last_answers(story).items() if row.is_yes}
    asked: tuple[Holder | None, ...] = (None, *holders)
    return tuple(each for each in asked if (each.custody_id if each else None) not in said)


def shared_by_all(story: PersonStory, holders: Sequence[Holder]) -> bool:
    """Whether everybody who is asked wants other municipalities to read it, too."""
    said = last_answers(story)
    keys = (None, *(each.custody_id for each in holders))
    return all(key in said and said[key].is_shared for key in keys)
