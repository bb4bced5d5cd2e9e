"""Open steps as the rows of a work list: what to do, by when, who does it, and the ways to deal with it."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext, ngettext

from stafet.overview import api as overview
from stafet.web.addresses import address
from stafet.web.components.days import write_day
from stafet.web.components.deadlines import deadline
from stafet.web.components.parts import Action
from stafet.web.components.remembered import per_language
from stafet.web.components.say import say
from stafet.web.components.work import WorkRow


def step_rows(
    lines: Iterable[overview.StepLine], *, may_do: Container[UUID], today: date
) -> tuple[WorkRow, ...]:
    """The steps of one person. Only those the reader may deal with have something to press."""
    return tuple(_row(line, today, can_do=line.step_id in may_do) for line in lines)


def line_words(line: overview.StepLine) -> str:
    """What a step is, in the reader's language, with the words of whoever set it."""
    what = say(line.what)
    return f"{what}: {line.words}" if line.words else what


def who_does_it(line: overview.StepLine) -> str:
    """Who is to do a step: a person by name, a team, or whoever is there."""
    if line.assignee_name:
        return gettext("%(name)s does it.") % {"name": line.assignee_name}
    return gettext("Whoever is there does it: %(name)s.") % {"name": line.team_name or line.organisation_name}


def moved_words(line: overview.StepLine) -> str:
    """That a step has been moved, and the day a rule gave; empty for a step that stands as it was set."""
    if not line.postponed:
        return ""
    moved = ngettext("Moved once", "Moved %(count)d times", line.postponed) % {"count": line.postponed}
    if line.rule_due_on is None or line.rule_due_on == line.due_on:
        return f"{moved}."
    rule = gettext("the rule gave %(day)s") % {"day": write_day(line.rule_due_on)}
    return f"{moved}; {rule}."


def step_actions(line: overview.StepLine, *, back: str = "") -> tuple[Action, ...]:
    """What can be done with a step, the usual one first. ``back`` says where the reader returns to."""
    acts = zip(("finish_step", "postpone_step", "reassign_step"), _acts(), strict=True)
    return tuple(Action(text, f"{address(name, line.step_id)}{back}") for name, text in acts)


@per_language
def _acts() -> tuple[str, ...]:
    return gettext("What came of it?"), gettext("Move the date"), gettext("Give it to somebody else")


def _row(line: overview.StepLine, today: date, *, can_do: bool) -> WorkRow:
    actions = step_actions(line) if can_do else ()
    return WorkRow(
        name=line_words(line),
        href=actions[0].href if actions else "",
        why=" ".join(filter(None, (who_does_it(line), moved_words(line)))),
        by=deadline(line.due_on, today=today),
        action=actions[0] if actions else None,
        more=actions[1:],
    )
