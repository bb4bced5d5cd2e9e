"""Whether a partner can be asked now: it has said yes to that, has room left, and was not asked too often."""

from __future__ import annotations

from datetime import date

from stafet.classcourses.models import Partner, PartnerContact
from stafet.kernel import rules
from stafet.kernel.periods import school_year_of

ASKS_A_YEAR = "stafet.class_course.asks_a_year"


def why_not_askable(partner: Partner, taken: int, *, today: date) -> str:
    """Why a partner can't be asked now, as the key of a sentence; empty when they can. ``taken``: visits of that school year."""
    if partner.consented_on is None:
        return "no_consent"
    if partner.no_more_asking or (partner.host is not None and partner.host.no_more_asking):
        return "no_more_asking"
    if taken >= partner.capacity:
        return "full"
    asks = partner.asks if partner.asked_in == year_of(today) else 0
    return "asked_enough" if asks >= rules.value(ASKS_A_YEAR, on=today) else ""


def contact_of(partner: Partner) -> PartnerContact:
    """Whom one writes to now: there is always somebody."""
    return PartnerContact.objects.get(partner=partner, ends_on=None)


def year_of(day: date) -> int:
    """The year in which the school year of a day began."""
    return school_year_of(day).period.starts_on.year
