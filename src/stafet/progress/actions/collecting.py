"""The young person collects pieces of what they did, says who reads each, and throws away what they like.

Only where the municipality has opened the portfolio, and only in the scope of a job, like everything in own name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.progress.actions.at_home import must_be_at_home
from stafet.progress.actions.reflecting import record_quietly
from stafet.progress.errors import NothingSaid, NotOpen, NotThatDay, UnknownWord, UnsafeLink
from stafet.progress.models import PortfolioPiece
from stafet.progress.queries.pieces import is_portfolio_open
from stafet.progress.states import Audience, Voice


@dataclass(frozen=True, slots=True)
class PieceDraft:
    """What somebody did, in their words; ``spell_id``: where, if it is one of the things they do."""

    title: str
    did: str
    on: date
    learned: str = ""
    says_of_me: str = ""
    link: str = ""
    spell_id: UUID | None = None


@audit.action
def collect_piece(
    *, person: people.Person, draft: PieceDraft, audience: Audience, by: Actor, at: datetime
) -> PortfolioPiece:
    """One more piece. Raises ``NotYours``, ``NotOpen``, ``NothingSaid``, ``NotThatDay``, ``UnsafeLink``, ``UnknownWord``."""
    must_be_at_home(Voice.YOUNG_PERSON)
    row = PortfolioPiece.objects.create(
        municipality_id=person.municipality_id,
        person=person,
        audience=audience,
        **_told(person.pk, person.municipality_id, draft, at),
    )
    record_quietly("progress.collect_piece", row, by=by, at=at)
    return row


@audit.action
def change_piece(
    *, piece: PortfolioPiece, draft: PieceDraft, audience: Audience, by: Actor, at: datetime
) -> None:
    """Say it otherwise, or share it otherwise. Raises as ``collect_piece``."""
    must_be_at_home(Voice.YOUNG_PERSON)
    told = _told(piece.person_id, piece.municipality_id, draft, at)
    PortfolioPiece.objects.filter(pk=piece.pk).update(audience=audience, **told)
    record_quietly("progress.change_piece", piece, by=by, at=at)


@audit.action
def throw_away_piece(*, piece: PortfolioPiece, by: Actor, at: datetime) -> None:
    """It is gone, also for oneself; also where the portfolio has been closed since. Raises ``NotYours``."""
    must_be_at_home(Voice.YOUNG_PERSON)
    record_quietly("progress.throw_away_piece", piece, by=by, at=at)
    PortfolioPiece.objects.filter(pk=piece.pk).delete()


def _told(person_id: UUID, municipality_id: UUID, draft: PieceDraft, at: datetime) -> dict[str, Any]:
    today = organisations.home(municipality_id).day(at)
    if not is_portfolio_open(municipality_id, on=today):
        raise NotOpen(sentence("Your municipality has not opened the portfolio. Ask whoever counsels you."))
    if draft.on > today:
        raise NotThatDay(sentence("That day has not come yet. Choose today or a day before."), field="on")
    for name in ("title", "did"):
        if not getattr(draft, name).strip():
            raise NothingSaid(sentence("Say what you did."), field=name)
    link = draft.link.strip()
    if link and not link.startswith("https://"):
        raise UnsafeLink(sentence("A link begins with https://. Copy it from the browser."), field="link")
    _must_be_theirs(person_id, draft.spell_id)
    return {
        "title": draft.title.strip(),
        "did": draft.did.strip(),
        "on": draft.on,
        "learned": draft.learned.strip(),
        "says_of_me": draft.says_of_me.strip(),
        "link": link,
        "spell_id": draft.spell_id,
        "known_at": at,
    }


def _must_be_theirs(person_id: UUID, spell_id: UUID | None) -> None:
    if spell_id and not pathways.Spell.objects.filter(pk=spell_id, person_id=person_id).exists():
        raise UnknownWord(sentence("Choose one of the things you do or did."), field="spell")
