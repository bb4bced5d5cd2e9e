"""The communication plan: of a school year, and what waits for somebody now."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from stafet.kernel.actors import Actor
from stafet.materials.models import Telling
from stafet.materials.states import TellingState
from stafet.offers import api as offers


def tellings_for(actor: Actor, *, starts_in: int) -> QuerySet[Telling]:
    """The plan of a school year, of the towns the reader works in, by day."""
    rows = Telling.objects.filter(municipality_id__in=offers.municipalities_of(actor), starts_in=starts_in)
    return rows.select_related("responsible", "material").order_by("due_on", "pk")


def telling_for(actor: Actor, telling_id: UUID) -> Telling | None:
    """One line, for whoever works in the town."""
    rows = Telling.objects.filter(municipality_id__in=offers.municipalities_of(actor), pk=telling_id)
    return rows.select_related("responsible", "material").first()


def to_be_told(actor: Actor, *, until: date) -> QuerySet[Telling]:
    """What the reader has taken on to tell and has not told by now."""
    rows = Telling.objects.filter(responsible_id=actor.user_id, state=TellingState.PLANNED, due_on__lte=until)
    return rows.select_related("responsible").order_by("due_on", "pk")
