"""How big an upload may be. The numbers come from measured bombs (domain/trust, "Bombs") and from real sets."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reading may cost. Bytes are bytes on disk; seconds are processor time unless said otherwise."""

    upload_bytes: int = 50 * MEGABYTE
    unpacked_text_bytes: int = 200 * MEGABYTE
    unpacked_workbook_bytes: int = 50 * MEGABYTE
    ratio: int = 100
    """Unpacked bytes per packed byte, judged once there is more than a megabyte to unpack."""
    members: int = 64
    directory_bytes: int = MEGABYTE
    """The zip's own list of contents: read whole before anything can be refused."""
    columns: int = 200
    text_rows: int = 2_000_000
    workbook_rows: int = 200_000
    workbook_cells: int = 6_000_000
    """Rows times columns of one sheet, because a sheet is laid out as a whole."""
    line_bytes: int = 10 * MEGABYTE
    cell_signs: int = 100_000
    memory_bytes: int = 512 * MEGABYTE
    processor_seconds: int = 120
    silent_seconds: int = 120
    """How long the reading process may say nothing (by the clock on the wall) before it is stopped."""


STANDARD = Limits()
