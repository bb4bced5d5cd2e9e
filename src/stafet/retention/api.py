"""The door of the room ``retention``."""

from stafet.retention.actions.deleting import delete_due_persons, delete_due_rows
from stafet.retention.actions.replaying import Replay, replay_deletions, returned
from stafet.retention.declarations import Kept, UnknownRetention, declarations
from stafet.retention.due import Due, DueRows, due
from stafet.retention.journal import JournalUnreadable, Line
from stafet.retention.journal import append as append_to_journal
from stafet.retention.journal import merged as merged_journals
from stafet.retention.journal import place as journal_file
from stafet.retention.journal import read as read_journal
from stafet.retention.models import Deletion
from stafet.retention.queries import (
    Ahead,
    PastDeletions,
    ahead,
    can_see_retention,
    last_run,
    municipalities_answered_for_by,
    past_deletions,
)
from stafet.retention.running import Run, every_municipality, run_retention

__all__ = [
    "Ahead",
    "Deletion",
    "Due",
    "DueRows",
    "JournalUnreadable",
    "Kept",
    "Line",
    "PastDeletions",
    "Replay",
    "Run",
    "UnknownRetention",
    "ahead",
    "append_to_journal",
    "can_see_retention",
    "declarations",
    "delete_due_persons",
    "delete_due_rows",
    "due",
    "every_municipality",
    "journal_file",
    "last_run",
    "merged_journals",
    "municipalities_answered_for_by",
    "past_deletions",
    "read_journal",
    "replay_deletions",
    "returned",
    "run_retention",
]
