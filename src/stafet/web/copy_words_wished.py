"""What stands in the boxes of a proposed course, in words, for a copy of everything. Courses by the number of the wish."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_lazy

from stafet.web.wish_round_parts import barred_words, outcome_words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Box = Mapping[str, object]
WISHED_TABLES: Mapping[str, StrOrPromise] = MappingProxyType(
    {
        "introcourses.Entry": gettext_lazy("Rounds of wishes among courses in which you are asked"),
        "introcourses.WishList": gettext_lazy("When wishes among courses were said, and by whom"),
        "introcourses.Wish": gettext_lazy("Courses you have wished for"),
        "introcourses.Proposal": gettext_lazy("Courses that were proposed for you"),
    }
)


def _asked(box: Box) -> Iterator[str]:
    """What the solver was told about them."""
    yield gettext("courses wished for: %(count)d") % {"count": len(_list(box, "wishes"))}
    barred = box.get("barred")
    for why in sorted(barred.values()) if isinstance(barred, dict) else ():
        yield barred_words(str(why))


def _why(box: Box) -> Iterator[str]:
    """What became of each wish; and, for none, what stood in the way."""
    for wish in _list(box, "wishes"):
        yield gettext("wish number %(rank)s: %(words)s") % {
            "rank": wish["rank"],
            "words": outcome_words(wish),
        }
    if ways := _list(box, "ways_out"):
        yield gettext("courses that something stood in the way of: %(count)d") % {"count": len(ways)}


WISHED_BOXES: Mapping[tuple[str, str], Callable[[Box], Iterator[str]]] = MappingProxyType(
    {("introcourses.Proposal", "asked"): _asked, ("introcourses.Proposal", "why"): _why}
)


def _list(box: Box, name: str) -> list[Mapping[str, object]]:
    found = box.get(name)
    return found if isinstance(found, list) else []
