"""In and out: log in, log out, choose a language."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.decorators.debug import sensitive_post_parameters

from stafet.access import api as access
from stafet.kernel import clock
from stafet.web.language import LANGUAGE_COOKIE
from stafet.web.registry import public_page

_A_YEAR = 365 * 24 * 60 * 60
_TOO_MANY_TRIES = 429


class LogInForm(forms.Form):
    """Who somebody is, and the password."""

    account = forms.EmailField(
        label=gettext_lazy("E-mail"), max_length=254, widget=forms.EmailInput({"autocomplete": "username"})
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )


@public_page(writes=True)
@sensitive_post_parameters("password")
def log_in(request: HttpRequest) -> HttpResponse:
    """The page that lets in. Says the same whether the account or the password was wrong."""
    if request.method != "POST":
        if request.user.is_authenticated:
            return redirect(_way_on(request))
        return _log_in_page(request, LogInForm())
    form = LogInForm(request.POST)
    if not form.is_valid():
        return _log_in_page(request, form)
    return _try(request, form)


def _try(request: HttpRequest, form: LogInForm) -> HttpResponse:
    account, address, at = form.cleaned_data["account"], _address(request), clock.now()
    wait = access.try_log_in(account=account, address=address, at=at)
    if wait:
        form.add_error(None, _wait_words(wait))
        response = _log_in_page(request, form, status=_TOO_MANY_TRIES)
        response.headers["Retry-After"] = str(_seconds(wait))
        return response
    user = authenticate(request, username=account, password=form.cleaned_data["password"])
    if not isinstance(user, access.User):
        form.add_error(None, gettext("This e-mail and password do not belong together. Try again."))
        return _log_in_page(request, form)
    access.log_in_succeeded(account=account, address=address, at=at)
    login(request, user)
    return _speaking(HttpResponseRedirect(_way_on(request)), request, user.language)


def _log_in_page(request: HttpRequest, form: LogInForm, *, status: int = 200) -> HttpResponse:
    following = request.POST.get("next", request.GET.get("next", ""))
    response = render(
        request, "registration/login.html", {"form": form, "next": following, "ways": ()}, status=status
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _way_on(request: HttpRequest) -> str:
    """Where to go after logging in: where the reader was going, if that is a page of ours."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    return wanted if _is_ours(request, wanted) else reverse("today")


def _is_ours(request: HttpRequest, address: str) -> bool:
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())


def _seconds(wait: timedelta) -> int:
    return max(1, round(wait.total_seconds()))


def _wait_words(wait: timedelta) -> str:
    seconds = _seconds(wait)
    if seconds < 100:  # up to here people count in seconds
        text = ngettext(
            "There have been too many tries. Wait %(count)d second, then try again.",
            "There have been too many tries. Wait %(count)d seconds, then try again.",
            seconds,
        )
        return text % {"count": seconds}
    minutes = -(-seconds // 60)
    text = ngettext(
        "There have been too many tries. Wait %(count)d minute, then try again.",
        "There have been too many tries. Wait %(count)d minutes, then try again.",
        minutes,
    )
    return text % {"count": minutes}


def _address(request: HttpRequest) -> str:
    """The network address as tries are counted: a home's whole network for IPv6, where each device has thousands."""
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return ""
    return (
        str(ip_network(f"{address}/64", strict=False)) if isinstance(address, IPv6Address) else str(address)
    )


@public_page(writes=True)
def log_out(request: HttpRequest) -> HttpResponse:
    """Log out by POST; then, by GET, say that it has happened."""
    if request.method == "POST":
        logout(request)
        return redirect("log_out")
    if request.user.is_authenticated:
        return redirect("today")
    return render(request, "registration/logged_out.html", {"log_in_href": reverse("log_in")})


@public_page(writes=True)
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in a cookie and go back to where the reader was."""
    wanted = request.POST.get("next", "")
    back = wanted if _is_ours(request, wanted) else reverse("today")
    response = HttpResponseRedirect(back)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        _keep_language(response, request, language)
    return response


def _speaking(response: HttpResponse, request: HttpRequest, language: str) -> HttpResponse:
    """Speak the reader's own language from now on, unless this browser has chosen another."""
    if LANGUAGE_COOKIE not in request.COOKIES:
        _keep_language(response, request, language)
    return response


def _keep_language(response: HttpResponse, request: HttpRequest, language: str) -> None:
    response.set_cookie(
        LANGUAGE_COOKIE, language, max_age=_A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
    )
