"""The relay with re-choice running along: break-offs are worked on, ended and reopened, somebody worries, plans are agreed.

The promise of the relay must hold just the same, and a case must never end without a start or a name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db.models import QuerySet
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from tests.responsibility.machine import A_COLLEAGUE, WHO, RelayMachine

from stafet.access import api as access
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import Actor
from stafet.people import api as people
from stafet.rechoice import api as rechoice

WRONG: Mapping[str, str] = {
    "broken off without a case": """
        SELECT b.person_id FROM responsibility_breakoff b
        WHERE b.municipality_id = %(home)s
          AND NOT EXISTS (SELECT FROM rechoice_case c WHERE c.break_off_id = b.id AND c.person_id = b.person_id)""",
    "closed without a start, and by nobody's name": """
        SELECT person_id FROM rechoice_case
        WHERE municipality_id = %(home)s AND state = 'closed' AND started_on IS NULL
          AND (exempted_by_id IS NULL OR exempted_because = '')""",
    "started without anything begun": """
        SELECT c.person_id FROM rechoice_case c
        WHERE c.municipality_id = %(home)s AND c.state = 'started'
          AND NOT EXISTS (SELECT FROM rechoice_option o WHERE o.case_id = c.id AND o.spell_id IS NOT NULL)""",
    "ended without an outcome": """
        SELECT person_id FROM rechoice_concern
        WHERE municipality_id = %(home)s AND (state = 'ended') <> (outcome <> '')""",
}
"""What must be true of re-choice at every moment, asked behind all fences; each statement finds what is wrong."""

_LOOKS = st.sampled_from(["talk", "offer", "choose", "start", "fall_through", "close", "exempt", "reopen"])
_NEXT = st.none() | st.integers(1, 12)


class RechoiceMachine(RelayMachine):
    """Everything the relay does, and what those who work with somebody who breaks off do."""

    @rule(who=WHO, colleague=A_COLLEAGUE, what=_LOOKS, next_in=_NEXT)
    def work_on_a_break_off(self, who: int, colleague: int, what: str, next_in: int | None) -> None:
        """The holder goes on with a break-off, as far as it goes; a leader ends it by name."""
        acts: Mapping[str, Callable[[rechoice.Case, Actor, int | None], None]] = {
            "talk": self._talk,
            "offer": self._offer,
            "choose": self._choose,
            "start": self._start,
            "fall_through": self._fall_through,
            "close": lambda case, by, _next: rechoice.close_case(case=case, by=by, at=self.world.now),
            "exempt": self._exempt,
            "reopen": lambda case, by, _next: rechoice.reopen_case(case=case, by=by, at=self.world.now),
        }

        def act(person: people.Person, actor: Actor) -> None:
            for case in rechoice.Case.objects.filter(person_id=person.pk).order_by("-broken_off_on", "pk")[
                :1
            ]:
                acts[what](case, actor, next_in)

        self._as_holder(who, colleague, act)

    @rule(who=WHO, colleague=A_COLLEAGUE)
    def worry(self, who: int, colleague: int) -> None:
        """Somebody who holds a young person worries, and says so."""

        def act(person: people.Person, actor: Actor) -> None:
            place = self.world.holder(person)
            assert place is not None
            draft = rechoice.ConcernDraft(
                self.world.places[place].pk, rechoice.ConcernReason.ABSENCE, "Away on Mondays", ""
            )
            rechoice.raise_concern(person=person, draft=draft, by=actor, at=self.world.now)

        self._as_holder(who, colleague, act)

    @rule(who=WHO, colleague=A_COLLEAGUE, next_in=_NEXT)
    def stop_worrying(self, who: int, colleague: int, next_in: int | None) -> None:
        """A concern ends, and perhaps a next step is set."""

        def act(person: people.Person, actor: Actor) -> None:
            for concern in rechoice.Concern.objects.filter(person_id=person.pk).order_by("pk")[:1]:
                rechoice.end_concern(
                    concern=concern,
                    outcome=rechoice.ConcernOutcome.STAYS,
                    next_step=None if next_in is None else self.world.step(next_in),
                    by=actor,
                    at=self.world.now,
                )

        self._as_holder(who, colleague, act)

    @invariant()
    def no_break_off_is_forgotten(self) -> None:
        """Every break-off has its case, and none ended in silence."""
        home = {"home": self.world.home.municipality_id}
        found = {name: self.superuser.execute(text, home).fetchall() for name, text in WRONG.items()}
        assert {name: rows for name, rows in found.items() if rows} == {}

    def _talk(self, case: rechoice.Case, by: Actor, next_in: int | None) -> None:
        talk = rechoice.Talk(on=self.world.today, reason=rechoice.BreakOffReason.WRONG_CHOICE)
        step = None if next_in is None else self.world.step(next_in)
        rechoice.talk_to(case=case, talk=talk, next_step=step, by=by, at=self.world.now)

    def _offer(self, case: rechoice.Case, by: Actor, next_in: int | None) -> None:
        draft = rechoice.OptionDraft("A general course", ActivityKind.GENERAL_UPPER_SECONDARY)
        option = rechoice.add_option(case=case, draft=draft, by=by, at=self.world.now)
        step = None if next_in is None else self.world.step(next_in)
        rechoice.offer_option(option=option, on=self.world.today, next_step=step, by=by, at=self.world.now)

    def _choose(self, case: rechoice.Case, by: Actor, _next: int | None) -> None:
        for option in self._options(case).exclude(state=rechoice.OptionState.LEFT)[:1]:
            rechoice.choose_option(option=option, by=by, at=self.world.now)
            rechoice.receive_option(
                option=option, on=self.world.today, who="Their counsellor", by=by, at=self.world.now
            )

    def _start(self, case: rechoice.Case, by: Actor, next_in: int | None) -> None:
        step = None if next_in is None else self.world.step(next_in)
        for option in self._options(case).filter(state=rechoice.OptionState.CHOSEN)[:1]:
            rechoice.start_option(
                option=option, on=self.world.today, next_step=step, by=by, at=self.world.now
            )

    def _fall_through(self, case: rechoice.Case, by: Actor, _next: int | None) -> None:
        rechoice.fall_through(case=case, because="They said no after all", by=by, at=self.world.now)

    def _exempt(self, case: rechoice.Case, _by: Actor, _next: int | None) -> None:
        leader = self.world.staff["town"][0]
        actor = access.actor_for(leader, at=self.world.now)
        rechoice.exempt_case(case=case, because="Long illness", by=actor, at=self.world.now)

    def _options(self, case: rechoice.Case) -> QuerySet[rechoice.Option]:
        return rechoice.Option.objects.filter(case=case).order_by("pk")
