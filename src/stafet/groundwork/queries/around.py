"""What is done around pupils: at one placement, and where something is missing. Dates only; nobody is compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from stafet.access import api as access
from stafet.groundwork.models import Advice, AdviceReply, StartMeeting, TeamSeat, Transfer
from stafet.groundwork.states import Adviser, MeetingState, TransferState
from stafet.kernel import rules
from stafet.kernel.privacy import DataClass
from stafet.placements.api import Agreement, AgreementState, Placement, WayState

_SEEN = DataClass.PROCESS
MEET_WITHIN = "stafet.placement.start_meeting_within"
BEFORE_APPLYING = (WayState.CANDIDATE, WayState.INFORMED, WayState.INTERESTED, WayState.TALKED)
ADVISED = (*BEFORE_APPLYING, WayState.APPLIED)
"""Where advice is still of use: until somebody with custody has consented."""
MEETS = (WayState.APPROVED, WayState.REGISTERED, WayState.ACTIVE)
"""Where an agreement is approved, so that all can meet."""
OPEN_TRANSFERS = (TransferState.SENT, TransferState.RECEIVED)


@dataclass(frozen=True, slots=True)
class Around:
    """Everything this room knows of one placement, the newest first."""

    advice: tuple[Advice, ...]
    replies: Mapping[UUID, tuple[AdviceReply, ...]]
    team: tuple[TeamSeat, ...]
    meetings: tuple[StartMeeting, ...]
    transfers: tuple[Transfer, ...]

    @property
    def planned(self) -> StartMeeting | None:
        """The start meeting that is to come, or of which nobody has said what became of it."""
        return next((row for row in self.meetings if row.state == MeetingState.PLANNED), None)

    @property
    def has_met(self) -> bool:
        """Whether a start meeting was held."""
        return any(row.state == MeetingState.HELD for row in self.meetings)

    def missing_advice(self) -> tuple[Adviser, ...]:
        """Who has not written what they advise."""
        written = {row.adviser for row in self.advice}
        return tuple(each for each in Adviser if each.value not in written)


@dataclass(frozen=True, slots=True)
class MeetingNeed:
    """A placement whose start meeting was not held, the one that is planned, and by when it should be."""

    placement: Placement
    planned: StartMeeting | None
    by: date


def around(placement_ids: Iterable[UUID]) -> Mapping[UUID, Around]:
    """By placement what the reader may see around it. Five statements, however many there are."""
    keys = list(placement_ids)
    here = {"placement_id__in": keys}
    seen = access.visible(_SEEN)
    advice = list(Advice.objects.filter(seen, **here).select_related("by").order_by("-on", "-pk"))
    replies = _by_advice(AdviceReply.objects.filter(seen, advice_id__in=[row.pk for row in advice]))
    team = list(TeamSeat.objects.filter(seen, **here).order_by("role"))
    meetings = list(StartMeeting.objects.filter(seen, **here).order_by("-on", "-pk"))
    transfers = list(
        Transfer.objects.filter(seen, **here).select_related("organisation").order_by("-sent_on", "-pk")
    )
    return {
        key: Around(
            tuple(row for row in advice if row.placement_id == key),
            replies,
            tuple(row for row in team if row.placement_id == key),
            tuple(row for row in meetings if row.placement_id == key),
            tuple(row for row in transfers if row.placement_id == key),
        )
        for key in keys
    }


def advice_for(advice_id: UUID) -> Advice | None:
    """One piece of advice, or ``None`` for a reader who may not see it."""
    rows = Advice.objects.filter(access.visible(_SEEN), pk=advice_id)
    return rows.select_related("placement__scheme", "person").first()


def meeting_for(meeting_id: UUID) -> StartMeeting | None:
    """One start meeting, or ``None`` for a reader who may not see it."""
    rows = StartMeeting.objects.filter(access.visible(_SEEN), pk=meeting_id)
    return rows.select_related("placement__scheme", "person").first()


def transfer_for(transfer_id: UUID) -> Transfer | None:
    """One transfer, or ``None`` for a reader who may not see it."""
    rows = Transfer.objects.filter(access.visible(_SEEN), pk=transfer_id)
    return rows.select_related("placement__scheme", "person", "organisation").first()


def without_advice() -> QuerySet[Placement]:
    """Whoever is thought of, or has applied, and lacks the advice of a teacher or a counsellor; longest first. It stops nothing."""
    teacher, counsellor = (
        Exists(Advice.objects.filter(access.visible(_SEEN), placement_id=OuterRef("pk"), adviser=adviser))
        for adviser in (Adviser.TEACHER, Adviser.COUNSELLOR)
    )
    return _under_way(ADVISED).exclude(teacher & counsellor)


def without_start_meeting() -> QuerySet[Placement]:
    """Placements with an approved agreement and no start meeting that was held, the longest approved first."""
    held = StartMeeting.objects.filter(
        access.visible(_SEEN), placement_id=OuterRef("pk"), state=MeetingState.HELD
    )
    return _under_way(MEETS).exclude(Exists(held))


def meeting_needs(rows: Sequence[Placement]) -> tuple[MeetingNeed, ...]:
    """Those rows with the day by which all meet: so many days after the leader's yes. Two statements."""
    keys = [row.pk for row in rows]
    seen = access.visible(_SEEN)
    planned = {
        row.placement_id: row
        for row in StartMeeting.objects.filter(seen, placement_id__in=keys, state=MeetingState.PLANNED)
    }
    approved = dict(
        Agreement.objects.filter(
            seen, placement_id__in=keys, state=AgreementState.IN_FORCE, decided_on__isnull=False
        )
        .order_by("revision")
        .values_list("placement_id", "decided_on")
    )
    return tuple(
        MeetingNeed(row, planned.get(row.pk), meet_by(approved.get(row.pk) or row.since_on)) for row in rows
    )


def meet_by(approved_on: date) -> date:
    """By when all meet, after the leader's yes."""
    return approved_on + timedelta(days=int(rules.value(MEET_WITHIN, on=approved_on)))


def open_transfers() -> QuerySet[Transfer]:
    """Those that nobody has received, or of which the first day is not confirmed; the next first day first."""
    rows = Transfer.objects.filter(access.visible(_SEEN), state__in=OPEN_TRANSFERS)
    return rows.select_related("person", "organisation", "placement__scheme").order_by("first_day", "pk")


def _under_way(states: Sequence[WayState]) -> QuerySet[Placement]:
    rows = Placement.objects.filter(access.visible(_SEEN), state__in=states).under_way()
    return rows.select_related("scheme", "person", "school").order_by("since_on", "pk")


def _by_advice(rows: QuerySet[AdviceReply]) -> Mapping[UUID, tuple[AdviceReply, ...]]:
    found: dict[UUID, tuple[AdviceReply, ...]] = {}
    for row in rows.order_by("on", "pk"):
        found[row.advice_id] = (*found.get(row.advice_id, ()), row)
    return found
