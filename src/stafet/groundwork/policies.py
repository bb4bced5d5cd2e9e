"""Who writes around a pupil, who talks with hosts, who keeps a year, its money and its classes. Whom somebody sees, grants decide."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from stafet.access import api as access
from stafet.access.api import Permission
from stafet.groundwork.models import ClassTheme, Money, YearTask
from stafet.kernel.actors import Actor
from stafet.offers import api as offers
from stafet.organisations.api import Organisation
from stafet.placements import api as placements


def can_prepare(actor: Actor) -> bool:
    """Whoever works with young people writes around the placements of those they may see."""
    return placements.can_work_on_placements(actor)


def preparable_by(actor: Actor) -> Q:
    """The many to ``can_prepare``, as a condition on rows that are seen."""
    return placements.placements_workable_by(actor)


def can_keep_year_of(actor: Actor, municipality_id: UUID) -> bool:
    """The town's own office begins a year and changes its tasks."""
    return actor.is_system or municipality_id in offers.organising_in(actor)


def years_keepable_by(actor: Actor) -> Q:
    """The many to ``can_keep_year_of``, as a condition on tasks."""
    return Q() if actor.is_system else Q(municipality_id__in=offers.organising_in(actor))


def can_finish_task(actor: Actor, task: YearTask) -> bool:
    """A task lies with schools, counsellors and the office: whoever works with young people in the town says it is done."""
    return placements.can_keep_hosts_in(actor, task.municipality_id) or can_keep_year_of(
        actor, task.municipality_id
    )


def tasks_finishable_by(actor: Actor) -> Q:
    """The many to ``can_finish_task``."""
    return placements.hosts_keepable_by(actor) | years_keepable_by(actor)


def can_say_who_pays(actor: Actor, school: Organisation) -> bool:
    """The town's office, or whoever leads the school."""
    return can_keep_year_of(actor, school.municipality_id) or access.may(
        actor, Permission.ORGANISE, organisation_id=school.pk
    )


def money_sayable_by(actor: Actor) -> Q:
    """The many to ``can_say_who_pays``, as a condition on rows of ``Money``."""
    if actor.is_system:
        return Q()
    schools = access.organisations_where(actor, Permission.ORGANISE)
    return Q(municipality_id__in=offers.organising_in(actor)) | Q(school_id__in=schools)


def money_readable_by(actor: Actor) -> Q:
    """Whoever works in the town reads who pays."""
    return Q() if actor.is_system else Q(municipality_id__in=offers.municipalities_of(actor))


def can_read_money(actor: Actor, money: Money) -> bool:
    """The one to ``money_readable_by``."""
    return actor.is_system or money.municipality_id in offers.municipalities_of(actor)


def can_plan_theme_in(actor: Actor, municipality_id: UUID) -> bool:
    """Whoever works with young people in the town."""
    return placements.can_keep_hosts_in(actor, municipality_id)


def themes_plannable_by(actor: Actor) -> Q:
    """The many to ``can_plan_theme_in``, as a condition on themes."""
    return placements.hosts_keepable_by(actor)


def can_change_theme(actor: Actor, theme: ClassTheme) -> bool:
    """As with a new one."""
    return can_plan_theme_in(actor, theme.municipality_id)
