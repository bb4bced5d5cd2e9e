"""The loads of the past, and the one that waits, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.registers import api as registers
from stafet.registers.api import Verdict
from stafet.web.components.days import write_instant
from stafet.web.components.numbers import write_number
from stafet.web.components.tables import Cell, Column, Table

_COUNTED = (Verdict.NEW, Verdict.CHANGED, Verdict.ENDED, Verdict.CONFLICT, Verdict.REJECTED)


def history(lines: Sequence[registers.LoadLine]) -> Table:
    """What was loaded, the newest first; the file leads to its page."""
    columns = (
        Column(gettext("File")),
        Column(gettext("Register")),
        Column(gettext("Received")),
        Column(gettext("By")),
        Column(gettext("State")),
        *(Column(str(verdict.label), numeric=True) for verdict in _COUNTED),
    )
    users = access.User.objects.filter(pk__in={line.received_by_id for line in lines})
    names = {user.pk: user.name for user in users}
    rows = tuple(_row(line, columns, names.get(line.received_by_id, gettext("Stafet"))) for line in lines)
    return Table(gettext("The latest files"), columns, rows)


def _row(line: registers.LoadLine, columns: tuple[Column, ...], by: str) -> tuple[Cell, ...]:
    totals = (sum(each.rows for each in line.counts if each.verdict is verdict) for verdict in _COUNTED)
    texts = (
        line.file_name,
        line.source_name,
        write_instant(line.received_at),
        by,
        str(line.state.label),
        *(write_number(total) for total in totals),
    )
    href = reverse("load", args=[line.load_id])
    return tuple(
        Cell(text, column.title, column.numeric, href if number == 0 else "")
        for number, (text, column) in enumerate(zip(texts, columns, strict=True))
    )
