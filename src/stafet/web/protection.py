"""Protected people: who is, on which basis, until when, and who may see them. For those on the named list only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel.countries import Country, time_zone
from stafet.kernel.privacy import DataClass
from stafet.kernel.sentences import SentenceError
from stafet.people import api as people
from stafet.people.api import ProtectionKind
from stafet.protection import api as protection
from stafet.protection.api import Decision, Protected
from stafet.responsibility import api as responsibility
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.days import write_day, write_instant
from stafet.web.components.deadlines import deadline
from stafet.web.components.parts import Action, Empty, Notice, Tone
from stafet.web.components.tables import Fact, Facts
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.finding import person_or_404
from stafet.web.protection_forms import AgreeForm, DecideForm, MarkForm, ReaderForm
from stafet.web.registry import PageRequest, page

DUTY = access.Purpose.DUTY


@page(purpose=DUTY, classes="AP", allow=access.Permission.HOLD)
def protected_people(request: PageRequest) -> HttpResponse:
    """Those on whose list the reader stands: first what somebody must decide."""
    found = list(_protected(request))
    asked = [row for row, is_question in found if is_question]
    others = [row for row, is_question in found if not is_question]
    context = {
        "work": WorkList(
            heading=gettext("Somebody must decide"),
            rows=tuple(asked),
            empty=Empty(
                gettext("Nothing is to be decided"),
                gettext(
                    "When a register no longer says so, or the day to look again has come, it stands here."
                ),
            ),
            name="questions",
        ),
        "others": WorkList(
            heading=gettext("Protected, and you are on the list"),
            rows=tuple(others),
            empty=Empty(gettext("You are on nobody's list")),
            name="protected",
        ),
    }
    return render(request, "protection/page.html", context)


def _protected(request: PageRequest) -> Iterator[tuple[WorkRow, bool]]:
    for home in _homes(request):
        with access.job_scope(home):
            found = protection.protected_for(request.actor, at=request.at)
        for each in found:
            identity = people.identity_of(each.person_id)
            if identity is not None:
                request.saw(each.person_id)
                is_question = each.is_question(day=request.today) or each.proposed is not None
                yield _row(request, identity, each, is_question=is_question), is_question


def _row(request: PageRequest, identity: people.Identity, each: Protected, *, is_question: bool) -> WorkRow:
    href = reverse("protection", args=[each.person_id])
    return WorkRow(
        name=identity.name,
        href=href,
        why=_why(each),
        detail=gettext("since %(day)s") % {"day": write_instant(each.since)},
        by=deadline(each.until_on, today=request.today) if each.until_on else None,
        action=Action(gettext("Decide"), href) if is_question else None,
        protected=True,
    )


def _why(each: Protected) -> str:
    if each.proposed is not None:
        who = each.proposed.decided_by.name
        return gettext("%(who)s proposes that the protection ends.") % {"who": who}
    if each.flag_gone_at is not None:
        day = write_instant(each.flag_gone_at)
        return gettext("%(kind)s. The register has not said so any more since %(day)s.") % {
            "kind": ProtectionKind(each.kind).label,
            "day": day,
        }
    return str(ProtectionKind(each.kind).label)


@page(purpose=DUTY, classes="AP", allow=access.Permission.PROTECT, writes=True)
def mark_protected(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Hide somebody from all but a named list."""
    person = person_or_404(request, person_id)
    if access.is_hidden(person_id) or not protection.can_decide(request.actor, person.municipality_id):
        raise Http404
    form = MarkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with access.job_scope(person.municipality_id):
                protection.mark_protected(
                    person=person,
                    kind=ProtectionKind(form.cleaned_data["kind"]),
                    words=form.cleaned_data["words"],
                    until_on=form.cleaned_data["until_on"],
                    by=request.actor,
                    at=request.at,
                )
            words = gettext("They are hidden from everybody who is not on the list.")
            return done(request, words, reverse("protection", args=[person_id]))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Protect %(name)s?") % {"name": person.name},
        lead=gettext(
            "From now on only you and those who carry the municipality's duty meet them. Then name who else must. Nobody else finds them, in any list, search or message."
        ),
        back=Action(gettext("Back to the person"), reverse("person", args=[person_id])),
        do=gettext("Protect them"),
        grave=True,
    )
    return ask(request, act, form)


