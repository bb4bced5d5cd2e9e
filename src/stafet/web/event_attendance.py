"""Who came to a session: told for everybody on one page, corrected by telling it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.events import api as events
from stafet.events.api import EventState, Mark, PartState, Told
from stafet.kernel.sentences import SentenceError
from stafet.web import event_parts
from stafet.web.acts import done, refuse
from stafet.web.components.paging import page_pager
from stafet.web.events import event_or_404, session_or_404
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
WRITE = access.Permission.WRITE_PLAN
_A_PAGE = 60


class AttendanceForm(forms.Form):
    """Who came to one session: one question for each, and how many others."""

    others = forms.IntegerField(
        label=gettext_lazy("How many came without having signed up?"), min_value=0, max_value=5000, initial=0
    )

    def __init__(
        self,
        data: object = None,
        *,
        asked: Iterable[tuple[str, str]],
        initial: Mapping[str, Any],
    ) -> None:
        super().__init__(data, initial=dict(initial))  # type: ignore[arg-type]
        self.asked = tuple(name for name, _ in asked)
        for name, label in asked:
            self.fields[name] = forms.ChoiceField(
                label=label, choices=Mark.choices, widget=forms.RadioSelect, required=False
            )
        self.order_fields([*self.asked, "others"])

    def told(self) -> Told:
        """What was said; who was left open is not written down."""
        said = {name: Mark(self.cleaned_data[name]) for name in self.asked if self.cleaned_data.get(name)}
        return Told(
            parts={UUID(name[1:]): mark for name, mark in said.items() if name[0] == "p"},
            guests={UUID(name[1:]): mark for name, mark in said.items() if name[0] == "g"},
            others=self.cleaned_data["others"],
        )


@page(purpose=GUIDANCE, classes="ABD", allow=WRITE, writes=True)
def tell_attendance(request: PageRequest, event_session_id: UUID) -> HttpResponse:
    """Who came: everybody on one page, those who signed up taken to have come until somebody says otherwise."""
    session = session_or_404(request, event_session_id)
    row = event_or_404(request, session.event_id)
    if session.starts_at > request.at or row.state == EventState.CANCELLED:
        raise Http404
    rows = events.parts_of(row).exclude(state__in=(PartState.DECLINED, PartState.CANCELLED))
    part = Paginator(rows, _A_PAGE).get_page(request.GET.get("page"))
    lines = events.part_lines(part)
    request.saw(*(line.part.person_id for line in lines))
    marks = events.marks_of(session)
    asked = [(f"p{line.part.pk}", _asked_name(line)) for line in lines]
    first: dict[str, object] = {
        f"p{line.part.pk}": marks.get(line.part.pk) or _guess(line.part.state) for line in lines
    }
    if part.number == 1:
        for guest in events.guests_of(row):
            if guest.state in events.STANDING or guest.pk in marks:
                asked.append((f"g{guest.pk}", guest.host.name if guest.host else str(guest.user)))
                first[f"g{guest.pk}"] = marks.get(guest.pk) or _guess(guest.state)
    form = AttendanceForm(request.POST or None, asked=asked, initial=first | {"others": session.others_came})
    if request.method == "POST" and form.is_valid():
        try:
            events.tell_attendance(session=session, told=form.told(), by=request.actor, at=request.at)
            return done(request, gettext("It is written down."), event_parts.to_event(row))
        except SentenceError as error:
            refuse(form, error)
    context = {
        "event": row,
        "door": reverse("find_at_the_door", args=[session.pk]),
        "hours": event_parts.hours_words(session),
        "form": form,
        "asked": [form[name] for name in form.asked],
        "pager": page_pager(part),
        "earlier": _corrected(session),
    }
    return render(request, "events/attendance.html", context)


def _corrected(session: events.EventSession) -> list[str]:
    return [
        gettext("%(name)s: “%(mark)s” was corrected")
        % {"name": each.person.name, "mark": Mark(each.mark).label}
        for each in events.earlier_marks(session)[:_A_PAGE]
    ]


def _asked_name(line: events.PartLine) -> str:
    who = f"{line.name} ({line.home})" if line.home else line.name
    return f"{who}, {line.part.class_name}" if line.part.class_name else who


def _guess(state: str) -> str:
    """Whoever signed up is taken to have come; of others nothing is said before."""
    return Mark.CAME.value if state == PartState.SIGNED_UP else ""
