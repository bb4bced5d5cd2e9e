"""An agreement as a page, a printed page and the host's own page show it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stafet.placements.api import (
    Agreement,
    Certificate,
    Hazard,
    Insurance,
    PaidBy,
    SchoolSubject,
)
from stafet.web.agreement_forms import PARTS, AgreementPart
from stafet.web.components.days import write_day
from stafet.web.components.tables import Fact, Facts
from stafet.web.placement_parts import period_words

if TYPE_CHECKING:
    from datetime import date


def all_facts(agreement: Agreement, *, changes: bool) -> tuple[Facts, ...]:
    """The whole text, part by part; with ways to change each where the reader may."""
    return tuple(_facts(agreement, part, changes=changes) for part in AgreementPart)


def parties(agreement: Agreement, *, pupil: str, born: str) -> Facts:
    """Who agrees: the pupil, the host with its numbers, the school."""
    young = Fact(gettext("The young person"), pupil, hint=born)
    return Facts(gettext("Who agrees"), (young, *_with_whom(agreement)))


def own_facts(agreement: Agreement) -> tuple[Facts, ...]:
    """What the pupil and those at home read: with whom it is, and the whole text."""
    return Facts(gettext("Who agrees"), _with_whom(agreement)), *all_facts(agreement, changes=False)


def _with_whom(agreement: Agreement) -> tuple[Fact, Fact]:
    host = ", ".join(filter(None, (agreement.host_name, agreement.host_address)))
    unit = f"P {agreement.host_unit_number}" if agreement.host_unit_number else ""
    numbers = ", ".join(filter(None, (agreement.host_number, unit)))
    school = ", ".join(filter(None, (agreement.school_name, agreement.class_name)))
    return Fact(gettext("Host"), host, hint=numbers), Fact(gettext("School"), school)


def host_facts(agreement: Agreement, *, given_names: str) -> Facts:
    """What a host reads before it signs: the given name, and its own part. Nothing of the family, nothing of the school's."""
    items = (
        Fact(gettext("The young person"), given_names),
        *_of_times(agreement),
        *_of_tasks(agreement),
        *_of_safety(agreement),
        *_of_practice(agreement),
    )
    return Facts(gettext("What is agreed"), tuple(item for item in items if item.value))


def _facts(agreement: Agreement, part: AgreementPart, *, changes: bool) -> Facts:
    told = {
        AgreementPart.TIMES: _of_times,
        AgreementPart.TASKS: _of_tasks,
        AgreementPart.SAFETY: _of_safety,
        AgreementPart.PRACTICAL: _of_practice,
    }[part](agreement)
    href = reverse("change_agreement", args=[agreement.pk, part.value]) if changes else ""
    nothing = gettext("Not written yet")
    items = tuple(
        Fact(item.term, item.value or nothing, change_href=href if number == 0 else "", hint=item.hint)
        for number, item in enumerate(told)
    )
    return Facts(str(PARTS[part]), items)


def _of_times(agreement: Agreement) -> tuple[Fact, ...]:
    pause = ngettext("%(count)d minute", "%(count)d minutes", agreement.break_minutes) % {
        "count": agreement.break_minutes
    }
    reach = ", ".join(filter(None, (agreement.contact_phone, agreement.contact_email)))
    contact = ", ".join(filter(None, (agreement.contact_name, agreement.contact_task)))
    deputy = ", ".join(filter(None, (agreement.deputy_name, agreement.deputy_phone)))
    return (
        Fact(gettext("Days and times"), period_words(agreement)),
        Fact(gettext("Break"), pause if agreement.begins_at else ""),
        Fact(gettext("Contact at the host"), contact, hint=reach),
        Fact(gettext("When they are away"), deputy),
        Fact(gettext("Counsellor"), agreement.counsellor),
    )


def _of_tasks(agreement: Agreement) -> tuple[Fact, ...]:
    subjects = ", ".join(str(SchoolSubject(each).label) for each in agreement.subjects)
    return (
        Fact(gettext("Tasks"), agreement.tasks),
        Fact(gettext("To learn"), agreement.aims),
        Fact(gettext("Subjects"), subjects),
        Fact(gettext("Leads towards"), agreement.direction),
        Fact(gettext("Talks about how it goes"), ", ".join(map(write_day, agreement.evaluations))),
    )


def _of_safety(agreement: Agreement) -> tuple[Fact, ...]:
    hazards = "; ".join(str(Hazard(each).label) for each in agreement.hazards)
    lift = (
        ""
        if agreement.heaviest_lift is None
        else gettext("%(number)s kg") % {"number": agreement.heaviest_lift}
    )
    return (
        Fact(gettext("Dangerous among the tasks"), hazards or gettext("Nothing")),
        Fact(gettext("Lifts at most"), lift),
        Fact(gettext("Risk assessment"), agreement.risk_words, hint=_risk_days(agreement)),
        Fact(gettext("Instruction"), agreement.instruction),
        Fact(gettext("Within reach"), agreement.supervisor),
        Fact(gettext("Child-protection certificate"), str(Certificate(agreement.certificate).label)),
        Fact(gettext("Insurance"), str(Insurance(agreement.insurance).label)),
        Fact(gettext("Abroad"), gettext("Yes") if agreement.host_abroad else gettext("No")),
    )


def _of_practice(agreement: Agreement) -> tuple[Fact, ...]:
    paid_by = str(PaidBy(agreement.equipment_paid_by).label) if agreement.equipment_paid_by else ""
    return (
        Fact(gettext("Wages"), gettext("None") if agreement.is_unpaid else ""),
        Fact(gettext("When ill"), agreement.absence),
        Fact(gettext("Clothes and equipment"), agreement.equipment, hint=paid_by),
        Fact(gettext("Transport"), agreement.transport),
        Fact(gettext("Confidentiality"), agreement.confidentiality),
        Fact(
            gettext("Trial period until"), write_day(agreement.trial_until) if agreement.trial_until else ""
        ),
        Fact(gettext("Ending it"), agreement.notice),
    )


def _risk_days(agreement: Agreement) -> str:
    days: Iterable[tuple[str, date | None]] = (
        (gettext("made on %(day)s"), agreement.risk_assessed_on),
        (gettext("seen by the school on %(day)s"), agreement.risk_seen_on),
    )
    return ", ".join(words % {"day": write_day(day)} for words, day in days if day)


def last_day(agreement: Agreement) -> str:
    """The last day it holds."""
    return write_day(agreement.ends_on - timedelta(days=1)) if agreement.ends_on else ""
