"""What every act about a break-off needs: the thing it is about, the way back, the sections of its form."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel.privacy import DataClass
from stafet.rechoice import api as rechoice
from stafet.rechoice.api import OptionState
from stafet.web.acting import carry_out
from stafet.web.acts import Act, Section
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.registry import PageRequest
from stafet.web.step_forms import STEP_FIELDS


def view_or_404(request: PageRequest, case_id: UUID) -> rechoice.CaseView:
    """A break-off with everything about it, for those who may see the person."""
    view = rechoice.case_view(case_id)
    if view is None:
        raise Http404
    request.saw(view.case.person_id)
    return view


def option_or_404(request: PageRequest, option_id: UUID) -> rechoice.Option:
    """A possibility, for those who may see the person."""
    seen = rechoice.Option.objects.filter(access.visible(DataClass.PROCESS)).select_related(
        "case", "person", "organisation"
    )
    option = get_object_or_404(seen, pk=option_id)
    request.saw(option.person_id)
    return option


def back_to_case(case_id: UUID) -> Action:
    """The way back."""
    return Action(gettext("Back to the break-off"), reverse("case", args=[case_id]))


def act_on_case(
    request: PageRequest, act: Act, form: forms.Form, do: Callable[[], object], case_id: UUID
) -> HttpResponse:
    """Carry it out, and go back to the break-off."""
    where = reverse("case", args=[case_id])
    return carry_out(request, act, form, do, said=gettext("It is written down."), where=where)


def act_on_option(  # the words of the page
    request: PageRequest,
    option: rechoice.Option,
    form: forms.Form,
    heading: str,
    button: str,
    do: Callable[[], object],
) -> HttpResponse:
    """Carry something out with a possibility, and go back to the break-off."""
    where = option.organisation.name if option.organisation else ""
    act = Act(
        heading=heading,
        lead=", ".join(filter(None, (option.words, where, option.person.name))),
        back=back_to_case(option.case_id),
        do=button,
        sections=sections_with_step(form, tuple(n for n in form.fields if n not in STEP_FIELDS)),
        settled=_left(option),
    )
    return act_on_case(request, act, form, do, option.case_id)


def sections_with_step(form: forms.Form, fields: tuple[str, ...]) -> tuple[Section, ...]:
    """The fields of the act, and those of what comes next where they are asked for."""
    if "kind" not in form.fields or "due_on" not in form.fields:
        return (Section("", fields),) if fields else ()
    hint = (
        gettext("Nobody is without a next step: say what comes after this.")
        if form.fields["kind"].required
        else gettext("Another step is open, so you can leave this empty.")
    )
    return Section("", fields), Section(gettext("What comes next?"), STEP_FIELDS, hint)


def _left(option: rechoice.Option) -> Notice | None:
    if option.state != OptionState.LEFT:
        return None
    return Notice(Tone.INFO, gettext("This was left aside"), option.left_because)
