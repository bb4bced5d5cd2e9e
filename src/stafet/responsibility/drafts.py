"""What is told to the actions of this room: who shall receive, and which step comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stafet.kernel.sharing import Thing
from stafet.responsibility.states import ConsentBy, StepKind


@dataclass(frozen=True, slots=True)
class Receiver:
    """Whom a hand-over is for: an organisation, at best one of its teams or one of its people."""

    organisation_id: UUID
    unit_id: UUID | None = None
    user_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """Somebody has said yes to something being shared: under which rule, who, on which day, and to what."""

    rule: str
    given_by: ConsentBy
    on: date
    things: frozenset[Thing]


@dataclass(frozen=True, slots=True)
class StepDraft:
    """What is to happen, by when and, if a rule gave the day, by which rule.

    ``words`` are those of whoever sets it; ``rule_due_on`` is what the rule said and stays when the step is
    postponed.
    """

    kind: StepKind
    due_on: date
    words: str = ""
    assignee_id: UUID | None = None
    unit_id: UUID | None = None
    rule: str = ""
    rule_due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """One person to be taken in: who holds, by which rule, and the first step."""

    person_id: UUID
    organisation_id: UUID
    rule: str
    step: StepDraft
    holder_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ReassignPlan:
    """What somebody has in an organisation, counted: open steps, holdings, and offers sent to them by name.

    ``left_behind`` counts what is about protected persons whom only their named readers may see.
    """

    from_user_id: UUID
    steps: int
    holdings: int
    handovers: int
    left_behind: int = 0
