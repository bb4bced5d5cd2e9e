"""The way to references to cases elsewhere, for whoever keeps them; to nobody else it is shown that there may be any."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from stafet.othercases import api as othercases
from stafet.web.components.parts import Action
from stafet.web.registry import PageRequest


def cases_link(request: PageRequest, person_id: UUID) -> tuple[Action, ...]:
    """The way to the references, for whoever keeps them."""
    if request.emergency_until is not None or not othercases.keeps_cases_of(request.actor, person_id):
        return ()
    return (Action(gettext("Cases elsewhere"), reverse("person_cases", args=[person_id])),)
