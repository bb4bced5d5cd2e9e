"""What headings and words mean, from the list beside this file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import cast

from stafet.integrations.lists import read_list
from stafet.integrations.mapping import Field
from stafet.kernel.activities import ActivityKind

_NOT_COMPARED = re.compile(r"[\s.\-_/()*:,]+")


def word_key(word: str) -> str:
    """What two spellings of a heading or a word have in common."""
    return _NOT_COMPARED.sub("", word.casefold())


@cache
def fields_by_heading() -> Mapping[str, Field]:
    """Headings, as keys → the field they usually hold."""
    return MappingProxyType(
        {word_key(word): Field(name) for name, words in _list("headings").items() for word in words}
    )


@cache
def kinds_by_word() -> Mapping[str, ActivityKind]:
    """Words for kinds of activity, as keys → the kind."""
    named = {word_key(kind.value): kind for kind in ActivityKind}
    words = {word_key(word): ActivityKind(name) for name, words in _list("kinds").items() for word in words}
    return MappingProxyType({**named, **words})


def _list(part: str) -> Mapping[str, list[str]]:
    return cast("Mapping[str, list[str]]", read_list(__package__, "words.yaml")[part])
