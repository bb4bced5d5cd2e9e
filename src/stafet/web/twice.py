"""Was somebody registered twice? Pairs that an exact fact proposes; one says so, another decides, it can be undone.

Nothing is merged by a machine, and nobody who is protected is ever proposed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.duplicates import api as duplicates
from stafet.duplicates.api import Merge, MergeReason, MergeState
from stafet.kernel import rules
from stafet.kernel.privacy import DataClass
from stafet.kernel.sentences import SentenceError
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from stafet.web.acts import Act, Section, ask, done, refuse
from stafet.web.components.days import write_day, write_instant
from stafet.web.components.parts import Action, Empty, Notice, Tone
from stafet.web.components.tables import Fact, Facts
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.registry import PageRequest, page
from stafet.web.twice_sides import both, side_by_side
from stafet.web.twice_since import SinceForm, since_form

GUIDANCE = access.Purpose.GUIDANCE
TAKE_IN = access.Permission.TAKE_IN
_MOST = 100


class KeepForm(forms.Form):
    """Which of the two goes on."""

    keep = forms.ChoiceField(
        label=gettext_lazy("Which registration goes on?"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("The other leads to it. Places, numbers and next steps of both are kept."),
    )

    def __init__(self, data: object = None, *, sides: Sequence[people.Identity]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["keep"].choices = [  # type: ignore[attr-defined]
            (str(side.person_id), gettext("Registration %(number)d") % {"number": number})
            for number, side in enumerate(sides, 1)
        ]


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """A merge that was proposed: why, who said so when, who decided, and whether this reader may decide."""

    merge: Merge
    heading: str
    reason: str
    said: tuple[str, ...]
    may_decide: bool
    notice: Notice | None


@page(purpose=GUIDANCE, classes="AD", allow=TAKE_IN)
def registered_twice(request: PageRequest) -> HttpResponse:
    """What waits for a second person, who may be one, and what was merged lately."""
    home = _home(request)
    with access.job_scope(home):
        pairs = duplicates.registered_twice(home)[:_MOST]
    merges = list(_merges(home).order_by("-proposed_at")[:_MOST])
    names = _names(request, [*pairs_keys(pairs), *(merge.person_id for merge in merges)])
    waiting = [merge for merge in merges if merge.state == MergeState.PROPOSED]
    merged = [merge for merge in merges if merge.state == MergeState.MERGED]
    lists = (
        _list(
            "waiting",
            gettext("Waiting for a second person"),
            [_merge_row(request, m, names) for m in waiting if m.person_id in names],
        ),
        _list(
            "pairs",
            gettext("May be one person"),
            [_pair_row(pair, names) for pair in pairs if {pair.first_id, pair.second_id} <= names.keys()],
        ),
        _list(
            "merged",
            gettext("Merged lately"),
            [_merge_row(request, m, names) for m in merged if m.person_id in names],
        ),
    )
    empty = Empty(
        gettext("Nobody seems to be registered twice"),
        gettext("Looked for: the same number, and the same name with the same birth date."),
    )
    return render(
        request, "twice/page.html", {"lists": [each for each in lists if each.rows], "empty": empty}
    )


@page(purpose=GUIDANCE, classes="ABCD", allow=TAKE_IN, writes=True)
def propose_merge(request: PageRequest, first_id: UUID, second_id: UUID) -> HttpResponse:
    """Are these two one person? Side by side, and whom to keep."""
    home = _home(request)
    sides = both(request, first_id, second_id)
    with access.job_scope(home):
        pairs = duplicates.registered_twice(home)
    pair = next((each for each in pairs if {each.first_id, each.second_id} == {first_id, second_id}), None)
    if pair is None or len(sides) != 2 or first_id == second_id:
        raise Http404
    form = KeepForm(request.POST if request.method == "POST" else None, sides=sides)
    if request.method == "POST" and form.is_valid():
        kept_id = UUID(form.cleaned_data["keep"])
        try:
            with access.job_scope(home):
                duplicates.propose_merge(
                    municipality_id=home,
                    kept_id=kept_id,
                    duplicate_id=second_id if kept_id == first_id else first_id,
                    by=request.actor,
                    at=request.at,
                )
            words = gettext("It waits for somebody else to decide. Nothing has moved yet.")
            return done(request, words, reverse("registered_twice"))
        except SentenceError as error:
            refuse(form, error)
    context = {
        "form": form,
        "table": side_by_side(request, sides),
        "reason": pair.because.label,
        "happens": _happens(request),
    }
    return render(request, "twice/propose.html", context)


@page(purpose=GUIDANCE, classes="ABCD", allow=TAKE_IN, writes=True)
def merge(request: PageRequest, merge_id: UUID) -> HttpResponse:
    """A merge that was proposed: what each has, and the second person's yes or no."""
    found = _merge_or_404(request, merge_id)
    if request.method == "POST":
        return _decide(request, found)
    sides = both(request, found.person_id, found.duplicate_id)
    context = {
        "decision": _decision(request, found, both_seen=len(sides) == 2),
        "table": side_by_side(request, sides),
        "happens": _happens(request),
        "undo_href": reverse("undo_merge", args=[found.pk]) if _undoable(request, found) else "",
    }
    return render(request, "twice/merge.html", context)


