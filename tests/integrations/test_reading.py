"""The reading process: what crosses to it and back, and what a hostile file can do to it: nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafet.integrations.child import Job, Task
from stafet.integrations.dates import DateOrder
from stafet.integrations.limits import STANDARD
from stafet.integrations.mapping import ColumnMapping, Field, FixedValue, MappedColumn, Translation
from stafet.integrations.protocol import (
    EndDates,
    Finished,
    KindMode,
    ReaderSettings,
    Reading,
    RecordKind,
)
from stafet.integrations.reading import look_in_child, read_in_child
from stafet.integrations.tables.look import Hidden, NumbersMet
from stafet.integrations.wire import NotOurs, Told, item_of, line_of, settings_from_json, settings_to_json
from stafet.kernel.countries import Country
from stafet.kernel.records import (
    EnrolmentRecord,
    EventRecord,
    GroupRecord,
    LoadMode,
    Notice,
    OrganisationRecord,
    PersonRecord,
    Place,
    RegisterEvent,
    Rejection,
)
from stafet.kernel.sentences import Sentence, sentence
from tests.integrations.building import put, read, sheet, small_set, sort_items, zipped
from tests.integrations.workbooks import MAIN, handmade

texts = st.text(st.characters(blacklist_categories=["Cs"]), max_size=20)
days = st.dates()
places = st.builds(Place, texts, st.integers(0, 2_000_000), texts)
grades = st.none() | st.integers(0, 13)
sentences = st.builds(
    lambda text, values: sentence(text, **values),
    texts,
    st.dictionaries(st.from_regex("[a-z]{1,8}", fullmatch=True), texts | st.integers() | days, max_size=3),
)
items: st.SearchStrategy[Told] = st.one_of(
    st.builds(
        Reading,
        texts,
        texts,
        texts,
        st.lists(st.builds(KindMode, st.sampled_from(RecordKind), st.sampled_from(LoadMode))).map(tuple),
        st.lists(texts).map(tuple),
    ),
    st.builds(OrganisationRecord, places, texts, texts, texts, texts, st.booleans()),
    st.builds(
        GroupRecord, places, texts, texts, texts, grades, st.none() | days, st.none() | days, st.booleans()
    ),
    st.builds(PersonRecord, places, *[texts] * 3, st.none() | days, *[texts] * 4, st.booleans()),
    st.builds(
        EnrolmentRecord,
        places,
        *[texts] * 5,
        grades,
        *[texts] * 2,
        st.none() | days,
        st.none() | days,
        texts,
        st.booleans(),
        st.booleans(),
    ),
    st.builds(
        EventRecord,
        places,
        texts,
        st.sampled_from(RegisterEvent),
        days,
        *[texts] * 5,
        st.none() | days,
        *[texts] * 4,
    ),
    st.builds(Rejection, places, sentences, sentences),
    st.builds(Notice, places, sentences, st.integers(0)),
    st.builds(Finished, st.booleans()),
)
met = st.builds(NumbersMet, st.integers(0, 9), st.integers(1), st.lists(texts).map(tuple))


@given(item=items | met)
def test_every_item_crosses_unchanged_and_on_one_line(item: Told) -> None:
    line = line_of(item)
    assert "\n" not in line
    assert item_of(line) == item


@given(
    settings=st.builds(
        ReaderSettings,
        st.none() | st.sampled_from(Country),
        st.none() | st.sampled_from(DateOrder),
        st.none() | st.sampled_from(EndDates),
        texts,
        st.none()
        | st.builds(
            ColumnMapping,
            st.lists(st.builds(MappedColumn, texts, st.sampled_from(Field))).map(tuple),
            texts,
            st.integers(0, 20),
            st.lists(st.builds(FixedValue, st.sampled_from(Field), texts)).map(tuple),
            st.lists(st.builds(Translation, st.sampled_from(Field), texts, texts)).map(tuple),
            st.sampled_from(LoadMode),
        ),
        texts,
        st.integers(0, 100),
    )
)
def test_settings_cross_unchanged(settings: ReaderSettings) -> None:
    assert settings_from_json(settings_to_json(settings)) == settings
    job = Job("/x", "é.csv", "table", settings)
    assert Job.from_json(job.to_json()) == job


def test_settings_that_were_kept_before_a_field_was_added_are_still_understood() -> None:
    kept = '["dk", null, null, "basic_school"]'
    assert settings_from_json(kept) == ReaderSettings(Country.DK, activity_kind="basic_school")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[]",
        "{}",
        "null",
        '["Popen", "ls"]',
        '["Finished"]',
        '["Finished", 1]',
        '["Finished", true, true]',
        '["Notice", ["f", 0, ""], ["text", {"a": ["list"]}], 1]',
        '["Notice", ["f", 0, ""], [7, {}], 1]',
        '["Reading", "a", "b", "c", [["persons", "sometimes"]], []]',
    ],
)
def test_what_the_reading_process_would_never_write_is_not_taken(line: str) -> None:
    with pytest.raises(NotOurs):
        item_of(line)


def test_a_set_read_in_the_child_is_the_set_read_here(tmp_path: Path) -> None:
    path = put(tmp_path, "set.zip", zipped(small_set(tmp_path)))
    assert sort_items(read_in_child(path)) == read(path)
    assert sort_items(read_in_child(path, name="skoler.zip", reader="oneroster")).people


def test_settings_reach_the_child(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "Nr;Navn;Født;Skole\n1;Amina Haddad;1/2/2011;Åskolen\n")
    columns = [
        ("Nr", Field.PERSON_ID),
        ("Navn", Field.FULL_NAME),
        ("Født", Field.BIRTH_DATE),
        ("Skole", Field.SCHOOL_NAME),
    ]
    mapping = ColumnMapping(tuple(MappedColumn(*column) for column in columns))
    settings = ReaderSettings(mapping=mapping, date_order=DateOrder.MONTH_FIRST)
    (person,) = sort_items(read_in_child(path, settings=settings)).people
    assert person.birth_date == date(2011, 1, 2)


def test_a_first_look_shows_headings_rows_and_a_suggestion(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        "upload",
        sheet([["Elever pr. 1/9"], [], ["Fornavn", "Efternavn", "Mentor"], ["Amina", "Haddad", "Bo"]]),
    )
    look = look_in_child(path, name="elever.xlsx")
    (table,) = look.tables
    assert look.rejections == ()
    assert (table.sheet, table.header_row) == ("Ark1", 3)
    assert table.headings == ("Fornavn", "Efternavn", "Mentor")
    assert table.sample == (("Amina", "Haddad", "Bo"),)
    assert table.unused == ("Mentor",)


def test_whose_a_number_is_is_asked_outside_and_the_process_is_told_rows(tmp_path: Path) -> None:
    table = "Klasselister 2026/27\nNr;Nummer;Adresse\n1;040511-4007;Hemmelig 1\n2;0504114008;Åben 2\n"
    asked: list[str] = []

    def is_hidden(number: str) -> bool:
        asked.append(number)
        return number == "0405114007"

    look = look_in_child(put(tmp_path, "e.csv", table), is_hidden_number=is_hidden)
    assert asked == ["0405114007", "0504114008"]
    (seen,) = look.tables
    assert seen.sample == (("2", "0504114008", "Åben 2"),)
    assert seen.words_of("Adresse") == ("Åben 2",)
    job = Job("e.csv", "e.csv", "", ReaderSettings(), Task.LOOK, hidden=Hidden(rows=((0, 3),)))
    assert Job.from_json(job.to_json()) == job


def test_a_first_look_tells_which_format_needs_no_description(tmp_path: Path) -> None:
    look = look_in_child(put(tmp_path, "set.zip", zipped(small_set(tmp_path))))
    assert look.reading is not None
    assert look.reading.reader == "oneroster"
    assert look_in_child(put(tmp_path, "e.csv", "Nr;Navn\n1;Bo\n")).reading is None


def test_a_first_look_at_what_is_no_table_says_so(tmp_path: Path) -> None:
    look = look_in_child(put(tmp_path, "a.csv", b"%PDF-1.7 ..."))
    assert look.tables == ()
    assert "PDF" in str(look.rejections[0].what)


def test_a_file_that_needs_too_much_memory_kills_only_the_child_and_is_one_rejection(tmp_path: Path) -> None:
    # Everybody stands twice, and who stands twice is held until both rows have been seen.
    rows = "".join(f"{number % 20_000};Amina Haddad;Skole {number}\n" for number in range(40_000))
    path = put(tmp_path, "elever.csv", "Nr;Navn;Skole\n" + rows)
    columns = [("Nr", Field.PERSON_ID), ("Navn", Field.FULL_NAME), ("Skole", Field.SCHOOL_NAME)]
    settings = ReaderSettings(mapping=ColumnMapping(tuple(MappedColumn(*column) for column in columns)))
    limits = replace(STANDARD, memory_bytes=44 * 1024 * 1024)
    found = sort_items(read_in_child(path, settings=settings, limits=limits))
    (rejection,) = found.rejections
    assert "too much memory or time" in str(rejection.what)
    assert rejection.place.file == "elever.csv"
    assert not found.is_whole


def shared_text_bomb() -> bytes:
    """A small workbook whose thousands of cells share one long text: no declared size gives it away."""
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 20_000))
    text = f'{head}<sst xmlns="{MAIN}"><si><t>{"x" * 4_000_000}</t></si></sst>'
    return handmade(cells, shared_text=text, extra={"xl/media/noise.bin": os.urandom(200_000).hex()})


def test_a_bomb_that_looks_harmless_is_one_rejection_within_seconds(tmp_path: Path) -> None:
    path = put(tmp_path, "bombe.xlsx", shared_text_bomb())
    started = time.monotonic()
    found = sort_items(read_in_child(path))
    assert time.monotonic() - started < 10
    (rejection,) = found.rejections
    assert "too much memory or time" in str(rejection.what)
    assert not found.is_whole


def test_a_file_that_needs_too_much_time_is_stopped(tmp_path: Path) -> None:
    path = put(tmp_path, "set.zip", zipped(small_set(tmp_path)))
    found = sort_items(read_in_child(path, limits=replace(STANDARD, processor_seconds=0)))
    assert "too much memory or time" in str(found.rejections[0].what)


def test_limits_of_size_reach_the_child(tmp_path: Path) -> None:
    path = put(tmp_path, "set.zip", zipped(small_set(tmp_path)))
    found = sort_items(read_in_child(path, limits=replace(STANDARD, members=2)))
    assert "more than 2 files" in str(found.rejections[0].what)


def test_an_error_of_ours_is_called_one_and_logged_without_its_text(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Planted: a job that names a file which is not there, which no caller does."""
    found = sort_items(read_in_child(tmp_path / "Amina Haddad.csv"))
    assert "a fault of ours" in str(found.rejections[0].what)
    assert not found.is_whole
    assert "FileNotFoundError at " in caplog.text
    assert "Amina" not in caplog.text


