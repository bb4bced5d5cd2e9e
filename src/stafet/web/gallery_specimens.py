"""The gallery's things: deadlines, notices, numbers, filters, confirmations. All of it is invented."""

from __future__ import annotations

from datetime import date, timedelta

from stafet.kernel.sentences import Sentence, sentence
from stafet.web.components.parts import (
    Action,
    Choice,
    Confirmation,
    Figure,
    Figures,
    Filters,
    Notice,
    NotShown,
    Progress,
    Question,
    Search,
    Station,
    Step,
    StepGuide,
    StepState,
    Tab,
    Tabs,
    Tag,
    Tone,
    WayGroup,
    WayOn,
    Ways,
    Withheld,
)
from stafet.web.components.tables import Column, Fact, Facts, Table, make_table
from stafet.web.gallery_people import LONG_NAME, TODAY


def due_days() -> tuple[date, ...]:
    """Days for the deadline chip: overdue, today, tomorrow, this week, later."""
    return tuple(TODAY + timedelta(days=days) for days in (-12, -1, 0, 1, 6, 40))


def notices() -> tuple[Notice, ...]:
    """One notice of each tone."""
    return (
        Notice(Tone.INFO, "The register file of last night is in.", "412 rows, 3 of them rejected."),
        Notice(Tone.SUCCESS, "Amina is handed over.", "Havneby Erhvervsskole has taken the responsibility."),
        Notice(Tone.WARNING, "The deadline for applying is in 9 days.", points=("Four plans are missing.",)),
        Notice(Tone.ERROR, "The hand-over was not taken.", "The college declined: no place before August."),
        Notice(Tone.NEUTRAL, "This rule is still to be verified.", "Until then the stricter reading holds."),
    )


def tags() -> tuple[Tag, ...]:
    """One tag of each tone."""
    return (
        Tag("Year 9"),
        Tag("Planned", Tone.INFO),
        Tag("Completed", Tone.SUCCESS),
        Tag("To verify", Tone.WARNING),
        Tag("Broken off", Tone.ERROR),
    )


def stations() -> tuple[Station, ...]:
    """The way from a break-off to something that lasts."""
    return (
        Station("Broken off", "1 September", is_done=True, is_now=False),
        Station("In contact", "3 September", is_done=True, is_now=False),
        Station("Has chosen", "", is_done=False, is_now=True),
        Station("It lasts", "", is_done=False, is_now=False),
    )


def tabs() -> Tabs:
    """The tabs of a person page."""
    names = (("Plan", None), ("Conversations", 4), ("Placements", 2), ("Who has looked", None))
    return Tabs(
        "Parts of the page",
        tuple(Tab(text, f"#{n}", n == 0, count) for n, (text, count) in enumerate(names)),
        (Tab("History", "#history"), Tab("Who may see", "#access")),
    )


def ways() -> Ways:
    """The ways from the first page of an area."""
    return Ways(
        "Everything about placements",
        Action("Follow-up", "#follow-up"),
        (Action("Places", "#places"), Action("Agreements", "#agreements")),
        (
            WayGroup(
                "Who is missing something",
                (
                    WayOn("Follow-up", "#follow-up", "Talks, days and plans that are due"),
                    WayOn("Who needs a seat?", "#needs", "No company, and which day is lost first"),
                ),
            ),
            WayGroup("Companies and agreements", (WayOn("Places", "#places"),)),
        ),
    )


def figures() -> Figures:
    """The five numbers of an import preview."""
    return Figures(
        "What the file will do",
        (
            Figure("12", "New", "will be taken in", Tone.INFO, "#new"),
            Figure("38", "Changed", "differ from what we knew", Tone.NEUTRAL, "#changed"),
            Figure("4", "Ended", "a next step follows each", Tone.WARNING, "#ended"),
            Figure("1,204", "Unchanged", "nothing happens"),
            Figure("3", "Rejected", "to be mended first", Tone.ERROR, "#rejected"),
        ),
    )


