"""Gro at the pages of the registers: what she fills in, what she uploads, and what the pages answer."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast
from uuid import UUID

import psycopg
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cast import Cast
from tests.conftest import NOW
from tests.integrations.building import put
from tests.registers.desk import Told, place, pupils
from tests.registers.worker import work
from tests.web.components.tree import Node
from tests.web.conftest import Answer, ClientFor, read, tree

from stafet.access import api as access
from stafet.integrations import jobs, loading
from stafet.integrations.mapping import ColumnMapping
from stafet.integrations.tables.look import headers_and_sample
from stafet.integrations.upload import open_upload
from stafet.kernel.countries import Country
from stafet.registers import api as registers
from stafet.web import sources_forms

Sent = tuple[str, str | bytes]
"""What a file is called, and what is in it."""

HEADINGS = "Elev-id;Fornavn;Efternavn;Født;Skole;Klasse;Klassetrin"
"""Of a table whose every column is known by its heading."""

DAY = {"date_order": "day_first"}
"""Danish tables write the day first."""


def pupils_table(*numbers: int, headings: str = HEADINGS) -> str:
    """A table of pupils of 9.A at the school of the cast; nobody in it exists."""
    return lines(headings, *(f"{n};Elev{n};Hansen;04-05-2011;Bakkeskolen;9.A;9" for n in numbers))


def lines(*rows: str) -> str:
    """Rows of a file."""
    return "\n".join(rows) + "\n"


TABLE: Sent = ("elever.csv", pupils_table(1, 2))

ANSWERS = {
    "column_0": "person_id",
    "column_1": "given_names",
    "column_2": "family_name",
    "column_3": "birth_date",
    "column_4": "school_name",
    "column_5": "class_name",
    "column_6": "grade",
}
"""What the columns of ``TABLE`` are, as the page suggests it."""

YES = {"csrfmiddlewaretoken": "as a browser sends it"}
"""A button was pressed, and nothing else was to be filled in."""


@dataclass(frozen=True, slots=True)
class Keeper:
    """Gro, logged in."""

    everyone: Cast
    client: Client
    database: psycopg.Connection

    def add(self, **answers: str) -> UUID:
        """Write a register down, answered like this and else as usual. Returns its key."""
        said = register(**answers)
        draft = registers.SourceDraft(
            name=said["name"],
            format=registers.SourceFormat(said["format"]),
            country=Country(said["country"]),
            date_order=registers.DateOrder(said["date_order"]),
            activity=said["activity"],
            organisation_id=UUID(said["organisation"]) if said["organisation"] else None,
            stale_after_days=int(said["stale_after_days"]) if said["stale_after_days"] else None,
        )
        home, by = self.everyone.hedeby.pk, access.actor_for(self.everyone.gro, at=NOW)
        with access.user_scope(by.user_id):
            return registers.create_source(municipality_id=home, draft=draft, by=by, at=NOW).pk

    def upload(self, source_id: UUID, *files: Sent, **more: object) -> Answer:
        """Choose files on the register's page and send them."""
        return self.client.post(f"/registers/{source_id}/upload/", {"file": chosen(files), **more})

    def loaded(self, source_id: UUID, *files: Sent) -> UUID:
        """Upload what is recognised, and let it be read and compared. Returns the load."""
        answer = self.upload(source_id, *files)
        assert answer.status_code == 302, read(answer)
        work()
        return self.newest()

    def put(self, source_id: UUID, file: Sent) -> UUID:
        """A file, in the house as if uploaded; nobody has looked at it yet. Returns the load."""
        by = access.actor_for(self.everyone.gro, at=NOW)
        content = file[1] if isinstance(file[1], bytes) else file[1].encode()
        with access.user_scope(by.user_id):
            source = registers.Source.objects.get(pk=source_id)
            return registers.receive_upload(
                source=source, file_name=file[0], content=content, by=by, at=NOW
            ).pk

    def knows(self, source_id: UUID, file: Sent, *, unused: str = "") -> None:
        """The columns of such a table have been said to be what they seem, but for one that is not used."""
        with TemporaryDirectory() as folder:
            (look,) = headers_and_sample(open_upload(put(Path(folder), *file)))
        columns = tuple(each for each in look.suggestion.columns if each.heading != unused)
        mapping: ColumnMapping = replace(look.suggestion, columns=columns)
        home, by = self.everyone.hedeby.pk, access.actor_for(self.everyone.gro, at=NOW)
        with access.user_scope(by.user_id):
            source = registers.Source.objects.get(pk=source_id)
            saved = registers.save_mapping(
                municipality_id=home,
                name=source.name,
                content=loading.mapping_to_text(mapping),
                by=by,
                at=NOW,
            )
            draft = sources_forms.with_mapping(sources_forms.draft_of(source), saved.pk)
            registers.change_source(source=source, draft=draft, by=by, at=NOW)

    def taken(self, source_id: UUID, file: Sent) -> UUID:
        """A file of a register that is described, read and compared. Returns the load."""
        load_id = self.put(source_id, file)
        with access.user_scope(self.everyone.gro.pk):
            jobs.start_reading(registers.Load.objects.get(pk=load_id))
        work()
        return load_id

    def described(self, source_id: UUID, file: Sent, *, sheet: str = "", **answers: str) -> UUID:
        """A table, its columns said to be what they seem but for these answers, and read. Returns the load."""
        load_id = self.put(source_id, file)
        said = self.say_columns(load_id, sheet=sheet, **answers)
        assert said.status_code == 302, read(said)
        work()
        return load_id

    def say_columns(self, load_id: UUID, *, sheet: str = "", **answers: str) -> Answer:
        """Send the page of columns as it is filled in, but for these answers."""
        address = f"/loads/{load_id}/columns/{sheet}"
        return self.client.post(address, {**filled_in(self.page(address)), **answers})

    def comes_back(self) -> None:
        """Log in again, as whoever stayed away for ten hours must."""
        self.client.force_login(self.everyone.gro)

    def page(self, address: str) -> Node:
        """A page as a tree."""
        return tree(self.client.get(address))

    def text(self, address: str) -> str:
        """A page as it is read."""
        return read(self.client.get(address))

    def newest(self) -> UUID:
        """The load that came last."""
        return cast(
            "UUID", self.value("SELECT id FROM registers_load ORDER BY received_at DESC, id DESC LIMIT 1")
        )

    def state(self, load_id: UUID) -> str:
        """Where a load stands."""
        return str(self.value("SELECT state FROM registers_load WHERE id = %s", load_id))

    def value(self, statement: str, *values: object) -> object:
        """The one value of a query, behind the fences."""
        found = self.database.execute(statement, values or None).fetchall()
        assert len(found) == 1, found
        return found[0][0]

    def values(self, statement: str, *values: object) -> list[object]:
        """The first column of a query, behind the fences."""
        return [row[0] for row in self.database.execute(statement, values or None).fetchall()]

    def count(self, table: str, where: str = "true") -> int:
        """How many rows a table has, behind the fences."""
        return int(str(self.value(f"SELECT count(*) FROM {table} WHERE {where}")))

    def looks(self) -> list[object]:
        """What the read log says was shown, oldest first."""
        return self.values("SELECT view FROM audit_reading WHERE result = 'shown' ORDER BY at, id")


