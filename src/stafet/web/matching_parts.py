"""Rounds, runs and proposals in words: what was declared, what an answer is worth, why somebody has what they have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from stafet.kernel.matching import (
    PRIORITY_WORDS,
    Holder,
    Outcome,
    Priority,
    Proof,
    Reason,
    Value,
    WishOutcome,
    words_of,
)
from stafet.matchmaking import api as matchmaking
from stafet.matchmaking.api import Fairness, Order, Proposal, ProposalState, Round, Run, SeedKind, Seen
from stafet.placements.api import Place, PlaceKind
from stafet.web.components.days import write_day, write_instant
from stafet.web.components.numbers import write_number, write_share
from stafet.web.components.parts import Notice, Tone
from stafet.web.components.say import say
from stafet.web.components.tables import Column, Fact, Facts, Table, make_table
from stafet.web.placement_parts import weekday_words

_BAR = 100


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the rank profile: words, how many of how many, and a bar as wide as the share."""

    finding: str
    share: str
    counted: str
    width: int


def priority_words(the_round: Round, *, fewest_changes: bool = False) -> tuple[str, ...]:
    """What counts, the most important first, as it was declared; the lot comes last."""
    order = matchmaking.order_of(Order(the_round.order), fewest_changes=fewest_changes)
    return tuple(say(PRIORITY_WORDS[each]) for each in (*order, Priority.DRAW))


def round_facts(the_round: Round) -> Facts:
    """What was declared."""
    return Facts(gettext("How the places are given out"), tuple(_declared(the_round)))


def seed_words(the_round: Round) -> str:
    """The seed, or how it is kept until the round closes."""
    if the_round.seed:
        return the_round.seed
    if the_round.seed_kind == SeedKind.DRAWN:
        return gettext(
            "Shown when the round closes. Until then its digest (SHA-256) binds us: %(digest)s"
        ) % {"digest": the_round.commitment}
    return ""


def place_words(row: Proposal) -> str:
    """What is proposed, in a line."""
    if row.place_id is None:
        return gettext("No place")
    if row.rank:
        return gettext("%(host)s, wish number %(rank)d") % {"host": row.host_name, "rank": row.rank}
    return gettext("%(host)s, which they did not wish for") % {"host": row.host_name}


def state_words(row: Proposal) -> str:
    """What has been said to it, by whom, when."""
    state = ProposalState(row.state)
    if row.decided_by is None or row.decided_on is None:
        return str(state.label)
    return f"{state.label}: {row.decided_by.name}, {write_day(row.decided_on)}"


def way_words(row: Proposal) -> str:
    """How long the way is, if somebody has typed it."""
    if row.place_id is None:
        return ""
    if row.minutes is None:
        return gettext("The way from the school is not known")
    return gettext("%(minutes)d minutes from the school") % {"minutes": row.minutes}


def verdict(run: Run) -> Notice:
    """What stands behind an answer, and what an independent check has found."""
    if not run.is_sound:
        return Notice(
            Tone.ERROR,
            gettext("The check has not confirmed this answer"),
            gettext("Nothing is proposed. Tell the people who run Stafet; the answer is kept for them."),
        )
    if run.fairness == Fairness.DEFERRED:
        return Notice(
            Tone.SUCCESS,
            gettext("Stable, and checked"),
            gettext(
                "A check that knows no solver has found no rule and no limit broken, and no pupil and place that would rather have each other. That as few as possible are left without is not claimed by this rule."
            ),
        )
    if run.proof == Proof.PRICES and run.checked == len(run.values):
        return Notice(
            Tone.SUCCESS,
            gettext("Proven: no other answer is better by these priorities"),
            gettext(
                "A check that knows no solver has confirmed every rule, every limit and every priority, down to the lot."
            ),
        )
    if run.proof == Proof.SEARCH and run.proven == len(run.values):
        return Notice(
            Tone.INFO,
            gettext("Nothing better was found in a complete search"),
            gettext(
                "Some limits cross, so that the solver had to go through everything. The check has confirmed rules and limits; that nothing is better can be repeated, not proven."
            ),
        )
    return Notice(
        Tone.WARNING,
        gettext("The time was up: this is the best that is known"),
        gettext(
            "%(proven)d of %(count)d numbers are proven. The table says how much better the next might be."
        )
        % {"proven": run.proven, "count": len(run.values)},
    )


def value_table(run: Run) -> Table:
    """What the answer is worth, priority by priority."""
    columns = (
        Column(gettext("What counts")),
        Column(gettext("Comes to"), numeric=True),
        Column(gettext("Proven")),
    )
    rows = [
        (_level_words(value, run), write_number(value.value), _proven_words(value, number, run))
        for number, value in enumerate(matchmaking.read_values(run))
        if value.level.priority is not Priority.DRAW
    ]
    return make_table(gettext("What the answer is worth, the most important first"), columns, rows)


def profile(run: Run) -> tuple[Bar, ...]:
    """How many have which wish, of everybody in the run."""
    ranks = {int(rank): count for rank, count in run.ranks.items()}
    lines = [(rank, ranks[rank]) for rank in sorted(ranks) if rank]
    bars = [
        _bar(gettext("Wish number %(rank)d") % {"rank": rank}, count, run.pupils) for rank, count in lines
    ]
    if ranks.get(0):
        bars.append(_bar(gettext("A place they did not wish for"), ranks[0], run.pupils))
    bars.append(_bar(gettext("No place"), run.pupils - run.placed, run.pupils))
    return tuple(bars)


