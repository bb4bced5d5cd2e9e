"""What can be asked about the control of the log, in the scope of the job."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from stafet.kernel.actors import Actor
from stafet.logcontrol.models import LogSample, LookUpQuestion
from stafet.logcontrol.policies import answerable_by, judgeable_by
from stafet.logcontrol.states import Ground, LookUpVerdict

_SETTLED_SHOWN = 50
_SIGNS = 6


def pseudonym(person_id: UUID) -> str:
    """What a young person is called here: the same for the same person, and nobody can tell who from it."""
    told = hmac.digest(settings.STAFET_NUMBER_KEY.encode(), b"log control " + person_id.bytes, hashlib.sha256)
    return told.hex()[:_SIGNS].upper()


def to_judge(actor: Actor) -> Sequence[LookUpQuestion]:
    """What waits for the log controller: leaders' answers first, then what a rule found, then what the lot drew."""
    open_ones = Q(verdict="") | Q(verdict=LookUpVerdict.ASKED, answered_at__isnull=False)
    order = Case(
        When(verdict=LookUpVerdict.ASKED, then=Value(0)),
        When(grounds=[Ground.LOT.value], then=Value(2)),
        default=Value(1),
        output_field=IntegerField(),
    )
    waiting = _with_names().filter(judgeable_by(actor), open_ones)
    return list(waiting.alias(urgency=order).order_by("urgency", "at", "pk"))


def judged(actor: Actor) -> Sequence[LookUpQuestion]:
    """What is settled or waits for a leader, the latest first."""
    settled = _with_names().filter(judgeable_by(actor)).exclude(verdict="")
    settled = settled.exclude(verdict=LookUpVerdict.ASKED, answered_at__isnull=False)
    return list(settled.order_by("-judged_at", "pk")[:_SETTLED_SHOWN])


def question_seen_by(actor: Actor, question_id: UUID) -> LookUpQuestion | None:
    """One question, for whoever judges it and the leader who was asked."""
    seen = judgeable_by(actor) | answerable_by(actor)
    return _with_names().filter(seen, pk=question_id).first()


def samples(municipality_id: UUID, *, limit: int = 30) -> Sequence[LogSample]:
    """What was drawn, the latest week first."""
    drawn = LogSample.objects.filter(municipality_id=municipality_id).select_related("organisation")
    return list(drawn.order_by("-week_starts_on", "organisation__name")[:limit])


def _with_names() -> QuerySet[LookUpQuestion]:
    return LookUpQuestion.objects.select_related("user", "organisation", "sample", "judged_by", "answered_by")