def step_guide() -> StepGuide:
    """A guide in the middle, with a step that must be put right."""
    return StepGuide(
        "Agreement about work experience",
        (
            Step("The young person", StepState.DONE, "#1"),
            Step("The company", StepState.DONE, "#2", "Havneby boatyard"),
            Step("Days and hours", StepState.CURRENT, "#3"),
            Step("Insurance and rules", StepState.AHEAD),
            Step("Look through and send", StepState.AHEAD),
        ),
    )


def filters() -> Filters:
    """Three questions above a list."""
    return Filters(
        "/gallery/",
        (
            Question(
                "whose", "Whose are they?", (Choice("mine", "Mine", chosen=True), Choice("team", "My team's"))
            ),
            Question(
                "why", "Why are they here?", (Choice("", "Any reason"), Choice("offer", "Offered to me"))
            ),
            Question("by", "Due by when?", (Choice("", "Any time"), Choice("week", "This week"))),
        ),
        clear_href="/gallery/",
    )


def search() -> Search:
    """The field to look people up."""
    return Search(
        "/gallery/", "Who are you looking for?", hint="A name. Every look-up is noted with its purpose."
    )


def progress() -> Progress:
    """A job under way, of known length."""
    return Progress(
        heading="Reading the register file",
        doing="Comparing with what we knew:",
        counted="812 of 1,261 rows",
        usually="This usually takes about two minutes.",
        done=812,
        total=1261,
        poll_href="/gallery/",
        leave_href="#today",
        refresh_seconds=3600,
    )


def facts() -> Facts:
    """What is known of one placement."""
    return Facts(
        "The placement",
        (
            Fact("Company", "Havneby boatyard", "#company"),
            Fact("Contact", LONG_NAME, "#contact", "Answers best by text message"),
            Fact("Days", "Fridays, 8.00 to 14.00", "#days"),
            Fact("Approved by", "Ditte Lund, 2 September 2026"),
        ),
    )


def table() -> Table:
    """A table of counts with their base, one of them too small to show."""
    return make_table(
        "Plans written before the deadline, school year 2026/27",
        (
            Column("School"),
            Column("Pupils", numeric=True),
            Column("With a plan", numeric=True),
            Column("Share", numeric=True),
        ),
        (
            ("Søndervang Skole", "112", "104", "93 %"),
            ("Havneby Friskole", "48", "41", "85 %"),
            ("Fjordskolen", "7", "fewer than 5", "not shown"),
        ),
        source="Counted on 24 November 2026 among pupils in years 8 to 10; counts below 5 are not shown.",
    )


def confirmation() -> Confirmation:
    """What taking over will do."""
    return Confirmation(
        heading="Take over the responsibility for Amina Yildiz",
        happens=(
            "From today Ungeenheden Havneby is responsible, with you as the person.",
            "Søndervang Skole is told, and keeps sight of what it wrote itself for 30 days.",
            "Your first step is to call, by 27 November 2026.",
        ),
        to_whom=("Amina Yildiz, 17",),
        basis="The municipality's duty to follow up on young people without education.",
        basis_source="The act and its paragraph stand here with the day they were verified.",
        do="Take over",
        action="#take",
        cancel_href="#today",
        note="Amina and her custody holders can see that you have taken over.",
    )


def grave_confirmation() -> Confirmation:
    """An act that cannot be undone."""
    return Confirmation(
        heading="Apply the register file",
        happens=("4 spells end, and 4 conversations become due.", "Three rejected rows are left out."),
        to_whom=("54 people, on the Today of 6 counsellors",),
        basis="Agreement with the register of 1 August 2026.",
        basis_source="",
        do="Apply to 54 people",
        action="#apply",
        cancel_href="#preview",
        grave=True,
    )


def withheld() -> Withheld:
    """What this reader may not see, and why."""
    return Withheld(
        (
            NotShown(
                "Notes of Søndervang Skole", "Written for the school's own use and not shared with you."
            ),
            NotShown(
                "Health information",
                "You have no task that needs it.",
                "Ask the school's leader, Ditte Lund, if you believe you need it.",
            ),
        )
    )


def refusal() -> Sentence:
    """A sentence as a room would raise it, with a day and a name in it."""
    return sentence(
        "%(who)s cannot be taken over before %(day)s.", who="Amina Yildiz", day=TODAY + timedelta(days=3)
    )
