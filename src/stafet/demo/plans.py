"""Career plans in every state: some leavers are ready, some on their way, most have not begun; and one written at home."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from stafet.careerplans import api as careerplans
from stafet.careerplans.api import DoneBy, GoalTerm, PartKind, Voice
from stafet.demo.story import LEADERS, Town
from stafet.kernel.actors import Actor
from stafet.own import api as own
from stafet.people import api as people
from stafet.responsibility import api as responsibility

_EACH = 8
_GOALS = (
    ("Tømrer", "Et besøg på den tekniske skole"),
    ("Social- og sundhedsassistent", "To dages praktik på plejehjemmet"),
    ("HF og siden læreruddannelsen", "Tale med en, der går på HF"),
    ("Datatekniker", "Prøve et introkursus"),
)
_WISHES = (
    "Vil helst arbejde med hænderne og sammen med andre.",
    "Vil gerne hjælpe mennesker og slippe for mange skriftlige opgaver.",
    "Ved ikke helt endnu, men noget med sprog.",
    "Vil bygge noget, andre bruger.",
)


def write_plans(town: Town, at: datetime) -> None:
    """Each school has come a little way: of its first eight, two are ready, two talked through, two begun, two not."""
    for key, leader in LEADERS.items():
        for number, person in enumerate(_pupils(town, key)):
            if number % 4 != 3:
                _write(town, person, leader, number, at)


def _pupils(town: Town, key: str) -> Sequence[people.Person]:
    held = responsibility.Holding.objects.filter(
        municipality_id=town.municipality_id, organisation=town.places[key], ends_at=None
    )
    rows = people.Person.objects.filter(pk__in=held.values("person_id")).order_by("sort_key", "pk")
    return list(rows[:_EACH])


def _write(town: Town, person: people.Person, leader: str, number: int, at: datetime) -> None:
    by = town.actor(leader, at)
    goal, first = _GOALS[number % len(_GOALS)]
    due = at.date() + timedelta(days=21 + 7 * (number % 3))
    plan = careerplans.begin_plan(person=person, by=by, at=at)
    careerplans.add_goal(
        plan=plan,
        term=GoalTerm.LONG,
        words=goal,
        step=careerplans.StepOnTheWay(first, DoneBy.YOUNG_PERSON, due),
        by=by,
        at=at,
    )
    words = _WISHES[number % len(_WISHES)]
    careerplans.write_part(plan=plan, kind=PartKind.WISHES, voice=Voice.SCHOOL, words=words, by=by, at=at)
    if number % 4 == 2:
        return
    careerplans.discuss_plan(plan=plan, on=at.date(), by=by, at=at)
    if number % 4 == 0:
        careerplans.show_plan(plan=plan, on=at.date(), by=by, at=at)
        plan.refresh_from_db()
        careerplans.approve_plan(plan=plan, by=by, at=at)


def plan_from_home(town: Town, person: people.Person, young: Actor, mother: Actor, at: datetime) -> None:
    """The young person begins the plan in their own words, Bo goes on with it, and the mother has her say."""
    own_words = {
        PartKind.STRENGTHS: "Jeg er god til at holde hovedet koldt, og jeg møder til tiden.",
        PartKind.WISHES: "Jeg vil gerne lære noget, hvor man kan se, hvad man har lavet.",
        PartKind.MOTIVATION: "Når nogen viser mig det først, og jeg så selv må prøve.",
    }
    for kind, words in own_words.items():
        own.write_own_words(
            person_id=person.pk, capacity=own.Capacity.SELF, kind=kind, words=words, by=young, at=at
        )
    _go_on(person, town.actor("bo", at), at)
    own.write_own_words(
        person_id=person.pk,
        capacity=own.Capacity.CUSTODY_HOLDER,
        kind=PartKind.STRENGTHS,
        words="Giver ikke op, når det først er i gang.",
        by=mother,
        at=at,
    )
    own.propose_own_goal(
        person_id=person.pk,
        capacity=own.Capacity.SELF,
        term=GoalTerm.PLAN_B,
        words="Et halvt år på højskole",
        by=young,
        at=at,
    )


def _go_on(person: people.Person, by: Actor, at: datetime) -> None:
    plan = careerplans.begin_plan(person=person, by=by, at=at)
    due = at.date() + timedelta(days=28)
    hers = careerplans.StepOnTheWay("Ring til værkstedet om to dages praktik", DoneBy.YOUNG_PERSON, due)
    goal = careerplans.add_goal(
        plan=plan, term=GoalTerm.SHORT, words="Prøve et værksted", step=hers, by=by, at=at
    )
    home = careerplans.StepOnTheWay("Køre de to dage, hvis bussen ikke passer", DoneBy.HOME, due)
    careerplans.add_plan_step(goal=goal, step=home, by=by, at=at)
    careerplans.write_part(
        plan=plan,
        kind=PartKind.AGREEMENTS,
        voice=Voice.COUNSELLOR,
        words="Vi ses igen, når praktikken er slut.",
        by=by,
        at=at,
    )
    careerplans.write_support(
        plan=plan, words="Skriftlige opgaver tager lang tid. Læs det vigtige højt.", by=by, at=at
    )
    careerplans.discuss_plan(plan=plan, on=at.date(), by=by, at=at)
