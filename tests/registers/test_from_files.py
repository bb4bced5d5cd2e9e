"""From a file on a desk to the applied load: the command line, the jobs, and what stops them."""

from __future__ import annotations

import zipfile
from io import StringIO
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from django.core.management import call_command

from stafet.access import api as access
from stafet.integrations import jobs, loading
from stafet.integrations.mapping import ColumnMapping, Field, MappedColumn
from stafet.kernel.sentences import SentenceError
from stafet.registers import api as registers
from tests.cast import Cast
from tests.conftest import NOW
from tests.goals.record import measured
from tests.registers.desk import Desk, desk
from tests.registers.files import oneroster
from tests.registers.worker import work


@pytest.fixture
def at(everyone: Cast, database: psycopg.Connection) -> Desk:
    return desk(everyone, database)


def run(file: Path, *words: str, source: str = "School register") -> str:
    """``stafet import`` in Hedeby. Returns what it said."""
    said = StringIO()
    call_command("import", str(file), "--source", source, "--municipality", "999", *words, stdout=said)
    return said.getvalue()


def test_without_apply_the_command_only_shows(at: Desk, tmp_path: Path) -> None:
    said = run(oneroster(tmp_path / "set.zip", 3))
    assert "new                6" in said
    assert "changed            2" in said
    assert "taken in: 3 at Bakkeskolen" in said
    assert "Nothing was changed." in said
    assert at.count("people_person") == 0
    assert at.value("SELECT state FROM registers_load") == "discarded"


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_the_command_applies_a_oneroster_set(at: Desk, tmp_path: Path, version: str) -> None:
    assert "Applied." in run(oneroster(tmp_path / "set.zip", 3, version=version), "--apply")
    assert at.count("people_person") == 3
    assert at.count("responsibility_coverage", "ends_on IS NULL") == 3
    assert at.value("SELECT count(DISTINCT unit_id) FROM pathways_spell") == 1


def test_a_folder_is_loaded_like_a_zip(at: Desk, tmp_path: Path) -> None:
    with zipfile.ZipFile(oneroster(tmp_path / "set.zip", 3)) as archive:
        archive.extractall(tmp_path / "set")
    run(tmp_path / "set", "--apply")
    assert at.count("people_person") == 3


def test_the_same_file_twice_on_the_command_line_writes_nothing_the_second_time(
    at: Desk, tmp_path: Path
) -> None:
    file = oneroster(tmp_path / "set.zip", 3)
    run(file, "--apply")
    said = run(file, "--apply")
    assert "unchanged          8" in said
    assert all(line.endswith(" 0") for line in said.split("Applied.")[1].strip().splitlines())


@pytest.mark.parametrize("name", ["sds-classic-100", "sds-v2.1"])
def test_a_roster_nobody_here_wrote_is_shown_applied_and_the_same_again(at: Desk, name: str) -> None:
    folder = Path(__file__).resolve().parents[1] / "data" / name
    words = ["--format", "school_data_sync", "--apply", "--accepted-rows-only"]
    said = run(folder, *words, source="Rosters")
    assert "Applied." in said
    people = at.count("people_person")
    assert people > 0
    again = run(folder, *words, source="Rosters")
    assert all(line.endswith(" 0") for line in again.split("Applied.")[1].strip().splitlines())
    assert at.count("people_person") == people


def test_a_new_register_is_written_down_when_its_format_is_told(at: Desk, tmp_path: Path) -> None:
    file = oneroster(tmp_path / "set.zip", 3)
    with pytest.raises(SentenceError, match="There is no register called “Other”"):
        run(file, source="Other")
    run(file, "--format", "oneroster", "--apply", source="Other")
    assert at.count("people_person") == 3


