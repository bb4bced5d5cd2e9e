"""Every night: whoever keeps something waiting is reminded, as often as the rule says and no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

from django.db.models import Count

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.periods import school_year_of
from stafet.messages import api as messages
from stafet.messages.api import Recipient, Template
from stafet.organisations import api as organisations
from stafet.reminders.due import due_things
from stafet.reminders.models import Reminder
from stafet.reminders.night import Due, Night
from stafet.reminders.pace import days_of
from stafet.reminders.states import AT_HOME, TO_HOSTS, ReminderKind
from stafet.reminders.telling import Readers, readers_of

_K = ReminderKind
_BY_LINK: Mapping[ReminderKind, Template] = MappingProxyType(
    {
        _K.PLACE_QUESTION: Template.PLACE_REMINDER,
        _K.HOST_SIGNATURE: Template.SIGN_REMINDER,
        _K.HOST_FOLLOW_UP: Template.TELL_REMINDER,
    }
)


@audit.action
def remind(*, municipality_id: UUID, by: Actor, at: datetime) -> int:
    """Remind of everything that has waited too long, each stage once, in one go a day. Returns how many things were reminded of.

    Only in the scope of a job, which is one transaction: what stops midway has sent nothing, and begins anew. Two clocks at once
    send once, because a reminder stands once. Whoever has a log-in gets one message a day at most, however much waits for them.
    """
    night = Night(organisations.home(municipality_id), municipality_id, at)
    if Reminder.objects.filter(municipality_id=municipality_id, on=night.today).exists():
        return 0
    dues = due_things(night)
    readers = readers_of(dues, night)
    standing = _standing(night, dues)
    fresh = [due for due in dues if due.occasion not in standing and readers.of(due)]
    chosen = tuple(_as_often_as_allowed(fresh, night))
    Reminder.objects.bulk_create([_row(due, night, readers) for due in chosen], ignore_conflicts=True)
    messages.queue_letters(letters=tuple(_letters(chosen, readers, night)), by=by, at=at)
    audit.record_many(
        action="reminders.remind", municipality_id=municipality_id, subject_id=None, by=by, at=at
    )
    return len(chosen)


def _letters(chosen: Sequence[Due], readers: Readers, night: Night) -> Iterator[messages.Letter]:
    """To a host one for each of its links; to whoever logs in one for everything."""
    told: dict[tuple[Template, UUID], Recipient] = {}
    for due in chosen:
        for to in readers.of(due):
            if due.kind in TO_HOSTS:
                yield messages.Letter(_BY_LINK[due.kind], to, due.thing_id, str(due.stage))
            else:
                template = Template.OWN_WAITS if due.kind in AT_HOME else Template.PLACEMENTS_WAIT
                told[template, to.user_id] = to
    for (template, _), to in told.items():
        yield messages.Letter(template, to, night.municipality_id, night.today.isoformat())


def _standing(night: Night, dues: Sequence[Due]) -> set[tuple[str, UUID, date, int]]:
    """What was reminded of already."""
    rows = Reminder.objects.filter(
        municipality_id=night.municipality_id, thing_id__in=[due.thing_id for due in dues]
    )
    return set(rows.values_list("kind", "thing_id", "since", "stage"))


def _as_often_as_allowed(dues: Sequence[Due], night: Night) -> Iterator[Due]:
    """Those that may be sent: no host is written to more often in a school year than the rule says."""
    most = days_of("stafet.reminder.to_host_a_year", night.today)
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


def _row(due: Due, night: Night, readers: Readers) -> Reminder:
    return Reminder(
        municipality_id=night.municipality_id,
        kind=due.kind,
        thing_id=due.thing_id,
        since=due.since,
        stage=due.stage,
        host_id=due.host_id,
        on=night.today,
        to_last_resort=readers.is_unheard(due),
        known_at=night.at,
    )
