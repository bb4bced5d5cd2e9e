"""Gro writes what the town tells; Bo tells how it went for Amina, who is 16 and whose mother has custody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.careerplans.conftest import acting
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held
from tests.placements.conftest import (
    a_holder,
    amina,
    at_home,
    client_for,
    mother,
    quick_settings,
)

from stafet.materials import api as materials
from stafet.materials.api import (
    Answer,
    Audience,
    Channel,
    Edition,
    EditionFacts,
    Material,
    MaterialFacts,
    MaterialKind,
    PersonStory,
    Story,
    StoryFacts,
    Telling,
    TellingFacts,
)
from stafet.placements.api import Holder, How, SchemeKind, Voice

__all__ = ["a_holder", "acting", "amina", "at_home", "client_for", "mother", "quick_settings"]

JML = SchemeKind.JUNIOR_APPRENTICESHIP.value
STORY = StoryFacts("The lamp that works", "A pupil of grade 9 built a lamp and came early every day.", JML)
A_DAY = timedelta(days=1)


def facts(**changes: Any) -> MaterialFacts:
    """Answers for those at home, about junior apprenticeships."""
    told: dict[str, Any] = {
        "kind": MaterialKind.QUESTIONS,
        "audiences": (Audience.HOME,),
        "main_language": "da",
        "scheme_kind": JML,
    }
    return MaterialFacts(**told | changes)


def words(language: str = "da", **changes: Any) -> EditionFacts:
    """What it says in a language."""
    told: dict[str, Any] = {
        "language": language,
        "title": f"Spørgsmål og svar ({language})",
        "words": "## Kan man fortryde?\nJa. Man kan gå tilbage i klassen.",
        "translated_by": "" if language == "da" else "Integrationskontoret",
    }
    return EditionFacts(**told | changes)


def written(everyone: Cast, **changes: Any) -> Material:
    """Gro has written a text; nobody else reads it yet."""
    with acting(everyone.gro) as gro:
        return materials.write_material(
            municipality_id=everyone.hedeby.pk, facts=facts(**changes), first=words(), by=gro, at=NOW
        )


def draft_of(material: Material, language: str = "da") -> Edition:
    """The draft in a language."""
    return materials.shelves([material])[0].drafts[language]


def published(everyone: Cast, material: Material, language: str = "da", at: Any = NOW) -> Edition:
    """The draft in a language is published."""
    with acting(everyone.gro) as gro:
        draft = draft_of(material, language)
        materials.publish_edition(edition=draft, by=gro, at=at)
        return Edition.objects.get(pk=draft.pk)


def translated(everyone: Cast, material: Material, language: str, at: Any = NOW) -> Edition:
    """A translation is written and published."""
    with acting(everyone.gro) as gro:
        materials.write_edition(material=material, facts=words(language), by=gro, at=at)
    return published(everyone, material, language, at)


def planned(everyone: Cast, **changes: Any) -> Telling:
    """Bo is to tell grade 7, by yesterday."""
    told: dict[str, Any] = {
        "starts_in": 2026,
        "what": "Present it in grade 7",
        "audiences": (Audience.PUPIL, Audience.HOME),
        "channel": Channel.MEETING,
        "due_on": TODAY - A_DAY,
        "responsible_id": everyone.bo.pk,
        "scheme_kind": JML,
    }
    with acting(everyone.gro) as gro:
        return materials.plan_telling(
            municipality_id=everyone.hedeby.pk, facts=TellingFacts(**told | changes), by=gro, at=NOW
        )


def said(everyone: Cast, story: PersonStory, answer: Answer, *holders: Holder, at: Any = NOW) -> PersonStory:
    """An answer from their own page."""
    voice = Voice.YOUNG_PERSON if answer.custody_id is None else Voice.CUSTODY_HOLDER
    with at_home(everyone) as by:
        materials.answer_story(
            story=story, answer=answer, how=How.LOG_IN, holders=holders, voice=voice, by=by, at=at
        )
        return PersonStory.objects.select_related("person", "story").get(pk=story.pk)


def told(everyone: Cast, story: PersonStory, *holders: Holder) -> Story:
    """Bo tells it."""
    with acting(everyone.bo) as bo:
        return materials.publish_story(story=story, holders=holders, by=bo, at=NOW)


def read_by(everyone: Cast, name: str) -> list[str]:
    """The titles of the stories somebody reads."""
    with acting(getattr(everyone, name)) as reader:
        return [row.title for row in materials.stories_for(reader)]


@pytest.fixture
def story(everyone: Cast, amina: Held) -> PersonStory:
    """Bo has written how it went for Amina."""
    with acting(everyone.bo) as bo:
        return materials.write_story(person=amina.person, facts=STORY, by=bo, at=NOW)


@pytest.fixture
def everyone_said_yes(everyone: Cast, story: PersonStory, mother: Holder) -> PersonStory:
    """Amina shares it with other towns; her mother, too."""
    said(everyone, story, Answer(is_yes=True, is_shared=True), mother)
    return said(everyone, story, Answer(is_yes=True, is_shared=True, custody_id=mother.custody_id), mother)
