"""What a live register offers, and what it fills in: kept beside a load, said in its data health."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class OfferAnswer(StrEnum):
    """How a live register answers when it is asked for something."""

    OFFERED = "offered"
    MISSING = "missing"
    REFUSED = "refused"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class OfferLine:
    """What a live register said when it was asked for one kind of thing, by the standard's own name for it."""

    resource: str
    answer: OfferAnswer
    entities: int = 0


@dataclass(frozen=True, slots=True)
class FilledLine:
    """How many of how many carry a field."""

    field: str
    count: int
    base: int


@dataclass(frozen=True, slots=True)
class Offered:
    """Everything a live register said about itself in one fetch or test."""

    offers: tuple[OfferLine, ...] = ()
    filled: tuple[FilledLine, ...] = ()


def stored_offers(offered: Offered) -> dict[str, object]:
    """What is offered as JSON can hold it."""
    return {
        "offers": [[each.resource, each.answer.value, each.entities] for each in offered.offers],
        "filled": [[each.field, each.count, each.base] for each in offered.filled],
    }


def offers_of(stored: Mapping[str, Sequence[Sequence[object]]]) -> Offered:
    """What ``stored_offers`` made."""
    return Offered(
        tuple(
            OfferLine(str(resource), OfferAnswer(str(answer)), int(str(entities)))
            for resource, answer, entities in stored.get("offers", ())
        ),
        tuple(
            FilledLine(str(field), int(str(count)), int(str(base)))
            for field, count, base in stored.get("filled", ())
        ),
    )
