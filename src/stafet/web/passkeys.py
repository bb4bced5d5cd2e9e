"""Passkeys (WebAuthn): a device proves itself with a signature over what this browser was asked, at this address only."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    UserVerificationRequirement,
)

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.kernel.sentences import sentence

_STATE = "stafet.passkey"
_NONSENSE = (ValueError, TypeError, KeyError, AttributeError)
_ASK_WHO = UserVerificationRequirement.PREFERRED


def begin_adding(request: HttpRequest, user: access.User) -> str:
    """What the browser asks a new device, as JSON."""
    whom = PublicKeyCredentialUserEntity(id=user.pk.bytes, name=user.email, display_name=user.name)
    asked, state = _server(request).register_begin(whom, credentials=_known(user), user_verification=_ASK_WHO)
    request.session[_STATE] = state
    return json.dumps(dict(asked.public_key))


def added(request: HttpRequest, answer: str, *, name: str) -> accounts.PasskeyDraft:
    """The device that answered. Raises ``WrongCode`` when it did not prove itself here and now."""
    try:
        told = RegistrationResponse.from_dict(json.loads(answer))
        proved = _server(request).register_complete(request.session.pop(_STATE, None) or {}, told)
    except _NONSENSE as odd:
        raise _did_not_prove() from odd
    if proved.credential_data is None:
        raise _did_not_prove()
    return accounts.PasskeyDraft(
        name=name, credential=bytes(proved.credential_data), sign_count=proved.counter
    )


def begin_using(request: HttpRequest, user: access.User) -> str:
    """What the browser asks one of the user's devices, as JSON."""
    asked, state = _server(request).authenticate_begin(_known(user), user_verification=_ASK_WHO)
    request.session[_STATE] = state
    return json.dumps(dict(asked.public_key))


def used(request: HttpRequest, user: access.User, answer: str) -> tuple[accounts.Passkey, int]:
    """The device that answered, and its count of signatures. Raises ``WrongCode``."""
    passkeys = accounts.factors_of(user.pk).passkeys
    try:
        told = AuthenticationResponse.from_dict(json.loads(answer))
        proved = _server(request).authenticate_complete(
            request.session.pop(_STATE, None) or {}, _credentials(passkeys), told
        )
    except _NONSENSE as odd:
        raise _did_not_prove() from odd
    passkey = next(one for one in passkeys if bytes(one.credential) == bytes(proved))
    return passkey, told.response.authenticator_data.counter


def _server(request: HttpRequest) -> Fido2Server:
    """For this address and no other: a page elsewhere that looks like ours gets no answer that counts here."""
    host = request.get_host().rsplit(":", 1)[0]
    return Fido2Server(
        PublicKeyCredentialRpEntity(id=host, name="Stafet"),
        verify_origin=lambda origin: origin == f"{request.scheme}://{request.get_host()}",
    )


def _known(user: access.User) -> list[Any]:
    return _credentials(accounts.factors_of(user.pk).passkeys)


def _credentials(passkeys: Sequence[accounts.Passkey]) -> list[Any]:
    return [AttestedCredentialData(bytes(passkey.credential)) for passkey in passkeys]


def _did_not_prove() -> accounts.WrongCode:
    return accounts.WrongCode(
        sentence("The passkey did not prove itself, or you waited too long. Try again, or use a code.")
    )
