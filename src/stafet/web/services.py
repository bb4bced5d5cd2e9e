"""How do people log in? The log-in services of the organisations whose accounts the reader runs."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.web.acts import Act, ask, done
from stafet.web.components.parts import Action, Empty
from stafet.web.components.tables import Fact, Facts
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.registry import PageRequest, page
from stafet.web.services_forms import FORMS, known, sections

ADMINISTER = access.Permission.ADMINISTER


@page(allow=ADMINISTER)
def services(request: PageRequest) -> HttpResponse:
    """The services, each with how far it is relied on."""
    rows = accounts.services_of(accounts.administered_by(request.actor))
    work = WorkList(
        heading=gettext("Log-in services"),
        rows=tuple(_row(row) for row in rows),
        empty=Empty(
            gettext("Everybody logs in with a password and a code"),
            gettext("If your organisation has a log-in service of its own, write it down here."),
        ),
        name="services",
    )
    return render(request, "services/page.html", {"work": work})


def _row(service: accounts.LogInService) -> WorkRow:
    level = accounts.Assurance(service.assurance).label
    words = gettext("Retired: nobody logs in with it any more.") if service.retired_at else str(level)
    change = Action(gettext("Change"), reverse("change_service", args=[service.pk]))
    return WorkRow(
        name=service.name,
        href="" if service.retired_at else change.href,
        why=words,
        detail=f"{service.organisation.name} · {accounts.Protocol(service.protocol).label}",
        action=None if service.retired_at else change,
        more=()
        if service.retired_at
        else (Action(gettext("Retire it"), reverse("retire_service", args=[service.pk])),),
    )


@page(allow=ADMINISTER, writes=True)
def add_service(request: PageRequest) -> HttpResponse:
    """Write a service down."""
    is_saml = request.GET.get("protocol") == accounts.Protocol.SAML
    kind = accounts.Protocol.SAML if is_saml else accounts.Protocol.OIDC
    form = FORMS[kind](request.POST or None, request=request, initial=_own(request))
    if request.method == "POST" and form.is_valid():
        service = accounts.add_service(draft=form.draft(), by=request.actor, at=request.at)
        words = gettext("It is written down. Now tell the service about Stafet, as it stands here.")
        return done(request, words, reverse("change_service", args=[service.pk]))
    act = Act(
        heading=gettext("Which log-in service is it?"),
        lead=gettext("%(protocol)s. Its owner tells you what to write here.") % {"protocol": kind.label},
        back=_back(),
        do=gettext("Write it down"),
        sections=sections(kind),
    )
    return ask(request, act, form)


@page(allow=ADMINISTER, writes=True)
def change_service(request: PageRequest, service_id: UUID) -> HttpResponse:
    """Change what is known of a service; and what it needs to know of us."""
    service = _service_or_404(request, service_id)
    kind = accounts.Protocol(service.protocol)
    form = FORMS[kind](request.POST or None, request=request, initial=known(service))
    form.fields["organisation"].disabled = True
    if request.method == "POST" and form.is_valid():
        accounts.change_service(service=service, draft=form.draft(), by=request.actor, at=request.at)
        return done(request, gettext("It counts from the next log-in on."), reverse("services"))
    act = Act(
        heading=service.name,
        back=_back(),
        do=gettext("Save"),
        sections=sections(kind),
        facts=_told(request, service),
    )
    return ask(request, act, form)


@page(allow=ADMINISTER, writes=True)
def retire_service(request: PageRequest, service_id: UUID) -> HttpResponse:
    """Nobody logs in with a service any more."""
    service = _service_or_404(request, service_id)
    if request.method == "POST":
        accounts.retire_service(service=service, by=request.actor, at=request.at)
        return done(request, gettext("Nobody logs in with it any more."), reverse("services"))
    act = Act(
        heading=gettext("Retire %(service)s?") % {"service": service.name},
        lead=gettext(
            "Nobody can log in with it any more. Whoever has no password is invited anew. Who is logged in now stays in "
            "until their session ends."
        ),
        back=_back(),
        do=gettext("Retire it"),
        grave=True,
    )
    return ask(request, act, forms.Form())


def _told(request: PageRequest, service: accounts.LogInService) -> Facts:
    """What the service's owner needs to know of us."""

    def here(name: str) -> str:
        return request.build_absolute_uri(reverse(name, args=[service.pk]))

    if service.protocol == accounts.Protocol.OIDC:
        facts = [Fact(gettext("Address to come back to (redirect URI)"), here("openid_connect_callback"))]
    else:
        facts = [
            Fact(gettext("Stafet's description (metadata), also its entity id"), here("saml_metadata")),
            Fact(gettext("Address to come back to (ACS)"), here("saml_acs")),
        ]
    return Facts(gettext("What the service needs to know"), tuple(facts))


def _own(request: PageRequest) -> dict[str, str]:
    """The reader's own organisation: most write down the service they log in with themselves."""
    own = access.organisations_where(request.actor, ADMINISTER)
    return {"organisation": str(next(iter(own), ""))}


def _back() -> Action:
    return Action(gettext("Back to the log-in services"), reverse("services"))


def _service_or_404(request: PageRequest, service_id: UUID) -> accounts.LogInService:
    """A service that is offered, of an organisation whose accounts the reader runs."""
    service = accounts.service(service_id)
    if service is None or not accounts.can_administer(request.actor, service.organisation):
        raise Http404
    return service
