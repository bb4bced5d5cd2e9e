"""The fields of an offer, of a need and of a seat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from stafet.kernel.activities import ActivityKind
from stafet.offers import api as offers
from stafet.offers.api import EntryCondition, Need, NeedMove, OfferFacts, Payer, SeatMove, StartDraft
from stafet.organisations import api as organisations
from stafet.web.components.day_field import DayField, read_day
from stafet.web.components.numbers import write_number
from stafet.web.lanes import KINDS
from stafet.web.offer_parts import start_words

_MOST_SEATS, _OLDEST = 500, 99
_NEEDS_HINT = gettext_lazy("As many as are true.")
_OFFERED = tuple(kind for kind in ActivityKind if kind is not ActivityKind.ABROAD)


def button(request: HttpRequest) -> forms.Form:
    """A form without a field: one button."""
    return forms.Form(request.POST if request.method == "POST" else None)


class StartsField(forms.CharField):
    """Days with seats, one a line: ``12.1.2027: 8``."""

    widget = forms.Textarea({"rows": 4})

    def to_python(self, value: str | None) -> tuple[StartDraft, ...]:  # type: ignore[override]
        """The starts, or which line can't be read."""
        lines = [line.strip() for line in (value or "").splitlines() if line.strip()]
        found = {start.starts_on: start for start in map(_read_start, lines)}
        return tuple(found.values())

    def validate(self, value: object) -> None:
        """No start is an answer, too."""

    def run_validators(self, value: object) -> None:
        """Every line was read already."""


class SeatsForm(forms.Form):
    """When one can begin and how many seats there are then."""

    any_time = forms.IntegerField(
        label=gettext_lazy("Seats that can be had at any time"),
        required=False,
        min_value=0,
        max_value=_MOST_SEATS,
        help_text=gettext_lazy(
            "All of them, those that are taken too. Leave it empty if one begins on fixed days."
        ),
    )
    starts = StartsField(
        label=gettext_lazy("Days on which one can begin"),
        required=False,
        help_text=gettext_lazy("One a line, with its seats, those that are taken too: 12.1.2027: 8"),
    )

    def drafts(self) -> tuple[StartDraft, ...]:
        """Every start that was said."""
        said = self.cleaned_data
        always = (StartDraft(None, said["any_time"]),) if said.get("any_time") is not None else ()
        return (*always, *said["starts"])


