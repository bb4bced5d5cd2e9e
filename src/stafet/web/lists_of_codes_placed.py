"""The closed lists of placements and of what is done, told and held around them."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from stafet.events import api as events
from stafet.followup import api as followup
from stafet.groundwork import api as groundwork
from stafet.introcourses import api as introcourses
from stafet.matchmaking import api as matchmaking
from stafet.materials import api as materials
from stafet.placements import api as placements
from stafet.practicalcourses import api as practicalcourses
from stafet.reminders import api as reminders
from stafet.web.code_list import CodeList

PLACED: Sequence[CodeList] = (
    CodeList(
        "schemes",
        gettext_lazy("Schemes outside the classroom"),
        placements.SchemeKind,
        gettext_lazy("The town’s models and placements."),
    ),
    CodeList(
        "place-kinds",
        gettext_lazy("Where a pupil may be"),
        placements.PlaceKind,
        gettext_lazy("The town’s models and the bank of places."),
    ),
    CodeList(
        "branches",
        gettext_lazy("Branches"),
        placements.Branch,
        gettext_lazy("The bank of places."),
    ),
    CodeList(
        "school-subjects",
        gettext_lazy("Subjects a model names"),
        placements.SchoolSubject,
        gettext_lazy("The town’s models and agreements."),
    ),
    CodeList(
        "placement-states",
        gettext_lazy("Where a pupil stands on the way to a placement"),
        placements.WayState,
        gettext_lazy("Placements."),
    ),
    CodeList(
        "placement-ends",
        gettext_lazy("Why a placement ends early"),
        placements.EndReason,
        gettext_lazy("Placements that were withdrawn."),
    ),
    CodeList(
        "agreement-states",
        gettext_lazy("Where an agreement stands"),
        placements.AgreementState,
        gettext_lazy("Agreements."),
    ),
    CodeList(
        "gates",
        gettext_lazy("What must be in place before somebody begins"),
        placements.Gate,
        gettext_lazy("Agreements."),
    ),
    CodeList(
        "hazards",
        gettext_lazy("What nobody under 18 does at a placement"),
        placements.Hazard,
        gettext_lazy("Agreements."),
    ),
    CodeList(
        "course-seat-states",
        gettext_lazy("Where a pupil stands with a seat on a practical course"),
        practicalcourses.SeatState,
        gettext_lazy("Practical courses."),
    ),
    CodeList(
        "course-seat-ends",
        gettext_lazy("Why a seat on a practical course is somebody’s no more"),
        practicalcourses.SeatEnd,
        gettext_lazy("Practical courses."),
    ),
    CodeList(
        "course-cost-keys",
        gettext_lazy("How municipalities split the price of a practical course"),
        practicalcourses.CostKey,
        gettext_lazy("Practical courses that are shared."),
    ),
    CodeList(
        "reminder-kinds",
        gettext_lazy("What it is reminded of"),
        reminders.ReminderKind,
        gettext_lazy("Placements: mails and Today."),
    ),
    CodeList(
        "start-meeting-states",
        gettext_lazy("Where a start meeting stands"),
        groundwork.MeetingState,
        gettext_lazy("Around a placement."),
    ),
    CodeList(
        "transfer-states",
        gettext_lazy("How far somebody has come to a course or a vocational school"),
        groundwork.TransferState,
        gettext_lazy("Around a placement."),
    ),
    CodeList(
        "who-pays",
        gettext_lazy("Who pays for a scheme at a school"),
        groundwork.MoneyFrom,
        gettext_lazy("Who pays."),
    ),
    CodeList(
        "material-kinds",
        gettext_lazy("What a text of the library is for"),
        materials.MaterialKind,
        gettext_lazy("Materials."),
    ),
    CodeList(
        "material-audiences",
        gettext_lazy("Who reads a text of the library"),
        materials.Audience,
        gettext_lazy("Materials."),
    ),
    CodeList(
        "telling-channels",
        gettext_lazy("How somebody is told"),
        materials.Channel,
        gettext_lazy("The communication plan."),
    ),
    CodeList(
        "story-states",
        gettext_lazy("Where a story stands"),
        materials.StoryState,
        gettext_lazy("Stories about somebody."),
    ),
    CodeList(
        "matching-orders",
        gettext_lazy("What comes first when places are given out"),
        matchmaking.Order,
        gettext_lazy("Rounds of matching."),
    ),
    CodeList(
        "why-not-this-place",
        gettext_lazy("Why a proposed place is not taken"),
        matchmaking.WhyNot,
        gettext_lazy("Proposals of a matching."),
    ),
    CodeList(
        "follow-up-sides",
        gettext_lazy("With whom one talks about a placement"),
        followup.Side,
        gettext_lazy("Follow-up of placements."),
    ),
    CodeList(
        "day-marks",
        gettext_lazy("What became of a day at a place"),
        followup.DayMark,
        gettext_lazy("Follow-up of placements."),
    ),
    CodeList(
        "harms",
        gettext_lazy("What an accident did to somebody"),
        followup.Harm,
        gettext_lazy("Follow-up of placements, read by few."),
    ),
    CodeList("event-kinds", gettext_lazy("What is held"), events.EventKind, gettext_lazy("Events.")),
    CodeList(
        "event-venues",
        gettext_lazy("At what kind of place it is held"),
        events.Venue,
        gettext_lazy("Events."),
    ),
    CodeList(
        "event-answers",
        gettext_lazy("Where somebody stands with an event"),
        events.PartState,
        gettext_lazy("Sign-up for events."),
    ),
    CodeList(
        "attendance-marks",
        gettext_lazy("What became of a session for somebody"),
        events.Mark,
        gettext_lazy("Attendance at events."),
    ),
    CodeList(
        "why-not-this-course",
        gettext_lazy("Why one pupil can’t be given one course"),
        introcourses.Barred,
        gettext_lazy("Answers to rounds of wishes."),
    ),
    CodeList(
        "evaluation-kinds",
        gettext_lazy("When a young person looks back"),
        followup.EvaluationKind,
        gettext_lazy("Follow-up of placements."),
    ),
)