def test_a_child_that_says_nothing_is_stopped(tmp_path: Path) -> None:
    path = put(tmp_path, "set.zip", zipped(small_set(tmp_path)))
    found = sort_items(read_in_child(path, limits=replace(STANDARD, silent_seconds=0)))
    assert "too much memory or time" in str(found.rejections[0].what)


def test_the_child_ends_when_nobody_listens_any_more(tmp_path: Path) -> None:
    path = put(tmp_path, "set.zip", zipped(small_set(tmp_path)))
    reading = read_in_child(path)
    next(reading)
    reading.close()
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    commands = [
        Path(f"/proc/{child}/cmdline").read_text() for child in children if Path(f"/proc/{child}").exists()
    ]
    assert not any("stafet.integrations.child" in command for command in commands)


def test_the_child_has_no_secrets_no_django_and_can_write_no_files(tmp_path: Path) -> None:
    code = (
        "import sys; from stafet.integrations import child; child.limit_this_process(child.STANDARD);"
        f"print('django' in sys.modules, 'psycopg' in sys.modules);"
        f"f = open({str(tmp_path / 'out')!r}, 'w'); f.write('x'); f.flush()"
    )
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False
    )
    assert done.stdout.split() == ["False", "False"]
    assert done.returncode != 0
    assert (tmp_path / "out").read_text() == ""


def test_a_sentence_crosses_with_its_values() -> None:
    told = Notice(Place("f"), sentence("From %(day)s, %(count)s rows", day=date(2026, 8, 10), count=3))
    back = item_of(line_of(told))
    assert isinstance(back, Notice)
    assert isinstance(back.what, Sentence)
    assert str(back.what) == "From 2026-08-10, 3 rows"
