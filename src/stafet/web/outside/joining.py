"""What somebody says yes to after a log-in service has said who they are: take a post, or connect an account."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_lazy
from django.views.decorators.http import require_POST

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.kernel.sentences import SentenceError
from stafet.web.account_factors import freshly_proved, prove_first, proved_lately
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.parts import Action
from stafet.web.components.tables import Fact, Facts
from stafet.web.invite import post_facts
from stafet.web.link_tries import opened, too_often
from stafet.web.outside.arriving import go_in
from stafet.web.outside.carried import carried, drop
from stafet.web.outside.views import go_out
from stafet.web.registry import PageRequest, page, public_page, user_of
from stafet.web.ways_in import is_enough


class NameForm(forms.Form):
    """Who somebody is, as colleagues will see it."""

    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)


@public_page(writes=True)
def invite_with_service(request: HttpRequest, invitation: str) -> HttpResponse:
    """Take the post one was invited to, as who the log-in service says one is."""
    at = clock.now()
    if (wait := too_often(request, invitation, at=at)) is not None:
        return wait
    found, claim = accounts.invitation_of(invitation, at=at), carried(request)
    if found is not None:
        opened(request, invitation, at=at)
    service = accounts.service(claim.service_id) if claim else None
    if found is None or claim is None or service is None:
        return redirect("dead_link" if found is None else "log_in")
    if accounts.is_known(found.email):
        return redirect("invite", invitation=invitation)
    form = NameForm(
        request.POST or None,
        initial={"name": claim.name, "language": (get_language() or found.language)[:2]},
    )
    if request.method == "POST" and form.is_valid():
        try:
            user = _accept(found, claim, form)
        except SentenceError as error:
            refuse(form, error)
        else:
            return go_in(request, service, user, following="")
    context = {"post": post_facts(found), "form": form, "service": service, "claim": claim}
    return render(request, "registration/invite_with_service.html", context)


def _accept(invitation: accounts.Invitation, claim: accounts.Claim, form: NameForm) -> access.User:
    account = accounts.NewAccount(
        name=form.cleaned_data["name"], language=form.cleaned_data["language"], password=None
    )
    with access.job_scope(invitation.organisation.municipality_id):
        return accounts.accept_as_new(
            invitation=invitation, account=account, claim=claim, by=SYSTEM, at=clock.now()
        )


@public_page()
def begin_connecting(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Go to a log-in service to show who one is there. Public, since going out writes into the session and nothing else."""
    service = accounts.service(service_id)
    if service is None or not (request.user.is_authenticated and is_enough(request)):
        return redirect("log_in")
    if not proved_lately(request, clock.now()):
        return prove_first(request)
    return go_out(request, service, {"connect": str(user_of(request).pk)})


@page(writes=True)
@freshly_proved
def connect(request: PageRequest) -> HttpResponse:
    """Say yes to getting in with the service from now on: whose account it is there stands on the page."""
    claim = carried(request)
    service = accounts.service(claim.service_id) if claim else None
    if claim is None or service is None:
        return redirect("account")
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            accounts.link_identity(claim=claim, user_id=user_of(request).pk, by=request.actor, at=request.at)
        except SentenceError as error:
            form.is_valid()
            refuse(form, error)
        else:
            drop(request)
            return done(request, gettext("It is connected."), reverse("account"))
    act = Act(
        heading=gettext("Log in with %(service)s from now on?") % {"service": service.name},
        lead=gettext("Whoever can log in as this there can then log in as you here. Is it you?"),
        back=Action(gettext("Back to my account"), reverse("account")),
        do=gettext("It is me: connect it"),
        facts=Facts(
            service.name,
            (
                Fact(gettext("Name there"), claim.name or gettext("not told")),
                Fact(gettext("E-mail there"), claim.email or gettext("not told")),
                Fact(gettext("Known there as"), claim.subject),
            ),
        ),
    )
    return ask(request, act, form)


@page(writes=True)
@freshly_proved
@require_POST
def disconnect(request: PageRequest) -> HttpResponse:
    """Get in with a password again, and with nothing else."""
    if not user_of(request).has_usable_password():
        raise Http404
    accounts.unlink_identities(user_id=request.actor.user_id, by=request.actor, at=request.at)
    return done(request, gettext("No log-in service opens your account any more."), reverse("account"))
