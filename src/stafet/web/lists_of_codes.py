"""The closed lists themselves: what each is called, whose members it has, and what uses it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

from stafet.access import api as access
from stafet.attachment import api as attachment
from stafet.kernel.activities import ActivityKind
from stafet.kernel.privacy import DataClass
from stafet.languages import api as languages
from stafet.organisations import api as organisations
from stafet.othercases import api as othercases
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.programme import api as programme
from stafet.rechoice import api as rechoice
from stafet.responsibility import api as responsibility
from stafet.web.code_list import CodeList
from stafet.web.lanes import KINDS
from stafet.web.lists_of_codes_placed import PLACED
from stafet.web.lists_of_codes_taught import TAUGHT
from stafet.web.looks import CLASSES, PURPOSES

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SOURCES: Mapping[access.Grant.Source, StrOrPromise] = {
    access.Grant.Source.HOLDING: gettext_lazy("They have the responsibility"),
    access.Grant.Source.DUTY: gettext_lazy("The municipality's duty, for as long as the promise holds"),
    access.Grant.Source.WINDOW: gettext_lazy("A hand-over: before it is accepted, or for a while after"),
    access.Grant.Source.CLASS: gettext_lazy("The young person is in the class"),
    access.Grant.Source.REGISTER: gettext_lazy("A register that is kept there"),
    access.Grant.Source.EMERGENCY: gettext_lazy("An emergency: one colleague, for an hour"),
}
"""Which fact opens access."""


LISTS: Sequence[CodeList] = (
    CodeList(
        "activity-kinds",
        gettext_lazy("Kinds of activity"),
        ActivityKind,
        gettext_lazy("What a young person does: timelines, registers, the watch and the list of people."),
        KINDS,
    ),
    CodeList(
        "end-reasons",
        gettext_lazy("Why something ended"),
        pathways.EndReason,
        gettext_lazy("What somebody did and has ended; registers' own codes are read as these."),
    ),
    CodeList(
        "decline-reasons",
        gettext_lazy("Why a receiver says no"),
        responsibility.DeclineReason,
        gettext_lazy("A hand-over that is declined."),
    ),
    CodeList(
        "handover-kinds",
        gettext_lazy("What is handed over"),
        responsibility.HandoverKind,
        gettext_lazy("The envelope of a hand-over."),
    ),
    CodeList(
        "handover-states",
        gettext_lazy("Where a hand-over stands"),
        responsibility.HandoverState,
        gettext_lazy("Every hand-over."),
    ),
    CodeList(
        "step-kinds",
        gettext_lazy("What is to be done"),
        responsibility.StepKind,
        gettext_lazy("Next steps."),
    ),
    CodeList(
        "step-outcomes",
        gettext_lazy("What came of a step"),
        responsibility.StepOutcome,
        gettext_lazy("Steps that are finished."),
    ),
    CodeList(
        "acquired-by",
        gettext_lazy("How a responsibility began"),
        responsibility.AcquiredBy,
        gettext_lazy("The history of a young person."),
    ),
    CodeList(
        "fall-back-reasons",
        gettext_lazy("Why the home municipality holds again"),
        responsibility.FallBackReason,
        gettext_lazy("A responsibility that fell back."),
    ),
    CodeList(
        "coverage-ends",
        gettext_lazy("Why the promise ended"),
        responsibility.CoverageEnd,
        gettext_lazy("The promise to a young person."),
    ),
    CodeList(
        "consents",
        gettext_lazy("Who said yes to something being shared"),
        responsibility.ConsentBy,
        gettext_lazy("Hand-overs that rest on consent."),
    ),
    CodeList(
        "break-off-reasons",
        gettext_lazy("Why somebody broke off"),
        rechoice.BreakOffReason,
        gettext_lazy("Break-offs, beside the institution’s own code."),
    ),
    CodeList(
        "break-off-outcomes",
        gettext_lazy("What a break-off became"),
        rechoice.CaseOutcome,
        gettext_lazy("Break-offs that are closed."),
    ),
    CodeList(
        "hours-seen-in",
        gettext_lazy("Where the hours of a job were seen"),
        attachment.SeenIn,
        gettext_lazy("Work."),
    ),
    CodeList(
        "where-they-stand",
        gettext_lazy("Where a young person stands"),
        attachment.Outcome,
        gettext_lazy("Education or steady work."),
    ),
    CodeList(
        "concern-reasons",
        gettext_lazy("Why somebody worries"),
        rechoice.ConcernReason,
        gettext_lazy("Concerns."),
    ),
    CodeList(
        "languages",
        gettext_lazy("Languages"),
        languages.Language,
        gettext_lazy("What is spoken best with somebody. No list is made by it."),
    ),
    CodeList(
        "interpreting",
        gettext_lazy("What an interpreter is needed for"),
        languages.Interpreting,
        gettext_lazy("Languages of a young person and of those at home."),
    ),
    CodeList(
        "authorities",
        gettext_lazy("Who is asked about earlier education"),
        languages.Authority,
        gettext_lazy("Education from another country."),
    ),
    CodeList(
        "recognition-answers",
        gettext_lazy("What was answered about earlier education"),
        languages.RecognitionAnswer,
        gettext_lazy("Education from another country."),
    ),
    CodeList(
        "case-kinds",
        gettext_lazy("Under which law there is a case elsewhere"),
        othercases.CaseKind,
        gettext_lazy("References to cases elsewhere, by country."),
    ),
    CodeList(
        "case-roles",
        gettext_lazy("Whom one asks about a case elsewhere"),
        othercases.Ask,
        gettext_lazy("References to cases elsewhere."),
    ),
    *PLACED,
    *TAUGHT,
    CodeList(
        "plan-stages",
        gettext_lazy("School forms"),
        programme.Stage,
        gettext_lazy("The municipality’s plan"),
    ),
    CodeList(
        "plan-parties",
        gettext_lazy("Who does what"),
        programme.Party,
        gettext_lazy("The municipality’s plan"),
    ),
    CodeList(
        "protection-kinds",
        gettext_lazy("Kinds of protection"),
        people.ProtectionKind,
        gettext_lazy("People with protection, seen by their named readers only."),
    ),
    CodeList(
        "organisation-kinds",
        gettext_lazy("Kinds of organisation"),
        organisations.OrganisationKind,
        gettext_lazy("Organisations."),
    ),
    CodeList("roles", gettext_lazy("Roles"), access.Role, gettext_lazy("Posts and invitations.")),
    CodeList(
        "purposes",
        gettext_lazy("What data are used for"),
        access.Purpose,
        gettext_lazy("Open access, and the log of who has looked."),
        PURPOSES,
    ),
    CodeList(
        "data-classes",
        gettext_lazy("Classes of data"),
        DataClass,
        gettext_lazy("Open access, roles, and the log of who has looked."),
        CLASSES,
    ),
    CodeList(
        "access-sources",
        gettext_lazy("Which fact opens access"),
        access.Grant.Source,
        gettext_lazy("Open access."),
        SOURCES,
    ),
)
"""Every list that a person meets; states of files and of machinery are left out."""
