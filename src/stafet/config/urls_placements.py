"""The addresses of models, places, pupils on their way, and agreements."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import (
    agreement_link,
    agreement_register,
    agreements,
    host_acts,
    hosts,
    mine_placement,
    person_placement,
    place_link,
    placement_models,
    placement_shared,
    placements,
)

urlpatterns: list[URLPattern] = [
    path("placements/", placements.placements_list, name="placements"),
    path("placements/shared/", placement_shared.placements_shared, name="placements_shared"),
    path("placements/models/", placement_models.town_models, name="town_models"),
    path("placements/models/new/", placement_models.set_model, name="set_model"),
    path("placements/models/<uuid:scheme_id>/", placement_models.town_model, name="town_model"),
    path("placements/models/<uuid:scheme_id>/change/", placement_models.change_model, name="change_model"),
    path("placements/hosts/", hosts.hosts, name="hosts"),
    path("placements/hosts/new/", host_acts.add_host, name="add_host"),
    path("placements/hosts/<uuid:host_id>/", hosts.host, name="host"),
    path("placements/hosts/<uuid:host_id>/change/", host_acts.change_host, name="change_host"),
    path("placements/hosts/<uuid:host_id>/contact/", host_acts.add_contact, name="add_contact"),
    path("placements/hosts/<uuid:host_id>/offer/", host_acts.offer_place, name="offer_place"),
    path("placements/hosts/<uuid:host_id>/ask/", host_acts.ask_host, name="ask_host"),
    path("placements/answer/", place_link.answered, name="answered"),
    path("placements/answer/<str:place_link>/", place_link.answer_place, name="answer_place"),
    path("placements/sign/", agreement_link.signed, name="signed"),
    path("placements/sign/<str:signing_link>/", agreement_link.sign_as_host, name="sign_as_host"),
    path("people/<uuid:person_id>/placement/", person_placement.person_placement, name="person_placement"),
    path("people/<uuid:person_id>/placement/new/", person_placement.begin_placement, name="begin_placement"),
    path(
        "placements/<uuid:placement_id>/move/<slug:way_move>/",
        person_placement.move_placement,
        name="move_placement",
    ),
    path("placements/<uuid:placement_id>/apply/", person_placement.apply_on_paper, name="apply_on_paper"),
    path("placements/<uuid:placement_id>/consent/", person_placement.record_consent, name="record_consent"),
    path("placements/<uuid:placement_id>/place/", person_placement.choose_place, name="choose_place"),
    path(
        "placements/<uuid:placement_id>/withdraw/",
        person_placement.withdraw_placement,
        name="withdraw_placement",
    ),
    path("agreements/", agreement_register.agreement_register, name="agreement_register"),
    path("agreements/register.csv", agreement_register.agreement_file, name="agreement_file"),
    path("agreements/<uuid:agreement_id>/", agreements.agreement, name="agreement"),
    path(
        "agreements/<uuid:agreement_id>/change/<slug:agreement_part>/",
        agreements.change_agreement,
        name="change_agreement",
    ),
    path("agreements/<uuid:agreement_id>/send/", agreements.send_agreement, name="send_agreement"),
    path("agreements/<uuid:agreement_id>/remind/", agreements.remind_host, name="remind_host"),
    path(
        "agreements/<uuid:agreement_id>/sign/<uuid:signature_id>/",
        agreements.sign_on_paper,
        name="sign_on_paper",
    ),
    path("agreements/<uuid:agreement_id>/approve/", agreements.approve_agreement, name="approve_agreement"),
    path("agreements/<uuid:agreement_id>/refuse/", agreements.refuse_agreement, name="refuse_agreement"),
    path("agreements/<uuid:agreement_id>/agreement.pdf", agreements.agreement_pdf, name="agreement_pdf"),
    path("mine/<uuid:person_id>/placement/", mine_placement.my_placement, name="my_placement"),
    path(
        "mine/<uuid:person_id>/placement/apply/<uuid:scheme_id>/",
        mine_placement.apply_myself,
        name="apply_myself",
    ),
    path(
        "mine/<uuid:person_id>/placement/<uuid:placement_id>/consent/",
        mine_placement.consent_for_child,
        name="consent_for_child",
    ),
    path(
        "mine/<uuid:person_id>/placement/<uuid:placement_id>/stop/",
        mine_placement.stop_myself,
        name="stop_myself",
    ),
    path(
        "mine/<uuid:person_id>/placement/sign/<uuid:signature_id>/",
        mine_placement.sign_myself,
        name="sign_myself",
    ),
    path(
        "mine/<uuid:person_id>/placement/agreement.pdf",
        mine_placement.my_agreement_pdf,
        name="my_agreement_pdf",
    ),
]
