"""What is asked for a hand-over, one thing at a time. Nothing is kept between the stages but in the form itself.

What is typed may be about a young person, so it lies neither in the session nor in an address: each stage carries
what the others asked in hidden fields, and everything is checked again when it is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from stafet.kernel.countries import Country, local_day
from stafet.kernel.sharing import Recipient, Thing
from stafet.organisations import api as organisations
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import HandoverKind
from stafet.web.bases import bases_for, basis_of
from stafet.web.components.day_field import DayField
from stafet.web.step_forms import assignees, chosen

LONGEST_MESSAGE = 2000
OFFERED_KINDS = (
    HandoverKind.START,
    HandoverKind.CHANGE,
    HandoverKind.DROP_OUT,
    HandoverKind.MOVE,
    HandoverKind.INTERNAL,
)
_CONSENT = ("consent_by", "consent_on", "consent_to")
_LEAST = frozenset({Thing.IDENTITY, Thing.CONTACT, Thing.CONTACT_PERSON})
_CONSENTED = {
    "": frozenset[Thing](),
    "least": _LEAST,
    "process": _LEAST | {Thing.PATH, Thing.AGREED, Thing.RISK, Thing.ORDER, Thing.WORDS},
}
CONSENT_TO = (
    ("", gettext_lazy("Not said yet")),
    ("least", gettext_lazy("Who they are, how to reach them, and who has the responsibility")),
    ("process", gettext_lazy("That, and what they have done, what is agreed, and a few words")),
)
Groups = Iterable[tuple[str, Iterable[tuple[str, str]]]]


class Stage(StrEnum):
    """The stages in their order; ``SEND`` is the act itself."""

    WHERE = "where"
    WHOM = "whom"
    WHAT = "what"
    CHECK = "check"
    SEND = "send"


class WhereForm(forms.Form):
    """To which organisation, and what it is about."""

    organisation = forms.ChoiceField(label=gettext_lazy("Who is to take the responsibility?"))
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=[(kind.value, kind.label) for kind in OFFERED_KINDS],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("It stands on the envelope."),
    )

    def __init__(self, data: object = None, *, receivers: Groups, **kwargs: object) -> None:
        super().__init__(data, **kwargs)  # type: ignore[arg-type]
        first = ("", gettext("Choose an organisation"))
        self.fields["organisation"].choices = [first, *receivers]  # type: ignore[attr-defined]


class WhomForm(forms.Form):
    """To whom there, and from when."""

    to = forms.ChoiceField(
        label=gettext_lazy("To whom there?"),
        required=False,
        help_text=gettext_lazy("A team or a colleague, if you know. Whoever is there can accept."),
    )
    starts_on = DayField(
        label=gettext_lazy("When do they start there?"),
        required=False,
        help_text=gettext_lazy("Day, month and year. The hand-over is done when they have been seen there."),
    )

    def __init__(
        self,
        data: object = None,
        *,
        organisation_id: UUID,
        at: datetime,
        is_protected: bool,
        **kwargs: object,
    ) -> None:
        super().__init__(data, **kwargs)  # type: ignore[arg-type]
        self.fields["to"].choices = assignees(organisation_id, at)  # type: ignore[attr-defined]
        self._needs_colleague = is_protected

    def clean_to(self) -> str:
        """A protected person goes to somebody by name: nobody else may open the envelope."""
        to: str = self.cleaned_data["to"]
        if self._needs_colleague and chosen(to)[0] is None:
            raise forms.ValidationError(
                gettext(
                    "A protected person is handed over to one named colleague. Call first, then choose who it is."
                )
            )
        return to


class WhatForm(forms.Form):
    """What travels with it: on which basis, and the sender's own words."""

    basis = forms.ChoiceField(
        label=gettext_lazy("On which basis may they have it?"), widget=forms.RadioSelect
    )
    consent_by = forms.ChoiceField(
        label=gettext_lazy("If it rests on consent: who gave it?"),
        choices=[("", gettext_lazy("It does not")), *responsibility.ConsentBy.choices],
        required=False,
    )
    consent_on = DayField(label=gettext_lazy("On which day was it given?"), required=False)
    consent_to = forms.ChoiceField(
        label=gettext_lazy("What did they say yes to?"), choices=CONSENT_TO, required=False
    )
    message = forms.CharField(
        label=gettext_lazy("What should they know to begin well?"),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea,
        help_text=gettext_lazy("Only what they need to take over. The young person can read it too."),
    )

    def __init__(
        self, data: object = None, *, country: Country, to: Recipient, on: date, **kwargs: object
    ) -> None:
        super().__init__(data, **kwargs)  # type: ignore[arg-type]
        bases = bases_for(to, country=country, on=on)
        self.fields["basis"].choices = [  # type: ignore[attr-defined]
            (basis.key, f"{basis.title}. {basis.allows} {basis.note}") for basis in bases
        ]
        if not any(basis.needs_consent for basis in bases):
            for name in _CONSENT:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Consent must be on record where it is the basis: who gave it, when, and to what."""
        said = super().clean() or self.cleaned_data
        if basis_of(said.get("basis", "")).needs_consent:
            missing = [name for name in _CONSENT if not said.get(name) and name not in self.errors]
            for name in missing:
                self.add_error(
                    name, gettext("Consent must be on record: say who gave it, on which day, and to what.")
                )
        return said

    def consent(self) -> responsibility.Consent | None:
        """What it rests on, if it rests on consent."""
        said = self.cleaned_data
        if not basis_of(said["basis"]).needs_consent:
            return None
        given_by, things = responsibility.ConsentBy(said["consent_by"]), _CONSENTED[said["consent_to"]]
        return responsibility.Consent(said["basis"], given_by, said["consent_on"], things)


@dataclass(frozen=True, slots=True)
class Asking:
    """What the stages need to know to ask."""

    receivers: Groups
    country: Country
    at: datetime
    is_protected: bool


class Draft:
    """A hand-over as far as it has been told: the posted fields, read stage by stage."""

    def __init__(self, posted: Mapping[str, str], asking: Asking) -> None:
        self.posted = posted
        self.asking = asking

    def form(self, stage: Stage, *, bound: bool = True) -> forms.Form:
        """The form of a stage: bound to what was posted, or showing it without judging it."""
        data = self.posted if bound else None
        initial = None if bound else {**_BEGINNING, **self.posted}
        if stage is Stage.WHERE:
            return WhereForm(data, receivers=self.asking.receivers, initial=initial)
        if stage is Stage.WHOM:
            return WhomForm(
                data,
                organisation_id=self._where(),
                at=self.asking.at,
                is_protected=self.asking.is_protected,
                initial=initial,
            )
        (place,) = organisations.places([self._where()])
        return WhatForm(
            data,
            country=self.asking.country,
            to=organisations.RECIPIENTS[place.kind],
            on=local_day(self.asking.country, self.asking.at),
            initial=initial,
        )

    def _where(self) -> UUID:
        return UUID(self.posted["organisation"])

    def first_wrong(self, until: Stage) -> tuple[Stage, forms.Form] | None:
        """The first stage before another that is not filled in rightly, with its errors."""
        for stage in STAGES[: STAGES.index(until)]:
            form = self.form(stage)
            if not form.is_valid():
                return stage, form
        return None

    def carried(self, stage: Stage) -> dict[str, str]:
        """What was posted for the other stages, to be carried along."""
        here = _FIELDS.get(stage, ())
        return {name: self.posted[name] for name in _ALL_FIELDS if name in self.posted and name not in here}

    def told(self) -> Told:
        """Everything, once no stage is wrong."""
        where, whom, what = (self.form(stage) for stage in STAGES[:3])
        for form in (where, whom, what):
            form.is_valid()
        user_id, unit_id = chosen(whom.cleaned_data["to"])
        organisation_id = UUID(where.cleaned_data["organisation"])
        return Told(
            to=responsibility.Receiver(organisation_id, unit_id=unit_id, user_id=user_id),
            kind=HandoverKind(where.cleaned_data["kind"]),
            starts_on=whom.cleaned_data["starts_on"],
            basis=what.cleaned_data["basis"],
            message=what.cleaned_data["message"],
            consent=what.consent() if isinstance(what, WhatForm) else None,
            receiver_words=_receiver_words(where, whom),
        )


@dataclass(frozen=True, slots=True)
class Told:
    """A hand-over as it will be sent."""

    to: responsibility.Receiver
    kind: HandoverKind
    starts_on: date | None
    basis: str
    message: str
    consent: responsibility.Consent | None
    receiver_words: str


STAGES = (Stage.WHERE, Stage.WHOM, Stage.WHAT, Stage.CHECK)
_FIELDS = {
    Stage.WHERE: ("organisation", "kind"),
    Stage.WHOM: ("to", "starts_on"),
    Stage.WHAT: ("basis", *_CONSENT, "message"),
}
_ALL_FIELDS = tuple(name for names in _FIELDS.values() for name in names)
_BEGINNING = {"kind": HandoverKind.START.value}


def _receiver_words(where: forms.Form, whom: forms.Form) -> str:
    organisation = _chosen_label(where.fields["organisation"], where.cleaned_data["organisation"])
    to = whom.cleaned_data["to"]
    return f"{organisation}, {_chosen_label(whom.fields['to'], to)}" if to else organisation


def _chosen_label(field: forms.Field, value: str) -> str:
    """The words of a choice, in a group or not."""
    for key, label in field.choices:  # type: ignore[attr-defined]
        if isinstance(label, str) and key == value:
            return label
        if not isinstance(label, str):
            for inner, words in label:
                if inner == value:
                    return str(words)
    return ""
