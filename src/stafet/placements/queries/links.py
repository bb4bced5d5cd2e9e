"""What a host's link still opens: the row of the link names nobody; what it opens is read in a job's scope."""

from __future__ import annotations

from datetime import datetime

from stafet.kernel.sentences import sentence
from stafet.messages import api as messages
from stafet.placements.contract import AgreementState
from stafet.placements.errors import LinkOpensNothing
from stafet.placements.models import Signature, SigningLink


def signature_of_link(link: str, *, at: datetime) -> SigningLink | None:
    """The link a host follows, while it still opens something. It names nobody; what it opens is read in a job's scope."""
    key = messages.linked_to(link)
    return None if key is None else SigningLink.objects.filter(pk=key, expires_at__gt=at).first()


def signature_to_give(link: SigningLink) -> Signature:
    """What the link opens: one signature under one version. In the scope of a job. Raises ``LinkOpensNothing``."""
    row = (
        Signature.objects.filter(pk=link.signature_id, signed_at=None)
        .select_related("agreement__placement__scheme", "agreement__school", "person")
        .first()
    )
    is_open = row is not None and row.agreement.state == AgreementState.OUT
    if row is None or not is_open or row.agreement.placement.aside_since is not None:
        raise LinkOpensNothing(sentence("This link was used already, or has run out."))
    return row
