"""Which classes have had the theme, who pays, and who was in touch with a host?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stafet.access import api as access
from stafet.groundwork import api as groundwork
from stafet.groundwork.api import ClassLine, Money, MoneyFrom, ThemeState
from stafet.placements.api import SchemeKind
from stafet.web.acting import carry_out
from stafet.web.acts import Act
from stafet.web.components.days import write_day
from stafet.web.components.numbers import write_money, write_number
from stafet.web.components.parts import Action, Empty
from stafet.web.components.tables import Column, Table, make_table
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.groundwork_forms import HostTalkForm, MoneyForm, ThemeForm, YearForm
from stafet.web.hosts import host_or_404, year_of
from stafet.web.registry import PageRequest, page

WRITE = access.Permission.WRITE_PLAN
ORGANISE = access.Permission.ORGANISE


@page(allow=WRITE)
def class_themes(request: PageRequest) -> HttpResponse:
    """Which 7th grades have had the theme, which are to have it, which were missed."""
    form = YearForm(request.GET.dict(), this_year=year_of(request))
    starts_in = form.asked()[1]
    lines = groundwork.class_lines(request.actor, starts_in=starts_in, today=request.today)
    missing = [line for line in lines if line.theme is None or line.is_missed]
    context = {
        "year": year_words(starts_in),
        "earlier": Action(year_words(starts_in - 1), f"?{urlencode({'year': starts_in - 1})}"),
        "later": Action(year_words(starts_in + 1), f"?{urlencode({'year': starts_in + 1})}"),
        "work": WorkList(
            heading=ngettext(
                "%(count)s class has not had it", "%(count)s classes have not had it", len(missing)
            )
            % {"count": write_number(len(missing))},
            rows=tuple(_class_row(line, starts_in) for line in lines),
            empty=Empty(gettext("No 7th grade is written down for this school year")),
            name="classes",
        ),
    }
    return render(request, "groundwork/classes.html", context)


@page(allow=WRITE, writes=True)
def plan_class_theme(request: PageRequest, class_unit_id: UUID, starts_in: int) -> HttpResponse:
    """A class is to have the theme, or has had it."""
    unit = groundwork.class_for(request.actor, class_unit_id)
    if unit is None:
        raise Http404
    form = ThemeForm(request.POST or None)
    act = Act(
        heading=gettext("The theme in %(class)s, %(school)s, %(year)s")
        % {"class": unit.name, "school": unit.organisation.name, "year": year_words(starts_in)},
        lead=gettext(
            "What one can do in 8th and 9th grade beside school. Whoever it could suit is written down on their own page, under “Placement”."
        ),
        back=Action(
            gettext("Back to the classes"), f"{reverse('class_themes')}?{urlencode({'year': starts_in})}"
        ),
        do=gettext("Write it down"),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: groundwork.plan_theme(
            unit=unit, starts_in=starts_in, facts=form.facts(), by=request.actor, at=request.at
        ),
    )


@page(allow=WRITE)
def scheme_money(request: PageRequest) -> HttpResponse:
    """Who pays for a scheme, school by school."""
    form = YearForm(request.GET.dict(), this_year=year_of(request))
    kind, starts_in = form.asked()
    rows = groundwork.money_of(request.actor, starts_in=starts_in, kind=kind)
    says = Action(gettext("Say who pays"), reverse("say_who_pays", args=[kind.value, starts_in]))
    context = {
        "form": form,
        "table": _money_table(rows) if rows else None,
        "say": says if groundwork.schools_to_say_for(request.actor) else None,
        "estimate": Action(
            gettext("What it is estimated to cost"),
            f"{reverse('placement_reports')}?{urlencode({'kind': kind.value, 'year': starts_in})}",
        ),
    }
    return render(request, "groundwork/money.html", context)


@page(allow=ORGANISE, writes=True)
def say_who_pays(request: PageRequest, scheme_kind: str, starts_in: int) -> HttpResponse:
    """One source of money at a school."""
    kind, schools = kind_or_404(scheme_kind), groundwork.schools_to_say_for(request.actor)
    if not schools:
        raise Http404
    form = MoneyForm(request.POST or None, schools=schools)
    act = Act(
        heading=gettext("Who pays for %(scheme)s, %(year)s?")
        % {"scheme": kind.label, "year": year_words(starts_in)},
        lead=gettext(
            "What is said again for the same school and source takes the place of what stood there."
        ),
        back=Action(
            gettext("Back to who pays"),
            f"{reverse('scheme_money')}?{urlencode({'kind': kind.value, 'year': starts_in})}",
        ),
        do=gettext("Write it down"),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: groundwork.say_who_pays(facts=form.facts(kind, starts_in), by=request.actor, at=request.at),
    )


@page(allow=WRITE, writes=True)
def log_host_talk(request: PageRequest, host_id: UUID) -> HttpResponse:
    """Somebody was in touch with a host."""
    host = host_or_404(request, host_id)
    form = HostTalkForm(request.POST or None, initial={"on": request.today})
    act = Act(
        heading=gettext("When were you in touch with %(host)s?") % {"host": host.name},
        lead=gettext(
            "Everybody who works with young people in the town reads it, so that one company is not called by five."
        ),
        back=Action(gettext("Back to the host"), reverse("host", args=[host.pk])),
        do=gettext("Write it down"),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: groundwork.log_host_talk(host=host, facts=form.facts(), by=request.actor, at=request.at),
    )


def _class_row(line: ClassLine, starts_in: int) -> WorkRow:
    href = reverse("plan_class_theme", args=[line.unit.pk, starts_in])
    return WorkRow(
        name=line.unit.name,
        href=href,
        detail=line.unit.organisation.name,
        why=_class_words(line),
        action=Action(gettext("Write it down"), href),
    )


def _class_words(line: ClassLine) -> str:
    theme = line.theme
    if theme is None:
        return gettext("Missed: the year is over") if line.is_missed else gettext("Nothing is planned")
    told = {"day": write_day(theme.on)}
    if theme.state == ThemeState.HELD:
        return ". ".join(filter(None, (gettext("Held on %(day)s") % told, theme.words)))
    if line.is_missed:
        return gettext("Missed: it was to be on %(day)s") % told
    return gettext("Planned on %(day)s") % told


def _money_table(rows: Sequence[Money]) -> Table:
    columns = (
        Column(gettext("School")),
        Column(gettext("Who pays")),
        Column(gettext("Amount"), numeric=True),
        Column(gettext("Decided")),
    )
    lines = [
        (
            row.school.name,
            str(MoneyFrom(row.source).label),
            gettext("not known") if row.amount is None else write_money(row.amount, row.currency),
            row.decided,
        )
        for row in rows
    ]
    return make_table(gettext("Who pays at which school"), columns, lines)


def kind_or_404(scheme_kind: str) -> SchemeKind:
    """The scheme an address names."""
    if scheme_kind not in set(SchemeKind.values):
        raise Http404
    return SchemeKind(scheme_kind)


def year_words(starts_in: int) -> str:
    """A school year as it is written: 2025/26."""
    return f"{starts_in}/{(starts_in + 1) % 100:02}"


def _carry_out(request: PageRequest, act: Act, form: forms.Form, do: Callable[[], object]) -> HttpResponse:
    return carry_out(request, act, form, do, said=gettext("It is written down."), where=act.back.href)
