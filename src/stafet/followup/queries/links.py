"""What a host's link still opens: its row names nobody; what it opens is read in a job's scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from stafet.followup.errors import LinkOpensNothing
from stafet.followup.models import AttendanceDay, CheckIn, Evaluation, HostLink
from stafet.followup.queries.reading import agreement_of, plan_of
from stafet.followup.schedule import Plan
from stafet.followup.states import CheckState, LinkUse
from stafet.kernel.sentences import sentence
from stafet.messages import api as messages
from stafet.placements.api import OVER, Agreement, Placement


@dataclass(frozen=True, slots=True)
class HostAsked:
    """What a company is asked, with the little it needs to answer: a given name, its own agreement, its days."""

    link: HostLink
    placement: Placement
    agreement: Agreement
    plan: Plan
    days: tuple[date, ...]


def host_link(link: str, *, at: datetime) -> HostLink | None:
    """The link a host follows, while it still opens something. It names nobody."""
    key = messages.linked_to(link)
    return None if key is None else HostLink.objects.filter(pk=key, expires_at__gt=at).first()


def host_asked(link: HostLink) -> HostAsked:
    """What the link asks. In the scope of a job. Raises ``LinkOpensNothing``."""
    placement = (
        Placement.objects.filter(pk=link.placement_id, aside_since=None)
        .select_related("scheme", "person", "school")
        .exclude(state__in=OVER)
        .first()
    )
    agreement = agreement_of(placement) if placement is not None else None
    if placement is None or agreement is None or not _still_asks(link):
        raise LinkOpensNothing(sentence("This link was used already, or has run out."))
    plan = plan_of(placement, agreement)
    return HostAsked(link, placement, agreement, plan, tuple(_days(link, plan)))


def _days(link: HostLink, plan: Plan) -> list[date]:
    """The planned days the link asks about of which nothing is told yet."""
    if link.first_day is None or link.until is None:
        return []
    told = set(AttendanceDay.objects.filter(placement_id=link.placement_id).values_list("day", flat=True))
    days = (each.day for each in plan.days)
    return [day for day in days if link.first_day <= day < link.until and day not in told]


def _still_asks(link: HostLink) -> bool:
    if link.use == LinkUse.CHECK_IN:
        return CheckIn.objects.filter(pk=link.about, state=CheckState.PLANNED).exists()
    if link.use == LinkUse.WORDS:
        return Evaluation.objects.filter(pk=link.about).exists()
    return True
