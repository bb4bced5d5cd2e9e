"""Files that no one here wrote: published samples of School Data Sync."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from stafet.integrations.dates import DateOrder
from stafet.integrations.protocol import EndDates, ReaderSettings
from stafet.integrations.registry import READERS, reader_named, recognise
from stafet.integrations.upload import open_upload
from stafet.kernel.records import Rejection
from tests.integrations.building import put, read

DATA = Path(__file__).parents[1] / "data"
CLASSIC, V2_1 = DATA / "sds-classic-100", DATA / "sds-v2.1"


def copied(source: Path, folder: Path) -> Path:
    return Path(shutil.copytree(source, folder / source.name))


def test_the_classic_sample_is_read_whole_and_its_dates_prove_the_month_comes_first() -> None:
    found = read(CLASSIC)
    assert found.is_whole
    assert found.rejections == []
    assert (len(found.organisations), len(found.people), len(found.enrolments)) == (2, 86, 86)
    assert found.people[2].birth_date == date(1997, 12, 19)
    proof = [notice.place for notice in found.notices if "month first" in str(notice.what)]
    assert [(place.file, place.row, place.column) for place in proof] == [
        ("Student.csv", 4, "Birthdate"),
        ("Section.csv", 2, "Term EndDate"),
    ]
    enrolment = found.enrolment("13001")
    assert (enrolment.starts_on, enrolment.ends_on, enrolment.starts_inferred) == (
        date(2017, 7, 1),
        date(2018, 7, 1),
        True,
    )
    assert enrolment.grade == 9


def test_classic_dates_that_nothing_decides_are_asked_about_in_both_files_at_once(tmp_path: Path) -> None:
    folder = copied(CLASSIC, tmp_path)
    students = "SIS ID,School SIS ID,First Name,Last Name,Grade,Birthdate\n1,10001,Amina,Haddad,9,3/4/2011\n"
    sections = "SIS ID,School SIS ID,Term StartDate,Term EndDate\n11001,10001,7/1/2026,6/3/2027\n"
    put(folder, "Student.csv", students)
    put(folder, "Section.csv", sections)
    put(folder, "StudentEnrollment.csv", "Section SIS ID,SIS ID\n11001,1\n")
    asked = read(folder)
    assert [(each.place.file, each.place.row) for each in asked.rejections] == [
        ("Student.csv", 2),
        ("Section.csv", 2),
    ]
    assert not asked.is_whole
    told = read(
        folder, settings=ReaderSettings(date_order=DateOrder.MONTH_FIRST, end_dates=EndDates.DAY_AFTER)
    )
    assert told.people[0].birth_date == date(2011, 3, 4)
    assert told.enrolment("1").ends_on == date(2027, 6, 3)


def test_classic_rows_that_point_nowhere_are_rejected_with_their_place(tmp_path: Path) -> None:
    folder = copied(CLASSIC, tmp_path)
    with (folder / "StudentEnrollment.csv").open("a") as stream:
        stream.write("99999,13001\r\n11001,99999\r\n")
    found = read(folder)
    rows = len((folder / "StudentEnrollment.csv").read_text().splitlines())
    assert [(each.place.row, each.place.column) for each in found.rejections] == [
        (rows - 1, "Section SIS ID"),
        (rows, "SIS ID"),
    ]
    assert len(found.enrolments) == 86


def test_classic_pupils_who_left_are_left_out(tmp_path: Path) -> None:
    folder = copied(CLASSIC, tmp_path)
    students = (folder / "Student.csv").read_text()
    put(folder, "Student.csv", students.replace("9,Active,4/2/2000", "9,Inactive,4/2/2000", 1))
    found = read(folder)
    assert len(found.people) == 85
    assert "not active" in found.told()


def test_the_sample_of_2_1_is_read_by_its_roles() -> None:
    found = read(V2_1)
    assert found.is_whole
    assert found.rejections == []
    assert [person.external_id for person in found.people] == ["114001", "114003", "114004", "114008"]
    assert [(each.external_id, each.kind) for each in found.organisations] == [
        ("110001", "other"),
        ("110002", "department"),
        ("110003", "school"),
        ("110004", "other"),
    ]
    enrolment = found.enrolment("114001")
    assert (enrolment.starts_on, enrolment.ends_on, enrolment.grade) == (
        date(2021, 8, 24),
        date(2022, 6, 12),
        10,
    )
    assert found.enrolment("114008").grade is None
    assert "not used" in found.told()


def test_sensitive_flags_and_relationships_leave_no_trace() -> None:
    found = read(V2_1)
    assert "freeLunch" not in repr(found)
    assert "hispanic" not in repr(found)
    assert "P@ssword" not in repr(found)
    assert "P@ssword" not in repr(read(CLASSIC))


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("roles.csv", "114001,110003", "999,110003", ("roles.csv", 2, "userSourcedId")),
        ("roles.csv", "114001,110003", "114001,999", ("roles.csv", 2, "orgSourcedId")),
        ("roles.csv", "student,SY2021K12", "student,SY1999", ("roles.csv", 2, "sessionSourcedId")),
        ("roles.csv", "2021-08-24,2022-06-11", "2021-08-24,2020-06-11", ("roles.csv", 2, "roleEndDate")),
        ("demographics.csv", "2001-07-02", "2001-07-32", ("demographics.csv", 2, "birthDate")),
        ("users.csv", "Jack,Craig", ",", ("users.csv", 2, "givenName")),
        ("orgs.csv", "College of Engineering", "", ("orgs.csv", 2, "name")),
    ],
)
def test_faults_in_2_1_are_rejected_with_their_place(
    tmp_path: Path, file: str, old: str, new: str, place: tuple[str, int, str]
) -> None:
    folder = copied(V2_1, tmp_path)
    text = (folder / file).read_text()
    assert old in text
    put(folder, file, text.replace(old, new, 1))
    rejection = read(folder).rejections[0]
    assert (rejection.place.file, rejection.place.row, rejection.place.column) == place


def test_a_set_that_lacks_a_file_says_which(tmp_path: Path) -> None:
    folder = copied(CLASSIC, tmp_path)
    (folder / "Section.csv").unlink()
    found = read(folder)
    assert "no Section.csv" in str(found.rejections[0].what)


def test_every_reader_has_a_name_of_its_own_and_is_found_by_it() -> None:
    assert len({reader.name for reader in READERS}) == len(READERS)
    assert all(reader_named(reader.name) is reader and reader.versions for reader in READERS)
    assert reader_named("no such") is None


def test_what_nobody_recognises_is_told_what_is_accepted(tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    put(folder, "a.csv", "a,b\n")
    put(folder, "b.csv", "a,b\n")
    answer = recognise(open_upload(folder))
    assert isinstance(answer, Rejection)
    assert "OneRoster set" in str(answer.mend)


def test_reading_a_sample_twice_gives_the_same(tmp_path: Path) -> None:
    for source in (CLASSIC, V2_1):
        first, again = read(source), read(copied(source, tmp_path))
        assert first == again
        assert replace(first, finished=None) != first
