"""What does the law say, and who says so? Every rule with value, days, source and whether it has been verified."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stafet.kernel import rules
from stafet.kernel.countries import Country
from stafet.web.administration import ORGANISE, tabs
from stafet.web.components.days import write_day
from stafet.web.components.parts import Choice, Empty, Filters, Question, Search
from stafet.web.components.tables import Cell, Column, Fact, Facts, Table
from stafet.web.registry import PageRequest, page
from stafet.web.rule_words import COUNTRIES, rule_title, verified_words, write_value

_OWN = "stafet"
_LONGEST = 100


@page(allow=ORGANISE, asks=True)
def rule_list(request: PageRequest) -> HttpResponse:
    """Every rule that holds today, by whose it is; searched by words, by key or by source."""
    asked = request.POST if request.method == "POST" else request.GET
    whose, which = asked.get("whose", ""), asked.get("which", "")
    words = request.POST.get("search", "").strip()[:_LONGEST]
    found = [rule for rule in _today(request) if _answers(rule, whose, which, words)]
    context = {
        "tabs": tabs(request, "rule_list"),
        "search": Search(
            action=reverse("rule_list"),
            label=gettext("Look for a rule"),
            value=words,
            hint=gettext("A word of its name, its source or its note, or its key."),
        ),
        "filters": _filters(whose, which, words),
        "tables": _tables(found),
        "counted": _counted(found),
        "empty": Empty(gettext("No rule answers this"), gettext("Try another word, or ask for every rule.")),
    }
    return render(request, "administration/rules.html", context)


@page(allow=ORGANISE)
def rule(request: PageRequest, rule_key: str) -> HttpResponse:
    """One rule: what it says today, who says so, and every version of it."""
    versions = [each for each in rules.all_rules() if each.key == rule_key]
    if not versions:
        raise Http404
    now = next((each for each in versions if each.is_in_force_on(request.today)), versions[-1])
    context = {
        "title": rule_title(rule_key),
        "facts": _facts(now),
        "versions": _versions(versions),
        "to_verify": now.to_verify,
    }
    return render(request, "administration/rule.html", context)


def _today(request: PageRequest) -> list[rules.Rule]:
    """The version of each rule that holds today; of one that has ended or not begun, the last."""
    by_key: dict[str, rules.Rule] = {}
    for each in rules.all_rules():
        if each.key not in by_key or each.is_in_force_on(request.today):
            by_key[each.key] = each
    return list(by_key.values())


def _answers(rule: rules.Rule, whose: str, which: str, words: str) -> bool:
    if whose and whose != (rule.country.value if rule.country else _OWN):
        return False
    if which == "to_verify" and not rule.to_verify:
        return False
    text = " ".join((rule.key, rule_title(rule.key), rule.source, rule.note)).casefold()
    return all(word in text for word in words.casefold().split())


def _filters(whose: str, which: str, words: str) -> Filters:
    everybody = [Choice("", gettext("Everybody's"), chosen=not whose)]
    everybody += [
        Choice(country.value if country else _OWN, str(name), whose == (country.value if country else _OWN))
        for country, name in COUNTRIES.items()
    ]
    marks = (
        Choice("", gettext("All of them"), chosen=which != "to_verify"),
        Choice("to_verify", gettext("Those still to verify"), chosen=which == "to_verify"),
    )
    return Filters(
        action=reverse("rule_list"),
        questions=(
            Question("whose", gettext("Whose rules?"), tuple(everybody)),
            Question("which", gettext("Which rules?"), marks),
        ),
        searched=words,
    )


def _tables(found: Sequence[rules.Rule]) -> list[Table]:
    countries: tuple[Country | None, ...] = (*Country, None)
    groups = [(country, [rule for rule in found if rule.country is country]) for country in countries]
    return [_table(str(COUNTRIES[country]), group) for country, group in groups if group]


def _table(caption: str, group: Sequence[rules.Rule]) -> Table:
    columns = (
        Column(gettext("Rule")),
        Column(gettext("Value")),
        Column(gettext("Source")),
        Column(gettext("Verified")),
    )
    rows = tuple(
        (
            Cell(
                rule_title(each.key), columns[0].title, numeric=False, href=reverse("rule", args=[each.key])
            ),
            *(
                Cell(text, column.title, numeric=False)
                for text, column in zip(
                    (write_value(each.value, each.unit), each.source, verified_words(each)),
                    columns[1:],
                    strict=True,
                )
            ),
        )
        for each in group
    )
    return Table(caption, columns, rows)


def _counted(found: Sequence[rules.Rule]) -> str:
    unread = sum(each.to_verify for each in found)
    count = ngettext("%(count)d rule", "%(count)d rules", len(found)) % {"count": len(found)}
    if not unread:
        return gettext("%(rules)s, all of them read in the source named.") % {"rules": count}
    words = ngettext(
        "%(rules)s; %(count)d is still to be read in the law's own text.",
        "%(rules)s; %(count)d are still to be read in the law's own text.",
        unread,
    )
    return words % {"rules": count, "count": unread}


def _facts(now: rules.Rule) -> Facts:
    items = [
        Fact(gettext("Value"), write_value(now.value, now.unit)),
        Fact(gettext("Whose rule"), str(COUNTRIES[now.country])),
        Fact(gettext("Source"), now.source),
        Fact(gettext("Verified"), verified_words(now)),
        Fact(gettext("Holds"), _days(now)),
        Fact(gettext("Key"), now.key),
    ]
    if now.note:
        items.insert(
            4, Fact(gettext("Note"), now.note, hint=gettext("Notes and sources stand in one language."))
        )
    return Facts(rule_title(now.key), tuple(items))


def _versions(versions: Sequence[rules.Rule]) -> Table:
    columns = (
        Column(gettext("Holds")),
        Column(gettext("Value")),
        Column(gettext("Source")),
        Column(gettext("Verified")),
    )
    rows = tuple(
        tuple(
            Cell(text, column.title, numeric=False)
            for text, column in zip(
                (_days(each), write_value(each.value, each.unit), each.source, verified_words(each)),
                columns,
                strict=True,
            )
        )
        for each in reversed(versions)
    )
    return Table(gettext("Every version, the latest first"), columns, rows)


def _days(rule: rules.Rule) -> str:
    begins = write_day(rule.valid_from) if rule.valid_from else gettext("since before we know")
    ends = write_day(rule.valid_until) if rule.valid_until else gettext("until further notice")
    return gettext("%(begins)s – %(ends)s") % {"begins": begins, "ends": ends}
