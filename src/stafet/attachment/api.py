"""The door of the room ``attachment``."""

from stafet.attachment.actions import HoursDraft, end_job, record_hours, record_job
from stafet.attachment.errors import KeptElsewhere, NoJob, NotThen, NotYours
from stafet.attachment.models import MOST_A_MONTH, MOST_A_WEEK, WorkHours
from stafet.attachment.policies import can_write_work, work_writable_by
from stafet.attachment.queries import (
    SMALLEST,
    Job,
    Stands,
    WorkLine,
    WorkView,
    job_seen,
    steady_work_on,
    where_they_stand,
    work_not_steady,
    work_of,
)
from stafet.attachment.states import HoursMeasure, Outcome, SeenIn

__all__ = [
    "MOST_A_MONTH",
    "MOST_A_WEEK",
    "SMALLEST",
    "HoursDraft",
    "HoursMeasure",
    "Job",
    "KeptElsewhere",
    "NoJob",
    "NotThen",
    "NotYours",
    "Outcome",
    "SeenIn",
    "Stands",
    "WorkHours",
    "WorkLine",
    "WorkView",
    "can_write_work",
    "end_job",
    "job_seen",
    "record_hours",
    "record_job",
    "steady_work_on",
    "where_they_stand",
    "work_not_steady",
    "work_of",
    "work_writable_by",
]
