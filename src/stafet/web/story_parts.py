"""Stories about somebody as their pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from stafet.materials.api import PersonStory, StoryConsent, StoryState
from stafet.placements.api import Holder, How
from stafet.web.components.days import write_day
from stafet.web.components.parts import Action
from stafet.web.components.written import write_text


@dataclass(frozen=True, slots=True)
class StoryPart:
    """One story about somebody: ``materials/person_story.html``."""

    title: str
    words: SafeString
    state: str
    answers: tuple[str, ...]
    acts: tuple[Action, ...]


def story_part(story: PersonStory, answers: Iterable[StoryConsent], acts: tuple[Action, ...]) -> StoryPart:
    """The words, where it stands, who has answered what."""
    return StoryPart(
        title=story.title or gettext("A story that was taken back"),
        words=write_text(story.words),
        state=state_words(story),
        answers=tuple(map(answer_words, answers)),
        acts=acts,
    )


def is_gone(story: PersonStory) -> bool:
    """Whether nothing of it is told, or will be."""
    if story.state == StoryState.WITHDRAWN:
        return True
    return story.story is not None and story.story.state == StoryState.WITHDRAWN


def state_words(story: PersonStory) -> str:
    """Where it stands, in a sentence."""
    if is_gone(story):
        return gettext("It was taken back. Nobody reads it, and its words are deleted.")
    if story.story is None:
        return gettext("Written on %(day)s. Nobody else reads it before everybody has said yes.") % {
            "day": write_day(story.written_on)
        }
    told = {"day": write_day(story.story.told_on)}
    if story.story.is_shared:
        return gettext("Told since %(day)s, here and in other municipalities, without a name.") % told
    return gettext("Told since %(day)s, here in the municipality, without a name.") % told


def answer_words(row: StoryConsent) -> str:
    """One answer: whose, what, when, how."""
    told = {"name": row.name, "day": write_day(row.on), "how": str(How(row.how).label)}
    if not row.is_yes:
        return gettext("%(name)s said no on %(day)s (%(how)s).") % told
    if row.is_shared:
        return gettext("%(name)s said yes on %(day)s, also to other municipalities (%(how)s).") % told
    return gettext("%(name)s said yes on %(day)s, only here (%(how)s).") % told


def missing_words(missing: Sequence[Holder | None], name: str) -> str:
    """Whose yes it waits for."""
    names = ", ".join(name if each is None else each.name for each in missing)
    return gettext("It waits for a yes from: %(names)s.") % {"names": names} if names else ""
