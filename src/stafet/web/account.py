"""My account: who I am here, how I get in, where I am logged in, and ending that."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from stafet.access import api as access
from stafet.sessions import api as sessions
from stafet.web.account_parts import factor_facts, person_facts, session_rows
from stafet.web.acts import Act, ask, done
from stafet.web.components.parts import Action
from stafet.web.entering import address_of, keep_language, prove
from stafet.web.registry import PageRequest, Readers, page, user_of
from stafet.web.waiting import wait_words


class DetailsForm(forms.Form):
    """What somebody says of themselves."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)


class PasswordForm(forms.Form):
    """The password there is, and the new one once: it can be shown while it is typed."""

    current = forms.CharField(
        label=gettext_lazy("Your password now"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=gettext_lazy("New password"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=gettext_lazy(
            "At least 12 characters. A sentence only you know is easy to keep and hard to guess."
        ),
    )

    def __init__(self, data: object = None, *, user: access.User) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self._user = user

    def clean_new(self) -> str:
        """Long enough, and none that everybody tries."""
        new: str = self.cleaned_data["new"]
        validate_password(new, self._user)
        return new


@page(readers=Readers.BOTH)
def account(request: PageRequest) -> HttpResponse:
    """What Stafet knows of its reader."""
    user = user_of(request)
    open_sessions = sessions.sessions_of(user.pk, at=request.at, this=request.session.session_key)
    context = {
        "person": person_facts(request, user),
        "factors": factor_facts(request, user),
        "sessions": session_rows(open_sessions),
        "several": len(open_sessions) > 1,
        "mine_href": reverse("mine") if request.own else "",
    }
    return render(request, "account/page.html", context)


@page(writes=True, readers=Readers.BOTH)
def details(request: PageRequest) -> HttpResponse:
    """Another name, another language."""
    user = user_of(request)
    form = DetailsForm(request.POST or None, initial={"name": user.name, "language": user.language})
    if request.method == "POST" and form.is_valid():
        changes = access.UserChanges(name=form.cleaned_data["name"], language=form.cleaned_data["language"])
        access.change_user(user=user, changes=changes, by=request.actor, at=request.at)
        answer = done(request, gettext("It is saved."), reverse("account"))
        keep_language(answer, request, form.cleaned_data["language"])
        return answer
    act = Act(
        heading=gettext("Your name and language"),
        lead=gettext("Colleagues see your name. Messages to you are written in your language."),
        back=_back(),
        do=gettext("Save"),
    )
    return ask(request, act, form)


@page(writes=True, readers=Readers.BOTH)
@sensitive_post_parameters("current", "new")
def password(request: PageRequest) -> HttpResponse:
    """Another password. Every other session ends."""
    user = user_of(request)
    if not user.has_usable_password():
        raise Http404
    form = PasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid() and _knows_password(request, user, form):
        changes = access.UserChanges(password=form.cleaned_data["new"])
        access.change_user(user=user, changes=changes, by=request.actor, at=request.at)
        update_session_auth_hash(request, user)
        prove(request, request.at)
        sessions.end_sessions(
            user_id=user.pk, by=request.actor, at=request.at, but=request.session.session_key
        )
        return done(
            request,
            gettext("Your password is changed. You are logged out everywhere else."),
            reverse("account"),
        )
    act = Act(
        heading=gettext("Change your password"),
        lead=gettext("You are logged out everywhere but here."),
        back=_back(),
        do=gettext("Change the password"),
    )
    return ask(request, act, form)


def _knows_password(request: PageRequest, user: access.User, form: PasswordForm) -> bool:
    """Whether the password there is was typed. Guessing it costs as much as at the door."""
    account, address = f"password of {user.pk}", address_of(request)
    wait = access.try_log_in(account=account, address=address, at=request.at)
    if wait:
        form.add_error(None, wait_words(wait))
        return False
    if not user.check_password(form.cleaned_data["current"]):
        form.add_error("current", gettext("This is not your password now."))
        return False
    access.log_in_succeeded(account=account, address=address, at=request.at)
    return True


@page(writes=True, readers=Readers.BOTH)
@require_POST
def end_session(request: PageRequest, session_id: UUID) -> HttpResponse:
    """Log one browser out."""
    ended = sessions.end_session(
        session_id=session_id, user_id=request.actor.user_id, by=request.actor, at=request.at
    )
    if not ended:
        raise Http404
    return done(request, gettext("That browser is logged out."), reverse("account"))


@page(writes=True, readers=Readers.BOTH)
@require_POST
def end_all_sessions(request: PageRequest) -> HttpResponse:
    """Log out everywhere, here too."""
    sessions.end_sessions(user_id=request.actor.user_id, by=request.actor, at=request.at)
    logout(request)
    return redirect("log_out")


def _back() -> Action:
    return Action(gettext("Back to my account"), reverse("account"))
