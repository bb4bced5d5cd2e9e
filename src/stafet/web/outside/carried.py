"""What a service said of somebody, kept in the session until they have said yes to what follows from it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest

from stafet.accounts import api as accounts
from stafet.kernel import clock

_KEY = "stafet.claim"
_LASTS = timedelta(minutes=10)


def carry(request: HttpRequest, claim: accounts.Claim) -> None:
    """Keep it for ten minutes."""
    held = {**asdict(claim), "service_id": str(claim.service_id)}
    request.session[_KEY] = {"at": clock.now().isoformat(), "claim": held}


def carried(request: HttpRequest) -> accounts.Claim | None:
    """What was kept, while it holds."""
    held = request.session.get(_KEY)
    if not held or clock.now() - datetime.fromisoformat(held["at"]) > _LASTS:
        return None
    return accounts.Claim(**{**held["claim"], "service_id": UUID(held["claim"]["service_id"])})


def drop(request: HttpRequest) -> None:
    """It has been used."""
    request.session.pop(_KEY, None)
