"""A plan is begun, and its parts are written, linked, given to parties, given targets, taken out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.programme.actions.steps import hold_draft, must_say, must_write, note, part_of
from stafet.programme.drafts import DutyFacts, PartFacts, PlanFrame, TargetFacts
from stafet.programme.errors import NotComplete
from stafet.programme.models import Duty, PartLink, Plan, ProgrammePart, Target
from stafet.programme.states import RESTS_ON, Does, PartKind

_HAS_DUTIES = (PartKind.GUIDELINE, PartKind.ACTIVITY)
_MONTHS = range(1, 13)


@audit.action
def start_plan(*, municipality_id: UUID, frame: PlanFrame, by: Actor, at: datetime) -> Plan:
    """A first version, empty. Raises ``NotForYou``, ``NotComplete``."""
    must_write(by, municipality_id)
    _must_fit_frame(frame)
    plan = Plan.objects.create(
        municipality_id=municipality_id,
        title=frame.title.strip(),
        mandate=frame.mandate.strip(),
        starts_on=frame.starts_on,
        ends_on=frame.ends_on,
        written_by_id=by.user_id,
        known_at=at,
    )
    note("start_plan", municipality_id, plan.pk, by, at)
    return plan


@audit.action
def change_frame(*, plan: Plan, frame: PlanFrame, by: Actor, at: datetime) -> Plan:
    """Its title, mandate or period is different. Raises ``NotForYou``, ``NotNow``, ``NotComplete``."""
    draft = hold_draft(plan.pk, by)
    _must_fit_frame(frame)
    draft.title, draft.mandate = frame.title.strip(), frame.mandate.strip()
    draft.starts_on, draft.ends_on, draft.known_at = frame.starts_on, frame.ends_on, at
    draft.save()
    note("change_frame", draft.municipality_id, draft.pk, by, at)
    return draft


@audit.action
def write_part(*, plan: Plan, facts: PartFacts, by: Actor, at: datetime) -> ProgrammePart:
    """One more part. Raises ``NotForYou``, ``NotNow``, ``NotComplete``."""
    draft = hold_draft(plan.pk, by)
    upon = _must_fit(draft, facts)
    last = ProgrammePart.objects.filter(plan=draft, kind=facts.kind).aggregate(last=Max("position"))["last"]
    part = ProgrammePart.objects.create(plan=draft, position=(last or 0) + 1, **_columns(facts))
    PartLink.objects.bulk_create(PartLink(part=part, upon=each) for each in upon)
    note("write_part", draft.municipality_id, part.pk, by, at)
    return part


@audit.action
def change_part(*, part: ProgrammePart, facts: PartFacts, by: Actor, at: datetime) -> ProgrammePart:
    """A part says something else, or rests on others. Its kind stays. Raises ``NotForYou``, ``NotNow``, ``NotComplete``."""
    draft = hold_draft(part.plan_id, by)
    row = part_of(draft, part.pk)
    if row.kind != facts.kind:
        raise NotComplete(sentence("What a part is stays. Take it out and write another."))
    upon = _must_fit(draft, facts)
    for name, value in _columns(facts).items():
        setattr(row, name, value)
    row.save()
    PartLink.objects.bulk_create([PartLink(part=row, upon=each) for each in upon], ignore_conflicts=True)
    PartLink.objects.filter(part=row).exclude(upon__in=upon).delete()
    note("change_part", draft.municipality_id, row.pk, by, at)
    return row


@audit.action
def remove_part(*, part: ProgrammePart, by: Actor, at: datetime) -> None:
    """A part is taken out, unless a goal would lose its last need. Raises ``NotForYou``, ``NotNow``, ``NotComplete``."""
    draft = hold_draft(part.plan_id, by)
    row = part_of(draft, part.pk)
    above = PartLink.objects.filter(upon=row)
    for goal in ProgrammePart.objects.filter(kind=PartKind.GOAL, pk__in=above.values("part_id")):
        others = PartLink.objects.filter(part=goal, upon__kind=PartKind.NEED).exclude(upon=row)
        if row.kind == PartKind.NEED and not others.exists():
            raise NotComplete(
                sentence(
                    "The goal “%(goal)s” rests on this need alone. Give the goal another need, or take it out first.",
                    goal=goal.title,
                )
            )
    above.delete()
    PartLink.objects.filter(part=row).delete()
    Duty.objects.filter(part=row).delete()
    Target.objects.filter(part=row).delete()
    ProgrammePart.objects.filter(pk=row.pk).delete()
    note("remove_part", draft.municipality_id, row.pk, by, at)


@audit.action
def set_duties(*, part: ProgrammePart, duties: Iterable[DutyFacts], by: Actor, at: datetime) -> None:
    """Who has what to do with a guideline or an activity: this replaces what stood there. Raises ``NotForYou``, ``NotNow``, ``NotComplete``."""
    draft = hold_draft(part.plan_id, by)
    row = part_of(draft, part.pk)
    told = list(dict.fromkeys(duties))
    if row.kind not in _HAS_DUTIES:
        raise NotComplete(sentence("Guidelines and activities are given to somebody; other parts are not."))
    if sum(each.does is Does.ACCOUNTABLE for each in told) > 1:
        raise NotComplete(sentence("One party answers for it: choose one."), field=Does.ACCOUNTABLE.value)
    Duty.objects.filter(part=row).delete()
    Duty.objects.bulk_create(Duty(part=row, party=each.party, does=each.does) for each in told)
    note("set_duties", draft.municipality_id, row.pk, by, at)


@audit.action
def set_targets(*, part: ProgrammePart, targets: Iterable[TargetFacts], by: Actor, at: datetime) -> None:
    """What an indicator is to be, year by year: this replaces what stood there. Raises ``NotForYou``, ``NotNow``, ``NotComplete``."""
    draft = hold_draft(part.plan_id, by)
    row = part_of(draft, part.pk)
    told = list(targets)
    if row.kind != PartKind.INDICATOR:
        raise NotComplete(sentence("Only an indicator has targets."))
    if len({each.year for each in told}) < len(told):
        raise NotComplete(
            sentence("A year stands there twice. Write one value for each year."), field="targets"
        )
    if sum(each.is_baseline for each in told) > 1:
        raise NotComplete(sentence("One year is where it starts from: choose one."), field="targets")
    Target.objects.filter(part=row).delete()
    Target.objects.bulk_create(
        Target(
            part=row,
            year=each.year,
            value=each.value,
            national=each.national,
            is_baseline=each.is_baseline,
        )
        for each in told
    )
    note("set_targets", draft.municipality_id, row.pk, by, at)


def _must_fit_frame(frame: PlanFrame) -> None:
    must_say(frame.title, "title")
    if frame.ends_on <= frame.starts_on:
        raise NotComplete(sentence("A plan ends after it began."), field="last_day")


def _must_fit(draft: Plan, facts: PartFacts) -> list[ProgrammePart]:
    """What the part rests on, or why it can't be written so."""
    must_say(facts.title, "title")
    upon = list(ProgrammePart.objects.filter(plan=draft, pk__in=facts.upon))
    allowed = RESTS_ON.get(facts.kind, ())
    if len(upon) < len(set(facts.upon)) or any(each.kind not in allowed for each in upon):
        raise NotComplete(sentence("Choose among the parts of this plan that it can rest on."), field="upon")
    if facts.kind is PartKind.GOAL and not any(each.kind == PartKind.NEED for each in upon):
        raise NotComplete(
            sentence("A goal rests on a need. Choose one, or write the need down first."), field="upon"
        )
    if facts.kind is PartKind.GUIDELINE and facts.strength is None:
        raise NotComplete(sentence("Say how binding the guideline is."), field="strength")
    if facts.kind is PartKind.INDICATOR:
        _must_fit_indicator(facts)
    if facts.by_month is not None and facts.by_month not in _MONTHS:
        raise NotComplete(sentence("A year has twelve months."), field="by_month")
    return upon


def _must_fit_indicator(facts: PartFacts) -> None:
    if facts.level is None:
        raise NotComplete(sentence("Say what the indicator tells about."), field="level")
    must_say(facts.formula, "formula")
    must_say(facts.source, "source")


def _columns(facts: PartFacts) -> dict[str, object]:
    is_guideline = facts.kind is PartKind.GUIDELINE
    return {
        "kind": facts.kind,
        "title": facts.title.strip(),
        "words": facts.words.strip(),
        "strength": facts.strength if is_guideline and facts.strength else "",
        "sense": facts.sense or "",
        "stages": list(facts.stages),
        "areas": list(facts.areas),
        "needs_partner": facts.needs_partner,
        "by_month": facts.by_month,
        "level": facts.level or "",
        "formula": facts.formula.strip(),
        "source": facts.source.strip(),
        "unit": facts.unit.strip(),
    }
