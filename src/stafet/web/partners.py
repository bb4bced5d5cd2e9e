"""Who from outside comes to classes, or is visited? The bank of partners, and one of them."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.catalogue.api import PartnerKind
from stafet.classcourses import api as classcourses
from stafet.classcourses.api import (
    BookingState,
    Partner,
    PartnerLine,
    PartnerShare,
    PartnerShareState,
    contact_of,
)
from stafet.offers import api as offers
from stafet.organisations import api as organisations
from stafet.web.components.days import write_day
from stafet.web.components.numbers import write_number
from stafet.web.components.paging import page_pager
from stafet.web.components.parts import Action, Empty, Notice, Tone
from stafet.web.components.tables import Column, Fact, Facts, Table, make_table
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.hosts import year_of
from stafet.web.registry import PageRequest, page

WRITE = access.Permission.WRITE_PLAN
_A_PAGE = 50
_WHY_NOT = {
    "": gettext_lazy("Can be asked"),
    "no_consent": gettext_lazy("Has not said yes to stand in the bank"),
    "no_more_asking": gettext_lazy("Does not want to be asked"),
    "full": gettext_lazy("All visits of this school year are taken"),
    "asked_enough": gettext_lazy("Has been asked often enough this school year"),
}


@page(allow=WRITE)
def partners(request: PageRequest) -> HttpResponse:
    """The bank: those asked longest ago first."""
    part = Paginator(classcourses.partners_for(request.actor), _A_PAGE).get_page(request.GET.get("page"))
    lines = classcourses.partner_lines(list(part), year_of(request), today=request.today)
    context = {
        "asked": [_asked(share) for share in classcourses.asked_partner_shares(request.actor)],
        "work": WorkList(
            heading=gettext("Partners"),
            rows=tuple(map(_row, lines)),
            empty=Empty(
                gettext("Nobody stands in the bank yet"),
                gettext("Write down a company, a school or an association that likes to receive a class."),
            ),
            count=write_number(part.paginator.count),
            name="partners",
            pager=page_pager(part),
        ),
    }
    return render(request, "visits/partners.html", context)


@page(allow=WRITE)
def partner(request: PageRequest, class_partner_id: UUID) -> HttpResponse:
    """One partner: what they offer, whom one writes to, the visits of the school year, and with whom they are shared."""
    row = partner_or_404(request, class_partner_id)
    (line,) = classcourses.partner_lines([row], year_of(request), today=request.today)
    context = {
        "partner": row,
        "notice": Notice(Tone.WARNING, str(_WHY_NOT[line.why_not])) if line.why_not else None,
        "facts": _facts(line),
        "visits": _visits(row, year_of(request), request),
        "shares": _shares(row),
        "acts": _acts(request, row),
    }
    return render(request, "visits/partner.html", context)


def partner_or_404(request: PageRequest, class_partner_id: UUID) -> Partner:
    """A partner the reader's town knows."""
    row = classcourses.partner_for(request.actor, class_partner_id)
    if row is None:
        raise Http404
    return row


def kept_partner_or_404(request: PageRequest, class_partner_id: UUID) -> Partner:
    """A partner of the reader's own town."""
    row = partner_or_404(request, class_partner_id)
    if not classcourses.can_keep_partners_of(request.actor, row.municipality_id):
        raise Http404
    return row


def _row(line: PartnerLine) -> WorkRow:
    row = line.partner
    href = reverse("class_partner", args=[row.pk])
    return WorkRow(
        name=row.name,
        href=href,
        detail=", ".join((str(PartnerKind(row.kind).label), row.town)),
        why=f"{_WHY_NOT[line.why_not]}. {row.offers}",
        since=_last_asked(row),
        action=Action(gettext("Look at it"), href),
    )


def _last_asked(row: Partner) -> str:
    if row.asked_at is None:
        return gettext("Never asked")
    return gettext("Asked on %(day)s") % {"day": write_day(row.asked_at.date(), "short")}


def _asked(share: PartnerShare) -> dict[str, object]:
    return {
        "notice": Notice(
            Tone.INFO,
            gettext("“%(partner)s” is offered to your municipality’s schools")
            % {"partner": share.partner.name},
            share.partner.offers,
        ),
        "action": Action(gettext("Answer"), reverse("answer_partner_share", args=[share.partner_id])),
    }


def _facts(line: PartnerLine) -> Facts:
    row = line.partner
    contact = contact_of(row)
    items = (
        Fact(gettext("Kind"), str(PartnerKind(row.kind).label)),
        Fact(gettext("Where"), row.town),
        Fact(
            gettext("Visits this school year"),
            gettext("%(part)d of %(whole)d") % {"part": line.visits, "whole": row.capacity},
        ),
        Fact(
            gettext("Write to"),
            ", ".join(filter(None, (contact.name, contact.email, contact.phone))),
        ),
        Fact(
            gettext("Said yes to stand here"),
            write_day(row.consented_on) if row.consented_on else gettext("Not yet"),
        ),
        Fact(gettext("Last asked"), _last_asked(row)),
        Fact(gettext("In the bank of places"), row.host.name if row.host else ""),
    )
    return Facts(row.name, tuple(item for item in items if item.value))


def _visits(row: Partner, year: int, request: PageRequest) -> Table | None:
    """What was asked of them in the school year, of the reader's own municipality: another town's classes are its own."""
    towns = offers.municipalities_of(request.actor)
    rows = [each for each in classcourses.visits_of(row, year) if each.municipality_id in towns]
    columns = (Column(gettext("School")), Column(gettext("Course")), Column(gettext("Answer")))
    cells = [
        (
            each.class_course.school.name,
            each.class_course.course.title,
            ": ".join(filter(None, (str(BookingState(each.state).label), each.answer))),
        )
        for each in rows
    ]
    return make_table(gettext("Asked this school year"), columns, cells) if cells else None


def _shares(row: Partner) -> Table | None:
    names = dict(organisations.municipalities())
    columns = (Column(gettext("Municipality")), Column(gettext("Its answer")))
    cells = [
        (names.get(each.municipality_id, ""), str(PartnerShareState(each.state).label))
        for each in classcourses.shares_of(row)
    ]
    return make_table(gettext("Shared with"), columns, cells) if cells else None


def _acts(request: PageRequest, row: Partner) -> tuple[Action, ...]:
    found = []
    waiting = classcourses.asked_partner_shares(request.actor).filter(partner=row)
    if waiting.exists():
        found.append(
            Action(gettext("Answer for the municipality"), reverse("answer_partner_share", args=[row.pk]))
        )
    if classcourses.can_keep_partners_of(request.actor, row.municipality_id):
        found.append(
            Action(gettext("Something is different"), reverse("change_class_partner", args=[row.pk]))
        )
    if row.municipality_id in offers.organising_in(request.actor):
        found.append(
            Action(gettext("Share with another municipality"), reverse("share_class_partner", args=[row.pk]))
        )
    return tuple(found)
