"""What is told to the actions of this room."""

from __future__ import annotations

from dataclasses import dataclass

from stafet.catalogue.states import Breadth, Competence, Licence, PartnerKind, Stage


@dataclass(frozen=True, slots=True)
class MaterialFacts:
    """Something to teach with: a link, or a text."""

    title: str
    licence: Licence
    link: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """What a course is. ``lessons`` is how many lessons it takes, preparation and reflection included."""

    title: str
    from_stage: Stage
    to_stage: Stage
    aims: str
    subjects: tuple[str, ...] = ()
    competences: tuple[Competence, ...] = ()
    breadth: Breadth = Breadth.WIDE
    preparation: str = ""
    reflection: str = ""
    partners: tuple[PartnerKind, ...] = ()
    lessons: int = 1
    materials: tuple[MaterialFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldCourse:
    """A course of a file with the code it is known by, and the row it stands in."""

    code: str
    facts: CourseFacts
    row: int = 0


@dataclass(frozen=True, slots=True)
class DemandFacts:
    """For which grades a course is obligatory from a school year on; none: it is optional from then on."""

    code: str
    from_year: int
    stages: tuple[Stage, ...]
    needs_partner: bool
    decided: str