def title(run: Run) -> str:
    """What a run has found, as a heading."""
    return gettext("%(placed)s of %(pupils)s have a place, %(first)s of them their first wish") % {
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


def wish_rows(row: Proposal, hosts: Mapping[str, Place]) -> Table:
    """What became of each wish."""
    columns = (
        Column(gettext("Wish"), numeric=True),
        Column(gettext("Where")),
        Column(gettext("What became of it")),
    )
    rows = [
        (str(told["rank"]), _host(told["place"], hosts), _outcome_words(row, told))
        for told in row.why.get("wishes", ())
    ]
    return make_table(gettext("What became of each wish"), columns, rows)


def ways_out(row: Proposal, hosts: Mapping[str, Place]) -> tuple[str, ...]:
    """For whoever has none: the smallest sets of things that would have to give way."""
    return tuple(_way_out(row, way, hosts) for way in row.why.get("ways_out", ()))


def places_named(row: Proposal) -> set[str]:
    """The keys of the places an explanation speaks of."""
    told = (*row.why.get("wishes", ()), *row.why.get("ways_out", ()))
    return {each["place"] for each in told}


def _declared(the_round: Round) -> Iterator[Fact]:
    yield Fact(gettext("Scheme"), f"{the_round.scheme.name}, {the_round.scheme.year}")
    yield Fact(
        gettext("They begin on"), write_day(the_round.first_day), hint=gettext("Ages are judged on this day.")
    )
    yield Fact(gettext("Days a week"), str(the_round.days), hint=weekday_words(the_round.weekdays))
    kinds = ", ".join(str(PlaceKind(kind).label) for kind in the_round.place_kinds)
    yield Fact(gettext("Places"), kinds)
    if the_round.left_out:
        yield Fact(gettext("Places that are not in it"), write_number(len(the_round.left_out)))
    if the_round.contact_load is not None:
        yield Fact(gettext("Young people for one contact person, at most"), str(the_round.contact_load))
    yield Fact(gettext("Near companies besides the wishes, at most"), str(the_round.nearest))
    yield Fact(
        gettext("A way that nobody has typed counts as"),
        gettext("%(minutes)d minutes") % {"minutes": the_round.unknown_minutes},
    )
    if the_round.closed_at is not None:
        yield Fact(gettext("Wishes count as they stood on"), write_instant(the_round.closed_at))
    yield Fact(gettext("Seed of the lot"), seed_words(the_round))
    if the_round.seed and the_round.commitment:
        yield Fact(gettext("Its digest, shown from the beginning"), the_round.commitment)


def _level_words(value: Value, run: Run) -> str:
    match value.level.priority:
        case Priority.PLACED:
            return gettext("Pupils without a place")
        case Priority.COMPANY:
            return gettext("Pupils on a practical course instead of in a company")
        case Priority.WORST_OFF:
            return _rank_words(value.level.rank, run)
        case Priority.TOTAL_RANK:
            return gettext("Numbers of the wishes, added up")
        case Priority.TRAVEL:
            return gettext("Minutes of travel, added up")
        case _:
            return gettext("Pupils with another place than before")


def _rank_words(rank: int, run: Run) -> str:
    unwished = max((value.level.rank for value in matchmaking.read_values(run)), default=0)
    if rank == unwished:
        return gettext("Pupils with a place they did not wish for")
    return gettext("Pupils with their wish number %(rank)d") % {"rank": rank}


def _proven_words(value: Value, number: int, run: Run) -> str:
    if run.fairness == Fairness.DEFERRED:
        return gettext("Not claimed")
    if number < run.checked or number < run.proven:
        return gettext("Yes")
    if value.gap is None:
        return gettext("No")
    return gettext("No: at most %(gap)s better") % {"gap": write_number(value.gap)}


def _bar(words: str, count: int, base: int) -> Bar:
    return Bar(
        words,
        write_share(count, base),
        gettext("%(count)s of %(base)s") % {"count": write_number(count), "base": write_number(base)},
        count * _BAR // base if base else 0,
    )


def _outcome_words(row: Proposal, told: Mapping[str, object]) -> str:
    outcome = WishOutcome(
        place=str(told["place"]),
        rank=int(str(told["rank"])),
        outcome=Outcome(str(told["outcome"])),
        holders=(Holder("", int(str(told["lowest"]))),) * int(str(told["holders"])),
    )
    said = say(outcome.words)
    if told["against"]:
        return f"{said}: {say(PRIORITY_WORDS[Priority(str(told['against']))])}"
    because = _reasons(row, str(told["place"]), told["reasons"])
    return f"{said}: {because}" if because else said


def _reasons(row: Proposal, place: str, reasons: object) -> str:
    places = {each.key: each for each in matchmaking.read_places(row.run)}
    listed: Iterable[str] = reasons if isinstance(reasons, list) else ()
    pupil = matchmaking.read_pupil(row)
    return "; ".join(say(words_of(Reason(each), pupil, places[place])) for each in listed)


def _way_out(row: Proposal, way: Mapping[str, object], hosts: Mapping[str, Place]) -> str:
    because = _reasons(row, str(way["place"]), way["reasons"])
    seat = gettext("one more place is needed there") if way["needs_seat"] else ""
    return f"{_host(str(way['place']), hosts)}: {'; '.join(filter(None, (because, seat)))}"


def _host(place: str, hosts: Mapping[str, Place]) -> str:
    return hosts[place].host.name if place in hosts else gettext("A place that is not in the bank any more")
