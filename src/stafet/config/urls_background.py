"""The addresses of languages, of earlier education, and of cases elsewhere."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import mine_cases, mine_language, person_cases, person_language

_PERSON, _MINE = "people/<uuid:person_id>", "mine/<uuid:person_id>"

urlpatterns: list[URLPattern] = [
    path(f"{_PERSON}/language/", person_language.person_language, name="person_language"),
    path(f"{_PERSON}/language/new/", person_language.say_language, name="say_language"),
    path("languages/<uuid:language_id>/end/", person_language.end_language, name="end_language"),
    path(f"{_PERSON}/earlier-education/new/", person_language.write_education, name="write_education"),
    *(
        path(f"earlier-education/<uuid:education_id>/{part}/", view, name=view.__name__)
        for part, view in (
            ("correct", person_language.correct_education),
            ("ask", person_language.ask_recognition),
            ("answer", person_language.answer_recognition),
        )
    ),
    path(f"{_MINE}/language/", mine_language.my_language, name="my_language"),
    path(f"{_MINE}/language/new/", mine_language.say_my_language, name="say_my_language"),
    path("mine/languages/<uuid:language_id>/end/", mine_language.end_my_language, name="end_my_language"),
    path(f"{_PERSON}/other-cases/", person_cases.person_cases, name="person_cases"),
    path(f"{_PERSON}/other-cases/new/", person_cases.write_case, name="write_other_case"),
    path("other-cases/<uuid:other_case_id>/end/", person_cases.end_case, name="end_other_case"),
    path(f"{_MINE}/other-cases/", mine_cases.my_cases, name="my_cases"),
]
