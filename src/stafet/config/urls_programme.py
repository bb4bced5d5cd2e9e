"""The addresses of the municipality's plan: written, remarked on, adopted, read by everybody; and of its cycle."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import plan_cycles, programme, programme_acts, programme_deciding, programme_public

_PLAN = "programme/plans/<uuid:programme_id>/"
_PART = "programme/parts/<uuid:plan_part_id>/"
_CYCLE = "programme/cycles/<uuid:plan_cycle_id>/"
_PUBLIC = "municipal-plans/<uuid:public_plan_id>/"

urlpatterns: list[URLPattern] = [
    path("programme/", programme.town_plans, name="town_plans"),
    path("programme/plans/new/", programme_acts.start_town_plan, name="start_town_plan"),
    path(_PLAN, programme.town_plan, name="town_plan"),
    path(f"{_PLAN}change/", programme_acts.change_plan_frame, name="change_plan_frame"),
    path(f"{_PLAN}carry-on/", programme_acts.carry_plan_on, name="carry_plan_on"),
    path(f"{_PLAN}gaps/", programme.plan_gaps, name="plan_gaps"),
    path(f"{_PLAN}remarks/", programme.plan_remarks, name="plan_remarks"),
    path(f"{_PLAN}remark/", programme_deciding.remark_on_plan, name="remark_on_plan"),
    path(f"{_PLAN}send-out/", programme_deciding.send_plan_out, name="send_plan_out"),
    path(f"{_PLAN}go-on/", programme_deciding.take_plan_back, name="take_plan_back"),
    path(f"{_PLAN}adopt/", programme_deciding.adopt_town_plan, name="adopt_town_plan"),
    path(f"{_PLAN}parts/<slug:plan_part_kind>/", programme_acts.write_plan_part, name="write_plan_part"),
    path(f"{_PART}change/", programme_acts.change_plan_part, name="change_plan_part"),
    path(f"{_PART}remove/", programme_acts.remove_plan_part, name="remove_plan_part"),
    path(f"{_PART}who/", programme_acts.plan_part_duties, name="plan_part_duties"),
    path(f"{_PART}targets/", programme_acts.plan_part_targets, name="plan_part_targets"),
    path(
        "programme/remarks/<uuid:plan_remark_id>/",
        programme_deciding.answer_plan_remark,
        name="answer_plan_remark",
    ),
    path(
        "programme/referrals/<uuid:plan_referral_id>/",
        programme_deciding.answer_plan_referral,
        name="answer_plan_referral",
    ),
    path("programme/cycles/new/", plan_cycles.open_plan_cycle, name="open_plan_cycle"),
    path(_CYCLE, plan_cycles.plan_cycle, name="plan_cycle"),
    path(f"{_CYCLE}change/", plan_cycles.change_plan_cycle, name="change_plan_cycle"),
    path(f"{_CYCLE}plan/", plan_cycles.tie_plan_to_cycle, name="tie_plan_to_cycle"),
    path(f"{_CYCLE}close/", plan_cycles.close_plan_cycle, name="close_plan_cycle"),
    path(f"{_CYCLE}steps/<slug:plan_phase>/", plan_cycles.plan_cycle_step, name="plan_cycle_step"),
    path("programme/region/", plan_cycles.plan_supports, name="plan_supports"),
    path(
        "programme/region/<uuid:plan_support_id>/end/", plan_cycles.end_plan_support, name="end_plan_support"
    ),
    path("municipal-plans/", programme_public.public_plans, name="public_plans"),
    path(_PUBLIC, programme_public.public_plan, name="public_plan"),
    path(f"{_PUBLIC}plan.pdf", programme_public.public_plan_pdf, name="public_plan_pdf"),
    path(
        f"{_PUBLIC}who/<slug:plan_party>/",
        programme_public.public_plan_frames,
        name="public_plan_frames",
    ),
]
