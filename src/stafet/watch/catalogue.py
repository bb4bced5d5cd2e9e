"""The named ways of being lost: what each is called, why it matters, who acts and how it is mended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from stafet.kernel.sentences import Sentence, sentence


class LostCode(StrEnum):
    """A way of being lost. Its query stands in ``sql/`` under the same name."""

    NO_HOLDER = "no_holder"
    TWO_HOLDERS = "two_holders"
    NO_NEXT_STEP = "no_next_step"
    HOLDER_WITHOUT_READER = "holder_without_reader"
    NAMED_HOLDER_GONE = "named_holder_gone"
    STEP_OVERDUE = "step_overdue"
    STEP_WITHOUT_ACTOR = "step_without_actor"
    HANDOVER_UNANSWERED = "handover_unanswered"
    RECEIVER_WITHOUT_STEWARD = "receiver_without_steward"
    ACCEPTED_NOT_STARTED = "accepted_not_started"
    NOTHING_FOLLOWS = "nothing_follows"
    REGISTER_SILENT = "register_silent"
    NOT_COVERED = "not_covered"
    BIRTH_DATE_UNKNOWN = "birth_date_unknown"
    WAITING_FOREVER = "waiting_forever"
    PLAN_MISSING = "plan_missing"
    GRANT_DISAGREES = "grant_disagrees"


@dataclass(frozen=True, slots=True)
class LostState:
    """One way of being lost.

    ``detail`` is said of each person; its places are ``organisation``, ``who``, ``since`` and ``due_on``.
    ``mend_page`` is the name of the page on which it is mended, of the person unless said otherwise.
    """

    code: LostCode
    title: Sentence
    why: Sentence
    who_acts: Sentence
    mend: Sentence
    detail: Sentence
    mend_page: str = "person"


_HOLDER = sentence("Whoever has the responsibility, or their leader.")
_LEADER = sentence("The leader of the organisation that has the responsibility.")
_COORDINATOR = sentence("The municipality's coordinator.")
_ADMINISTRATION = sentence("The municipality's administration of Stafet.")
_IMPOSSIBLE = sentence("The database refuses this; if somebody is here, rows were changed past it.")

_STATES = (
    LostState(
        LostCode.NO_HOLDER,
        title=sentence("Nobody has the responsibility"),
        why=_IMPOSSIBLE,
        who_acts=_ADMINISTRATION,
        mend=sentence(
            "Let the responsibility fall back to the home municipality, then find out who changed the rows."
        ),
        detail=sentence("The promise holds since %(since)s, and no organisation has the responsibility."),
    ),
    LostState(
        LostCode.TWO_HOLDERS,
        title=sentence("Two have the responsibility at once"),
        why=_IMPOSSIBLE,
        who_acts=_ADMINISTRATION,
        mend=sentence("Agree on one of the two, end the other, then find out who changed the rows."),
        detail=sentence("%(organisation)s has the responsibility since %(since)s, and so has another."),
    ),
    LostState(
        LostCode.NO_NEXT_STEP,
        title=sentence("No next step"),
        why=_IMPOSSIBLE,
        who_acts=_HOLDER,
        mend=sentence("Agree on a next step with a date, then find out who changed the rows."),
        detail=sentence("The promise holds since %(since)s, and no step is open."),
    ),
    LostState(
        LostCode.HOLDER_WITHOUT_READER,
        title=sentence("Nobody at the responsible organisation reads"),
        why=sentence("A responsibility that nobody at the organisation can act on is nobody's."),
        who_acts=_COORDINATOR,
        mend=sentence(
            "Give somebody there a post as counsellor, or take the responsibility over and hand it on."
        ),
        detail=sentence(
            "%(organisation)s has the responsibility since %(since)s, and nobody there can take a step."
        ),
    ),
    LostState(
        LostCode.NAMED_HOLDER_GONE,
        title=sentence("The person responsible has left"),
        why=sentence("The young person believes to have somebody who is no longer there."),
        who_acts=_LEADER,
        mend=sentence("Name somebody else, or move everything the person had in one go."),
        detail=sentence("%(who)s has not worked at %(organisation)s since %(since)s."),
    ),
    LostState(
        LostCode.STEP_OVERDUE,
        title=sentence("A step is overdue for too long"),
        why=sentence("A date that passes without anybody noticing is a promise that was not kept."),
        who_acts=_HOLDER,
        mend=sentence(
            "Do it and say what came of it, or postpone it with a reason; days set by law do not move."
        ),
        detail=sentence("A step at %(organisation)s was due on %(due_on)s."),
    ),
    LostState(
        LostCode.STEP_WITHOUT_ACTOR,
        title=sentence("A step that nobody sees"),
        why=sentence("Nobody who could take this step has it on their page."),
        who_acts=_LEADER,
        mend=sentence("Give the step to somebody who works there."),
        detail=sentence("A step at %(organisation)s, due on %(due_on)s, has nobody who could take it."),
    ),
    LostState(
        LostCode.HANDOVER_UNANSWERED,
        title=sentence("A hand-over that nobody answers"),
        why=sentence("The young person waits between two organisations; the reminders have not helped."),
        who_acts=_COORDINATOR,
        mend=sentence("Call the receiver; let them accept or decline, or withdraw and offer elsewhere."),
        detail=sentence("Offered to %(organisation)s on %(since)s; falls back after %(due_on)s."),
    ),
    LostState(
        LostCode.RECEIVER_WITHOUT_STEWARD,
        title=sentence("A hand-over to a place where nobody answers for it"),
        why=sentence("If nobody takes it, there is nobody to be asked by name."),
        who_acts=sentence("The receiving organisation's leader."),
        mend=sentence("Name a steward for the receiving team."),
        detail=sentence("Offered to %(organisation)s on %(since)s, where no steward is named."),
    ),
    LostState(
        LostCode.ACCEPTED_NOT_STARTED,
        title=sentence("Taken over, but not seen to start"),
        why=sentence(
            "A hand-over is done when the young person has been there, not when a form was accepted."
        ),
        who_acts=_HOLDER,
        mend=sentence("Find out whether they started: confirm it, or begin to look for what comes instead."),
        detail=sentence("Was to start at %(organisation)s on %(since)s; nobody has seen it."),
    ),
    LostState(
        LostCode.NOTHING_FOLLOWS,
        title=sentence("An activity ended and nothing follows"),
        why=sentence("Weeks without anything are how young people drop out of sight."),
        who_acts=_HOLDER,
        mend=sentence("Talk to the young person and agree on the next step towards something new."),
        detail=sentence("Nothing is known since %(since)s, and no open step is about what comes next."),
    ),
    LostState(
        LostCode.REGISTER_SILENT,
        title=sentence("The register no longer shows them"),
        why=sentence("Either they left and nobody said so, or a file is wrong; only a human can tell."),
        who_acts=_HOLDER,
        mend=sentence("Ask the school; record that they left, or have the register corrected."),
        detail=sentence("The register has not shown them at %(organisation)s since %(since)s."),
    ),
    LostState(
        LostCode.NOT_COVERED,
        title=sentence("Nobody has promised them anything"),
        why=sentence("By grade or age the promise should hold for them, and it was never begun."),
        who_acts=_COORDINATOR,
        mend=sentence("Take them in, with a responsible organisation and a first step."),
        detail=sentence("In scope since %(since)s at the latest."),
    ),
    LostState(
        LostCode.BIRTH_DATE_UNKNOWN,
        title=sentence("Birth date unknown"),
        why=sentence(
            "Without it, no limit of age can be watched: neither the law's clocks nor the end of the promise."
        ),
        who_acts=_ADMINISTRATION,
        mend=sentence("Find the birth date in the register and have the file carry it."),
        detail=sentence("The promise holds since %(since)s."),
    ),
    LostState(
        LostCode.WAITING_FOREVER,
        title=sentence("Waiting without end"),
        why=sentence("Whoever is only waited for has been given up without anybody saying so."),
        who_acts=_HOLDER,
        mend=sentence("Agree on something that happens sooner than the waiting ends."),
        detail=sentence("Only waiting since %(since)s, until %(due_on)s."),
    ),
    LostState(
        LostCode.PLAN_MISSING,
        title=sentence("Leaves this summer without a plan"),
        why=sentence("Whoever leaves school with nothing agreed finds out alone what comes next."),
        who_acts=_HOLDER,
        mend=sentence(
            "Talk the plan through with the young person, show it at home, and approve it before the summer."
        ),
        detail=sentence("In a last grade; the plan was to be approved by %(since)s."),
        mend_page="person_plan",
    ),
    LostState(
        LostCode.GRANT_DISAGREES,
        title=sentence("Sight does not follow responsibility"),
        why=sentence(
            "Whoever has the responsibility must see the person, and nobody may keep seeing them by having had it."
        ),
        who_acts=_ADMINISTRATION,
        mend=sentence(
            "Compare the grants with the holdings of this person, then find out who changed the rows."
        ),
        detail=sentence(
            "What %(organisation)s may see does not fit what it is responsible for, since %(since)s."
        ),
    ),
)

LOST_STATES: Mapping[LostCode, LostState] = MappingProxyType({state.code: state for state in _STATES})
"""Every lost state, the gravest first."""
