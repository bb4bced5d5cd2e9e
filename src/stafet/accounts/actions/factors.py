"""Second factors: codes from an app, recovery codes, passkeys. Each code works once, however many ask at a time."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.db.models import Q

from stafet.accounts.errors import WrongCode
from stafet.accounts.models import CodeApp, Passkey, RecoveryCode
from stafet.accounts.sealing import keyed_hash, open_sealed, seal
from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence

RECOVERY_CODES = 10
_SECRET_BYTES = 20
_DIGITS = 6
_STEP_SECONDS = 30
_DRIFT = (0, -1, 1)
"""Clocks of phones go wrong by half a minute; more than that is not forgiven (RFC 6238, section 5.2)."""

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another
_GROUPS, _GROUP = 3, 4


@dataclass(frozen=True, slots=True)
class PasskeyDraft:
    """A device that has proved itself once."""

    name: str
    credential: bytes
    sign_count: int


def new_secret() -> str:
    """A new key for an app, as people can type it: base32."""
    return base64.b32encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def app_address(secret: str, *, account: str) -> str:
    """What the picture for the app says (``otpauth://``)."""
    return _totp(secret).get_provisioning_uri(account, "Stafet")


def code_at(secret: str, at: datetime) -> str:
    """The code an app shows at an instant."""
    return _totp(secret).generate(int(at.timestamp())).decode()


@audit.action
def set_up_codes(*, user_id: UUID, secret: str, code: str, by: Actor, at: datetime) -> tuple[str, ...]:
    """An app is set up, and has shown that it is. It takes the place of the one before. Returns new recovery codes.

    Raises ``WrongCode``.
    """
    step = _step_that_fits(secret, code, at)
    if step is None:
        raise WrongCode(
            sentence(
                "This is not the code the app shows now. Look again: it changes twice a minute, and the clock of the "
                "phone must be right."
            ),
            field="code",
        )
    CodeApp.objects.update_or_create(
        user_id=user_id,
        defaults={"secret": seal(secret, purpose="codes"), "set_up_at": at, "last_step": step},
    )
    audit.record_many(action="accounts.set_up_codes", municipality_id=None, subject_id=user_id, by=by, at=at)
    return make_recovery_codes(user_id=user_id, by=by, at=at)


@audit.action
def make_recovery_codes(*, user_id: UUID, by: Actor, at: datetime) -> tuple[str, ...]:
    """New recovery codes; those before work no more. They are told once and kept as hashes only."""
    codes = tuple(_recovery_code() for _ in range(RECOVERY_CODES))
    RecoveryCode.objects.filter(user_id=user_id).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user_id=user_id, code_hash=_recovery_hash(user_id, code)) for code in codes
    )
    audit.record_many(
        action="accounts.make_recovery_codes", municipality_id=None, subject_id=user_id, by=by, at=at
    )
    return codes


@audit.action
def use_code(*, user_id: UUID, code: str, by: Actor, at: datetime) -> None:
    """A code from the app, or from paper, is used up. Raises ``WrongCode``."""
    if _use_app_code(user_id, code, at):
        return
    if RecoveryCode.objects.filter(
        user_id=user_id, code_hash=_recovery_hash(user_id, code), used_at=None
    ).update(used_at=at):
        audit.record_many(
            action="accounts.use_recovery_code", municipality_id=None, subject_id=user_id, by=by, at=at
        )
        return
    raise WrongCode(
        sentence(
            "This code does not fit, or was used before. Wait for the next one in the app, then type it."
        ),
        field="code",
    )


@audit.action
def add_passkey(*, user_id: UUID, draft: PasskeyDraft, by: Actor, at: datetime) -> tuple[str, ...]:
    """One more device. Returns recovery codes when the user had none, else nothing."""
    passkey = Passkey.objects.create(
        user_id=user_id,
        name=draft.name,
        credential=draft.credential,
        sign_count=draft.sign_count,
        added_at=at,
    )
    audit.record_many(
        action="accounts.add_passkey", municipality_id=None, subject_id=passkey.pk, by=by, at=at
    )
    if RecoveryCode.objects.filter(user_id=user_id, used_at=None).exists():
        return ()
    return make_recovery_codes(user_id=user_id, by=by, at=at)


@audit.action
def use_passkey(*, passkey_id: UUID, user_id: UUID, sign_count: int, by: Actor, at: datetime) -> None:
    """A device has proved itself again. One whose count went back has been copied: ``WrongCode``."""
    fits = Q(sign_count__lt=sign_count) | Q(sign_count=0) if sign_count else Q(sign_count=0)
    known = Passkey.objects.filter(fits, pk=passkey_id, user_id=user_id)
    if not known.update(sign_count=sign_count, used_at=at):
        raise WrongCode(
            sentence(
                "This passkey seems to have been copied. Use another way, then remove it on your account page."
            )
        )
    audit.record_many(
        action="accounts.use_passkey", municipality_id=None, subject_id=passkey_id, by=by, at=at
    )


@audit.action
def remove_passkey(*, passkey_id: UUID, user_id: UUID, by: Actor, at: datetime) -> None:
    """A device counts no more. The last second factor can't be removed: ``WrongCode``."""
    others = Passkey.objects.filter(user_id=user_id).exclude(pk=passkey_id).exists()
    if not others and not CodeApp.objects.filter(user_id=user_id).exists():
        raise WrongCode(sentence("This is your only second factor. Add another one first."))
    Passkey.objects.filter(pk=passkey_id, user_id=user_id).delete()
    audit.record_many(
        action="accounts.remove_passkey", municipality_id=None, subject_id=passkey_id, by=by, at=at
    )


@audit.action
def forget_factors(*, user_id: UUID, by: Actor, at: datetime) -> None:
    """Whoever has lost everything sets up a new second factor at the next log-in."""
    for kind in (CodeApp, Passkey, RecoveryCode):
        kind.objects.filter(user_id=user_id).delete()
    audit.record_many(
        action="accounts.forget_factors", municipality_id=None, subject_id=user_id, by=by, at=at
    )


def _use_app_code(user_id: UUID, code: str, at: datetime) -> bool:
    app = CodeApp.objects.filter(user_id=user_id).first()
    step = _step_that_fits(open_sealed(app.secret, purpose="codes"), code, at) if app else None
    if step is None:
        return False
    return bool(CodeApp.objects.filter(user_id=user_id, last_step__lt=step).update(last_step=step))


def _step_that_fits(secret: str, code: str, at: datetime) -> int | None:
    typed = "".join(code.split())
    if not (len(typed) == _DIGITS and typed.isascii() and typed.isdigit()):
        return None
    fitting = [step for step, shown in _shown(secret, at) if secrets.compare_digest(shown, typed)]
    return fitting[0] if fitting else None


def _shown(secret: str, at: datetime) -> Iterator[tuple[int, str]]:
    now = int(at.timestamp()) // _STEP_SECONDS
    for drift in _DRIFT:
        yield now + drift, _totp(secret).generate((now + drift) * _STEP_SECONDS).decode()


def _totp(secret: str) -> TOTP:
    # SHA-1 is what every app understands; as a keyed code of thirty seconds it is sound (RFC 6238, RFC 4226).
    return TOTP(base64.b32decode(secret), _DIGITS, SHA1(), _STEP_SECONDS)  # noqa: S303


def _recovery_code() -> str:
    groups: Sequence[str] = ["".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS)]
    return "-".join(groups)


def _recovery_hash(user_id: UUID, code: str) -> bytes:
    typed = "".join(letter for letter in code.casefold() if letter.isalnum())
    return keyed_hash(f"{user_id}\n{typed}", purpose="recovery")
