"""That there is a case elsewhere: a reference and no word more, for those who answer for the young person."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held, a_person, covered
from tests.othercases.conftest import acting

from stafet.access import api as access
from stafet.kernel.countries import Country
from stafet.kernel.sharing import Recipient, Thing, sharing_matrix
from stafet.othercases import api as othercases
from stafet.othercases.api import Ask, CaseEnd, CaseKind, ConsentBy, OtherCase
from stafet.responsibility import api as responsibility

DRAFT = othercases.CaseDraft(
    kind=CaseKind.SOCIAL,
    place="Family department, Hedeby",
    ask=Ask.ON_DUTY,
    basis="dk.sharing.other_case",
    starts_on=TODAY,
    case_number="27.24.00-G01-1142-26",
    unit_phone="70 12 34 56",
    consent_by=ConsentBy.YOUNG_PERSON,
    consent_on=TODAY,
)


def write(everyone: Cast, held: Held, by: str = "bo", **changed: object) -> OtherCase:
    with acting(getattr(everyone, by)) as actor:
        draft = replace(DRAFT, **changed)  # type: ignore[arg-type]
        return othercases.write_case(person=held.person, draft=draft, by=actor, at=NOW)


def test_a_reference_says_where_and_whom_to_ask_and_ends_for_a_reason(everyone: Cast, amina: Held) -> None:
    row = write(everyone, amina, starts_on=TODAY - timedelta(days=9))
    with acting(everyone.bo) as bo:
        (found,) = othercases.cases_of(amina.person.pk)
        assert (found.place, found.ask, found.basis) == (DRAFT.place, "on_duty", "dk.sharing.other_case")
        with pytest.raises(othercases.NotYet):
            othercases.end_case(case=row, on=TODAY + timedelta(days=1), because=CaseEnd.OVER, by=bo, at=NOW)
        othercases.end_case(case=row, on=TODAY, because=CaseEnd.TAKEN_BACK, by=bo, at=NOW)
        with pytest.raises(othercases.ChangedByNow):
            othercases.end_case(case=row, on=TODAY, because=CaseEnd.OVER, by=bo, at=NOW)
        assert OtherCase.objects.get(pk=row.pk).end_reason == CaseEnd.TAKEN_BACK


def test_no_field_takes_a_word_of_what_it_is_about() -> None:
    words = {"max_length": 100}
    for field in OtherCase._meta.fields:
        length = getattr(field, "max_length", None) or 0
        assert length <= words["max_length"], f"{field.name} takes a text"


@pytest.mark.parametrize(
    ("changed", "error", "field"),
    [
        ({"case_number": "1142 about drugs at home"}, othercases.NotAReference, "case_number"),
        ({"case_number": "placed outside home"}, othercases.NotAReference, "case_number"),
        ({"case_number": "170510-1234"}, othercases.NotAReference, "case_number"),
        ({"case_number": "20100517-1234"}, othercases.NotAReference, "case_number"),
        ({"place": "  "}, othercases.NotAReference, "place"),
        ({"unit_phone": "ask for Jens"}, othercases.NotAReference, "unit_phone"),
        ({"basis": "dk.sharing.transition"}, othercases.NeedsBasis, "basis"),
        ({"basis": "se.sharing.other_case"}, othercases.NeedsBasis, "basis"),
        ({"consent_by": None}, othercases.NeedsBasis, "consent_on"),
        ({"consent_on": TODAY + timedelta(days=1)}, othercases.NotYet, "consent_on"),
        ({"starts_on": TODAY + timedelta(days=1)}, othercases.NotYet, "starts_on"),
        ({"kind": CaseKind.PUPIL_HEALTH}, othercases.NotInThisCountry, "kind"),
    ],
)
def test_what_is_no_reference_or_has_no_basis_is_refused(
    everyone: Cast, amina: Held, changed: dict[str, Any], error: type[Exception], field: str
) -> None:
    with pytest.raises(error) as refused:
        write(everyone, amina, **changed)
    assert getattr(refused.value, "field", "") == field


def test_only_those_of_the_municipality_who_have_the_responsibility_keep_it(
    everyone: Cast, amina: Held
) -> None:
    row = write(everyone, amina)
    for name in ("bo", "gro", "carl", "ditte", "freja", "tove", "viggo"):
        with acting(getattr(everyone, name)):
            assert OtherCase.objects.filter(pk=row.pk).exists() is (name == "bo"), name
    with pytest.raises(othercases.NotYours):
        write(everyone, amina, by="ditte")


def test_a_partner_who_has_the_responsibility_is_not_told_either(
    everyone: Cast, amina: Held, database: psycopg.Connection
) -> None:
    row = write(everyone, amina)
    database.execute(
        "UPDATE responsibility_holding SET organisation_id = %s WHERE person_id = %s AND ends_at IS NULL",
        [everyone.vocational.pk, amina.person.pk],
    )
    for user in (everyone.bo, everyone.freja):
        with acting(user) as actor:
            assert not OtherCase.objects.filter(pk=row.pk).exists(), "Bo does not answer for her any more"
            assert not othercases.keeps_cases_of(actor, amina.person.pk)
    with pytest.raises(othercases.NotYours):
        write(everyone, amina, by="freja")


def test_the_matrix_has_no_basis_on_which_a_partner_could_be_told() -> None:
    for country in Country:
        for to in set(Recipient) - {Recipient.MUNICIPALITY}:
            assert sharing_matrix().ways(Thing.OTHER_CASE, to=to, country=country, on=TODAY) == ()
        (basis,) = othercases.bases_in(country, on=TODAY)
        assert basis.needs_consent
        assert basis.to_verify, "until somebody has read it in the law's own text"


def test_the_pair_of_who_may_agrees(everyone: Cast, amina: Held) -> None:
    with access.job_scope(everyone.hedeby.pk):
        pupil = covered(a_person(everyone.hedeby), everyone.school)
    for name in ("bo", "gro", "ditte", "freja", "viggo"):
        with acting(getattr(everyone, name)) as actor:
            many = set(othercases.holdings_kept_by(actor).values_list("pk", flat=True))
            seen = responsibility.Holding.objects.select_related("organisation")
            one = {row.pk for row in seen if othercases.can_keep_cases(actor, row)}
            assert many == one, name
            assert pupil.holding.pk not in many, "a school is not told"


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"place": ""}, "other_case_is_a_reference"),
        ({"case_number": "about drugs"}, "other_case_is_a_reference"),
        ({"unit_phone": "Jens"}, "other_case_is_a_reference"),
        ({"basis": ""}, "other_case_has_a_basis"),
        ({"consent_by": "young_person"}, "other_case_has_a_basis"),
        ({"ends_on": TODAY}, "other_case_ends_with_a_reason"),
    ],
)
def test_the_database_has_the_last_word(
    everyone: Cast, amina: Held, changed: dict[str, object], constraint: str
) -> None:
    told: dict[str, object] = {
        "municipality_id": everyone.hedeby.pk,
        "person": amina.person,
        "kind": "social",
        "place": "Family department",
        "ask": "on_duty",
        "basis": "dk.sharing.other_case",
        "starts_on": TODAY,
        "known_at": NOW,
    }
    with access.job_scope(everyone.hedeby.pk), pytest.raises(IntegrityError, match=constraint):
        OtherCase.objects.create(**{**told, **changed})