@page(purpose=DUTY, classes="AP", allow=access.Permission.HOLD, writes=True)
def decide_protection(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Keep it, propose that it ends, or agree with who proposed it. And who is on the list."""
    person = person_or_404(request, person_id)
    stands = _stands_or_404(request, person)
    by_another = stands.proposed is not None and stands.proposed.decided_by_id != request.actor.user_id
    form: forms.Form = AgreeForm(request.POST or None) if by_another else DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _decided(request, person, form):
        return done(request, gettext("Your decision is noted."), reverse("protected_people"))
    readers = access.named_list(person_id)
    act = Act(
        heading=gettext("How is %(name)s protected?") % {"name": person.name},
        lead=_why(stands),
        facts=_facts(stands, readers),
        notice=_unmet(request, person_id, readers),
        back=Action(gettext("Back to the protected"), reverse("protected_people")),
        do=gettext("Decide"),
    )
    links = [
        Action(gettext("Name another reader"), reverse("name_reader", args=[person_id])),
        Action(gettext("Take somebody off the list"), reverse("unlist_reader", args=[person_id])),
        Action(gettext("To the person"), reverse("person", args=[person_id])),
    ]
    return render(request, "protection/one.html", {"act": act, "form": form, "parts": [], "links": links})


def _unmet(request: PageRequest, person_id: UUID, readers: Sequence[access.ListedReader]) -> Notice | None:
    """A warning while nobody on the list works where somebody has the responsibility: they would be alone."""
    seen = access.visible(DataClass.PROCESS)
    held = responsibility.Holding.objects.filter(seen, person_id=person_id, ends_at=None)
    holding = held.select_related("organisation").first()
    if holding is None:
        return None
    there = {user.pk for user in access.readers_of(holding.organisation_id, at=request.at)}
    if any(each.user.pk in there for each in readers):
        return None
    return Notice(
        Tone.WARNING,
        gettext("Nobody works with them now"),
        gettext("%(place)s has the responsibility, and nobody there stands on the list. Name somebody.")
        % {"place": holding.organisation.name},
    )


def _decided(request: PageRequest, person: people.Person, form: forms.Form) -> bool:
    said, at, by = form.cleaned_data, request.at, request.actor
    home, key, words = person.municipality_id, person.pk, form.cleaned_data["words"]
    try:
        with access.job_scope(home):
            if said["choice"] == "keep":
                protection.keep_protected(
                    person_id=key, municipality_id=home, words=words, until_on=said["until_on"], by=by, at=at
                )
            elif said["choice"] == "propose":
                protection.propose_to_end(person_id=key, municipality_id=home, words=words, by=by, at=at)
            else:
                protection.agree_to_end(person_id=key, municipality_id=home, words=words, by=by, at=at)
    except SentenceError as error:
        refuse(form, error)
        return False
    return True


def _facts(stands: Protected, readers: Sequence[access.ListedReader]) -> Facts:
    listed = [_reader(each) for each in readers]
    decided = [
        f"{Decision(each.decision).label}, {each.decided_by.name}, {write_instant(each.at)}: {each.words}"
        for each in stands.decisions
    ]
    facts = [Fact(gettext("Since"), write_instant(stands.since))]
    if stands.until_on is not None:
        facts.append(Fact(gettext("Look at it again on"), write_day(stands.until_on)))
    facts.extend(Fact(gettext("May see them"), words) for words in listed)
    facts.extend(Fact(gettext("Decided"), words) for words in decided)
    return Facts(gettext("The protection"), tuple(facts))


def _reader(each: access.ListedReader) -> str:
    until = gettext("until %(day)s") % {"day": write_instant(each.until)} if each.until else ""
    return ", ".join(filter(None, (each.user.name, each.reason, until)))


@page(purpose=DUTY, classes="AP", allow=access.Permission.HOLD, writes=True)
def name_reader(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Put a colleague on the list, for a reason and a time."""
    person = person_or_404(request, person_id)
    _stands_or_404(request, person)
    form = ReaderForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _listed(request, person, form):
        return done(request, gettext("They are on the list."), reverse("protection", args=[person_id]))
    act = Act(
        heading=gettext("Who else must see %(name)s?") % {"name": person.name},
        back=Action(gettext("Back to the protection"), reverse("protection", args=[person_id])),
        do=gettext("Put them on the list"),
    )
    return ask(request, act, form)


def _listed(request: PageRequest, person: people.Person, form: forms.Form) -> bool:
    reader = access.User.objects.filter(email__iexact=form.cleaned_data["email"], is_active=True).first()
    if reader is None:
        form.add_error("email", gettext("Nobody with this address works in Stafet."))
        return False
    last_day = form.cleaned_data["until_on"]
    try:
        with access.job_scope(person.municipality_id):
            protection.list_reader(
                person_id=person.pk,
                municipality_id=person.municipality_id,
                reader=reader,
                reason=form.cleaned_data["reason"],
                until=_end_of(last_day) if last_day else None,
                by=request.actor,
                at=request.at,
            )
    except SentenceError as error:
        refuse(form, error)
        return False
    return True


@page(purpose=DUTY, classes="AP", allow=access.Permission.HOLD, writes=True)
def unlist_reader(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Take a colleague off the list, from now on."""
    person = person_or_404(request, person_id)
    _stands_or_404(request, person)
    form = _UnlistForm(request.POST or None)
    form.offer(access.named_list(person_id))
    if request.method == "POST" and form.is_valid():
        try:
            with access.job_scope(person.municipality_id):
                protection.unlist_reader(
                    person_id=person_id,
                    municipality_id=person.municipality_id,
                    reader_id=UUID(form.cleaned_data["reader"]),
                    by=request.actor,
                    at=request.at,
                )
            return done(request, gettext("They are off the list."), reverse("protected_people"))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Who need not see %(name)s any more?") % {"name": person.name},
        back=Action(gettext("Back to the protection"), reverse("protection", args=[person_id])),
        do=gettext("Take them off the list"),
    )
    return ask(request, act, form)


class _UnlistForm(forms.Form):
    reader = forms.ChoiceField(widget=forms.RadioSelect)

    def offer(self, readers: Sequence[access.ListedReader]) -> None:
        """The list as choices."""
        self.fields["reader"].label = gettext("Who?")
        self.fields["reader"].choices = [(str(each.user.pk), _reader(each)) for each in readers]  # type: ignore[attr-defined]


def _stands_or_404(request: PageRequest, person: people.Person) -> Protected:
    with access.job_scope(person.municipality_id):
        stands = protection.protection_of(person.pk, request.actor, at=request.at)
    if stands is None:
        raise Http404
    return stands


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=time_zone(Country.DK)) + timedelta(days=1)


def _homes(request: PageRequest) -> list[UUID]:
    return sorted({post.municipality_id for post in request.actor.posts if post.municipality_id})
