"""Agreements end when what they were about ends."""

from __future__ import annotations

from stafet.placements.actions.steps import Doing, day_of
from stafet.placements.contract import AGREEMENT, WORKED_ON, AgreementMove, AgreementState
from stafet.placements.models import Agreement, Placement, Signature, SigningLink


def end_agreements(placement: Placement, doing: Doing) -> None:
    """What is in force and what is on its way ends today; no link to it opens anything any more."""
    rows = Agreement.objects.select_for_update(of=("self",), no_key=True).filter(
        municipality_id=placement.municipality_id,
        placement=placement,
        state__in=[*WORKED_ON, AgreementState.IN_FORCE],
    )
    for agreement in rows.order_by("pk"):
        leave(agreement, AgreementMove.END, doing)


def leave(agreement: Agreement, what: AgreementMove, doing: Doing) -> None:
    """A version holds no more: it is ended or replaced."""
    agreement.state = AGREEMENT.after(AgreementState(agreement.state), what)
    agreement.ended_on, agreement.known_at = day_of(agreement.placement, doing.at), doing.at
    agreement.save(update_fields=["state", "ended_on", "known_at"])
    signatures = Signature.objects.filter(municipality_id=agreement.municipality_id, agreement=agreement)
    SigningLink.objects.filter(signature_id__in=list(signatures.values_list("pk", flat=True))).delete()
