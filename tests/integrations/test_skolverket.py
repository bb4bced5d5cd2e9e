"""Skolverket's template: classes and pupils in, deletions by "Ta bort", the rest left alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from stafet.integrations.protocol import ReaderSettings, RecordKind
from stafet.kernel.countries import Country
from stafet.kernel.records import LoadMode
from tests.integrations.building import Sorted, put, read, sheet
from tests.kernel.numbers import swedish_number, swedish_temporary_number

Cells = list[object]
CLASSES: list[Cells] = [
    ["Skolenhetskod*", "Klassnamn*", "Ta bort"],
    [12345678, "9A", ""],
    [12345678, "8B", "Ja"],
]
HEAD: Cells = [
    "Personnummer",
    "Förnamn",
    "Efternamn",
    "EPPN",
    "Skolenhetskod",
    "Skolform",
    "Årskurs",
    "Klass",
    "Ta bort",
]
AMINA: Cells = [
    swedish_number(date(2011, 3, 4), 23),
    "Amina",
    "Haddad",
    "amina@edu.hedelund.example",
    12345678,
    "GR",
    9,
    "9A",
    "",
]
BO: Cells = [
    swedish_temporary_number(date(2011, 5, 6), 1),
    "Bo",
    "Lund",
    "bo@edu.hedelund.example",
    12345678,
    "GR",
    9,
    "9A",
    "Ja",
]


def template(
    pupils: list[Cells], *, classes: list[Cells] = CLASSES, pupils_sheet: str = "Elevinskrivningar"
) -> bytes:
    others: dict[str, list[Cells]] = {
        "Ämnesgrupp & provaktiviteter": [["Ämnesgrupp"], ["Ma 9A"]],
        "Personalstjänstgöringar": [["Personnummer"], ["x"]],
        pupils_sheet: pupils,
    }
    return sheet(classes, name="Klasser", others=others)


def read_template(folder: Path, content: bytes) -> Sorted:
    return read(put(folder, "mall.xlsx", content), settings=ReaderSettings(country=Country.SE, key="k"))


def test_the_template_is_recognised_and_read_as_changes(tmp_path: Path) -> None:
    found = read_template(tmp_path, template([HEAD, AMINA, BO]))
    assert found.is_whole
    assert found.rejections == []
    assert found.reading is not None
    assert (found.reading.reader, found.reading.mode_of(RecordKind.PERSONS)) == ("skolverket", LoadMode.DELTA)
    assert [(each.name, each.grade, each.removed) for each in found.groups] == [
        ("9A", 9, False),
        ("8B", 8, True),
    ]
    assert [person.given_names for person in found.people] == ["Amina", "Bo"]
    assert found.people[1].national_number == BO[0]


def test_ta_bort_ends_an_enrolment_and_forgets_nobody(tmp_path: Path) -> None:
    found = read_template(tmp_path, template([HEAD, AMINA, BO]))
    assert [(each.person_external_id, each.removed) for each in found.enrolments] == [
        ("amina@edu.hedelund.example", False),
        ("bo@edu.hedelund.example", True),
    ]
    assert not any(person.removed for person in found.people)


def test_pupils_are_in_the_classes_of_the_sheet_of_classes(tmp_path: Path) -> None:
    found = read_template(tmp_path, template([HEAD, AMINA]))
    enrolment = found.enrolments[0]
    assert enrolment.group_external_id == found.groups[0].external_id == "12345678/9a"
    assert (enrolment.kind, enrolment.grade) == ("basic_school", 9)


def test_test_groups_and_duties_are_said_not_to_be_used(tmp_path: Path) -> None:
    found = read_template(tmp_path, template([HEAD, AMINA]))
    assert [notice.place.file for notice in found.notices if "not used: test groups" in str(notice.what)] == [
        "Ämnesgrupp & provaktiviteter",
        "Personalstjänstgöringar",
    ]


def test_a_heading_that_has_changed_is_named_with_its_sheet(tmp_path: Path) -> None:
    changed: Cells = ["Skolenheten" if cell == "Skolenhetskod" else cell for cell in HEAD]
    found = read_template(tmp_path, template([changed, AMINA]))
    (rejection,) = found.rejections
    assert (rejection.place.file, rejection.place.column) == ("Elevinskrivningar", "Skolenhetskod")
    assert not found.is_whole


def test_a_school_form_that_is_not_in_the_list_is_rejected(tmp_path: Path) -> None:
    found = read_template(tmp_path, template([HEAD, [*AMINA[:5], "XYZ", *AMINA[6:]]]))
    (rejection,) = found.rejections
    assert (rejection.place.row, rejection.place.column) == (2, "Skolform")


def test_a_class_row_without_a_name_is_rejected(tmp_path: Path) -> None:
    found = read_template(
        tmp_path, template([HEAD, AMINA], classes=[*CLASSES, [12345678, "", ""], [1, "7C", "kanske"]])
    )
    assert [(each.place.file, each.place.row, each.place.column) for each in found.rejections] == [
        ("Klasser", 4, "Klassnamn*"),
        ("Klasser", 5, "Ta bort"),
    ]


def test_a_workbook_without_the_sheet_of_pupils_is_no_template(tmp_path: Path) -> None:
    found = read_template(tmp_path, template([HEAD, AMINA], pupils_sheet="Elever"))
    assert found.reading is None or found.reading.reader != "skolverket"
