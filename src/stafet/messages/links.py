"""Links that open something without a log-in: the thing's key and a code over it, so that none can be guessed.

Nothing secret is stored: whoever reads the database can't make a link. What a link opens, and how often, is judged by
the thing itself.
"""

from __future__ import annotations

from uuid import UUID

from django.core.signing import BadSignature, Signer

_DIGITS = 32


def link_for(key: UUID) -> str:
    """The last part of the address: 32 digits and a signature (HMAC-SHA256)."""
    return _signer().sign(key.hex).replace(":", "-", 1)


def linked_to(text: str) -> UUID | None:
    """The key a link names, or ``None`` when we never made it."""
    try:
        return UUID(_signer().unsign(f"{text[:_DIGITS]}:{text[_DIGITS + 1 :]}"))
    except (BadSignature, ValueError):
        return None


def _signer() -> Signer:
    return Signer(salt="stafet.messages.links")
