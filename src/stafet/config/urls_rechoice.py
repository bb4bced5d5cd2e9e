"""The addresses of break-offs and concerns."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import break_off, case, case_offers, case_options, concerns, rechoice, rechoice_measures

urlpatterns: list[URLPattern] = [
    path("re-choice/", rechoice.break_offs, name="break_offs"),
    path("re-choice/measures/", rechoice_measures.rechoice_measures, name="rechoice_measures"),
    path("people/<uuid:person_id>/re-choice/", case.person_rechoice, name="person_rechoice"),
    path("people/<uuid:person_id>/break-off/", break_off.tell_break_off, name="tell_break_off"),
    path("people/<uuid:person_id>/concerns/new/", concerns.raise_concern, name="raise_concern"),
    path("re-choice/<uuid:case_id>/", case.case, name="case"),
    path("re-choice/<uuid:case_id>/talk/", case.talk_to, name="talk_to"),
    path("re-choice/<uuid:case_id>/options/new/", case.add_option, name="add_option"),
    path("re-choice/<uuid:case_id>/fall-through/", case.fall_through, name="fall_through"),
    path("re-choice/<uuid:case_id>/close/", case.close_case, name="close_case"),
    path("re-choice/<uuid:case_id>/exempt/", case.exempt_case, name="exempt_case"),
    path("re-choice/<uuid:case_id>/reopen/", case.reopen_case, name="reopen_case"),
    path("re-choice/<uuid:case_id>/offers/", case_offers.case_offers, name="case_offers"),
    path(
        "re-choice/<uuid:case_id>/offers/<uuid:picked_offer_id>/",
        case_offers.add_offer_option,
        name="add_offer_option",
    ),
    path("options/<uuid:option_id>/seat/", case_offers.ask_for_seat, name="ask_for_seat"),
    path("options/<uuid:option_id>/follow/", case_offers.follow_seat, name="follow_seat"),
    path("options/<uuid:option_id>/entry/", case_options.find_out_entry, name="find_out_entry"),
    path("options/<uuid:option_id>/offer/", case_options.offer_option, name="offer_option"),
    path("options/<uuid:option_id>/try/", case_options.try_option, name="try_option"),
    path("options/<uuid:option_id>/choose/", case_options.choose_option, name="choose_option"),
    path("options/<uuid:option_id>/receive/", case_options.receive_option, name="receive_option"),
    path("options/<uuid:option_id>/start/", case_options.start_option, name="start_option"),
    path("options/<uuid:option_id>/leave/", case_options.leave_option, name="leave_option"),
    path("concerns/<uuid:concern_id>/", concerns.concern, name="concern"),
    path("concerns/<uuid:concern_id>/own-words/", concerns.hear_about_concern, name="hear_about_concern"),
    path("concerns/<uuid:concern_id>/measures/new/", concerns.agree_measure, name="agree_measure"),
    path("concerns/<uuid:concern_id>/end/", concerns.end_concern, name="end_concern"),
    path("concerns/measures/<uuid:concern_measure_id>/end/", concerns.end_measure, name="end_measure"),
]
