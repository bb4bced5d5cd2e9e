"""The relay line: who had the responsibility, who has it, who is to take it, and what comes next.

The line is the product's own mark and looks the same everywhere: solid where responsibility is
held, dashed where it is offered and not yet taken, and at its end the next step with its date. It
is an ordered list in the page, so that it reads aloud in the right order, prints, wraps and needs
no script. A gap is never drawn because it cannot exist: a relay without a holder is refused here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from stafet.web.components.days import DayForm, write_day, write_period
from stafet.web.components.deadlines import Deadline, deadline
from stafet.web.components.remembered import per_language


class Part(StrEnum):
    """The part an organisation has in a relay. The value is the name of its CSS class."""

    HAD = "had"
    HAS = "has"
    OFFERED = "offered"


_ORDER = (Part.HAD, Part.HAS, Part.OFFERED)


@dataclass(frozen=True, slots=True)
class Segment:
    """One leg of the relay.

    ``since`` is the day the organisation took the responsibility, or was offered it; ``until`` is
    the first day it no longer had it. ``person`` may be unknown, the organisation never is.
    """

    part: Part
    organisation: str
    since: date
    until: date | None = None
    person: str = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What happens next for the young person, and when it is due."""

    what: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Relay:
    """The legs in order of time, exactly one of them held, and the next step."""

    segments: tuple[Segment, ...]
    next_step: NextStep
    today: date

    def __post_init__(self) -> None:
        parts = [segment.part for segment in self.segments]
        if parts.count(Part.HAS) != 1:
            raise ValueError("A relay line shows exactly one organisation that has it.")
        if parts != sorted(parts, key=_ORDER.index):
            raise ValueError("A relay line runs from those who had it to those who are to take it.")

    @property
    def had(self) -> tuple[Segment, ...]:
        """Those who had the responsibility, oldest first."""
        return tuple(segment for segment in self.segments if segment.part is Part.HAD)


@dataclass(frozen=True, slots=True)
class RelayLeg:
    """A leg in words ready to show."""

    part: str
    heading: str
    organisation: str
    person: str
    when: str


@dataclass(frozen=True, slots=True)
class RelayLine:
    """The large line in words ready to show: context of ``components/relay.html``."""

    legs: tuple[RelayLeg, ...]
    what: str
    due: Deadline


def large_relay(relay: Relay) -> RelayLine:
    """The line of the person page: every leg with its label."""
    return RelayLine(
        legs=tuple(_leg(segment) for segment in relay.segments),
        what=relay.next_step.what,
        due=deadline(relay.next_step.due_on, today=relay.today),
    )


def _leg(segment: Segment) -> RelayLeg:
    return RelayLeg(
        part=segment.part,
        heading=_heading(segment.part),
        organisation=segment.organisation,
        person=segment.person,
        when=_when(segment),
    )


def _heading(part: Part) -> str:
    if part is Part.HAD:
        return gettext("Had the responsibility")
    if part is Part.HAS:
        return gettext("Has the responsibility")
    return gettext("Is offered the responsibility")


def _when(segment: Segment) -> str:
    if segment.part is Part.OFFERED:
        return gettext("offered %(day)s, not yet taken") % {"day": write_day(segment.since, "short")}
    return write_period(segment.since, segment.until)


def small_relay(relay: Relay) -> SafeString:
    """The line of a list row, made in the view: a template loop only puts it in.

    Of those who had the responsibility only the last is drawn, and as a stub; how many came before is
    said to those who hear the page.
    """
    shown = (*relay.had[-1:], *(s for s in relay.segments if s.part is not Part.HAD))
    legs = "".join(_small_leg(segment, relay) for segment in shown)
    end = _small_end(relay.next_step, relay.today)
    # Names are escaped where they are put in.
    return mark_safe(f'<ol class="relay relay--small" role="list">{legs}{end}</ol>')  # noqa: S308


def _small_leg(segment: Segment, relay: Relay) -> str:
    who = f"{segment.organisation}, {segment.person}" if segment.person else segment.organisation
    return (
        f'<li class="relay__leg relay__leg--{segment.part}"><span class="sr-only">{_said(segment.part, len(relay.had) - 1)} </span>'
        f'<span class="relay__who">{escape(who)}</span></li>'
    )


@per_language
def _said(part: Part, earlier: int) -> str:
    if part is Part.HAS:
        return gettext("Now:")
    if part is Part.OFFERED:
        return gettext("Offered to:")
    if not earlier:
        return gettext("Before:")
    return ngettext("Before, after %(count)d other:", "Before, after %(count)d others:", earlier) % {
        "count": earlier
    }


@per_language
def _small_end(next_step: NextStep, today: date) -> str:
    due_on = next_step.due_on
    due = deadline(due_on, today=today)
    form: DayForm = "near" if due_on.year == today.year else "short"
    heading = gettext("Next step:")
    return (
        f'<li class="relay__end relay__end--{due.urgency}">'
        f'<span class="sr-only">{heading} {escape(next_step.what)}, {due.text}, </span>'
        f'<time datetime="{due.iso}">{write_day(due_on, form)}</time></li>'
    )
