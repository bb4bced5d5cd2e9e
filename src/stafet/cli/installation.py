"""This installation as its settings say, for the check before every start."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from stafet.operation import api as operation

_KEYS = ("STAFET_SESSION_KEY", "STAFET_CONTEXT_KEY", "STAFET_NUMBER_KEY", "STAFET_SEAL_KEY")


def installation(*, listens: str = "") -> operation.Installation:
    """What the settings say; ``listens`` is where the web server will."""
    keys = (
        settings.SECRET_KEY,
        settings.STAFET_CONTEXT_KEY,
        settings.STAFET_NUMBER_KEY,
        settings.STAFET_SEAL_KEY,
    )
    return operation.Installation(
        home=Path(settings.STAFET_HOME),
        hosts=tuple(settings.ALLOWED_HOSTS),
        address=settings.STAFET_ADDRESS,
        https=settings.SESSION_COOKIE_SECURE,
        keys=dict(zip(_KEYS, keys, strict=True)),
        mail_by=settings.EMAIL_BACKEND,
        mail_from=settings.DEFAULT_FROM_EMAIL,
        journal=Path(settings.STAFET_JOURNAL),
        listens=listens,
    )
