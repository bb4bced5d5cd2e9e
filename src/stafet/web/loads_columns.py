"""Which column holds what? Asked once for a register whose files are tables of any kind."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.integrations import jobs, loading, receiving
from stafet.integrations.mapping import ColumnMapping
from stafet.integrations.tables.look import TableLook
from stafet.registers import api as registers
from stafet.registers.api import LoadState, SourceFormat
from stafet.web import sources_forms
from stafet.web.acts import done
from stafet.web.columns_forms import ColumnsForm
from stafet.web.components.parts import Notice, Tab, Tabs, Tone
from stafet.web.components.say import say
from stafet.web.loads_finding import load_or_404
from stafet.web.registry import PageRequest, page

_ASKED = (LoadState.RECEIVED, LoadState.PREVIEWED)


@page(
    purpose=access.Purpose.REGISTER,
    classes="ABD",
    allow=access.Permission.LOAD_REGISTERS,
    writes=True,
)
def choose_columns(request: PageRequest, load_id: UUID) -> HttpResponse:
    """Say what the columns of a table are; then it is read, and so are the register's next files."""
    load = load_or_404(request, load_id)
    if load.state not in _ASKED or load.source.format != SourceFormat.MAPPED:
        return redirect("load", load_id)
    look = receiving.look_at_load(load.pk, load.municipality_id)
    request.saw_rows_of(load_id)
    if not look.tables:
        return render(request, "loads/columns.html", {"load": load, "notice": _refusal(look.rejections)})
    number = _sheet_number(request, look.tables)
    known = loading.reader_settings(load.source).mapping
    form = ColumnsForm(request.POST or None, table=look.tables[number], known=known)
    if request.method == "POST" and form.is_valid():
        _keep(request, load, form.mapping())
        words = gettext("The columns are remembered. The register’s next files are read the same way.")
        return done(request, words, reverse("load_waiting", args=[load_id]))
    context = {"load": load, "form": form, "notice": None, "sheets": _sheets(look.tables, number)}
    return render(request, "loads/columns.html", context)


def _keep(request: PageRequest, load: registers.Load, mapping: ColumnMapping) -> None:
    """Remember the answers for the register, and let the file be read by them."""
    source, by, at = load.source, request.actor, request.at
    saved = registers.save_mapping(
        municipality_id=load.municipality_id,
        name=source.name,
        content=loading.mapping_to_text(mapping),
        by=by,
        at=at,
    )
    draft = sources_forms.with_mapping(sources_forms.draft_of(source), saved.pk)
    registers.change_source(source=source, draft=draft, by=by, at=at)
    registers.put_back(load_id=load.pk, by=by, at=at)
    jobs.start_reading(load)


def _sheet_number(request: PageRequest, tables: Sequence[TableLook]) -> int:
    """The sheet that was asked for; else the one with most columns whose headings are known."""
    asked = request.GET.get("sheet", "")
    if asked.isdecimal() and int(asked) < len(tables):
        return int(asked)
    return max(range(len(tables)), key=lambda number: len(tables[number].suggestion.columns))


def _sheets(tables: Sequence[TableLook], chosen: int) -> Tabs | None:
    if len(tables) == 1:
        return None
    items = tuple(
        Tab(
            table.sheet or gettext("Table %(number)d") % {"number": number + 1},
            f"?sheet={number}",
            number == chosen,
        )
        for number, table in enumerate(tables)
    )
    return Tabs(gettext("Sheets of the file"), items)


def _refusal(rejections: Sequence[registers.Rejection]) -> Notice:
    first = rejections[0]
    return Notice(Tone.ERROR, say(first.what), say(first.mend))
