"""What a young person reads of their own way, in plain words, said to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_lazy

from stafet.kernel.countries import Country, local_day
from stafet.own import api as own
from stafet.pathways import api as pathways
from stafet.responsibility.api import HandoverState, StepKind
from stafet.web.components.days import write_day, write_distance, write_instant
from stafet.web.components.tables import Fact, Facts

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

STEPS: Mapping[StepKind, StrOrPromise] = {
    StepKind.FIRST_CONTACT: gettext_lazy("%(who)s calls you or writes to you"),
    StepKind.OFFER_ACTIVITY: gettext_lazy("%(who)s offers you something new to do"),
    StepKind.CONVERSATION: gettext_lazy("You talk with %(who)s"),
    StepKind.FOLLOW_UP: gettext_lazy("%(who)s asks you how it is going"),
    StepKind.CONFIRM_START: gettext_lazy("%(who)s makes sure that you have started"),
    StepKind.CONFIRM_LEAVING: gettext_lazy("%(who)s asks you whether you are still there"),
    StepKind.FIND_NEXT: gettext_lazy("You find what comes next, together with %(who)s"),
    StepKind.RISK_CONVERSATION: gettext_lazy("You talk with %(who)s about how you can stay"),
    StepKind.NEXT_YEAR: gettext_lazy("You talk with %(who)s about what comes after this school year"),
    StepKind.WAIT: gettext_lazy("Nothing for now. %(who)s looks again"),
    StepKind.OTHER: gettext_lazy("%(who)s has this to do"),
}


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that is to happen, ready to show."""

    what: str
    words: str
    day: str
    note: str


def thing(step: own.NextThing, *, today: date) -> Thing:
    """A step in plain words. One that is late says what one can do about it."""
    late = step.due_on < today
    return Thing(
        what=str(STEPS[step.kind]) % {"who": step.who},
        words=step.words,
        day=gettext("by %(day)s") % {"day": write_day(step.due_on)},
        note=gettext("This should have happened by now. Call whoever has the responsibility.")
        if late
        else write_distance(step.due_on, today),
    )


def afterwards(
    steps: Sequence[own.NextThing], lines: Sequence[pathways.SpellLine], *, today: date
) -> tuple[Thing, ...]:
    """What comes after the next step: further steps, and what is planned to begin."""
    planned = [line for line in lines if line.period.starts_on > today]
    starts = gettext("You begin here: %(place)s")
    return (
        *(thing(step, today=today) for step in steps[1:]),
        *(
            Thing(
                starts % {"place": line.place or line.programme_name},
                "",
                gettext("on %(day)s") % {"day": write_day(line.period.starts_on)},
                write_distance(line.period.starts_on, today),
            )
            for line in sorted(planned, key=lambda line: line.period.starts_on)
        ),
    )


def under_way(row: own.UnderWay) -> str:
    """Where a hand-over stands, and who has the responsibility meanwhile."""
    values = {"sender": row.sender, "receiver": row.receiver, "day": write_day(row.answer_by)}
    if row.state is HandoverState.OFFERED:
        return (
            gettext(
                "%(receiver)s has been asked to take over from %(sender)s and has until %(day)s to answer. "
                "Until they say yes, %(sender)s has the responsibility for you."
            )
            % values
        )
    if row.starts_on is None:
        return gettext("%(receiver)s has taken over from %(sender)s.") % values
    starts = {**values, "day": write_day(row.starts_on)}
    return gettext("%(receiver)s has taken over from %(sender)s. You begin there on %(day)s.") % starts


def responsible_facts(row: own.Responsible) -> Facts:
    """Who has the responsibility now, and how to reach them at work."""
    known = (
        (gettext("Place"), row.organisation),
        (gettext("Person"), row.name),
        (gettext("Phone"), row.phone),
        (gettext("E-mail"), row.email),
        (gettext("Since"), write_day(local_day(Country.DK, row.since))),
    )
    label = gettext("Who has the responsibility for you now?")
    return Facts(label, tuple(Fact(term, value) for term, value in known if value))


def said_words(row: own.Said) -> str:
    """What has become of what was said to be wrong."""
    if row.answered_at is not None:
        return gettext("Dealt with on %(day)s.") % {"day": write_instant(row.answered_at)}
    return gettext("You get an answer by %(day)s.") % {"day": write_day(row.answer_by)}
