"""Waiting for a file: what is being done, how many rows of how many, how long it usually takes, and whether it lives."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stafet.kernel import rules
from stafet.registers import api as registers
from stafet.registers.api import LoadState, SourceFormat
from stafet.web.components.days import write_instant
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Notice, Progress, Tone
from stafet.web.registry import PageRequest

GIVEN_UP_AFTER = "stafet.register.work_given_up_after"
STATES = (
    LoadState.FETCHING,
    LoadState.RECEIVED,
    LoadState.READING,
    LoadState.READ,
    LoadState.COMPARING,
    LoadState.APPLYING,
)
_BYTES_A_MINUTE = 8 * 1024 * 1024
"""Measured with ``tests/registers/speed.py``: a region's zip of 100,000 people, read and compared on two cores."""


def wants_columns(load: registers.Load) -> bool:
    """Whether nobody has said yet what the columns are, so that no job can begin."""
    source = load.source
    return (
        load.state == LoadState.RECEIVED
        and source.format == SourceFormat.MAPPED
        and source.mapping_id is None
    )


def is_silent(request: PageRequest, load: registers.Load) -> bool:
    """Whether the work has given no sign of life for so long that it must have died."""
    patience = timedelta(minutes=rules.value(GIVEN_UP_AFTER, on=request.today))
    return load.state in STATES and request.at - load.beat_at > patience


def context_of(request: PageRequest, load: registers.Load) -> dict[str, object]:
    """What the page shows."""
    return {
        "load": load,
        "progress": _progress(load),
        "silent": _silent(load) if is_silent(request, load) else None,
        "columns_href": _columns_href(load),
    }


def _progress(load: registers.Load) -> Progress:
    state = LoadState(load.state)
    return Progress(
        heading=_heading(state),
        doing=_doing(state),
        counted=_counted(load),
        usually=_usually(load),
        done=load.rows_done if state is LoadState.READING else 0,
        total=load.rows_expected if state is LoadState.READING else None,
        poll_href=reverse("load_waiting", args=[load.pk]),
        leave_href=reverse("sources"),
        refresh_seconds=3,
    )


def _heading(state: LoadState) -> str:
    if state is LoadState.APPLYING:
        return gettext("Applying the file")
    if state is LoadState.FETCHING:
        return gettext("Asking the school system")
    return gettext("Finding out what the file would change")


def _doing(state: LoadState) -> str:
    match state:
        case LoadState.FETCHING:
            return gettext("Fetching, page by page:")
        case LoadState.READING:
            return gettext("Reading the file:")
        case LoadState.COMPARING:
            return gettext("Comparing with what is known:")
        case LoadState.APPLYING:
            return gettext("Writing what was shown, all of it or nothing.")
        case _:
            return gettext("Waiting for its turn.")


def _counted(load: registers.Load) -> str:
    if load.state == LoadState.FETCHING:
        count = load.rows_done
        return ngettext("%(count)s entry so far", "%(count)s entries so far", count) % {
            "count": write_number(count)
        }
    if load.state == LoadState.READING:
        done, total = write_number(load.rows_done), load.rows_expected
        if total:
            return gettext("%(done)s of %(total)s rows") % {"done": done, "total": write_number(total)}
        return ngettext("%(done)s row so far", "%(done)s rows so far", load.rows_done) % {"done": done}
    if load.state == LoadState.COMPARING:
        rows = load.rows_done
        return ngettext("%(count)s row", "%(count)s rows", rows) % {"count": write_number(rows)}
    return ""


def _usually(load: registers.Load) -> str:
    if load.state == LoadState.FETCHING:
        return gettext(
            "How long it takes depends on the school system; a whole town usually takes a few minutes."
        )
    minutes = round(load.file_size / _BYTES_A_MINUTE)
    if minutes < 1:
        return gettext("For a file of this size it usually takes less than a minute.")
    words = ngettext(
        "For a file of this size it usually takes about %(count)d minute.",
        "For a file of this size it usually takes about %(count)d minutes.",
        minutes,
    )
    return words % {"count": minutes}


def _silent(load: registers.Load) -> Notice:
    words = gettext(
        "The last sign of life came %(when)s. It is begun again by itself within minutes, or you begin it again here. "
        "Nothing has been changed."
    )
    return Notice(
        Tone.WARNING, gettext("The work has stopped"), words % {"when": write_instant(load.beat_at)}
    )


def _columns_href(load: registers.Load) -> str:
    """A received table may wait for its columns rather than for its turn."""
    waits = load.state == LoadState.RECEIVED and load.source.format == SourceFormat.MAPPED
    return reverse("choose_columns", args=[load.pk]) if waits else ""
