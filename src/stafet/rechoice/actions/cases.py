"""What happens to a break-off until something else has begun and lasts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.rechoice import policies
from stafet.rechoice.actions.seats import give_up, must_be_said_here
from stafet.rechoice.actions.steps import close_clock
from stafet.rechoice.errors import (
    ChangedByNow,
    NobodySaidYes,
    NotStableYet,
    NotYours,
    OnlyPast,
    SaySomething,
    StartIsOver,
)
from stafet.rechoice.models import Case, Option
from stafet.rechoice.states import (
    CASE,
    BreakOffReason,
    CaseMove,
    CaseOutcome,
    CaseState,
    OptionState,
)
from stafet.responsibility import api as responsibility

STABLE = "stafet.rechoice.stable_after"


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said when somebody who has broken off was talked to."""

    on: date
    reason: BreakOffReason | None = None
    reason_words: str = ""
    wishes: str = ""


@audit.action
def talk_to(
    *, case: Case, talk: Talk, next_step: responsibility.StepDraft | None, by: Actor, at: datetime
) -> None:
    """They were talked to. The first time stops the law's clock: its step is done, and ``next_step`` follows.

    Raises ``NotYours``, ``OnlyPast``, ``NeedsNextStep``, ``IllegalMove``.
    """
    locked = take(case, by)
    must_be_past(locked, talk.on, at)
    told = {"reason": talk.reason, "reason_words": talk.reason_words.strip(), "wishes": talk.wishes.strip()}
    changes: dict[str, object] = {name: value for name, value in told.items() if value}
    if locked.contact_on is None:
        changes["contact_on"] = max(talk.on, locked.broken_off_on)
    move(locked, CaseMove.CONTACT, changes, by=by, at=at)
    close_clock(locked, responsibility.StepKind.FIRST_CONTACT, next_step, by=by, at=at)


@audit.action
def start_option(
    *, option: Option, on: date, next_step: responsibility.StepDraft | None, by: Actor, at: datetime
) -> None:
    """What was chosen has begun: from this day on it is what they do, and the days until it lasts are counted.

    Somebody at the other end has said yes, or holds the responsibility by now. Raises ``NotYours``, ``OnlyPast``,
    ``NobodySaidYes``, ``SaidAtTheSeat``, ``ChangedByNow``, ``IllegalMove``, ``NeedsNextStep``.
    """
    locked = take(option.case, by)
    must_be_past(locked, on, at)
    rows = Option.objects.select_related("seat").select_for_update(of=("self",), no_key=True)
    row = rows.get(pk=option.pk)
    if row.state != OptionState.CHOSEN:
        raise ChangedByNow(sentence("This is not what they have chosen. Choose it first."))
    must_be_said_here(row)
    if row.received_on is None and not _holds(row):
        raise NobodySaidYes(
            sentence("Nobody there has said yes yet. Write down who did, or hand the responsibility over.")
        )
    begin(locked, row, on, next_step, by=by, at=at)


@audit.action
def fall_through(*, case: Case, because: str, by: Actor, at: datetime) -> None:
    """What was chosen, or had begun, came to nothing: they look again, and a seat there is given up.

    Raises ``NotYours``, ``SaySomething``, ``IllegalMove``.
    """
    locked = take(case, by)
    come_to_nothing(locked, _said(because, "because"), by=by, at=at)


@audit.action
def close_case(*, case: Case, by: Actor, at: datetime) -> None:
    """What has begun has lasted: the break-off became a re-choice. Raises ``NotYours``, ``NotStableYet``, ``StartIsOver``."""
    locked = take(case, by)
    today = organisations.home(locked.municipality_id).day(at)
    if locked.stable_on is not None and today < locked.stable_on:
        raise NotStableYet(
            sentence(
                "It is closed when it has lasted, from %(day)s on. Until then it stays open.",
                day=locked.stable_on,
            )
        )
    chosen = _chosen(locked)
    if chosen is not None and chosen.spell is not None and not _goes_on(chosen.spell, today):
        raise StartIsOver(
            sentence("What had begun has ended by now. Say that it came to nothing, and look again.")
        )
    outcome = (
        CaseOutcome.RETURNED if chosen is not None and _is_return(locked, chosen) else CaseOutcome.RECHOSEN
    )
    move(locked, CaseMove.CLOSE, {"outcome": outcome, "closed_on": today}, by=by, at=at)


@audit.action
def exempt_case(*, case: Case, because: str, by: Actor, at: datetime) -> None:
    """A leader ends it without a next step, in their own name and with a reason. Raises ``NotYours``, ``SaySomething``."""
    if not policies.can_exempt(by):
        raise NotYours(sentence("Only a leader, in their own name, ends a break-off without a next step."))
    words = _said(because, "because")
    locked = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
    told = {
        "outcome": CaseOutcome.EXEMPT,
        "closed_on": organisations.home(locked.municipality_id).day(at),
        "exempted_by_id": by.user_id,
        "exempted_because": words,
    }
    move(locked, CaseMove.EXEMPT, told, by=by, at=at)


