"""Has somebody broken off? The institution, or the home municipality, says so before a register does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.kernel.privacy import DataClass
from stafet.pathways import api as pathways
from stafet.responsibility import api as responsibility
from stafet.web.acting import carry_out
from stafet.web.acts import Act
from stafet.web.components.day_field import DayField
from stafet.web.components.parts import Action
from stafet.web.confirm_leaving import name_place
from stafet.web.finding import person_or_404
from stafet.web.registry import PageRequest, page

_A_DAY = timedelta(days=1)


class BreakOffForm(forms.Form):
    """Which place, the last day there, and the institution's code for why."""

    place = forms.TypedChoiceField(
        label=gettext_lazy("Which place is it about?"), coerce=UUID, widget=forms.RadioSelect
    )
    last_day = DayField(
        label=gettext_lazy("Their last day there"), help_text=gettext_lazy("Day, month and year")
    )
    reason_code = forms.CharField(
        label=gettext_lazy("Why, in a word or two"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("For a break-off: the institution’s code or word for it, if there is one."),
    )

    def __init__(self, data: object = None, *, places: Sequence[pathways.Spell], today: date) -> None:
        super().__init__(data, initial={"last_day": today})  # type: ignore[arg-type]
        self._today = today
        self.fields["place"].choices = [(str(each.pk), name_place(each)) for each in places]  # type: ignore[attr-defined]
        if len(places) == 1:
            self.fields["place"].initial = str(places[0].pk)

    def clean_last_day(self) -> date:
        """What has happened, happened on a day that is not still to come."""
        day: date = self.cleaned_data["last_day"]
        if day > self._today:
            raise forms.ValidationError(gettext("That day is still to come. Answer when they have left."))
        return day


@page(purpose=access.Purpose.GUIDANCE, classes="AD", allow=access.Permission.HOLD, writes=True)
def tell_break_off(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Say that somebody has left a place before its end: the law's clock starts, and a case is there."""
    person = person_or_404(request, person_id)
    places = places_to_leave(request, person_id)
    if not places:
        raise Http404
    form = BreakOffForm(request.POST or None, places=places, today=request.today)
    act = Act(
        heading=gettext("Has %(name)s broken off?") % {"name": person.name},
        lead=gettext(
            "The responsibility stays where it is until somebody else takes it. The step with the law’s own day comes by itself."
        ),
        back=Action(
            gettext("Back to %(name)s") % {"name": person.name}, reverse("person_rechoice", args=[person_id])
        ),
        do=gettext("Write down the break-off"),
    )

    def do() -> None:
        told = form.cleaned_data
        responsibility.record_break_off(
            spell=next(each for each in places if each.pk == told["place"]),
            on=told["last_day"] + _A_DAY,
            reason_code=told["reason_code"],
            by=request.actor,
            at=request.at,
        )

    return carry_out(
        request,
        act,
        form,
        do,
        said=gettext("The break-off is written down. The step with the law’s own day is set."),
        where=reverse("person_rechoice", args=[person_id]),
    )


def places_to_leave(request: PageRequest, person_id: UUID) -> Sequence[pathways.Spell]:
    """Where somebody is now, as far as the reader may say that they have left."""
    running = pathways.Spell.objects.running_on(request.today).filter(
        access.visible(DataClass.PROCESS),
        person_id=person_id,
        pk__in=responsibility.spells_reportable_by(request.actor).values("pk"),
    )
    return list(running.select_related("organisation").order_by("starts_on", "pk"))
