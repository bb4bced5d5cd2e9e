"""A work list: rows that each say why they are here and what to do.

``components/work_list.html`` loops over these rows in plain template text: no include, no tag and
no formatting inside the loop, because fifty rows pay for it fifty times. So everything in a row is
ready to show: words said, days written, the relay line drawn (``small_relay``).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from stafet.web.components.deadlines import Deadline
from stafet.web.components.parts import Action, Empty, Pager


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One person or thing that waits for the reader.

    ``why`` is one sentence; ``since`` says how long it has waited; ``by`` says when it must be
    done. ``protected`` marks a person whose whereabouts are protected; the view has then already
    left out what may not be shown.
    """

    name: str
    href: str
    why: str
    detail: str = ""
    since: str = ""
    by: Deadline | None = None
    relay: SafeString | None = None
    action: Action | None = None
    more: tuple[Action, ...] = ()
    protected: bool = False


@dataclass(frozen=True, slots=True)
class WorkList:
    """The rows of one question, sorted by date, and what to say when there are none."""

    heading: str
    rows: tuple[WorkRow, ...]
    empty: Empty
    count: str = ""
    pager: Pager | None = None
    name: str = "work"
