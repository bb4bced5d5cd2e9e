"""What can be asked about a partnership: its words, its parties, what they agree, who has signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from uuid import UUID

from stafet.kernel.actors import Actor
from stafet.organisations import api as organisations
from stafet.partnerships.models import (
    Partnership,
    PartnershipWords,
    Party,
    Signature,
    Terms,
    Workflow,
    WorkflowStep,
)
from stafet.partnerships.states import IN_THE_MAKING, Subject, TermsSection, TermsState, WorkflowState


@dataclass(frozen=True, slots=True)
class Commitment:
    """A party and its signature under the adopted terms; ``None``: it is missing."""

    party: Party
    name: str
    signature: Signature | None


@dataclass(frozen=True, slots=True)
class PartnershipView:
    """A partnership whole: its newest words, who takes part and has signed, the adopted terms, the version in the making."""

    partnership: Partnership
    words: Mapping[Subject, PartnershipWords]
    commitments: tuple[Commitment, ...]
    adopted: Terms | None
    in_the_making: Terms | None

    @property
    def missing(self) -> tuple[Commitment, ...]:
        """Who has not signed the adopted terms; nobody, while none are adopted."""
        return tuple(each for each in self.commitments if each.signature is None) if self.adopted else ()


class Piece(StrEnum):
    """What became of a paragraph from one version to the next."""

    SAME = "same"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class SectionChange:
    """One section, paragraph by paragraph, as it was and as it is."""

    section: TermsSection
    pieces: tuple[tuple[Piece, str], ...]

    @property
    def is_changed(self) -> bool:
        """Whether anything is other than before."""
        return any(piece is not Piece.SAME for piece, _ in self.pieces)


def partnerships_of(actor: Actor) -> Sequence[Partnership]:
    """Those of the municipalities in which somebody works, or in which their organisation takes part, by name."""
    towns = {post.municipality_id for post in actor.posts if post.municipality_id}
    joined = Party.objects.filter(organisation_id__in=actor.organisation_ids, left_on=None)
    rows = Partnership.objects.filter(municipality_id__in=towns) | Partnership.objects.filter(
        pk__in=joined.values("partnership_id")
    )
    return list(rows.select_related("coordinator").order_by("name", "pk"))


def partnership_view(partnership: Partnership, *, on: date) -> PartnershipView:
    """Everything about one partnership. Four look-ups, however many take part."""
    words: dict[Subject, PartnershipWords] = {}
    for said in PartnershipWords.objects.filter(partnership=partnership).order_by("known_at", "pk"):
        words[Subject(said.subject)] = said
    versions = list(Terms.objects.filter(partnership=partnership).order_by("-number"))
    adopted = next((each for each in versions if each.state == TermsState.ADOPTED), None)
    making = next((each for each in versions if each.state in IN_THE_MAKING), None)
    return PartnershipView(partnership, words, commitments(partnership, adopted, on=on), adopted, making)


def commitments(partnership: Partnership, terms: Terms | None, *, on: date) -> tuple[Commitment, ...]:
    """Who takes part on a day, each with its signature under one version. Two look-ups."""
    signed = {row.party_id: row for row in Signature.objects.filter(terms=terms)} if terms else {}
    rows = Party.objects.filter(partnership=partnership).taking_part_on(on).select_related("organisation")
    found = [Commitment(row, str(row), signed.get(row.pk)) for row in rows.order_by("joined_on", "pk")]
    return tuple(sorted(found, key=lambda each: (each.signature is not None, each.name.casefold())))


def words_over_time(partnership: Partnership) -> Sequence[PartnershipWords]:
    """Everything the partnership has said about itself, the newest first."""
    rows = PartnershipWords.objects.filter(partnership=partnership).select_related("written_by")
    return list(rows.order_by("subject", "-known_at", "-pk"))


def versions_of(partnership: Partnership) -> Sequence[Terms]:
    """Every version of the terms, the newest first."""
    return list(Terms.objects.filter(partnership=partnership).order_by("-number"))


def what_changed(terms: Terms, *, since: Terms) -> tuple[SectionChange, ...]:
    """Section by section, which paragraphs are new, gone or as before."""
    return tuple(
        SectionChange(each, _pieces(getattr(since, each.value), getattr(terms, each.value)))
        for each in TermsSection
    )


def _pieces(before: str, after: str) -> tuple[tuple[Piece, str], ...]:
    old, new = _paragraphs(before), _paragraphs(after)
    found: list[tuple[Piece, str]] = []
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            found += [(Piece.SAME, words) for words in new[new_from:new_to]]
        else:
            found += [(Piece.GONE, words) for words in old[old_from:old_to]]
            found += [(Piece.NEW, words) for words in new[new_from:new_to]]
    return tuple(found)


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def published_workflows(partnership: Partnership) -> Sequence[Workflow]:
    """What every partner's staff reads, by title."""
    rows = Workflow.objects.filter(partnership=partnership, state=WorkflowState.PUBLISHED)
    return list(rows.order_by("title", "pk"))


def workflow_drafts(partnership: Partnership) -> Sequence[Workflow]:
    """What is being written, for those who keep the partnership, by title."""
    rows = Workflow.objects.filter(partnership=partnership, state=WorkflowState.DRAFT)
    return list(rows.order_by("title", "pk"))


def steps_of(workflow: Workflow) -> Sequence[WorkflowStep]:
    """The steps of a version, in order."""
    return list(WorkflowStep.objects.filter(workflow=workflow).order_by("position"))


def organisations_to_join(partnership: Partnership, *, on: date) -> Sequence[organisations.Organisation]:
    """Those of this installation that do not take part yet, of the keeping municipality first, by name."""
    taking_part = Party.objects.filter(partnership=partnership, left_on=None, organisation__isnull=False)
    rows = organisations.Organisation.objects.running_on(on).exclude(
        pk__in=taking_part.values("organisation_id")
    )
    found = rows.select_related("municipality").order_by("name", "pk")
    return sorted(found, key=lambda row: row.municipality_id != partnership.municipality_id)


def party_organisations(partnerships: Sequence[UUID], *, on: date) -> frozenset[UUID]:
    """The organisations of this installation that take part in any of these."""
    rows = Party.objects.taking_part_on(on).filter(
        partnership_id__in=partnerships, organisation__isnull=False
    )
    return frozenset(rows.values_list("organisation_id", flat=True))