class OfferForm(SeatsForm):
    """Everything an offer says of itself."""

    provider = forms.ChoiceField(label=gettext_lazy("Who offers it?"))
    title = forms.CharField(label=gettext_lazy("What is it called?"), max_length=offers.LONGEST_TITLE)
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of offer is it?"), choices=[(k.value, KINDS[k]) for k in _OFFERED]
    )
    needs = forms.MultipleChoiceField(
        label=gettext_lazy("What does it answer?"),
        choices=Need.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_NEEDS_HINT,
    )
    target = forms.CharField(label=gettext_lazy("For whom is it?"), max_length=200, required=False)
    words = forms.CharField(
        label=gettext_lazy("What does one do there?"),
        max_length=offers.LONGEST_WORDS,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    town = forms.CharField(label=gettext_lazy("In which town?"), max_length=80)
    from_age = forms.IntegerField(
        label=gettext_lazy("From which age?"), required=False, min_value=0, max_value=_OLDEST
    )
    to_age = forms.IntegerField(
        label=gettext_lazy("Up to which age?"), required=False, min_value=0, max_value=_OLDEST
    )
    from_grade = forms.IntegerField(
        label=gettext_lazy("Which grade must be completed?"), required=False, min_value=0, max_value=13
    )
    conditions = forms.MultipleChoiceField(
        label=gettext_lazy("What else must be in place?"),
        choices=EntryCondition.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    entry_words = forms.CharField(label=gettext_lazy("More about the entry"), max_length=300, required=False)
    language_support = forms.CharField(
        label=gettext_lazy("Help with the language"), max_length=200, required=False
    )
    payer = forms.ChoiceField(label=gettext_lazy("Who pays?"), choices=Payer.choices)
    price_per_week = forms.DecimalField(
        label=gettext_lazy("Price a week"), required=False, min_value=0, max_digits=8, decimal_places=2
    )
    contact_name = forms.CharField(label=gettext_lazy("Whom does one call?"), max_length=120)
    contact_phone = forms.CharField(label=gettext_lazy("Phone"), max_length=40, required=False)
    contact_email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        help_text=gettext_lazy("Here they are asked four times a year whether it is still right."),
    )
    valid_until = DayField(
        label=gettext_lazy("Until when is it offered?"),
        required=False,
        help_text=gettext_lazy("Leave it empty if there is no end."),
    )

    def __init__(
        self,
        data: object = None,
        *,
        providers: Sequence[organisations.Place],
        initial: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        self.fields["provider"].choices = [(str(p.organisation_id), p.name) for p in providers]  # type: ignore[attr-defined]
        if len(providers) == 1:
            self.fields["provider"].widget = forms.HiddenInput()
            self.fields["provider"].initial = str(providers[0].organisation_id)

    def facts(self) -> OfferFacts:
        """What was said."""
        said = {name: value for name, value in self.cleaned_data.items() if name in _SAID}
        return OfferFacts(
            **said,
            kind=ActivityKind(self.cleaned_data["kind"]),
            needs=tuple(map(Need, self.cleaned_data["needs"])),
            conditions=tuple(map(EntryCondition, self.cleaned_data["conditions"])),
            payer=Payer(self.cleaned_data["payer"]),
        )


_SAID = (
    *("title", "target", "words", "town", "from_age", "to_age", "from_grade", "entry_words"),
    *("language_support", "price_per_week", "contact_name", "contact_phone", "contact_email", "valid_until"),
)


def known_offer(offer: offers.Offer, starts: Iterable[offers.OfferStart]) -> dict[str, object]:
    """What is filled in when an offer is changed."""
    same = (*_SAID, "kind", "needs", "conditions", "payer")
    known = {name: getattr(offer, name) for name in same}
    return known | known_seats(starts) | {"provider": str(offer.provider_id)}


def known_seats(starts: Iterable[offers.OfferStart]) -> dict[str, object]:
    """What is filled in about the seats."""
    rows = list(starts)
    always = next((row.seats for row in rows if row.starts_on is None), None)
    days = [f"{row.starts_on:%-d.%-m.%Y}: {row.seats}" for row in rows if row.starts_on is not None]
    return {"any_time": always, "starts": "\n".join(days)}


class KeepForm(SeatsForm):
    """What a provider says by the link."""

    is_offered = forms.ChoiceField(
        label=gettext_lazy("Do you still offer it?"),
        choices=[("yes", gettext_lazy("Yes, and this is right")), ("no", gettext_lazy("No, take it out"))],
        widget=forms.RadioSelect,
        initial="yes",
    )
    contact_name = forms.CharField(label=gettext_lazy("Whom does one call?"), max_length=120)
    contact_phone = forms.CharField(label=gettext_lazy("Phone"), max_length=40, required=False)
    contact_email = forms.EmailField(label=gettext_lazy("E-mail"))
    field_order = ("is_offered", "any_time", "starts", "contact_name", "contact_phone", "contact_email")

    def answer(self) -> offers.ProviderAnswer:
        """What was said."""
        said = self.cleaned_data
        return offers.ProviderAnswer(
            starts=self.drafts(),
            contact_name=said["contact_name"],
            contact_phone=said["contact_phone"],
            contact_email=said["contact_email"],
            is_offered=said["is_offered"] == "yes",
        )


class NeedForm(forms.Form):
    """What somebody needs an offer for."""

    needs = forms.MultipleChoiceField(
        label=gettext_lazy("What do they need?"),
        choices=Need.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_NEEDS_HINT,
    )
    words = forms.CharField(
        label=gettext_lazy("In a few words"),
        max_length=offers.LONGEST_WORDS,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy(
            "Write it so that the young person can read it: they will. Nothing about health."
        ),
    )


class CloseNeedForm(forms.Form):
    """Why somebody needs no offer any more."""

    move = forms.ChoiceField(
        label=gettext_lazy("What became of it?"), choices=NeedMove.choices, widget=forms.RadioSelect
    )
    outcome = forms.CharField(label=gettext_lazy("What came of it?"), max_length=200)


class SeatForm(forms.Form):
    """What is asked for a move of a seat: only what this move needs."""

    start = forms.ChoiceField(label=gettext_lazy("Which start?"))
    ahead_reason = forms.CharField(
        label=gettext_lazy("Why are they taken first?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "Others have waited longer for this offer. What you write stands with the seat."
        ),
    )
    said_by = forms.CharField(label=gettext_lazy("Who at the provider said so?"), max_length=120)
    outcome = forms.CharField(label=gettext_lazy("What came of it?"), max_length=200)
    on = DayField(label=gettext_lazy("On which day?"), help_text=gettext_lazy("Day, month and year"))

    def __init__(
        self,
        data: object = None,
        *,
        move: SeatMove,
        starts: Iterable[offers.OfferStart],
        somebody_waits: bool,
        today: date,
    ) -> None:
        super().__init__(data, initial={"on": today})  # type: ignore[arg-type]
        wanted = {name for name in ASKED[move] if name != "ahead_reason" or somebody_waits}
        for name in set(self.fields) - wanted:
            del self.fields[name]
        if "start" in self.fields:
            self.fields["start"].choices = [(str(each.pk), _free(each)) for each in starts]  # type: ignore[attr-defined]


ASKED: Mapping[SeatMove, tuple[str, ...]] = {
    SeatMove.PROPOSE: ("start", "ahead_reason"),
    SeatMove.ACCEPT: ("said_by",),
    SeatMove.DECLINE: ("said_by", "outcome", "on"),
    SeatMove.START: ("on",),
    SeatMove.END: ("outcome", "on"),
    SeatMove.WITHDRAW: ("outcome", "on"),
}


def _free(start: offers.OfferStart) -> str:
    return gettext("%(start)s: %(free)s free") % {
        "start": start_words(start),
        "free": write_number(max(start.free, 0)),
    }


def _read_start(line: str) -> StartDraft:
    day_text, _, seats_text = line.rpartition(":")
    day = read_day(day_text)
    if day is None or not seats_text.strip().isdecimal() or int(seats_text) > _MOST_SEATS:
        raise ValidationError(
            gettext("“%(line)s” can’t be read. Write the day, a colon and the seats: 12.1.2027: 8")
            % {"line": line[:40]}
        )
    return StartDraft(day, int(seats_text))
