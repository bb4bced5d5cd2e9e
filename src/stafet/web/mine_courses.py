"""Which courses do I wish for, what did I get, and why? For a child, those with custody answer, too."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.introcourses import api as introcourses
from stafet.introcourses.api import Entry, Proposal, ProposalState, RoundState, WishView
from stafet.own import api as own
from stafet.placements.api import Voice
from stafet.web import wish_round_parts
from stafet.web.acts import Act
from stafet.web.components.days import write_day
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.components.tables import Fact, Facts
from stafet.web.mine import around_mine, mine_or_404
from stafet.web.mine_acts import ask_own
from stafet.web.registry import PageRequest, own_page
from stafet.web.wish_round_acts import wish_form

_VOICES = {
    own.Capacity.SELF: Voice.YOUNG_PERSON,
    own.Capacity.CUSTODY_HOLDER: Voice.CUSTODY_HOLDER,
}
_MOST = 6


@dataclass(frozen=True, slots=True)
class MyRound:
    """One round on one's own page."""

    name: str
    state: str
    facts: Facts
    answer: Action | None
    why: Action | None


def my_rounds(request: PageRequest, person_id: UUID) -> tuple[MyRound, ...]:
    """The rounds somebody is asked in, the newest first, as their own page shows them."""
    entries = introcourses.wish_entries_of_person(person_id)[:_MOST]
    told = introcourses.course_wishes(entries)
    return tuple(_mine(request, entry, told.get(entry.pk)) for entry in entries)


@own_page(classes="AD", writes=True)
def say_my_course_wishes(request: PageRequest, person_id: UUID, wish_entry_id: UUID) -> HttpResponse:
    """The best one first, until the round closes."""
    login, _ = mine_or_404(request, person_id)
    entry = _entry_or_404(person_id, wish_entry_id)
    row = entry.round
    form = wish_form(request, entry)
    is_self = login.capacity is own.Capacity.SELF
    act = Act(
        heading=gettext("Which courses do you wish for?")
        if is_self
        else gettext("Which courses does %(name)s wish for?") % {"name": entry.person.name},
        lead=gettext(
            "The best one first. You can change it until %(day)s. At home you answer together: what was said last counts."
        )
        % {"day": write_day(row.answer_by)},
        notice=_late(request, entry),
        back=Action(gettext("Back to what I am invited to"), reverse("my_events", args=[person_id])),
        do=gettext("Save the wishes"),
        settled=None
        if row.state == RoundState.OPEN
        else Notice(Tone.INFO, gettext("This round is closed for wishes"), row.ask),
    )
    return ask_own(
        request,
        login,
        act,
        form,
        lambda: _say(request, login, entry, form.courses()),
    )


@own_page(classes="AD")
def why_my_course(request: PageRequest, person_id: UUID, wish_entry_id: UUID) -> HttpResponse:
    """What I got, and what became of each wish."""
    around = around_mine(request, person_id, "my_events")
    entry = _entry_or_404(person_id, wish_entry_id)
    titles = wish_round_parts.titles_of(introcourses.courses_of(entry.round))
    found = _to_tell(entry)
    if not found:
        raise Http404
    context = {
        "round": entry.round,
        "told": [
            {
                "what": wish_round_parts.proposal_words(row),
                "wishes": wish_round_parts.wish_table(row, titles) if row.why.get("wishes") else None,
                "ways_out": wish_round_parts.ways_out(row, titles),
                "because": row.because,
            }
            for row in found
        ],
        "priorities": wish_round_parts.priority_words(),
        "back": Action(gettext("Back to what I am invited to"), reverse("my_events", args=[person_id])),
    }
    return render(request, "mine/course_why.html", around | context)


def _say(request: PageRequest, login: own.OwnLogin, entry: Entry, courses: list[UUID]) -> None:
    introcourses.say_course_wishes(
        entry=entry, courses=courses, voice=_VOICES[login.capacity], by=request.actor, at=request.at
    )


def _entry_or_404(person_id: UUID, entry_id: UUID) -> Entry:
    entry = introcourses.wish_entry(entry_id)
    if entry is None or entry.person_id != person_id:
        raise Http404
    return entry


def _mine(request: PageRequest, entry: Entry, view: WishView | None) -> MyRound:
    row = entry.round
    is_open = row.state == RoundState.OPEN
    found = () if is_open else _to_tell(entry)
    keys = [entry.person_id, entry.pk]
    items = (
        Fact(gettext("Answers until"), write_day(row.answer_by) if is_open else ""),
        Fact(gettext("What is wished for"), wish_round_parts.wish_words(view)),
        Fact(
            gettext("What came out of it"),
            "; ".join(
                wish_round_parts.proposal_words(each) for each in found if each.state != ProposalState.REFUSED
            ),
        ),
        Fact(gettext("Whom to ask"), row.ask),
    )
    answer = gettext("Change the wishes") if view else gettext("Say what you wish for")
    return MyRound(
        name=row.name,
        state=_state_words(entry, found),
        facts=Facts(row.name, tuple(item for item in items if item.value)),
        answer=Action(answer, reverse("say_my_course_wishes", args=keys)) if is_open else None,
        why=Action(gettext("Why?"), reverse("why_my_course", args=keys)) if found else None,
    )


def _state_words(entry: Entry, found: tuple[Proposal, ...]) -> str:
    if entry.round.state == RoundState.CLOSED and not found:
        return gettext("Closed for wishes. Who gets which course is being settled; it stands here then.")
    return str(RoundState(entry.round.state).label)


def _to_tell(entry: Entry) -> tuple[Proposal, ...]:
    """What a person has said yes or no to; and, when the round is finished, that the last answer had nothing."""
    rows = introcourses.proposals_of_entry(entry)
    decided = tuple(row for row in rows if row.state != ProposalState.PROPOSED)
    if decided or entry.round.state != RoundState.FINISHED:
        return decided
    return rows[:1]


def _late(request: PageRequest, entry: Entry) -> Notice | None:
    """That the day is over, and that it is still open."""
    if entry.round.state != RoundState.OPEN or request.today <= entry.round.answer_by:
        return None
    return Notice(
        Tone.WARNING,
        gettext("The day to answer by is over"),
        gettext("The round is still open, so you can answer now. It can close at any time."),
    )
