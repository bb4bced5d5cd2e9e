"""The list of people: who is found, why, in which order, and at what price."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from tests import factories
from tests.cast import Cast
from tests.conftest import NOW

from stafet.access import api as access
from stafet.kernel.activities import ActivityKind
from stafet.kernel.countries import Country
from stafet.kernel.national_numbers import parse
from stafet.overview.queries.filters import PEOPLE_FILTERS, PeopleFilter
from stafet.overview.queries.people_page import PeoplePage, PeopleQuestion, people_counts, people_page
from stafet.responsibility.models import Handover, Holding
from stafet.responsibility.states import HandoverKind, HandoverState, StepKind

TODAY = NOW.date()
LAST_SUMMER = date(2026, 7, 1)


def _page(cast: Cast, reader: str = "bo", **question: Any) -> PeoplePage:
    with access.user_scope(getattr(cast, reader).pk):
        return people_page(PeopleQuestion(**question), day=TODAY)


def _names(page: PeoplePage) -> list[str]:
    return [row.name for row in page.rows]


def _counts(cast: Cast, **question: Any) -> dict[str, int]:
    with access.user_scope(cast.bo.pk):
        counts = people_counts(PeopleQuestion(**question), day=TODAY)
    return {each.name: count for each, count in counts.items() if count}


@pytest.fixture
def amina(everyone: Cast) -> factories.Held:
    """A pupil of 9.A whom Bo has."""
    with access.job_scope(everyone.hedeby.pk):
        person = factories.a_person(everyone.hedeby, "Amina", "Holm")
        factories.a_spell(person, everyone.school, unit=everyone.class_9a)
        return factories.covered(person, everyone.guidance, user=everyone.bo)


def test_a_row_says_who_where_who_has_them_and_what_comes_next(everyone: Cast, amina: factories.Held) -> None:
    (row,) = _page(everyone).rows
    assert (row.person_id, row.name, row.birth_year) == (amina.person.pk, "Amina Holm", 2010)
    assert (str(row.doing), row.doing_since) == ("9.A, Bakkeskolen", date(2025, 8, 1))
    assert (row.holder_organisation, row.holder_name) == ("Ungevejledningen Hedeby", "Bo Bertelsen")
    assert (str(row.next_step), row.due_on, row.days_overdue) == ("Hold a conversation", amina.step.due_on, 0)
    assert str(row.why) == "The next step is due on 2026-09-15."
    assert row.relay is not None
    assert (row.relay.past, row.relay.offered, row.relay.next_due_on) == ((), None, amina.step.due_on)


def test_nobody_is_listed_to_those_without_a_grant(everyone: Cast, amina: factories.Held) -> None:
    assert _page(everyone, "carl").rows == ()


def test_protected_people_are_in_no_list_and_no_count_but_their_named_readers(
    everyone: Cast, amina: factories.Held
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        factories.hidden(amina.person, everyone.ditte)
    assert _page(everyone).rows == ()
    assert _page(everyone, search="Amina").rows == ()
    assert _counts(everyone) == {}
    with access.job_scope(everyone.hedeby.pk):
        access.NamedReader.objects.filter(user=everyone.ditte).update(user=everyone.bo)
    assert _names(_page(everyone)) == ["Amina Holm"]


def test_pages_follow_each_other_without_losing_or_doubling_anybody(everyone: Cast) -> None:
    with access.job_scope(everyone.hedeby.pk):
        for person in factories.some_people(everyone.hedeby, 7):
            factories.covered(person, everyone.guidance)
        for _ in range(3):
            factories.covered(factories.a_person(everyone.hedeby, "Ida", "Åbo"), everyone.guidance)
    with access.user_scope(everyone.bo.pk):
        pages = [people_page(PeopleQuestion(), day=TODAY, limit=3)]
        while pages[-1].after is not None:
            pages.append(people_page(PeopleQuestion(), day=TODAY, after=pages[-1].after, limit=3))
    seen = [row.person_id for page in pages for row in page.rows]
    assert len(seen) == len(set(seen)) == 10
    assert [len(page.rows) for page in pages] == [3, 3, 3, 1]


def test_danish_letters_sort_last(everyone: Cast) -> None:
    with access.job_scope(everyone.hedeby.pk):
        for family_name in ["Åbo", "Zeuthen", "Ørsted", "Ærø", "Bang"]:
            factories.covered(factories.a_person(everyone.hedeby, "Ib", family_name), everyone.guidance)
    assert [name.removeprefix("Ib ") for name in _names(_page(everyone))] == [
        "Bang", "Zeuthen", "Ærø", "Ørsted", "Åbo",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    ["amina", "holm am", "Amnia", "9.A", "9a holm", "9. a", "bakkeskolen", "amina bakke", "2010", "17.05.2010 amina",
     "holm 17/5-2010", "170510", "20100517", "2010-05-17", "9 holm", "aMINA  2010  9.a"],
)  # fmt: skip
def test_somebody_is_found_by_what_one_remembers_in_any_order(
    everyone: Cast, amina: factories.Held, typed: str
) -> None:
    assert _names(_page(everyone, search=typed)) == ["Amina Holm"]


@pytest.mark.parametrize(
    "typed",
    [
        "amina jensen",
        "9.B",
        "2011",
        "18.05.2010",
        "tekniske",
        "8",
        "010110-4321",
        "170510-1234",
        "31.02.2010",
    ],
)
def test_what_does_not_fit_finds_nobody(everyone: Cast, amina: factories.Held, typed: str) -> None:
    assert _page(everyone, search=typed).rows == ()


def test_close_spellings_come_after_exact_ones(everyone: Cast) -> None:
    with access.job_scope(everyone.hedeby.pk):
        for name in ["Omer", "Omar"]:
            factories.covered(factories.a_person(everyone.hedeby, name, "Bak"), everyone.guidance)
    with access.user_scope(everyone.bo.pk):
        first = people_page(PeopleQuestion(search="omer"), day=TODAY, limit=1)
        second = people_page(PeopleQuestion(search="omer"), day=TODAY, limit=1, after=first.after)
    assert [(row.name, row.is_near) for row in (*first.rows, *second.rows)] == [
        ("Omer Bak", False),
        ("Omar Bak", True),
    ]


Plant = Callable[[Cast, factories.Held], None]


def _left(cast: Cast, held: factories.Held) -> None:
    factories.a_spell(held.person, cast.school, ends_on=LAST_SUMMER)


def _at_school(cast: Cast, held: factories.Held, **changes: Any) -> None:
    factories.a_spell(held.person, cast.school, **{"grade": 8, **changes})


def _step(cast: Cast, held: factories.Held, *, due_on: date) -> None:
    _at_school(cast, held)
    factories.a_step(held.person, cast.guidance, due_on=due_on)


def _waiting(cast: Cast, held: factories.Held) -> None:
    _at_school(cast, held)
    _offer(cast, held, HandoverState.OFFERED)


def _taken_over(cast: Cast, held: factories.Held) -> None:
    _at_school(cast, held)
    handover = _offer(cast, held, HandoverState.ACCEPTED)
    Holding.objects.filter(pk=held.holding.pk).update(acquired_by="accepted", handover_id=handover.pk)


def _without_name(cast: Cast, held: factories.Held) -> None:
    _at_school(cast, held)
    Holding.objects.filter(pk=held.holding.pk).update(holder=None)


def _without_birth_date(cast: Cast, held: factories.Held) -> None:
    _at_school(cast, held)
    type(held.person).objects.filter(pk=held.person.pk).update(birth_date=None)


PLANTS: dict[PeopleFilter, Plant] = {
    PeopleFilter.NO_ACTIVITY: _left,
    PeopleFilter.STEP_OVERDUE: partial(_step, due_on=TODAY - timedelta(days=1)),
    PeopleFilter.DUE_THIS_WEEK: partial(_step, due_on=TODAY),
    PeopleFilter.LEAVES_THIS_SUMMER: partial(_at_school, grade=9, ends_on=date(2027, 7, 1)),
    PeopleFilter.HANDOVER_WAITING: _waiting,
    PeopleFilter.NOT_STARTED: _taken_over,
    PeopleFilter.NO_NAMED_HOLDER: _without_name,
    PeopleFilter.BIRTH_DATE_UNKNOWN: _without_birth_date,
    PeopleFilter.REGISTER_SILENT: partial(_at_school, missing_since=TODAY - timedelta(days=3)),
}


def _offer(cast: Cast, held: factories.Held, state: HandoverState) -> Handover:
    return Handover.objects.create(
        municipality_id=cast.hedeby.pk,
        person=held.person,
        kind=HandoverKind.START,
        state=state,
        from_organisation=cast.guidance,
        to_organisation=cast.vocational,
        envelope_name="Amina Holm",
        offered_at=NOW,
        answer_by=TODAY + timedelta(days=21),
        answered_at=None if state is HandoverState.OFFERED else NOW,
        known_at=NOW,
    )


WHY = {
    PeopleFilter.NO_ACTIVITY: "Bakkeskolen lasted until 2026-06-30, and nothing is known to follow.",
    PeopleFilter.STEP_OVERDUE: "The next step was due on 2026-08-31.",
    PeopleFilter.DUE_THIS_WEEK: "The next step is due on 2026-09-01.",
    PeopleFilter.LEAVES_THIS_SUMMER: "Leaves Bakkeskolen after 2027-06-30.",
    PeopleFilter.HANDOVER_WAITING: "Offered to Hedeby Tekniske Skole on 2026-09-01, and not yet answered.",
    PeopleFilter.NOT_STARTED: "Ungevejledningen Hedeby took over on 2026-08-12; nobody has yet seen the start.",
    PeopleFilter.NO_NAMED_HOLDER: "Ungevejledningen Hedeby has the responsibility, but nobody there by name.",
    PeopleFilter.BIRTH_DATE_UNKNOWN: "Without a birth date, no limit of age can be watched.",
    PeopleFilter.REGISTER_SILENT: "At Bakkeskolen as far as we know; the register has not shown it since 2026-08-29.",
}


@pytest.mark.parametrize("question", WHY)
def test_each_question_is_answered_by_the_right_people_with_the_reason(
    everyone: Cast, question: PeopleFilter
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        amina = factories.covered(
            factories.a_person(everyone.hedeby, "Amina", "Holm"), everyone.guidance, user=everyone.bo
        )
        PLANTS[question](everyone, amina)
        other = factories.a_person(everyone.hedeby, "Birk", "Juul")
        factories.a_spell(other, everyone.school, grade=8)
        factories.covered(other, everyone.guidance, user=everyone.bo)
    page = _page(everyone, filter=question)
    assert [(row.name, str(row.why)) for row in page.rows] == [("Amina Holm", WHY[question])]
    assert _counts(everyone) == {"EVERYONE": 2, question.name: 1}


def test_every_question_has_a_title_and_is_tried() -> None:
    assert set(PEOPLE_FILTERS) == set(PeopleFilter)
    assert set(WHY) == set(PLANTS) == set(PeopleFilter) - {PeopleFilter.EVERYONE}


def test_somebody_who_may_stay_at_school_without_a_known_end_is_asked_about_in_summer(
    everyone: Cast, amina: factories.Held
) -> None:
    page = _page(everyone, filter=PeopleFilter.LEAVES_THIS_SUMMER)
    assert [str(row.why) for row in page.rows] == [
        "May leave Bakkeskolen this summer; no further year is registered."
    ]


def test_choices_narrow_the_list_and_the_counts(everyone: Cast, amina: factories.Held) -> None:
    with access.job_scope(everyone.hedeby.pk):
        other = factories.a_person(everyone.hedeby, "Birk", "Juul")
        factories.a_spell(other, everyone.vocational, ActivityKind.VOCATIONAL_EDUCATION)
        factories.covered(other, everyone.guidance, kind=StepKind.FOLLOW_UP)
    for choice in (
        {"organisation_id": everyone.school.pk},
        {"unit_id": everyone.class_9a.pk},
        {"grade": 9},
        {"holder_id": everyone.bo.pk},
        {"grade": 9, "holder_organisation_id": everyone.guidance.pk},
    ):
        assert _names(_page(everyone, **choice)) == ["Amina Holm"], choice
        assert _counts(everyone, **choice)["EVERYONE"] == 1
    assert _counts(everyone, search="birk") == {"EVERYONE": 1, "NO_NAMED_HOLDER": 1}


@pytest.mark.parametrize("how_many", [3, 60])
def test_the_price_of_a_page_does_not_grow_with_its_rows(everyone: Cast, how_many: int) -> None:
    with access.job_scope(everyone.hedeby.pk):
        for person in factories.some_people(everyone.hedeby, how_many):
            factories.a_spell(person, everyone.school)
            factories.covered(person, everyone.guidance)
    with access.user_scope(everyone.bo.pk), CaptureQueriesContext(connections["default"]) as asked:
        page = people_page(PeopleQuestion(filter=PeopleFilter.NO_NAMED_HOLDER), day=TODAY)
        assert len(asked) == 7
        people_counts(PeopleQuestion(), day=TODAY)
        assert len(asked) == 9, "the counts, and what municipalities have decided"
    assert len(page.rows) == min(how_many, 50)
    assert page.has_next is (how_many > 50)


def test_a_national_number_finds_its_person_for_those_who_may_look_it_up(
    everyone: Cast, amina: factories.Held
) -> None:
    number = parse("170510-4324", Country.DK, on=TODAY)
    with access.job_scope(everyone.hedeby.pk):
        factories.granted(
            amina.person,
            everyone.town,
            access.Purpose.DUTY,
            "ABD",
            access.Grant.Source.DUTY,
            amina.coverage.pk,
        )
        factories.a_number(amina.person, number)
    assert _names(_page(everyone, search="170510-4324")) == ["Amina Holm"]
    assert _names(_page(everyone, search="amina 1705104324")) == ["Amina Holm"]
    assert _names(_page(everyone, "gro", search="amina")) == ["Amina Holm"]
    assert _page(everyone, "gro", search="170510-4324").rows == ()
