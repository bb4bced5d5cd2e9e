"""A story about somebody, every text of it marked; and what another town writes and plans, about nobody."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.kernel.privacy import DataClass
from stafet.materials import api as materials
from stafet.materials.api import (
    Answer,
    Audience,
    Channel,
    EditionFacts,
    MaterialFacts,
    MaterialKind,
    StoryFacts,
    TellingFacts,
)
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.placements.api import Holder, How, Voice
from tests.cast import Cast
from tests.trust.markers import marker

Object = UUID | str | int
D = DataClass.PROCESS


def told(
    person: people.Person, holder: Holder, name: str, cast: Cast, at: datetime
) -> dict[str, dict[str, Object]]:
    """Bo writes a story, and writes down that somebody with custody says yes; the young person has not answered."""
    with access.user_scope(cast.bo.pk):
        bo = access.actor_for(cast.bo, at=at)
        facts = StoryFacts(marker(name, D, "storytitle"), marker(name, D, "storywords"))
        story = materials.write_story(person=person, facts=facts, by=bo, at=at)
        materials.answer_story(
            story=story,
            answer=Answer(is_yes=True, custody_id=holder.custody_id),
            how=How.PAPER,
            holders=[holder],
            voice=Voice.STAFF,
            by=bo,
            at=at,
        )
    return {"person_story_id": {name: story.pk}, **_of_another_town(cast.elsewhere, cast.carl, at)}


def _of_another_town(
    town: organisations.Municipality, user: access.User, at: datetime
) -> dict[str, dict[str, Object]]:
    with access.job_scope(town.pk):
        text = materials.write_material(
            municipality_id=town.pk,
            facts=MaterialFacts(MaterialKind.INFORMATION, (Audience.HOME,), "da"),
            first=EditionFacts("da", "A title", "## Words\n- and a list"),
            by=SYSTEM,
            at=at,
        )
        draft = materials.shelves([text])[0].drafts["da"]
        materials.publish_edition(edition=draft, by=SYSTEM, at=at)
        story = materials.tell_story(
            municipality_id=town.pk,
            facts=StoryFacts("A title", "Words"),
            is_about_nobody=True,
            is_shared=True,
            by=SYSTEM,
            at=at,
        )
        line = materials.plan_telling(
            municipality_id=town.pk,
            facts=TellingFacts(at.year, "It", (Audience.HOME,), Channel.MAIL, at.date(), user.pk),
            by=SYSTEM,
            at=at,
        )
    return {
        "material_id": {"elin": text.pk},
        "edition_id": {"elin": draft.pk},
        "edition_language": {"": "ar"},
        "story_id": {"elin": story.pk},
        "telling_id": {"elin": line.pk},
        "starter": {"elin": "prao-pupils"},
        "starts_in": {"": at.year},
        "town_id": {"elin": town.pk},
    }
