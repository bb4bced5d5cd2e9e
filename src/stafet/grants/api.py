"""The door of the room ``grants``."""

from stafet.grants.actions import end_grants, open_grants, open_grants_from
from stafet.grants.drafts import GrantDraft
from stafet.grants.errors import NotToBeOpened
from stafet.grants.importers import (
    FACT_COLUMNS,
    give_grants,
    keep_grants_from,
    settle_grants,
    take_back_grants,
)

__all__ = [
    "FACT_COLUMNS",
    "GrantDraft",
    "NotToBeOpened",
    "end_grants",
    "give_grants",
    "keep_grants_from",
    "open_grants",
    "open_grants_from",
    "settle_grants",
    "take_back_grants",
]