@page(purpose=GUIDANCE, classes="AD", allow=TAKE_IN, writes=True)
def undo_merge(request: PageRequest, merge_id: UUID) -> HttpResponse:
    """They are two after all: what came since, and whose it is."""
    found = _merge_or_404(request, merge_id)
    request.saw(found.person_id)
    with access.job_scope(found.municipality_id):
        since = duplicates.came_since(found)
    form = since_form(request, since)
    if request.method == "POST" and form.is_valid():
        try:
            with access.job_scope(found.municipality_id):
                duplicates.undo_merge(
                    merge_id=found.pk,
                    steps=form.chosen("steps"),
                    spells=form.chosen("spells"),
                    by=request.actor,
                    at=request.at,
                )
            words = gettext("They are two again, each with what it had. Look at both.")
            return done(request, words, reverse("person", args=[found.person_id]))
        except SentenceError as error:
            refuse(form, error)
    return ask(request, _undo_act(request, found, form), form)


def _undo_act(request: PageRequest, found: Merge, form: SinceForm) -> Act:
    lead = gettext(
        "Each gets back what it had: numbers, places, steps, and who has the responsibility. "
        "What came since stays with the one that went on, unless you say otherwise."
    )
    settled = None
    if found.state != MergeState.MERGED:
        settled = Notice(Tone.INFO, str(MergeState(found.state).label))
    facts = (
        Fact(gettext("Name"), _names(request, [found.person_id]).get(found.person_id, "")),
        Fact(gettext("Merged"), write_instant(found.decided_at or found.proposed_at)),
        Fact(gettext("Can be undone until"), write_instant(duplicates.undone_until(found))),
    )
    return Act(
        heading=gettext("Make them two again"),
        lead=lead,
        back=Action(gettext("Registered twice"), reverse("registered_twice")),
        do=gettext("Make them two again"),
        sections=(Section(gettext("What came since, and is the other one’s?"), tuple(form.fields)),)
        if form.fields
        else (),
        facts=Facts(gettext("The merge"), facts),
        settled=settled,
    )


def _decide(request: PageRequest, found: Merge) -> HttpResponse:
    """The second person's answer."""
    agreed = request.POST.get("decision") == "merge"
    decide = duplicates.approve_merge if agreed else duplicates.refuse_merge
    with access.job_scope(found.municipality_id):
        decide(merge_id=found.pk, by=request.actor, at=request.at)
    if agreed:
        words = gettext("They are one person now. It can be undone from the list.")
        return done(request, words, reverse("person", args=[found.person_id]))
    return done(request, gettext("They stay two, and are not proposed again."), reverse("registered_twice"))


def _decision(request: PageRequest, found: Merge, *, both_seen: bool) -> DecisionPage:
    own = found.proposed_by_id == request.actor.user_id
    waits = found.state == MergeState.PROPOSED
    notice = None
    if not waits:
        notice = Notice(Tone.INFO, str(MergeState(found.state).label))
    elif own:
        notice = Notice(
            Tone.INFO,
            gettext("You proposed it"),
            gettext("Somebody else in the municipality decides about it."),
        )
    return DecisionPage(
        merge=found,
        heading=_heading(found),
        reason=str(MergeReason(found.because).label),
        said=tuple(_said(found)),
        may_decide=waits and not own and both_seen,
        notice=notice,
    )


