"""From the key in an address to the thing it names, for this reader. What they may not see does not exist: 404."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.shortcuts import get_object_or_404

from stafet.access import api as access
from stafet.kernel.privacy import DataClass
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import HandoverState
from stafet.web.registry import PageRequest


def person_or_404(request: PageRequest, person_id: UUID) -> people.Person:
    """A person whose name the reader may see."""
    seen = people.Person.objects.filter(access.visible(DataClass.IDENTITY, person="pk"))
    person = get_object_or_404(seen, pk=person_id)
    request.saw(person.pk)
    return person


def step_or_404(request: PageRequest, step_id: UUID) -> responsibility.NextStep:
    """A step, open or closed, with its person, organisation and assignee."""
    seen = responsibility.NextStep.objects.filter(
        access.visible(DataClass.PROCESS), access.visible(DataClass.IDENTITY)
    ).select_related("person", "organisation", "unit", "assignee", "closed_by")
    step = get_object_or_404(seen, pk=step_id)
    request.saw(step.person_id)
    return step


def handover_or_404(request: PageRequest, handover_id: UUID) -> responsibility.Handover:
    """A hand-over, for its sender, its receiver, and those who may see the person's process.

    Once it is answered, the envelope is empty again for a side that has no task with the person any more.
    """
    places = access.organisations_where(request.actor, access.Permission.HOLD)
    seen = access.visible(DataClass.PROCESS)
    ours = responsibility.Handover.objects.filter(
        seen | Q(from_organisation_id__in=places) | Q(to_organisation_id__in=places)
    ).select_related("from_organisation", "to_organisation", "to_unit", "from_user", "to_user", "answered_by")
    handover = get_object_or_404(ours, pk=handover_id)
    if handover.state != HandoverState.OFFERED and not ours.filter(seen, pk=handover_id).exists():
        handover.envelope_name, handover.envelope_birth_year, handover.envelope_phone = "", None, ""
        handover.decline_reason, handover.decline_words = "", ""
    else:
        request.saw(handover.person_id)
    return handover


def request_or_404(request: PageRequest, request_id: UUID) -> responsibility.HoldingRequest:
    """Somebody's request for a person, for the organisation that was asked."""
    asked = responsibility.HoldingRequest.objects.filter(
        access.visible(DataClass.PROCESS),
        access.visible(DataClass.IDENTITY),
        to_organisation_id__in=access.organisations_where(request.actor, access.Permission.HAND_OVER),
    ).select_related("person", "by_organisation", "by_user", "answered_by")
    found = get_object_or_404(asked, pk=request_id)
    request.saw(found.person_id)
    return found
