"""Where somebody is, how they see themselves and what they have collected: every text is marked."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.kernel.privacy import DataClass
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.progress import api as progress
from tests.trust.markers import marker

D = DataClass.PROCESS
Object = UUID | str | int


def on_the_way(
    person: people.Person, name: str, *, counsellor: access.User, young: access.User, at: datetime
) -> dict[str, dict[str, Object]]:
    """A counsellor says a word and asks; the young person says something beside it, looks at themselves and collects a piece."""
    word = _word(person, name, counsellor, at)
    by, today = access.actor_for(young, at=at), at.date()
    with access.job_scope(person.municipality_id):
        organisations.decide_policy(
            municipality_id=person.municipality_id,
            rule=progress.PORTFOLIO,
            value=1,
            starts_on=today,
            decided="The council",
            by=SYSTEM,
            at=at,
        )
        beside = marker(name, D, "besideword")
        progress.add_own_words(word=word, voice=progress.Voice.YOUNG_PERSON, words=beside, by=by, at=at)
        replies = {"good_at": progress.Reply("example", marker(name, D, "selfexample"), wants_to_talk=True)}
        shared = progress.reflect(person=person, replies=replies, is_shared=True, by=by, at=at)
        did, learned = marker(name, D, "piecedid"), marker(name, D, "piecelearned")
        draft = progress.PieceDraft(marker(name, D, "piecetitle"), did, today, learned)
        piece = progress.collect_piece(
            person=person, draft=draft, audience=progress.Audience.PLAN, by=by, at=at
        )
    return {
        "progress_word_id": {name: word.pk},
        "reflection_id": {name: shared.pk},
        "piece_id": {name: piece.pk},
        "area": {"": "attending"},
    }


def _word(person: people.Person, name: str, counsellor: access.User, at: datetime) -> progress.ProgressWord:
    today = at.date()
    with access.user_scope(counsellor.pk):
        by = access.actor_for(counsellor, at=at)
        seen_in = marker(name, D, "seenin")
        draft = progress.WordDraft("attending", "begun", today, seen_in)
        wrong = progress.say_progress(person=person, draft=draft, by=by, at=at)
        progress.withdraw_word(word=wrong, because=marker(name, D, "notheld"), by=by, at=at)
        asked = marker(name, D, "askedself")
        progress.invite_to_reflect(person=person, words=asked, until_on=today, by=by, at=at)
        return progress.say_progress(person=person, draft=draft, by=by, at=at)
