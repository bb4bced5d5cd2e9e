"""What the young person and those with custody say from their own log-in.

Only in the scope of a job: in own name nothing is written past a declared action, and whether ``by`` may is judged by
whoever opens that scope, from what the database lets them see.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.people import api as people
from stafet.progress.actions.writing import WordDraft, put_aside, put_word
from stafet.progress.errors import ChangedByNow, NothingSaid, NotYours
from stafet.progress.models import OwnWords, ProgressWord
from stafet.progress.states import AT_HOME, Voice


@audit.action
def say_own_progress(*, person: people.Person, draft: WordDraft, by: Actor, at: datetime) -> ProgressWord:
    """The young person says where they are. Raises ``NotYours``, ``UnknownWord``, ``NothingSaid``, ``NotThatDay``."""
    must_be_at_home(Voice.YOUNG_PERSON)
    row = put_word(person, draft, voice=Voice.YOUNG_PERSON, by=by, at=at)
    audit.record(action="progress.say_own_progress", about=row, by=by, at=at, reason=draft.area)
    return row


@audit.action
def withdraw_own_word(*, word: ProgressWord, because: str, by: Actor, at: datetime) -> None:
    """The young person takes back what they said. Raises ``NotYours``, ``NothingSaid``, ``ChangedByNow``."""
    must_be_at_home(Voice.YOUNG_PERSON)
    if word.voice != Voice.YOUNG_PERSON or word.said_by_id != by.user_id:
        raise NotYours(sentence("These are somebody else's words. Write your own beside them."))
    put_aside(word, because, by=by, at=at)
    audit.record(action="progress.withdraw_own_word", about=word, by=by, at=at, reason=word.area)


@audit.action
def add_own_words(*, word: ProgressWord, voice: Voice, words: str, by: Actor, at: datetime) -> OwnWords:
    """Say something beside a word; what one said oneself before is changed, and its history stays.

    Raises ``NotYours``, ``NothingSaid``, ``ChangedByNow``.
    """
    must_be_at_home(voice)
    if not words.strip():
        raise NothingSaid(sentence("Write something first."), field="words")
    if word.withdrawn_at is not None:
        raise ChangedByNow(sentence("This was withdrawn already."))
    whose: dict[str, Any] = {"written_by_id": by.user_id} if voice is Voice.HOME else {}
    row, _ = OwnWords.objects.update_or_create(
        municipality_id=word.municipality_id,
        progress_word=word,
        voice=voice,
        **whose,
        defaults={
            "person_id": word.person_id,
            "words": words.strip(),
            "is_noted": False,
            "written_by_id": by.user_id,
            "written_at": at,
            "known_at": at,
        },
    )
    audit.record(action="progress.add_own_words", about=row, by=by, at=at, reason=voice.value)
    return row


def must_be_at_home(voice: Voice) -> None:
    """Refuse whoever comes from work: nobody writes in another's name."""
    if voice not in AT_HOME or audit.current_alias() != access.JOB_ALIAS:
        raise NotYours(sentence("Those who work with the young person write at work."))
