"""What templates can ask for: ``{% load stafet %}``.

Filters and tags here are for single values. Inside a loop over rows use values the view has made
ready (see ``stafet.web.components.work``): each call costs a row some microseconds fifty times.
"""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from stafet.kernel.sentences import Sentence
from stafet.web.components.days import (
    DayForm,
    write_day,
    write_distance,
    write_instant,
    write_period,
)
from stafet.web.components.deadlines import deadline
from stafet.web.components.forms import dress, is_group, name_field
from stafet.web.components.icons import draw_icon, sprite_address
from stafet.web.components.relay import Relay, RelayLine, large_relay
from stafet.web.components.say import say as said
from stafet.web.components.timeline import Timeline, TimelineFigure, draw_timeline

register = template.Library()


@register.filter
def say(what: Sentence | str) -> str:
    """A sentence in the reader's language; words already said pass through."""
    return said(what) if isinstance(what, Sentence) else what


@register.filter
def day(value: date | None, form: DayForm = "long") -> str:
    """``{{ spell.starts_on|day }}``, ``|day:"short"``, ``|day:"weekday"``; nothing for no day."""
    return "" if value is None else write_day(value, form)


@register.filter
def instant(value: datetime | None) -> str:
    """``{{ look.seen_at|instant }}``: the short day and the time of day where the reader is."""
    return "" if value is None else write_instant(value)


@register.filter
def distance(value: date, today: date) -> str:
    """``{{ step.due_on|distance:today }}``: "3 days ago", "tomorrow"."""
    return write_distance(value, today)


@register.simple_tag
def period(starts_on: date, ends_on: date | None) -> str:
    """``{% period spell.starts_on spell.ends_on %}``: half-open in, last day included out."""
    return write_period(starts_on, ends_on)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the design system; silent for screen readers unless it has a label."""
    return draw_icon(name, label)


@register.simple_tag
def sprite() -> str:
    """The address of the icons, to be put in a variable before a loop over rows."""
    return sprite_address()


@register.inclusion_tag("components/relay.html")
def relay_line(relay: Relay) -> dict[str, RelayLine]:
    """The large relay line of a person page."""
    return {"line": large_relay(relay)}


@register.inclusion_tag("components/timeline.html")
def timeline(spells: Timeline) -> dict[str, TimelineFigure]:
    """The timeline of a person page with its list."""
    return {"figure": draw_timeline(spells)}


@register.simple_tag
def due(on: date, today: date) -> SafeString:
    """The deadline chip of a single date: ``{% due step.due_on today %}``."""
    return deadline(on, today=today).chip


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's control in the design system's dress."""
    return dress(field)


@register.filter
def named(field: BoundField) -> str:
    """The field's label before an error in a list of errors."""
    return name_field(field)


@register.filter
def grouped(field: BoundField) -> bool:
    """Whether the field is radio buttons or checkboxes under one question."""
    return is_group(field)
