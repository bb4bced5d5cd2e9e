"""The addresses of the plan at work: units' plans, follow-up, measures, year wheel, lessons."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import plan_rounds, unit_plans, year_wheel

_UNIT = "programme/units/<uuid:unit_plan_id>/"
_ROUND = "programme/rounds/<uuid:plan_round_id>/"

urlpatterns: list[URLPattern] = [
    path("programme/units/", unit_plans.unit_plans, name="unit_plans"),
    path("programme/units/new/", unit_plans.begin_unit_plan, name="begin_unit_plan"),
    path(_UNIT, unit_plans.unit_plan, name="unit_plan"),
    path(f"{_UNIT}add/", unit_plans.add_unit_plan_line, name="add_unit_plan_line"),
    path(f"{_UNIT}review/", unit_plans.review_unit_plan, name="review_unit_plan"),
    path(f"{_UNIT}confirm/", unit_plans.confirm_plan_of_unit, name="confirm_unit_plan"),
    path(f"{_UNIT}judge/<slug:unit_criterion>/", unit_plans.judge_unit_plan, name="judge_unit_plan"),
    path(f"{_UNIT}parts/<uuid:unit_part_key>/", unit_plans.write_unit_plan_line, name="write_unit_plan_line"),
    path(
        "programme/units/lines/<uuid:unit_line_id>/remove/",
        unit_plans.remove_unit_plan_line,
        name="remove_unit_plan_line",
    ),
    path("programme/plans/<uuid:programme_id>/how-it-goes/", plan_rounds.how_plan_goes, name="how_plan_goes"),
    path(
        "programme/plans/<uuid:programme_id>/follow-up/", plan_rounds.open_plan_round, name="open_plan_round"
    ),
    path(
        "programme/parts/<uuid:plan_part_id>/reading/",
        plan_rounds.enter_plan_reading,
        name="enter_plan_reading",
    ),
    path(_ROUND, plan_rounds.plan_round, name="plan_round"),
    path(f"{_ROUND}report.pdf", plan_rounds.plan_round_pdf, name="plan_round_pdf"),
    path(f"{_ROUND}goals/<uuid:plan_goal_key>/", plan_rounds.say_of_plan_goal, name="say_of_plan_goal"),
    path(f"{_ROUND}report/", plan_rounds.report_plan_round, name="report_plan_round"),
    path(f"{_ROUND}go-on/", plan_rounds.take_plan_round_back, name="take_plan_round_back"),
    path(f"{_ROUND}decide/", plan_rounds.write_plan_decision, name="write_plan_decision"),
    path(f"{_ROUND}measure/", plan_rounds.propose_plan_measure, name="propose_plan_measure"),
    path(
        "programme/measures/<uuid:plan_measure_id>/", plan_rounds.move_plan_measure, name="move_plan_measure"
    ),
    path("programme/year/", year_wheel.year_wheel, name="year_wheel"),
    path("programme/year/new/", year_wheel.put_wheel_task, name="put_wheel_task"),
    path("programme/year/carry-on/", year_wheel.carry_year_wheel_on, name="carry_year_wheel_on"),
    path(
        "programme/year/<uuid:wheel_task_id>/change/", year_wheel.change_wheel_task, name="change_wheel_task"
    ),
    path("programme/year/<uuid:wheel_task_id>/done/", year_wheel.finish_wheel_task, name="finish_wheel_task"),
    path("programme/lessons/", year_wheel.plan_lessons, name="plan_lessons"),
    path("programme/lessons/new/", year_wheel.write_plan_lesson, name="write_plan_lesson"),
    path(
        "municipal-plans/year/<uuid:wheel_town_id>/<slug:plan_party>.ics",
        year_wheel.wheel_calendar,
        name="wheel_calendar",
    ),
]
