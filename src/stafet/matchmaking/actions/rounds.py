"""A round: declared, filled with pupils, closed so that its seed is known, finished."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.matchmaking import policies
from stafet.matchmaking.asking import MATCHABLE
from stafet.matchmaking.drafts import RoundFacts
from stafet.matchmaking.errors import NotComplete, NotNow, NotYourRound
from stafet.matchmaking.models import Entry, Round, Run
from stafet.matchmaking.states import ROUND, RoundMove, RoundState, RunState, SeedKind
from stafet.organisations import api as organisations
from stafet.placements.api import Placement, Scheme, WayState


@audit.action
def open_round(*, scheme: Scheme, facts: RoundFacts, secret: str, by: Actor, at: datetime) -> Round:
    """Declare how a scheme's places are given out, before anybody is matched.

    ``secret``: random text of whoever asks, from which the seed comes if it is drawn; its digest is shown at once. Raises
    ``NotYourRound``, ``NotComplete``.
    """
    if not policies.can_open_rounds_in(by, scheme.municipality_id):
        raise NotYourRound(sentence("Only those who organise for the town run its rounds."))
    row = Round(municipality_id=scheme.municipality_id, scheme=scheme, opened_by_id=by.user_id)
    _say(row, facts, secret, at)
    _note("open_round", row, by, at)
    return row


@audit.action
def change_round(*, the_round: Round, facts: RoundFacts, secret: str, by: Actor, at: datetime) -> Round:
    """Declare it anew, while nobody knows the seed. Raises ``NotYourRound``, ``NotComplete``, ``NotNow``."""
    locked = hold(the_round, by)
    _must_be_open(locked)
    _say(locked, facts, secret, at)
    _note("change_round", locked, by, at)
    return locked


@audit.action
def put_in(*, the_round: Round, placements: Iterable[Placement], by: Actor, at: datetime) -> int:
    """Pupils who look for a place are in the round from now on; whoever is in it already stays. Returns how many are new.

    Whoever may see them puts them in. Raises ``NotYourRound``, ``NotNow``, ``NotComplete``.
    """
    if not policies.can_see_round(by, the_round):
        raise NotYourRound(sentence("Only those who work with young people in the town put them in."))
    locked = (
        Round.objects.select_for_update(of=("self",), no_key=True)
        .select_related("scheme")
        .get(pk=the_round.pk)
    )
    _must_be_open(locked)
    standing = {entry.placement_id: entry for entry in Entry.objects.filter(round=locked)}
    new = 0
    for placement in placements:
        entry = standing.get(placement.pk)
        if entry is not None and entry.out_since is None:
            continue
        _must_fit_in(locked, placement)
        entry = entry or Entry(
            municipality_id=locked.municipality_id,
            person_id=placement.person_id,
            round=locked,
            placement=placement,
        )
        entry.out_since, entry.known_at = None, at
        entry.by_id = None if by.is_system else by.user_id
        entry.save()
        audit.record(action="matchmaking.put_in", about=entry, by=by, at=at)
        new += 1
    return new


@audit.action
def take_out(*, entry: Entry, by: Actor, at: datetime) -> None:
    """Somebody is not in the round after all. Only before it closes: afterwards whoever leaves is left out by itself."""
    if not policies.can_see_round(by, entry.round):
        raise NotYourRound(sentence("Only those who work with young people in the town take them out."))
    locked = Round.objects.select_for_update(of=("self",), no_key=True).get(pk=entry.round_id)
    _must_be_open(locked)
    if Entry.objects.filter(pk=entry.pk, out_since=None).update(out_since=at, known_at=at):
        audit.record(action="matchmaking.take_out", about=entry, by=by, at=at)


@audit.action
def close_round(*, the_round: Round, by: Actor, at: datetime) -> Round:
    """Nobody comes in any more, wishes count as they stand now, and the seed is published. Raises ``NotYourRound``, ``NotNow``, ``NotComplete``."""
    locked = hold(the_round, by)
    if not Entry.objects.filter(round=locked, out_since=None).exists() and not by.is_system:
        raise NotComplete(sentence("Nobody you may see is in the round. Put somebody in first."))
    locked.state = ROUND.after(RoundState(locked.state), RoundMove.CLOSE)
    if locked.seed_kind == SeedKind.DRAWN:
        locked.seed = locked.secret
    locked.closed_on, locked.known_at = organisations.home(locked.municipality_id).day(at), at
    locked.closed_at = at
    locked.save()
    _note("close_round", locked, by, at)
    return locked


@audit.action
def end_round(*, the_round: Round, what: RoundMove, by: Actor, at: datetime) -> Round:
    """Finish it, or call it off: no more is decided in it. What was accepted stays. Raises ``NotYourRound``, ``NotNow``."""
    locked = hold(the_round, by)
    if what is RoundMove.CLOSE:
        raise NotNow(sentence("Closing a round is something else than ending it."))
    if Run.objects.filter(round=locked, state__in=(RunState.WAITING, RunState.WORKING)).exists():
        raise NotNow(sentence("A run of this round is being worked out. Wait for its answer, or stop it."))
    locked.state, locked.known_at = ROUND.after(RoundState(locked.state), what), at
    locked.save()
    _note(what.value, locked, by, at)
    return locked


def hold(the_round: Round, by: Actor) -> Round:
    """The round, held fast, for whoever runs it."""
    if not policies.can_run_round(by, the_round):
        raise NotYourRound(sentence("Only those who organise for the town run its rounds."))
    rows = Round.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("scheme").get(pk=the_round.pk)


def commitment_to(secret: str) -> str:
    """What is shown of a secret before it is told: SHA-256, 64 digits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _say(row: Round, facts: RoundFacts, secret: str, at: datetime) -> None:
    _must_be_whole(row.scheme, facts)
    told: dict[str, Any] = {
        name: list(value) if isinstance(value, tuple) else value for name, value in asdict(facts).items()
    }
    for name, value in told.items():
        setattr(row, name, value)
    is_drawn = facts.seed_kind is SeedKind.DRAWN
    row.seed = "" if is_drawn else facts.seed.strip()
    row.secret = (row.secret or secret) if is_drawn else ""
    row.commitment = commitment_to(row.secret) if is_drawn else ""
    row.known_at = at
    try:
        with transaction.atomic(using=audit.current_alias()):
            row.save()
    except IntegrityError:
        raise NotComplete(
            sentence("There is a round of this name already. Give this one another name."), field="name"
        ) from None


