"""A picture that a phone's camera reads, as SVG: dark on white in every theme, or cameras do not see it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.html import format_html
from django.utils.safestring import SafeString
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

_QUIET = 4


def draw_qr(text: str, *, label: str) -> SafeString:
    """The picture of a text, with what it is in words."""
    code: QRCode[object] = QRCode(error_correction=ERROR_CORRECT_M, border=_QUIET)
    code.add_data(text)
    rows = code.get_matrix()
    size = len(rows)
    return format_html(
        '<svg class="qr" viewBox="0 0 {} {}" role="img" aria-label="{}" shape-rendering="crispEdges">'
        '<rect width="{}" height="{}" fill="#fff"/><path d="{}" fill="#000"/></svg>',
        size,
        size,
        label,
        size,
        size,
        "".join(_runs(rows)),
    )


def _runs(rows: list[list[bool]]) -> Iterator[str]:
    """One stroke for each run of dark squares."""
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            length = next((n for n, dark in enumerate(row[x:]) if not dark), len(row) - x)
            if length:
                yield f"M{x} {y}h{length}v1h-{length}z"
            x += length + 1
