"""Gro at the pages of the registers: what she fills in, what she uploads, and a worker that does what was asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast
from uuid import UUID

import psycopg
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from tests.cast import Cast
from tests.conftest import NOW
from tests.web.components.tree import Node
from tests.web.conftest import Answer, ClientFor, read, tree

from stafet.access import api as access
from stafet.integrations import jobs
from stafet.registers import api as registers

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


@dataclass(frozen=True, slots=True)
class Keeper:
    """Gro, logged in."""

    everyone: Cast
    client: Client
    database: psycopg.Connection

    def add(self, **answers: str) -> UUID:
        """Write a register down on its page. Returns its key."""
        answer = self.client.post("/registers/new/", register(**answers))
        assert answer.status_code == 302, read(answer)
        return UUID(answer.headers["Location"].split("/")[2])

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


def work() -> None:
    """Let a worker do what waits."""

    async def until_nothing_waits() -> None:
        with app.replace_connector(cast("DjangoConnector", app.connector).get_worker_connector()) as worker:
            async with worker.open_async():
                await worker.run_worker_async(
                    queues=[jobs.QUEUE], wait=False, install_signal_handlers=False, listen_notify=False
                )

    asyncio.run(until_nothing_waits())
