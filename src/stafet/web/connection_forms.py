"""What is asked about the way to a live register."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext, gettext_lazy

from stafet.integrations.ss12000.reach import NotAnAddress, checked_address
from stafet.registers import api as registers
from stafet.web.acts import Section
from stafet.web.components.say import say

_HOURS = 24


class ConnectionForm(forms.Form):
    """Where the system is, who we are there, and when it is asked."""

    address = forms.CharField(
        label=gettext_lazy("Address of the interface"),
        max_length=500,
        help_text=gettext_lazy("With https, and the version at its end if it has one, such as /v2.0."),
    )
    token_address = forms.CharField(
        label=gettext_lazy("Address that gives tokens"),
        max_length=500,
        help_text=gettext_lazy("Often another one, ending in /connect/token. Only there the secret is sent."),
    )
    client_id = forms.CharField(label=gettext_lazy("What it calls Stafet (client id)"), max_length=200)
    client_secret = forms.CharField(
        label=gettext_lazy("Secret (client secret)"),
        max_length=500,
        required=False,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "off"}),
    )
    scope = forms.CharField(
        label=gettext_lazy("What Stafet may read there (scope)"),
        max_length=500,
        required=False,
        help_text=gettext_lazy(
            "Only if the supplier asks for it. Schools, classes, programmes, people and their national numbers are enough."
        ),
    )
    fetch_hour = forms.TypedChoiceField(
        label=gettext_lazy("When is it asked by itself?"), coerce=int, empty_value=None, required=False
    )
    applies_quietly = forms.BooleanField(
        label=gettext_lazy("Apply by itself what loses nobody"),
        required=False,
        help_text=gettext_lazy(
            "When no place ends or goes missing and no row is rejected or in conflict. Everything else waits for you."
        ),
    )

    def __init__(self, data: object = None, *, has_secret: bool, initial: dict[str, object] | None) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        secret = self.fields["client_secret"]
        secret.required = not has_secret
        secret.help_text = (
            gettext("Kept sealed and never shown. Leave it empty to keep the one there is.")
            if has_secret
            else gettext("Kept sealed and never shown.")
        )
        self.fields["fetch_hour"].choices = [  # type: ignore[attr-defined]
            ("", gettext("Only when somebody fetches")),
            *((str(hour), gettext("Every day at %(hour)02d:00") % {"hour": hour}) for hour in range(_HOURS)),
        ]

    def clean_address(self) -> str:
        """Over TLS, without anything but the place."""
        return self._checked("address")

    def clean_token_address(self) -> str:
        """Over TLS, without anything but the place."""
        return self._checked("token_address")

    def _checked(self, name: str) -> str:
        try:
            return checked_address(str(self.cleaned_data[name]), field=name)
        except NotAnAddress as error:
            raise forms.ValidationError(say(error.sentence)) from error

    def draft(self) -> registers.ConnectionDraft:
        """The connection as it was filled in."""
        return registers.ConnectionDraft(**self.cleaned_data)


def sections() -> tuple[Section, ...]:
    """The questions in the order in which they are asked."""
    return (
        Section(gettext("Where it is"), ("address", "token_address")),
        Section(gettext("Who we are there"), ("client_id", "client_secret", "scope")),
        Section(gettext("When it is asked"), ("fetch_hour", "applies_quietly")),
    )


def known(connection: registers.Connection) -> dict[str, object]:
    """What is filled in when a connection is changed; never the secret."""
    names = ("address", "token_address", "client_id", "scope", "fetch_hour", "applies_quietly")
    return {name: getattr(connection, name) for name in names}
