"""Which rows does the file have? All of them, of one verdict or one cause; deciding about a row; the report."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.integrations import jobs
from stafet.registers import api as registers
from stafet.registers.api import REFUSED, LoadState, Verdict
from stafet.web.acts import done
from stafet.web.components.parts import Choice, Empty, Filters, Pager, Question
from stafet.web.loads_finding import load_or_404
from stafet.web.loads_rows import cause_of, empty_action, rows_href, show_rows
from stafet.web.loads_words import count_rows, say_of_many, say_of_row
from stafet.web.registry import PageRequest, page

REGISTER = access.Purpose.REGISTER
LOAD = access.Permission.LOAD_REGISTERS


class RowsForm(forms.Form):
    """What stands in the address: a verdict, a cause, and the row after which the page begins."""

    verdict = forms.TypedChoiceField(choices=Verdict.choices, coerce=Verdict, required=False)
    cause = forms.CharField(required=False, max_length=12)
    after = forms.IntegerField(required=False, min_value=0)


class ChoiceForm(forms.Form):
    """What somebody decides about a row."""

    choice = forms.TypedChoiceField(choices=registers.Choice.choices, coerce=registers.Choice)


@page(purpose=REGISTER, classes="AD", allow=LOAD)
def load_rows(request: PageRequest, load_id: UUID) -> HttpResponse:
    """The rows, fifty at a time, in the order of the file."""
    load = load_or_404(request, load_id)
    if load.state not in {LoadState.PREVIEWED, LoadState.APPLIED}:
        return redirect("load", load_id)
    form = RowsForm(request.GET)
    form.is_valid()
    verdict, cause = form.cleaned_data.get("verdict") or None, form.cleaned_data.get("cause") or ""
    after = form.cleaned_data.get("after") or 0
    groups = registers.preview(load_id).groups
    group = next((each for each in groups if cause_of(each) == cause), None)
    found = registers.rows_page(load_id, verdict=verdict, what=group.what.text if group else "", after=after)
    query = request.GET.urlencode()
    context = {
        "load": load,
        "rows": show_rows(request, load_id, found.rows, back=f"?{query}" if query else ""),
        "filters": _filters(load_id, verdict, cause, groups),
        "pager": _pager(load_id, verdict, cause, found, after=after),
        "mend": say_of_many(group.mend) if group is not None and group.mend else "",
        "can_decide": load.state == LoadState.PREVIEWED,
        "has_problems": any(each.verdict in REFUSED for each in groups),
        "empty": Empty(gettext("There are no such rows"), "", empty_action(load_id)),
    }
    return render(request, "loads/rows.html", context)


@page(purpose=REGISTER, allow=LOAD, writes=True)
def choose_row(request: PageRequest, load_id: UUID, position: int) -> HttpResponse:
    """Decide about one row, and back to where it stands."""
    load_or_404(request, load_id)
    form = ChoiceForm(request.POST)
    there = f"{reverse('load_rows', args=[load_id])}?{request.GET.urlencode()}".rstrip("?")
    if request.method != "POST" or not form.is_valid():
        return redirect(there)
    choice = form.cleaned_data["choice"]
    registers.choose(load_id=load_id, position=position, choice=choice, by=request.actor, at=request.at)
    words = gettext("Decided: %(choice)s. It counts when the file is compared again.")
    return done(request, words % {"choice": choice.label}, f"{there}#row-{position}")


@page(purpose=REGISTER, allow=LOAD, writes=True)
def compare_again(request: PageRequest, load_id: UUID) -> HttpResponse:
    """Compare again, so that what was decided counts."""
    load = load_or_404(request, load_id)
    if request.method == "POST" and load.state == LoadState.PREVIEWED:
        registers.begin_comparing(load_id=load_id, by=request.actor, at=request.at)
        jobs.start_comparing(load)
        return redirect("load_waiting", load_id)
    return redirect("load", load_id)


@page(purpose=REGISTER, classes="AD", allow=LOAD)
def load_report(request: PageRequest, load_id: UUID) -> HttpResponse:
    """Every row that can't be applied, as a file to mend the register by, in the reader's language."""
    load_or_404(request, load_id)
    request.saw_rows_of(load_id)
    request.saw(*registers.known_people_in_problems(load_id))
    text = registers.load_report(load_id, say=say_of_row)
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="rows-to-mend-{load_id.hex[-8:]}.csv"'
    return answer


def _filters(
    load_id: UUID, verdict: Verdict | None, cause: str, groups: tuple[registers.Group, ...]
) -> Filters:
    verdicts = (
        Choice("", gettext("All rows"), chosen=verdict is None),
        *(Choice(each.value, str(each.label), chosen=each is verdict) for each in Verdict),
    )
    questions = [Question("verdict", gettext("What would they do?"), verdicts)]
    causes = tuple(
        Choice(
            cause_of(group), f"{say_of_many(group.what)} ({count_rows(group.rows)})", cause_of(group) == cause
        )
        for group in groups
        if verdict is None or group.verdict is verdict
    )
    if causes:
        everything = Choice("", gettext("Any cause"), chosen=not cause)
        questions.append(Question("cause", gettext("Why?"), (everything, *causes)))
    return Filters(
        action=reverse("load_rows", args=[load_id]),
        questions=tuple(questions),
        clear_href=rows_href(load_id) if verdict or cause else "",
    )


def _pager(
    load_id: UUID, verdict: Verdict | None, cause: str, found: registers.RowsPage, *, after: int
) -> Pager | None:
    if found.next_after is None and not after:
        return None
    shown = (
        gettext("%(count)d more, in the order of the file")
        if after
        else gettext("The first %(count)d, in the order of the file")
    )
    return Pager(
        shown % {"count": len(found.rows)},
        next_href=rows_href(load_id, verdict=verdict, cause=cause, after=found.next_after)
        if found.next_after
        else "",
        first_href=rows_href(load_id, verdict=verdict, cause=cause) if after else "",
    )