def test_half_a_file_is_refused_until_the_number_is_confirmed(at: Desk, tmp_path: Path) -> None:
    run(oneroster(tmp_path / "whole.zip", 20), "--apply")
    half = oneroster(tmp_path / "half.zip", 10)
    with pytest.raises(registers.LossesNotConfirmed, match="10 of 20 places"):
        run(half, "--apply")
    assert at.count("pathways_spell", "missing_since IS NOT NULL") == 0
    run(half, "--apply", "--losses", "10")
    assert at.count("pathways_spell", "missing_since IS NOT NULL") == 10


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notes.txt", b"dear all,\nno table here"),
        ("broken.zip", b"PK\x03\x04broken"),
        ("empty.zip", b""),
        ("a.pdf", b"%PDF-1.7"),
    ],
)
def test_what_is_no_register_is_refused_with_a_sentence_and_changes_nothing(
    at: Desk, tmp_path: Path, name: str, content: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    said = run(file, "--apply")
    assert "Nothing was changed." in said
    assert at.value("SELECT problem IS NOT NULL, rows_done < 2 FROM registers_load") == (True, True)
    measured("partial", at.count("people_person"), "files that are no register")
    assert at.count("people_person") == 0


def test_the_report_is_written_beside(at: Desk, tmp_path: Path) -> None:
    table = tmp_path / "pupils.csv"
    table.write_text(
        "Elev-ID;Fornavn;Efternavn;Skole;Klassetrin\n1;Amina;Holm;Bakkeskolen;99\n", encoding="utf-8"
    )
    mapping = ColumnMapping(
        (
            MappedColumn("Elev-ID", Field.PERSON_ID),
            MappedColumn("Fornavn", Field.GIVEN_NAMES),
            MappedColumn("Efternavn", Field.FAMILY_NAME),
            MappedColumn("Skole", Field.SCHOOL_NAME),
            MappedColumn("Klassetrin", Field.GRADE),
        )
    )
    with at.job():
        registers.save_mapping(
            municipality_id=at.everyone.hedeby.pk,
            name="Pupils",
            content=loading.mapping_to_text(mapping),
            by=at.by,
            at=NOW,
        )
    words = ["--format", "mapped", "--mapping", "Pupils", "--report", str(tmp_path / "report.csv")]
    run(table, *words, source="Spreadsheet")
    report = (tmp_path / "report.csv").read_text(encoding="utf-8")
    assert "pupils.csv;2;Klassetrin" in report
    table.write_text(
        "Elev-ID;Fornavn;Efternavn;Skole;Klassetrin\n1;Amina;Holm;Bakkeskolen;9\n", encoding="utf-8"
    )
    run(table, *words, "--apply", source="Spreadsheet")
    assert at.value("SELECT given_names, family_name FROM people_person") == ("Amina", "Holm")


def test_a_saved_mapping_is_read_back_as_it_was() -> None:
    mapping = ColumnMapping((MappedColumn("Fødselsdag", Field.BIRTH_DATE),), sheet="Elever", header_row=3)
    assert loading.mapping_from_text(loading.mapping_to_text(mapping)) == mapping


def received(at: Desk, file: Path) -> registers.Load:
    """Upload in the browser: received, and a job asked for."""
    with access.user_scope(at.by.user_id):
        load = registers.receive_upload(
            source=registers.Source.objects.get(pk=at.source_id),
            file_name=file.name,
            content=file.read_bytes(),
            by=at.by,
            at=NOW,
        )
        jobs.start_reading(load)
        assert at.count("procrastinate_jobs") == 0, "asked for before the upload is committed"
    return load


def test_in_the_browser_a_job_reads_compares_and_applies(at: Desk, tmp_path: Path) -> None:
    load = received(at, oneroster(tmp_path / "set.zip", 3))
    work()
    assert at.shown(load.pk).progress.state is registers.LoadState.PREVIEWED
    with access.user_scope(at.by.user_id):
        ordered = registers.order_apply(
            load_id=load.pk, rows=registers.WhichRows.ALL, losses_confirmed=None, by=at.by, at=NOW
        )
        jobs.start_applying(ordered)
    work()
    assert at.shown(load.pk).progress.state is registers.LoadState.APPLIED
    assert at.count("responsibility_coverage", "ends_on IS NULL") == 3
    assert at.count("audit_change", f"action = 'registers.apply_load' AND by_id = '{at.by.user_id}'") == 1


def test_a_task_carries_two_keys_and_nothing_else(at: Desk, tmp_path: Path) -> None:
    load = received(at, oneroster(tmp_path / "set.zip", 1))
    assert at.value("SELECT args FROM procrastinate_jobs") == {
        "load_id": str(load.pk),
        "municipality_id": str(load.municipality_id),
    }


def test_an_upload_that_is_rolled_back_asks_for_no_job(at: Desk, tmp_path: Path) -> None:
    class Undone(Exception):
        pass

    with pytest.raises(Undone), access.user_scope(at.by.user_id):  # noqa: PT012  # undone after both
        load = registers.receive_upload(
            source=registers.Source.objects.get(), file_name="x", content=b"x", by=at.by, at=NOW
        )
        jobs.start_reading(load)
        raise Undone
    assert at.count("procrastinate_jobs") == 0


def test_what_has_changed_since_the_preview_is_shown_before_it_is_applied(at: Desk, tmp_path: Path) -> None:
    load = received(at, oneroster(tmp_path / "set.zip", 3))
    work()
    at.order(load.pk)
    at.database.execute(
        "UPDATE organisations_organisation SET name = 'Bakkeskolen (lukket)' WHERE name = 'Bakkeskolen'"
    )
    jobs.apply(load_id=str(load.pk), municipality_id=str(load.municipality_id))
    shown = at.shown(load.pk)
    assert shown.progress.state is registers.LoadState.PREVIEWED
    assert shown.progress.problem is not None
    assert "changed since the preview" in str(shown.progress.problem.what)
    assert at.count("people_person") == 0
    at.apply(load.pk)
    assert at.count("people_person") == 3


def test_a_fault_of_ours_is_told_in_the_load_and_never_names_anybody(
    at: Desk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    load = received(at, oneroster(tmp_path / "set.zip", 3))
    work()
    at.order(load.pk)
    at.database.execute(
        "CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'disk full while writing Elev1 Hansen'; END $$;"
        " CREATE TRIGGER refuse BEFORE INSERT ON pathways_spell FOR EACH ROW EXECUTE FUNCTION public.refuse()"
    )
    try:
        jobs.apply(load_id=str(load.pk), municipality_id=str(load.municipality_id))
    finally:
        at.database.execute("DROP TRIGGER refuse ON pathways_spell; DROP FUNCTION public.refuse()")
    problem = at.shown(load.pk).progress.problem
    assert problem is not None
    assert "Nothing has been changed" in str(problem.what)
    assert at.count("people_person") == 0
    assert "Elev1" not in caplog.text
    assert str(load.pk) in caplog.text
    at.apply(load.pk)
    assert at.count("people_person") == 3


def test_keys_of_a_file_without_keys_are_the_register_s_own(at: Desk) -> None:
    with at.job():
        source = registers.Source.objects.get()
    another = registers.Source(pk=UUID(int=7), country="dk", date_order="year_first")
    assert loading.reader_settings(source).key != loading.reader_settings(another).key
