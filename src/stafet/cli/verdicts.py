"""A drill's lines as a table for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from stafet.operation import api as operation

_HEADS = ("what", "figure", "target", "verdict", "seconds")


def as_table(verdicts: Sequence[operation.Verdict]) -> str:
    """One line each: what, figure, target, verdict, and how long it took."""
    rows = [
        (
            one.what,
            one.figure,
            one.target,
            "right" if one.right else "WRONG",
            f"{one.seconds:.1f}" if one.seconds else "",
        )
        for one in verdicts
    ]
    wide = [max(len(row[place]) for row in (_HEADS, *rows)) for place in range(len(_HEADS))]
    return "\n".join(
        "  ".join(cell.ljust(size) for cell, size in zip(row, wide, strict=True)).rstrip()
        for row in (_HEADS, *rows)
    )
