"""The fields of a pupil's way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext, gettext_lazy

from stafet.placements import api as placements
from stafet.placements.api import EndReason, Holder
from stafet.web.components.day_field import DayField


class BeginForm(forms.Form):
    """Which scheme, and why somebody thought of it."""

    scheme = forms.ChoiceField(label=gettext_lazy("Which scheme?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("Why did you think of it?"),
        max_length=placements.LONGEST_LINE,
        required=False,
        help_text=gettext_lazy("It is kept with the history, and the young person can read it."),
    )

    def __init__(self, data: object = None, *, schemes: Sequence[placements.Scheme]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self._schemes = {str(scheme.pk): scheme for scheme in schemes}
        self.fields["scheme"].choices = [  # type: ignore[attr-defined]
            (key, f"{scheme.name}, {scheme.year}") for key, scheme in self._schemes.items()
        ]

    def chosen_scheme(self) -> placements.Scheme:
        """The model that was chosen."""
        return self._schemes[self.cleaned_data["scheme"]]


class MoveForm(forms.Form):
    """A day, and a few words."""

    on = DayField(label=gettext_lazy("On which day?"), help_text=gettext_lazy("Day, month and year"))
    words = forms.CharField(
        label=gettext_lazy("In a few words"),
        max_length=placements.LONGEST_LINE,
        required=False,
        help_text=gettext_lazy("It is kept with the history, and the young person can read it."),
    )

    def __init__(self, data: object = None, *, today: date, what: placements.WayMove) -> None:
        super().__init__(data, initial={"on": today})  # type: ignore[arg-type]
        # The field says "optional" only where silence is accepted; what is missing, the action says in its own words.
        self.fields["words"].required = what in placements.NEEDS_WORDS
        self.fields["words"].error_messages["required"] = gettext(
            "Say why, in a few words: it stays with the history."
        )


class ApplyForm(forms.Form):
    """What they want, and that they have read what it means. ``consequence`` is what stood there when they read it."""

    direction = forms.CharField(
        label=gettext_lazy("What do you want to become?"),
        max_length=placements.LONGEST_LINE,
        required=False,
        help_text=gettext_lazy("A trade, a direction, or what you want to try. You can leave it empty."),
    )
    acknowledged = forms.BooleanField(
        label=gettext_lazy("I have read what this choice means"), required=False
    )
    consequence = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: object = None, *, scheme: placements.Scheme) -> None:
        super().__init__(data, initial={"consequence": scheme.consequence})  # type: ignore[arg-type]
        if not scheme.consequence:
            del self.fields["acknowledged"]

    def read_words(self) -> str:
        """The consequence as it was read, if it was."""
        said = self.cleaned_data
        return said["consequence"].replace("\r\n", "\n") if said.get("acknowledged") else ""


class ConsentForm(forms.Form):
    """Who answers on paper, and what."""

    holder = forms.ChoiceField(label=gettext_lazy("Who answers?"), widget=forms.RadioSelect)
    answer = forms.ChoiceField(
        label=gettext_lazy("What do they answer?"),
        choices=(("yes", gettext_lazy("They consent")), ("no", gettext_lazy("They do not consent"))),
        widget=forms.RadioSelect,
    )

    def __init__(self, data: object = None, *, holders: Sequence[Holder]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self._holders = {str(holder.custody_id): holder for holder in holders}
        self.fields["holder"].choices = [(key, holder.name) for key, holder in self._holders.items()]  # type: ignore[attr-defined]

    def chosen_holder(self) -> Holder:
        """Who answered."""
        return self._holders[self.cleaned_data["holder"]]


class PlaceForm(forms.Form):
    """Which of the places that fit."""

    place = forms.ChoiceField(label=gettext_lazy("Which place?"), widget=forms.RadioSelect)

    def __init__(self, data: object = None, *, places: Sequence[placements.Place]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self._places = {str(place.pk): place for place in places}
        self.fields["place"].choices = [(key, place_words(place)) for key, place in self._places.items()]  # type: ignore[attr-defined]

    def chosen_place(self) -> placements.Place:
        """The place that was chosen."""
        return self._places[self.cleaned_data["place"]]


class WithdrawForm(forms.Form):
    """Why it ends early."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why does it end?"), choices=EndReason.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("In their own words"), max_length=placements.LONGEST_LINE, required=False
    )


def place_words(place: placements.Place) -> str:
    """A place in a line: the host, the town, what one does there."""
    host = place.host
    told = gettext("%(host)s, %(town)s (%(free)d free)") % {
        "host": host.name,
        "town": host.town,
        "free": place.free,
    }
    return f"{told}: {place.tasks}" if place.tasks else told
