"""What institutions report: somebody has broken off, or is about to. What the registers say wins."""

from __future__ import annotations

from datetime import date, datetime

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.countries import Country
from stafet.kernel.periods import age_on
from stafet.kernel.sentences import sentence
from stafet.messages.api import Template
from stafet.organisations import api as organisations
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.responsibility import policies
from stafet.responsibility.actions.baton import locked_coverage, take_baton
from stafet.responsibility.actions.intake import begin_promise
from stafet.responsibility.actions.step_rows import open_steps, put_step
from stafet.responsibility.actions.telling import tell_holder
from stafet.responsibility.drafts import StepDraft
from stafet.responsibility.errors import NoLastResort, NotYours
from stafet.responsibility.models import BreakOff, NextStep
from stafet.responsibility.states import StepKind

TAKEN_IN_BY = {Country.DK: "dk.notification.until_age", Country.SE: "se.absence_notice.until_age"}
DUTY_FROM, DUTY_UNTIL = "dk.duty.from_age", "dk.duty.until_age"
DANISH_CONTACT, DANISH_OFFER = "dk.off_plan.contact_within", "dk.off_plan.offer_within"
SWEDISH_CONTACT = "se.kaa.first_contact_attempt_within"
CONTACT = "stafet.break_off.contact_within"
RISK_RULE = "stafet.risk.conversation_within"


@audit.action
def record_break_off(
    *,
    spell: pathways.Spell,
    reason_code: str,
    by: Actor,
    at: datetime,
    on: date | None = None,
) -> BreakOff:
    """Somebody has broken off. The spell ends, the legal clock starts as a step, the re-choice room finds a marker.

    Whoever holds goes on holding; somebody the promise did not hold for is taken in by the home municipality in
    the same transaction. ``on`` is the first day they no longer attended; today unless told or known. Telling
    the same break-off again changes nothing. Raises ``NotYours``, ``NoLastResort``.
    """
    known = BreakOff.objects.filter(municipality_id=spell.municipality_id, spell_id=spell.pk).first()
    if known is not None:
        return known
    if not policies.can_report_on(by, spell):
        raise NotYours(sentence("Only the institution, or the home municipality, reports a break-off."))
    day = on or organisations.home(spell.municipality_id).day(at)
    left_on = pathways.break_off_spell(spell=spell, on=day, reason_code=reason_code, by=by, at=at)
    marker = _mark(spell, left_on, reason_code, by=by, at=at)
    audit.record(action="responsibility.record_break_off", about=marker, by=by, at=at, reason=reason_code)
    return marker


@audit.action
def record_risk(*, person: people.Person, by: Actor, at: datetime, reason_code: str = "") -> NextStep:
    """Somebody risks breaking off: a conversation about it becomes a step, once as long as one is open.

    Raises ``NotCovered``, ``NotYours``.
    """
    baton = take_baton(person, at=at)
    if not (
        by.is_system or policies.can_add_step(by, baton.holding) or _reports_on(by, person, on=baton.today)
    ):
        raise NotYours(sentence("Only those who work with this person report a risk."))
    open_one = open_steps(baton).filter(kind=StepKind.RISK_CONVERSATION).order_by("due_on", "pk").first()
    if open_one is not None:
        return open_one
    step = put_step(baton, _by_rule(StepKind.RISK_CONVERSATION, RISK_RULE, baton.country, baton.today))
    audit.record(action="responsibility.record_risk", about=step, by=by, at=at, reason=reason_code)
    return step


def _reports_on(by: Actor, person: people.Person, *, on: date) -> bool:
    """Whether the person attends something on that day where the actor may worry about those they see, or takes them in."""
    spells = pathways.Spell.objects.running_on(on).filter(
        municipality_id=person.municipality_id, person_id=person.pk
    )
    worried = access.organisations_where(by, access.Permission.RAISE_CONCERN)
    return any(
        spell.organisation_id in worried or policies.can_report_on(by, spell)
        for spell in spells.order_by("pk")
    )


def _mark(spell: pathways.Spell, left_on: date, reason_code: str, *, by: Actor, at: datetime) -> BreakOff:
    """The steps with their clocks, and the marker that names the first of them."""
    person = people.Person.objects.get(pk=spell.person_id)
    first = _start_clocks(person, by=by, at=at)
    return BreakOff.objects.create(
        municipality_id=spell.municipality_id,
        person_id=spell.person_id,
        spell=spell,
        organisation_id=spell.organisation_id or first.organisation_id,
        broken_off_on=left_on,
        reason_code=reason_code,
        step=first,
        known_at=at,
    )


def _start_clocks(person: people.Person, *, by: Actor, at: datetime) -> NextStep:
    """The steps a break-off asks for. Whoever was not covered is taken in first. Returns the first step."""
    home = organisations.home(person.municipality_id)
    first, *rest = clocks_of_break_off(person.birth_date, home.country, home.day(at))
    if locked_coverage(person.pk, person.municipality_id) is None:
        _take_in_at_home(person, home, first, by=by, at=at)
        baton = take_baton(person, at=at)
        step = open_steps(baton).get()
    else:
        baton = take_baton(person, at=at)
        step = put_step(baton, first)
        tell_holder(baton.holding, Template.BREAK_OFF, step.pk, by=by, at=at)
    for draft in rest:
        put_step(baton, draft)
    return step


def _take_in_at_home(
    person: people.Person, home: organisations.Home, step: StepDraft, *, by: Actor, at: datetime
) -> None:
    if home.last_resort_id is None:
        raise NoLastResort(
            sentence("The municipality has not said who holds when nobody else does. Its administration can.")
        )
    begin_promise(person, home.last_resort_id, TAKEN_IN_BY[home.country], step, by=by, at=at)


def clocks_of_break_off(birth_date: date | None, country: Country, today: date) -> list[StepDraft]:
    """What must happen by when after a break-off the municipality learns of today, the most urgent first.

    Without a birth date the stricter clocks hold: those for the age at which the law gives days.
    """
    if country is Country.SE:
        return [_by_rule(StepKind.FIRST_CONTACT, SWEDISH_CONTACT, country, today)]
    from_age, until_age = rules.value(DUTY_FROM, on=today), rules.value(DUTY_UNTIL, on=today)
    if birth_date is None or from_age <= age_on(birth_date, today) < until_age:
        return [
            _by_rule(StepKind.FIRST_CONTACT, DANISH_CONTACT, country, today),
            _by_rule(StepKind.OFFER_ACTIVITY, DANISH_OFFER, country, today),
        ]
    return [_by_rule(StepKind.FIRST_CONTACT, CONTACT, country, today)]


def _by_rule(kind: StepKind, rule: str, country: Country, today: date) -> StepDraft:
    due = rules.deadline(rule, country=country, from_day=today)
    return StepDraft(kind, due.due_on, rule=rule, rule_due_on=due.due_on)
