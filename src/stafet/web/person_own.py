"""Who else sees this young person: their own log-in, who has custody, and what they have said is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel.of_age import is_of_age
from stafet.kernel.privacy import DataClass
from stafet.kernel.sentences import SentenceError
from stafet.own import api as own
from stafet.people import api as people
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.parts import Action
from stafet.web.components.tables import Fact, Facts
from stafet.web.finding import person_or_404
from stafet.web.person import around, identity_or_404
from stafet.web.person_own_forms import CustodyForm, EndCustodyForm, OwnInviteForm
from stafet.web.person_own_rows import corrections, custody_rows, login_rows, waiting
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
HOLD = access.Permission.HOLD


@page(purpose=GUIDANCE, classes="ABD")
def person_own(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Everybody who sees this person besides those who work with them, and the ways to change it."""
    identity = identity_or_404(request, person_id)
    may = _may_open(request, person_id)
    sees_contact = DataClass.CONTACT in people.classes_open(person_id)
    custodies = own.custodies_of(person_id)
    log_ins = own.own_log_ins_of(person_id)
    adult = is_of_age(identity.birth_date, country=identity.country, on=request.today)
    context = {
        "sees_contact": sees_contact,
        "custodies": custody_rows(custodies, log_ins, may=may and not adult),
        "log_ins": login_rows(log_ins, may=may, is_adult=adult),
        "waiting": waiting(own.own_invitations_of(person_id, at=request.at)),
        "corrections": corrections(own.corrections_of(person_id)),
        "acts": _acts(person_id, log_ins, is_adult=adult) if may else (),
    }
    return render(request, "person/own.html", around(request, identity, "person_own") | context)


def _acts(person_id: UUID, log_ins: Sequence[own.PersonalLogin], *, is_adult: bool) -> tuple[Action, ...]:
    has_own = any(row.ends_at is None and row.capacity == own.Capacity.SELF for row in log_ins)
    invite = Action(gettext("Invite the young person"), reverse("invite_self", args=[person_id]))
    custody = Action(gettext("Write down custody"), reverse("add_custody", args=[person_id]))
    return (
        *(() if has_own else (invite,)),
        *(() if is_adult else (custody,)),
        Action(gettext("Copy of everything, on their behalf"), reverse("copy_for", args=[person_id])),
    )


