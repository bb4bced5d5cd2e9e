"""What has the municipality decided? Each rule it may decide about, beside what the law says, with every decision there was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.administration import api as administration
from stafet.kernel.periods import school_year_of
from stafet.kernel.sentences import SentenceError
from stafet.organisations import api as organisations
from stafet.web.acts import Act, ask, done
from stafet.web.administration import ORGANISE, as_town, tabs, town_or_404
from stafet.web.components.days import write_day
from stafet.web.components.parts import Action
from stafet.web.components.tables import Column, Fact, Facts, Table, make_table
from stafet.web.places_forms import SeenForm
from stafet.web.registry import PageRequest, page
from stafet.web.rule_words import rule_mark, rule_title, write_value

_YEARS_AHEAD = 3


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One rule, ready to show."""

    title: str
    facts: Facts
    history: Table | None
    href: str


class DecisionForm(SeenForm):
    """What is decided, from when, and by whom."""

    back = forms.BooleanField(
        label=gettext_lazy("As the rule says again"),
        required=False,
        help_text=gettext_lazy("Takes back what was decided; leave the value empty."),
    )
    value = forms.IntegerField(label=gettext_lazy("Value"), required=False, min_value=0, max_value=1000)
    starts_on = forms.ChoiceField(label=gettext_lazy("From when does it hold?"))
    decided = forms.CharField(
        label=gettext_lazy("Who has decided it, and where does it stand?"),
        max_length=200,
        help_text=gettext_lazy("For example: the council, 25 June 2026, item 12."),
    )
    field_order = ("value", "back", "starts_on", "decided")

    def __init__(self, data: Any = None, *, today: date, **known: Any) -> None:
        super().__init__(data, **known)
        self.fields["starts_on"].choices = _days(today)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A value, or back to the rule."""
        cleaned = super().clean() or {}
        if not cleaned.get("back") and cleaned.get("value") is None and "value" not in self.errors:
            self.add_error("value", gettext("Write the value, or choose that it is as the rule says again."))
        return cleaned

    def decision(self, rule: str) -> administration.Decision:
        """What was said."""
        said = self.cleaned_data
        return administration.Decision(
            rule=rule,
            value=None if said["back"] else said["value"],
            starts_on=date.fromisoformat(said["starts_on"]),
            decided=said["decided"].strip(),
        )


@page(allow=ORGANISE)
def decisions(request: PageRequest) -> HttpResponse:
    """Every rule that is the municipality's to decide."""
    home = town_or_own(request)
    lines = organisations.policy_lines(home.municipality_id, home.country, on=request.today)
    can_decide = administration.can_organise_town(request.actor, home.municipality_id)
    context = {
        "tabs": tabs(request, "decisions"),
        "rows": [_row(line, can_decide=can_decide) for line in lines],
    }
    return render(request, "administration/decisions.html", context)


@page(allow=ORGANISE, writes=True)
def decide(request: PageRequest, rule_key: str) -> HttpResponse:
    """Write down what the municipality has decided about a rule."""
    home = town_or_404(request)
    line = _line_or_404(home, rule_key, request.today)
    form = DecisionForm(
        request.POST or None,
        today=request.today,
        initial={"value": line.value, "seen": administration.seen_key(line.latest)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            with as_town(home.municipality_id):
                administration.decide(
                    municipality_id=home.municipality_id,
                    decision=form.decision(rule_key),
                    seen=form.cleaned_data["seen"],
                    by=request.actor,
                    at=request.at,
                )
            words = gettext("It is written down. Registers and the watch go by it from its day on.")
            return done(request, words, reverse("decisions"))
        except SentenceError as error:
            form.refuse_changed(error, seen=administration.seen_key(line.latest))
    return ask(request, _act(line), form)


def town_or_own(request: PageRequest) -> organisations.Home:
    """The municipality the reader keeps the house of; else the one their own organisation lies in."""
    towns = administration.towns_organised_by(request.actor)
    lies_in = {post.municipality_id for post in request.actor.posts if post.municipality_id}
    return organisations.home(min(towns or lies_in))


def _act(line: organisations.PolicyLine) -> Act:
    lowest, highest = line.open_rule.lowest, line.open_rule.highest
    unit = line.rule.unit
    items = (
        Fact(gettext("The rule says"), write_value(int(line.rule.value), unit), hint=rule_mark(line.rule)),
        Fact(gettext("Holds today"), write_value(line.value, unit)),
        Fact(
            gettext("May be decided"),
            gettext("%(lowest)s to %(highest)s")
            % {"lowest": write_value(lowest, unit), "highest": write_value(highest, unit)},
        ),
    )
    return Act(
        heading=rule_title(line.rule.key),
        lead=gettext(
            "A municipality may promise more than the rule says, never less. What holds already stays as it is: a decision "
            "counts for whoever is taken in from its day on, and for whom the promise would end."
        ),
        back=Action(gettext("Back to what is decided"), reverse("decisions")),
        do=gettext("Write it down"),
        facts=Facts(gettext("As it is"), items),
    )


def _row(line: organisations.PolicyLine, *, can_decide: bool) -> DecisionRow:
    unit = line.rule.unit
    law = write_value(int(line.rule.value), unit)
    holds = Fact(gettext("Holds today"), write_value(line.value, unit), hint=_by(line))
    says = Fact(gettext("The rule says"), law, hint=rule_mark(line.rule))
    return DecisionRow(
        title=rule_title(line.rule.key),
        facts=Facts(rule_title(line.rule.key), (holds, says)),
        history=_history(line) if line.decisions else None,
        href=reverse("decide", args=[line.rule.key]) if can_decide else "",
    )


def _by(line: organisations.PolicyLine) -> str:
    if line.decision is None or line.decision.value is None:
        return gettext("Nothing else is decided.")
    since = write_day(line.decision.starts_on)
    return gettext("Since %(day)s: %(who)s") % {"day": since, "who": line.decision.decided}


def _history(line: organisations.PolicyLine) -> Table:
    columns = (
        Column(gettext("From")),
        Column(gettext("School year")),
        Column(gettext("Decided")),
        Column(gettext("By whom")),
        Column(gettext("Written down")),
    )
    rows = [
        (
            write_day(row.starts_on),
            school_year_words(row.starts_on),
            gettext("As the rule says") if row.value is None else write_value(row.value, line.rule.unit),
            row.decided,
            write_day(row.known_at.date()),
        )
        for row in line.decisions
    ]
    return make_table(
        gettext("Every decision, the latest first"),
        columns,
        rows,
        source=gettext(
            "Nothing is ever taken away here. Of two decisions about one day the later one holds."
        ),
    )


def school_year_words(day: date) -> str:
    """The school year a day falls in, as it is written: 2026/27."""
    starts_on = school_year_of(day).period.starts_on
    return f"{starts_on.year}/{(starts_on.year + 1) % 100:02d}"


def _days(today: date) -> list[tuple[str, str]]:
    """Today, and the first day of the school years to come."""
    first = school_year_of(today).period.starts_on.year + 1
    years = [date(year, 8, 1) for year in range(first, first + _YEARS_AHEAD)]
    coming = [
        (
            day.isoformat(),
            gettext("from the school year %(year)s (%(day)s)")
            % {"year": school_year_words(day), "day": write_day(day)},
        )
        for day in years
    ]
    return [*coming, (today.isoformat(), gettext("from today"))]


def _line_or_404(home: organisations.Home, rule_key: str, day: date) -> organisations.PolicyLine:
    for line in organisations.policy_lines(home.municipality_id, home.country, on=day):
        if line.rule.key == rule_key:
            return line
    raise Http404
