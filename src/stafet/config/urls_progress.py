"""The addresses of where a young person is, in dated words."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import mine_progress, person_progress

urlpatterns: list[URLPattern] = [
    path("people/<uuid:person_id>/progress/", person_progress.person_progress, name="person_progress"),
    path(
        "people/<uuid:person_id>/progress/<slug:area>/new/", person_progress.say_progress, name="say_progress"
    ),
    path("progress/<uuid:progress_word_id>/correct/", person_progress.correct_word, name="correct_word"),
    path("progress/<uuid:progress_word_id>/withdraw/", person_progress.withdraw_word, name="withdraw_word"),
    path("mine/<uuid:person_id>/progress/", mine_progress.my_progress, name="my_progress"),
    path(
        "mine/<uuid:person_id>/progress/<slug:area>/new/",
        mine_progress.say_my_progress,
        name="say_my_progress",
    ),
    path(
        "mine/<uuid:person_id>/progress/<uuid:progress_word_id>/words/",
        mine_progress.add_my_words,
        name="add_my_words",
    ),
    path(
        "mine/<uuid:person_id>/progress/<uuid:progress_word_id>/take-back/",
        mine_progress.withdraw_my_word,
        name="withdraw_my_word",
    ),
]
