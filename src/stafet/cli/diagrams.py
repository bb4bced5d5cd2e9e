"""The diagrams of the documentation, printed from the tables that decide."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from django.db.models import Choices
from django.utils import translation

from stafet.careerplans import api as careerplans
from stafet.classcourses import api as classcourses
from stafet.conversations import api as conversations
from stafet.duplicates import api as duplicates
from stafet.events import api as events
from stafet.followup import api as followup
from stafet.groundwork import api as groundwork
from stafet.introcourses import api as introcourses
from stafet.kernel.transitions import TransitionTable
from stafet.languages import api as languages
from stafet.matchmaking import api as matchmaking
from stafet.materials import api as materials
from stafet.offers import api as offers
from stafet.outreach import api as outreach
from stafet.partnerships import api as partnerships
from stafet.placements import api as placements
from stafet.planwork import api as planwork
from stafet.practicalcourses import api as practicalcourses
from stafet.programme import api as programme
from stafet.rechoice import api as rechoice
from stafet.registers import api as registers
from stafet.responsibility import api as responsibility
from stafet.schoolweeks import api as schoolweeks

S = TypeVar("S", bound=StrEnum)
M = TypeVar("M", bound=StrEnum)
PAGE = "docs/explanation/states.md"
_HEAD = """# What can become of what

Printed from the tables in the code by `stafet diagrams`; a test fails while this page says something else.
A move that is not drawn here is refused with a sentence.
"""


def write(root: Path) -> Path:
    """Write the page below the root of the project. Returns where it is."""
    path = root / PAGE
    path.write_text(page(), encoding="utf-8")
    return path


def page() -> str:
    """The whole page."""
    with translation.override("en"):
        parts = (
            _part("A hand-over", responsibility.HANDOVER),
            _part("A file of a register", registers.LOAD),
            _part("Two registrations that may be one person", duplicates.MERGE),
            _part("A career plan", careerplans.PLAN),
            _part("A break-off", rechoice.CASE),
            _part("A concern", rechoice.CONCERN),
            _part("A conversation", conversations.CONVERSATION),
            _part("The recognition of earlier education", languages.RECOGNITION),
            _part("The terms of a co-operation", partnerships.TERMS),
            _part("A workflow of a co-operation", partnerships.WORKFLOW),
            _part("An offer", offers.OFFER),
            _part("What a young person needs an offer for", offers.NEED),
            _part("A seat at an offer", offers.SEAT),
            _part("A case of the Swedish activity responsibility", outreach.CASE),
            _part("The way of a pupil to a placement", placements.WAY),
            _part("An agreement about a placement", placements.AGREEMENT),
            _part("A seat on a practical course", practicalcourses.SEAT),
            _part("A start meeting", groundwork.MEETING),
            _part("Going on to a course or a vocational school", groundwork.TRANSFER),
            _part("A version of a text in the library", materials.EDITION),
            _part("A story about somebody", materials.STORY),
            _part("A line of the communication plan", materials.TELLING),
            _part("A proposal for a school’s week", schoolweeks.PROPOSAL),
            _part("A round in which places are given out", matchmaking.ROUND),
            _part("One answer to a round", matchmaking.RUN),
            _part("What is proposed for one pupil", matchmaking.PROPOSAL),
            _part("A learning goal at a placement", followup.GOAL),
            _part("A talk about a placement", followup.CHECK_IN),
            _part("A difficulty at a placement", followup.ISSUE),
            _part("An event", events.EVENT),
            _part("Where somebody stands with an event", events.PART),
            *_of_classes_and_plans(),
            *_of_wishes_among_courses(),
        )
        return "\n".join((_HEAD, *parts))


def _of_classes_and_plans() -> tuple[str, ...]:
    """What classes have of the world outside, and the municipality's plan."""
    return (
        _part("A course of a class", classcourses.CLASS_COURSE),
        _part("A partner asked to come to a class", classcourses.BOOKING),
        _part("A version of the municipality’s plan", programme.PLAN),
        _part("A follow-up of the municipality’s plan", planwork.ROUND),
        _part("A measure after a follow-up", planwork.MEASURE),
    )


def _of_wishes_among_courses() -> tuple[str, ...]:
    """How introduction courses are wished for and given out."""
    return (
        _part("A round of wishes among courses", introcourses.ROUND),
        _part("One answer to a round of wishes", introcourses.RUN),
        _part("A course that is proposed for one pupil", introcourses.PROPOSAL),
    )


def _part(heading: str, table: TransitionTable[S, M]) -> str:
    return "\n".join((f"## {heading}", "", "```mermaid", "stateDiagram-v2", *_lines(table), "```", ""))


def _lines(table: TransitionTable[S, M]) -> Iterator[str]:
    first = next(iter(table.moves))[0]
    yield f"  [*] --> {first.value}"
    for state in table.states:
        yield f"  {state.value}: {_label(state)}"
    for (before, move), after in table.moves.items():
        yield f"  {before.value} --> {after.value}: {_label(move)}"
    for state in table.states:
        if table.is_final(state):
            yield f"  {state.value} --> [*]"


def _label(member: StrEnum) -> str:
    return str(member.label) if isinstance(member, Choices) else member.value
