"""The door of the room ``overview``."""

from stafet.overview.queries.facets import PeopleFacets, people_facets
from stafet.overview.queries.filters import PEOPLE_FILTERS, PeopleFilter
from stafet.overview.queries.handovers import (
    IncomingLine,
    NotStartedLine,
    OutgoingLine,
    RequestLine,
    Slice,
    incoming,
    not_started,
    outgoing,
    requests,
)
from stafet.overview.queries.history import (
    HistoryLine,
    KnownThen,
    Record,
    StepThen,
    history_of,
    responsible_at,
)
from stafet.overview.queries.people_page import (
    PeoplePage,
    PeopleQuestion,
    PersonRow,
    people_counts,
    people_page,
)
from stafet.overview.queries.relay import HolderSpan, RelayOf, relay_of
from stafet.overview.queries.steps import StepLine, steps_of
from stafet.overview.queries.today import (
    NewlyWithoutLine,
    TodayLists,
    today_for,
)

__all__ = [
    "PEOPLE_FILTERS",
    "HistoryLine",
    "HolderSpan",
    "IncomingLine",
    "KnownThen",
    "NewlyWithoutLine",
    "NotStartedLine",
    "OutgoingLine",
    "PeopleFacets",
    "PeopleFilter",
    "PeoplePage",
    "PeopleQuestion",
    "PersonRow",
    "Record",
    "RelayOf",
    "RequestLine",
    "Slice",
    "StepLine",
    "StepThen",
    "TodayLists",
    "history_of",
    "incoming",
    "not_started",
    "outgoing",
    "people_counts",
    "people_facets",
    "people_page",
    "relay_of",
    "requests",
    "responsible_at",
    "steps_of",
    "today_for",
]
