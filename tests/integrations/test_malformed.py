"""Whatever is wrong with an upload, people get sentences, soon, and nothing else happens."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from stafet.integrations.child import Job, items_of
from stafet.integrations.protocol import Finished, Item
from stafet.integrations.reading import read_in_child
from stafet.kernel.records import Place, Rejection
from stafet.kernel.sentences import sentence
from tests.goals.record import many, measured
from tests.integrations.building import put, sort_items
from tests.integrations.malformed import (
    NUMBER,
    SETTINGS,
    MalformedFile,
    assert_said_in_every_language,
    assert_told_well,
    fault_count,
    malformed_files,
    sound_files,
)

ROUNDS = many(4, 45)
SECONDS = 2.0
"""How long one malformed file may take, of processor time."""


@pytest.mark.parametrize("round_number", range(ROUNDS))
def test_every_malformed_file_is_told_well(tmp_path: Path, round_number: int) -> None:
    for file in malformed_files(seed=round_number, count=fault_count()):
        path = put(tmp_path, file.name, file.content)
        started = time.process_time()
        told = _read(path, file)
        assert_told_well(file, told)
        assert_said_in_every_language(file, told)
        assert time.process_time() - started < SECONDS, f"{file.fault} took too long"
    measured("malformed", fault_count(), f"{fault_count()} kinds of fault")
    measured("told", 100)


def _read(path: Path, file: MalformedFile) -> list[Item]:
    # Here, not in the reading process, wherever possible: there an error of ours would look like a refusal.
    if file.needs_child:
        return list(read_in_child(path, settings=SETTINGS))
    return list(items_of(Job(str(path), file.name, "", SETTINGS)))


def test_the_corpus_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    def corpus(seed: int) -> list[bytes]:
        return [
            file.content
            for file in malformed_files(seed=seed, count=fault_count())
            if file.name.endswith(".csv")
        ]

    assert corpus(1) == corpus(1)
    assert corpus(1) != corpus(2)


def test_what_the_corpus_is_made_from_is_read_without_a_rejection(tmp_path: Path) -> None:
    """Otherwise the corpus would prove nothing: every file would be refused for the same reason."""
    for file in sound_files(seed=1):
        found = sort_items(_read(put(tmp_path, file.name, file.content), file))
        assert found.rejections == [], file.fault
        assert found.is_whole


WHERE = Place("elever.csv", 2, "CPR")
WHAT, MEND = sentence("Wrong."), sentence("Mend it.")


@pytest.mark.parametrize(
    ("items", "noticed"),
    [
        ([Finished(whole=True)], "nothing was rejected"),
        ([Rejection(WHERE, WHAT, MEND)], "does not end"),
        ([Rejection(Place(""), WHAT, MEND), Finished(whole=True)], "no file is named"),
        ([Rejection(WHERE, WHAT, sentence("")), Finished(whole=True)], "planted"),
        (
            [Rejection(WHERE, sentence(f"“{NUMBER}” is wrong."), MEND), Finished(whole=True)],
            "number is repeated",
        ),
        ([Finished(whole=True), Rejection(WHERE, WHAT, MEND)], "does not end"),
    ],
)
def test_the_checks_notice_a_reader_that_tells_badly(items: list[Item], noticed: str) -> None:
    with pytest.raises(AssertionError, match=noticed):
        assert_told_well(MalformedFile("planted", "elever.csv", b""), items)
