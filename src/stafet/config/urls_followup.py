"""The addresses of following up placements."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import (
    follow_up,
    follow_up_acts,
    follow_up_days,
    follow_up_end,
    follow_up_list,
    host_tells,
    mine_log,
)

_ONE = "placements/<uuid:placement_id>/follow-up/"
_MINE = "mine/<uuid:person_id>/placement/"

urlpatterns: list[URLPattern] = [
    path("placements/follow-up/", follow_up_list.due_placements, name="due_placements"),
    path("placements/school-breaks/", follow_up_days.school_breaks, name="school_breaks"),
    path("placements/school-breaks/<uuid:break_id>/", follow_up_days.drop_break, name="drop_break"),
    path("placements/tell/", host_tells.told, name="told"),
    path("placements/tell/<str:host_link>/", host_tells.tell_as_host, name="tell_as_host"),
    path(_ONE, follow_up.follow_up, name="follow_up"),
    path(f"{_ONE}learning/", follow_up.follow_learning, name="follow_learning"),
    path(f"{_ONE}days/", follow_up.follow_days, name="follow_days"),
    path(f"{_ONE}end/", follow_up.follow_end, name="follow_end"),
    path(f"{_ONE}goal/", follow_up_acts.set_goal, name="set_goal"),
    path(f"{_ONE}talk/", follow_up_acts.plan_check_in, name="plan_check_in"),
    path(f"{_ONE}talks/", follow_up_acts.plan_all_check_ins, name="plan_all_check_ins"),
    path(f"{_ONE}difficulty/", follow_up_acts.tell_issue, name="tell_issue"),
    path(f"{_ONE}incident/", follow_up_acts.record_incident, name="record_incident"),
    path(f"{_ONE}weeks/", follow_up_days.plan_period, name="plan_period"),
    path(f"{_ONE}attendance/", follow_up_days.mark_days, name="mark_days"),
    path(f"{_ONE}correct/", follow_up_days.correct_day, name="correct_day"),
    path(f"{_ONE}ask/<slug:link_use>/", follow_up_days.ask_host_about, name="ask_host_about"),
    path(f"{_ONE}write/<slug:evaluation_kind>/", follow_up_end.write_evaluation, name="write_evaluation"),
    path(f"{_ONE}certificate/", follow_up_end.issue_certificate, name="issue_certificate"),
    path(
        "follow-up/goals/<uuid:learning_goal_id>/<slug:goal_move>/",
        follow_up_acts.settle_goal,
        name="settle_goal",
    ),
    path("follow-up/log/<uuid:log_entry_id>/", follow_up_acts.answer_entry, name="answer_entry"),
    path("follow-up/talks/<uuid:check_in_id>/", follow_up_acts.hold_check_in, name="hold_check_in"),
    path(
        "follow-up/talks/<uuid:check_in_id>/off/", follow_up_acts.call_off_check_in, name="call_off_check_in"
    ),
    path(
        "follow-up/talks/<uuid:check_in_id>/ask/",
        follow_up_days.ask_about_check_in,
        name="ask_about_check_in",
    ),
    path(
        "follow-up/difficulties/<uuid:issue_id>/<slug:issue_move>/",
        follow_up_acts.move_issue,
        name="move_issue",
    ),
    path("follow-up/incidents/<uuid:incident_id>/harm/", follow_up_acts.write_harm, name="write_harm"),
    path(
        "follow-up/incidents/<uuid:incident_id>/report/", follow_up_acts.judge_incident, name="judge_incident"
    ),
    path("follow-up/weeks/<uuid:plan_period_id>/", follow_up_days.change_period, name="change_period"),
    path(
        "follow-up/evaluations/<uuid:evaluation_id>/sign/",
        follow_up_end.sign_evaluation,
        name="sign_evaluation",
    ),
    path(
        "follow-up/evaluations/<uuid:evaluation_id>/ask/", follow_up_days.ask_for_words, name="ask_for_words"
    ),
    path(
        "follow-up/certificates/<uuid:certificate_id>/certificate.pdf",
        follow_up_end.certificate_pdf,
        name="certificate_pdf",
    ),
    path(f"{_MINE}<uuid:placement_id>/log/", mine_log.my_log, name="my_log"),
    path(f"{_MINE}<uuid:placement_id>/log/write/", mine_log.write_my_day, name="write_my_day"),
    path(f"{_MINE}<uuid:placement_id>/log/goal/", mine_log.set_my_goal, name="set_my_goal"),
    path(
        f"{_MINE}log/goals/<uuid:learning_goal_id>/<slug:goal_move>/",
        mine_log.settle_my_goal,
        name="settle_my_goal",
    ),
    path(
        f"{_MINE}<uuid:placement_id>/log/<slug:evaluation_kind>/",
        mine_log.write_my_evaluation,
        name="write_my_evaluation",
    ),
    path(
        f"{_MINE}log/evaluations/<uuid:evaluation_id>/sign/",
        mine_log.sign_my_evaluation,
        name="sign_my_evaluation",
    ),
    path(
        f"{_MINE}log/certificates/<uuid:certificate_id>/certificate.pdf",
        mine_log.my_certificate_pdf,
        name="my_certificate_pdf",
    ),
]
