"""The events file: what institutions tell, in their own language, one event a row."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from stafet.integrations.events.words import events_by_word, fields_by_heading, reasons
from stafet.integrations.protocol import ReaderSettings, RecordKind
from stafet.integrations.tables.words import word_key
from stafet.kernel.countries import Country
from stafet.kernel.records import LoadMode, RegisterEvent
from tests.integrations.building import Sorted, put, read, sheet
from tests.kernel.numbers import danish_number

NUMBER = danish_number(date(2009, 3, 4), 8)
HEAD = "Hændelse;Dato;Institutionsnummer;CPR;Fornavn;Efternavn;Uddannelse;Årsagskode;Bemærkning\n"
ROW = f"Afbrudt;17-11-2026;280051;{NUMBER};Amina;Haddad;Grundforløb 1;70;Leder stadig\n"
HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "events-file.md"


def read_events(
    folder: Path, content: bytes | str, *, name: str = "haendelser.csv", key: str = "k"
) -> Sorted:
    return read(put(folder, name, content), settings=ReaderSettings(country=Country.DK, key=key))


def test_a_break_off_is_read_with_its_reason(tmp_path: Path) -> None:
    found = read_events(tmp_path, HEAD + ROW)
    assert found.is_whole
    assert found.rejections == []
    (event,) = found.events
    assert (event.event, event.on, event.organisation_external_id) == (
        RegisterEvent.BROKEN_OFF,
        date(2026, 11, 17),
        "280051",
    )
    assert (event.national_number, event.reason_code, event.programme_name) == (NUMBER, "70", "Grundforløb 1")
    assert found.reading is not None
    assert found.reading.mode_of(RecordKind.EVENTS) is LoadMode.DELTA


def test_a_title_above_the_headings_changes_nothing_but_the_row_numbers(tmp_path: Path) -> None:
    found = read_events(tmp_path, "Hændelser, november 2026\n\n" + HEAD + ROW)
    assert found.is_whole
    assert [(event.event, event.place.row) for event in found.events] == [(RegisterEvent.BROKEN_OFF, 4)]


@pytest.mark.parametrize(
    ("head", "word", "event"),
    [
        (
            "Hændelse;Dato;Institutionsnummer;Fornavn;Efternavn;Fødselsdato",
            "frafaldstruet",
            RegisterEvent.AT_RISK,
        ),
        ("Händelse;Datum;Skolenhetskod;Förnamn;Efternamn;Födelsedatum", "Avbrott", RegisterEvent.BROKEN_OFF),
        ("Event;Date;Institution;Given names;Family name;Birth date", "Completed", RegisterEvent.COMPLETED),
        ("event;date;institution;given names;family name;birth date", "Inskriven", RegisterEvent.ENROLLED),
    ],
)
def test_headings_and_events_in_three_languages(
    tmp_path: Path, head: str, word: str, event: RegisterEvent
) -> None:
    found = read_events(tmp_path, f"{head}\n{word};2026-11-17;280051;Amina;Haddad;2009-03-04\n")
    assert [each.event for each in found.events] == [event]
    assert found.events[0].birth_date == date(2009, 3, 4)


def test_a_workbook_is_recognised_as_well(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Event", "Date", "Institution", "Person id"],
        ["left", date(2026, 11, 17), 280051, 17],
    ]
    (event,) = read_events(tmp_path, sheet(rows), name="h.xlsx").events
    assert (event.on, event.organisation_external_id, event.person_external_id) == (
        date(2026, 11, 17),
        "280051",
        "17",
    )


def test_the_same_event_has_the_same_name_in_every_file_and_never_holds_the_number(tmp_path: Path) -> None:
    first, again = read_events(tmp_path, HEAD + ROW), read_events(tmp_path, HEAD + "\n" + ROW)
    assert first.events[0].external_id == again.events[0].external_id
    assert first.events[0].external_id != read_events(tmp_path, HEAD + ROW, key="other").events[0].external_id
    assert NUMBER not in first.events[0].external_id
    assert "no key to make one" in read_events(tmp_path, HEAD + ROW, key="").told()


def test_events_that_stand_twice_are_read_once_and_contradicting_ones_rejected(tmp_path: Path) -> None:
    twice = read_events(tmp_path, HEAD + ROW + ROW)
    assert len(twice.events) == 1
    assert "read once" in twice.told()
    found = read_events(tmp_path, HEAD + ROW + ROW.replace(";70;", ";30;"))
    assert [each.place.row for each in found.rejections] == [2, 3]
    assert found.events == []


@pytest.mark.parametrize(
    ("old", "new", "column", "what"),
    [
        ("Afbrudt", "Smuttet", "Hændelse", "“Smuttet” is no event"),
        ("Afbrudt", "", "Hændelse", "empty"),
        ("17-11-2026", "31-11-2026", "Dato", "no such day"),
        ("280051", "", "Institutionsnummer", "empty"),
        (";70;", ";77;", "Årsagskode", "“77” is not in the list of reasons"),
        (NUMBER, "", "", "who it is about"),
    ],
)
def test_a_faulty_cell_is_rejected_with_its_place(
    tmp_path: Path, old: str, new: str, column: str, what: str
) -> None:
    found = read_events(tmp_path, HEAD + ROW.replace(old, new))
    (rejection,) = found.rejections
    assert (rejection.place.row, rejection.place.column) == (2, column)
    assert what in str(rejection.what)
    assert str(rejection.mend)


def test_a_missing_column_is_named_in_three_languages(tmp_path: Path) -> None:
    found = read(
        put(tmp_path, "h.csv", "Dato;CPR\n2026-11-17;1\n"), reader="events", settings=ReaderSettings(key="k")
    )
    assert "hændelse / händelse / event" in str(found.rejections[0].what)
    assert not found.is_whole


def test_an_institution_that_reports_for_itself_need_not_name_itself(tmp_path: Path) -> None:
    found = read_events(tmp_path, f"Hændelse;Dato;CPR\nAfbrudt;2026-11-17;{NUMBER}\n")
    assert [event.organisation_external_id for event in found.events] == [""]
    assert "No column names the institution" in found.told()


def test_columns_that_are_no_part_of_the_format_are_said(tmp_path: Path) -> None:
    found = read_events(tmp_path, HEAD.replace("Bemærkning", "Karakter") + ROW)
    assert "not used: Karakter" in found.told()


def test_the_how_to_names_every_column_every_event_and_every_reason() -> None:
    text = HOW_TO.read_text(encoding="utf-8").casefold()
    for event in RegisterEvent:
        assert any(word in text for word in _words("events", event.value))
    for words in _format()["headings"].values():
        assert all(word.casefold() in text for word in words[:3]), words
    for code, reason in reasons().items():
        assert f"| {code} |" in text
        assert all(word.casefold() in text for word in reason.values())


def test_no_word_means_two_things() -> None:
    for part, table in (("headings", fields_by_heading()), ("events", events_by_word())):
        pairs = {(word_key(word), name) for name, words in _format()[part].items() for word in words}
        assert len(pairs) == len(table)


def _format() -> dict[str, dict[str, list[str]]]:
    path = Path(__file__).parents[2] / "src" / "stafet" / "integrations" / "events" / "format.yaml"
    loaded: dict[str, dict[str, list[str]]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def _words(part: str, name: str) -> list[str]:
    return [word.casefold() for word in _format()[part][name]]
