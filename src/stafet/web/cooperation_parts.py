"""What the pages of the co-operation share: which partnership, the tabs on top, who may write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.partnerships import api as partnerships
from stafet.partnerships.api import Partnership, Party, Terms, Workflow
from stafet.web.components.parts import Action, Tab, Tabs
from stafet.web.registry import PageRequest

ORGANISE = access.Permission.ORGANISE
T = TypeVar("T")
_PAGES = (
    ("cooperation", gettext_lazy("Who takes part")),
    ("terms", gettext_lazy("What is agreed")),
    ("workflows", gettext_lazy("How we work")),
    ("sharing", gettext_lazy("What may be shared")),
    ("directory", gettext_lazy("Who is whom")),
)


def tabs(current: str, partnership: Partnership | None) -> Tabs:
    """The pages of the co-operation, on top of each of them."""
    chosen = f"?partnership={partnership.pk}" if partnership else ""
    items = [Tab(str(text), f"{reverse(name)}{chosen}", name == current) for name, text in _PAGES]
    return Tabs(gettext("Pages of the co-operation"), tuple(items))


def mine(request: PageRequest) -> tuple[Sequence[Partnership], Partnership | None]:
    """The partnerships the reader belongs to, and the one that is asked for, or the first; ``None``: there is none yet."""
    rows = partnerships.partnerships_of(request.actor)
    wanted = request.GET.get("partnership", "")
    chosen = next((row for row in rows if str(row.pk) == wanted), rows[0] if rows else None)
    return rows, chosen


def others(rows: Sequence[Partnership], chosen: Partnership | None) -> tuple[Action, ...]:
    """The ways to the partnerships that are not shown."""
    return tuple(
        Action(row.name, f"{reverse('cooperation')}?partnership={row.pk}") for row in rows if row != chosen
    )


def keeps(request: PageRequest, partnership: Partnership | None) -> bool:
    """Whether the reader writes in this partnership."""
    return partnership is not None and partnerships.can_keep(request.actor, partnership.municipality_id)


def partnership_or_404(request: PageRequest, partnership_id: UUID) -> Partnership:
    """A partnership the reader belongs to; any other is not there."""
    rows = partnerships.partnerships_of(request.actor)
    return _found(next((row for row in rows if row.pk == partnership_id), None))


def kept_or_404(request: PageRequest, partnership_id: UUID) -> Partnership:
    """A partnership the reader keeps; any other is not there."""
    row = partnership_or_404(request, partnership_id)
    if not keeps(request, row):
        raise Http404
    return row


def kept_party_or_404(request: PageRequest, party_id: UUID) -> Party:
    """A party of a partnership the reader keeps."""
    row = party_or_404(request, party_id)
    kept_or_404(request, row.partnership_id)
    return row


def party_or_404(request: PageRequest, party_id: UUID) -> Party:
    """A party of a partnership the reader belongs to."""
    row = _found(Party.objects.filter(pk=party_id).select_related("organisation", "partnership").first())
    partnership_or_404(request, row.partnership_id)
    return row


def terms_or_404(request: PageRequest, terms_id: UUID) -> Terms:
    """A version of the terms of a partnership the reader belongs to; what is being written only for those who write."""
    row = _found(Terms.objects.filter(pk=terms_id).select_related("partnership").first())
    partnership_or_404(request, row.partnership_id)
    if row.state == partnerships.TermsState.DRAFT and not keeps(request, row.partnership):
        raise Http404
    return row


def workflow_or_404(request: PageRequest, workflow_id: UUID) -> Workflow:
    """A version of a workflow of a partnership the reader belongs to; what is being written only for those who write."""
    row = _found(Workflow.objects.filter(pk=workflow_id).select_related("partnership").first())
    partnership_or_404(request, row.partnership_id)
    if row.state == partnerships.WorkflowState.DRAFT and not keeps(request, row.partnership):
        raise Http404
    return row


def home_of(partnership: Partnership) -> str:
    """The address of a partnership's first page."""
    return f"{reverse('cooperation')}?partnership={partnership.pk}"


def back_to(partnership: Partnership) -> Action:
    """The way back to a partnership."""
    return Action(partnership.name, home_of(partnership))


def _found(row: T | None) -> T:
    if row is None:
        raise Http404
    return row
