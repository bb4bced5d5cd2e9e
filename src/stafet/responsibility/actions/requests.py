"""The pull: whoever meets a young person asks for the responsibility, and the holder answers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connections

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel import national_numbers
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.messages.api import Template
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.responsibility import policies
from stafet.responsibility.actions.baton import person_behind
from stafet.responsibility.actions.handovers import offer_handover
from stafet.responsibility.actions.telling import tell
from stafet.responsibility.drafts import Receiver
from stafet.responsibility.errors import AnsweredByNow, NotYours
from stafet.responsibility.models import Handover, HoldingRequest
from stafet.responsibility.states import HandoverKind, RequestAnswer, RequestState

REQUEST_BASIS = "stafet.sharing.requested"


@audit.action
def request_person(
    *,
    municipality_id: UUID,
    national_number: str,
    by_organisation_id: UUID,
    words: str,
    by: Actor,
    at: datetime,
) -> None:
    """Ask whoever is responsible for somebody to hand them over. The asker never learns whether anybody is.

    Whether the person is known, hidden, held, or nobody at all: the answer is nothing. Raises ``NotYours``, and
    ``NotANationalNumber`` for what can't be a number.
    """
    home = organisations.home(municipality_id)
    if not access.may(by, access.Permission.HOLD, organisation_id=by_organisation_id):
        raise NotYours(sentence("Only those who may hold the responsibility ask for it."))
    number = national_numbers.parse(national_number, home.country, on=home.day(at))
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(
            "SELECT gate.request_person(%s, %s, %s, %s, %s)",
            [municipality_id, people.lookup_hash(number), by_organisation_id, words, at],
        )
    audit.record_many(
        action="responsibility.request_person",
        municipality_id=municipality_id,
        subject_id=by_organisation_id,
        by=by,
        at=at,
    )


@audit.action
def answer_request(
    *, request: HoldingRequest, answer: RequestAnswer, by: Actor, at: datetime
) -> Handover | None:
    """Offer the person to whoever asked, or keep the responsibility. Raises ``NotYours``, ``AnsweredByNow``."""
    if not policies.can_answer_request(by, request):
        raise NotYours(sentence("Only whoever was asked can answer."))
    offer = _offer(request, by=by, at=at) if answer is RequestAnswer.OFFER else None
    state = RequestState.OFFERED if offer else RequestState.REFUSED
    asked = HoldingRequest.objects.filter(pk=request.pk, state=RequestState.ASKED)
    if not asked.update(state=state, answered_at=at, answered_by=person_behind(by), handover=offer):
        raise AnsweredByNow(sentence("This request was answered in the meantime."))
    audit.record(action="responsibility.answer_request", about=request, by=by, at=at, reason=answer.value)
    return offer


def _offer(request: HoldingRequest, *, by: Actor, at: datetime) -> Handover:
    return offer_handover(
        person=people.Person.objects.get(pk=request.person_id),
        to=Receiver(request.by_organisation_id, user_id=request.by_user_id),
        kind=HandoverKind.REQUESTED,
        basis=REQUEST_BASIS,
        by=by,
        at=at,
    )


def tell_of_requests(municipality_id: UUID, *, by: Actor, at: datetime) -> None:
    """Tell those who were asked. Not when asking: what the asker sets off must not depend on whom they ask for."""
    asked = HoldingRequest.objects.filter(municipality_id=municipality_id, state=RequestState.ASKED)
    for request in asked.order_by("pk"):
        stewards = access.stewards_of(request.to_organisation_id, at=at)
        tell(stewards, Template.REQUEST_RECEIVED, request.pk, by=by, at=at)
