"""Gro's live register: a school system on this machine that is asked by the jobs, as every night."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg

from stafet.access import api as access
from stafet.integrations import jobs
from stafet.kernel import clock
from stafet.kernel.countries import Country
from stafet.kernel.records import LoadMode
from stafet.registers import api as registers
from tests.cast import Cast
from tests.conftest import NOW
from tests.integrations.ss12000.system import System, running
from tests.integrations.ss12000.town import Town, lillby
from tests.registers.desk import Desk
from tests.registers.worker import work


@dataclass(frozen=True, slots=True)
class LiveDesk:
    """A live register of Hedeby, the system behind it, and Gro who keeps it."""

    desk: Desk
    system: System

    @property
    def town(self) -> Town:
        """What the system holds."""
        return self.system.town

    def connect(self, **changes: Any) -> None:
        """Say how the system is reached."""
        reach = self.system.reach()
        told: dict[str, Any] = {
            "address": reach.address,
            "token_address": reach.token_address,
            "client_id": reach.client_id,
            "client_secret": reach.client_secret,
            **changes,
        }
        with access.user_scope(self.desk.by.user_id):
            source = registers.Source.objects.get(pk=self.desk.source_id)
            registers.connect_source(
                source=source, draft=registers.ConnectionDraft(**told), by=self.desk.by, at=NOW
            )

    def fetch(self, *, at: datetime = NOW) -> UUID:
        """Fetch now, as the button does, and let the jobs work. Returns the load."""
        with clock.at_moment(at):
            with access.user_scope(self.desk.by.user_id):
                source = registers.Source.objects.get(pk=self.desk.source_id)
                load = registers.begin_fetch(source=source, by=self.desk.by, at=at)
                jobs.start_fetching(load)
            work()
        return load.pk

    def apply(self, load_id: UUID, *, losses: int | None = None, at: datetime = NOW) -> UUID:
        """Say yes to what was fetched."""
        with clock.at_moment(at):
            return self.desk.apply(load_id, losses=losses, at=at)

    def taken(self, *, losses: int | None = None, at: datetime = NOW) -> UUID:
        """Fetch and apply."""
        return self.apply(self.fetch(at=at), losses=losses, at=at)

    def state(self, load_id: UUID) -> str:
        """Where a load stands."""
        return str(self.desk.value("SELECT state FROM registers_load WHERE id = %s", load_id))

    def problem(self, load_id: UUID) -> str:
        """Why a fetch failed."""
        return str(
            self.desk.value("SELECT problem -> 'what' ->> 'text' FROM registers_load WHERE id = %s", load_id)
        )

    def mode(self, load_id: UUID) -> str:
        """Whether everything was fetched or changes."""
        return str(self.desk.value("SELECT mode FROM registers_load WHERE id = %s", load_id))

    def questions(self) -> list[str]:
        """About whom somebody is asked whether they have left."""
        found = self.desk.database.execute(
            "SELECT p.given_names FROM responsibility_nextstep s JOIN people_person p ON p.id = s.person_id"
            " WHERE s.kind = 'confirm_leaving' AND s.state = 'open' ORDER BY 1"
        )
        return [name for (name,) in found.fetchall()]

    def place(self, name: str) -> tuple[object, ...]:
        """End, reason and since when missing, of the one place of somebody."""
        found = self.desk.database.execute(
            "SELECT s.ends_on, s.end_reason, s.missing_since FROM pathways_spell s"
            " JOIN people_person p ON p.id = s.person_id WHERE p.given_names = %s ORDER BY s.starts_on",
            [name],
        ).fetchall()
        assert len(found) == 1, found
        return tuple(found[0])


@contextmanager
def live_desk(
    everyone: Cast, database: psycopg.Connection, *, mode: LoadMode = LoadMode.DELTA
) -> Iterator[LiveDesk]:
    """A live register that is connected, and the town's system answering."""
    by = access.actor_for(everyone.gro, at=NOW)
    draft = registers.SourceDraft(
        name="Lillby", format=registers.SourceFormat.SS12000, country=Country.SE, mode=mode
    )
    with access.user_scope(everyone.gro.pk):
        source = registers.create_source(municipality_id=everyone.hedeby.pk, draft=draft, by=by, at=NOW)
    with running(System(lillby())) as system:
        at = LiveDesk(Desk(everyone, source.pk, by, database), system)
        at.connect()
        yield at
