"""The second step of logging in: a code, or setting up what will show codes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.kernel import clock
from stafet.sessions import api as sessions
from stafet.web import half_way, passkeys
from stafet.web.browsers import browser_of
from stafet.web.code_app import CodeForm, new_app, set_up, show_recovery_codes
from stafet.web.components.say import say
from stafet.web.entering import address_of, enter, let_in, speaking, way_on
from stafet.web.registry import public_page
from stafet.web.waiting import TOO_MANY_TRIES, wait_words


@public_page(writes=True)
@sensitive_post_parameters("code")
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor of whoever gave the right password."""
    half = half_way.who(request)
    if half is None:
        return redirect("log_in")
    factors = accounts.factors_of(half.user.pk)
    if not factors.any:
        return redirect("set_up_codes_first")
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        status = _try(request, half.user, form)
        if not form.errors:
            return let_in(request, half.user, sessions.Way.TWO_FACTORS, following=half.following)
    context = {"form": form, "factors": factors, **_by_passkey(request, half.user, factors)}
    return render(request, "registration/second_step.html", context, status=status)


def _by_passkey(request: HttpRequest, user: access.User, factors: accounts.Factors) -> dict[str, str]:
    """What the button for a passkey needs."""
    if not factors.passkeys:
        return {}
    return {
        "passkey_asked": passkeys.begin_using(request, user),
        "passkey_kind": "get",
        "passkey_do": gettext("Log in with a passkey"),
        "passkey_action": reverse("second_step_passkey"),
    }


@public_page(writes=True)
def second_step_passkey(request: HttpRequest) -> HttpResponse:
    """The device's answer in place of a code."""
    half = half_way.who(request)
    if half is None or request.method != "POST":
        return redirect("log_in")
    at = clock.now()
    try:
        passkey, count = passkeys.used(request, half.user, request.POST.get("answer", ""))
        with access.user_scope(half.user.pk):
            accounts.use_passkey(
                passkey_id=passkey.pk,
                user_id=half.user.pk,
                sign_count=count,
                by=access.actor_for(half.user, at=at),
                at=at,
            )
    except accounts.WrongCode as error:
        messages.error(request, say(error.sentence))
        return redirect("second_step")
    return let_in(request, half.user, sessions.Way.TWO_FACTORS, following=half.following)


def _try(request: HttpRequest, user: access.User, form: CodeForm) -> int:
    """Use the code up, if it fits. Guessing costs as much as guessing passwords. Returns the answer's status."""
    at, address = clock.now(), address_of(request)
    account = f"second factor {user.pk}"
    wait = access.try_log_in(account=account, address=address, at=at)
    if wait:
        form.add_error(None, wait_words(wait))
        return TOO_MANY_TRIES
    try:
        with access.user_scope(user.pk):
            accounts.use_code(
                user_id=user.pk, code=form.cleaned_data["code"], by=access.actor_for(user, at=at), at=at
            )
    except accounts.WrongCode as error:
        form.add_error("code", say(error.sentence))
        return 200
    access.log_in_succeeded(account=account, address=address, at=at)
    return 200


@public_page(writes=True)
@sensitive_post_parameters("code")
def set_up_first(request: HttpRequest) -> HttpResponse:
    """Nobody gets in before there is a second factor: set one up, and be let in."""
    half = half_way.who(request)
    if half is None:
        return redirect("log_in")
    if accounts.factors_of(half.user.pk).any:
        return redirect("second_step")
    form = CodeForm(request.POST or None)
    if request.method == "POST":
        with access.user_scope(half.user.pk):
            codes = set_up(request, half.user, form, at=clock.now())
        if codes is not None:
            enter(request, half.user, sessions.Way.TWO_FACTORS)
            told = show_recovery_codes(request, codes, following=way_on(request, half.following))
            return speaking(told, request, half.user.language)
    context = {
        "form": form,
        "app": new_app(request, half.user),
        "heading": gettext("Set up your second factor"),
        "passkey_asked": passkeys.begin_adding(request, half.user),
        "passkey_kind": "create",
        "passkey_do": gettext("Use this device or a security key"),
        "passkey_action": reverse("set_up_passkey_first"),
    }
    return render(request, "registration/set_up.html", context)


@public_page(writes=True)
def set_up_passkey_first(request: HttpRequest) -> HttpResponse:
    """A passkey in place of an app: for whoever has no phone at work."""
    half = half_way.who(request)
    if half is None or request.method != "POST" or accounts.factors_of(half.user.pk).any:
        return redirect("log_in")
    at = clock.now()
    try:
        name = browser_of(request.META.get("HTTP_USER_AGENT", "")) or gettext("Passkey")
        draft = passkeys.added(request, request.POST.get("answer", ""), name=name)
    except accounts.WrongCode as error:
        messages.error(request, say(error.sentence))
        return redirect("set_up_codes_first")
    with access.user_scope(half.user.pk):
        codes = accounts.add_passkey(
            user_id=half.user.pk, draft=draft, by=access.actor_for(half.user, at=at), at=at
        )
    enter(request, half.user, sessions.Way.TWO_FACTORS)
    told = show_recovery_codes(request, codes, following=way_on(request, half.following))
    return speaking(told, request, half.user.language)
