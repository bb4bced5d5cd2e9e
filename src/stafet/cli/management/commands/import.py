"""``stafet import``: load a register from the command line, with the same two stages as in the browser."""  # noqa: N999

from __future__ import annotations

import io
import zipfile
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path

from django.core.management.base import BaseCommand

from stafet.access import api as access
from stafet.integrations import loading
from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.kernel.countries import Country
from stafet.kernel.sentences import SentenceError, sentence
from stafet.organisations import api as organisations
from stafet.registers import api as registers


class CannotImport(SentenceError):
    """The command was asked for something that is not there."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the command line says."""

    file: Path
    source: str
    municipality: str
    format: str
    mapping: str
    apply: bool
    accepted_rows_only: bool
    losses: int | None
    report: Path | None


class Command(BaseCommand):
    """Read a file, show what it would do, and do it when told so."""

    help = "Load a register: without --apply it only shows what the file would do."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the file, a zip of files, or a folder that holds them")
        parser.add_argument("--source", required=True, help="the register's name")
        parser.add_argument("--municipality", default="", help="its code; not needed where there is only one")
        parser.add_argument(
            "--format",
            default="",
            choices=["", *registers.SourceFormat.values],
            help="writes the register down if it is new: what its files look like",
        )
        parser.add_argument("--mapping", default="", help="the name of a saved column mapping")
        parser.add_argument("--apply", action="store_true", help="do it, all of it or nothing")
        parser.add_argument(
            "--accepted-rows-only",
            action="store_true",
            help="apply the rows that can be, and leave out the others",
        )
        parser.add_argument("--losses", type=int, help="confirm how many places may end or go missing")
        parser.add_argument("--report", type=Path, help="write the rows that can't be applied to this CSV")

    def handle(self, *args: object, **options: object) -> None:
        names = _Wish.__dataclass_fields__
        wish = _Wish(**{name: options[name] for name in names})  # type: ignore[arg-type]
        municipality = _municipality(wish.municipality)
        load = _received(wish, municipality)
        loading.read_load(load.pk, municipality.pk)
        self._compare(load)
        shown = self._show(load)
        if wish.report is not None:
            self._report(load, wish.report)
        if wish.apply and shown.progress.state == registers.LoadState.PREVIEWED:
            self._apply(load, wish)
        else:
            _discard(load)
            self.stdout.write("Nothing was changed.")

    def _compare(self, load: registers.Load) -> None:
        with access.job_scope(load.municipality_id):
            state = registers.progress(load.pk).state
        if state == registers.LoadState.READ:
            loading.compare_load(load.pk, load.municipality_id)

    def _show(self, load: registers.Load) -> registers.Preview:
        with access.job_scope(load.municipality_id):
            shown = registers.preview(load.pk)
        for line in _lines(shown):
            self.stdout.write(line)
        return shown

    def _report(self, load: registers.Load, path: Path) -> None:
        with access.job_scope(load.municipality_id):
            path.write_text(registers.load_report(load.pk, say=str), encoding="utf-8", newline="")
        self.stdout.write(f"The rows that can't be applied stand in {path.name}.")

    def _apply(self, load: registers.Load, wish: _Wish) -> None:
        rows = registers.WhichRows.ACCEPTED_ONLY if wish.accepted_rows_only else registers.WhichRows.ALL
        try:
            with access.job_scope(load.municipality_id):
                registers.order_apply(
                    load_id=load.pk, rows=rows, losses_confirmed=wish.losses, by=SYSTEM, at=clock.now()
                )
            loading.apply_load(load.pk, load.municipality_id)
        except SentenceError:
            _discard(load)
            raise
        self.stdout.write("Applied.")
        with access.job_scope(load.municipality_id):
            for written in registers.explain_load(load.pk).written:
                self.stdout.write(f"  {written.what.replace('_', ' '):<16}{written.rows:>8}")


def _municipality(code: str) -> organisations.Municipality:
    found = organisations.Municipality.objects.order_by("country", "code")
    if code:
        found = found.filter(code=code)
    known = list(found[:2])
    if len(known) == 1:
        return known[0]
    if known:
        raise CannotImport(
            sentence("There are several municipalities. Say which one with --municipality CODE.")
        )
    raise CannotImport(sentence("There is no municipality with the code “%(code)s”.", code=code))


def _received(wish: _Wish, municipality: organisations.Municipality) -> registers.Load:
    content = _content(wish.file)
    with access.job_scope(municipality.pk):
        source = _source(wish, municipality)
        return registers.receive_upload(
            source=source, file_name=wish.file.name, content=content, by=SYSTEM, at=clock.now()
        )


def _source(wish: _Wish, municipality: organisations.Municipality) -> registers.Source:
    mapping = _mapping(wish, municipality)
    known = registers.Source.objects.filter(
        municipality_id=municipality.pk, name=wish.source, retired_at=None
    )
    source = known.select_related("mapping").first()
    if source is None and not wish.format:
        raise CannotImport(
            sentence(
                "There is no register called “%(name)s”. If it is new, say what its files look like with --format.",
                name=wish.source,
            )
        )
    if source is not None and (mapping is None or source.mapping_id == mapping.pk):
        return source
    draft = registers.SourceDraft(
        name=wish.source,
        format=registers.SourceFormat(wish.format or (source.format if source else "")),
        country=Country(municipality.country),
        mapping_id=mapping.pk if mapping else None,
    )
    if source is not None:
        return registers.change_source(source=source, draft=draft, by=SYSTEM, at=clock.now())
    return registers.create_source(municipality_id=municipality.pk, draft=draft, by=SYSTEM, at=clock.now())


def _mapping(wish: _Wish, municipality: organisations.Municipality) -> registers.Mapping | None:
    if not wish.mapping:
        return None
    saved = registers.Mapping.objects.filter(municipality_id=municipality.pk, name=wish.mapping)
    mapping = saved.order_by("-version").first()
    if mapping is None:
        raise CannotImport(sentence("There is no column mapping called “%(name)s”.", name=wish.mapping))
    return mapping


def _content(path: Path) -> bytes:
    """The file's bytes; a folder's files as one zip."""
    if path.is_file():
        return path.read_bytes()
    if not path.is_dir():
        raise CannotImport(sentence("There is no file or folder called “%(name)s”.", name=path.name))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(
            each for each in path.iterdir() if each.is_file() and not each.name.startswith(".")
        ):
            archive.write(file, file.name)
    return packed.getvalue()


def _discard(load: registers.Load) -> None:
    with access.job_scope(load.municipality_id):
        if registers.progress(load.pk).state != registers.LoadState.APPLIED:
            registers.discard_load(load_id=load.pk, by=SYSTEM, at=clock.now())


def _lines(shown: registers.Preview) -> list[str]:
    problem = shown.progress.problem
    lines = [f"{shown.file_name}: {shown.progress.rows_done} rows from “{shown.source_name}”"]
    if problem is not None:
        lines.append(f"  {problem.what} {problem.mend}")
    lines += [f"  {verdict.value:<12}{shown.total(verdict):>8}" for verdict in registers.Verdict]
    lines += [f"  {group.rows:>6} × {group.what} {group.mend or ''}".rstrip() for group in shown.groups]
    lines += [
        f"  {each.effect.value.replace('_', ' ')}: {each.people} at {each.organisation_name or 'nowhere yet'}"
        for each in shown.consequences
    ]
    if shown.losses.count:
        lines.append(f"  {shown.losses.count} of {shown.losses.base} places would end or go missing.")
    return [*lines, *(f"  note: {notice.what}" for notice in shown.notices)]
