"""The rows of the day: steps of many people, and those who have just lost what they did."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext

from stafet.overview import api as overview
from stafet.web.addresses import address
from stafet.web.components.deadlines import deadline
from stafet.web.components.parts import Action
from stafet.web.components.say import say
from stafet.web.components.work import WorkRow
from stafet.web.step_rows import line_words, moved_words, step_actions

_BACK = "?back=today"


def step_row(line: overview.StepLine, *, today: date) -> WorkRow:
    """One step: the person's name first, then what is to be done."""
    actions = step_actions(line, back=_BACK)
    return WorkRow(
        name=line.person_name,
        href=address("person", line.person_id),
        why=" ".join(filter(None, (f"{line_words(line)}.", moved_words(line)))),
        detail=_whose(line),
        by=deadline(line.due_on, today=today),
        action=actions[0],
        more=actions[1:],
    )


def newly_row(line: overview.NewlyWithoutLine) -> WorkRow:
    """Somebody whose activity ended lately and who has nothing to follow."""
    return WorkRow(
        name=line.name,
        href=address("person", line.person_id),
        why=say(line.because),
        action=Action(gettext("Agree on a step"), f"{address('add_step', line.person_id)}{_BACK}"),
    )


def _whose(line: overview.StepLine) -> str:
    """Only said when it is not simply the reader's own: a team's, or nobody's yet."""
    if line.assignee_name:
        return ""
    return line.team_name or gettext("nobody's yet, at %(place)s") % {"place": line.organisation_name}
