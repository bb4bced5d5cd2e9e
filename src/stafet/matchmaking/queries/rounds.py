"""Rounds and what is in them, as far as the reader may see: their own pupils by name, the others as a number at most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from stafet.access import api as access
from stafet.kernel import matching, rules
from stafet.kernel.actors import Actor
from stafet.kernel.matching import Verdict
from stafet.kernel.privacy import DataClass
from stafet.kernel.sentences import Sentence, sentence
from stafet.matchmaking.asking import MATCHABLE
from stafet.matchmaking.models import Entry, Proposal, Round, Run
from stafet.matchmaking.policies import rounds_seen_by
from stafet.matchmaking.states import ProposalState, RunState
from stafet.matchmaking.written import read_policy, read_problem, read_result
from stafet.placements import api as placements
from stafet.placements.api import Placement, WayState, Willing

_SEEN = DataClass.PROCESS
_SMALLEST = "stafet.statistics.smallest_group"


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody whom two runs give different places; empty: none."""

    entry: Entry
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Seen:
    """How much of a run a reader sees. ``rest``: how many pupils they may not see; ``None`` when those are too few to count.

    ``all_told``: whether totals over everybody may be told, because they say nothing about one of the rest.
    """

    count: int
    rest: int | None
    all_told: bool


def rounds_of(actor: Actor) -> QuerySet[Round]:
    """The rounds of the reader's town, the newest first."""
    return Round.objects.filter(rounds_seen_by(actor)).select_related("scheme").order_by("-known_at", "pk")


def runs_of(the_round: Round) -> QuerySet[Run]:
    """The runs of a round, the newest first."""
    rows = Run.objects.filter(municipality_id=the_round.municipality_id, round=the_round)
    return rows.select_related("round__scheme", "earlier").order_by("-number")


def entries_of(the_round: Round) -> QuerySet[Entry]:
    """Those in a round whom the reader may see, by name."""
    rows = Entry.objects.filter(access.visible(_SEEN), round=the_round, out_since=None)
    return rows.select_related(
        "person", "round", "placement__school", "placement__scheme", "locked_to__host"
    ).order_by("person__sort_key", "pk")


def could_come_in(the_round: Round) -> Sequence[Placement]:
    """Those the reader may see who look for a place in this scheme and are not in the round, who has waited longest first."""
    is_in = Entry.objects.filter(access.visible(_SEEN), round=the_round, out_since=None)
    rows = placements.list_placements(states=MATCHABLE, kind=the_round.scheme.kind)
    return list(
        rows.filter(
            municipality_id=the_round.municipality_id,
            scheme__starts_in=the_round.scheme.starts_in,
            person__birth_date__isnull=False,
        ).exclude(pk__in=is_in.values("placement_id"))
    )


def proposals_of(run: Run) -> QuerySet[Proposal]:
    """What a run says for those whom the reader may see, by name."""
    rows = Proposal.objects.filter(access.visible(_SEEN), municipality_id=run.municipality_id, run=run)
    return _with_all(rows).order_by("person__sort_key", "pk")


def proposal(proposal_id: UUID) -> Proposal | None:
    """One proposal, or ``None`` for a reader who may not see it."""
    return _with_all(Proposal.objects.filter(access.visible(_SEEN), pk=proposal_id)).first()


def seen_of(run: Run, *, on: date) -> Seen:
    """How many of a run the reader sees. Whoever is counted and not seen is so among enough others only."""
    count = Proposal.objects.filter(access.visible(_SEEN), run=run).count()
    rest = max(0, run.pupils - count)
    is_enough = rest == 0 or rest >= rules.value(_SMALLEST, on=on)
    return Seen(count, rest if is_enough else None, is_enough)


def in_between(row: Proposal) -> Sentence | None:
    """What has happened since a proposal was worked out, so that it can't be accepted as it stands."""
    if row.state != ProposalState.PROPOSED:
        return None
    state = WayState(row.entry.placement.state)
    if state not in MATCHABLE:
        return sentence("They do not look for a place any more. Nothing is needed here.")
    if row.place is None:
        return None
    if row.place.willing != Willing.YES:
        return sentence(
            "%(host)s takes nobody any more. Say “not this one”, and match again with the others locked.",
            host=row.host_name,
        )
    if row.place.free <= 0:
        return sentence(
            "The last place at %(host)s is taken by now. Say “not this one”, and match again with the others locked.",
            host=row.host_name,
        )
    return None


def moved_between(one: Run, other: Run) -> tuple[Moved, ...]:
    """Whom two runs of a round treat differently, of those whom the reader may see."""
    rows = {run.pk: list(proposals_of(run)) for run in (one, other)}
    results = [read_result(run, rows[run.pk]) for run in (one, other)]
    entries = {str(row.entry_id): row.entry for run in (one, other) for row in rows[run.pk]}
    names = {str(row.place_id): row.host_name for run in (one, other) for row in rows[run.pk]}
    both = {str(row.entry_id) for row in rows[one.pk]} & {str(row.entry_id) for row in rows[other.pk]}
    return tuple(
        Moved(entries[each.pupil], names.get(each.one, ""), names.get(each.other, ""))
        for each in matching.differences(*results)
        if each.pupil in both
    )


def check_again(run: Run, *, on: date) -> Verdict | None:
    """The check once more, from what was kept; ``None`` for a reader who does not see everybody in the run."""
    rows = list(proposals_of(run).order_by("entry_id"))
    if run.state != RunState.DONE or seen_of(run, on=on).rest != 0:
        return None
    return matching.check(read_problem(run, rows), read_policy(run), read_result(run, rows))


def _with_all(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    return rows.select_related(
        "person",
        "place__host",
        "run__round__scheme",
        "entry__round",
        "entry__placement__school",
        "entry__placement__scheme",
        "entry__locked_to",
        "decided_by",
    )
