"""A week back into the XHSTT file it was read from, as one more solution. All that was in the file stays as it was."""

from __future__ import annotations

import io

from stafet.integrations.timetables.tree import write_tree
from stafet.integrations.timetables.xhstt.archive import read_archive
from stafet.integrations.timetables.xhstt.week import read_week
from stafet.integrations.timetables.xhstt.writing import with_proposal
from stafet.kernel.timetables.problem import Week


def into_xhstt(week: Week, content: bytes, file: str, *, name: str) -> bytes | None:
    """The file with the week in it; ``None`` where lessons were typed in, taken out or changed since, which it can't hold."""
    archive = read_archive(io.BytesIO(content), file)
    if _shapes(read_week(archive).week) != _shapes(week):
        return None
    return write_tree(with_proposal(archive, week, name=name).root)


def _shapes(week: Week) -> dict[str, tuple[object, ...]]:
    """Of each lesson what a solution does not say: it only says when, and in which of several rooms."""
    return {
        each.key: (
            each.subject,
            each.length,
            each.classes,
            each.teachers,
            tuple((need.role, need.choice) for need in each.rooms),
        )
        for each in week.lessons
    }
