"""What every act of this room does: find out who asks, hold the round fast, write it down. The round is held first, always."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.introcourses import policies
from stafet.introcourses.errors import NotNow, NotYourRound
from stafet.introcourses.models import WishRound
from stafet.introcourses.states import RoundState
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations


def must_be_job() -> None:
    """Refuse to do for everybody what somebody's own sight would do by halves. A programming error."""
    if audit.current_alias() != access.JOB_ALIAS:
        raise NotYourRound(sentence("Only those who work with the young person decide this, by name."))


def hold_round(round_id: UUID) -> WishRound:
    """The round, held fast: whoever comes at the same moment waits here."""
    return WishRound.objects.select_for_update(of=("self",), no_key=True).get(pk=round_id)


def keep_round(the_round: WishRound, by: Actor) -> WishRound:
    """The round, held fast, for whoever keeps it. Raises ``NotYourRound``."""
    if not policies.can_keep_round(by, the_round):
        raise NotYourRound(sentence("Only those who opened the round, or organise for the town, change it."))
    return hold_round(the_round.pk)


def must_be_open(the_round: WishRound) -> None:
    """Refuse what comes after the seed is known."""
    if the_round.state != RoundState.OPEN:
        raise NotNow(
            sentence(
                "The round is closed: its lot is known, and wishes count as they stood then. Ask whoever keeps it: %(ask)s",
                ask=the_round.ask,
            )
        )


def must_be_closed(the_round: WishRound) -> None:
    """Refuse what comes before wishes are settled, or after everything is."""
    if the_round.state != RoundState.CLOSED:
        raise NotNow(
            sentence("Nothing is given out in this round now: it is still open for wishes, or it is over.")
        )


def day_in(municipality_id: UUID, at: datetime) -> date:
    """The day it is in a town."""
    return organisations.home(municipality_id).day(at)


def note(what: str, municipality_id: UUID, subject_id: UUID, by: Actor, at: datetime) -> None:
    """Write down an act that is about nobody."""
    audit.record_many(
        action=f"introcourses.{what}",
        municipality_id=municipality_id,
        subject_id=subject_id,
        by=by,
        at=at,
    )