def _heading(found: Merge) -> str:
    if found.state == MergeState.PROPOSED:
        return gettext("Shall these two be one?")
    return gettext("These two are one") if found.state == MergeState.MERGED else gettext("These two are two")


def _said(found: Merge) -> Iterator[str]:
    """Who proposed, decided and undid it, and when."""
    names = dict(access.User.objects.filter(pk__in=_who(found)).values_list("pk", "name"))
    told = (
        (gettext("Proposed by %(name)s, %(when)s"), found.proposed_by_id, found.proposed_at),
        (gettext("Decided by %(name)s, %(when)s"), found.decided_by_id, found.decided_at),
        (gettext("Undone by %(name)s, %(when)s"), found.undone_by_id, found.undone_at),
    )
    for words, user_id, at in told:
        if user_id is not None and at is not None:
            yield words % {"name": names.get(user_id, gettext("Stafet")), "when": write_instant(at)}


def _who(found: Merge) -> list[UUID]:
    return [key for key in (found.proposed_by_id, found.decided_by_id, found.undone_by_id) if key is not None]


def _undoable(request: PageRequest, found: Merge) -> bool:
    return found.state == MergeState.MERGED and request.at <= duplicates.undone_until(found)


def _happens(request: PageRequest) -> tuple[str, ...]:
    days = rules.value("stafet.people.merge_undone_within", on=request.today)
    return (
        gettext("Places, numbers and next steps of the other registration move to the one that goes on."),
        gettext(
            "One organisation has the responsibility: that of the one that goes on, or else the other’s."
        ),
        gettext(
            "Phone and e-mail stay those of the one that goes on. Write down first what only the other has."
        ),
        gettext("An open hand-over of the other registration is withdrawn, and its receiver is told."),
        gettext("History keeps what was known when. It can be undone within %(days)s days.") % {"days": days},
    )


def pairs_keys(pairs: Sequence[duplicates.Pair]) -> list[UUID]:
    """Everybody in some pairs."""
    return [key for pair in pairs for key in (pair.first_id, pair.second_id)]


def _names(request: PageRequest, keys: Sequence[UUID]) -> dict[UUID, str]:
    """The names of those the reader may meet; the read log is told."""
    seen = people.Person.objects.filter(access.visible(DataClass.IDENTITY, person="pk"), pk__in=set(keys))
    names = {person.pk: f"{person.name}, {_born(person)}" for person in seen}
    request.saw(*names)
    return names


def _born(person: people.Person) -> str:
    return write_day(person.birth_date) if person.birth_date else gettext("Birth date unknown")


def _list(name: str, heading: str, rows: Sequence[WorkRow]) -> WorkList:
    return WorkList(heading=heading, rows=tuple(rows), empty=Empty(heading), name=name)


def _pair_row(pair: duplicates.Pair, names: dict[UUID, str]) -> WorkRow:
    href = reverse("propose_merge", args=[pair.first_id, pair.second_id])
    return WorkRow(
        name=names[pair.first_id],
        href=href,
        detail=names[pair.second_id],
        why=str(pair.because.label),
        action=Action(gettext("Look at both"), href),
    )


def _merge_row(request: PageRequest, found: Merge, names: dict[UUID, str]) -> WorkRow:
    href = reverse("merge", args=[found.pk])
    undo = (Action(gettext("Make them two again"), reverse("undo_merge", args=[found.pk])),)
    return WorkRow(
        name=names[found.person_id],
        href=href,
        why=f"{MergeReason(found.because).label}. {MergeState(found.state).label}.",
        since=write_day(found.proposed_at.date()),
        action=Action(gettext("Look at it"), href),
        more=undo if _undoable(request, found) else (),
    )


def _merges(home: UUID) -> QuerySet[Merge]:
    return Merge.objects.filter(access.visible(DataClass.PROCESS), municipality_id=home)


def _merge_or_404(request: PageRequest, merge_id: UUID) -> Merge:
    return get_object_or_404(_merges(_home(request)), pk=merge_id)


def _home(request: PageRequest) -> UUID:
    """The municipality the reader takes in for. At least one: else the page was refused."""
    mine = responsibility.municipalities_taken_in_by(request.actor)
    if not mine:
        raise Http404
    return min(mine)
