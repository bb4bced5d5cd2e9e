"""The relay of a person, from the room's rows to the line on the page."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.safestring import SafeString

from stafet.kernel.countries import Country, local_day
from stafet.overview import api as overview
from stafet.web.components.relay import NextStep, Part, Relay, Segment, small_relay


def relay(of: overview.RelayOf | None, *, what: str, today: date) -> Relay | None:
    """The legs of somebody's relay with the next step at its end; none where nobody has to hold any more."""
    if of is None or of.next_due_on is None:
        return None
    offered = () if of.offered is None else (_leg(of.offered, Part.OFFERED),)
    return Relay(
        segments=(*(_leg(span, Part.HAD) for span in of.past), _leg(of.current, Part.HAS), *offered),
        next_step=NextStep(what, of.next_due_on),
        today=today,
    )


def small_line(of: overview.RelayOf | None, *, what: str, today: date) -> SafeString | None:
    """The line of a list row; none for somebody whom nobody has to hold any more."""
    drawn = relay(of, what=what, today=today)
    return None if drawn is None else small_relay(drawn)


def _leg(span: overview.HolderSpan, part: Part) -> Segment:
    return Segment(
        part=part,
        organisation=span.organisation_name,
        since=_day(span.starts_at),
        until=None if span.ends_at is None else _day(span.ends_at),
        person=span.holder_name,
    )


def _day(at: datetime) -> date:
    return local_day(Country.DK, at)
