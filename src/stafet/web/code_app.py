"""Setting up the app that shows codes, in two places: at the first log-in, and again on the account page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.web.components.qr import draw_qr
from stafet.web.components.say import say

_WAITING = "stafet.new_key"
_PURPOSE = "new secret"
_GROUP = 4


class CodeForm(forms.Form):
    """A code, as it is typed."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=20,
        widget=forms.TextInput(
            {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "input-width-m"}
        ),
    )


@dataclass(frozen=True, slots=True)
class NewApp:
    """What a new app needs to know, as a picture and as text."""

    picture: SafeString
    key: str


def set_up(
    request: HttpRequest, user: access.User, form: CodeForm, *, at: datetime
) -> tuple[str, ...] | None:
    """Set the app up with the code that was typed. Returns new recovery codes; ``None`` and an error in the form if not.

    Needs an open scope of the user.
    """
    if not form.is_valid():
        return None
    try:
        codes = accounts.set_up_codes(
            user_id=user.pk,
            secret=_secret(request),
            code=form.cleaned_data["code"],
            by=access.actor_for(user, at=at),
            at=at,
        )
    except accounts.WrongCode as error:
        form.add_error("code", _said(error))
        return None
    del request.session[_WAITING]
    return codes


def new_app(request: HttpRequest, user: access.User) -> NewApp:
    """What to show. The key stays the same until it is used: who reloads the page has not to begin anew."""
    secret = _secret(request)
    groups = [secret[start : start + _GROUP] for start in range(0, len(secret), _GROUP)]
    picture = draw_qr(
        accounts.app_address(secret, account=user.email),
        label=gettext("A picture for the app to read; the same stands below as text."),
    )
    return NewApp(picture, " ".join(groups))


def show_recovery_codes(request: HttpRequest, codes: tuple[str, ...], *, following: str) -> HttpResponse:
    """The page that tells the recovery codes, once."""
    return render(request, "registration/recovery_codes.html", {"codes": codes, "following": following})


def _secret(request: HttpRequest) -> str:
    """The key that waits for its first code. It waits sealed: what a session holds lies in the database."""
    held = request.session.get(_WAITING)
    if held:
        return accounts.open_sealed(bytes.fromhex(held), purpose=_PURPOSE)
    secret = accounts.new_secret()
    request.session[_WAITING] = accounts.seal(secret, purpose=_PURPOSE).hex()
    return secret


def _said(error: accounts.WrongCode) -> str:
    return say(error.sentence)
