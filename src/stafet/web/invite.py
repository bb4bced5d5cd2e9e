"""An invitation is followed: the link proves the address, the form makes the account, and the second step comes next."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.kernel.sentences import SentenceError
from stafet.sessions import api as sessions
from stafet.web import half_way
from stafet.web.acts import refuse
from stafet.web.components.tables import Fact, Facts
from stafet.web.entering import let_in
from stafet.web.link_tries import opened, too_often
from stafet.web.registry import public_page, user_of
from stafet.web.service_ways import ways_to
from stafet.web.ways_in import is_enough, password_is_enough


class NewAccountForm(forms.Form):
    """Who somebody is, as colleagues will see it, and a password."""

    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    password = forms.CharField(
        label=gettext_lazy("Choose a password"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=gettext_lazy(
            "At least 12 characters. A sentence only you know is easy to keep and hard to guess."
        ),
    )

    def __init__(self, data: object = None, *, email: str, language: str) -> None:
        super().__init__(data, initial={"language": language})  # type: ignore[arg-type]
        self._email = email

    def clean_password(self) -> str:
        """Long enough, and none that everybody tries."""
        password: str = self.cleaned_data["password"]
        validate_password(password, access.User(email=self._email, name=self.cleaned_data.get("name", "")))
        return password

    def account(self) -> accounts.NewAccount:
        """What was said."""
        return accounts.NewAccount(
            name=self.cleaned_data["name"],
            language=self.cleaned_data["language"],
            password=self.cleaned_data["password"],
        )


@public_page(writes=True)
@sensitive_post_parameters("password")
def invite(request: HttpRequest, invitation: str) -> HttpResponse:
    """Take the post one was invited to."""
    at = clock.now()
    if (wait := too_often(request, invitation, at=at)) is not None:
        return wait
    found = accounts.invitation_of(invitation, at=at)
    if found is None:
        return redirect("dead_link")
    opened(request, invitation, at=at)
    if accounts.is_known(found.email):
        return _as_known(request, found)
    form = NewAccountForm(
        request.POST or None, email=found.email, language=(get_language() or found.language)[:2]
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _begin(request, found, form)
        except SentenceError as error:
            refuse(form, error)
    ways = ways_to(found.organisation, invitation=invitation)
    context = {"post": post_facts(found), "form": form, "ways": ways}
    return render(request, "registration/invite.html", context)


@public_page()
def dead_link(request: HttpRequest) -> HttpResponse:
    """Say what may have become of a link. At an address of its own, so that the link stands nowhere any more."""
    return render(request, "registration/dead_link.html")


def _begin(request: HttpRequest, invitation: accounts.Invitation, form: NewAccountForm) -> HttpResponse:
    with access.job_scope(invitation.organisation.municipality_id):
        user = accounts.accept_as_new(
            invitation=invitation, account=form.account(), claim=None, by=SYSTEM, at=clock.now()
        )
    if password_is_enough(request):
        return let_in(request, user, sessions.Way.PASSWORD_ONLY, following="")
    half_way.begin(request, user, following=reverse("today"))
    return redirect("set_up_codes_first")


def _as_known(request: HttpRequest, invitation: accounts.Invitation) -> HttpResponse:
    """Whoever has an account logs in, and then takes the post with one button."""
    is_in = request.user.is_authenticated and is_enough(request)
    is_theirs = is_in and user_of(request).email.lower() == invitation.email.lower()
    if request.method == "POST" and is_theirs:
        user, at = user_of(request), clock.now()
        with access.job_scope(invitation.organisation.municipality_id):
            accounts.accept_as_known(
                invitation=invitation, user=user, by=access.actor_for(user, at=at), at=at
            )
        return redirect("today")
    context = {
        "post": post_facts(invitation),
        "is_in": is_in,
        "is_theirs": is_theirs,
        "log_in_href": f"{reverse('log_in')}?next={request.path}",
    }
    return render(request, "registration/invite_known.html", context)


def post_facts(invitation: accounts.Invitation) -> Facts:
    """What somebody is invited to."""
    organisation = invitation.organisation
    items = [
        Fact(gettext("Organisation"), organisation.name),
        Fact(gettext("Role"), str(access.Role(invitation.role).label)),
    ]
    if invitation.unit:
        items.append(Fact(gettext("Class or team"), invitation.unit.name))
    items.append(Fact(gettext("E-mail"), invitation.email))
    return Facts(gettext("The post"), tuple(items))
