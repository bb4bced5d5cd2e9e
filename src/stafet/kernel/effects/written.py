"""A design as one text, the same on every machine, and the digest that locks it.

A room stores the text and the digest with a time before a result shows, reads the text back to work the result out,
and every result carries the digest.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import date

from stafet.kernel.effects.design import (
    Better,
    Comparison,
    Criterion,
    Design,
    Estimator,
    Kind,
    Outcome,
    Part,
    Weighting,
    Window,
)
from stafet.kernel.sentences import SentenceError, sentence

FORM = "stafet-effect-design-1"
"""The form of the text. A change of the form is a new name, so that an old lock still opens."""


class UnreadableDesign(SentenceError):
    """The text is no design, or one that was written in another form."""


def written(design: Design) -> str:
    """The design as JSON: sorted keys, no spaces, dates as ISO 8601, numbers as Python's ``repr``."""
    told = {"form": FORM, **asdict(design)}
    told["population"] = sorted([each.about, sorted(each.values)] for each in design.population)
    told["subgroups"] = sorted(design.subgroups)
    return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)


def digest_of(design: Design) -> str:
    """SHA-256 of the written form, in hexadecimal."""
    return hashlib.sha256(written(design).encode()).hexdigest()


def read(text: str) -> Design:
    """The design that was written down.

    Raises
    ------
    UnreadableDesign
        The text is no JSON, of another form, or lacks something.
    """
    try:
        told = json.loads(text)
        form = told.pop("form")
        design = _design(told) if form == FORM else None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unreadable() from error
    if design is None:
        raise _unreadable()
    return design


def _unreadable() -> UnreadableDesign:
    return UnreadableDesign(
        sentence(
            "This is no design of an effect, or one of another version of Stafet; write the design down again."
        )
    )


def _design(told: dict[str, object]) -> Design:
    """From what was read; the types are those that ``written`` wrote, anything else raises."""
    parts: dict[str, object] = {
        **told,
        "outcome": _outcome(told["outcome"]),
        "window": _window(told["window"]),
        "population": tuple(Criterion(about, tuple(values)) for about, values in _rows(told["population"])),
        "other_windows": tuple(Part(**row) for row in _rows(told["other_windows"])),
        "subgroups": tuple(_rows(told["subgroups"])),
        "estimator": Estimator(str(told["estimator"])),
        "comparison": Comparison(str(told["comparison"])),
        "weighting": Weighting(str(told["weighting"])),
    }
    return Design(**parts)  # type: ignore[arg-type]  # each was just made of what was read


def _rows(of: object) -> list:  # type: ignore[type-arg]  # rows of several kinds; their makers refuse what does not fit
    if not isinstance(of, list):
        raise TypeError(of)
    return of


def _outcome(told: object) -> Outcome:
    if not isinstance(told, dict):
        raise TypeError(told)
    return Outcome(**{**told, "kind": Kind(told["kind"]), "better": Better(told["better"])})


def _window(told: object) -> Window:
    if not isinstance(told, dict):
        raise TypeError(told)
    return Window(**{**told, "starts_on": date.fromisoformat(told["starts_on"])})