@audit.action
def reopen_case(*, case: Case, by: Actor, at: datetime) -> None:
    """A new sign: what was closed is worked on again, from where they are now. Raises ``NotYours``, ``IllegalMove``."""
    locked = take(case, by)
    cleared: dict[str, object] = {
        "outcome": "",
        "closed_on": None,
        "started_on": None,
        "stable_on": None,
        "exempted_by_id": None,
        "exempted_because": "",
        "opened_again": locked.opened_again + 1,
    }
    if locked.contact_on is None:
        cleared["contact_on"] = organisations.home(locked.municipality_id).day(at)
    move(locked, CaseMove.REOPEN, cleared, by=by, at=at)
    Option.objects.filter(
        municipality_id=locked.municipality_id, case=locked, state=OptionState.CHOSEN
    ).update(state=OptionState.CONSIDERED, known_at=at)


def begin(
    case: Case,
    option: Option,
    on: date,
    next_step: responsibility.StepDraft | None,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """What is chosen has begun on a day."""
    home = organisations.home(case.municipality_id)
    lasts = rules.deadline(STABLE, country=home.country, from_day=on).due_on
    move(case, CaseMove.START, {"started_on": on, "stable_on": lasts}, by=by, at=at)
    Option.objects.filter(pk=option.pk).update(spell=_spell_of(option, on, by=by, at=at), known_at=at)
    close_clock(case, responsibility.StepKind.OFFER_ACTIVITY, next_step, by=by, at=at)


def come_to_nothing(case: Case, because: str, *, by: Actor, at: datetime) -> None:
    """What is chosen is left aside, with its seat."""
    move(case, CaseMove.FALL_THROUGH, {"started_on": None, "stable_on": None}, by=by, at=at)
    chosen = _chosen(case)
    if chosen is not None:
        give_up(chosen, because, by=by, at=at)
        Option.objects.filter(pk=chosen.pk).update(state=OptionState.LEFT, left_because=because, known_at=at)


def take(case: Case, by: Actor) -> Case:
    """The case, held fast, for somebody who works with young people."""
    if not policies.can_work_on_cases(by):
        raise NotYours(sentence("Only those who work with the young person go on with a break-off."))
    return Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)


def move(case: Case, what: CaseMove, changes: Mapping[str, object], *, by: Actor, at: datetime) -> None:
    """One row of the table, with what comes with it."""
    case.state = CASE.after(CaseState(case.state), what)
    case.known_at = at
    for name, value in changes.items():
        setattr(case, name, value)
    fields = ["state", "known_at", *(name.removesuffix("_id") for name in changes)]
    case.save(update_fields=fields)
    audit.record(action=f"rechoice.{what.value}", about=case, by=by, at=at)


def must_be_past(case: Case, day: date, at: datetime) -> None:
    """Refuse a day that is still to come, and one before the break-off."""
    if day > organisations.home(case.municipality_id).day(at):
        raise OnlyPast(
            sentence("%(day)s is still to come. Write it down when it has happened.", day=day), field="on"
        )


def _said(words: str, field: str) -> str:
    if not words.strip():
        raise SaySomething(sentence("Say why, in a few words: it stays with the case."), field=field)
    return words.strip()


def _holds(option: Option) -> bool:
    if option.organisation_id is None:
        return False
    return responsibility.Holding.objects.filter(
        municipality_id=option.municipality_id,
        person_id=option.person_id,
        organisation_id=option.organisation_id,
        ends_at=None,
    ).exists()


def _spell_of(option: Option, on: date, *, by: Actor, at: datetime) -> pathways.Spell:
    """What they do there: what a register told already, or else what is written down now."""
    there = (
        Q(organisation=None) if option.organisation_id is None else Q(organisation_id=option.organisation_id)
    )
    known = (
        pathways.Spell.objects.running_on(on)
        .filter(there, municipality_id=option.municipality_id, person_id=option.person_id, kind=option.kind)
        .order_by("-starts_on", "pk")
        .first()
    )
    if known is not None:
        return known
    draft = pathways.SpellDraft(
        kind=ActivityKind(option.kind),
        organisation_id=option.organisation_id,
        starts_on=on,
        programme_name=option.words,
        confirmed_on=on,
    )
    person = people.Person.objects.get(pk=option.person_id)
    return pathways.record_spell(person=person, draft=draft, by=by, at=at)


def _chosen(case: Case) -> Option | None:
    return (
        Option.objects.filter(municipality_id=case.municipality_id, case=case, state=OptionState.CHOSEN)
        .select_related("spell", "seat")
        .first()
    )


def _goes_on(spell: pathways.Spell, today: date) -> bool:
    """Whether it runs, or was completed: whoever has completed it has not lost it."""
    is_over = spell.ends_on is not None and spell.ends_on <= today
    return not is_over or spell.end_reason == pathways.EndReason.COMPLETED


def _is_return(case: Case, chosen: Option) -> bool:
    left = responsibility.BreakOff.objects.select_related("spell").get(pk=case.break_off_id).spell
    return chosen.organisation_id == left.organisation_id and chosen.kind == left.kind
