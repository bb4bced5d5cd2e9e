"""What was found out about one weekday, in words: the verdict, what collides, what moves, whom to ask, and the weeks as pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext, ngettext

from stafet.kernel.timetables.changes import Move, PartyWeek, collisions, moves, soft_left, touched
from stafet.kernel.timetables.problem import Lesson, PartyKind, Question, Week
from stafet.kernel.timetables.proposal import Outcome, Proposal
from stafet.schoolweeks import api as schoolweeks
from stafet.schoolweeks.api import Answer, ProposalState, WeekProposal
from stafet.web.components.parts import Choice, Filters, Notice, Tone
from stafet.web.components.parts import Question as Asked
from stafet.web.components.say import say
from stafet.web.components.tables import Column, Fact, Facts, Table, make_table
from stafet.web.timetable_parts import day_words, hour_words, lesson_words, room_words
from stafet.web.timetable_pictures import before_and_after

_KINDS = (PartyKind.CLASS, PartyKind.TEACHER)


def collision_facts(question: Question, row: WeekProposal) -> Facts:
    """The lessons of the class that its apprentices would miss on that day, as the week is now."""
    mine = [
        [each for each in lessons if row.class_key in each.classes]
        for lessons in (collisions(question).hard, collisions(question).soft)
    ]
    hard, soft = (lessons_at(question.week, each) for each in mine)
    return Facts(
        gettext("What collides now"),
        (
            Fact(gettext("Must not be missed"), hard or gettext("nothing")),
            Fact(gettext("Should rather not be missed"), soft or gettext("nothing")),
        ),
    )


def lessons_at(week: Week, lessons: Sequence[Lesson]) -> str:
    """Lessons, each with when it is; empty for none."""
    return "; ".join(f"{each.subject} ({hour_words(week, each.start)})" for each in lessons)


def found_parts(question: Question, found: Proposal, which: str, here: str) -> Mapping[str, object]:
    """What a page shows of a proposal: ``which`` is the number of whose week is to be seen."""
    week = question.week
    changed, people = moves(week, found), touched(week, found)
    asked = sorted(
        (each for each in people if each.party.id.kind in _KINDS),
        key=lambda each: (_KINDS.index(each.party.id.kind), not _away(question, each)),
    )
    place = int(which) if which.isascii() and which.isdigit() and int(which[:4]) < len(asked) else 0
    return {
        "moved": _moved(week, changed) if changed else None,
        "asked": tuple(map(_asked, asked)),
        "left": tuple(
            f"{lesson_words(each)}: {hour_words(week, each.start)}" for each in soft_left(question, found)
        ),
        "whose": _whose(asked, place, here) if len(asked) > 1 else None,
        "pair": before_and_after(week, asked[place], changed, _away(question, asked[place]))
        if asked
        else None,
    }


def _moved(week: Week, changed: Sequence[Move]) -> Table:
    columns = tuple(
        Column(title)
        for title in (
            gettext("Lesson"),
            gettext("Now"),
            gettext("As proposed"),
            gettext("Room"),
            gettext("Teacher"),
        )
    )
    rows = [
        (
            lesson_words(move.before),
            hour_words(week, move.before.start),
            hour_words(week, move.after.start) if move.is_in_time else gettext("the same hour"),
            _rooms(move),
            ", ".join(move.before.teachers) or "–",
        )
        for move in changed
    ]
    return make_table(gettext("Every lesson that moves"), columns, rows)


def _rooms(move: Move) -> str:
    before, after = room_words(move.before), room_words(move.after)
    if before == after:
        return before or "–"
    return gettext("%(room)s instead of %(other)s") % {"room": after or "–", "other": before or "–"}


def _asked(each: PartyWeek) -> str:
    return ngettext("%(who)s: %(count)d lesson moves", "%(who)s: %(count)d lessons move", each.moves) % {
        "who": each.party.shown,
        "count": each.moves,
    }


def _whose(asked: Sequence[PartyWeek], place: int, here: str) -> Filters:
    """A number stands in the address, never a name."""
    choices = tuple(
        Choice(str(number), each.party.shown, number == place) for number, each in enumerate(asked)
    )
    return Filters(here, (Asked("who", gettext("Whose week do you want to see?"), choices),), swaps="weeks")


def _away(question: Question, of: PartyWeek) -> frozenset[str]:
    if of.party.id.kind is not PartyKind.CLASS:
        return frozenset()
    return frozenset(each.day for each in question.company_days if each.class_key == of.party.id.key)


def gap_words(told: Answer) -> str:
    """Proven, or how far from it."""
    found = told.proposal
    if found.outcome is Outcome.PROVEN:
        return gettext("Proven: it does not go with fewer")
    if found.gap is None:
        return gettext("Not proven: fewer soft lessons may be possible")
    return ngettext(
        "Not proven: at most %(count)d move fewer may be possible",
        "Not proven: at most %(count)d moves fewer may be possible",
        found.gap,
    ) % {"count": found.gap}


def verdict(row: WeekProposal, told: Answer | None, week: Week) -> Notice:
    """What the reader needs to know first."""
    state = ProposalState(row.state)
    if told is not None and told.is_whole:
        words = gettext("A check that knows nothing of the solver has gone through the whole week.")
        head = gettext("No teacher, room or class is in two places")
        return Notice(Tone.SUCCESS, head, f"{words} {gap_words(told)}.")
    if told is not None and told.proposal.outcome is Outcome.IMPOSSIBLE:
        return _impossible(row, told, week)
    if state == ProposalState.UNDECIDED:
        mend = gettext("Ask again with more seconds, or with days that may be longer or shorter.")
        return Notice(Tone.INFO, gettext("Nothing was found in the time"), mend)
    mend = gettext("The week has not changed. Ask for the weekday again.")
    return Notice(Tone.INFO, str(state.label), mend)


def _impossible(row: WeekProposal, told: Answer, week: Week) -> Notice:
    if not told.clash:
        mend = gettext(
            "It is proven that no such week exists, but not which rules clash. Try another day, or allow longer or shorter days."
        )
        return Notice(Tone.WARNING, gettext("It can’t be done under these rules"), mend)
    return Notice(
        Tone.WARNING,
        gettext("It can’t be done: these rules can’t hold together"),
        " ".join(_mending(told)),
        tuple(say(schoolweeks.shown_rule(rule, day_words(week, row.day))) for rule in told.clash),
    )


def _mending(told: Answer) -> Iterator[str]:
    yield gettext("Let go of one of them, or take another day.")
    if told.is_smallest:
        yield gettext("It is the smallest such set: without any one of them there is a week.")
    else:
        yield gettext("The time was too short to find out whether one of them could be left out.")
