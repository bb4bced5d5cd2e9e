"""The relay as a machine: whatever people, registers and time do, in any order, the baton is never dropped.

It acts through the door only, each time as somebody who works there and in their scope, so that row-level security
is driven along; and it looks behind all fences after each step. A refusal in words is an answer; anything else
that goes wrong is a fault.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import psycopg
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tests.responsibility.invariants import wrong
from tests.responsibility.world import World

from stafet.access import api as access
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import SYSTEM, Actor
from stafet.kernel.sentences import SentenceError
from stafet.organisations import api as organisations
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.responsibility import api as responsibility

YOUNG = ("Amina", "Bilal", "Clara")
WHO = st.integers(0, len(YOUNG) - 1)
WHERE = st.sampled_from(["town", "guidance", "school", "vocational", "gymnasium"])
A_COLLEAGUE = st.integers(0, 1)
SOME_DAYS = st.integers(1, 12)


class RelayMachine(RuleBasedStateMachine):
    """Three young people, five places, two people at each, and everything that can happen to them."""

    superuser: psycopg.Connection

    def __init__(self) -> None:
        super().__init__()
        self.world = World(self.superuser)
        self.young = [self.world.person(name) for name in YOUNG]
        self.covered = {person.pk: False for person in self.young}
        for person, place in zip(self.young, ("school", "vocational", "guidance"), strict=True):
            self.world.take_in(person, place)
            self.covered[person.pk] = True
        self.gone: set[object] = set()

    @property
    def is_late(self) -> bool:
        """Whether enough has happened for an end: too many ends, and there is no relay to look at."""
        return self.world.now.minute % 3 == 0

    # --- what people do ---------------------------------------------------------------------------

    @rule(who=WHO, to=WHERE, colleague=A_COLLEAGUE, in_days=st.none() | st.integers(0, 20))
    def offer(self, who: int, to: str, colleague: int, in_days: int | None) -> None:
        """The holder offers somebody, perhaps for a day to start."""
        starts_on = None if in_days is None else self.world.today + timedelta(days=in_days)
        self._as_holder(
            who,
            colleague,
            lambda person, actor: responsibility.offer_handover(
                person=person,
                to=responsibility.Receiver(self.world.places[to].pk),
                kind=responsibility.HandoverKind.CHANGE,
                basis="dk.sharing.transition",
                by=actor,
                at=self.world.now,
                starts_on=starts_on,
            ),
        )

    @rule(who=WHO, colleague=A_COLLEAGUE, named=st.booleans())
    def accept(self, who: int, colleague: int, named: bool) -> None:
        """The receiver takes over."""
        self._as_one_side(
            "to",
            who,
            colleague,
            lambda offer, actor: responsibility.accept_handover(
                handover=offer,
                first_step=self.world.step(5),
                by=actor,
                at=self.world.now,
                holder_id=actor.user_id if named else None,
            ),
        )

    @rule(who=WHO, colleague=A_COLLEAGUE)
    def decline(self, who: int, colleague: int) -> None:
        """The receiver says no."""
        self._as_one_side(
            "to",
            who,
            colleague,
            lambda offer, actor: responsibility.decline_handover(
                handover=offer, reason=responsibility.DeclineReason.NO_PLACE, by=actor, at=self.world.now
            ),
        )

    @rule(who=WHO, colleague=A_COLLEAGUE)
    def withdraw(self, who: int, colleague: int) -> None:
        """The sender takes the offer back."""
        self._as_one_side(
            "from",
            who,
            colleague,
            lambda offer, actor: responsibility.withdraw_handover(
                handover=offer, by=actor, at=self.world.now
            ),
        )

    @rule(who=WHO, colleague=A_COLLEAGUE, next_in=st.none() | SOME_DAYS)
    def finish(self, who: int, colleague: int, next_in: int | None) -> None:
        """A step is done, and perhaps a next one is set."""
        self._as_holder(
            who,
            colleague,
            lambda person, actor: self._first_step(
                person,
                lambda step: responsibility.finish_step(
                    step=step,
                    outcome=responsibility.StepOutcome.REACHED_GOAL,
                    by=actor,
                    at=self.world.now,
                    next_step=None if next_in is None else self.world.step(next_in),
                ),
            ),
        )

    @rule(who=WHO, colleague=A_COLLEAGUE, due=SOME_DAYS)
    def add(self, who: int, colleague: int, due: int) -> None:
        """One more thing to do."""
        self._as_holder(
            who,
            colleague,
            lambda person, actor: responsibility.add_step(
                person=person, step=self.world.step(due), by=actor, at=self.world.now
            ),
        )

    @rule(who=WHO, colleague=A_COLLEAGUE, days=SOME_DAYS)
    def postpone(self, who: int, colleague: int, days: int) -> None:
        """A step is put off, with a reason."""
        self._as_holder(
            who,
            colleague,
            lambda person, actor: self._first_step(
                person,
                lambda step: responsibility.postpone_step(
                    step=step,
                    to=step.due_on + timedelta(days=days),
                    because="ill",
                    by=actor,
                    at=self.world.now,
                ),
            ),
        )

    @rule(who=WHO, colleague=A_COLLEAGUE, to=A_COLLEAGUE)
    def name_holder(self, who: int, colleague: int, to: int) -> None:
        """Somebody is named within the organisation that holds."""

        def act(person: people.Person, actor: Actor) -> None:
            readers = self.world.readers(self.world.holder(person) or "town")
            user_id = readers[to % len(readers)].pk if readers else None
            responsibility.assign_holder(person=person, user_id=user_id, by=actor, at=self.world.now)

        self._as_holder(who, colleague, act)

    @rule(who=WHO)
    def take_back(self, who: int) -> None:
        """The coordinator of the home municipality takes the responsibility back."""
        self._as(
            "town",
            0,
            lambda actor: responsibility.fall_back(
                person=self.young[who],
                because=responsibility.FallBackReason.TAKEN_BACK,
                by=actor,
                at=self.world.now,
            ),
        )

    @precondition(lambda self: self.is_late)
    @rule(kept=WHO, duplicate=WHO)
    def merge(self, kept: int, duplicate: int) -> None:
        """Two registrations turn out to be one person."""
        one, other = self.young[kept], self.young[duplicate]
        if {one.pk, other.pk} & self.gone:
            return
        merged = self._as_job(
            lambda: responsibility.merge_persons(kept=one, duplicate=other, by=SYSTEM, at=self.world.now)
        )
        if merged:
            self.covered[one.pk] |= self.covered[other.pk]
            self.covered[other.pk] = False
            self.gone.add(other.pk)

    # --- what registers tell ----------------------------------------------------------------------

    @rule(who=WHO, where=WHERE)
    def enrol(self, who: int, where: str) -> None:
        """A register shows that somebody attends."""
        if self.young[who].pk not in self.gone:
            self._tell(lambda: self.world.spell(self.young[who], where))

    @rule(who=WHO)
    def break_off(self, who: int) -> None:
        """A register shows that somebody has left before the end. Whoever was not covered is taken in."""
        spell = self._running_spell(who)
        if spell is None:
            return
        told = self._as_job(
            lambda: responsibility.record_break_off(
                spell=spell, reason_code="17", by=SYSTEM, at=self.world.now
            )
        )
        self.covered[self.young[who].pk] |= told

    @rule(who=WHO)
    def risk(self, who: int) -> None:
        """An institution reports that somebody may leave."""
        self._as_job(lambda: responsibility.record_risk(person=self.young[who], by=SYSTEM, at=self.world.now))

    @rule(who=WHO)
    def complete(self, who: int) -> None:
        """A register shows that somebody has completed: the promise is fulfilled when the day has come."""
        spell = self._running_spell(who)
        if spell is None:
            return
        told = self._as_job(
            lambda: pathways.end_spell(
                spell=spell,
                on=self.world.today + timedelta(days=1),
                reason=pathways.EndReason.COMPLETED,
                by=SYSTEM,
                at=self.world.now,
            )
        )
        if told:
            self.pass_days(2)
            self.covered[self.young[who].pk] = False
            assert self.world.holder(self.young[who]) is None

    # --- what happens to organisations and over time ----------------------------------------------

    @rule(place=st.sampled_from(["school", "vocational", "gymnasium"]), colleague=A_COLLEAGUE)
    def staff_leaves(self, place: str, colleague: int) -> None:
        """Somebody goes; what they had is nobody's in particular."""
        readers = self.world.readers(place)
        if not readers:
            return
        with self.world.job():
            membership = access.Membership.objects.get(
                user=readers[colleague % len(readers)], organisation=self.world.places[place]
            )
            responsibility.leave_post(membership=membership, by=SYSTEM, at=self.world.now)

    @rule(place=st.sampled_from(["vocational", "gymnasium"]))
    def close(self, place: str) -> None:
        """A place closes tomorrow."""
        with self.world.job():
            organisations.close_organisation(
                organisation=self.world.places[place],
                on=self.world.today + timedelta(days=1),
                by=SYSTEM,
                at=self.world.now,
            )
        self.pass_days(2)
        assert place not in {self.world.holder(person) for person in self.young}

    @precondition(lambda self: self.is_late)
    @rule(who=WHO)
    def end(self, who: int) -> None:
        """The promise ends for somebody."""
        ended = self._as_job(
            lambda: responsibility.end_coverage(
                person=self.young[who],
                reason=responsibility.CoverageEnd.DIED,
                on=self.world.today,
                by=SYSTEM,
                at=self.world.now,
            )
        )
        if ended:
            self.covered[self.young[who].pk] = False

    @precondition(lambda self: self.is_late)
    @rule(who=WHO)
    def move(self, who: int) -> None:
        """Somebody moves to the neighbouring municipality, which holds from then on."""
        person = self.young[who]
        moved = self._as_job(
            lambda: responsibility.move_person(
                person=person,
                to_municipality=self.world.neighbour.municipality_id,
                by=SYSTEM,
                at=self.world.now,
            )
        )
        if moved:
            self.covered[person.pk] = False

    @rule(place=WHERE)
    def take_in(self, place: str) -> None:
        """The promise begins for all it does not hold for; in the place of who was merged comes somebody new."""
        for index, person in enumerate(self.young):
            if person.pk in self.gone:
                self.young[index] = self.world.person(YOUNG[index])
        for person in self.young:
            if not self.covered.get(person.pk, False):
                self.covered[person.pk] = self._tell(partial(self.world.take_in, person, place))

    @rule(days=st.integers(1, 9))
    def pass_days(self, days: int) -> None:
        """Time passes, and the clock runs; running it again on the same day does nothing more."""
        self.world.pass_time(timedelta(days=days))
        assert self.world.run_clock().failed == 0
        again = self.world.run_clock()
        assert (again.reminded, again.lapsed, again.confirmed, again.came_home, again.failed) == (
            0,
            0,
            0,
            0,
            0,
        )
        self._see_who_is_covered()

    def _see_who_is_covered(self) -> None:
        """The clock ends promises by rule; nobody comes under one that way."""
        for person in self.young:
            if self.world.holder(person) is None:
                completed = self.superuser.execute(
                    "SELECT FROM pathways_spell WHERE person_id = %s AND end_reason = 'completed'",
                    [person.pk],
                ).fetchone()
                assert not self.covered[person.pk] or completed is not None
                self.covered[person.pk] = False

    # --- what must always be true -----------------------------------------------------------------

    @invariant()
    def nobody_is_dropped(self) -> None:
        """Nothing is wrong here or next door, and the promise holds for exactly those we think."""
        assert wrong(self.superuser, self.world.home.municipality_id) == {}
        assert wrong(self.superuser, self.world.neighbour.municipality_id) == {}
        held = {person.pk for person in self.young if self.world.holder(person) is not None}
        assert held == {pk for pk, covered in self.covered.items() if covered}

    # --- how it acts ------------------------------------------------------------------------------

    def _as(self, place: str, colleague: int, act: Callable[[Actor], object]) -> bool:
        """Act as one of those who work at a place; the system steps in where nobody does. Was it done?"""
        readers = self.world.readers(place)
        if not readers:
            return self._as_job(lambda: act(SYSTEM))
        user = readers[colleague % len(readers)]

        def acting() -> None:
            with self.world.acting(user) as actor:
                act(actor)

        return self._tell(acting)

    def _as_job(self, act: Callable[[], object]) -> bool:
        def acting() -> None:
            with self.world.job():
                act()

        return self._tell(acting)

    def _tell(self, act: Callable[[], object]) -> bool:
        """Whether it was done; refused in words, it was not. A minute passes in any case."""
        try:
            act()
        except SentenceError:
            return False
        finally:
            self.world.pass_time(timedelta(minutes=1))
        return True

    def _as_holder(self, who: int, colleague: int, act: Callable[[people.Person, Actor], object]) -> None:
        """Act as the holder of somebody who is covered."""
        covered = [person for person in self.young if self.covered[person.pk]]
        if covered:
            person = covered[who % len(covered)]
            place = self.world.holder(person)
            assert place is not None
            self._as(place, colleague, lambda actor: act(person, actor))

    def _as_one_side(
        self, side: str, who: int, colleague: int, act: Callable[[responsibility.Handover, Actor], object]
    ) -> None:
        """Act as the sender or the receiver of one of the open offers."""
        offers = self.superuser.execute(
            f"SELECT id, {side}_organisation_id FROM responsibility_handover"
            " WHERE municipality_id = %s AND state = 'offered' ORDER BY id",
            [self.world.home.municipality_id],
        ).fetchall()
        if offers:
            key, place = offers[who % len(offers)]
            self._as(
                self.world.place_of(place),
                colleague,
                lambda actor: act(responsibility.Handover.objects.get(pk=key), actor),
            )

    def _first_step(self, person: people.Person, act: Callable[[responsibility.NextStep], object]) -> None:
        steps = responsibility.NextStep.objects.open().filter(person_id=person.pk)
        for step in steps.order_by("due_on", "pk")[:1]:
            act(step)

    def _running_spell(self, who: int) -> pathways.Spell | None:
        with self.world.job():
            return (
                pathways.Spell.objects.running_on(self.world.today)
                .of_kind(ActivityKind.VOCATIONAL_EDUCATION)
                .filter(person_id=self.young[who].pk, end_reason="")
                .order_by("pk")
                .first()
            )
