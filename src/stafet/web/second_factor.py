"""The second step of logging in: a code, or setting up what will show codes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.kernel import clock
from stafet.sessions import api as sessions
from stafet.web import half_way
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
    return render(request, "registration/second_step.html", {"form": form, "factors": factors}, status=status)


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
    }
    return render(request, "registration/set_up.html", context)
