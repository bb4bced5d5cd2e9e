"""Words that people have written with a few marks, as HTML: headings, paragraphs, lists, and bold. Nothing else gets through.

``## `` begins a heading, ``### `` a smaller one; ``- `` and ``1. `` a list; ``**`` stands around what is bold; an empty line
ends a paragraph. Everything is escaped before it is marked, so no text can become anything but text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_NUMBERED = re.compile(r"\d{1,3}\. ")
_HEADINGS = {"## ": "h2", "### ": "h3"}


def write_text(words: str) -> SafeString:
    """The words, laid out."""
    lines = words.replace("\r\n", "\n").split("\n")
    blocks = [_block(kind, list(each)) for kind, each in groupby(lines, key=_kind) if kind]
    # Every piece was escaped by ``_inline``; the tags around them are ours.
    return mark_safe("\n".join(blocks))  # noqa: S308


def _kind(line: str) -> str:
    """What a line is; lines of one kind that stand together are one block, and a heading is each its own."""
    bare = line.strip()
    if not bare:
        return ""
    for mark, tag in _HEADINGS.items():
        if bare.startswith(mark):
            return f"{tag} {bare}"
    if bare.startswith("- "):
        return "ul"
    return "ol" if _NUMBERED.match(bare) else "p"


def _block(kind: str, lines: Sequence[str]) -> str:
    tag = kind[:2]
    if tag in _HEADINGS.values():
        return "".join(f"<{tag}>{_inline(line.strip().lstrip('#').strip())}</{tag}>" for line in lines)
    if kind in {"ul", "ol"}:
        return f"<{kind}>{''.join(_items(lines))}</{kind}>"
    return f"<p>{'<br>'.join(_inline(line.strip()) for line in lines)}</p>"


def _items(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield f"<li>{_inline(line.strip().partition(' ')[2])}</li>"


def _inline(text: str) -> str:
    return _BOLD.sub(r"<strong>\1</strong>", str(escape(text)))
