"""The door of the room ``audit``."""

from stafet.audit.actions import action, record, record_many
from stafet.audit.connections import NoScopeError, current_alias, through
from stafet.audit.history import tracked
from stafet.audit.models import Change, Reading, ReadResult
from stafet.audit.reading import Look, log_reading

__all__ = [
    "Change",
    "Look",
    "NoScopeError",
    "ReadResult",
    "Reading",
    "action",
    "current_alias",
    "log_reading",
    "record",
    "record_many",
    "through",
    "tracked",
]
