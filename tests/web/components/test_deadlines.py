from datetime import date, timedelta

import pytest
from tests.web.components.tree import parse

from stafet.web.components.deadlines import Urgency, deadline

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("days", "urgency", "words"),
    [
        (-12, Urgency.OVERDUE, "12 days overdue"),
        (-1, Urgency.OVERDUE, "1 day overdue"),
        (0, Urgency.TODAY, "Due today"),
        (1, Urgency.SOON, "Due in 1 day"),
        (7, Urgency.SOON, "Due in 7 days"),
        (8, Urgency.LATER, "Due in 8 days"),
    ],
)
def test_a_due_date_says_in_words_how_it_stands(days: int, urgency: Urgency, words: str) -> None:
    due = deadline(TODAY + timedelta(days=days), today=TODAY)

    assert (due.urgency, due.text) == (urgency, words)


def test_every_state_differs_in_words_and_icon_and_not_only_in_colour() -> None:
    chips = [parse(deadline(TODAY + timedelta(days=n), today=TODAY).chip) for n in (-1, 0, 3, 30)]

    icons = {chip.one("use").get("href") for chip in chips}
    assert len(icons) == len({chip.text for chip in chips}) == 4


def test_the_day_is_there_for_machines_too() -> None:
    assert 'datetime="2026-11-30"' in deadline(date(2026, 11, 30), today=TODAY).chip
