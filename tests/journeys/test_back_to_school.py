"""Elsa left the gymnasium in April: the register finds her, Sven reaches her, and what follows is asked about again."""

from __future__ import annotations

from datetime import date

from tests.factories import Held, a_spell
from tests.journeys.conftest import After
from tests.outreach.conftest import Sweden, elsa, sweden
from tests.web.conftest import Answer, ClientFor, read, tree

from stafet.access import api as access
from stafet.kernel.activities import ActivityKind

__all__ = ["elsa", "sweden"]


def test_a_young_person_of_the_activity_responsibility_goes_back_to_school_and_it_holds(
    sweden: Sweden, elsa: Held, client_for: ClientFor, after: After
) -> None:
    sven, here = client_for(sweden.sven), f"/people/{elsa.person.pk}/activity/"

    # The register finds her, and says why.
    assert "Left Alby gymnasium, last day 9 April 2026, without an exam" in read(sven.get(here))
    sven.post("/activity/register/")

    # A week later Sven has reached her: what she does, how she sees it, and what they agree on.
    with after(7):
        sven = client_for(sweden.sven)
        assess = _way(sven.get("/activity/"), "/assess/")
        sven.post(assess, {"occupation": "nothing", "own_view": "A smaller school", "on": "8.9.2026"})
        goal = {
            "words": "Back to a smaller gymnasium",
            "term": "long",
            "step_words": "Visit it together",
            "done_by": "counsellor",
            "due_on": "22.9.2026",
        }
        sven.post(f"/people/{elsa.person.pk}/plan/goals/new/", goal)
        measure = {"kind": "study_visit", "party": "municipality", "starts_on": "8.9.2026"}
        sven.post(f"{here}measures/new/", measure)
        case = read(sven.post(f"{here}follow-ups/new/", {"due_on": "29.9.2026"}, follow=True))
        for words in ("A smaller school", "Back to a smaller gymnasium", "Study visits", "Follow-up: 29 Sep"):
            assert words in case

    # On the agreed day it waits in the list; it went as agreed.
    with after(28):
        sven = client_for(sweden.sven)
        done = _way(sven.get("/activity/"), "/done/")
        sven.post(done, {"result": "as_agreed", "on": "29.9.2026", "next_due_on": "27.10.2026"})
        assert "Nobody waits" in read(sven.get("/activity/"))

    _starts_and_stays(sweden, elsa, client_for, after)


def _starts_and_stays(sweden: Sweden, elsa: Held, client_for: ClientFor, after: After) -> None:
    """From the start at another school to the after-check, and what the state is told."""
    here = f"/people/{elsa.person.pk}/activity/"

    # She starts at another school: the list says that the group is over for her, and why.
    with access.job_scope(sweden.alby.pk):
        a_spell(
            elsa.person,
            sweden.school,
            ActivityKind.VOCATIONAL_EDUCATION,
            starts_on=date(2026, 10, 12),
            confirmed_on=date(2026, 10, 12),
        )
    with after(45):
        sven = client_for(sweden.sven)
        waiting = sven.get("/activity/")
        assert "Attends Albyskolan since 12 October 2026." in read(waiting)
        end = _way(sven.get(here), "/end/")
        sven.post(end, {"reason": "goal_reached", "last_day": "11.10.2026"})
        exit_ = {"reason": "national_programme", "on": "12.10.2026"}
        left = read(sven.post(_way(waiting, "/exit/"), exit_, follow=True))
        assert "After-check: 12 January 2027" in left

    # Three months later it is asked whether it holds. It does, and it is asked again after six.
    with after(135):
        sven = client_for(sweden.sven)
        check = _way(sven.get("/activity/"), "/done/")
        held = read(sven.post(check, {"result": "holds", "on": "14.1.2027"}, follow=True))
        assert "What followed still holds" in held
        assert "After-check: 12 April 2027" in held

        # The half-year's report has her once, with the reason and the exit.
        made = sven.post("/activity/report/file/", {"from": "2026-07-01", "format": "csv"})
        (_, row) = made.content.decode().splitlines()
        assert row.split(";")[2:] == ["2026-09-01", "1", "1", "2026-09-08", "7", "2", "1", "2026-10-12", "1"]


def _way(answer: Answer, end: str) -> str:
    """The first way on a page that ends so."""
    return next(href for href in tree(answer).values("href") if href.endswith(end))
