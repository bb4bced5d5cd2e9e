"""The addresses of the Swedish activity responsibility."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import activity, activity_case, activity_report

urlpatterns: list[URLPattern] = [
    path("activity/", activity.activity_work, name="activity_work"),
    path("activity/register/", activity.open_activity_cases, name="open_activity_cases"),
    path("activity/report/", activity_report.activity_report, name="activity_report"),
    path("activity/report/file/", activity_report.make_activity_report, name="make_activity_report"),
    path("activity/report/layout/", activity_report.load_activity_layout, name="load_activity_layout"),
    path("people/<uuid:person_id>/activity/", activity_case.person_activity, name="person_activity"),
    path("people/<uuid:person_id>/activity/assess/", activity_case.assess_activity, name="assess_activity"),
    path("people/<uuid:person_id>/activity/measures/new/", activity_case.begin_measure, name="begin_measure"),
    path(
        "people/<uuid:person_id>/activity/follow-ups/new/",
        activity_case.agree_follow_up,
        name="agree_follow_up",
    ),
    path("people/<uuid:person_id>/activity/exit/", activity_case.exit_activity, name="exit_activity"),
    path("people/<uuid:person_id>/activity/reopen/", activity_case.reopen_activity, name="reopen_activity"),
    path("activity/measures/<uuid:measure_id>/end/", activity_case.end_measure, name="end_measure"),
    path(
        "activity/follow-ups/<uuid:follow_up_id>/done/",
        activity_case.finish_follow_up,
        name="finish_follow_up",
    ),
]
