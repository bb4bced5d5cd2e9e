"""What a young person may be doing: the closed list, and what each kind means for the promise.

Registers' own codes are mapped onto this list where they are read; their words are kept beside it.
"""

from __future__ import annotations

from enum import StrEnum


class ActivityKind(StrEnum):
    """One kind of activity. Danish and Swedish terms stand in the glossary."""

    BASIC_SCHOOL = "basic_school"
    TENTH_GRADE = "tenth_grade"
    VOCATIONAL_EDUCATION = "vocational_education"
    GENERAL_UPPER_SECONDARY = "general_upper_secondary"
    PREPARATORY_EDUCATION = "preparatory_education"
    ADULT_EDUCATION = "adult_education"
    HIGHER_EDUCATION = "higher_education"
    INTRODUCTION_PROGRAMME = "introduction_programme"
    EMPLOYMENT = "employment"
    PLACEMENT = "placement"
    OTHER_ACTIVITY = "other_activity"
    MILITARY_SERVICE = "military_service"
    ABROAD = "abroad"


QUALIFYING_YOUTH_EDUCATION = frozenset(
    {ActivityKind.VOCATIONAL_EDUCATION, ActivityKind.GENERAL_UPPER_SECONDARY}
)
"""Youth educations whose completion fulfils the promise."""

# Pupils of an introduction programme attend the gymnasium school and are outside the Swedish activity
# responsibility, but the programme gives no exam: being there counts, having been there does not.
YOUTH_EDUCATION = QUALIFYING_YOUTH_EDUCATION | {ActivityKind.INTRODUCTION_PROGRAMME}
"""Kinds in which a person attends a youth education."""

SCHOOL = frozenset({ActivityKind.BASIC_SCHOOL, ActivityKind.TENTH_GRADE})
"""Kinds that come before a youth education, in which a leaving date is expected."""

EDUCATION = (
    SCHOOL
    | YOUTH_EDUCATION
    | {
        ActivityKind.PREPARATORY_EDUCATION,
        ActivityKind.ADULT_EDUCATION,
        ActivityKind.HIGHER_EDUCATION,
    }
)
"""Every kind of education, at any level."""

WORK = frozenset({ActivityKind.EMPLOYMENT, ActivityKind.MILITARY_SERVICE})
"""Kinds of ordinary work. Whether the hours suffice is judged where the spell is recorded."""

# A stay abroad tells where somebody is and until when, but neither fulfils the duty of a 15–17-year-old
# nor proves education or work: it answers "where", and the watch lets it rest, statistics do not count it.
ACTIVITY = frozenset(ActivityKind) - {ActivityKind.ABROAD}
"""Kinds that count as being in activity in figures."""


def is_education(kind: ActivityKind) -> bool:
    """Whether the person is learning at a school or institution."""
    return kind in EDUCATION


def is_youth_education(kind: ActivityKind) -> bool:
    """Whether the person attends a youth education."""
    return kind in YOUTH_EDUCATION


def completes_the_promise(kind: ActivityKind) -> bool:
    """Whether completing a spell of this kind means having completed a youth education."""
    return kind in QUALIFYING_YOUTH_EDUCATION


def counts_as_activity(kind: ActivityKind) -> bool:
    """Whether figures count the person as being in education, work or another activity."""
    return kind in ACTIVITY
