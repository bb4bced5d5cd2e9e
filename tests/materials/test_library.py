"""What a town tells: written, translated, published, superseded; and that what was published never changes."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from psycopg import errors, sql
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY
from tests.materials.conftest import (
    acting,
    draft_of,
    facts,
    published,
    translated,
    words,
    written,
)

from stafet.kernel.countries import Country
from stafet.kernel.identity import uuid7
from stafet.materials import api as materials
from stafet.materials.api import Audience, Edition, EditionState, Material

EDITION = "materials_edition"
LATER = NOW + timedelta(days=30)


def test_a_draft_is_read_by_the_office_alone_and_what_is_published_by_everybody_who_works_there(
    everyone: Cast,
) -> None:
    row = written(everyone)
    with acting(everyone.bo) as bo:
        assert materials.material_for(bo, row.pk) is None
        assert not materials.can_read_material(bo, row)
    with acting(everyone.gro) as gro:
        assert materials.material_for(gro, row.pk) == row
    published(everyone, row)
    with acting(everyone.bo) as bo:
        assert materials.material_for(bo, row.pk) == row
        assert materials.can_read_material(bo, row)
    with acting(everyone.carl) as carl:
        assert materials.material_for(carl, row.pk) is None


def test_only_the_towns_office_writes_publishes_and_withdraws(everyone: Cast) -> None:
    row = written(everyone)
    draft = draft_of(row)
    for name in ("ditte", "bo", "carl"):
        with acting(getattr(everyone, name)) as other:
            with pytest.raises(materials.NotYours):
                materials.write_material(
                    municipality_id=everyone.hedeby.pk, facts=facts(), first=words(), by=other, at=NOW
                )
            with pytest.raises(materials.NotYours):
                materials.write_edition(material=row, facts=words("en"), by=other, at=NOW)
            with pytest.raises(materials.NotYours):
                materials.publish_edition(edition=draft, by=other, at=NOW)
            with pytest.raises(materials.NotYours):
                materials.withdraw_edition(edition=draft, by=other, at=NOW)
            with pytest.raises(materials.NotYours):
                materials.look_over(material=row, next_on=TODAY + timedelta(days=9), by=other, at=NOW)
            with pytest.raises(materials.NotYours):
                materials.change_material(material=row, facts=facts(), by=other, at=NOW)
            assert materials.edition_for(other, draft.pk) is None


def test_a_new_version_takes_the_place_of_the_old_one(everyone: Cast) -> None:
    row = written(everyone)
    first = published(everyone, row)
    with acting(everyone.gro) as gro:
        materials.write_edition(material=row, facts=words(title="Bedre"), by=gro, at=LATER)
    assert materials.shelves([row])[0].published["da"].title == first.title, "until it is published"
    second = published(everyone, row, at=LATER)
    first.refresh_from_db()
    assert (first.state, second.state, second.number) == (EditionState.SUPERSEDED, EditionState.PUBLISHED, 2)
    with acting(everyone.gro) as gro:
        with pytest.raises(materials.ChangedByNow):
            materials.publish_edition(edition=first, by=gro, at=LATER)
        materials.withdraw_edition(edition=second, by=gro, at=LATER)
        with pytest.raises(materials.ChangedByNow):
            materials.withdraw_edition(edition=second, by=gro, at=LATER)
        assert materials.shelves([row])[0].published == {}
        assert [each.number for each in materials.editions_of(row)] == [2, 1]


def test_a_draft_is_gone_on_with_and_not_begun_twice(everyone: Cast) -> None:
    row = written(everyone)
    with acting(everyone.gro) as gro:
        again = materials.write_edition(material=row, facts=words(title="Anden titel"), by=gro, at=NOW)
        assert again.pk == draft_of(row).pk
        assert (again.title, again.number) == ("Anden titel", 1)


def test_a_translation_says_who_made_it_and_is_older_once_the_original_is_new(everyone: Cast) -> None:
    row = written(everyone)
    published(everyone, row)
    with acting(everyone.gro) as gro:
        with pytest.raises(materials.NotWhole) as refused:
            materials.write_edition(material=row, facts=words("ar", translated_by=" "), by=gro, at=NOW)
        assert refused.value.field == "translated_by"
        with pytest.raises(materials.NotWhole) as refused:
            materials.write_edition(material=row, facts=words("arabic"), by=gro, at=NOW)
        assert refused.value.field == "language"
    translated(everyone, row, "ar", NOW + timedelta(days=1))
    assert materials.shelves([row])[0].older() == ()
    with acting(everyone.gro) as gro:
        materials.write_edition(material=row, facts=words(), by=gro, at=LATER)
    published(everyone, row, at=LATER)
    shelf = materials.shelves([row])[0]
    assert shelf.older() == ("ar",)
    shown = shelf.read_in(["uk", "ar"])
    assert shown is not None
    assert shown.language == "ar"
    fallen_back = shelf.read_in(["uk"])
    assert fallen_back is not None
    assert fallen_back.language == "da"


def test_what_is_not_said_is_asked_for(everyone: Cast) -> None:
    with acting(everyone.gro) as gro:
        with pytest.raises(materials.NotWhole) as refused:
            materials.write_material(
                municipality_id=everyone.hedeby.pk, facts=facts(audiences=()), first=words(), by=gro, at=NOW
            )
        assert refused.value.field == "audiences"
        with pytest.raises(materials.NotWhole) as refused:
            materials.write_material(
                municipality_id=everyone.hedeby.pk, facts=facts(), first=words(words=" \n"), by=gro, at=NOW
            )
        assert refused.value.field == "words"


def test_it_is_looked_over_on_the_day_that_was_chosen(everyone: Cast) -> None:
    row = written(everyone, look_again_on=TODAY)
    with acting(everyone.gro) as gro:
        assert list(materials.to_look_over(gro, until=TODAY)) == [], "nobody reads a draft"
    published(everyone, row)
    with acting(everyone.gro) as gro:
        assert list(materials.to_look_over(gro, until=TODAY)) == [row]
        assert list(materials.to_look_over(gro, until=TODAY - timedelta(days=1))) == []
        with pytest.raises(materials.NotWhole):
            materials.look_over(material=row, next_on=TODAY, by=gro, at=NOW)
        materials.look_over(material=row, next_on=TODAY + timedelta(days=365), by=gro, at=NOW)
        assert list(materials.to_look_over(gro, until=TODAY)) == []
    with acting(everyone.bo) as bo:
        assert list(materials.to_look_over(bo, until=TODAY + timedelta(days=400))) == []


def test_everybody_reads_what_is_for_those_at_home_and_for_companies(everyone: Cast) -> None:
    home, staff = written(everyone), written(everyone, audiences=(Audience.STAFF,))
    pupils = written(everyone, audiences=(Audience.PUPIL,), scheme_kind="")
    draft = written(everyone, audiences=(Audience.COMPANY,))
    for row in (home, staff, pupils):
        published(everyone, row)
    town = everyone.hedeby.pk
    assert list(materials.published_to_everyone(town)) == [home]
    assert draft not in materials.published_to(town, [Audience.COMPANY])
    assert list(materials.published_to(town, [Audience.PUPIL], scheme_kinds=["prao"])) == [pupils]
    assert list(materials.published_to(town, [Audience.HOME], scheme_kinds=["prao"])) == []
    assert list(materials.published_to_everyone(everyone.elsewhere.pk)) == []


def test_the_list_is_narrowed_by_reader_scheme_and_language(everyone: Cast) -> None:
    home, staff = written(everyone), written(everyone, audiences=(Audience.STAFF,), scheme_kind="")
    published(everyone, home)
    translated(everyone, home, "uk")
    published(everyone, staff)
    with acting(everyone.bo) as bo:
        assert list(materials.materials_for(bo, audience=Audience.HOME)) == [home]
        assert list(materials.materials_for(bo, scheme_kind="junior_apprenticeship")) == [home]
        assert list(materials.materials_for(bo, language="uk")) == [home]
        assert materials.languages_of(bo) == ("da", "uk")
        assert list(materials.materials_about(bo, ["junior_apprenticeship"])) == [home]


@pytest.mark.parametrize(("country", "language"), [(Country.DK, "da"), (Country.SE, "sv")])
def test_every_shipped_text_comes_in_three_languages_and_says_what_it_rests_on(
    country: Country, language: str
) -> None:
    found = materials.starters(country)
    assert found
    for each in found:
        assert {one.language for one in each.editions} == {"da", "sv", "en"}, each.slug
        assert each.facts.main_language == language
        assert each.sources
        marks = {one.words.count(materials.TO_VERIFY) for one in each.editions}
        assert len(marks) == 1, f"{each.slug}: what is to be verified is marked in every language"
        for one in each.editions:
            assert one.title
            assert len(one.words) > 400


def test_danish_starters_reach_all_four_audiences() -> None:
    reached = {audience for each in materials.starters(Country.DK) for audience in each.facts.audiences}
    assert reached == set(Audience)


def test_a_shipped_text_becomes_drafts_and_is_not_published_while_something_is_to_be_verified(
    everyone: Cast,
) -> None:
    starter = materials.starter("jml-home-questions")
    assert starter is not None
    with acting(everyone.gro) as gro:
        row = materials.copy_starter(municipality_id=everyone.hedeby.pk, starter=starter, by=gro, at=NOW)
        with pytest.raises(materials.ChangedByNow):
            materials.copy_starter(municipality_id=everyone.hedeby.pk, starter=starter, by=gro, at=NOW)
    shelf = materials.shelves([row])[0]
    assert set(shelf.drafts) == {"da", "sv", "en"}
    assert shelf.published == {}
    with acting(everyone.gro) as gro:
        with pytest.raises(materials.NotWhole):
            materials.publish_edition(edition=shelf.drafts["da"], by=gro, at=NOW)
        mended = words(words=shelf.drafts["da"].words.replace(materials.TO_VERIFY, "efter aftale"))
        materials.write_edition(material=row, facts=mended, by=gro, at=NOW)
    assert published(everyone, row).state == EditionState.PUBLISHED
    assert materials.starter("no-such-text") is None


CHANGED = {
    "title": "Noget andet",
    "words": "Noget andet",
    "link": "https://example.org/",
    "translated_by": "En anden",
    "language": "sv",
    "published_at": LATER,
    "state": "draft",
}


@pytest.mark.parametrize("column", list(CHANGED))
def test_what_was_published_never_changes_whoever_writes(
    everyone: Cast, database: psycopg.Connection, column: str
) -> None:
    edition = published(everyone, written(everyone))
    change = sql.SQL("UPDATE materials_edition SET {} = %s WHERE id = %s").format(sql.Identifier(column))
    with pytest.raises(errors.CheckViolation) as refused:
        database.execute(change, [CHANGED[column], edition.pk])
    assert refused.value.diag.constraint_name == "published_edition_never_changes"


def test_what_is_withdrawn_does_not_come_back_and_no_version_disappears(
    everyone: Cast, database: psycopg.Connection
) -> None:
    edition = published(everyone, written(everyone))
    with acting(everyone.gro) as gro:
        materials.withdraw_edition(edition=edition, by=gro, at=NOW)
    with pytest.raises(errors.CheckViolation, match="never changes"):
        database.execute("UPDATE materials_edition SET state = 'published' WHERE id = %s", [edition.pk])
    with pytest.raises(errors.CheckViolation) as refused:
        database.execute("DELETE FROM materials_edition WHERE id = %s", [edition.pk])
    assert refused.value.diag.constraint_name == "edition_stays"


def insert(database: psycopg.Connection, table: str, row: dict[str, object]) -> None:
    database.execute(
        sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            sql.Identifier(table),
            sql.SQL(", ").join(map(sql.Identifier, row)),
            sql.SQL(", ").join([sql.Placeholder()] * len(row)),
        ),
        list(row.values()),
    )


BROKEN: dict[str, dict[str, object]] = {
    "edition_is_whole": {"title": ""},
    "edition_language_is_a_code": {"language": "Arabic"[:3]},
    "published_edition_has_its_time": {"state": "published", "language": "sv"},
    "one_draft_edition": {"number": 7},
    "edition_number_once": {"state": "withdrawn"},
}


@pytest.mark.parametrize("constraint", list(BROKEN))
def test_what_must_never_be_of_a_version(
    everyone: Cast, database: psycopg.Connection, constraint: str
) -> None:
    row = written(everyone)
    whole: dict[str, object] = {
        "id": uuid7(),
        "municipality_id": everyone.hedeby.pk,
        "material_id": row.pk,
        "language": "da",
        "number": 1,
        "title": "Titel",
        "words": "Ord",
        "link": "",
        "translated_by": "",
        "state": "draft",
        "known_at": NOW,
    }
    with pytest.raises(errors.IntegrityError) as refused:
        insert(database, EDITION, whole | BROKEN[constraint])
    assert refused.value.diag.constraint_name == constraint


def test_one_version_at_a_time_is_published_in_a_language(
    everyone: Cast, database: psycopg.Connection
) -> None:
    row = written(everyone)
    published(everyone, row)
    with acting(everyone.gro) as gro:
        draft = materials.write_edition(material=row, facts=words(), by=gro, at=NOW)
    with pytest.raises(errors.UniqueViolation) as refused:
        database.execute(
            "UPDATE materials_edition SET state = 'published', published_at = now() WHERE id = %s", [draft.pk]
        )
    assert refused.value.diag.constraint_name == "one_published_edition"


def test_a_text_is_for_somebody(everyone: Cast, database: psycopg.Connection) -> None:
    row = written(everyone)
    with pytest.raises(errors.CheckViolation) as refused:
        database.execute("UPDATE materials_material SET audiences = '{}' WHERE id = %s", [row.pk])
    assert refused.value.diag.constraint_name == "material_is_for_somebody"


def test_who_may_one_and_who_may_many_agree(everyone: Cast) -> None:
    rows = [written(everyone), written(everyone)]
    published(everyone, rows[0])
    for name in ("gro", "bo", "ditte", "carl", "freja", "tove", "viggo"):
        with acting(getattr(everyone, name)) as actor:
            keep = set(Material.objects.filter(materials.materials_keepable_by(actor)))
            read = set(Material.objects.filter(materials.materials_readable_by(actor)))
            assert keep == {row for row in rows if materials.can_keep_material(actor, row)}
            assert read == {row for row in rows if materials.can_read_material(actor, row)}
    assert Edition.objects.count() == 2
