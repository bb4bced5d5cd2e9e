"""What stands in the boxes of a proposal, in words: what the answer went by, and what became of each wish. Places by the number of the wish."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_lazy

from stafet.kernel.matching import PRIORITY_WORDS, Outcome, Priority, Reason
from stafet.web.components.say import say
from stafet.web.copy_words_wished import WISHED_BOXES
from stafet.web.placement_parts import weekday_words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Box = Mapping[str, object]

_OUTCOMES: Mapping[str, StrOrPromise] = MappingProxyType(
    {
        Outcome.GOT.value: gettext_lazy("you were proposed for it"),
        Outcome.EXCLUDED.value: gettext_lazy("a rule excluded it"),
        Outcome.FULL.value: gettext_lazy("it was full, or had no seat to give"),
        Outcome.OUTWEIGHED.value: gettext_lazy(
            "there was room, but a higher priority spoke for something else"
        ),
        Outcome.NOT_NEEDED.value: gettext_lazy("you had a wish above it"),
    }
)
_REASONS: Mapping[str, StrOrPromise] = MappingProxyType(
    {
        Reason.WEEKDAYS.value: gettext_lazy("the weekdays did not fit"),
        Reason.TOO_YOUNG.value: gettext_lazy("it takes nobody as young as you were"),
        Reason.TOO_OLD.value: gettext_lazy("it takes nobody as old as you were"),
        Reason.NOT_SHARED.value: gettext_lazy("it was not shared with your municipality"),
        Reason.REFUSED.value: gettext_lazy("one of the two had said no"),
        Reason.OTHER_BRANCH.value: gettext_lazy("it was in a branch you had not asked for"),
        Reason.TOO_FAR.value: gettext_lazy("the way was longer than you wanted"),
        Reason.NOT_AMONG_THE_NEAREST.value: gettext_lazy("other suitable companies were nearer"),
        Reason.LOCKED.value: gettext_lazy("you were locked to another place"),
    }
)


def said_of(label: str, column: str, box: Box) -> str:
    """What a box of a proposal says; empty for every other."""
    say_it = _BOXES.get((label, column))
    return "" if say_it is None else "; ".join(say_it(box))


def _asked(box: Box) -> Iterator[str]:
    """What the solver was told about them."""
    yield gettext("age on the first day: %(age)s") % {"age": box["age"]}
    days = [int(str(day)) for day in _list(box, "weekdays")]
    yield gettext("days you could be away: %(days)s") % {"days": weekday_words(days)}
    yield gettext("places wished for: %(count)d") % {"count": len(_list(box, "wishes"))}
    if box["longest_travel"] is not None:
        yield gettext("longest way, in minutes: %(minutes)s") % {"minutes": box["longest_travel"]}
    if box["locked"]:
        yield gettext("you were locked to one place")
    if refused := len(_list(box, "refused")):
        yield gettext("places that were not to be: %(count)d") % {"count": refused}


def _why(box: Box) -> Iterator[str]:
    """What became of each wish; and, for none, what would have had to give way."""
    for wish in _boxes(box, "wishes"):
        because = [_OUTCOMES[str(wish["outcome"])], *_reasons(wish)]
        if wish["against"]:
            because.append(say(PRIORITY_WORDS[Priority(str(wish["against"]))]))
        yield gettext("wish number %(rank)s: %(words)s") % {
            "rank": wish["rank"],
            "words": ", ".join(map(str, because)),
        }
    for way in _boxes(box, "ways_out"):
        must = [*_reasons(way), *([gettext("one more place was needed there")] if way["needs_seat"] else [])]
        yield gettext("what stood between you and a place: %(words)s") % {"words": ", ".join(map(str, must))}


def _supposed(box: Box) -> Iterator[str]:
    """What somebody has asked besides: what if they had another place."""
    for each in box.values():
        if not isinstance(each, dict):
            continue
        if each.get("can_be") is False:
            yield gettext("what if you had another place: a rule speaks against it")
        elif each.get("worse"):
            because = say(PRIORITY_WORDS[Priority(str(each["worse"]))])
            yield gettext("what if you had another place: this would be met less well: %(words)s") % {
                "words": because
            }
        else:
            yield gettext("what if you had another place: nothing else would have been worse")


_BOXES: Mapping[tuple[str, str], Callable[[Box], Iterator[str]]] = MappingProxyType(
    {
        ("matchmaking.Proposal", "asked"): _asked,
        ("matchmaking.Proposal", "why"): _why,
        ("matchmaking.Proposal", "supposed"): _supposed,
        **WISHED_BOXES,
    }
)


def _reasons(told: Box) -> list[StrOrPromise]:
    return [_REASONS[str(each)] for each in _list(told, "reasons")]


def _list(box: Box, name: str) -> Sequence[object]:
    found = box.get(name)
    return found if isinstance(found, list) else ()


def _boxes(box: Box, name: str) -> Iterator[Box]:
    return (each for each in _list(box, name) if isinstance(each, dict))