def keeper(everyone: Cast, client_for: ClientFor, database: psycopg.Connection) -> Keeper:
    """Gro at her browser."""
    return Keeper(everyone, client_for(everyone.gro), database)


def register(**answers: str) -> dict[str, str]:
    """The form of a register, filled in."""
    usual = {
        "name": "School register",
        "format": "oneroster",
        "organisation": "",
        "mode": "bulk",
        "country": "dk",
        "date_order": "year_first",
        "end_dates": "",
        "activity": "",
        "stale_after_days": "",
    }
    return {**usual, **answers}


def chosen(files: Iterable[Sent]) -> list[SimpleUploadedFile]:
    """Files as a browser sends them."""
    return [
        SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
        for name, content in files
    ]


def filled_in(page: Node) -> dict[str, str]:
    """What a form would send if its button was pressed now."""
    form = page.one("main").all("form")[0]
    found = {
        field.get("name"): field.get("value")
        for field in form.all("input")
        if field.get("type") not in {"radio", "checkbox", "file"} or "checked" in field.attributes
    }
    for select in form.all("select"):
        marked = [option for option in select.all("option") if "selected" in option.attributes]
        found[select.get("name")] = (marked or select.all("option"))[0].get("value")
    return {name: value for name, value in found.items() if name and name != "csrfmiddlewaretoken"}


def field_group(page: Node, name: str) -> Node:
    """The group of a field: its label, hint, error and control."""
    groups = [
        group
        for group in page.all("div", css="form-group")
        if any(node.get("name") == name for node in group.all("input", "select", "textarea"))
    ]
    assert len(groups) == 1, f"{len(groups)} of {name}"
    return groups[0]


def errors(page: Node) -> str:
    """What the summary of a form says is wrong."""
    return page.one("div", css="error-summary").text


def another_coordinator(everyone: Cast) -> access.User:
    """Somebody who does for another municipality what Gro does for Hedeby."""
    user = access.User(email="karla@example.org", name="Karla Kok", language="en")
    with access.job_scope(everyone.elsewhere.pk):
        user.save()
        access.Membership.objects.create(
            user=user, organisation=everyone.other_guidance, role=access.Role.COORDINATOR, starts_at=NOW
        )
    return user


def all_others(everyone: Cast) -> list[access.User]:
    """Everyone who may not load registers of Hedeby, whoever does it elsewhere among them."""
    here = [everyone.bo, everyone.carl, everyone.ditte, everyone.freja, everyone.tove, everyone.viggo]
    return [*here, another_coordinator(everyone)]


def members(roster: Sent) -> list[Sent]:
    """The files of a set."""
    assert isinstance(roster[1], bytes)
    with zipfile.ZipFile(io.BytesIO(roster[1])) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def wrong(*more: object) -> Told:
    """Two pupils, and a place that belongs to nobody."""
    return [*pupils(2), place(7), *more]


def waiting(gro: Keeper, file: Sent, **answers: str) -> str:
    """A table of a register nobody has described, in the house. Returns the address of the page that asks."""
    source_id = gro.add(**{"name": "Tables", "format": "mapped", **DAY, **answers})
    return f"/loads/{gro.put(source_id, file)}/columns/"


def suggested(page: Node) -> dict[str, str]:
    """What each column is taken for, by its heading."""
    filled = filled_in(page)
    named = {name: field_group(page, name).one("label").text for name in filled if name.startswith("column_")}
    return {heading: filled[name] for name, heading in named.items()}


def example(page: Node, name: str) -> str:
    """What stands below the label of a field."""
    return field_group(page, name).one("span", css="form-hint").text
