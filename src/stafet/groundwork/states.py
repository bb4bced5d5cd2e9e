"""The closed lists of what is done around a placement, and what can become of a start meeting and of a transfer."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.transitions import TransitionTable


class Adviser(models.TextChoices):
    """As what somebody writes advice."""

    TEACHER = "teacher", _("Teacher")
    COUNSELLOR = "counsellor", _("Counsellor")


class TeamRole(models.TextChoices):
    """Who somebody is around one placement. The company's contact stands with the company."""

    CONTACT_TEACHER = "contact_teacher", _("Contact teacher")
    COUNSELLOR = "counsellor", _("Counsellor")
    LEADER = "leader", _("School leader")


class Guest(models.TextChoices):
    """Who takes part in a start meeting."""

    YOUNG_PERSON = "young_person", _("The young person")
    HOME = "home", _("Those at home")
    COMPANY = "company", _("The company")
    TEACHER = "teacher", _("Teacher")
    COUNSELLOR = "counsellor", _("Counsellor")


class MeetingState(models.TextChoices):
    """Where a start meeting stands."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    MISSED = "missed", _("Not held")
    CALLED_OFF = "called_off", _("Called off")


class MeetingMove(models.TextChoices):
    """What becomes of a start meeting."""

    HOLD = "hold", _("It was held")
    MISS = "miss", _("It was not held")
    CALL_OFF = "call_off", _("Call it off")


MEETING: TransitionTable[MeetingState, MeetingMove] = TransitionTable(
    {
        (MeetingState.PLANNED, MeetingMove.HOLD): MeetingState.HELD,
        (MeetingState.PLANNED, MeetingMove.MISS): MeetingState.MISSED,
        (MeetingState.PLANNED, MeetingMove.CALL_OFF): MeetingState.CALLED_OFF,
    }
)


class TransferTo(models.TextChoices):
    """Where somebody goes on."""

    COURSE = "course", _("A practical course")
    VOCATIONAL = "vocational", _("A vocational school")


class TransferState(models.TextChoices):
    """How far a transfer has come."""

    SENT = "sent", _("Waits to be received")
    RECEIVED = "received", _("Received")
    ARRIVED = "arrived", _("Was there on the first day")
    CALLED_OFF = "called_off", _("Called off")


class TransferMove(models.TextChoices):
    """What becomes of a transfer."""

    RECEIVE = "receive", _("Somebody there has received it")
    ARRIVE = "arrive", _("They were there on the first day")
    CALL_OFF = "call_off", _("It comes to nothing")


TRANSFER: TransitionTable[TransferState, TransferMove] = TransitionTable(
    {
        (TransferState.SENT, TransferMove.RECEIVE): TransferState.RECEIVED,
        (TransferState.RECEIVED, TransferMove.ARRIVE): TransferState.ARRIVED,
        (TransferState.SENT, TransferMove.CALL_OFF): TransferState.CALLED_OFF,
        (TransferState.RECEIVED, TransferMove.CALL_OFF): TransferState.CALLED_OFF,
    }
)


class ContactWay(models.TextChoices):
    """How one was in touch with a host."""

    CALL = "call", _("Telephone")
    MAIL = "mail", _("E-mail")
    VISIT = "visit", _("Visit")


class ThemeState(models.TextChoices):
    """Whether a class has had the theme."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")


class MoneyFrom(models.TextChoices):
    """Who pays for a scheme at a school."""

    SCHOOL = "school", _("The school’s own budget")
    TOWN = "town", _("The municipality’s pool")
    STATE = "state", _("A state grant")


class TaskOwner(models.TextChoices):
    """Who sees to a task of the year."""

    COUNCIL = "council", _("The council")
    OFFICE = "office", _("The municipality’s office")
    LEADERS = "leaders", _("School leaders")
    TEACHERS = "teachers", _("Teachers")
    COUNSELLORS = "counsellors", _("Counsellors")


class YearStep(models.TextChoices):
    """The shipped tasks of a school year, from the decision to the first day at a company."""

    DECIDE = "decide", _("The council has decided on the scheme and its money")
    MODEL = "model", _("The model of the year is set: days, subjects, rules and the day to apply by")
    LEADERS = "leaders", _("Leaders know what they approve, and by when")
    THEME = "theme", _("Every 7th grade has had the theme, or a day for it")
    MATERIAL = "material", _("What pupils, homes and companies read is up to date")
    EVENING = "evening", _("Those at home have been invited and told")
    COMPANIES = "companies", _("Companies have been asked for places")
    APPLY = "apply", _("Whoever wants to has talked it through and applied")
    COURSES = "courses", _("Seats on practical courses are agreed on for those without a company")
    TIMETABLE = "timetable", _("The company day stands in the timetables")
    AGREEMENTS = "agreements", _("Agreements are signed and approved")
    MEETINGS = "meetings", _("Start meetings are held")
    FIRST_DAY = "first_day", _("The first day at the company")
