"""Rounds of wishes in words: what is asked, what counts, what became of each wish, and why somebody has what they have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from stafet.events.api import EventSession
from stafet.introcourses.api import (
    ORDER,
    Barred,
    Course,
    Proposal,
    ProposalState,
    Run,
    Seen,
    WishRound,
    WishView,
)
from stafet.kernel.matching import Outcome, Priority, Proof
from stafet.placements.api import Voice
from stafet.web import event_parts
from stafet.web.components.days import write_day, write_instant
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.components.tables import Column, Fact, Facts, Table, make_table

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PRIORITIES: Mapping[Priority, StrOrPromise] = MappingProxyType(
    {
        Priority.PLACED: gettext_lazy("As few as possible are left without a course"),
        Priority.WORST_OFF: gettext_lazy(
            "As few as possible get what is farthest down their own list; then the next above it"
        ),
        Priority.TOTAL_RANK: gettext_lazy("All wishes together are met as high up as possible"),
        Priority.DRAW: gettext_lazy(
            "What is still equal is drawn by lot; the lot is published and can be repeated"
        ),
    }
)
VOICES: Mapping[Voice, StrOrPromise] = MappingProxyType(
    {
        Voice.YOUNG_PERSON: gettext_lazy("said by the pupil"),
        Voice.CUSTODY_HOLDER: gettext_lazy("said by the home"),
        Voice.STAFF: gettext_lazy("written down by a colleague"),
    }
)
_BARRED: Mapping[str, StrOrPromise] = MappingProxyType(
    {
        Barred.HAS.value: gettext_lazy("Signed up for it already"),
        Barred.OVERLAPS.value: gettext_lazy(
            "It is at the same time as something that is signed up for already"
        ),
        Barred.REFUSED.value: gettext_lazy("It was said that this one is not to be"),
        Barred.GONE.value: gettext_lazy("It was called off, or taken out of the round"),
        Barred.BEGUN.value: gettext_lazy("It had begun"),
    }
)


def priority_words() -> tuple[str, ...]:
    """What counts, the most important first; the lot comes last."""
    return tuple(str(PRIORITIES[each]) for each in (*ORDER, Priority.DRAW))


def year_words(row: WishRound) -> str:
    """The school year."""
    return f"{row.starts_in}/{(row.starts_in + 1) % 100:02}"


def round_facts(row: WishRound) -> Facts:
    """What was said before anybody answered."""
    return Facts(gettext("What was said beforehand"), tuple(_said(row)))


def course_words(course: Course, sessions: Sequence[EventSession]) -> str:
    """A course as it is chosen: what, when, where."""
    event = course.event
    return ", ".join((event.title, event_parts.when_words(sessions), event_parts.where_words(event)))


def wish_words(view: WishView | None) -> str:
    """What is wished for, in its order, and whose voice it was."""
    if view is None:
        return gettext("Has not answered")
    ranked = ", ".join(f"{wish.rank}. {wish.title}" for wish in view.wishes)
    return f"{ranked} ({VOICES[Voice(view.wish_list.voice)]})"


def proposal_words(row: Proposal) -> str:
    """What is proposed, in a line."""
    if row.course_id is None:
        return gettext("No course")
    if row.rank:
        return gettext("%(course)s, wish number %(rank)d") % {"course": row.title, "rank": row.rank}
    return gettext("%(course)s, which was not wished for") % {"course": row.title}


def decided_words(row: Proposal) -> str:
    """What a person has said to it, who, and when."""
    state = ProposalState(row.state)
    if row.course_id is None:
        return ""
    if row.decided_by is None or row.decided_on is None:
        return str(state.label)
    return f"{state.label}: {row.decided_by.name}, {write_day(row.decided_on)}"


def answer_title(run: Run) -> str:
    """What an answer has found, as a heading."""
    return gettext("%(placed)s of %(pupils)s have a course, %(first)s of them their first wish") % {
        "placed": write_number(run.placed),
        "pupils": write_number(run.pupils),
        "first": write_number(run.ranks.get("1", 0)),
    }


def rest_words(seen: Seen) -> str:
    """That others are in it whom the reader may not see."""
    if seen.rest is None:
        return gettext("A few others are in it whom you may not see, so the totals are not shown.")
    if not seen.rest:
        return ""
    return ngettext(
        "%(count)s other is in it whom you may not see.",
        "%(count)s others are in it whom you may not see.",
        seen.rest,
    ) % {"count": write_number(seen.rest)}


def verdict(run: Run) -> Notice:
    """What stands behind an answer, and what an independent check has found."""
    if not run.is_sound:
        return Notice(
            Tone.ERROR,
            gettext("The check has not confirmed this answer"),
            gettext("Nothing is proposed. Tell the people who run Stafet; the answer is kept for them."),
        )
    if run.proof == Proof.PRICES and run.checked == len(run.values):
        return Notice(
            Tone.SUCCESS,
            gettext("Proven: no other answer is better by these priorities"),
            gettext(
                "A check that knows no solver has confirmed every rule, every limit and every priority, down to the lot."
            ),
        )
    return Notice(
        Tone.WARNING,
        gettext("The time was up: this is the best that is known"),
        gettext("The check has confirmed that no rule and no limit is broken."),
    )


def rank_table(run: Run) -> Table:
    """How many get which wish, of everybody in the answer."""
    ranks = {int(rank): count for rank, count in run.ranks.items()}
    rows = [
        (gettext("Wish number %(rank)d") % {"rank": rank}, write_number(ranks[rank]))
        for rank in sorted(ranks)
        if rank
    ]
    if ranks.get(0):
        rows.append((gettext("A course they did not wish for"), write_number(ranks[0])))
    rows.append((gettext("No course"), write_number(run.pupils - run.placed)))
    columns = (Column(gettext("What they get")), Column(gettext("Pupils"), numeric=True))
    source = gettext(
        "Of %(pupils)s pupils who lacked a course when it was worked out, those without an answer among them."
    ) % {"pupils": write_number(run.pupils)}
    return make_table(gettext("How high are the wishes met?"), columns, rows, source=source)


def below_rows(run: Run, courses: Mapping[UUID, Course]) -> tuple[tuple[str, Action | None], ...]:
    """The courses that would have fewer pupils than they are held for, each with what a person can do."""
    return tuple(
        (
            gettext("%(course)s would have %(would)d, and is held for %(least)d at least.")
            % {"course": courses[UUID(key)].event.title, "would": would, "least": least},
            Action(gettext("Take it out of the round"), reverse("leave_out_course", args=[key]))
            if courses[UUID(key)].out_on is None
            else None,
        )
        for key, would, least in run.below
    )


def wish_table(row: Proposal, titles: Mapping[str, str]) -> Table:
    """What became of each wish."""
    columns = (
        Column(gettext("Wish"), numeric=True),
        Column(gettext("Course")),
        Column(gettext("What became of it")),
    )
    rows = [
        (str(told["rank"]), titles.get(told["course"], ""), outcome_words(told))
        for told in row.why.get("wishes", ())
    ]
    return make_table(gettext("What became of each wish"), columns, rows)


def ways_out(row: Proposal, titles: Mapping[str, str]) -> tuple[str, ...]:
    """For whoever has none: what would have to give way for a course."""
    found = []
    for way in row.why.get("ways_out", ()):
        because = [str(_BARRED[way["barred"]])] if way["barred"] else []
        if way["needs_seat"]:
            because.append(gettext("one more seat is needed there"))
        if not because:
            because.append(gettext("It was not wished for, and only wishes count in this round"))
        found.append(f"{titles.get(way['course'], '')}: {'; '.join(because)}")
    return tuple(found)


def barred_words(why: str) -> str:
    """Why a course could not be given to them, whoever else wished for it."""
    return str(_BARRED[why])


def outcome_words(told: Mapping[str, object]) -> str:
    """What became of one wish, in words that name nobody else."""
    if told["barred"]:
        return str(_BARRED[str(told["barred"])])
    match Outcome(str(told["outcome"])):
        case Outcome.GOT:
            return gettext("This one was given")
        case Outcome.NOT_NEEDED:
            return gettext("A wish above it was met")
        case Outcome.OUTWEIGHED:
            return gettext("There is room, but this counts more: %(what)s") % {
                "what": PRIORITIES[Priority(str(told["against"]))]
            }
        case Outcome.FULL if told["holders"]:
            return gettext(
                "It is full. Seats given: %(count)s; the lowest wish among those who get one is number %(rank)s"
            ) % {"count": told["holders"], "rank": told["lowest"]}
        case _:
            return gettext("It had no seat to give")


def titles_of(courses: Iterable[Course]) -> dict[str, str]:
    """Course → what it is called."""
    return {str(course.pk): course.event.title for course in courses}


def to_round(row: WishRound) -> str:
    """Where a round stands."""
    return reverse("wish_round", args=[row.pk])


def _said(row: WishRound) -> Iterator[Fact]:
    yield Fact(gettext("School year"), year_words(row))
    yield Fact(gettext("Grade"), str(row.grade))
    yield Fact(gettext("Answers until"), write_day(row.answer_by))
    yield Fact(gettext("Wishes, at most"), str(row.wishes))
    yield Fact(gettext("Courses for each pupil"), str(row.each))
    yield Fact(
        gettext("A course nobody wished for"),
        gettext("is given to nobody")
        if row.only_wished
        else gettext("can be given, so that everybody has one"),
    )
    yield Fact(gettext("Kept by"), row.organiser.name)
    yield Fact(gettext("Whom to ask"), row.ask)
    if row.closed_at is not None:
        yield Fact(gettext("Wishes count as they stood on"), write_instant(row.closed_at))
    if row.seed:
        yield Fact(gettext("Seed of the lot"), row.seed)
        yield Fact(gettext("Its digest, shown from the beginning"), row.commitment)
    else:
        yield Fact(
            gettext("Seed of the lot"),
            gettext("Shown when the round closes. Until then its digest (SHA-256) binds us: %(digest)s")
            % {"digest": row.commitment},
        )
