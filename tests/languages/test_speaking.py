"""Which language is spoken best with us, who said so, and that somebody acts when an interpreter is asked for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held
from tests.languages.conftest import acting

from stafet.access import api as access
from stafet.languages import api as languages
from stafet.languages.api import Interpreting, Language, Said, Whose
from stafet.responsibility import api as responsibility


def draft(**changed: object) -> languages.LanguageDraft:
    told: dict[str, object] = {
        "whose": Whose.HOME,
        "language": Language.SOMALI,
        "interpreter": Interpreting.BOTH,
        "said_by": Said.COLLEAGUE,
        "starts_on": TODAY,
    }
    return languages.LanguageDraft(**{**told, **changed})  # type: ignore[arg-type]


def say(everyone: Cast, held: Held, **changed: object) -> languages.SpokenLanguage:
    with acting(everyone.bo) as bo:
        return languages.say_language(person=held.person, draft=draft(**changed), by=bo, at=NOW)


def test_what_is_said_anew_ends_what_was_said_before(everyone: Cast, amina: Held) -> None:
    first = say(everyone, amina, starts_on=TODAY - timedelta(days=30))
    say(everyone, amina, interpreter=Interpreting.NO)
    say(everyone, amina, whose=Whose.YOUNG_PERSON, language=Language.DANISH, interpreter=Interpreting.NO)
    with acting(everyone.bo):
        found = languages.languages_of(amina.person.pk)
        assert [(row.whose, row.language, row.ends_on) for row in found] == [
            ("young_person", "da", None),
            ("home", "so", None),
            ("home", "so", TODAY),
        ]
        assert found[2].pk == first.pk
        assert languages.interpreting_for(amina.person.pk, on=TODAY) == []


def test_two_languages_are_spoken_at_home(everyone: Cast, amina: Held) -> None:
    say(everyone, amina)
    say(everyone, amina, language=Language.ARABIC, interpreter=Interpreting.WRITTEN)
    with acting(everyone.bo):
        needed = languages.interpreting_for(amina.person.pk, on=TODAY)
    assert [row.language for row in needed] == ["so"], "writing needs nobody at the table"


def test_an_interpreter_who_is_not_needed_any_more_is_ended(everyone: Cast, amina: Held) -> None:
    row = say(everyone, amina, starts_on=TODAY - timedelta(days=9))
    with acting(everyone.bo) as bo:
        languages.end_language(language=row, on=TODAY, by=bo, at=NOW)
        assert languages.interpreting_for(amina.person.pk, on=TODAY) == []
        assert languages.interpreting_for(amina.person.pk, on=TODAY - timedelta(days=1)) != []
        with pytest.raises(languages.ChangedByNow):
            languages.end_language(language=row, on=TODAY, by=bo, at=NOW)


def test_nothing_is_written_down_before_its_day(everyone: Cast, amina: Held) -> None:
    with pytest.raises(languages.NotYet):
        say(everyone, amina, starts_on=TODAY + timedelta(days=1))
    row = say(everyone, amina)
    with acting(everyone.bo) as bo, pytest.raises(languages.NotYet):
        languages.end_language(language=row, on=TODAY + timedelta(days=1), by=bo, at=NOW)


def test_a_language_that_is_not_on_the_list_has_a_name(everyone: Cast, amina: Held) -> None:
    with pytest.raises(languages.NameTheLanguage):
        say(everyone, amina, language=Language.OTHER)
    assert say(everyone, amina, language=Language.OTHER, named=" Fur ").named == "Fur"


def test_whoever_may_not_reach_somebody_reads_no_language(everyone: Cast, amina: Held) -> None:
    row = say(everyone, amina)
    for name, reads in (("bo", True), ("gro", True), ("carl", False), ("freja", False), ("viggo", False)):
        with acting(getattr(everyone, name)):
            assert bool(languages.languages_of(amina.person.pk)) is reads, name
            assert languages.SpokenLanguage.objects.filter(pk=row.pk).exists() is reads, "the database too"


def test_the_pair_of_who_may_agrees(everyone: Cast, amina: Held) -> None:
    row = say(everyone, amina)
    for name in ("bo", "gro", "viggo"):
        with acting(getattr(everyone, name)) as actor:
            many = languages.SpokenLanguage.objects.filter(languages.languages_writable_by(actor), pk=row.pk)
            assert many.exists() is languages.can_write_language(actor), name
    with acting(everyone.viggo) as viggo, pytest.raises(languages.NotYours):
        languages.end_language(language=row, on=TODAY, by=viggo, at=NOW)


def at_home(everyone: Cast, held: Held, user: access.User, **changed: object) -> languages.SpokenLanguage:
    with access.job_scope(everyone.hedeby.pk):
        return languages.say_language_at_home(
            person=held.person, draft=draft(**changed), by=access.actor_for(user, at=NOW), at=NOW
        )


def steps(everyone: Cast, held: Held) -> list[str]:
    with access.job_scope(everyone.hedeby.pk):
        rows = responsibility.NextStep.objects.filter(person=held.person, rule="stafet.own.answered_within")
        return [row.words for row in rows]


def test_whoever_asks_for_an_interpreter_at_home_is_somebodys_next_step_once(
    everyone: Cast, amina: Held
) -> None:
    at_home(everyone, amina, everyone.bo, said_by=Said.HOME, interpreter=Interpreting.NO)
    assert steps(everyone, amina) == []
    at_home(everyone, amina, everyone.bo, said_by=Said.HOME)
    at_home(everyone, amina, everyone.bo, said_by=Said.HOME, interpreter=Interpreting.SPOKEN)
    assert len(steps(everyone, amina)) == 1


def test_at_home_one_speaks_for_oneself(everyone: Cast, amina: Held) -> None:
    with pytest.raises(languages.NotYours):
        at_home(everyone, amina, everyone.bo)
    of_another = say(everyone, amina)
    at_home(everyone, amina, everyone.carl, said_by=Said.HOME)
    with access.job_scope(everyone.hedeby.pk):
        mine = access.actor_for(everyone.carl, at=NOW)
        with pytest.raises(languages.NotYours):
            languages.end_language_at_home(language=of_another, said_by=Said.HOME, on=TODAY, by=mine, at=NOW)
        assert languages.SpokenLanguage.objects.filter(ends_on=None).count() == 2, "another home's stays"
        languages.end_language_at_home(
            language=of_another, said_by=Said.YOUNG_PERSON, on=TODAY, by=mine, at=NOW
        )


def write(everyone: Cast, held: Held, **changed: object) -> None:
    told: dict[str, object] = {
        "municipality_id": everyone.hedeby.pk,
        "person": held.person,
        "whose": "home",
        "language": "so",
        "interpreter": "no",
        "said_by": "home",
        "starts_on": TODAY,
        "known_at": NOW,
    }
    with access.job_scope(everyone.hedeby.pk):
        languages.SpokenLanguage.objects.create(**{**told, **changed})


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"language": "other"}, "other_language_is_named"),
        ({"named": "Fur"}, "other_language_is_named"),
        ({"ends_on": TODAY - timedelta(days=1)}, "language_ends_after_it_starts"),
    ],
)
def test_the_database_has_the_last_word(
    everyone: Cast, amina: Held, changed: dict[str, object], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        write(everyone, amina, **changed)
