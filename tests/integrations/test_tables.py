"""Any table of young people: the mapping is suggested, confirmed once, and then held to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stafet.integrations.dates import DateOrder
from stafet.integrations.mapping import ColumnMapping, Field, FixedValue, Translation
from stafet.integrations.protocol import EndDates, ReaderSettings, RecordKind
from stafet.integrations.tables.look import headers_and_sample, suggest_mapping
from stafet.integrations.upload import open_upload
from stafet.kernel.countries import Country
from stafet.kernel.records import LoadMode
from tests.integrations.building import Sorted, put, read, sheet
from tests.kernel.numbers import danish_number, swedish_number

NUMBER = danish_number(date(2011, 3, 4), 7)
DANISH = "Elev-id;CPR;Fornavn;Efternavn;Skole;Klasse;Klassetrin;Startdato;Slutdato;Årsag"
ROW = "17;{number};Amina;Haddad;Åskolen;9A;9. klasse;10-08-2026;;"


def suggested(folder: Path, name: str, content: bytes | str) -> ColumnMapping:
    return headers_and_sample(open_upload(put(folder, name, content)))[0].suggestion


def read_table(
    folder: Path, content: bytes | str, how: ReaderSettings | None = None, name: str = "elever.csv"
) -> Sorted:
    """Read a table with the mapping that is suggested for it."""
    chosen = how or ReaderSettings(country=Country.DK, key="a source's key")
    if chosen.mapping is None:
        chosen = replace(chosen, mapping=suggested(folder, name, content))
    return read(put(folder, name, content), reader="table", settings=chosen)


def danish(*rows: str) -> str:
    return "\n".join([DANISH, *(row.format(number=NUMBER) for row in rows)]) + "\n"


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (
            "CPR-nr.;Fornavn;Efternavn;Klasse;Klassetrin;Skole;Startdato;Slutdato;Årsag",
            "national_number given_names family_name class_name grade school_name starts_on ends_on end_reason",
        ),
        (
            "Personnummer;Förnamn;Efternamn;Klass;Årskurs;Skolenhet;Skolenhetskod;Startdatum;Slutdatum;Orsak",
            "national_number given_names family_name class_name grade school_name school_id starts_on ends_on end_reason",
        ),
        (
            "Student ID;First name;Last name;Date of birth;Class;Grade;School;Start date;End date;E-mail",
            "person_id given_names family_name birth_date class_name grade school_name starts_on ends_on email",
        ),
    ],
)
def test_headings_in_three_languages_are_recognised(headings: str, fields: str) -> None:
    mapping = suggest_mapping(headings.split(";"), [])
    assert [column.field.value for column in mapping.columns] == fields.split()


def test_an_id_that_holds_national_numbers_is_taken_for_what_it_holds() -> None:
    sample = [["17", "Amina"], ["18", "Bo"]]
    assert suggest_mapping(["Elevnr", "Navn"], sample).heading_of(Field.PERSON_ID) == "Elevnr"
    sample = [[NUMBER, "Amina"], [f"{NUMBER[:6]}-{NUMBER[6:]}", "Bo"]]
    assert suggest_mapping(["Elevnr", "Navn"], sample).heading_of(Field.NATIONAL_NUMBER) == "Elevnr"


def test_the_header_is_found_below_titles_and_unknown_headings_are_listed(tmp_path: Path) -> None:
    path = put(
        tmp_path, "e.csv", "Udtræk pr. 1. september;;\n;;\nFornavn;Efternavn;Kontaktlærer\nAmina;Haddad;Bo\n"
    )
    (look,) = headers_and_sample(open_upload(path))
    assert (look.header_row, look.sheet, look.unused) == (3, "", ("Kontaktlærer",))
    assert look.suggestion.header_row == 3


def test_a_danish_class_list_becomes_people_schools_classes_and_enrolments(tmp_path: Path) -> None:
    found = read_table(tmp_path, danish(ROW))
    assert found.is_whole
    assert found.rejections == []
    (person,) = found.people
    assert (person.external_id, person.given_names, person.family_name) == ("17", "Amina", "Haddad")
    assert person.national_number == NUMBER
    (school,) = found.organisations
    assert (school.external_id, school.name) == ("åskolen", "Åskolen")
    (group,) = found.groups
    assert (group.external_id, group.grade) == ("åskolen/9a", 9)
    enrolment = found.enrolment("17")
    assert (enrolment.external_id, enrolment.grade) == ("17@åskolen", 9)
    assert (enrolment.starts_on, enrolment.ends_on) == (date(2026, 8, 10), None)


def test_schools_and_classes_are_told_once_and_before_who_is_in_them(tmp_path: Path) -> None:
    rows = [ROW.replace("17;{number};Amina", f"{i};;Elev {i}") for i in range(40)]
    found = read_table(tmp_path, danish(*rows))
    assert (len(found.people), len(found.organisations), len(found.groups)) == (40, 1, 1)


def test_people_without_an_identifier_are_recognised_by_a_keyed_hash_never_by_the_number(
    tmp_path: Path,
) -> None:
    def key_of(number: str, key: str = "one", country: Country = Country.DK) -> str:
        how = ReaderSettings(country=country, key=key)
        (person,) = read_table(tmp_path, f"CPR;Navn;Skole\n{number};Amina Haddad;Åskolen\n", how).people
        return person.external_id

    plain = key_of(NUMBER)
    assert plain == key_of(f"{NUMBER[:6]}-{NUMBER[6:]}") == key_of(f" {NUMBER} ")
    assert plain != key_of(NUMBER, key="another")
    assert NUMBER[-4:] not in plain
    swedish = swedish_number(date(2011, 3, 4), 23)
    assert key_of(swedish, country=Country.SE) == key_of(swedish[2:], country=Country.SE)


def test_without_identifier_and_without_key_nothing_is_read(tmp_path: Path) -> None:
    found = read_table(tmp_path, f"CPR;Navn;Skole\n{NUMBER};Amina Haddad;Åskolen\n", ReaderSettings())
    assert "no key to recognise people by" in found.told()
    assert not found.is_whole
    some = read_table(tmp_path, f"Elev-id;CPR;Navn;Skole\n;{NUMBER};Amina Haddad;Åskolen\n", ReaderSettings())
    assert some.people == []
    assert "no key to recognise people by" in some.told()


def test_name_and_birth_date_are_the_last_resort_and_it_is_said(tmp_path: Path) -> None:
    found = read_table(tmp_path, "Navn;Født;Skole\nAmina Haddad;04-03-2011;Åskolen\n")
    assert len(found.people) == 1
    assert "whoever changes their name looks like somebody new" in found.told()
    nobody = read_table(tmp_path, "Navn;Skole\nAmina Haddad;Åskolen\n")
    assert "tells two people of the same name apart" in nobody.told()
    assert not nobody.is_whole


def test_a_table_without_a_mapping_asks_for_one(tmp_path: Path) -> None:
    found = read(put(tmp_path, "elever.csv", danish(ROW)))
    assert "Nobody has said yet" in found.told()


def test_a_mapping_whose_column_or_sheet_has_gone_says_which(tmp_path: Path) -> None:
    mapping = suggested(tmp_path, "elever.csv", danish(ROW))
    found = read(
        put(tmp_path, "elever.csv", danish(ROW).replace("Klassetrin", "Trinnet")),
        reader="table",
        settings=ReaderSettings(mapping=mapping),
    )
    assert [(each.place.row, each.place.column) for each in found.rejections] == [(1, "Klassetrin")]
    gone = read(
        put(tmp_path, "elever.csv", danish(ROW)),
        reader="table",
        settings=ReaderSettings(mapping=replace(mapping, sheet="Ark7")),
    )
    assert "no sheet or file called Ark7" in gone.told()


def test_the_last_day_is_the_last_day_unless_the_settings_say_otherwise(tmp_path: Path) -> None:
    table = danish(ROW.replace("10-08-2026;", "10-08-2026;25-06-2027"))
    assert read_table(tmp_path, table).enrolment("17").ends_on == date(2027, 6, 26)
    how = ReaderSettings(country=Country.DK, key="k", end_dates=EndDates.DAY_AFTER)
    assert read_table(tmp_path, table, how).enrolment("17").ends_on == date(2027, 6, 25)
    assert "read as the last day" in read_table(tmp_path, table).told()


@pytest.mark.parametrize(
    ("old", "new", "column", "what"),
    [
        ("Amina;Haddad", ";", "Fornavn", "no name"),
        ("10-08-2026", "31-06-2026", "Startdato", "no such day"),
        ("10-08-2026;", "10-08-2026;01-08-2026", "Slutdato", "ends before it starts"),
        ("10-08-2026", "10-08-26", "Startdato", "two digits"),
        ("9. klasse", "niende", "Klassetrin", "not a grade"),
        ("Åskolen", "", "Skole", "which school"),
    ],
)
def test_a_faulty_cell_costs_its_row_and_is_named(
    tmp_path: Path, old: str, new: str, column: str, what: str
) -> None:
    found = read_table(tmp_path, danish(ROW.replace(old, new), ROW.replace("17;{number}", "18;")))
    (rejection,) = found.rejections
    assert (rejection.place.row, rejection.place.column) == (2, column)
    assert what in str(rejection.what)
    assert [person.external_id for person in found.people] == ["18"]


def test_slashes_are_asked_about_and_the_answer_is_used(tmp_path: Path) -> None:
    table = danish(ROW.replace("10-08-2026", "10/8/2026"))
    assert "which comes first" in str(read_table(tmp_path, table).rejections[0].mend)
    how = ReaderSettings(country=Country.DK, key="k", date_order=DateOrder.MONTH_FIRST)
    assert read_table(tmp_path, table, how).enrolment("17").starts_on == date(2026, 10, 8)


def test_how_to_mend_a_date_is_said_as_the_register_is_described(tmp_path: Path) -> None:
    table = danish(ROW.replace("10-08-2026", "31/06/2026"))
    how = ReaderSettings(country=Country.DK, key="k", date_order=DateOrder.DAY_FIRST)
    (rejection,) = read_table(tmp_path, table, how).rejections
    assert (rejection.place.row, rejection.place.column) == (2, "Startdato")
    assert str(rejection.mend) == "Correct the date; the day comes first, as in 10.08.2026 or 10/08/2026."


def test_rows_that_say_the_same_are_read_once(tmp_path: Path) -> None:
    table = "Elev-id;Navn;Skole;Fag\n17;Amina Haddad;Åskolen;Dansk\n17;Amina Haddad;Åskolen;Matematik\n"
    found = read_table(tmp_path, table)
    assert (len(found.people), len(found.enrolments), found.rejections) == (1, 1, [])
    assert "say the same of the same person" in found.told()


def test_rows_that_contradict_each_other_are_all_rejected(tmp_path: Path) -> None:
    found = read_table(
        tmp_path, danish(ROW, ROW.replace("Haddad", "Hansen"), ROW.replace("17;{number}", "18;"))
    )
    assert [each.place.row for each in found.rejections] == [2, 3]
    assert [person.external_id for person in found.people] == ["18"]
    twice = danish(ROW, ROW.replace("9A", "9B"))
    assert [each.place.row for each in read_table(tmp_path, twice).rejections] == [2, 3]


def test_two_stays_at_one_school_are_two_enrolments_and_the_latest_keeps_the_plain_name(
    tmp_path: Path,
) -> None:
    earlier = ROW.replace("10-08-2026;", "11-08-2025;01-02-2026")
    found = read_table(tmp_path, danish(ROW, earlier))
    assert [(each.external_id, each.starts_on) for each in found.enrolments] == [
        ("17@åskolen~2025-08-11", date(2025, 8, 11)),
        ("17@åskolen", date(2026, 8, 10)),
    ]
    assert len(found.people) == 2, "the person is told with each enrolment, the same both times"
    assert replace(found.people[0], place=found.people[1].place) == found.people[1]


def test_kinds_are_known_translated_or_rejected(tmp_path: Path) -> None:
    table = "Elev-id;Navn;Skole;Type\n1;Amina Haddad;Åskolen;Grundskole\n2;Bo Lund;ZBC;EUD\n3;Eva Holm;ZBC;Særligt\n"
    found = read_table(tmp_path, table)
    assert [each.kind for each in found.enrolments] == ["basic_school", "vocational_education"]
    assert [(each.place.row, each.place.column) for each in found.rejections] == [(4, "Type")]
    mapping = replace(
        suggested(tmp_path, "elever.csv", table),
        translations=(Translation(Field.KIND, "særligt", "other_activity"),),
    )
    told = read_table(tmp_path, table, ReaderSettings(mapping=mapping))
    assert told.enrolment("3").kind == "other_activity"


def test_fixed_values_fill_what_the_table_leaves_out(tmp_path: Path) -> None:
    table = "Elev-id;Navn\n1;Amina Haddad\n"
    mapping = replace(
        suggested(tmp_path, "elever.csv", table),
        fixed=(FixedValue(Field.SCHOOL_NAME, "Åskolen"), FixedValue(Field.STARTS_ON, "2026-08-10")),
        mode=LoadMode.DELTA,
    )
    found = read_table(tmp_path, table, ReaderSettings(mapping=mapping))
    assert found.enrolment("1").starts_on == date(2026, 8, 10)
    assert found.reading is not None
    assert found.reading.mode_of(RecordKind.PERSONS) is LoadMode.DELTA


def test_protection_keeps_the_registers_word_and_plain_no_is_none(tmp_path: Path) -> None:
    table = "Elev-id;Navn;Beskyttelse\n1;A B;Nej\n2;C D;Navne- og adressebeskyttelse\n3;E F;Ja\n4;G H;\n"
    assert [person.protection for person in read_table(tmp_path, table).people] == [
        "",
        "Navne- og adressebeskyttelse",
        "Ja",
        "",
    ]


def test_removal_ends_the_enrolment_or_without_a_school_the_person(tmp_path: Path) -> None:
    found = read_table(tmp_path, "Elev-id;Navn;Skole;Slettet\n1;A B;Åskolen;Ja\n")
    assert (found.people[0].removed, found.enrolment("1").removed) == (False, True)
    assert read_table(tmp_path, "Elev-id;Navn;Slettet\n1;A B;Ja\n").people[0].removed


def test_a_workbook_is_read_as_a_text_table_is(tmp_path: Path) -> None:
    lost_zero = float(danish_number(date(2011, 3, 4), 7))
    rows: list[list[object]] = [
        ["Elever"],
        ["CPR", "Fornavn", "Efternavn", "Skole", "Klasse", "Startdato"],
        [lost_zero, "Amina", "Haddad", "Åskolen", "9A", date(2026, 8, 10)],
    ]
    found = read_table(tmp_path, sheet(rows, name="Elever"), name="elever.xlsx")
    assert found.people[0].national_number == NUMBER
    assert found.people[0].place.file == "Elever"
    assert found.enrolments[0].starts_on == date(2026, 8, 10)
    assert NUMBER.startswith("0"), "the spreadsheet must really have lost a zero"
    assert "leading zeroes" in found.told()


letters = st.text(st.sampled_from("abcæøåäöéñ'- "), min_size=1, max_size=12).filter(
    lambda text: any(map(str.isalpha, text))
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=st.lists(
        st.tuples(
            letters, letters, st.dates(date(2000, 1, 1), date(2020, 12, 31)), st.integers(0, 10), letters
        ),
        max_size=12,
    ),
    codec=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    separator=st.sampled_from(",;\t|"),
)
def test_what_a_register_writes_is_what_is_read(
    tmp_path: Path,
    people: list[tuple[str, str, date, int, str]],
    codec: str,
    separator: str,
) -> None:
    rows = [["Elev-id", "Fornavn", "Efternavn", "Født", "Klassetrin", "Skole"]]
    rows += [
        [str(i), given, family, f"{born:%d-%m-%Y}", str(grade), school]
        for i, (given, family, born, grade, school) in enumerate(people)
    ]
    text = "\n".join(separator.join(row) for row in rows) + "\n"
    found = read_table(tmp_path, text.encode(codec))
    assert found.rejections == []
    assert [(person.given_names, person.family_name, person.birth_date) for person in found.people] == [
        (" ".join(given.split()), " ".join(family.split()), born) for given, family, born, _, _ in people
    ]
    assert [each.grade for each in found.enrolments] == [grade for *_, grade, _ in people]
