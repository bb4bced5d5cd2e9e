"""Which lessons of a week are protected: the town's model says which subjects, the school which of its own names are these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from stafet.placements import api as placements
from stafet.placements.api import Scheme, SchemeKind, SchoolSubject

_KEPT = (SchoolSubject.FIRST_LANGUAGE, SchoolSubject.MATHEMATICS)
_WISHED = (SchoolSubject.ENGLISH,)
"""What stands in for a model where the town has set none, as Ishøj's model 2025/26 has it. To verify for other towns: the page says so."""
_WORDS: Mapping[SchoolSubject, tuple[str, ...]] = {
    SchoolSubject.FIRST_LANGUAGE: ("dansk", "dan", "da", "svenska", "sve", "sv"),
    SchoolSubject.MATHEMATICS: ("matematik", "mat", "ma", "maths", "mathematics"),
    SchoolSubject.ENGLISH: ("engelsk", "eng", "en", "engelska", "english"),
    SchoolSubject.PHYSICS_CHEMISTRY: ("fysik/kemi", "fysik", "kemi", "fyk", "fy/ke", "fys"),
    SchoolSubject.SCIENCE: ("biologi", "geografi", "natur/teknologi", "bio", "geo", "naturkunskap"),
    SchoolSubject.SOCIAL_STUDIES: ("samfundsfag", "historie", "sam", "his", "samhällskunskap", "historia"),
    SchoolSubject.PRACTICAL: ("idræt", "musik", "håndværk og design", "madkundskab", "idrott", "slöjd"),
}


@dataclass(frozen=True, slots=True)
class Protected:
    """Subjects by the school's own names: ``hard`` are kept whole, ``soft`` as far as possible. ``model`` says so, if the town has one."""

    hard: frozenset[str]
    soft: frozenset[str]
    model: Scheme | None


def model_of(municipality_id: UUID, starts_in: int) -> Scheme | None:
    """The town's model of junior apprenticeship in a school year."""
    models = placements.schemes([municipality_id])
    return models.filter(kind=SchemeKind.JUNIOR_APPRENTICESHIP, starts_in=starts_in).first()


def protected_subjects(subjects: Mapping[str, str], *, municipality_id: UUID, starts_in: int) -> Protected:
    """Which of the school's subjects are protected, and how."""
    model = model_of(municipality_id, starts_in)
    kept = set(model.subjects_kept if model else _KEPT)
    wished = set(model.subjects_wished if model else _WISHED) - kept
    return Protected(
        frozenset(name for name, subject in subjects.items() if subject in kept),
        frozenset(name for name, subject in subjects.items() if subject in wished),
        model,
    )


def guess_subject(name: str) -> SchoolSubject | None:
    """What a school's own name of a subject most likely means; a person confirms it."""
    word = name.casefold().strip(" .")
    return next((subject for subject, words in _WORDS.items() if word in words), None)
