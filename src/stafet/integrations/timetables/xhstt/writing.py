"""A proposal back into XHSTT: one more solution of the archive its week was read from."""

from __future__ import annotations

from dataclasses import replace

from stafet.integrations.timetables.tree import Element
from stafet.integrations.timetables.xhstt.archive import Archive, chosen
from stafet.integrations.timetables.xhstt.week import numbered
from stafet.kernel.timetables.problem import Lesson, Week


def with_proposal(
    archive: Archive, proposed: Week, *, name: str, instance: str = "", solution: str = ""
) -> Archive:
    """The same archive with the proposed week as one more solution group; all that was in it stays as it was.

    ``instance`` and ``solution`` are those the week was read from.
    """
    element, solved = chosen(archive, instance, solution)
    group = Element("SolutionGroup", attributes={"Id": name})
    told = group.add("MetaData")
    for label, text in (
        ("Contributor", "Stafet"),
        ("Date", ""),
        ("Description", "Proposed from the school's own week"),
    ):
        told.add(label, text)
    mine = group.add("Solution", Reference=element.attributes["Id"]).add("Events")
    for key, part in numbered(solved, archive.file):
        mine.children.append(_moved(part, proposed.lesson.get(key), proposed))
    return replace(archive, root=_with_group(archive.root, group))


def _moved(part: Element, lesson: Lesson | None, week: Week) -> Element:
    """A part of a solution at the time and in the rooms a lesson has; as it was where there is no such lesson."""
    if lesson is None:
        return part
    given = {
        each.text_of("Role"): each.attributes.get("Reference", "")
        for each in part.all("Resources", "Resource")
    }
    given |= {need.role: need.room for need in lesson.rooms if len(need.choice) > 1 and need.room}
    moved = Element("Event", attributes=dict(part.attributes))
    moved.add("Duration", str(lesson.length))
    moved.add("Time", Reference=week.hours[lesson.start].key)
    resources = moved.add("Resources")
    for role, key in given.items():
        resources.add("Resource", Reference=key).add("Role", role)
    return moved


def _with_group(root: Element, group: Element) -> Element:
    children = [
        replace(child, children=[*child.children, group]) if child.name == "SolutionGroups" else child
        for child in root.children
    ]
    return replace(root, children=children)
