"""Faults of sets: manifests, columns, references, changes."""

from __future__ import annotations

import random
import re

from tests.integrations.malformed.sound import NUMBER, Maker, MalformedFile, as_set, sound_set, word


def missing_manifest(chance: random.Random) -> MalformedFile:
    files = sound_set(chance)
    del files["manifest.csv"]
    return as_set("missing manifest", files, chance)


def wrong_version(chance: random.Random) -> MalformedFile:
    files = sound_set(chance)
    version = chance.choice(["1.0", "2.0", "", "ny", "1", NUMBER])
    files["manifest.csv"] = re.sub(
        r"oneroster\.version,1\.\d", f"oneroster.version,{version}", files["manifest.csv"]
    )
    return as_set("wrong version", files, chance)


def promised_but_missing(chance: random.Random) -> MalformedFile:
    files = sound_set(chance)
    del files[chance.choice(["users.csv", "orgs.csv", "classes.csv", "enrollments.csv", "demographics.csv"])]
    return as_set("promised but missing", files, chance)


def missing_required_column(chance: random.Random) -> MalformedFile:
    files = sound_set(chance)
    name, column = chance.choice(
        [
            ("users.csv", "familyName"),
            ("orgs.csv", "name"),
            ("enrollments.csv", "userSourcedId"),
            ("classes.csv", "title"),
        ]
    )
    files[name] = files[name].replace(column, word(chance), 1)
    return as_set("missing required column", files, chance)


def orphan_reference(chance: random.Random) -> MalformedFile:
    files = sound_set(chance)
    group, school, person = chance.choice(
        [("9a", "s1", "nobody"), ("nowhere", "s1", "p1"), ("9a", "none", "p1")]
    )
    files["enrollments.csv"] += f"e-orphan,,,{group},{school},{person},student,false,,\n"
    return as_set("orphan reference", files, chance)


def contradicting_set_rows(chance: random.Random) -> MalformedFile:
    files = sound_set(chance)
    name = chance.choice(["users.csv", "orgs.csv", "classes.csv", "enrollments.csv", "demographics.csv"])
    last = files[name].rstrip("\n").splitlines()[-1].split(",")
    last[3] = f"{last[3]}9"
    files[name] += ",".join(last) + "\n"
    return as_set("contradicting rows in a set", files, chance)


def change_without_status(chance: random.Random) -> MalformedFile:
    files = sound_set(chance)
    files["manifest.csv"] = files["manifest.csv"].replace("file.users,bulk", "file.users,delta")
    return as_set("change without status", files, chance)


def empty_member(chance: random.Random) -> MalformedFile:
    files = sound_set(chance)
    files[chance.choice(["users.csv", "orgs.csv", "enrollments.csv", "manifest.csv"])] = ""
    return as_set("empty member", files, chance)


def _sync_set(sections: str, students: str, enrolled: str) -> dict[str, str]:
    """The six files of a classic School Data Sync set, as far as they are read."""
    return {
        "School.csv": "SIS ID,Name\n1,Åskolen\n",
        "Section.csv": f"SIS ID,School SIS ID,Term StartDate,Term EndDate\n{sections}\n",
        "Student.csv": f"SIS ID,School SIS ID,First Name,Last Name,Birthdate\n{students}\n",
        "StudentEnrollment.csv": f"Section SIS ID,SIS ID\n{enrolled}\n",
    }


def undecided_dates_in_a_sync_set(chance: random.Random) -> MalformedFile:
    born = f"{chance.randint(1, 5)}/{chance.randint(6, 12)}/2011"
    files = _sync_set("7,1,2026-08-10,2027-06-26", f"9,1,{word(chance)},Haddad,{born}", "7,9")
    return as_set("undecided dates in a sync set", files, chance)


def orphan_in_a_sync_set(chance: random.Random) -> MalformedFile:
    student = f"9,1,{word(chance)},Haddad,2011-03-04"
    enrolled = chance.choice(["8,9", "7,8", "8,8"])
    return as_set("orphan in a sync set", _sync_set("7,1,2026-08-10,2027-06-26", student, enrolled), chance)


def sync_set_without_its_sections(chance: random.Random) -> MalformedFile:
    files = _sync_set("7,1,,", f"9,1,{word(chance)},Haddad,", "7,9")
    del files[chance.choice(["Section.csv", "School.csv"])]
    return as_set("sync set that lacks a file", files, chance)


FAULTS: tuple[Maker, ...] = (
    undecided_dates_in_a_sync_set,
    orphan_in_a_sync_set,
    sync_set_without_its_sections,
    missing_manifest,
    wrong_version,
    promised_but_missing,
    missing_required_column,
    orphan_reference,
    contradicting_set_rows,
    change_without_status,
    empty_member,
)
