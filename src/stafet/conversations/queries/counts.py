"""How many conversations and sessions there were, by kind, month and place: never what was said, never a small number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth

from stafet.access import api as access
from stafet.conversations import policies
from stafet.conversations.models import Conversation, GroupSession
from stafet.conversations.states import ConversationKind, ConversationState, GroupTopic
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.privacy import DataClass

SMALLEST = "stafet.statistics.smallest_group"


@dataclass(frozen=True, slots=True)
class ConversationCount:
    """How many conversations of a kind were held in a month at a place, and with how many people.

    ``times`` and ``people`` are ``None`` when it is fewer people than may be shown. There are no sums: they would give away
    what is left out.
    """

    month: date
    place: str
    kind: ConversationKind
    times: int | None
    people: int | None


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How often groups were guided about something in a month at a place, and how many took part, counted each time."""

    month: date
    place: str
    topic: GroupTopic
    times: int | None
    took_part: int | None


def smallest_group(*, on: date) -> int:
    """The fewest people who are counted."""
    return rules.value(SMALLEST, on=on)


def conversation_counts(*, since: datetime, on: date) -> Sequence[ConversationCount]:
    """Held conversations since an instant, with people the reader may see, the newest month first. One look-up."""
    least = smallest_group(on=on)
    held = Conversation.objects.filter(
        access.visible(DataClass.PROCESS), state=ConversationState.HELD, planned_at__gte=since
    )
    rows = (
        held.annotate(month=TruncMonth("planned_at"))
        .values("month", "organisation__name", "kind")
        .annotate(times=Count("pk"), people=Count("person_id", distinct=True))
        .order_by("-month", "organisation__name", "kind")
    )
    return [
        ConversationCount(
            row["month"].date(),
            row["organisation__name"],
            ConversationKind(row["kind"]),
            row["times"] if row["people"] >= least else None,
            row["people"] if row["people"] >= least else None,
        )
        for row in rows
    ]


def group_counts(actor: Actor, *, since: date, on: date) -> Sequence[GroupCount]:
    """Sessions of groups since a day in the municipalities the reader works in, the newest month first. One look-up."""
    least = smallest_group(on=on)
    rows = (
        GroupSession.objects.filter(policies.groups_recordable_by(actor), on__gte=since)
        .annotate(month=TruncMonth("on"))
        .values("month", "organisation__name", "topic")
        .annotate(times=Count("pk"), people=Sum("took_part"))
        .order_by("-month", "organisation__name", "topic")
    )
    return [
        GroupCount(
            row["month"],
            row["organisation__name"],
            GroupTopic(row["topic"]),
            row["times"] if row["people"] >= least else None,
            row["people"] if row["people"] >= least else None,
        )
        for row in rows
    ]
