"""What somebody does, did and will do, as the lanes of a timeline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext, gettext_lazy

from stafet.kernel.activities import ActivityKind
from stafet.kernel.periods import Period, gaps
from stafet.pathways import api as pathways
from stafet.web.components.timeline import Gap, Lane, Spell, SpellState, Timeline

KINDS = {
    ActivityKind.BASIC_SCHOOL: gettext_lazy("Basic school"),
    ActivityKind.TENTH_GRADE: gettext_lazy("Tenth grade"),
    ActivityKind.VOCATIONAL_EDUCATION: gettext_lazy("Vocational education"),
    ActivityKind.GENERAL_UPPER_SECONDARY: gettext_lazy("Upper secondary education"),
    ActivityKind.PREPARATORY_EDUCATION: gettext_lazy("Preparatory education"),
    ActivityKind.ADULT_EDUCATION: gettext_lazy("Adult education"),
    ActivityKind.HIGHER_EDUCATION: gettext_lazy("Higher education"),
    ActivityKind.INTRODUCTION_PROGRAMME: gettext_lazy("Introduction programme"),
    ActivityKind.EMPLOYMENT: gettext_lazy("Job"),
    ActivityKind.PLACEMENT: gettext_lazy("Work experience"),
    ActivityKind.OTHER_ACTIVITY: gettext_lazy("Other activity"),
    ActivityKind.MILITARY_SERVICE: gettext_lazy("Military service"),
    ActivityKind.ABROAD: gettext_lazy("Abroad"),
}

LANES = (
    (gettext_lazy("School"), (ActivityKind.BASIC_SCHOOL, ActivityKind.TENTH_GRADE)),
    (
        gettext_lazy("Youth education"),
        (
            ActivityKind.VOCATIONAL_EDUCATION,
            ActivityKind.GENERAL_UPPER_SECONDARY,
            ActivityKind.INTRODUCTION_PROGRAMME,
        ),
    ),
    (gettext_lazy("Preparatory"), (ActivityKind.PREPARATORY_EDUCATION,)),
    (gettext_lazy("Other education"), (ActivityKind.ADULT_EDUCATION, ActivityKind.HIGHER_EDUCATION)),
    (gettext_lazy("Work"), (ActivityKind.EMPLOYMENT, ActivityKind.MILITARY_SERVICE)),
    (gettext_lazy("Work experience"), (ActivityKind.PLACEMENT,)),
    (gettext_lazy("Other"), (ActivityKind.OTHER_ACTIVITY, ActivityKind.ABROAD)),
)

_DRAWN = timedelta(days=4 * 365)
"""How far back the picture reaches; the list below it holds everything."""

_BROKEN = (pathways.EndReason.BROKEN_OFF, pathways.EndReason.NEVER_STARTED)


def draw_lanes(lines: Sequence[pathways.SpellLine], *, today: date) -> Timeline:
    """The spells of one person as a timeline. Lanes without a spell are left out."""
    drawn = (
        (str(title), tuple(_spell(line, today) for line in lines if line.kind in kinds))
        for title, kinds in LANES
    )
    return Timeline(
        lanes=tuple(Lane(title, spells) for title, spells in drawn if spells),
        today=today,
        gaps=tuple(_gaps(lines, today)),
        drawn_from=today - _DRAWN,
    )


def _spell(line: pathways.SpellLine, today: date) -> Spell:
    return Spell(
        label=_label(line),
        starts_on=line.period.starts_on,
        ends_on=line.period.ends_on,
        state=_state(line, today),
        note=_note(line, today),
    )


def _label(line: pathways.SpellLine) -> str:
    """The place and the class or programme; what it is where there is no place."""
    detail = line.unit_name or (line.programme_name if line.programme_name != line.place else "")
    return f"{line.place}, {detail}" if line.place and detail else line.place or str(KINDS[line.kind])


def _state(line: pathways.SpellLine, today: date) -> SpellState:
    if line.end_reason in _BROKEN:
        return SpellState.BROKEN_OFF
    if line.period.starts_on > today:
        return SpellState.PLANNED
    if line.period.covers(today):
        return SpellState.RUNNING
    return SpellState.COMPLETED if line.end_reason == pathways.EndReason.COMPLETED else SpellState.ENDED


def _note(line: pathways.SpellLine, today: date) -> str:
    """What makes it less than certain, or why it ended. What is only planned needs no confirmation yet."""
    if line.end_reason and line.end_reason != pathways.EndReason.COMPLETED:
        return str(pathways.EndReason(line.end_reason).label)
    if line.missing_since is not None:
        return gettext("The register no longer shows it")
    if line.confirmed or line.period.starts_on > today:
        return ""
    return gettext("Nobody has confirmed that it began")


def _gaps(lines: Iterable[pathways.SpellLine], today: date) -> Iterable[Gap]:
    """The stretches in which nothing is known, from the first spell until today."""
    periods = [line.period for line in lines]
    starts = [period.starts_on for period in periods if period.starts_on < today]
    if not starts:
        return ()
    return (Gap(gap.starts_on, gap.ends_on) for gap in gaps(periods, Period(min(starts), today)))
