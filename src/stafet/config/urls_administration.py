"""Addresses of the administration."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stafet.web import (
    administration,
    code_lists,
    colleague_posts,
    decisions,
    open_access,
    places,
    role_table,
    rule_book,
    units,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("administration/", administration.administration_home, name="administration"),
    path("administration/organisations/new/", places.open_organisation, name="open_organisation"),
    path("administration/organisations/<uuid:organisation_id>/", places.place, name="place"),
    path(
        "administration/organisations/<uuid:organisation_id>/change/",
        places.change_organisation,
        name="change_organisation",
    ),
    path(
        "administration/organisations/<uuid:organisation_id>/close/",
        places.close_organisation,
        name="close_organisation",
    ),
    path(
        "administration/organisations/<uuid:organisation_id>/take-home/", places.take_home, name="take_home"
    ),
    path(
        "administration/organisations/<uuid:organisation_id>/last-resort/",
        places.name_last_resort,
        name="name_last_resort",
    ),
    path(
        "administration/organisations/<uuid:organisation_id>/access/",
        open_access.place_access,
        name="place_access",
    ),
    path("administration/organisations/<uuid:organisation_id>/units/new/", units.open_unit, name="open_unit"),
    path("administration/units/<uuid:unit_id>/change/", units.change_unit, name="change_unit"),
    path("administration/units/<uuid:unit_id>/close/", units.close_unit, name="close_unit"),
    path("administration/posts/<uuid:membership_id>/answers/", units.name_steward, name="name_steward"),
    path(
        "administration/posts/<uuid:membership_id>/no-longer-answers/",
        units.unname_steward,
        name="unname_steward",
    ),
    path("administration/decisions/", decisions.decisions, name="decisions"),
    path("administration/decisions/<str:rule_key>/", decisions.decide, name="decide"),
    path("administration/rules/", rule_book.rule_list, name="rule_list"),
    path("administration/rules/<str:rule_key>/", rule_book.rule, name="rule"),
    path("administration/bases/<str:rule_key>/", open_access.basis, name="basis"),
    path("administration/roles/", role_table.role_table, name="role_table"),
    path("administration/code-lists/", code_lists.code_lists, name="code_lists"),
    path("administration/code-lists/programmes/", code_lists.programmes, name="programmes"),
    path("administration/code-lists/<slug:list_key>/", code_lists.code_list, name="code_list"),
    path("people/<uuid:person_id>/access/", open_access.person_access, name="person_access"),
    path("colleagues/<uuid:user_id>/posts/new/", colleague_posts.give_post, name="give_post"),
    path("colleagues/<uuid:user_id>/details/", colleague_posts.correct_account, name="correct_account"),
]
