"""What became of a file: what was written and who said so, or why it was not taken."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.registers import api as registers
from stafet.registers.api import Verdict
from stafet.web.components.days import write_instant
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Notice, Tone
from stafet.web.components.say import say
from stafet.web.components.tables import Column, Fact, Facts, make_table
from stafet.web.loads_words import WRITTEN, kinds_of, say_consequence, say_place
from stafet.web.registry import PageRequest

_FINGERPRINT_SHOWN = 16


def show_applied(request: PageRequest, load: registers.Load) -> HttpResponse:
    """The story of an applied file."""
    story = registers.explain_load(load.pk)
    written = [(str(WRITTEN[each.what]), write_number(each.rows)) for each in story.written if each.rows]
    columns = (Column(gettext("What")), Column(gettext("Rows"), numeric=True))
    context = {
        "load": load,
        "table": make_table(gettext("What was written"), columns, written) if written else None,
        "consequences": [say_consequence(each) for each in story.consequences],
        "facts": _facts(story),
        "sees_watch": access.may(request.actor, access.Permission.SEE_WATCH),
    }
    return render(request, "loads/applied.html", context)


def show_stopped(request: PageRequest, load: registers.Load) -> HttpResponse:
    """A file that was refused, stopped by a fault, or discarded."""
    state = registers.LoadState(load.state)
    problem = registers.progress(load.pk).problem
    context = {
        "load": load,
        "state": state.label,
        "notice": _notice(state, problem),
        "is_live": load.source.format in registers.LIVE,
        "can_try_again": state is registers.LoadState.FAILED,
        "can_discard": state is not registers.LoadState.DISCARDED,
    }
    return render(request, "loads/stopped.html", context)


def _notice(state: registers.LoadState, problem: registers.Rejection | None) -> Notice:
    if problem is None:
        return Notice(Tone.INFO, gettext("Nothing has been changed by this file."))
    place = say_place(problem.place)
    points = tuple(
        filter(None, (gettext("Where: %(place)s") % {"place": place} if place else "", say(problem.mend)))
    )
    passing = {registers.LoadState.FAILED, registers.LoadState.UNFETCHED}
    tone = Tone.WARNING if state in passing else Tone.ERROR
    return Notice(tone, say(problem.what), points=points)


def _facts(story: registers.LoadStory) -> Facts:
    line = story.line
    ids = [user_id for user_id in (line.received_by_id, story.ordered_by_id) if user_id is not None]
    names = {user.pk: user.name for user in access.User.objects.filter(pk__in=ids)}
    by = _named(names, line.received_by_id)
    items = [
        Fact(gettext("File"), line.file_name, hint=_fingerprint(story.sha256)),
        Fact(gettext("Received"), _when_by(line.received_at, by)),
    ]
    if story.ordered_at is not None:
        items.append(Fact(gettext("Ordered"), _when_by(story.ordered_at, _named(names, story.ordered_by_id))))
    if line.finished_at is not None:
        items.append(Fact(gettext("Applied"), write_instant(line.finished_at)))
    if story.rows_chosen is not None:
        items.append(Fact(gettext("Which rows"), str(story.rows_chosen.label)))
    if story.losses_confirmed is not None:
        items.append(Fact(gettext("Confirmed losses"), write_number(story.losses_confirmed)))
    items += [
        Fact(str(verdict.label), kinds_of(line.counts, verdict))
        for verdict in Verdict
        if kinds_of(line.counts, verdict)
    ]
    return Facts(gettext("The file"), tuple(items))


def _when_by(at: object, by: str) -> str:
    return gettext("%(when)s, by %(who)s") % {"when": write_instant(at), "who": by}  # type: ignore[arg-type]


def _named(names: Mapping[UUID, str], user_id: UUID | None) -> str:
    return names.get(user_id, gettext("Stafet")) if user_id is not None else gettext("Stafet")


def _fingerprint(sha256: str) -> str:
    """Enough of the file's fingerprint to see whether another copy is the same."""
    return gettext("SHA-256 begins with %(signs)s") % {"signs": sha256[:_FINGERPRINT_SHOWN]}
