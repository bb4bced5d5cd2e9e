"""What a town keeps: talks with a host and how much lies there, classes and their theme, who pays, and a year's tasks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from stafet.access import api as access
from stafet.groundwork import policies
from stafet.groundwork.models import ClassTheme, HostTalk, Money, YearTask
from stafet.groundwork.states import ThemeState
from stafet.kernel.actors import Actor
from stafet.offers import api as offers
from stafet.organisations import api as organisations
from stafet.placements.api import Host, SchemeKind

THEME_GRADE = 7


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class and what is known of its theme in a school year. ``is_missed``: its day has gone by, and nobody says it was held."""

    unit: organisations.Unit
    theme: ClassTheme | None
    is_missed: bool


def talks_with(host: Host) -> tuple[HostTalk, ...]:
    """Every time somebody was in touch, the newest first."""
    rows = HostTalk.objects.filter(municipality_id=host.municipality_id, host=host)
    return tuple(rows.select_related("by").order_by("-on", "-pk"))


def due_talks(actor: Actor, *, today: date) -> QuerySet[HostTalk]:
    """Hosts of the reader's towns that were to be called by today, and were not since; the longest due first."""
    rows = HostTalk.objects.filter(municipality_id__in=offers.municipalities_of(actor))
    newest = rows.order_by("host", "-on", "-pk").distinct("host")
    due = rows.filter(pk__in=newest.values("pk"), next_on__lte=today)
    return due.select_related("host").order_by("next_on", "pk")


def talks_of(actor: Actor, *, at: datetime, today: date) -> QuerySet[HostTalk]:
    """Of those that are due, the ones the reader has agreed on; for whoever organises for the town also those of people who have left."""
    rows, mine = due_talks(actor, today=today), Q(by_id=actor.user_id)
    towns = offers.organising_in(actor)
    if towns:
        here = access.Membership.objects.current_at(at).filter(
            user_id=OuterRef("by_id"), organisation__municipality_id=OuterRef("municipality_id")
        )
        mine |= Q(~Exists(here), municipality_id__in=towns)
    return rows.filter(mine)


def class_lines(actor: Actor, *, starts_in: int, today: date) -> tuple[ClassLine, ...]:
    """Every 7th grade of the reader's towns that runs in a school year, by school. Two statements."""
    first, after = date(starts_in, 8, 1), date(starts_in + 1, 8, 1)
    units = organisations.Unit.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=first),
        Q(starts_on=None) | Q(starts_on__lt=after),
        organisation__municipality_id__in=offers.municipalities_of(actor),
        organisation__ends_on=None,
        kind=organisations.UnitKind.CLASS,
        grade=THEME_GRADE,
    )
    rows = list(units.select_related("organisation").order_by("organisation__name", "name", "pk"))
    themes = {
        row.unit_id: row
        for row in ClassTheme.objects.filter(unit_id__in=[unit.pk for unit in rows], starts_in=starts_in)
    }
    return tuple(_class_line(unit, themes.get(unit.pk), starts_in, today) for unit in rows)


def class_for(actor: Actor, unit_id: UUID) -> organisations.Unit | None:
    """A class of the reader's town."""
    rows = organisations.Unit.objects.filter(
        organisation__municipality_id__in=offers.municipalities_of(actor),
        kind=organisations.UnitKind.CLASS,
        pk=unit_id,
    )
    return rows.select_related("organisation").first()


def money_of(actor: Actor, *, starts_in: int, kind: SchemeKind) -> tuple[Money, ...]:
    """Who pays at which school, by school and source."""
    rows = Money.objects.filter(policies.money_readable_by(actor), starts_in=starts_in, kind=kind)
    return tuple(rows.select_related("school").order_by("school__name", "source"))


def schools_to_say_for(actor: Actor) -> tuple[organisations.Organisation, ...]:
    """The schools whose money the reader says."""
    rows = organisations.Organisation.objects.filter(
        municipality_id__in=offers.municipalities_of(actor),
        kind=organisations.OrganisationKind.SCHOOL,
        ends_on=None,
    )
    return tuple(row for row in rows.order_by("name", "pk") if policies.can_say_who_pays(actor, row))


def year_tasks(municipality_ids: Iterable[UUID], *, starts_in: int, kind: SchemeKind) -> tuple[YearTask, ...]:
    """The tasks of a scheme's year, the first due first."""
    rows = YearTask.objects.filter(municipality_id__in=list(municipality_ids), starts_in=starts_in, kind=kind)
    return tuple(rows.select_related("done_by").order_by("due_on", "pk"))


def task_for(actor: Actor, task_id: UUID) -> YearTask | None:
    """A task of the reader's town."""
    return YearTask.objects.filter(municipality_id__in=offers.municipalities_of(actor), pk=task_id).first()


def overdue_tasks(actor: Actor, *, today: date) -> QuerySet[YearTask]:
    """Tasks of the towns the reader organises for that were due before today and are not done."""
    rows = YearTask.objects.filter(
        municipality_id__in=offers.organising_in(actor), done_on=None, due_on__lt=today
    )
    return rows.order_by("due_on", "pk")


def _class_line(unit: organisations.Unit, theme: ClassTheme | None, starts_in: int, today: date) -> ClassLine:
    if theme is None:
        return ClassLine(unit, None, is_missed=today >= date(starts_in + 1, 7, 1))
    return ClassLine(unit, theme, is_missed=theme.state == ThemeState.PLANNED and theme.on < today)
