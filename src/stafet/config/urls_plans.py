"""The addresses of career plans."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import leavers, plans

urlpatterns: list[URLPattern] = [
    path("plans/", leavers.leavers, name="leavers"),
    path("people/<uuid:person_id>/plan/", plans.person_plan, name="person_plan"),
    path("people/<uuid:person_id>/plan/goals/new/", plans.add_goal, name="add_goal"),
    path("people/<uuid:person_id>/plan/words/<slug:part>/", plans.write_plan_words, name="write_plan_words"),
    path("people/<uuid:person_id>/plan/support/", plans.write_support, name="write_support"),
    path("people/<uuid:person_id>/plan/move/<slug:move>/", plans.move_plan, name="move_plan"),
    path("people/<uuid:person_id>/plan/versions/<int:revision>/", plans.plan_version, name="plan_version"),
    path("plans/goals/<uuid:goal_id>/step/", plans.add_plan_step, name="add_plan_step"),
    path("plans/goals/<uuid:goal_id>/close/", plans.close_goal, name="close_goal"),
    path("plans/steps/<uuid:plan_step_id>/done/", plans.finish_plan_step, name="finish_plan_step"),
]
