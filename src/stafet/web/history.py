"""Everything that was ever kept about somebody's responsibility, with when it was true and when it was known.

The two differ: a register that tells in April of a break-off in March changes what was true in March, not what
anybody could have known then. So a day is asked about twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from stafet.kernel.countries import Country, time_zone
from stafet.overview import api as overview
from stafet.web.components.day_field import DayField
from stafet.web.components.days import write_day, write_instant, write_period
from stafet.web.components.say import say


class HistoryForm(forms.Form):
    """About which day, and as known on which day."""

    true_on = DayField(label=gettext_lazy("Who was responsible on"))
    known_on = DayField(
        label=gettext_lazy("as it was known on"),
        required=False,
        help_text=gettext_lazy("The same day if you leave it empty."),
    )


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One version of one thing, ready to show."""

    what: str
    note: str
    words: str
    true: str
    known: str
    by: str
    is_believed: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """Who was responsible on a day, what was to be done, and where the young person was, as known on a day."""

    question: str
    holder: str
    steps: tuple[str, ...]
    doing: str


def history_rows(lines: Iterable[overview.HistoryLine]) -> tuple[HistoryRow, ...]:
    """The versions, the latest learned first."""
    return tuple(_row(line) for line in lines)


def known_then(person_id: UUID, form: HistoryForm) -> Answer:
    """The answer for the days in the form, each taken at its end."""
    true_on: date = form.cleaned_data["true_on"]
    known_on: date = form.cleaned_data["known_on"] or true_on
    then = overview.responsible_at(person_id, true_at=_end_of(true_on), known_at=_end_of(known_on))
    question = gettext("On %(true)s, as it was known on %(known)s")
    return Answer(
        question=question % {"true": write_day(true_on), "known": write_day(known_on)},
        holder=_holder(then.holder),
        steps=tuple(_step(step) for step in then.steps),
        doing=say(then.standing.because),
    )


def _row(line: overview.HistoryLine) -> HistoryRow:
    removed = gettext("Removed") if line.removed else ""
    return HistoryRow(
        what=say(line.what),
        note=" ".join(filter(None, (say(line.note) if line.note else "", removed))),
        words=line.words,
        true=_period(line.true_from, line.true_until),
        known=_known(line.known_from, line.known_until),
        by=line.by_name or gettext("a rule"),
        is_believed=line.known_until is None and not line.removed,
    )


def _period(starts_on: date, ends_on: date | None) -> str:
    if ends_on is not None and ends_on <= starts_on:
        return write_day(starts_on, "short")
    return write_period(starts_on, ends_on)


def _known(known_from: datetime, known_until: datetime | None) -> str:
    since = write_instant(known_from)
    if known_until is None:
        return gettext("since %(day)s") % {"day": since}
    return f"{since} – {write_instant(known_until)}"


def _holder(span: overview.HolderSpan | None) -> str:
    if span is None:
        return gettext("Nobody had to have the responsibility.")
    who = f"{span.organisation_name}, {span.holder_name}" if span.holder_name else span.organisation_name
    return gettext("%(who)s had the responsibility.") % {"who": who}


def _step(step: overview.StepThen) -> str:
    what = f"{say(step.what)}: {step.words}" if step.words else say(step.what)
    who = step.assignee_name or step.organisation_name
    due = gettext("%(what)s, due %(day)s, %(who)s")
    return due % {"what": what, "day": write_day(step.due_on, "short"), "who": who}


def _end_of(day: date) -> datetime:
    midnight = datetime.combine(day + timedelta(days=1), time.min, tzinfo=time_zone(Country.DK))
    return midnight.astimezone(UTC) - timedelta(microseconds=1)
