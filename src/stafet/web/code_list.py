"""One closed list of codes, as the page of lists shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class CodeList:
    """One closed list. ``words`` where its members carry none themselves."""

    key: str
    title: StrOrPromise
    members: type[Enum]
    used: StrOrPromise
    words: Mapping[Any, StrOrPromise] | None = None

    def say(self, member: Any) -> str:
        """A member in the language at hand."""
        return str(self.words[member] if self.words is not None else member.label)
