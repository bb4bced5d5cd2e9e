"""Where somebody is: a word on a day, seen in something, said by name; and nothing that counts it."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from django.db import IntegrityError
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held
from tests.progress.conftest import a_word, acting, at_home, lines, said
from tests.web.test_mine import custody_of

from stafet.access import api as access
from stafet.kernel.countries import Country
from stafet.kernel.identity import uuid7
from stafet.progress import api as progress
from stafet.progress.api import OwnWords, ProgressWord, Voice

BEFORE = TODAY - timedelta(days=30)


def test_a_later_word_stands_beside_the_earlier(everyone: Cast, amina: Held) -> None:
    said(everyone.bo, amina, a_word(word="on_the_way", on=TODAY))
    said(everyone.bo, amina, a_word(word="begun", on=BEFORE))
    found = lines(everyone.bo, amina)
    assert [(line.row.on, line.term.say("en")) for line in found.words] == [
        (BEFORE, "has begun"),
        (TODAY, "is on the way"),
    ]


def test_a_word_is_said_by_name_for_a_place(everyone: Cast, amina: Held) -> None:
    said(everyone.bo, amina)
    (line,) = lines(everyone.bo, amina).words
    assert line.row.said_by == everyone.bo
    assert line.row.organisation == everyone.guidance
    assert line.row.voice == Voice.AT_WORK


def test_a_word_says_what_it_is_seen_in(everyone: Cast, amina: Held) -> None:
    with pytest.raises(progress.NothingSaid, match="seen in"):
        said(everyone.bo, amina, a_word(seen_in="  "))


def test_nobody_writes_down_a_day_that_has_not_come(everyone: Cast, amina: Held) -> None:
    with pytest.raises(progress.NotThatDay):
        said(everyone.bo, amina, a_word(on=TODAY + timedelta(days=1)))


@pytest.mark.parametrize(("area", "word"), [("attending", "education"), ("nothing", "begun")])
def test_words_are_chosen_from_the_list(everyone: Cast, amina: Held, area: str, word: str) -> None:
    with pytest.raises(progress.UnknownWord):
        said(everyone.bo, amina, a_word(area, word))


@pytest.mark.parametrize("who", ["carl", "freja"])
def test_whoever_may_not_see_somebody_says_nothing_about_them(everyone: Cast, amina: Held, who: str) -> None:
    with pytest.raises(Exception, match="row-level security"):
        said(getattr(everyone, who), amina)


def test_whoever_writes_no_plans_says_no_words(everyone: Cast, amina: Held) -> None:
    with pytest.raises(progress.NotYours), acting(everyone.viggo) as viggo:
        progress.say_progress(person=amina.person, draft=a_word(), by=viggo, at=NOW)
    with access.user_scope(everyone.bo.pk):
        rows = ProgressWord.objects.filter(progress.progress_writable_by(viggo))
        assert not progress.can_write_progress(viggo)
        assert list(rows) == []


def test_a_word_that_was_wrong_stays_with_why(everyone: Cast, amina: Held) -> None:
    row = said(everyone.bo, amina)
    with acting(everyone.bo) as bo:
        progress.withdraw_word(word=row, because="That was another week", by=bo, at=NOW)
    found = lines(everyone.bo, amina)
    assert found.words == ()
    assert [line.row.withdrawn_because for line in found.withdrawn] == ["That was another week"]


def test_a_correction_puts_another_word_in_its_place(everyone: Cast, amina: Held) -> None:
    row = said(everyone.bo, amina)
    with acting(everyone.bo) as bo:
        new = progress.correct_word(
            word=row, draft=a_word(word="on_the_way"), because="Typed the wrong one", by=bo, at=NOW
        )
    assert new.replaces_id == row.pk
    assert [line.row.pk for line in lines(everyone.bo, amina).words] == [new.pk]


def test_what_is_withdrawn_says_why_and_is_withdrawn_once(everyone: Cast, amina: Held) -> None:
    row = said(everyone.bo, amina)
    with acting(everyone.bo) as bo:
        with pytest.raises(progress.NothingSaid):
            progress.withdraw_word(word=row, because=" ", by=bo, at=NOW)
        progress.withdraw_word(word=row, because="Wrong", by=bo, at=NOW)
        with pytest.raises(progress.ChangedByNow):
            progress.withdraw_word(word=row, because="Wrong", by=bo, at=NOW)


def test_those_who_have_the_responsibility_take_back_what_a_colleague_said(
    everyone: Cast, amina: Held
) -> None:
    row = said(everyone.gro, amina)
    assert row.organisation == everyone.town
    for user, expected in ((everyone.bo, True), (everyone.gro, True)):
        with acting(user) as by:
            found = ProgressWord.objects.filter(progress.words_withdrawable_by(by))
            assert progress.can_withdraw_word(by, row, everyone.guidance.pk) is expected
            assert [each.pk for each in found] == ([row.pk] if expected else [])
    bos = said(everyone.bo, amina)
    with acting(everyone.gro) as gro:
        assert not progress.can_withdraw_word(gro, bos, everyone.guidance.pk)
        assert bos not in ProgressWord.objects.filter(progress.words_withdrawable_by(gro))
        with pytest.raises(progress.NotYours):
            progress.withdraw_word(word=bos, because="No", by=gro, at=NOW)


def test_ready_for_an_education_is_said_by_a_named_person_and_never_by_a_law(
    everyone: Cast, amina: Held, young: access.User
) -> None:
    ground = "Has been there every day since August and has applied herself"
    said(everyone.bo, amina, a_word("next", "education", seen_in=ground))
    (line,) = lines(everyone.bo, amina, "next").words
    assert (line.row.seen_in, line.row.said_by, line.row.on) == (ground, everyone.bo, TODAY)
    assert set(lines(everyone.bo, amina, "next").area.no_law) == set(Country)
    with at_home(young, amina) as her, pytest.raises(progress.NotYours):
        progress.say_own_progress(person=amina.person, draft=a_word("next", "work"), by=her, at=NOW)


def test_the_young_person_says_where_they_are_and_takes_it_back(
    everyone: Cast, amina: Held, young: access.User
) -> None:
    with at_home(young, amina) as her:
        row = progress.say_own_progress(
            person=amina.person, draft=a_word("wanting", "direction", seen_in="Boats"), by=her, at=NOW
        )
    (line,) = lines(everyone.bo, amina, "wanting").words
    assert line.row.voice == Voice.YOUNG_PERSON
    with acting(everyone.bo) as bo:
        assert not progress.can_withdraw_word(bo, row, everyone.guidance.pk), "it is hers"
        with pytest.raises(progress.NotYours):
            progress.say_own_progress(person=amina.person, draft=a_word(), by=bo, at=NOW)
    with at_home(young, amina) as her:
        progress.withdraw_own_word(word=row, because="Not boats after all", by=her, at=NOW)
    assert lines(everyone.bo, amina, "wanting").words == ()


def test_nobody_takes_back_another_s_words_from_home(everyone: Cast, amina: Held, young: access.User) -> None:
    row = said(everyone.bo, amina)
    with at_home(young, amina) as her, pytest.raises(progress.NotYours):
        progress.withdraw_own_word(word=row, because="I do not agree", by=her, at=NOW)


def test_what_was_said_in_conversation_is_replaced_by_what_they_write_themselves(
    everyone: Cast, amina: Held, young: access.User
) -> None:
    row = said(everyone.bo, amina, a_word(own_words="It is early in the morning"))
    (own,) = lines(everyone.bo, amina).words[0].own_words
    assert own.is_noted
    with at_home(young, amina) as her:
        progress.add_own_words(word=row, voice=Voice.YOUNG_PERSON, words="The bus is late", by=her, at=NOW)
    (own,) = lines(everyone.bo, amina).words[0].own_words
    assert (own.words, own.is_noted, own.written_by) == ("The bus is late", False, young)


def test_own_words_say_something_and_stand_beside_what_holds(
    everyone: Cast, amina: Held, young: access.User
) -> None:
    row = said(everyone.bo, amina)
    with at_home(young, amina) as her, pytest.raises(progress.NothingSaid):
        progress.add_own_words(word=row, voice=Voice.YOUNG_PERSON, words=" ", by=her, at=NOW)
    with acting(everyone.bo) as bo:
        with pytest.raises(progress.NotYours):
            progress.add_own_words(word=row, voice=Voice.AT_WORK, words="Yes", by=bo, at=NOW)
        progress.withdraw_word(word=row, because="Wrong", by=bo, at=NOW)
    row = replace_seen(everyone, row)
    with at_home(young, amina) as her, pytest.raises(progress.ChangedByNow):
        progress.add_own_words(word=row, voice=Voice.YOUNG_PERSON, words="No", by=her, at=NOW)


def replace_seen(everyone: Cast, row: ProgressWord) -> ProgressWord:
    """The word as it stands now."""
    with access.user_scope(everyone.bo.pk):
        return ProgressWord.objects.get(pk=row.pk)


def test_one_home_does_not_read_what_another_says(
    everyone: Cast, amina: Held, parent: access.User, young: access.User, joins: object
) -> None:
    row = said(everyone.bo, amina)
    father = joins(amina, custody_of(amina, "Far Holm"), email="father@example.org")  # type: ignore[operator]
    for who, words in ((parent, "She sleeps badly"), (father, "She is fine")):
        with at_home(who, amina) as by:
            progress.add_own_words(word=row, voice=Voice.HOME, words=words, by=by, at=NOW)
    for who, met in (
        (parent, {"She sleeps badly"}),
        (father, {"She is fine"}),
        (young, {"She sleeps badly", "She is fine"}),
    ):
        with access.own_scope(who.pk, one_factor=False):
            assert set(OwnWords.objects.values_list("words", flat=True)) == met


def test_an_edition_keeps_its_words_and_has_a_source() -> None:
    (first,) = progress.editions()
    assert progress.vocabulary_on(TODAY) is first
    assert progress.vocabulary_of(first.version) is first
    assert set(first.source.words) == {"en", "da", "sv"}
    assert first.to_verify
    for area in first.areas:
        for term in (area.term, *area.offered):
            assert set(term.words) == {"en", "da", "sv"}


def test_words_carry_no_number_and_no_order() -> None:
    fields = {field.name for field in progress.Term.__dataclass_fields__.values()}
    assert fields == {"code", "words"}
    with pytest.raises(TypeError):
        sorted(progress.editions()[0].areas[0].offered)  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("word_is_seen_in_something", "seen_in = ''"),
        ("withdrawn_word_says_why", "withdrawn_at = now()"),
        ("word_is_said_by_somebody", "organisation_id = NULL"),
    ],
)
def test_the_database_keeps_what_must_hold_of_a_word(
    everyone: Cast, amina: Held, database: psycopg.Connection, name: str, change: str
) -> None:
    said(everyone.bo, amina)
    with pytest.raises(psycopg.errors.CheckViolation, match=name):
        database.execute(f"UPDATE progress_progressword SET {change}")


def test_the_database_keeps_what_must_hold_of_own_words(
    everyone: Cast, amina: Held, parent: access.User, database: psycopg.Connection
) -> None:
    row = said(everyone.bo, amina, a_word(own_words="Early"))
    with pytest.raises(psycopg.errors.CheckViolation, match="own_words_are_theirs"):
        database.execute("UPDATE progress_ownwords SET voice = 'at_work'")
    with at_home(parent, amina) as mother:
        progress.add_own_words(word=row, voice=Voice.HOME, words="Yes", by=mother, at=NOW)
        own = OwnWords.objects.order_by("pk").first()
        home = OwnWords.objects.get(voice=Voice.HOME)
    assert own is not None
    for each, name in ((own, "own_words_once"), (home, "words_of_each_at_home_once")):
        each.pk = uuid7()
        with access.job_scope(everyone.hedeby.pk), pytest.raises(IntegrityError, match=name):
            each.save(force_insert=True)
