"""What a town keeps: talks with hosts, the theme of its classes, who pays, and the tasks of a school year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from stafet.audit import api as audit
from stafet.groundwork import policies
from stafet.groundwork.actions.steps import (
    day_in,
    must_have_happened,
    must_keep_year,
    must_say,
    note,
    user_of,
)
from stafet.groundwork.drafts import ContactFacts, MoneyFacts, TaskFacts, ThemeFacts
from stafet.groundwork.errors import ChangedByNow, NotWhole, NotYours
from stafet.groundwork.models import ClassTheme, HostTalk, Money, YearTask
from stafet.groundwork.states import ThemeState
from stafet.groundwork.template import TEMPLATE
from stafet.kernel.actors import Actor
from stafet.kernel.countries import CURRENCIES
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.placements import api as placements
from stafet.placements.api import Host, SchemeKind

_BEGUN_ALREADY = sentence("This year’s list has been begun already.")


@audit.action
def log_host_talk(*, host: Host, facts: ContactFacts, by: Actor, at: datetime) -> HostTalk:
    """Write down that somebody was in touch with a host. Raises ``NotYours``, ``NotWhole``."""
    if not placements.can_keep_host(by, host):
        raise NotYours(sentence("Only those who work with young people in the town write this down."))
    must_have_happened(facts.on, day_in(host.municipality_id, at))
    if facts.next_on is not None and facts.next_on <= facts.on:
        raise NotWhole(sentence("The next contact comes after this one."), field="next_on")
    row = HostTalk.objects.create(
        municipality_id=host.municipality_id,
        host=host,
        way=facts.way,
        on=facts.on,
        words=must_say(facts.words, "words"),
        next_on=facts.next_on,
        by_id=user_of(by),
        known_at=at,
    )
    note("log_host_talk", host.municipality_id, row.pk, by, at)
    return row


@audit.action
def plan_theme(
    *, unit: organisations.Unit, starts_in: int, facts: ThemeFacts, by: Actor, at: datetime
) -> ClassTheme:
    """A class is to have the theme, or has had it. Raises ``NotYours``, ``NotWhole``."""
    town = unit.organisation.municipality_id
    if not policies.can_plan_theme_in(by, town):
        raise NotYours(sentence("Only those who work with young people in the town write this down."))
    if facts.state is ThemeState.HELD:
        must_have_happened(facts.on, day_in(town, at))
    row, _ = ClassTheme.objects.update_or_create(
        unit=unit,
        starts_in=starts_in,
        defaults={
            "municipality_id": town,
            "state": facts.state,
            "on": facts.on,
            "words": facts.words.strip(),
            "by_id": user_of(by),
            "known_at": at,
        },
    )
    note("plan_theme", town, row.pk, by, at)
    return row


@audit.action
def say_who_pays(*, facts: MoneyFacts, by: Actor, at: datetime) -> Money:
    """One source of money for a scheme at a school; said again, it takes the place of what stood there. Raises ``NotYours``."""
    school = organisations.Organisation.objects.get(pk=facts.school_id)
    if not policies.can_say_who_pays(by, school):
        raise NotYours(sentence("Only the town’s office, or whoever leads the school, says who pays."))
    row, _ = Money.objects.update_or_create(
        school=school,
        kind=facts.kind,
        starts_in=facts.starts_in,
        source=facts.source,
        defaults={
            "municipality_id": school.municipality_id,
            "amount": facts.amount,
            "currency": CURRENCIES[organisations.home(school.municipality_id).country],
            "decided": facts.decided.strip(),
            "known_at": at,
        },
    )
    note("say_who_pays", school.municipality_id, row.pk, by, at)
    return row


@audit.action
def begin_year(*, municipality_id: UUID, kind: SchemeKind, starts_in: int, by: Actor, at: datetime) -> int:
    """Copy the list of the year before, or the shipped one where there is none: how many tasks. Raises ``NotYours``, ``ChangedByNow``."""
    must_keep_year(by, municipality_id)
    rows = YearTask.objects.filter(municipality_id=municipality_id, kind=kind)
    if rows.filter(starts_in=starts_in).exists():
        raise ChangedByNow(_BEGUN_ALREADY)
    before = list(rows.filter(starts_in=starts_in - 1))
    copied = _copied(before) if before else _shipped(starts_in)
    made = [
        YearTask(municipality_id=municipality_id, kind=kind, starts_in=starts_in, known_at=at, **each)
        for each in copied
    ]
    try:
        with transaction.atomic(using=audit.current_alias()):
            YearTask.objects.bulk_create(made)
    except IntegrityError:
        raise ChangedByNow(_BEGUN_ALREADY) from None
    note("begin_year", municipality_id, made[0].pk, by, at)
    return len(made)


@audit.action
def set_task(
    *,
    municipality_id: UUID,
    kind: SchemeKind,
    starts_in: int,
    facts: TaskFacts,
    task: YearTask | None = None,
    by: Actor,
    at: datetime,
) -> YearTask:
    """Add a task to a year, or change one. Raises ``NotYours``, ``NotWhole``."""
    must_keep_year(by, municipality_id)
    row = task or YearTask(municipality_id=municipality_id, kind=kind, starts_in=starts_in)
    if not row.step and not facts.words.strip():
        raise NotWhole(sentence("Say what the task is."), field="words")
    row.words, row.owner, row.owner_name = facts.words.strip(), facts.owner, facts.owner_name.strip()
    row.due_on, row.known_at = facts.due_on, at
    row.save()
    note("set_task", municipality_id, row.pk, by, at)
    return row


@audit.action
def finish_task(*, task: YearTask, on: date, by: Actor, at: datetime) -> None:
    """It is done. Raises ``NotYours``, ``NotWhole``, ``ChangedByNow``."""
    if not policies.can_finish_task(by, task):
        raise NotYours(sentence("Only those who work with young people in the town write this down."))
    must_have_happened(on, day_in(task.municipality_id, at))
    locked = YearTask.objects.select_for_update(of=("self",), no_key=True).get(pk=task.pk)
    if locked.done_on is not None:
        raise ChangedByNow(sentence("Somebody else has said already that it is done."))
    locked.done_on, locked.done_by_id, locked.known_at = on, user_of(by), at
    locked.save(update_fields=["done_on", "done_by", "known_at"])
    note("finish_task", locked.municipality_id, locked.pk, by, at)


def _shipped(starts_in: int) -> Iterator[dict[str, object]]:
    for each in TEMPLATE:
        yield {"step": each.step, "owner": each.owner, "due_on": each.due_on(starts_in)}


def _copied(before: list[YearTask]) -> Iterator[dict[str, object]]:
    for each in before:
        same = {name: getattr(each, name) for name in ("step", "words", "owner", "owner_name")}
        yield {**same, "due_on": _a_year_later(each.due_on)}


def _a_year_later(day: date) -> date:
    """The same day of the year after; 28 February for a leap day."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 2, 28)
    return day.replace(year=day.year + 1)