def _must_be_whole(scheme: Scheme, facts: RoundFacts) -> None:
    if facts.days > len(facts.weekdays):
        raise NotComplete(
            sentence("Name at least as many weekdays as there are days a week."), field="weekdays"
        )
    if not set(facts.weekdays) <= set(scheme.weekdays):
        raise NotComplete(
            sentence("The town’s model has other days. Choose among those, or change the model."),
            field="weekdays",
        )
    if facts.seed_kind is SeedKind.TYPED and not facts.seed.strip():
        raise NotComplete(
            sentence("Type the text that is published beforehand, such as a date and a place."), field="seed"
        )
    if not facts.name.strip():
        raise NotComplete(sentence("Give the round a name."), field="name")


def _must_fit_in(the_round: Round, placement: Placement) -> None:
    scheme = the_round.scheme
    is_same = placement.kind == scheme.kind and placement.scheme.starts_in == scheme.starts_in
    if placement.municipality_id != the_round.municipality_id or not is_same:
        raise NotComplete(sentence("This round is of another scheme or school year."))
    if WayState(placement.state) not in MATCHABLE:
        raise NotNow(
            sentence(
                "They are in a round when they have applied, everybody has consented, and no place is found."
            )
        )
    if placement.person.birth_date is None:
        raise NotComplete(
            sentence(
                "Their birth date is not known, so no age rule can be judged. Find a place for them by hand."
            )
        )


def _must_be_open(the_round: Round) -> None:
    if the_round.state != RoundState.OPEN:
        raise NotNow(
            sentence(
                "The round is closed and its seed is known, so nobody comes in or goes out, and nothing is declared anew."
                " Whoever comes later is in the next round."
            )
        )


def _note(action: str, the_round: Round, by: Actor, at: datetime) -> None:
    audit.record_many(
        action=f"matchmaking.{action}",
        municipality_id=the_round.municipality_id,
        subject_id=the_round.pk,
        by=by,
        at=at,
    )
