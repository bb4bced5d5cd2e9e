"""Every night: whoever keeps something waiting is reminded, as often as the rule says and no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.periods import school_year_of
from stafet.messages import api as messages
from stafet.organisations import api as organisations
from stafet.reminders.due import Due, Night, due_things
from stafet.reminders.models import Reminder
from stafet.reminders.telling import TEMPLATES, readers_of


@audit.action
def remind(*, municipality_id: UUID, by: Actor, at: datetime) -> int:
    """Remind of everything that has waited too long, each stage once. Returns how many things were reminded of.

    Only in the scope of a job, which is one transaction: what stops midway has sent nothing, and begins anew. Two clocks at once
    send once, because a reminder stands once. A constant number of statements, however much is due.
    """
    night = Night(organisations.home(municipality_id), municipality_id, at)
    dues = due_things(night)
    readers = readers_of(dues, night)
    standing = _standing(night, dues)
    fresh = [due for due in dues if (due.kind, due.thing_id, due.stage) not in standing and readers.of(due)]
    chosen = tuple(_as_often_as_allowed(fresh, night))
    Reminder.objects.bulk_create([_row(due, night) for due in chosen], ignore_conflicts=True)
    messages.queue_letters(
        letters=[
            messages.Letter(TEMPLATES[due.kind], to, due.thing_id, f"{due.stage}.{due.kind.value}"[:18])
            for due in chosen
            for to in readers.of(due)
        ],
        by=by,
        at=at,
    )
    audit.record_many(
        action="reminders.remind", municipality_id=municipality_id, subject_id=None, by=by, at=at
    )
    return len(chosen)


def _standing(night: Night, dues: Sequence[Due]) -> set[tuple[str, UUID, int]]:
    """What was reminded of already."""
    rows = Reminder.objects.filter(
        municipality_id=night.municipality_id, thing_id__in=[due.thing_id for due in dues]
    )
    return set(rows.values_list("kind", "thing_id", "stage"))


def _as_often_as_allowed(dues: Sequence[Due], night: Night) -> Iterator[Due]:
    """Those that may be sent: no host is written to more often in a school year than the rule says."""
    most = night.days("stafet.reminder.to_host_a_year")
    begins = school_year_of(night.today).period.starts_on
    rows = Reminder.objects.filter(
        municipality_id=night.municipality_id, host_id__isnull=False, on__gte=begins
    )
    sent = Counter(dict(rows.order_by().values_list("host_id").annotate(count=Count("pk"))))
    for due in dues:
        if due.host_id is not None:
            if sent[due.host_id] >= most:
                continue
            sent[due.host_id] += 1
        yield due


def _row(due: Due, night: Night) -> Reminder:
    return Reminder(
        municipality_id=night.municipality_id,
        kind=due.kind,
        thing_id=due.thing_id,
        stage=due.stage,
        host_id=due.host_id,
        on=night.today,
        known_at=night.at,
    )