@page(purpose=GUIDANCE, classes="AB", allow=HOLD, writes=True)
def invite_self(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Send the young person a link that makes their own log-in."""
    person = _openable_or_404(request, person_id)
    contact = people.contact_of(person_id)
    form = OwnInviteForm(request.POST or None, initial={"email": contact.email if contact else ""})
    act = Act(
        heading=gettext("Invite the young person"),
        lead=gettext(
            "They get a link that works once, within seven days. With it they make a log-in and see their own way: who has "
            "the responsibility, what comes next, and who has read about them. Make sure that the address is their own."
        ),
        back=_back(person),
        facts=_facts(person),
        do=gettext("Send the link"),
    )
    return _invite(request, person, form, act, custody=None)


@page(purpose=GUIDANCE, classes="AB", allow=HOLD, writes=True)
def invite_custody_holder(request: PageRequest, custody_id: UUID) -> HttpResponse:
    """Send whoever has custody a link that makes a log-in to see the child's page."""
    custody = _custody_or_404(request, custody_id)
    form = OwnInviteForm(request.POST or None, initial={"email": custody.holder_email})
    act = Act(
        heading=gettext("Invite whoever has custody"),
        lead=gettext(
            "They get a link that works once, within seven days, and log in with two steps. They see what the young person "
            "sees, nothing of another household, until custody ends or the young person turns 18."
        ),
        back=_back(custody.person),
        facts=_facts(custody.person, Fact(gettext("Custody"), _custody_words(custody))),
        do=gettext("Send the link"),
    )
    return _invite(request, custody.person, form, act, custody=custody)


def _invite(
    request: PageRequest, person: people.Person, form: OwnInviteForm, act: Act, *, custody: own.Custody | None
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        draft = own.OwnInvitationDraft(form.cleaned_data["email"], form.cleaned_data["language"], custody)
        try:
            own.invite_to_own(person=person, draft=draft, by=request.actor, at=request.at)
            return done(request, gettext("The link is on its way."), _page(person.pk))
        except SentenceError as error:
            refuse(form, error)
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AB", allow=HOLD, writes=True)
def add_custody(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Write down what a grown-up is to the young person in law."""
    person = _openable_or_404(request, person_id)
    form = CustodyForm(request.POST or None, initial={"starts_on": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            own.add_custody(person=person, draft=form.draft(), by=request.actor, at=request.at)
            return done(request, gettext("It is written down."), _page(person_id))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Who has custody?"),
        lead=gettext(
            "Write down what has been shown to you: the law decides who has custody, not who lives there. A foster parent or a "
            "parent without custody sees nothing here. Sole custody ends that of everybody else from the same day."
        ),
        back=_back(person),
        facts=_facts(person),
        do=gettext("Write it down"),
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AB", allow=HOLD, writes=True)
def end_custody(request: PageRequest, custody_id: UUID) -> HttpResponse:
    """Custody ends on a day. What it let somebody see ends at that midnight."""
    custody = _custody_or_404(request, custody_id)
    form = EndCustodyForm(request.POST or None, initial={"on": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            own.end_custody(custody=custody, **form.values(), by=request.actor, at=request.at)
            return done(request, gettext("It is written down."), _page(custody.person_id))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("End this custody?"),
        lead=gettext(
            "From midnight at the beginning of this day they see nothing here. Today ends it at once."
        ),
        back=_back(custody.person),
        facts=_facts(custody.person, Fact(gettext("Custody"), _custody_words(custody))),
        do=gettext("End it"),
        grave=True,
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AB", allow=HOLD, writes=True)
def end_own_login(request: PageRequest, login_id: UUID) -> HttpResponse:
    """A log-in opens this young person no more, at once."""
    login = own.own_login(login_id)
    if login is None or login.ends_at is not None or not _may_open(request, login.person_id):
        raise Http404
    request.saw(login.person_id)
    if request.method == "POST":
        own.end_own_login(login=login, by=request.actor, at=request.at)
        return done(request, gettext("The log-in opens nothing here any more."), _page(login.person_id))
    act = Act(
        heading=gettext("End this log-in?"),
        lead=gettext(
            "As when it is with the wrong person. They are logged out everywhere and can be invited again."
        ),
        back=_back(login.person),
        facts=_facts(login.person, Fact(gettext("Log-in"), str(own.Capacity(login.capacity).label))),
        do=gettext("End the log-in"),
        grave=True,
    )
    return ask(request, act, forms.Form())


def _may_open(request: PageRequest, person_id: UUID) -> bool:
    """Whether the reader decides about this person's log-ins and custody, and may see who that is."""
    return access.may(request.actor, HOLD) and (
        own.holdings_openable_by(request.actor)
        .filter(access.visible(DataClass.CONTACT), person_id=person_id)
        .exists()
    )


def _openable_or_404(request: PageRequest, person_id: UUID) -> people.Person:
    person = person_or_404(request, person_id)
    if not _may_open(request, person_id):
        raise Http404
    return person


def _custody_or_404(request: PageRequest, custody_id: UUID) -> own.Custody:
    custody = own.custody(custody_id)
    if custody is None or custody.ends_on is not None or not _may_open(request, custody.person_id):
        raise Http404
    request.saw(custody.person_id)
    return custody


def _custody_words(custody: own.Custody) -> str:
    return f"{custody.holder_name}: {own.CustodyKind(custody.kind).label}"


def _facts(person: people.Person, *more: Fact) -> Facts:
    return Facts(person.name, (Fact(gettext("Name"), person.name), *more))


def _back(person: people.Person) -> Action:
    return Action(person.name, _page(person.pk))


def _page(person_id: UUID) -> str:
    return reverse("person_own", args=[person_id])
