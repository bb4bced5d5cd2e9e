"""A plan in words ready to show: on the page of those who write it, on the public page and on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext, gettext_lazy

from stafet.programme.api import (
    RESTS_ON,
    Area,
    Does,
    Duty,
    Level,
    PartKind,
    PartView,
    Party,
    Plan,
    PlanState,
    PlanView,
    ProgrammePart,
    Sense,
    Stage,
    Strength,
    Target,
)
from stafet.web.components.days import write_day, write_period
from stafet.web.components.numbers import write_decimal, write_number
from stafet.web.components.parts import Action
from stafet.web.components.tables import Fact, Facts

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

HEADINGS: Mapping[PartKind, StrOrPromise] = {
    PartKind.SECTION: gettext_lazy("What the plan is"),
    PartKind.POLICY: gettext_lazy("Policies it serves"),
    PartKind.FINDING: gettext_lazy("What we have found"),
    PartKind.NEED: gettext_lazy("What is needed"),
    PartKind.GOAL: gettext_lazy("Where we want to come"),
    PartKind.GUIDELINE: gettext_lazy("Guidelines"),
    PartKind.ACTIVITY: gettext_lazy("What is done"),
    PartKind.INDICATOR: gettext_lazy("How we see whether it works"),
}
_ADD: Mapping[PartKind, StrOrPromise] = {
    PartKind.SECTION: gettext_lazy("Add a section of text"),
    PartKind.POLICY: gettext_lazy("Add a policy"),
    PartKind.FINDING: gettext_lazy("Add a finding"),
    PartKind.NEED: gettext_lazy("Add a need"),
    PartKind.GOAL: gettext_lazy("Add a goal"),
    PartKind.GUIDELINE: gettext_lazy("Add a guideline"),
    PartKind.ACTIVITY: gettext_lazy("Add an activity"),
    PartKind.INDICATOR: gettext_lazy("Add an indicator"),
}
HAS_DUTIES = (PartKind.GUIDELINE, PartKind.ACTIVITY)


@dataclass(frozen=True, slots=True)
class Card:
    """One part, ready to show."""

    name: str
    title: str
    words: str
    notes: tuple[str, ...]
    acts: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The parts of one kind."""

    name: str
    heading: str
    cards: tuple[Card, ...]
    add: Action | None = None


def groups_of(view: PlanView, *, writes: bool = False) -> list[Group]:
    """The whole plan, kind by kind; for whoever writes it with what can be done."""
    return [
        Group(
            kind.value,
            str(HEADINGS[kind]),
            tuple(_card(each, writes=writes) for each in view.of_kind(kind)),
            _add(view.plan, kind) if writes else None,
        )
        for kind in PartKind
        if writes or view.of_kind(kind)
    ]


def plan_facts(plan: Plan, house: str) -> Facts:
    """What stands on the first page."""
    items = [
        Fact(gettext("Municipality"), house),
        Fact(gettext("Holds"), write_period(plan.starts_on, plan.ends_on)),
        Fact(gettext("Version"), write_number(plan.version)),
        Fact(gettext("Where it is"), str(PlanState(plan.state).label)),
    ]
    if plan.adopted_on is not None:
        items.append(Fact(gettext("Adopted"), adopted_words(plan)))
    return Facts(plan.title, tuple(items))


def adopted_words(plan: Plan) -> str:
    """Who adopted it, when, under which number."""
    if plan.adopted_on is None:
        return ""
    return gettext("%(body)s, %(day)s, diary number %(number)s") % {
        "body": plan.adopted_by,
        "day": write_day(plan.adopted_on),
        "number": plan.diary_number,
    }


def month_words(month: int | None) -> str:
    """By when in each school year."""
    if month is None:
        return ""
    return gettext("before the end of %(month)s") % {"month": MONTHS[month]}


def notes_of(each: PartView) -> Iterator[str]:
    """Everything about a part that is not its text."""
    yield from _terms(each.part)
    yield from _scope(each.part)
    if each.upon:
        yield _listed(gettext("Rests on"), [upon.title for upon in each.upon])
    if each.part.kind == PartKind.INDICATOR:
        yield from _measure(each)
    yield from (duty_words(each.duties, party) for party in Party if _has(each.duties, party))


def _terms(part: ProgrammePart) -> Iterator[str]:
    """How binding, by when, with whom."""
    if part.strength:
        yield str(Strength(part.strength).label)
    if part.by_month:
        yield gettext("Each school year, %(when)s") % {"when": month_words(part.by_month)}
    if part.needs_partner:
        yield gettext("Counts only when somebody from outside the school takes part")


def _scope(part: ProgrammePart) -> Iterator[str]:
    """For whom, and what it strengthens."""
    if part.stages:
        yield _listed(gettext("For"), [str(Stage(one).label) for one in part.stages])
    if part.areas:
        yield _listed(gettext("Strengthens"), [str(Area(one).label) for one in part.areas])
    if part.sense:
        yield str(Sense(part.sense).label)


def duty_words(duties: Sequence[Duty], party: Party) -> str:
    """What one party does: "Teachers: does it"."""
    return f"{party.label}: {does_words([Does(duty.does) for duty in duties if duty.party == party])}"


def does_words(does: Sequence[Does]) -> str:
    """What is done with it, in words."""
    return ", ".join(str(one.label) for one in does)


def target_words(row: Target, unit: str) -> str:
    """One year of an indicator."""
    told = f"{row.year}: {with_unit(row.value, unit)}"
    if row.is_baseline:
        told = gettext("%(target)s, where it starts from") % {"target": told}
    if row.national is not None:
        told = gettext("%(target)s (nationally %(national)s)") % {
            "target": told,
            "national": with_unit(row.national, unit),
        }
    return told


def with_unit(value: object, unit: str) -> str:
    """A number with what it is in."""
    return f"{write_decimal(value)} {unit}".strip()  # type: ignore[arg-type]


def _measure(each: PartView) -> Iterator[str]:
    yield str(Level(each.part.level).label)
    yield gettext("Counted as: %(formula)s. Source: %(source)s") % {
        "formula": each.part.formula,
        "source": each.part.source,
    }
    yield from (target_words(row, each.part.unit) for row in each.targets)


def _has(duties: Sequence[Duty], party: Party) -> bool:
    return any(duty.party == party for duty in duties)


def _listed(term: str, words: Sequence[str]) -> str:
    return f"{term}: {'; '.join(words)}"


def _card(each: PartView, *, writes: bool) -> Card:
    return Card(
        name=str(each.part.key),
        title=each.part.title,
        words=each.part.words,
        notes=tuple(notes_of(each)),
        acts=tuple(_acts(each)) if writes else (),
    )


def _acts(each: PartView) -> Iterator[Action]:
    key = [each.part.pk]
    yield Action(gettext("Change"), reverse("change_plan_part", args=key))
    if each.part.kind in HAS_DUTIES:
        yield Action(gettext("Who does what"), reverse("plan_part_duties", args=key))
    if each.part.kind == PartKind.INDICATOR:
        yield Action(gettext("Targets"), reverse("plan_part_targets", args=key))
    yield Action(gettext("Take out"), reverse("remove_plan_part", args=key))


def _add(plan: Plan, kind: PartKind) -> Action:
    return Action(str(_ADD[kind]), reverse("write_plan_part", args=[plan.pk, kind.value]))


def upon_hint(kind: PartKind) -> str:
    """What a kind of part rests on, in words."""
    below = [str(one.label) for one in RESTS_ON.get(kind, ())]
    return _listed(gettext("Rests on"), below) if below else ""
