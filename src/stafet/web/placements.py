"""Who is on the way to a placement, why does each wait, and since when?"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.placements import api as placements
from stafet.placements.api import Agreement, AgreementState, Placement, SchemeKind, WayState
from stafet.web import placement_parts
from stafet.web.components.numbers import write_number
from stafet.web.components.paging import page_pager
from stafet.web.components.parts import Action, Choice, Empty, Figure, Figures, Filters, Question
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.placement_ways import placement_ways
from stafet.web.registry import PageRequest, page

_A_PAGE = 50
_S = WayState
_GROUPS = {
    "before": (gettext_lazy("Told, not applied"), (_S.CANDIDATE, _S.INFORMED, _S.INTERESTED, _S.TALKED)),
    "consent": (gettext_lazy("Without consent"), (_S.APPLIED,)),
    "seeking": (gettext_lazy("Without a place"), (_S.SEEKING, _S.CHANGING, _S.REFUSED)),
    "agreement": (gettext_lazy("Agreement under way"), (_S.DRAFTED, _S.SIGNED, _S.APPROVED, _S.REGISTERED)),
    "there": (gettext_lazy("There"), (_S.ACTIVE, _S.PAUSED, _S.ON_COURSE, _S.EVALUATED)),
}
"""Where they stand, in the five groups a coordinator asks for."""


@page(purpose=access.Purpose.GUIDANCE, classes="AD", allow=access.Permission.WRITE_PLAN)
def placements_list(request: PageRequest) -> HttpResponse:
    """Everybody under way whom the reader may see, who has waited longest first."""
    group, kind = request.GET.get("group", ""), request.GET.get("kind", "")
    group, kind = group if group in _GROUPS else "", kind if kind in set(SchemeKind.values) else ""
    states = _GROUPS[group][1] if group else ()
    part = Paginator(placements.list_placements(states=states, kind=kind), _A_PAGE).get_page(
        request.GET.get("page")
    )
    request.saw(*(row.person_id for row in part))
    current = placements.current_agreements([row.pk for row in part])
    context = {
        "ways": placement_ways(),
        "figures": _figures(placements.count_by_state()),
        "filters": _filters(group, kind),
        "work": WorkList(
            heading=gettext("On the way"),
            rows=tuple(_row(request, row, current) for row in part),
            empty=Empty(
                gettext("Nobody you may see is here"),
                gettext("A placement begins on the young person’s page, or by themselves on their own."),
            ),
            count=write_number(part.paginator.count),
            name="placements",
            pager=page_pager(part, group=group, kind=kind),
        ),
    }
    return render(request, "placements/list.html", context)


def _row(request: PageRequest, row: Placement, current: Mapping[UUID, tuple[Agreement, int]]) -> WorkRow:
    agreement, lacking = current.get(row.pk, (None, 0))
    href = reverse("person_placement", args=[row.person_id])
    where = row.place.host.name if row.place else ""
    late = _is_late(row)
    why = placement_parts.why_here(row, agreement, lacking, request.today)
    return WorkRow(
        name=row.person.name,
        href=href,
        detail=", ".join(filter(None, (row.scheme.name, row.school.name, row.class_name, where))),
        why=f"{why}. {late}" if late else why,
        since=placement_parts.waited_words(row.since_on, request.today),
        action=_action(request, row, agreement, href),
    )


def _action(request: PageRequest, row: Placement, agreement: Agreement | None, href: str) -> Action:
    if (
        agreement is not None
        and agreement.state == AgreementState.SIGNED
        and placements.can_decide(request.actor, agreement)
    ):
        return Action(gettext("Decide"), reverse("agreement", args=[agreement.pk]))
    return Action(gettext("Go on"), href)


def _is_late(row: Placement) -> str:
    """That somebody applied after the town's day. It is said, and stops nothing."""
    by, on = row.scheme.apply_by, row.acknowledged_on
    return gettext("Applied after the town’s day") if by and on and on > by else ""


def _figures(counts: Mapping[WayState, int]) -> Figures:
    return Figures(
        gettext("Where they stand"),
        tuple(
            Figure(
                number=write_number(sum(counts.get(state, 0) for state in states)),
                label=str(label),
                href=f"{reverse('placements')}?group={key}",
            )
            for key, (label, states) in _GROUPS.items()
        ),
    )


def _filters(group: str, kind: str) -> Filters:
    groups = tuple(Choice(key, str(label), key == group) for key, (label, _) in _GROUPS.items())
    kinds = tuple(Choice(each.value, str(each.label), each.value == kind) for each in SchemeKind)
    return Filters(
        action=reverse("placements"),
        questions=(
            Question(
                "group",
                gettext("Where do they stand?"),
                (Choice("", gettext("Anywhere"), not group), *groups),
            ),
            Question("kind", gettext("Which scheme?"), (Choice("", gettext("All"), not kind), *kinds)),
        ),
        clear_href=reverse("placements") if group or kind else "",
        swaps="placements",
    )
