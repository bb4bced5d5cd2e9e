"""In and out: log in, log out, choose a language."""

from __future__ import annotations

from django import forms
from django.contrib.auth import logout
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.kernel import clock
from stafet.own import api as own
from stafet.sessions import api as sessions
from stafet.web import half_way
from stafet.web.entering import address_of, is_ours, keep_language, let_in, way_on
from stafet.web.registry import public_page
from stafet.web.service_ways import all_ways
from stafet.web.waiting import TOO_MANY_TRIES, seconds, wait_words
from stafet.web.ways_in import password_is_enough


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
            return redirect(way_on(request, _following(request)))
        return _log_in_page(request, LogInForm())
    form = LogInForm(request.POST)
    if not form.is_valid():
        return _log_in_page(request, form)
    return _try(request, form)


def _try(request: HttpRequest, form: LogInForm) -> HttpResponse:
    account, address, at = form.cleaned_data["account"], address_of(request), clock.now()
    wait = access.try_log_in(account=account, address=address, at=at)
    if wait:
        form.add_error(None, wait_words(wait))
        response = _log_in_page(request, form, status=TOO_MANY_TRIES)
        response.headers["Retry-After"] = str(seconds(wait))
        return response
    # It takes as long for an account that does not exist.
    user = ModelBackend().authenticate(request, account, form.cleaned_data["password"])
    if not isinstance(user, access.User):
        form.add_error(None, gettext("This e-mail and password do not belong together. Try again."))
        return _log_in_page(request, form)
    access.log_in_succeeded(account=account, address=address, at=at)
    following = _following(request)
    if password_is_enough(request):
        return let_in(request, user, sessions.Way.PASSWORD_ONLY, following=following)
    if not accounts.factors_of(user.pk).any and own.may_enter_with_one_factor(access.actor_for(user, at=at)):
        return let_in(request, user, sessions.Way.ONE_FACTOR, following=following)
    half_way.begin(request, user, following=following)
    return redirect("second_step" if accounts.factors_of(user.pk).any else "set_up_codes_first")


def _log_in_page(request: HttpRequest, form: LogInForm, *, status: int = 200) -> HttpResponse:
    following = _following(request)
    context = {"form": form, "next": following, "ways": all_ways(following)}
    return render(request, "registration/login.html", context, status=status)


def _following(request: HttpRequest) -> str:
    return request.POST.get("next", request.GET.get("next", ""))


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
    back = wanted if is_ours(request, wanted) else reverse("today")
    response = HttpResponseRedirect(back)
    keep_language(response, request, request.POST.get("language", ""))
    return response
