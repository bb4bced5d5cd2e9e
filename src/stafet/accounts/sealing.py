"""Secrets as they are stored: sealed with AES-256-GCM, what they are for bound to them; codes and keys as keyed hashes."""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE = 12


def seal(text: str, *, purpose: str) -> bytes:
    """A secret made ready to be stored. The same text never looks the same twice."""
    nonce = os.urandom(_NONCE)
    return nonce + _cipher().encrypt(nonce, text.encode(), _bound_to(purpose))


def open_sealed(sealed: bytes | memoryview, *, purpose: str) -> str:
    """The secret again. Raises ``InvalidTag`` when it was sealed for something else or by another installation."""
    kept = bytes(sealed)
    return _cipher().decrypt(kept[:_NONCE], kept[_NONCE:], _bound_to(purpose)).decode()


def keyed_hash(text: str, *, purpose: str) -> bytes:
    """What a secret is found by: 32 bytes that say nothing without the installation's key (HMAC-SHA256, RFC 2104)."""
    return hmac.digest(
        settings.SECRET_KEY.encode(), f"stafet.accounts.{purpose}\n{text}".encode(), hashlib.sha256
    )


def _cipher() -> AESGCM:
    return AESGCM(bytes.fromhex(settings.STAFET_SEAL_KEY))


def _bound_to(purpose: str) -> bytes:
    return f"stafet.accounts.{purpose}".encode()
