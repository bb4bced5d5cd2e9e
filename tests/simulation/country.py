"""The towns of a simulated country: each with its staff and its roll, and how its day is lived."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from random import Random
from uuid import UUID

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from stafet.access import api as access
from stafet.demo.loads import INSTITUTION_MAPPING
from stafet.integrations import loading
from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.kernel.countries import Country
from stafet.kernel.sentences import SentenceError
from stafet.organisations import api as organisations
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.registers import api as registers
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import Handover, HandoverState, NextStep
from tests.benchmarks.bench import Town
from tests.benchmarks.towns import found_town
from tests.simulation.young import Roll

BASIS = "dk.sharing.transition"
MORNING, NIGHT = time(7, 0), time(21, 0)
_LAGS = 15
_LONGEST_STEP, _SHORTEST_STEP = 180, 60
_SATURDAY = 5
_EXPORTS = (10, 1, 3)
"""The months in which everything is exported again."""

_LOTS = 1 << 20

# How often things happen: shares of those to whom they could happen, each time they could.
_FORGETS, _DECLINES, _NEVER_ANSWERS, _NOT_TODAY = 0.08, 0.06, 0.05, 0.5
_DROPS_OUT, _MOVES, _GOES_NOWHERE, _A_SCHOOL_CLOSES, _A_REGISTER_ERRS = 0.0006, 0.0001, 0.15, 0.3, 0.25


@dataclass(slots=True)
class Happened:
    """What has happened in the country so far, counted."""

    counts: dict[str, int] = field(default_factory=dict)

    def add(self, what: str, how_many: int = 1) -> None:
        """One more, or some more."""
        self.counts[what] = self.counts.get(what, 0) + how_many


@dataclass(slots=True)
class Life:
    """One town living day after day. ``lag`` is how many days its register is behind each summer."""

    town: Town
    roll: Roll
    chance: Random
    happened: Happened
    lag: int
    institutions: registers.Source
    forgotten: frozenset[str] = frozenset()

    @property
    def knows_its_last_resort(self) -> bool:
        """Whether somebody holds when nobody else does: without it no town could keep its promise."""
        return organisations.home(self.town.municipality_id).last_resort_id is not None

    def live(self, day: date, others: Sequence[UUID]) -> None:
        """A morning's register, a day's work, and the night's rules."""
        with clock.at_moment(_at(day, MORNING)):
            self._hear_the_register(day)
            if day.weekday() < _SATURDAY:
                self._offer_leavers(day)
                self._answer(day)
                self._do_steps(day)
                self._drop_out(day)
                self._move(day, others)
        with clock.at_moment(_at(day, NIGHT)), access.job_scope(self.town.municipality_id):
            responsibility.run_clock(municipality_id=self.town.municipality_id, by=SYSTEM, at=clock.now())

    # --- registers ---------------------------------------------------------------------------------

    def _hear_the_register(self, day: date) -> None:
        """A new school year comes in late in some towns; a few times a year everything is exported again."""
        if not self.roll.everybody or day == _year_begins(day) + timedelta(days=self.lag):
            self._begin_year(day)
            self._load(day)
        elif day.day == 1 + self.lag and day.month in _EXPORTS:
            self._load(day)

    def _begin_year(self, day: date) -> None:
        starts_in = _school_year(day)
        for young in self.roll.begin_year(starts_in):
            if self.chance.random() > _GOES_NOWHERE:
                young.enrolled_from = _year_begins(date(starts_in, 8, 1))
        if self.chance.random() < _A_SCHOOL_CLOSES and self.roll.close_a_school() is not None:
            self.happened.add("schools closed")

    def _load(self, day: date) -> None:
        """One export. Now and then it lacks some, who come back with the next one; nobody is lost by it."""
        keys = [young.key for young in self.roll.everybody]
        errs = not self.forgotten and self.chance.random() < _A_REGISTER_ERRS
        self.forgotten = frozenset(self.chance.sample(keys, len(keys) // 50)) if errs else frozenset()
        self.happened.add("wrong registers", int(errs))
        with tempfile.TemporaryDirectory(prefix="stafet-country-") as folder:
            schools, institution = Path(folder) / "register.zip", Path(folder) / "elever.csv"
            self.roll.export(schools, starts_in=_school_year(day), missing=self.forgotten)
            self.roll.export_institution(institution)
            self._take_in(schools, self.town.source)
            self._take_in(institution, self.institutions)
        self.happened.add("registers loaded", 2)

    def _take_in(self, path: Path, source: registers.Source) -> None:
        by, home = access.actor_for(self.town.coordinator, at=clock.now()), self.town.municipality_id
        with access.job_scope(home):
            load = registers.receive_upload(
                source=source, file_name=path.name, content=path.read_bytes(), by=by, at=clock.now()
            )
        loading.read_load(load.pk, home)
        loading.compare_load(load.pk, home)
        with access.job_scope(home):
            registers.order_apply(
                load_id=load.pk,
                rows=registers.WhichRows.ACCEPTED_ONLY,
                losses_confirmed=registers.preview(load.pk).losses.count,
                by=by,
                at=clock.now(),
            )
        loading.apply_load(load.pk, home)

    # --- people at work ----------------------------------------------------------------------------

    def _offer_leavers(self, day: date) -> None:
        """From the middle of May until the summer each school offers some of those it will not have any more."""
        if not date(day.year, 5, 15) <= day <= date(day.year, 6, 25):
            return
        for place, leader in self.town.leaders.items():
            with access.user_scope(leader.pk):
                offered = Handover.objects.filter(state=HandoverState.OFFERED).values("person_id")
                held = responsibility.Holding.objects.filter(ends_at=None, organisation_id=place)
                waiting = (
                    held.exclude(person_id__in=offered).order_by("pk").values_list("person_id", flat=True)
                )
                for person_id in list(waiting)[: 1 + len(waiting) // 25]:
                    self._try("offered", partial(self._offer, leader, person_id, day))

    def _offer(self, leader: access.User, person_id: UUID, day: date) -> None:
        responsibility.offer_handover(
            person=people.Person.objects.get(pk=person_id),
            to=responsibility.Receiver(organisation_id=self.town.institution_id),
            kind=responsibility.HandoverKind.START,
            basis=BASIS,
            starts_on=_year_begins(day),
            by=access.actor_for(leader, at=clock.now()),
            at=clock.now(),
        )

    def _answer(self, day: date) -> None:
        """The receiver accepts most, declines some, and overlooks some: the ladder is for those."""
        with access.user_scope(self.town.receiver.pk):
            waiting = Handover.objects.filter(
                state=HandoverState.OFFERED, to_organisation_id=self.town.institution_id
            )
            for offer in list(waiting.order_by("offered_at", "pk")):
                luck = Random(f"{offer.pk}").random()  # noqa: S311  # the same each day for the same offer
                if luck < _NEVER_ANSWERS or self.chance.random() < _NOT_TODAY:
                    continue
                declines = luck < _NEVER_ANSWERS + _DECLINES
                act = partial(self._decline, offer) if declines else partial(self._accept, offer, day)
                self._try("declined" if declines else "accepted", act)

    def _accept(self, offer: Handover, day: date) -> None:
        by = access.actor_for(self.town.receiver, at=clock.now())
        responsibility.accept_handover(handover=offer, first_step=self._step(day), by=by, at=clock.now())

    def _decline(self, offer: Handover) -> None:
        by = access.actor_for(self.town.receiver, at=clock.now())
        responsibility.decline_handover(
            handover=offer, reason=responsibility.DeclineReason.NO_PLACE, by=by, at=clock.now()
        )

    def _do_steps(self, day: date) -> None:
        """What is due is done, or forgotten for a while."""
        with access.job_scope(self.town.municipality_id):
            for step in list(NextStep.objects.due_until(day).order_by("due_on", "pk")):
                if self.chance.random() > _FORGETS:
                    self._try("steps done", partial(self._finish, step, day))

    def _finish(self, step: NextStep, day: date) -> None:
        responsibility.finish_step(
            step=step,
            outcome=responsibility.StepOutcome.REACHED_GOAL,
            next_step=self._step(day),
            by=SYSTEM,
            at=clock.now(),
        )

    def _step(self, day: date) -> responsibility.StepDraft:
        ahead = timedelta(days=self.chance.randint(_SHORTEST_STEP, _LONGEST_STEP))
        return responsibility.StepDraft(kind=responsibility.StepKind.FOLLOW_UP, due_on=day + ahead)

    def _drop_out(self, day: date) -> None:
        with access.job_scope(self.town.municipality_id):
            here = pathways.Spell.objects.running_on(day).filter(organisation_id=self.town.institution_id)
            for spell in list(here.filter(_drawn("pathways_spell.id", day, _DROPS_OUT)).order_by("pk")):
                self._try("broken off", partial(self._break_off, spell))

    def _break_off(self, spell: pathways.Spell) -> None:
        responsibility.record_break_off(spell=spell, reason_code="", by=SYSTEM, at=clock.now())

    def _move(self, day: date, others: Sequence[UUID]) -> None:
        if not others:
            return
        with access.job_scope(self.town.municipality_id):
            drawn = _drawn("responsibility_coverage.person_id", day, _MOVES)
            covered = responsibility.Coverage.objects.filter(drawn, ends_on=None).order_by("pk")
            movers = list(covered.values_list("person_id", flat=True))
        for person_id in movers:
            with access.job_scope(self.town.municipality_id):
                self._try("moved", partial(self._move_away, person_id, self.chance.choice(others)))

    def _move_away(self, person_id: UUID, to: UUID) -> None:
        person = people.Person.objects.get(pk=person_id)
        responsibility.move_person(person=person, to_municipality=to, by=SYSTEM, at=clock.now())

    def _try(self, what: str, act: Callable[[], object]) -> None:
        """Do it and count it; what the house refuses in words is counted as refused, anything else is a fault."""
        try:
            act()
        except SentenceError as refused:
            self.happened.add(f"refused: {type(refused).__name__}")
        else:
            self.happened.add(what)


def _drawn(column: str, day: date, share: float) -> RawSQL:
    """Whether the lot of a day falls on a row: drawn in the database, so that only those it falls on are read."""
    lot = f"(hashtextextended({column}::text, %s) & {_LOTS - 1}) < %s"
    return RawSQL(lot, [day.toordinal(), round(share * _LOTS)], output_field=BooleanField())  # noqa: S611


def _school_year(day: date) -> int:
    return day.year if day >= date(day.year, 8, 1) else day.year - 1


def _year_begins(day: date) -> date:
    return date(day.year, 8, 10)


def found_country(municipalities: int, people_each: int, *, on: date, happened: Happened) -> list[Life]:
    """Towns with staff and a first cohort; the first register comes in when the school year begins."""
    lives = []
    for number in range(municipalities):
        town = found_town(number, how_many=people_each, at=_at(on, MORNING))
        chance = Random(2026 + number)  # noqa: S311  # a play, not a secret
        roll = Roll(
            number, town.school_names, f"Teknisk skole {number:02d}", max(people_each // 4, 1), chance
        )
        lag, institutions = chance.randrange(_LAGS), _institutions(town, _at(on, MORNING))
        lives.append(Life(town, roll, Random(number), happened, lag, institutions))  # noqa: S311
    return lives


def _institutions(town: Town, at: datetime) -> registers.Source:
    """The institution's own list, described once as the demonstration describes its."""
    by, home = access.actor_for(town.coordinator, at=at), town.municipality_id
    with access.job_scope(home):
        content = loading.mapping_to_text(INSTITUTION_MAPPING)
        mapping = registers.save_mapping(
            municipality_id=home, name="Institutionens liste", content=content, by=by, at=at
        )
        draft = registers.SourceDraft(
            "Institutionens liste",
            registers.SourceFormat.MAPPED,
            Country.DK,
            date_order=registers.DateOrder.DAY_FIRST,
            mapping_id=mapping.pk,
        )
        return registers.create_source(municipality_id=home, draft=draft, by=by, at=at)


def _at(day: date, when: time) -> datetime:
    return datetime.combine(day, when, tzinfo=UTC)
