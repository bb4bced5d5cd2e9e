"""Markup as a tree that can be asked. Strict: an element left open or closed twice is an error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)


@dataclass(slots=True)
class Node:
    """An element with everything in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """The element and every element in it, in order."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def all(self, *tags: str, css: str = "", **attributes: str) -> list[Node]:
        """The elements with one of the tags, the class, and the attributes (``type_`` for ``type``)."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [node for node in self.walk() if node._is(tags, css, wanted)]

    def _is(self, tags: tuple[str, ...], css: str, wanted: dict[str, str]) -> bool:
        return (
            (not tags or self.tag in tags)
            and (not css or css in self.get("class").split())
            and all(self.get(name) == value for name, value in wanted.items())
        )

    def one(self, *tags: str, css: str = "", **attributes: str) -> Node:
        """The only such element."""
        found = self.all(*tags, css=css, **attributes)
        assert len(found) == 1, f"{len(found)} of {tags} {css} {attributes}"
        return found[0]

    def values(self, attribute: str) -> list[str]:
        """Every value the attribute has anywhere in here."""
        return [node.attributes[attribute] for node in self.walk() if attribute in node.attributes]

    def get(self, attribute: str) -> str:
        """The element's own attribute; empty where there is none."""
        return self.attributes.get(attribute, "")

    @property
    def text(self) -> str:
        """What is read, with white space put together."""
        return " ".join(self._read().split())

    def _read(self) -> str:
        return "".join(child if isinstance(child, str) else child._read() for child in self.children)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(markup: str) -> Node:
    """The markup under a nameless root."""
    builder = _Builder()
    builder.feed(markup)
    builder.close()
    assert len(builder.open) == 1, f"<{builder.open[-1].tag}> is never closed"
    return builder.open[0]
