"""The archive a file holds, and which instance and solution of it are meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from stafet.integrations.findings import shown, unreadable
from stafet.integrations.timetables.tree import Element, TreeLimits, read_tree
from stafet.kernel.sentences import sentence

ROOT = "HighSchoolTimetableArchive"


@dataclass(frozen=True, slots=True)
class Archive:
    """A file with its instances and solutions, and the file's name for sentences."""

    file: str
    root: Element

    @property
    def instances(self) -> Sequence[Element]:
        """What must be planned."""
        return tuple(self.root.all("Instances", "Instance"))

    def solution_groups(self, instance: Element) -> Sequence[Element]:
        """The groups that hold a solution of an instance, in the file's order."""
        groups = self.root.all("SolutionGroups", "SolutionGroup")
        return tuple(group for group in groups if solution_in(group, instance) is not None)


def read_archive(stream: BinaryIO, file: str, limits: TreeLimits | None = None) -> Archive:
    """The archive a file holds. Raises ``Unreadable``."""
    root = read_tree(stream, file, limits)
    if root.name == ROOT:
        return Archive(file, root)
    raise unreadable(
        file,
        sentence(
            "The file begins with “%(name)s” and not with “%(root)s”.", name=shown(root.name), root=ROOT
        ),
        sentence("Load a timetable archive in the format XHSTT."),
        row=root.line,
        column=shown(root.name),
    )


def chosen(archive: Archive, instance: str, solution: str) -> tuple[Element, Element]:
    """An instance and a solution of it; where none is named, the first and the last. Raises ``Unreadable``."""
    found = _named(archive, archive.instances, "Instance", instance)[0]
    group = _named(archive, archive.solution_groups(found), "SolutionGroup", solution)[-1]
    solved = solution_in(group, found)
    return found, solved if solved is not None else group


def solution_in(group: Element, instance: Element) -> Element | None:
    """The solution of an instance in a group."""
    name = instance.attributes.get("Id")
    return next((each for each in group.all("Solution") if each.attributes.get("Reference") == name), None)


def _named(archive: Archive, among: Sequence[Element], kind: str, name: str) -> Sequence[Element]:
    found = [each for each in among if not name or each.attributes.get("Id") == name]
    if found:
        return found
    raise unreadable(
        archive.file,
        sentence("The file holds no %(kind)s called “%(name)s”.", kind=kind, name=shown(name))
        if name
        else sentence("The file holds no %(kind)s.", kind=kind),
        sentence("Export the timetable together with its solution."),
        row=archive.root.line,
        column=kind,
    )
