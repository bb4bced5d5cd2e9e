"""The gallery's people, their relay lines, timelines and work lists.

All of it is invented; no name, place or date means anybody.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext

from stafet.web.components.deadlines import deadline
from stafet.web.components.parts import Action, Empty, Pager
from stafet.web.components.relay import NextStep, Part, Relay, Segment, small_relay
from stafet.web.components.timeline import Gap, Lane, Spell, SpellState, Timeline
from stafet.web.components.work import WorkList, WorkRow

TODAY = date(2026, 11, 24)
LONG_NAME = "Alexandrine Thorvaldsdatter Bjerregaardsen"

_SCHOOL = Segment(Part.HAD, "Søndervang Skole", date(2017, 8, 1), date(2026, 7, 1), "Ditte Lund")
_GUIDANCE = Segment(Part.HAS, "Ungeenheden Havneby", date(2026, 7, 1), None, "Bo Holm")
_COLLEGE = Segment(Part.OFFERED, "Havneby Erhvervsskole", date(2026, 11, 18))
_STEP = NextStep("Visit the joiners' workshop together", date(2026, 11, 27))
_LATE_STEP = NextStep("Answer the offer", date(2026, 11, 20))


def relays() -> tuple[Relay, ...]:
    """The relay line in its states: offered, held alone, overdue, long names, several before."""
    long = Segment(
        Part.HAD, "Uddannelsescenter Nordøstlige Fjordegnenes Fællesskab", date(2020, 8, 1), date(2024, 8, 1)
    )
    return (
        Relay((_SCHOOL, _GUIDANCE, _COLLEGE), _STEP, TODAY),
        Relay((_GUIDANCE,), _LATE_STEP, TODAY),
        Relay(
            (long, _SCHOOL, Segment(Part.HAS, "Ungeenheden Havneby", date(2026, 7, 1), None, LONG_NAME)),
            _STEP,
            TODAY,
        ),
    )


def timeline() -> Timeline:
    """A timeline with everything: a broken-off course, a gap, a planned course, a short spell."""
    education = (
        Spell(
            "Carpenter, basic course 1",
            date(2025, 8, 11),
            date(2026, 1, 19),
            SpellState.BROKEN_OFF,
            "Wrong trade",
        ),
        Spell("Joiner, basic course 1", date(2027, 1, 11), date(2027, 6, 26), SpellState.PLANNED),
        Spell("Joiner, basic course 2", date(2027, 8, 9), date(2028, 1, 15), SpellState.PLANNED),
    )
    return Timeline(
        lanes=(
            Lane("School", _school_spells()),
            Lane("Youth education", education),
            Lane(
                "Preparatory",
                (Spell("Production school track, wood", date(2026, 3, 2), None, SpellState.RUNNING),),
            ),
            Lane("Work experience", _placements()),
            Lane(
                "Job",
                (Spell("Weekend job at a bakery", date(2025, 2, 1), date(2026, 9, 1), SpellState.COMPLETED),),
            ),
        ),
        today=TODAY,
        gaps=(Gap(date(2026, 1, 19), date(2026, 3, 2)),),
        drawn_from=date(2023, 8, 1),
    )


def _school_spells() -> tuple[Spell, ...]:
    return (
        Spell(
            "Søndervang Skole, year 0 to 9",
            date(2015, 8, 10),
            date(2024, 7, 1),
            SpellState.COMPLETED,
            href="#school",
        ),
        Spell(
            "Year 10, vocational track",
            date(2024, 8, 12),
            date(2025, 7, 1),
            SpellState.COMPLETED,
            href="#school",
        ),
    )


def _placements() -> tuple[Spell, ...]:
    return (
        Spell("Nielsen & Sons, joinery", date(2024, 3, 4), date(2024, 3, 9), SpellState.COMPLETED),
        Spell("Havneby boatyard, Fridays", date(2026, 9, 4), date(2026, 12, 19), SpellState.RUNNING),
    )


def short_timeline() -> Timeline:
    """A timeline of one spell: what a newcomer to the municipality looks like."""
    spell = Spell("Søndervang Skole, reception class", date(2026, 10, 5), None, SpellState.RUNNING)
    return Timeline(lanes=(Lane("School", (spell,)),), today=TODAY, name="newcomer")


def work_list() -> WorkList:
    """Rows in every state: overdue, today, soon, without a date, protected, a name of 42 letters."""
    return WorkList(
        heading=gettext("What waits for you today?"),
        count=gettext("5 people"),
        rows=(_overdue_row(), _today_row(), _long_row(), _protected_row(), _plain_row()),
        empty=_good_news(),
        pager=Pager(gettext("The first 5 of about 60"), "", "#next"),
    )


def _overdue_row() -> WorkRow:
    return WorkRow(
        name="Amina Yildiz",
        href="#amina",
        detail="17, Søndervang Skole 9.B",
        why="Offered to you by Søndervang Skole and not answered.",
        since="6 days",
        by=deadline(_LATE_STEP.due_on, today=TODAY),
        relay=small_relay(Relay((_SCHOOL, _GUIDANCE, _COLLEGE), _LATE_STEP, TODAY)),
        action=Action("Take over", "#take"),
        more=(Action("Decline with a reason", "#decline"), Action("Ask the sender", "#ask", posts=True)),
    )


def _today_row() -> WorkRow:
    return WorkRow(
        name="Oskar Lindqvist",
        href="#oskar",
        detail="16, Havneby Erhvervsskole",
        why="Left the basic course on 19 November; the conversation about another choice is due.",
        since="5 days",
        by=deadline(TODAY, today=TODAY),
        relay=small_relay(Relay((_GUIDANCE,), NextStep("Talk about another choice", TODAY), TODAY)),
        action=Action("Note the conversation", "#note"),
        more=(Action("Move the date", "#move"),),
    )


def _long_row() -> WorkRow:
    return WorkRow(
        name=LONG_NAME,
        href="#long",
        detail="18, Uddannelsescenter Nordøstlige Fjordegnenes Fællesskab",
        why="Said she would call back about the place at the boatyard.",
        by=deadline(TODAY + timedelta(days=3), today=TODAY),
        relay=small_relay(relays()[2]),
        action=Action("Write down what came of it", "#note"),
        more=(Action("Move the date", "#move"),),
    )


def _protected_row() -> WorkRow:
    return WorkRow(
        name="N. N.",
        href="#protected",
        why="A next step is due. Open it to see more; each look is reviewed.",
        by=deadline(TODAY + timedelta(days=7), today=TODAY),
        action=Action("Open", "#open"),
        protected=True,
    )


def _plain_row() -> WorkRow:
    return WorkRow(
        name="Freja Noor Kjær",
        href="#freja",
        detail="15, Søndervang Skole 8.A",
        why="Her plan for after year 9 is not written yet.",
        by=deadline(date(2027, 3, 1), today=TODAY),
        action=Action("Write the plan", "#plan", posts=True),
    )


def _good_news() -> Empty:
    return Empty(
        gettext("Nobody waits for you today"),
        gettext("Everyone you are responsible for has a next step with a date ahead."),
        Action(gettext("See everyone you are responsible for"), "#people"),
    )


def empty_work_list() -> WorkList:
    """The same list on a good day."""
    return WorkList(
        heading=gettext("What waits for you today?"), rows=(), empty=_good_news(), name="good-day"
    )
