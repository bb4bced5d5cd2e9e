"""Where does one go from the placements? All their pages, by what people come for."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.web.components.parts import Action, WayGroup, WayOn, Ways

_FEW = (
    (gettext_lazy("Places"), "hosts"),
    (gettext_lazy("Agreements"), "agreement_register"),
    (gettext_lazy("Practical courses"), "practical_courses"),
)
_GROUPS = (
    (
        gettext_lazy("Who is missing something"),
        (
            (gettext_lazy("Follow-up"), "due_placements", gettext_lazy("Talks, days and plans that are due")),
            (
                gettext_lazy("What is missing around"),
                "groundwork_missing",
                gettext_lazy("Start meetings, advice, and who goes on to where"),
            ),
            (
                gettext_lazy("Who needs a seat?"),
                "course_needs",
                gettext_lazy("No company, and which day is lost first"),
            ),
        ),
    ),
    (
        gettext_lazy("Companies and agreements"),
        (
            (
                gettext_lazy("Places"),
                "hosts",
                gettext_lazy("Who takes somebody, on which day, whom one calls"),
            ),
            (
                gettext_lazy("Agreements"),
                "agreement_register",
                gettext_lazy("All of them: what is signed, approved, running out"),
            ),
            (
                gettext_lazy("Rounds"),
                "matching_rounds",
                gettext_lazy("Wishes and places brought together for many at once"),
            ),
        ),
    ),
    (
        gettext_lazy("Courses and other municipalities"),
        (
            (
                gettext_lazy("Practical courses"),
                "practical_courses",
                gettext_lazy("For whoever has no company: seats, days and price"),
            ),
            (
                gettext_lazy("Shared with others"),
                "placements_shared",
                gettext_lazy("What we share with other municipalities, and on which agreement"),
            ),
        ),
    ),
    (
        gettext_lazy("Classes and weeks"),
        (
            (
                gettext_lazy("Timetables"),
                "timetables",
                gettext_lazy("Which day suits as a class’s company day"),
            ),
            (
                gettext_lazy("The theme in 7th grade"),
                "class_themes",
                gettext_lazy("Which classes have had it"),
            ),
            (
                gettext_lazy("Ask a class to look at themselves"),
                "invite_class_to_reflect",
                gettext_lazy("What they are good at and want to try, in their own words"),
            ),
            (
                gettext_lazy("When school is closed"),
                "school_breaks",
                gettext_lazy("Days that are no company days"),
            ),
        ),
    ),
    (
        gettext_lazy("Rules, year and money"),
        (
            (
                gettext_lazy("The town’s models"),
                "town_models",
                gettext_lazy("What is offered: days, hours, subjects kept"),
            ),
            (gettext_lazy("The year"), "scheme_year", gettext_lazy("Who does what by when")),
            (gettext_lazy("Who pays"), "scheme_money", gettext_lazy("School by school")),
            (
                gettext_lazy("Figures"),
                "placement_reports",
                gettext_lazy("How many, how far, how long it took, what it costs"),
            ),
        ),
    ),
    (
        gettext_lazy("Telling and meeting"),
        (
            (
                gettext_lazy("Materials"),
                "materials",
                gettext_lazy("What pupils, homes, staff and companies are told"),
            ),
            (gettext_lazy("Events"), "events", gettext_lazy("Information evenings, visits, courses")),
            (gettext_lazy("Good stories"), "stories", gettext_lazy("What went well, without a name")),
        ),
    ),
)


def placement_ways() -> Ways:
    """One main way, a few, and all of them in groups."""
    return Ways(
        gettext("Everything about placements"),
        Action(gettext("Follow-up"), reverse("due_placements")),
        tuple(Action(str(text), reverse(name)) for text, name in _FEW),
        tuple(
            WayGroup(
                str(heading), tuple(WayOn(str(text), reverse(name), str(hint)) for text, name, hint in items)
            )
            for heading, items in _GROUPS
        ),
    )
