"""The door of the room ``audit``."""

from stafet.audit.actions import action, record, record_many
from stafet.audit.apart import KeptApart
from stafet.audit.connections import NoScopeError, current_alias, through
from stafet.audit.history import tracked
from stafet.audit.models import Change, Reading, ReadResult
from stafet.audit.queries import PastLook, looks_at
from stafet.audit.reading import Look, log_reading
from stafet.audit.statements import StatementError, among, statement
from stafet.audit.versions import Maker, Version, makers_of, versions

__all__ = [
    "Change",
    "KeptApart",
    "Look",
    "Maker",
    "NoScopeError",
    "PastLook",
    "ReadResult",
    "Reading",
    "StatementError",
    "Version",
    "action",
    "among",
    "current_alias",
    "log_reading",
    "looks_at",
    "makers_of",
    "record",
    "record_many",
    "statement",
    "through",
    "tracked",
    "versions",
]
