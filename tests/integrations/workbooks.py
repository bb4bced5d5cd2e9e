"""Workbooks as no spreadsheet program would write them, put together by hand."""

from __future__ import annotations

from tests.integrations.building import zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def handmade(
    rows: str, *, dimension: str = "A1:C3", shared_text: str = "", extra: dict[str, str] | None = None
) -> bytes:
    """A workbook with one sheet, Ark1, whose rows are XML."""
    shared = {"xl/sharedStrings.xml": shared_text} if shared_text else {}
    sheet = f'<dimension ref="{dimension}"/><sheetData>{rows}</sheetData>'
    targets = [
        ("worksheet", "worksheets/sheet1.xml"),
        *[("sharedStrings", "sharedStrings.xml")] * bool(shared),
    ]
    return zipped(
        {
            "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"/>',
            "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="Ark1" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _relations(*targets),
            "xl/worksheets/sheet1.xml": f'{_HEAD}<worksheet xmlns="{MAIN}">{sheet}</worksheet>',
            **shared,
            **(extra or {}),
        }
    )


def inline(reference: str, text: str) -> str:
    """A cell that holds its text itself."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def _relations(*targets: tuple[str, str]) -> str:
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'
