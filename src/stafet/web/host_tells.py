"""A company without an account answers one thing about a pupil, by a link that works once and not for long.

It meets the given name, the days and its own part. That it was read stands in the log of the young person.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.followup import api as followup
from stafet.followup.api import HostAsked, HostSaid, LinkUse
from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.kernel.identity import uuid7
from stafet.kernel.sentences import SentenceError
from stafet.placements.api import Party
from stafet.web.acts import refuse
from stafet.web.components.days import write_day
from stafet.web.components.tables import Fact, Facts
from stafet.web.follow_up_forms import DaysForm, HostForm
from stafet.web.link_tries import opened, too_often
from stafet.web.placement_parts import period_words
from stafet.web.registry import public_page

_VIEW = "web.host_tells.tell_as_host"


@dataclass(frozen=True, slots=True)
class _Ask:
    """What one kind of link asks: the question, the form, what to say about it, and what is read from the form."""

    heading: str
    form: forms.Form
    read: Callable[[], HostSaid]
    facts: Facts | None = None


@public_page(writes=True)
def tell_as_host(request: HttpRequest, host_link: str) -> HttpResponse:
    """One question, one button."""
    at = clock.now()
    if (wait := too_often(request, host_link, at=at)) is not None:
        return wait
    link = followup.host_link(host_link, at=at)
    if link is None:
        return redirect("told")
    opened(request, host_link, at=at)
    try:
        with access.job_scope(link.municipality_id):
            return _answer(request, followup.host_asked(link))
    except followup.LinkOpensNothing:
        return redirect("told")


@public_page()
def told(request: HttpRequest) -> HttpResponse:
    """Say what may have become of a link. At an address of its own, so that the link stands nowhere any more."""
    return render(request, "follow_up/told.html", {"is_done": False})


def _answer(request: HttpRequest, asked: HostAsked) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    ask = _ASKS[LinkUse(asked.link.use)](asked, data)
    if data is not None and ask.form.is_valid():
        try:
            followup.answer_as_host(link=asked.link, said=ask.read(), by=SYSTEM, at=clock.now())
        except followup.LinkOpensNothing:
            raise
        except SentenceError as error:
            refuse(ask.form, error)
        else:
            return render(request, "follow_up/told.html", {"is_done": True})
    _log_the_look(asked)
    context = {
        "heading": ask.heading,
        "form": ask.form,
        "facts": ask.facts,
        "school": asked.agreement.school_name,
    }
    return render(request, "follow_up/tell.html", context)


def _plan(asked: HostAsked, data: Mapping[str, object] | None) -> _Ask:
    form = HostForm(data, initial={"name": asked.agreement.contact_name})
    form.fields["words"].required = False
    form.fields["words"].label = gettext("Should something be otherwise?")
    periods = tuple(Fact(write_day(each.starts_on), each.words) for each in asked.plan.periods)
    days = ", ".join(write_day(each.day, "near") for each in asked.plan.days)
    items = (
        Fact(gettext("Agreed"), period_words(asked.agreement)),
        *periods,
        Fact(gettext("The days"), days),
    )
    heading = gettext("Is this the plan for %(name)s?") % {"name": _given(asked)}
    return _Ask(heading, form, lambda: _said(form), Facts(gettext("The plan"), items))


def _days(asked: HostAsked, data: Mapping[str, object] | None) -> _Ask:
    form = DaysForm(data, days=asked.days)
    heading = gettext("Which days was %(name)s at your company?") % {"name": _given(asked)}
    return _Ask(heading, form, lambda: HostSaid(days=form.told()))


def _check_in(asked: HostAsked, data: Mapping[str, object] | None) -> _Ask:
    form = HostForm(data)
    del form.fields["name"]
    form.fields["words"].help_text = gettext(
        "What goes well, what is hard, what you need. Nothing about health."
    )
    heading = gettext("How does it go with %(name)s?") % {"name": _given(asked)}
    return _Ask(heading, form, lambda: _said(form))


def _words(asked: HostAsked, data: Mapping[str, object] | None) -> _Ask:
    form = HostForm(data, initial={"name": asked.agreement.contact_name})
    heading = gettext("What do you want to say to %(name)s?") % {"name": _given(asked)}
    return _Ask(heading, form, lambda: _said(form))


def _said(form: forms.Form) -> HostSaid:
    return HostSaid(form.cleaned_data.get("name", ""), form.cleaned_data["words"])


def _given(asked: HostAsked) -> str:
    return asked.placement.person.given_names


_ASKS: Mapping[LinkUse, Callable[[HostAsked, Mapping[str, object] | None], _Ask]] = {
    LinkUse.PLAN: _plan,
    LinkUse.DAYS: _days,
    LinkUse.CHECK_IN: _check_in,
    LinkUse.WORDS: _words,
}


def _log_the_look(asked: HostAsked) -> None:
    """A look by link is a look: it is written in the log before it is shown."""
    audit.log_reading(
        audit.Look(
            at=clock.now(),
            by=SYSTEM,
            purpose=access.Purpose.GUIDANCE.value,
            view=_VIEW,
            person_ids=(asked.placement.person_id,),
            data_classes="AD",
            search_term="",
            result=audit.ReadResult.SHOWN,
            request_id=uuid7(),
            capacities=(Party.HOST.value,),
        )
    )
