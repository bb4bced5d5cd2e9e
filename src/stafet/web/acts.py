"""A page that asks for one act: what it is, about whom, the form, one button. And what comes after it.

A form that is wrong comes back with everything that was typed, and so does one that the room refuses; when
somebody else was faster the page says what stands now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from stafet.kernel.sentences import SentenceError
from stafet.web.components.parts import Action, Notice
from stafet.web.components.say import say
from stafet.web.components.tables import Facts
from stafet.web.registry import PageRequest


@dataclass(frozen=True, slots=True)
class Section:
    """Some fields of a form under a heading of their own."""

    heading: str
    fields: tuple[str, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """What the page says around its form.

    ``do`` are the words on the button; ``grave`` when it can't be undone. ``settled`` stands in place of the form
    when there is nothing left to do, because it has been done.
    """

    heading: str
    back: Action
    do: str
    lead: str = ""
    facts: Facts | None = None
    sections: tuple[Section, ...] = ()
    notice: Notice | None = None
    settled: Notice | None = None
    grave: bool = False


def ask(request: PageRequest, act: Act, form: forms.Form) -> HttpResponse:
    """Show the page."""
    parts = [_part(section, form) for section in act.sections]
    return render(request, "acts/page.html", {"act": act, "form": form, "parts": parts})


def refuse(form: forms.Form, error: SentenceError) -> None:
    """Put what a room said at the field it is about, or on top."""
    field = error.field if error.field in form.fields else None
    form.add_error(field, say(error.sentence))


def done(request: HttpRequest, words: str, where: str) -> HttpResponseRedirect:
    """Say that it is done, on the page that comes next. The words name nobody: they are kept for a moment."""
    messages.success(request, words)
    return HttpResponseRedirect(where)


def _part(section: Section, form: forms.Form) -> dict[str, object]:
    fields: Iterable[forms.BoundField] = (
        form[name] for name in section.fields if name in form.fields and not form[name].is_hidden
    )
    return {"heading": section.heading, "hint": section.hint, "fields": list(fields)}
