"""The closed lists of this room, and the table of a load's life."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.transitions import TransitionTable


class SourceFormat(models.TextChoices):
    """What a register's files look like."""

    ONEROSTER = "oneroster", _("OneRoster")
    SCHOOL_DATA_SYNC = "school_data_sync", _("Microsoft School Data Sync")
    MAPPED = "mapped", _("Any CSV or Excel file")
    TEST_TEMPLATE = "test_template", _("Skolverket's template with four sheets")
    EVENTS = "events", _("Events from a youth-education institution")
    SS12000 = "ss12000", _("A live Swedish school system (SS12000:2020)")


LIVE = (SourceFormat.SS12000,)
"""Registers that are asked over the net, and so send no files."""


class DateOrder(models.TextChoices):
    """How the register writes a day in digits. It is asked, never guessed."""

    YEAR_FIRST = "year_first", _("year, month, day")
    DAY_FIRST = "day_first", _("day, month, year")
    MONTH_FIRST = "month_first", _("month, day, year")


class EndDates(models.TextChoices):
    """How the register writes the end of something."""

    LAST_DAY = "last_day", _("the last day it held")
    DAY_AFTER = "day_after", _("the first day it no longer held")


class LoadState(models.TextChoices):
    """Where a load stands."""

    FETCHING = "fetching", _("Being fetched")
    UNFETCHED = "unfetched", _("Could not be fetched")
    RECEIVED = "received", _("Received")
    READING = "reading", _("Being read")
    READ = "read", _("Read")
    COMPARING = "comparing", _("Being compared")
    PREVIEWED = "previewed", _("Ready to be looked at")
    APPLYING = "applying", _("Being applied")
    APPLIED = "applied", _("Applied")
    REFUSED = "refused", _("Can't be read")
    FAILED = "failed", _("Stopped by a fault")
    DISCARDED = "discarded", _("Discarded")


class LoadMove(models.TextChoices):
    """What can happen to a load."""

    RECEIVE = "receive", _("Have fetched it")
    READ = "begin_reading", _("Begin reading")
    HAVE_READ = "have_read", _("Have read it")
    PUT_BACK = "put_back", _("Put back, to be read differently")
    COMPARE = "compare", _("Compare with what is known")
    SHOW = "show", _("Show the preview")
    ORDER = "order", _("Order to apply")
    RETURN = "return", _("Return to the preview")
    APPLY = "apply", _("Apply")
    REFUSE = "refuse", _("Refuse the file")
    FAIL = "fail", _("Stop because of a fault")
    DISCARD = "discard", _("Discard")


_S, _M = LoadState, LoadMove

# What is interrupted begins again: reading and comparing write nothing but the load's own rows, and applying
# is one transaction, so that an interrupted one has not happened.
LOAD: TransitionTable[LoadState, LoadMove] = TransitionTable(
    {
        (_S.FETCHING, _M.RECEIVE): _S.RECEIVED,
        (_S.FETCHING, _M.FAIL): _S.UNFETCHED,
        (_S.UNFETCHED, _M.DISCARD): _S.DISCARDED,
        (_S.RECEIVED, _M.READ): _S.READING,
        (_S.RECEIVED, _M.FAIL): _S.FAILED,
        (_S.RECEIVED, _M.DISCARD): _S.DISCARDED,
        (_S.READING, _M.READ): _S.READING,
        (_S.READING, _M.HAVE_READ): _S.READ,
        (_S.READING, _M.REFUSE): _S.REFUSED,
        (_S.READING, _M.FAIL): _S.FAILED,
        (_S.READ, _M.COMPARE): _S.COMPARING,
        (_S.READ, _M.FAIL): _S.FAILED,
        (_S.READ, _M.DISCARD): _S.DISCARDED,
        (_S.COMPARING, _M.COMPARE): _S.COMPARING,
        (_S.COMPARING, _M.SHOW): _S.PREVIEWED,
        (_S.COMPARING, _M.FAIL): _S.FAILED,
        (_S.PREVIEWED, _M.PUT_BACK): _S.RECEIVED,
        (_S.PREVIEWED, _M.COMPARE): _S.COMPARING,
        (_S.PREVIEWED, _M.ORDER): _S.APPLYING,
        (_S.PREVIEWED, _M.DISCARD): _S.DISCARDED,
        (_S.APPLYING, _M.RETURN): _S.PREVIEWED,
        (_S.APPLYING, _M.APPLY): _S.APPLIED,
        (_S.FAILED, _M.PUT_BACK): _S.RECEIVED,
        (_S.FAILED, _M.READ): _S.READING,
        (_S.FAILED, _M.DISCARD): _S.DISCARDED,
        (_S.REFUSED, _M.DISCARD): _S.DISCARDED,
    }
)

OPEN_STATES = (
    LoadState.FETCHING,
    LoadState.RECEIVED,
    LoadState.READING,
    LoadState.READ,
    LoadState.COMPARING,
    LoadState.PREVIEWED,
    LoadState.APPLYING,
)
"""While a load stands here, its register takes no other."""

WORKING_STATES = (LoadState.FETCHING, LoadState.READING, LoadState.COMPARING, LoadState.APPLYING)
"""While a load stands here, a job is at work on it and its heart beats."""


class RowKind(models.TextChoices):
    """What a row tells about. ``ABSENT`` is no row: it is what the file no longer says."""

    ORGANISATION = "organisation", _("Organisation")
    GROUP = "group", _("Class")
    PERSON = "person", _("Young person")
    ENROLMENT = "enrolment", _("Place at a school")
    EVENT = "event", _("Event")
    UNREAD = "unread", _("Row that can't be read")
    ABSENT = "absent", _("No longer in the file")


class Verdict(models.TextChoices):
    """What a row would do, compared with what is known."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    ENDED = "ended", _("Ended")
    UNCHANGED = "unchanged", _("Unchanged")
    CONFLICT = "conflict", _("In conflict")
    REJECTED = "rejected", _("Rejected")


TAKEN = (Verdict.NEW, Verdict.CHANGED, Verdict.ENDED, Verdict.UNCHANGED)
"""Verdicts of rows that can be applied."""

REFUSED = (Verdict.CONFLICT, Verdict.REJECTED)
"""Verdicts of rows that can't, until somebody chooses or mends."""


class Choice(models.TextChoices):
    """What somebody decides about a row in conflict."""

    SAME = "same", _("It is the same one")
    ANOTHER = "another", _("It is another one")
    BOTH = "both", _("Both are true")
    TAKE_IN = "take_in", _("Take in as new")
    LEAVE_OUT = "leave_out", _("Leave this row out")


class WhichRows(models.TextChoices):
    """What is applied: everything or nothing, or the rows that can be, chosen by a person."""

    ALL = "all", _("All rows")
    ACCEPTED_ONLY = "accepted_only", _("Only the rows that can be applied")
