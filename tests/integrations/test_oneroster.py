"""OneRoster sets: what is read, what is inferred and said, what is refused with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from stafet.integrations.oneroster_writer import (
    RosterClass,
    RosterContent,
    RosterEnrolment,
    RosterPerson,
    RosterTerm,
    write_oneroster,
)
from stafet.integrations.protocol import EndDates, ReaderSettings, RecordKind
from stafet.kernel.countries import Country
from stafet.kernel.records import EnrolmentRecord, LoadMode, Place
from tests.integrations.building import (
    AMINA,
    BO,
    SCHOOL_YEAR,
    Sorted,
    changed,
    content,
    homeroom,
    put,
    read,
    small_set,
    subject,
    zipped,
)
from tests.kernel.numbers import danish_number

AUTUMN = RosterTerm("t1", "Efterår", "term", date(2026, 8, 1), date(2027, 1, 1), 2027)
SPRING = RosterTerm("t2", "Forår", "term", date(2027, 1, 1), date(2027, 7, 1), 2027)
MOMENT = datetime(2026, 9, 1, 6, 0, tzinfo=UTC)


def read_files(folder: Path, files: Mapping[str, str], settings: ReaderSettings | None = None) -> Sorted:
    return read(put(folder, "set.zip", zipped(files)), settings=settings)


def read_content(
    folder: Path, roster: RosterContent, *, version: str = "1.1", is_delta: bool = False
) -> Sorted:
    path = folder / "set.zip"
    write_oneroster(path, roster, version=version, changed_at=MOMENT if is_delta else None)
    return read(path)


@pytest.fixture(params=["1.1", "1.2"])
def files(tmp_path: Path, request: pytest.FixtureRequest) -> dict[str, str]:
    return small_set(tmp_path, version=request.param)


def test_a_whole_set_gives_schools_classes_pupils_and_one_enrolment_each(
    tmp_path: Path, files: dict[str, str]
) -> None:
    found = read_files(tmp_path, files)
    assert found.is_whole
    assert found.rejections == []
    assert [(each.external_id, each.kind) for each in found.organisations] == [
        ("k", "municipality"),
        ("s1", "school"),
        ("s2", "school"),
    ]
    assert [(group.external_id, group.grade, group.starts_on) for group in found.groups] == [
        ("9a", 9, date(2026, 8, 1))
    ]
    assert [(person.given_names, person.birth_date) for person in found.people] == [
        ("Amina", date(2011, 3, 4)),
        ("Bo", date(2012, 5, 6)),
    ]
    enrolment = found.enrolment("p1")
    assert (enrolment.external_id, enrolment.group_external_id, enrolment.grade) == ("p1@s1", "9a", 9)
    assert (enrolment.starts_on, enrolment.ends_on) == (date(2026, 8, 10), date(2027, 6, 26))
    assert found.reading is not None
    assert found.reading.mode_of(RecordKind.PERSONS) is LoadMode.BULK


def test_the_same_set_gives_the_same_records_every_time_and_in_any_order_of_rows(
    tmp_path: Path, files: dict[str, str]
) -> None:
    def shuffled(text: str) -> str:
        header, *rows = text.splitlines()
        return "\n".join([header, *reversed(rows)]) + "\n"

    first, again = read_files(tmp_path, files), read_files(tmp_path, files)
    assert first == again
    other = read_files(tmp_path, {name: shuffled(text) for name, text in files.items()})
    assert without_places(other.enrolments) == without_places(first.enrolments)


def without_places(enrolments: list[EnrolmentRecord]) -> set[EnrolmentRecord]:
    return {replace(each, place=Place("")) for each in enrolments}


def test_a_national_number_is_taken_only_from_an_identifier_that_says_so(tmp_path: Path) -> None:
    number = danish_number(date(2011, 3, 4), 7)
    amina = replace(AMINA, national_number=number)
    bo = replace(BO, national_number=number, national_number_type="ldap")
    found = read_content(tmp_path, content([amina, bo], []))
    assert [person.national_number for person in found.people] == [number, ""]


def test_a_person_may_name_the_column_that_holds_the_national_number(
    tmp_path: Path, files: dict[str, str]
) -> None:
    number = danish_number(date(2011, 3, 4), 7)
    head = files["users.csv"].splitlines()[0].split(",")
    row = next(line for line in files["users.csv"].splitlines() if line.startswith("p1,"))
    cells = row.split(",")
    cells[head.index("identifier")] = number.lstrip("0")
    with_number = changed(files, "users.csv", row, ",".join(cells))
    assert read_files(tmp_path, with_number).people[0].national_number == ""
    told = ReaderSettings(country=Country.DK, national_number_column="identifier")
    assert read_files(tmp_path, with_number, told).people[0].national_number == number


def test_a_pupil_is_who_is_enrolled_as_one_whatever_their_row_says(tmp_path: Path) -> None:
    aide = RosterPerson("p3", "Carla", "Ek", "s1", role="teacher")
    rows = [RosterEnrolment("e1", "p3", "9a", "s1")]
    found = read_content(tmp_path, content([aide], rows, classes=[homeroom("9a")]))
    assert [person.external_id for person in found.people] == ["p3"]
    assert "enrolled as students" in found.told()


def test_staff_and_guardians_are_counted_and_not_read(tmp_path: Path) -> None:
    staff = [RosterPerson(f"t{i}", "Ditte", "Holm", "s1", role="teacher") for i in range(34)]
    found = read_content(tmp_path, content([AMINA, *staff], []))
    assert len(found.people) == 1
    (notice,) = [each for each in found.notices if "staff and guardians" in str(each.what)]
    assert (notice.count, notice.place.file, notice.place.row) == (34, "users.csv", 3)


def test_an_enrolment_without_dates_has_its_terms_from_the_first_to_the_school_years_end(
    tmp_path: Path,
) -> None:
    rows = [RosterEnrolment("e1", "p1", "math", "s1")]
    roster = content(
        [AMINA], rows, classes=[subject("math", terms=("t1",))], terms=[AUTUMN, SPRING, SCHOOL_YEAR]
    )
    enrolment = read_content(tmp_path, roster).enrolment("p1")
    assert (enrolment.starts_on, enrolment.ends_on) == (date(2026, 8, 1), date(2027, 7, 1))
    assert enrolment.starts_inferred


def test_a_pupil_without_a_class_is_at_their_school_for_the_school_year(tmp_path: Path) -> None:
    for version in ("1.1", "1.2"):
        enrolment = read_content(tmp_path, content([AMINA], []), version=version).enrolment("p1")
        assert (enrolment.organisation_external_id, enrolment.starts_on) == ("s1", date(2026, 8, 1))
        assert enrolment.starts_inferred


def test_an_enrolment_whose_start_nothing_tells_is_read_without_it_and_said(tmp_path: Path) -> None:
    rows = [RosterEnrolment("e1", "p1", "math", "s1")]
    found = read_content(tmp_path, content([AMINA], rows, classes=[subject("math", terms=())], terms=[]))
    assert found.enrolment("p1").starts_on is None
    assert "without a start" in found.told()


def test_ends_are_the_first_day_after_unless_terms_or_a_person_say_otherwise(tmp_path: Path) -> None:
    rows = [RosterEnrolment("e1", "p1", "9a", "s1", starts_on=date(2026, 8, 10), ends_on=date(2027, 6, 26))]

    def end(terms: list[RosterTerm], told: EndDates | None = None) -> tuple[date | None, str]:
        path = tmp_path / "set.zip"
        write_oneroster(path, content([AMINA], rows, classes=[homeroom("9a")], terms=[SCHOOL_YEAR, *terms]))
        found = read(path, settings=ReaderSettings(end_dates=told))
        return found.enrolment("p1").ends_on, found.told()

    autumn_with_last_day = replace(AUTUMN, ends_on=date(2026, 12, 31))
    for terms, told, expected, words in (
        ([], None, date(2027, 6, 26), "as OneRoster says"),
        ([AUTUMN, SPRING], None, date(2027, 6, 26), "as OneRoster says"),
        ([autumn_with_last_day, SPRING], None, date(2027, 6, 27), "the day before the next one starts"),
        ([AUTUMN, SPRING], EndDates.LAST_DAY, date(2027, 6, 27), "as the settings say"),
        ([autumn_with_last_day, SPRING], EndDates.DAY_AFTER, date(2027, 6, 26), "as the settings say"),
    ):
        found, said = end(terms, told)
        assert found == expected
        assert words in said


@pytest.mark.parametrize(
    ("file", "old", "new", "row", "column", "what"),
    [
        (
            "enrollments.csv",
            "e-p1-9a,,,9a,s1,p1",
            "e-p1-9a,,,9a,s1,ghost",
            2,
            "userSourcedId",
            "“ghost” is not in users.csv",
        ),
        (
            "enrollments.csv",
            "e-p1-9a,,,9a,",
            "e-p1-9a,,,8x,",
            2,
            "classSourcedId",
            "“8x” is not in classes.csv",
        ),
        (
            "enrollments.csv",
            "e-p1-9a,,,9a,s1",
            "e-p1-9a,,,9a,s9",
            2,
            "schoolSourcedId",
            "“s9” is not in orgs.csv",
        ),
        ("enrollments.csv", "2026-08-10,2027-06-26", "2026-02-30,2027-06-26", 2, "beginDate", "no such day"),
        (
            "enrollments.csv",
            "2026-08-10,2027-06-26",
            "2026-08-10,2025-06-26",
            2,
            "endDate",
            "before it starts",
        ),
        (
            "enrollments.csv",
            "2026-08-10,2027-06-26",
            "10/8/2026,2027-06-26",
            2,
            "beginDate",
            "not certain which is the day",
        ),
        ("enrollments.csv", "e-p1-9a,", ",", 2, "sourcedId", "no sourcedId"),
        ("classes.csv", ",s1,y,", ",s1,y7,", 2, "termSourcedIds", "“y7” is not in academicSessions.csv"),
        ("classes.csv", ",s1,y,", ",s7,y,", 2, "schoolSourcedId", "“s7” is not in orgs.csv"),
        ("orgs.csv", "Åskolen,school", "Åskolen,skole", 3, "type", "no type of organisation"),
        ("orgs.csv", "Åskolen,school", ",school", 3, "name", "no name"),
        (
            "academicSessions.csv",
            "2026-08-01,2027-07-01",
            "2026-08-01,2026-07-01",
            2,
            "endDate",
            "before it starts",
        ),
        ("academicSessions.csv", "2026-08-01,", ",", 2, "startDate", "is missing"),
        ("users.csv", "Amina,Haddad", ",", 2, "givenName", "no name"),
        ("users.csv", ",09,", ",niende,", 2, "grades", "is not a grade"),
        ("demographics.csv", "2011-03-04", "2011-03-44", 2, "birthDate", "no such day"),
    ],
)
def test_a_faulty_row_is_rejected_with_file_row_and_column(
    tmp_path: Path, files: dict[str, str], file: str, old: str, new: str, row: int, column: str, what: str
) -> None:
    found = read_files(tmp_path, changed(files, file, old, new))
    rejection = found.rejections[0]
    assert (rejection.place.file, rejection.place.row, rejection.place.column) == (file, row, column)
    assert what in str(rejection.what)
    assert str(rejection.mend)
    assert found.is_whole


def test_rows_that_are_the_same_are_read_once(tmp_path: Path, files: dict[str, str]) -> None:
    row = next(line for line in files["users.csv"].splitlines() if line.startswith("p1,"))
    found = read_files(tmp_path, {**files, "users.csv": files["users.csv"] + row + "\n"})
    assert [person.external_id for person in found.people] == ["p2", "p1"]
    assert "stand more than once" in found.told()


def test_rows_that_contradict_each_other_are_all_rejected(tmp_path: Path, files: dict[str, str]) -> None:
    row = next(line for line in files["users.csv"].splitlines() if line.startswith("p1,"))
    other = row.replace("Haddad", "Hansen")
    found = read_files(tmp_path, {**files, "users.csv": files["users.csv"] + other + "\n"})
    assert [person.external_id for person in found.people] == ["p2"]
    assert [(each.place.row, str(each.what)) for each in found.rejections] == [
        (2, "p1 stands here and in row 4 with different content."),
        (4, "p1 stands here and in row 2 with different content."),
    ]
    assert [each.person_external_id for each in found.enrolments] == ["p2"]
    assert "own row was rejected" in found.told()


def test_columns_beyond_the_standard_are_accepted_with_one_notice(
    tmp_path: Path, files: dict[str, str]
) -> None:
    lines = files["users.csv"].splitlines()
    wider = (
        "\n".join([f"{lines[0]},metadata.mentor,uni-login", *(f"{line},x,y" for line in lines[1:])]) + "\n"
    )
    found = read_files(tmp_path, {**files, "users.csv": wider})
    assert len(found.people) == 2
    (notice,) = [each for each in found.notices if "not part of the standard" in str(each.what)]
    assert "metadata.mentor, uni-login" in str(notice.what)


def test_a_role_that_points_nowhere_is_rejected(tmp_path: Path) -> None:
    files = changed(small_set(tmp_path, version="1.2"), "roles.csv", "role-p1,,,p1", "role-p1,,,p9")
    (rejection,) = read_files(tmp_path, files).rejections
    assert (rejection.place.file, rejection.place.row, rejection.place.column) == (
        "roles.csv",
        2,
        "userSourcedId",
    )


def test_deleted_rows_of_a_whole_set_are_left_out_with_a_notice(
    tmp_path: Path, files: dict[str, str]
) -> None:
    found = read_files(tmp_path, changed(files, "users.csv", "p2,,", "p2,tobedeleted,"))
    assert [person.external_id for person in found.people] == ["p1"]
    assert "marked as deleted" in found.told()


def test_changes_say_what_is_new_and_what_is_to_go(tmp_path: Path) -> None:
    rows = [
        RosterEnrolment("e1", "p1", "9a", "s1", removed=True),
        RosterEnrolment("e2", "p2", "math", "s1", removed=True),
    ]
    roster = content([AMINA, replace(BO, removed=True)], rows, classes=[homeroom("9a"), subject("math")])
    found = read_content(tmp_path, roster, is_delta=True)
    assert found.reading is not None
    assert found.reading.mode_of(RecordKind.ENROLMENTS) is LoadMode.DELTA
    assert [(person.external_id, person.removed) for person in found.people] == [("p1", False), ("p2", True)]
    removed = [each.external_id for each in found.enrolments if each.removed]
    assert removed == ["p1@s1"], "a subject that was dropped is no school that was left"
    assert "only a whole set does" in found.told()


def test_a_change_of_subject_proves_presence_not_a_start(tmp_path: Path) -> None:
    rows = [RosterEnrolment("e1", "p1", "math", "s1", starts_on=date(2027, 3, 1))]
    found = read_content(tmp_path, content([AMINA], rows, classes=[subject("math")]), is_delta=True)
    assert found.enrolment("p1").starts_inferred


def test_a_change_without_a_status_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "set.zip"
    write_oneroster(path, content([AMINA], []), changed_at=MOMENT)
    from_writer = read(path)
    assert from_writer.rejections == []
    files = small_set(tmp_path)
    for name in ("users", "orgs", "classes", "enrollments", "demographics", "academicSessions"):
        files = changed(files, "manifest.csv", f"file.{name},bulk", f"file.{name},delta")
    found = read_files(tmp_path, files)
    assert {each.place.column for each in found.rejections} == {"status"}
    assert found.people == []


def test_references_of_a_change_may_point_to_what_came_earlier(tmp_path: Path) -> None:
    rows = [RosterEnrolment("e1", "known-before", "unknown-class", "s1", starts_on=date(2026, 8, 10))]
    found = read_content(tmp_path, content([], rows), is_delta=True)
    assert found.rejections == []
    assert found.enrolment("known-before").organisation_external_id == "s1"


def test_an_enrolment_that_ended_as_it_began_never_took_effect(tmp_path: Path) -> None:
    rows = [
        RosterEnrolment("e1", "p1", "9a", "s1", starts_on=date(2026, 8, 10), ends_on=date(2026, 8, 10)),
        RosterEnrolment("e2", "p1", "9b", "s2", starts_on=date(2026, 8, 10), ends_on=date(2027, 6, 26)),
    ]
    roster = content([AMINA], rows, classes=[homeroom("9a"), RosterClass("9b", "9B", "s2", ("y",))])
    found = read_content(tmp_path, roster)
    assert found.enrolment("p1").organisation_external_id == "s2"
    assert "never took effect" in found.told()


def test_a_set_with_oddities_met_in_the_wild_is_read_whole(tmp_path: Path) -> None:
    """A school called a department, a class type with a capital, pupils whose own row says teacher, no demographics."""
    files = {
        "manifest.csv": "propertyName,value\r\nmanifest.version,1.0\r\noneroster.version,1.1\r\n"
        "file.academicSessions,bulk\r\nfile.classes,bulk\r\nfile.courses,absent\r\nfile.demographics,absent\r\n"
        "file.enrollments,bulk\r\nfile.orgs,bulk\r\nfile.users,bulk\r\nsource.systemName,absent",
        "orgs.csv": "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\r\no1,,,Åskolen,department,,gone\r\n",
        "academicSessions.csv": "sourcedId,title,type,startDate,endDate,schoolYear\r\n"
        "t1,Term,term,2026-09-01,2026-12-24,2027\r\nt2,Semester,semester,2026-10-02,2026-12-24,2027\r\n",
        "classes.csv": "sourcedId,title,courseSourcedId,classType,schoolSourcedId,termSourcedIds\r\n"
        'c1,Fysik,f,Scheduled,o1,t1\r\nc2,Historie,h,HomeRoom,o1,"t1, t2"\r\n',
        "users.csv": "sourcedId,enabledUser,orgSourcedIds,role,username,givenName,familyName\r\n"
        "u1,TRUE,o1,teacher,bo,Bo,Lund\r\nu2,,o1,student,amina,Amina,Haddad\r\nu3,FALSE,o1,student,eva,Eva,\r\n",
        "enrollments.csv": "sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\r\n"
        "e1,c1,o1,u1,student,,,\r\ne2,c2,o1,u2,Student,,,\r\ne3,c1,o1,u2,student,,,",
    }
    found = read_files(tmp_path, files)
    assert found.is_whole
    assert found.rejections == []
    assert [person.external_id for person in found.people] == ["u1", "u2", "u3"]
    assert [(group.external_id, group.starts_on) for group in found.groups] == [("c2", date(2026, 9, 1))]
    assert found.enrolment("u2").group_external_id == "c2"
    assert found.enrolment("u3").organisation_external_id == "o1"
    assert found.organisations[0].parent_external_id == ""
    for words in ("enrolled as students", "accounts are switched off", "parent is not in the file"):
        assert words in found.told()
