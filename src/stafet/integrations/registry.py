"""Every format we read, and finding out which of them an upload is."""

from __future__ import annotations

from stafet.integrations.events.reader import EventsReader
from stafet.integrations.oneroster.reader import OneRosterReader
from stafet.integrations.protocol import Reader
from stafet.integrations.sds.classic import SdsClassicReader
from stafet.integrations.sds.v2_1 import Sds21Reader
from stafet.integrations.skolverket.reader import SkolverketReader
from stafet.integrations.ss12000.reader import Ss12000Reader
from stafet.integrations.tables.reader import TableReader
from stafet.integrations.upload import Upload
from stafet.kernel.records import Place, Rejection
from stafet.kernel.sentences import sentence

READERS: tuple[Reader, ...] = (
    Ss12000Reader(),
    Sds21Reader(),
    SdsClassicReader(),
    OneRosterReader(),
    SkolverketReader(),
    EventsReader(),
    TableReader(),
)
"""In the order in which they are asked: the most particular first."""


def reader_named(name: str) -> Reader | None:
    """The reader that settings call by a name."""
    return next((reader for reader in READERS if reader.name == name), None)


def recognise(upload: Upload) -> Reader | Rejection:
    """The first reader that recognises an upload, or the sentence that lists what is accepted."""
    for reader in READERS:
        if reader.recognises(upload):
            return reader
    return Rejection(
        Place(upload.name),
        sentence("This is none of the formats that can be read."),
        sentence(
            "Load a OneRoster set (zip), a School Data Sync set (zip), Skolverket's template (.xlsx), an events file, "
            "or any table as CSV or .xlsx."
        ),
    )
