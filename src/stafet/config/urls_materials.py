"""The addresses of the library, of stories, of the communication plan, and of what everybody can read."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import (
    communication,
    material_acts,
    material_public,
    materials,
    mine_materials,
    mine_stories,
    person_stories,
    stories,
)

urlpatterns: list[URLPattern] = [
    path("materials/", materials.all_texts, name="materials"),
    path("materials/new/", material_acts.write_material, name="write_material"),
    path("materials/shipped/", materials.shipped, name="shipped_texts"),
    path("materials/shipped/<slug:starter>/", materials.shipped_text, name="shipped_text"),
    path("materials/shipped/<slug:starter>/copy/", material_acts.copy_starter, name="copy_starter"),
    path("materials/plan/", communication.communication_plan, name="communication_plan"),
    path("materials/plan/new/", communication.plan_telling, name="plan_telling"),
    path("materials/plan/<int:starts_in>/copy/", communication.copy_plan, name="copy_plan"),
    path("materials/plan/<uuid:telling_id>/change/", communication.change_telling, name="change_telling"),
    path("materials/plan/<uuid:telling_id>/done/", communication.finish_telling, name="finish_telling"),
    path("materials/plan/<uuid:telling_id>/drop/", communication.drop_telling, name="drop_telling"),
    path("materials/versions/<uuid:edition_id>/", materials.edition, name="edition"),
    path(
        "materials/versions/<uuid:edition_id>/publish/", material_acts.publish_edition, name="publish_edition"
    ),
    path(
        "materials/versions/<uuid:edition_id>/withdraw/",
        material_acts.withdraw_edition,
        name="withdraw_edition",
    ),
    path("materials/<uuid:material_id>/", materials.material, name="material"),
    path("materials/<uuid:material_id>/change/", material_acts.change_material, name="change_material"),
    path(
        "materials/<uuid:material_id>/still-right/",
        material_acts.look_over_material,
        name="look_over_material",
    ),
    path("materials/<uuid:material_id>/language/", material_acts.add_language, name="add_language"),
    path(
        "materials/<uuid:material_id>/write/<slug:edition_language>/",
        material_acts.write_edition,
        name="write_edition",
    ),
    path("stories/", stories.stories, name="stories"),
    path("stories/new/", stories.tell_story, name="tell_story"),
    path("stories/<uuid:story_id>/back/", stories.take_story_back, name="take_story_back"),
    path(
        "stories/about/<uuid:person_story_id>/answer/",
        person_stories.record_story_answer,
        name="record_story_answer",
    ),
    path("stories/about/<uuid:person_story_id>/tell/", person_stories.publish_story, name="publish_story"),
    path("stories/about/<uuid:person_story_id>/drop/", person_stories.drop_story, name="drop_story"),
    path("people/<uuid:person_id>/stories/", person_stories.person_stories, name="person_stories"),
    path("people/<uuid:person_id>/stories/new/", person_stories.write_story, name="write_story"),
    path("mine/<uuid:person_id>/to-read/", mine_materials.my_materials, name="my_materials"),
    path("mine/<uuid:person_id>/to-read/<uuid:material_id>/", mine_materials.my_material, name="my_material"),
    path("mine/<uuid:person_id>/stories/", mine_stories.my_stories, name="my_stories"),
    path(
        "mine/<uuid:person_id>/stories/<uuid:person_story_id>/",
        mine_stories.answer_story_myself,
        name="answer_story_myself",
    ),
    path("for-everyone/<uuid:town_id>/", material_public.for_everyone, name="for_everyone"),
    path(
        "for-everyone/<uuid:town_id>/<uuid:material_id>/",
        material_public.text_for_everyone,
        name="text_for_everyone",
    ),
]
