"""The small parts of pages, each a frozen dataclass with words ready to show.

The template of the same name in ``templates/components/`` lays each out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """How a notice, a tag or a figure is meant. Words carry it first, icon and colour repeat it."""

    NEUTRAL = "neutral"
    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Action:
    """Something the reader can do. ``posts`` when following it writes: then it is a button."""

    text: str
    href: str
    posts: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """A word or two about a thing: ``components/tag.html``."""

    text: str
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know before going on: ``components/notice.html``.

    ``urgent`` notices are read aloud at once; use it only for what has just happened.
    """

    tone: Tone
    heading: str
    text: str = ""
    points: tuple[str, ...] = ()
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing to do, which is good news and says so: ``components/empty.html``."""

    heading: str
    text: str = ""
    action: Action | None = None


@dataclass(frozen=True, slots=True)
class Pager:
    """Where we are in a long list and the ways on: ``components/pager.html``. No page numbers."""

    shown: str
    previous_href: str = ""
    next_href: str = ""
    first_href: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A way into one part of a page. A link, so that it works without JavaScript."""

    text: str
    href: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Tabs:
    """The parts of a page: ``components/tabs.html``. ``more`` are those one rarely goes to; they fold out."""

    label: str
    items: tuple[Tab, ...]
    more: tuple[Tab, ...] = ()


@dataclass(frozen=True, slots=True)
class WayOn:
    """A page to go to, and in half a sentence what one finds there."""

    text: str
    href: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class WayGroup:
    """Pages that answer one thing people come for."""

    heading: str
    items: tuple[WayOn, ...]


@dataclass(frozen=True, slots=True)
class Ways:
    """Where one goes from the first page of an area: ``components/ways.html``.

    One ``main`` way, a ``few`` beside it, and all of them by what people come for, which fold out.
    """

    label: str
    main: Action
    few: tuple[Action, ...]
    groups: tuple[WayGroup, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One big number of a summary, with what it counts and where to see them."""

    number: str
    label: str
    hint: str = ""
    tone: Tone = Tone.NEUTRAL
    href: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """A few big numbers in a row, five at most: ``components/figures.html``."""

    label: str
    items: tuple[Figure, ...]


class StepState(StrEnum):
    """How far a step of a guide is."""

    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a guide; ``href`` where one can go back to it."""

    text: str
    state: StepState
    href: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class StepGuide:
    """A long form, one thing at a time: ``components/step_guide.html``."""

    label: str
    steps: tuple[Step, ...]

    @property
    def number(self) -> int:
        """The number of the current step, counted from one."""
        states = [step.state for step in self.steps]
        here = (StepState.CURRENT, StepState.ERROR)
        return next((n for n, state in enumerate(states, 1) if state in here), len(states))

    @property
    def current(self) -> Step:
        """The step the reader is at."""
        return self.steps[self.number - 1]


@dataclass(frozen=True, slots=True)
class Station:
    """One station on the way something takes: ``components/stations.html``. ``note`` is the day it came there."""

    words: str
    note: str
    is_done: bool
    is_now: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a filter's question."""

    value: str
    text: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A filter that is a question: "Whose are they?"."""

    name: str
    ask: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """The questions above a list: ``components/filters.html``.

    The answers stand in the address, so no question asks for a name. ``swaps`` is the id of what the
    answers change, such as the ``name`` of a work list; with JavaScript only that is fetched anew. While
    something was ``searched`` for, the answers are posted together with it, and none stands in the address.
    ``more`` is the words of a button that asks for what takes longer to find out; ``has_more`` that it was asked for.
    """

    action: str
    questions: tuple[Question, ...]
    clear_href: str = ""
    swaps: str = ""
    searched: str = ""
    more: str = ""
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """A field to look people up: ``components/search.html``. It posts, so that no name is in an address."""

    action: str
    label: str
    value: str = ""
    hint: str = ""
    name: str = "search"


@dataclass(frozen=True, slots=True)
class Progress:
    """A long job under way: ``components/progress.html`` in a page with ``components/progress_head.html``.

    ``done`` and ``total`` count what ``doing`` names; ``total`` is None while it is not known.
    """

    heading: str
    doing: str
    usually: str
    done: int
    total: int | None
    poll_href: str
    leave_href: str
    refresh_seconds: int = 5
    counted: str = ""

    @property
    def percent(self) -> int | None:
        """How far, in whole percent; None while the total is not known."""
        return None if not self.total else min(100, self.done * 100 // self.total)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What will happen, to whom, on which basis, before it does: ``components/confirmation.html``.

    ``grave`` when it cannot be undone; the button then warns.
    """

    heading: str
    happens: tuple[str, ...]
    to_whom: tuple[str, ...]
    basis: str
    basis_source: str
    do: str
    action: str
    cancel_href: str
    note: str = ""
    grave: bool = False


@dataclass(frozen=True, slots=True)
class NotShown:
    """Something that exists and that the reader may not see, why, and whom to ask."""

    what: str
    why: str
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Withheld:
    """The panel that says openly what is not shown: ``components/not_shown.html``."""

    items: tuple[NotShown, ...]
    heading_level: int = 2
