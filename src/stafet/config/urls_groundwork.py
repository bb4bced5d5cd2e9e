"""The addresses of what is done around placements, and of what a town prepares."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import groundwork, groundwork_acts, groundwork_town, groundwork_year, mine_advice

urlpatterns: list[URLPattern] = [
    path("placements/missing/", groundwork.groundwork_missing, name="groundwork_missing"),
    path("placements/<uuid:placement_id>/around/", groundwork.around_placement, name="around_placement"),
    path("placements/<uuid:placement_id>/advice/", groundwork_acts.write_advice, name="write_advice"),
    path("placements/<uuid:placement_id>/team/", groundwork_acts.name_team, name="name_team"),
    path(
        "placements/<uuid:placement_id>/start-meeting/",
        groundwork_acts.plan_start_meeting,
        name="plan_start_meeting",
    ),
    path(
        "placements/start-meetings/<uuid:start_meeting_id>/<slug:meeting_move>/",
        groundwork_acts.settle_start_meeting,
        name="settle_start_meeting",
    ),
    path("placements/<uuid:placement_id>/go-on/", groundwork_acts.send_transfer, name="send_transfer"),
    path(
        "placements/going-on/<uuid:transfer_id>/<slug:transfer_move>/",
        groundwork_acts.move_transfer,
        name="move_transfer",
    ),
    path("placements/year/", groundwork_year.scheme_year, name="scheme_year"),
    path(
        "placements/year/<slug:scheme_kind>/<int:starts_in>/begin/",
        groundwork_year.begin_scheme_year,
        name="begin_scheme_year",
    ),
    path(
        "placements/year/<slug:scheme_kind>/<int:starts_in>/task/",
        groundwork_year.add_year_task,
        name="add_year_task",
    ),
    path(
        "placements/year/tasks/<uuid:year_task_id>/change/",
        groundwork_year.change_year_task,
        name="change_year_task",
    ),
    path(
        "placements/year/tasks/<uuid:year_task_id>/done/",
        groundwork_year.finish_year_task,
        name="finish_year_task",
    ),
    path("placements/classes/", groundwork_town.class_themes, name="class_themes"),
    path(
        "placements/classes/<uuid:class_unit_id>/<int:starts_in>/",
        groundwork_town.plan_class_theme,
        name="plan_class_theme",
    ),
    path("placements/money/", groundwork_town.scheme_money, name="scheme_money"),
    path(
        "placements/money/<slug:scheme_kind>/<int:starts_in>/",
        groundwork_town.say_who_pays,
        name="say_who_pays",
    ),
    path("placements/hosts/<uuid:host_id>/talk/", groundwork_town.log_host_talk, name="log_host_talk"),
    path(
        "mine/<uuid:person_id>/placement/advice/<uuid:advice_id>/",
        mine_advice.reply_to_advice_myself,
        name="reply_to_advice_myself",
    ),
]
