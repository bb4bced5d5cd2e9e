"""The addresses of answering for it: emergency access and its review, control of the log, protection."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import emergency, log_control, off_system, protection

urlpatterns: list[URLPattern] = [
    path("emergency/", emergency.emergencies, name="emergencies"),
    path("emergency/new/", emergency.ask_in_emergency, name="ask_in_emergency"),
    path("emergency/<uuid:emergency_id>/", emergency.emergency_access, name="emergency_access"),
    path("log-control/", log_control.log_control, name="log_control"),
    path("log-control/<uuid:question_id>/", log_control.look_up_question, name="look_up_question"),
    path("off-system/", off_system.slips, name="slips"),
    path("off-system/new/", off_system.write_slip, name="write_slip"),
    path("off-system/<uuid:slip_id>/hand-over/", off_system.offer_slip, name="offer_slip"),
    path("off-system/<uuid:slip_id>/answer/", off_system.answer_slip, name="answer_slip"),
    path("off-system/<uuid:slip_id>/finish/", off_system.finish_slip, name="finish_slip"),
    path("protected/", protection.protected_people, name="protected_people"),
    path("people/<uuid:person_id>/protect/", protection.mark_protected, name="mark_protected"),
    path("people/<uuid:person_id>/protection/", protection.decide_protection, name="protection"),
    path("people/<uuid:person_id>/protection/name/", protection.name_reader, name="name_reader"),
    path("people/<uuid:person_id>/protection/unlist/", protection.unlist_reader, name="unlist_reader"),
]
