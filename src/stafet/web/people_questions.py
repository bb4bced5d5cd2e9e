"""The questions above the list of people, each with its answers and how many it would find."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext

from stafet.overview import api as overview
from stafet.overview.api import PeopleFilter, PeopleQuestion
from stafet.web.components.parts import Choice, Question
from stafet.web.components.say import say


def people_questions(question: PeopleQuestion, *, day: date, counted: bool) -> tuple[Question, ...]:
    """What can be asked: ``counted`` with how many each would find, and about places when one is chosen too."""
    counts = overview.people_counts(question, day=day) if counted else {}
    asked = Question("question", gettext("What do you ask?"), tuple(_asked(question.filter, counts)))
    return (asked, *_places(question, day)) if counted or question.has_place else (asked,)


def _places(question: PeopleQuestion, day: date) -> Iterable[Question]:
    """Questions about places. One that has only one answer is not asked."""
    facets = overview.people_facets(day=day, organisation_id=question.organisation_id)
    places = (
        Question(
            "organisation",
            gettext("Where are they?"),
            _choices(gettext("Anywhere"), facets.organisations, question.organisation_id),
        ),
        Question(
            "unit", gettext("Which class?"), _choices(gettext("Any class"), facets.units, question.unit_id)
        ),
        Question(
            "grade",
            gettext("Which grade?"),
            _choices(gettext("Any grade"), ((grade, str(grade)) for grade in facets.grades), question.grade),
        ),
        Question(
            "holder",
            gettext("Who has the responsibility?"),
            _choices(gettext("Anybody"), facets.holders, question.holder_organisation_id),
        ),
    )
    return (place for place in places if len(place.choices) > 2 or any(c.chosen for c in place.choices[1:]))


def _asked(chosen: PeopleFilter, counts: Mapping[PeopleFilter, int]) -> Iterable[Choice]:
    for each, words in overview.PEOPLE_FILTERS.items():
        text = f"{say(words)} ({counts[each]})" if each in counts else say(words)
        yield Choice(each.value, text, chosen=each is chosen)


def _choices(everything: str, named: Iterable[tuple[object, str]], chosen: object) -> tuple[Choice, ...]:
    rest = (Choice(str(key), text, chosen=key == chosen) for key, text in named)
    return (Choice("", everything, chosen=chosen is None), *rest)
