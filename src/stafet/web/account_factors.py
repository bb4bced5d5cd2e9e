"""My second factors: the app, recovery codes. What is far-reaching asks who it is once more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import update_wrapper
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.web import passkeys
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.code_app import CodeForm, new_app, set_up, show_recovery_codes
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.components.say import say
from stafet.web.entering import PROVED, address_of, prove, way_on
from stafet.web.registry import PageRequest, Readers, page, user_of
from stafet.web.waiting import wait_words

P = ParamSpec("P")
_FRESH = timedelta(minutes=15)


class ProofForm(forms.Form):
    """Who it is, once more."""

    proof = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    def __init__(self, data: object = None, *, user: access.User) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        if not user.has_usable_password():
            self.fields["proof"].label = gettext("Code")
            self.fields["proof"].widget = forms.TextInput({"autocomplete": "one-time-code"})


def freshly_proved(
    view: Callable[Concatenate[PageRequest, P], HttpResponse],
) -> Callable[Concatenate[PageRequest, P], HttpResponse]:
    """A page for those who proved who they are within a quarter of an hour; others do so first."""

    def ask_first(request: PageRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return view(request, *args, **kwargs) if proved_lately(request, request.at) else prove_first(request)

    return update_wrapper(ask_first, view)


def proved_lately(request: HttpRequest, at: datetime) -> bool:
    """Whether who it is was proved within a quarter of an hour."""
    proved = request.session.get(PROVED)
    return proved is not None and at - datetime.fromisoformat(proved) <= _FRESH


def prove_first(request: HttpRequest) -> HttpResponse:
    """To the page that asks, and back here."""
    return HttpResponseRedirect(f"{reverse('account_prove')}?{urlencode({'next': request.path})}")


@page(writes=True, readers=Readers.BOTH)
@sensitive_post_parameters("proof")
def prove_again(request: PageRequest) -> HttpResponse:
    """Ask for the password, or for a code of whoever has none, before something far-reaching."""
    user = user_of(request)
    form = ProofForm(request.POST or None, user=user)
    following = request.POST.get("next", request.GET.get("next", ""))
    if request.method == "POST" and form.is_valid() and _proves(request, user, form):
        prove(request, request.at)
        return HttpResponseRedirect(way_on(request, following))
    form.fields["next"] = forms.CharField(required=False, widget=forms.HiddenInput(), initial=following)
    knows_a_way = user.has_usable_password() or accounts.factors_of(user.pk).any
    act = Act(
        settled=None if knows_a_way else _come_back(),
        heading=gettext("Is it you?"),
        lead=gettext("You are about to change how you log in. Say once more who you are."),
        back=Action(gettext("Back to my account"), reverse("account")),
        do=gettext("Go on"),
    )
    return ask(request, act, form)


def _come_back() -> Notice:
    """Whoever gets in with a log-in service alone proves it by logging in."""
    return Notice(
        Tone.INFO,
        gettext("Log in anew first"),
        gettext("Log out, log in with your log-in service, and come back here within a quarter of an hour."),
    )


def _proves(request: PageRequest, user: access.User, form: ProofForm) -> bool:
    account, address = f"password of {user.pk}", address_of(request)
    wait = access.try_log_in(account=account, address=address, at=request.at)
    if wait:
        form.add_error(None, wait_words(wait))
        return False
    if user.has_usable_password():
        if not user.check_password(form.cleaned_data["proof"]):
            form.add_error("proof", gettext("This is not your password now."))
            return False
    else:
        try:
            accounts.use_code(
                user_id=user.pk, code=form.cleaned_data["proof"], by=request.actor, at=request.at
            )
        except accounts.WrongCode as error:
            form.add_error("proof", say(error.sentence))
            return False
    access.log_in_succeeded(account=account, address=address, at=request.at)
    return True


@page(writes=True, readers=Readers.BOTH)
@freshly_proved
@sensitive_post_parameters("code")
def codes(request: PageRequest) -> HttpResponse:
    """Set up an app for codes; it takes the place of the one before."""
    user = user_of(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST":
        told = set_up(request, user, form, at=request.at)
        if told is not None:
            return show_recovery_codes(request, told, following=reverse("account"))
    context = {
        "form": form,
        "app": new_app(request, user),
        "heading": gettext("Set up an app for codes"),
    }
    return render(request, "registration/set_up.html", context)


@page(writes=True, readers=Readers.BOTH)
@freshly_proved
def recovery_codes(request: PageRequest) -> HttpResponse:
    """Make new recovery codes; those before work no more."""
    if request.method == "POST":
        made = accounts.make_recovery_codes(user_id=request.actor.user_id, by=request.actor, at=request.at)
        return show_recovery_codes(request, made, following=reverse("account"))
    act = Act(
        heading=gettext("New recovery codes"),
        lead=gettext("You get ten new codes. Those you have work no more."),
        back=Action(gettext("Back to my account"), reverse("account")),
        do=gettext("Make new codes"),
    )
    return ask(request, act, forms.Form())


class PasskeyForm(forms.Form):
    """What the user calls a device."""

    name = forms.CharField(
        label=gettext_lazy("What do you call this device?"),
        max_length=60,
        help_text=gettext_lazy("So that you know it again, such as “Work computer”."),
    )


@page(writes=True, readers=Readers.BOTH)
@freshly_proved
def add_passkey(request: PageRequest) -> HttpResponse:
    """One more device that proves itself."""
    user = user_of(request)
    form = PasskeyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            draft = passkeys.added(request, request.POST.get("answer", ""), name=form.cleaned_data["name"])
            told = accounts.add_passkey(user_id=user.pk, draft=draft, by=request.actor, at=request.at)
        except accounts.WrongCode as error:
            form.add_error(None, say(error.sentence))
        else:
            if told:
                return show_recovery_codes(request, told, following=reverse("account"))
            return done(request, gettext("The passkey is added."), reverse("account"))
    context = {
        "form": form,
        "passkey_asked": passkeys.begin_adding(request, user),
        "passkey_kind": "create",
        "passkey_do": gettext("Use this device or a security key"),
        "passkey_action": reverse("add_passkey"),
        "passkey_name": form,
    }
    return render(request, "account/passkey.html", context)


@page(writes=True, readers=Readers.BOTH)
@freshly_proved
def remove_passkey(request: PageRequest, passkey_id: UUID) -> HttpResponse:
    """A device counts no more."""
    found = [one for one in accounts.factors_of(request.actor.user_id).passkeys if one.pk == passkey_id]
    if not found:
        raise Http404
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            accounts.remove_passkey(
                passkey_id=passkey_id, user_id=request.actor.user_id, by=request.actor, at=request.at
            )
        except accounts.WrongCode as error:
            refuse(form, error)
        else:
            return done(request, gettext("The passkey is removed."), reverse("account"))
    act = Act(
        heading=gettext("Remove this passkey?"),
        lead=gettext("%(name)s lets you in no more.") % {"name": found[0].name},
        back=Action(gettext("Back to my account"), reverse("account")),
        do=gettext("Remove it"),
        grave=True,
    )
    return ask(request, act, form)
