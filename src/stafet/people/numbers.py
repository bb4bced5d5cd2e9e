"""How a national number is kept: a keyed hash to find it by, and sealed text for the few who may see it.

The hash is HMAC-SHA256 (RFC 2104) over country and number, so that a copy of the table without the key names
nobody. The text is sealed with AES-256-GCM, its country and kind bound to it.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from stafet.kernel.countries import Country
from stafet.kernel.national_numbers import NationalNumber

_NONCE = 12


@dataclass(frozen=True, slots=True)
class KeptNumber:
    """A number as it is stored. The same number always has the same ``lookup_hash``, never the same ``sealed``."""

    kind: str
    lookup_hash: bytes
    sealed: bytes
    identifies_one_person: bool


def lookup_hash(number: NationalNumber) -> bytes:
    """What a number is found by: 32 bytes, the same for the same number of the same country."""
    text = f"{number.country.value}:{number.canonical}".encode()
    return hmac.digest(settings.STAFET_NUMBER_KEY.encode(), text, hashlib.sha256)


def kept(number: NationalNumber) -> KeptNumber:
    """A number made ready to be stored."""
    nonce = os.urandom(_NONCE)
    sealed = nonce + _cipher().encrypt(nonce, number.canonical.encode(), _bound_to(number.country))
    return KeptNumber(number.kind.value, lookup_hash(number), sealed, number.identifies_one_person)


def opened(sealed: bytes, country: Country) -> str:
    """The number in clear text, canonical. Raises ``InvalidTag`` when it was not sealed by this installation."""
    return _cipher().decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound_to(country)).decode()


def _cipher() -> AESGCM:
    return _cipher_of(settings.STAFET_SEAL_KEY)


@lru_cache(maxsize=1)
def _cipher_of(key: str) -> AESGCM:
    """The cipher, made ready once: registers bring numbers by the hundred thousand."""
    return AESGCM(bytes.fromhex(key))


def _bound_to(country: Country) -> bytes:
    return f"national number {country.value}".encode()
