"""A OneRoster set as a whole: its manifest, its files, and the columns each must have."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integrations.building import Sorted, changed, put, read, small_set, zipped


def read_files(folder: Path, files: dict[str, str]) -> Sorted:
    return read(put(folder, "set.zip", zipped(files)))


@pytest.fixture(params=["1.1", "1.2"])
def files(tmp_path: Path, request: pytest.FixtureRequest) -> dict[str, str]:
    return small_set(tmp_path, version=request.param)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("oneroster.version,1.", "oneroster.version,2.", "OneRoster version “2."),
        ("oneroster.version,1.", "oneroster.revision,1.", "OneRoster version “”"),
        ("manifest.version,1.0", "manifest.version,7", "manifest is of version “7”"),
        ("file.users,bulk", "file.users,all", "“all” is no way to send users.csv"),
        ("file.users,bulk", "file.users,absent", "The set has no users.csv"),
        ("file.results,absent", "file.results,bulk", "promises results.csv"),
        ("propertyName,value", "name,value", "column propertyName is missing"),
    ],
)
def test_a_manifest_that_is_wrong_stops_the_set(
    tmp_path: Path, files: dict[str, str], old: str, new: str, what: str
) -> None:
    found = read_files(tmp_path, changed(files, "manifest.csv", old, new))
    assert not found.is_whole
    assert found.people == []
    assert what in str(found.rejections[0].what)
    assert found.rejections[0].place.file == "manifest.csv"


def test_a_set_without_its_manifest_is_recognised_and_refused(tmp_path: Path, files: dict[str, str]) -> None:
    found = read_files(tmp_path, {name: text for name, text in files.items() if name != "manifest.csv"})
    assert "no manifest.csv" in str(found.rejections[0].what)
    assert "OneRoster 1.1 or 1.2" in str(found.rejections[0].mend)


def test_a_promised_file_that_is_not_there_stops_the_set(tmp_path: Path, files: dict[str, str]) -> None:
    found = read_files(tmp_path, {name: text for name, text in files.items() if name != "demographics.csv"})
    assert "promises demographics.csv" in str(found.rejections[0].what)
    assert not found.is_whole


def test_a_file_nobody_promised_is_not_read_and_said(tmp_path: Path, files: dict[str, str]) -> None:
    found = read_files(tmp_path, {**files, "grades.csv": "a,b\n1,2\n"})
    assert found.is_whole
    assert [each.place.file for each in found.notices if "does not promise" in str(each.what)] == [
        "grades.csv"
    ]


@pytest.mark.parametrize(
    ("file", "column"), [("users.csv", "givenName"), ("enrollments.csv", "role"), ("orgs.csv", "type")]
)
def test_a_required_column_that_is_missing_stops_the_set(
    tmp_path: Path, files: dict[str, str], file: str, column: str
) -> None:
    found = read_files(tmp_path, changed(files, file, column, f"{column}X"))
    assert not found.is_whole
    assert [(each.place.file, each.place.column) for each in found.rejections] == [(file, column)]


def test_version_1_1_needs_roles_in_users_and_version_1_2_in_their_own_file(tmp_path: Path) -> None:
    first = small_set(tmp_path, version="1.1")
    found = read_files(tmp_path, changed(first, "users.csv", ",role,", ",rolle,"))
    assert [each.place.column for each in found.rejections] == ["role"]
    second = changed(
        small_set(tmp_path, version="1.2"), "manifest.csv", "file.roles,bulk", "file.roles,absent"
    )
    assert "The set has no roles.csv" in read_files(tmp_path, second).told()
