"""The addresses of career plans."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import leavers, mine_plan, plan_aside, plan_file, plans

urlpatterns: list[URLPattern] = [
    path("plans/", leavers.leavers, name="leavers"),
    path("people/<uuid:person_id>/plan/", plans.person_plan, name="person_plan"),
    path("people/<uuid:person_id>/plan/other/<uuid:plan_id>/", plan_aside.aside_plan, name="aside_plan"),
    path(
        "people/<uuid:person_id>/plan/other/<uuid:plan_id>/<int:revision>/",
        plan_aside.aside_version,
        name="aside_version",
    ),
    path("people/<uuid:person_id>/plan/goals/new/", plans.add_goal, name="add_goal"),
    path("people/<uuid:person_id>/plan/words/<slug:part>/", plans.write_plan_words, name="write_plan_words"),
    path("people/<uuid:person_id>/plan/support/", plans.write_support, name="write_support"),
    path("people/<uuid:person_id>/plan/move/<slug:move>/", plans.move_plan, name="move_plan"),
    path("people/<uuid:person_id>/plan/versions/<int:revision>/", plans.plan_version, name="plan_version"),
    path("plans/goals/<uuid:goal_id>/step/", plans.add_plan_step, name="add_plan_step"),
    path("people/<uuid:person_id>/plan.pdf", plan_file.plan_pdf, name="plan_pdf"),
    path("people/<uuid:person_id>/plan.json", plan_file.plan_file, name="plan_file"),
    path(
        "people/<uuid:person_id>/plan/versions/<int:revision>.pdf",
        plan_file.plan_version_pdf,
        name="plan_version_pdf",
    ),
    path("mine/<uuid:person_id>/plan/", mine_plan.my_plan, name="my_plan"),
    path("mine/<uuid:person_id>/plan.pdf", plan_file.my_plan_pdf, name="my_plan_pdf"),
    path("mine/<uuid:person_id>/plan.json", plan_file.my_plan_file, name="my_plan_file"),
    path("mine/<uuid:person_id>/plan/words/<slug:part>/", mine_plan.write_my_words, name="write_my_words"),
    path("mine/<uuid:person_id>/plan/goals/new/", mine_plan.propose_my_goal, name="propose_my_goal"),
    path("mine/<uuid:person_id>/plan/seen/", mine_plan.see_my_childs_plan, name="see_my_childs_plan"),
    path(
        "mine/<uuid:person_id>/plan/steps/<uuid:plan_step_id>/done/",
        mine_plan.finish_my_step,
        name="finish_my_step",
    ),
    path(
        "mine/<uuid:person_id>/plan/versions/<int:revision>/",
        mine_plan.my_plan_version,
        name="my_plan_version",
    ),
    path(
        "mine/<uuid:person_id>/plan/versions/<int:revision>.pdf",
        plan_file.my_plan_version_pdf,
        name="my_plan_version_pdf",
    ),
    path("plans/goals/<uuid:goal_id>/take-up/", plans.take_up_goal, name="take_up_goal"),
    path("plans/goals/<uuid:goal_id>/close/", plans.close_goal, name="close_goal"),
    path("plans/steps/<uuid:plan_step_id>/done/", plans.finish_plan_step, name="finish_plan_step"),
]
