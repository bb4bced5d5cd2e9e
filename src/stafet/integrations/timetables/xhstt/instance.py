"""One instance with its names looked up: whatever is named somewhere must be there, else the line is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from stafet.integrations.findings import Unreadable, shown, unreadable
from stafet.integrations.timetables.tree import Element
from stafet.kernel.sentences import Sentence, sentence
from stafet.kernel.timetables.problem import PartyKind

Thing = TypeVar("Thing")
_KINDS = {"Teacher": PartyKind.TEACHER, "Room": PartyKind.ROOM}
_MEND = sentence("Look at that line, or export the timetable again from the program it comes from.")


@dataclass(frozen=True, slots=True)
class Instance:
    """Names → what they name. ``events_in``, ``hours_in`` and ``resources_in`` are the members of groups.

    ``titles``: what people call a course or another group of events, where it is not called by its key alone.
    """

    file: str
    element: Element
    hours: Mapping[str, int]
    days: Mapping[str, str]
    resources: Mapping[str, PartyKind]
    events: Mapping[str, Element]
    hours_in: Mapping[str, frozenset[int]]
    resources_in: Mapping[str, frozenset[str]]
    events_in: Mapping[str, frozenset[str]]
    titles: Mapping[str, str]

    def constraints(self, kind: str) -> Iterator[Element]:
        """All constraints of a kind."""
        return self.element.all("Constraints", kind)

    def known(self, among: Mapping[str, Thing], element: Element) -> Thing:
        """What an element refers to."""
        name = reference(self.file, element)
        if name not in among:
            what = sentence("“%(name)s” is named here and is nowhere in the file.", name=shown(name))
            raise fault(self.file, element, what)
        return among[name]

    def number(self, element: Element, name: str) -> int:
        """A whole number in a child."""
        text = element.text_of(name)
        if text.isascii() and text.isdigit() and len(text) < 10:
            return int(text)
        what = sentence("%(name)s must be a whole number and is “%(words)s”.", name=name, words=shown(text))
        raise fault(self.file, element.first(name) or element, what)

    def hours_named(self, element: Element) -> frozenset[int]:
        """The hours that are named one by one and in groups."""
        single = (self.known(self.hours, each) for each in element.all("Times", "Time"))
        groups = (self.known(self.hours_in, each) for each in element.all("TimeGroups", "TimeGroup"))
        return frozenset(single).union(*groups)

    def events_named(self, constraint: Element) -> frozenset[str]:
        """The events a constraint applies to."""
        single = (reference(self.file, each) for each in constraint.all("AppliesTo", "Events", "Event"))
        groups = (
            self.known(self.events_in, each)
            for each in constraint.all("AppliesTo", "EventGroups", "EventGroup")
        )
        return frozenset(single).union(*groups)

    def resources_named(self, element: Element) -> frozenset[str]:
        """The resources that are named one by one and in groups."""
        single = (reference(self.file, each) for each in element.all("Resources", "Resource"))
        groups = (
            self.known(self.resources_in, each) for each in element.all("ResourceGroups", "ResourceGroup")
        )
        return frozenset(single).union(*groups)


def looked_up(file: str, element: Element) -> Instance:
    """An instance with its names looked up. Raises ``Unreadable``."""
    times = tuple(element.all("Times", "Time"))
    resources = tuple(element.all("Resources", "Resource"))
    events = tuple(element.all("Events", "Event"))
    hours = {name: index for index, name in enumerate(_names(file, times))}
    return Instance(
        file=file,
        element=element,
        hours=hours,
        days={identity(file, day): day.text_of("Name") for day in element.all("Times", "TimeGroups", "Day")},
        resources=dict(zip(_names(file, resources), (_kind(file, each) for each in resources), strict=True)),
        events=dict(zip(_names(file, events), events, strict=True)),
        hours_in=_groups(file, element.first("Times"), times, hours.__getitem__),
        resources_in=_groups(file, element.first("Resources"), resources, str),
        events_in=_groups(file, element.first("Events"), events, str),
        titles={
            identity(file, each): each.text_of("Name")
            for kind in _GROUPS["Events"][1]
            for each in element.all("Events", "EventGroups", kind)
        },
    )


def asked_kind(file: str, need: Element) -> PartyKind:
    """What kind of resource is needed. Whoever is neither teacher nor room is taught: a class, or one student."""
    kind = need.first("ResourceType")
    return _KINDS.get(reference(file, kind), PartyKind.CLASS) if kind else PartyKind.CLASS


def identity(file: str, element: Element) -> str:
    """An element's own name."""
    return _attribute(file, element, "Id")


def reference(file: str, element: Element) -> str:
    """The name of what an element refers to."""
    return _attribute(file, element, "Reference")


def fault(file: str, element: Element, what: Sentence) -> Unreadable:
    """What is wrong in an element, with its line."""
    return unreadable(file, what, _MEND, row=element.line, column=element.name)


def _attribute(file: str, element: Element, name: str) -> str:
    if name not in element.attributes:
        raise fault(file, element, sentence("The element says no %(attribute)s.", attribute=name))
    return element.attributes[name]


def _kind(file: str, resource: Element) -> PartyKind:
    if resource.first("ResourceType") is None:
        raise fault(file, resource, sentence("The resource says no type."))
    return asked_kind(file, resource)


def _names(file: str, elements: tuple[Element, ...]) -> dict[str, None]:
    names: dict[str, None] = {}
    for element in elements:
        name = identity(file, element)
        if name in names:
            raise fault(file, element, sentence("The name “%(name)s” is given twice.", name=shown(name)))
        names[name] = None
    return names


_GROUPS = {
    "Times": ("TimeGroups", ("TimeGroup", "Day", "Week")),
    "Resources": ("ResourceGroups", ("ResourceGroup",)),
    "Events": ("EventGroups", ("EventGroup", "Course")),
}


def _groups(
    file: str, part: Element | None, members: tuple[Element, ...], value: Callable[[str], Thing]
) -> dict[str, frozenset[Thing]]:
    """Groups → their members. A group is declared above the members, and each member says where it belongs."""
    if part is None:
        return {}
    folder, kinds = _GROUPS[part.name]
    found: dict[str, set[Thing]] = {
        identity(file, each): set() for kind in kinds for each in part.all(folder, kind)
    }
    for member in members:
        for kind in kinds:
            for group in (*member.all(folder, kind), *member.all(kind)):
                name = reference(file, group)
                if name not in found:
                    what = sentence("“%(name)s” is named here and is nowhere in the file.", name=shown(name))
                    raise fault(file, group, what)
                found[name].add(value(identity(file, member)))
    return {name: frozenset(each) for name, each in found.items()}
