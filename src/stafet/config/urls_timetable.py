"""The addresses of schools' weeks and of proposals for them."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import timetable_files, timetable_proposal, timetable_typing, timetable_week, timetables

_WEEK, _PROPOSAL = "placements/timetable/weeks/<uuid:week_id>/", "placements/timetable/days/<uuid:day_id>/"
urlpatterns: list[URLPattern] = [
    path("placements/timetable/", timetables.timetables, name="timetables"),
    path(
        "placements/timetable/of/<uuid:week_school_id>/load/",
        timetables.load_timetable,
        name="load_timetable",
    ),
    path(
        "placements/timetable/of/<uuid:week_school_id>/type/",
        timetable_typing.begin_week,
        name="begin_week",
    ),
    path(_WEEK, timetable_week.school_week, name="school_week"),
    path(f"{_WEEK}mark/", timetable_week.mark_week, name="mark_week"),
    path(f"{_WEEK}ask/", timetable_week.ask_weekdays, name="ask_weekdays"),
    path(f"{_WEEK}back/", timetable_week.go_back_to_week, name="go_back_to_week"),
    path(f"{_WEEK}class/", timetable_typing.type_class, name="type_class"),
    path(f"{_WEEK}week.xml", timetable_files.week_as_xhstt, name="week_as_xhstt"),
    path(f"{_WEEK}untis.csv", timetable_files.week_as_list, name="week_as_list"),
    path(f"{_WEEK}calendar.ics", timetable_files.week_as_calendar, name="week_as_calendar"),
    path(_PROPOSAL, timetable_proposal.company_day, name="company_day"),
    path(f"{_PROPOSAL}take/", timetable_proposal.take_company_day, name="take_company_day"),
    path(f"{_PROPOSAL}again/", timetable_proposal.ask_day_again, name="ask_day_again"),
    path(f"{_PROPOSAL}leave/", timetable_proposal.leave_company_day, name="leave_company_day"),
]
