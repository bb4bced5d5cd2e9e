"""The addresses of where a young person is, in dated words; of how they see themselves, and of their portfolio."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import mine_portfolio, mine_progress, mine_reflections, person_progress, reflect_class

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
    path(
        "people/<uuid:person_id>/progress/invite/",
        person_progress.invite_to_reflect,
        name="invite_to_reflect",
    ),
    path("progress/ask/", reflect_class.invite_class_to_reflect, name="invite_class_to_reflect"),
    path("mine/<uuid:person_id>/myself/", mine_reflections.my_reflections, name="my_reflections"),
    path("mine/<uuid:person_id>/myself/new/", mine_reflections.reflect, name="reflect"),
    path(
        "mine/<uuid:person_id>/myself/<uuid:reflection_id>/share/",
        mine_reflections.share_reflection,
        name="share_reflection",
    ),
    path(
        "mine/<uuid:person_id>/myself/<uuid:reflection_id>/throw-away/",
        mine_reflections.throw_away_reflection,
        name="throw_away_reflection",
    ),
    path("mine/<uuid:person_id>/portfolio/", mine_portfolio.my_portfolio, name="my_portfolio"),
    path("mine/<uuid:person_id>/portfolio.pdf", mine_portfolio.my_portfolio_pdf, name="my_portfolio_pdf"),
    path("mine/<uuid:person_id>/portfolio.json", mine_portfolio.my_portfolio_file, name="my_portfolio_file"),
    path("mine/<uuid:person_id>/portfolio/new/", mine_portfolio.collect_piece, name="collect_piece"),
    path(
        "mine/<uuid:person_id>/portfolio/<uuid:piece_id>/",
        mine_portfolio.change_piece,
        name="change_piece",
    ),
    path(
        "mine/<uuid:person_id>/portfolio/<uuid:piece_id>/throw-away/",
        mine_portfolio.throw_away_piece,
        name="throw_away_piece",
    ),
]
