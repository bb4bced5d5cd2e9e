"""The form that says what a log-in service is like, and what we read from a SAML service's own description."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy
from lxml.etree import LxmlError
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser

from stafet.accounts import api as accounts
from stafet.kernel.reach import is_this_machine
from stafet.web.acts import Section
from stafet.web.colleagues_forms import administered
from stafet.web.registry import PageRequest

_LONGEST_METADATA = 200_000


class ServiceForm(forms.Form):
    """What both protocols ask."""

    organisation = forms.ChoiceField(
        label=gettext_lazy("Whose service is it?"),
        help_text=gettext_lazy(
            "The municipality's service lets in everybody who works in it; another one its own people."
        ),
    )
    name = forms.CharField(
        label=gettext_lazy("Name on the button"),
        max_length=40,
        help_text=gettext_lazy("“Log in with …”: what colleagues call it."),
    )
    assurance = forms.ChoiceField(
        label=gettext_lazy("How sure is it of who somebody is?"),
        choices=accounts.Assurance.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "What its owner has declared and can prove. Only a service that asks for two factors spares ours."
        ),
    )
    subject_attribute = forms.CharField(
        label=gettext_lazy("Where the name that never changes stands"), max_length=200, required=False
    )
    vouches_for_email = forms.BooleanField(
        label=gettext_lazy("It only tells e-mail addresses that the organisation itself gives out"),
        required=False,
        help_text=gettext_lazy("Then somebody who was invited gets in without following the link first."),
    )
    level_attribute = forms.CharField(
        label=gettext_lazy("Where it says how sure it was this time"), max_length=200, required=False
    )
    demanded_level = forms.CharField(
        label=gettext_lazy("What it must say there"),
        max_length=500,
        required=False,
        help_text=gettext_lazy(
            "One or more values with a space between; any one of them is enough. Empty: nothing is asked."
        ),
    )

    protocol = accounts.Protocol.OIDC

    def __init__(self, data: object = None, *, request: PageRequest, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))  # type: ignore[arg-type]
        places = [(str(place.pk), place.name) for place in administered(request)]
        self.fields["organisation"].choices = places  # type: ignore[attr-defined]

    def draft(self) -> accounts.ServiceDraft:
        """What was said."""
        said = self.cleaned_data
        return accounts.ServiceDraft(
            organisation_id=UUID(said["organisation"]),
            name=said["name"],
            protocol=self.protocol,
            assurance=accounts.Assurance(said["assurance"]),
            subject_attribute=said["subject_attribute"],
            vouches_for_email=said["vouches_for_email"],
            level_attribute=said["level_attribute"],
            demanded_level=said["demanded_level"],
            **self.reached(),
        )

    def reached(self) -> dict[str, str]:
        """How the service is reached, which each protocol says in its own way."""
        raise NotImplementedError


class OidcForm(ServiceForm):
    """An OpenID Connect service."""

    issuer = forms.CharField(
        label=gettext_lazy("Address of the service (issuer)"),
        max_length=500,
        help_text=gettext_lazy("Exactly as the service writes it, with https."),
    )
    client_id = forms.CharField(label=gettext_lazy("What it calls Stafet (client id)"), max_length=191)
    client_secret = forms.CharField(
        label=gettext_lazy("Secret (client secret)"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput({"autocomplete": "off"}),
        help_text=gettext_lazy("Kept sealed and never shown. Leave it empty to keep the one there is."),
    )

    def clean_issuer(self) -> str:
        """Over TLS, unless it runs on this machine."""
        issuer: str = self.cleaned_data["issuer"].strip()
        parts = urlsplit(issuer)
        if not parts.hostname or not (
            parts.scheme == "https" or (parts.scheme == "http" and is_this_machine(parts.hostname))
        ):
            raise forms.ValidationError(gettext("Write the whole address, beginning with https://."))
        return issuer

    def reached(self) -> dict[str, str]:
        """By its address, and by what it knows us by."""
        return {name: self.cleaned_data[name] for name in ("issuer", "client_id", "client_secret")}


class SamlForm(ServiceForm):
    """A SAML service, which describes itself."""

    protocol = accounts.Protocol.SAML
    metadata = forms.CharField(
        label=gettext_lazy("The service's own description (metadata, XML)"),
        max_length=_LONGEST_METADATA,
        widget=forms.Textarea({"rows": "8", "spellcheck": "false"}),
        required=False,
        help_text=gettext_lazy(
            "Paste the whole file. Leave it empty to keep what there is; paste the new one when its certificate changes."
        ),
    )
    email_attribute = forms.CharField(
        label=gettext_lazy("Where the e-mail address stands"), max_length=200, required=False
    )

    def __init__(self, data: object = None, *, request: PageRequest, initial: Mapping[str, Any]) -> None:
        super().__init__(data, request=request, initial=initial)
        self._known = {name: str(initial.get(name, "")) for name in ("issuer", "sign_on_url", "certificate")}
        self.fields["metadata"].required = not self._known["certificate"]

    def clean_metadata(self) -> dict[str, str]:
        """Who it is, where to log in, what it signs with."""
        text: str = self.cleaned_data["metadata"].strip()
        return _read(text) if text else self._known

    def reached(self) -> dict[str, str]:
        """As its description says."""
        return {**self.cleaned_data["metadata"], "email_attribute": self.cleaned_data["email_attribute"]}


def _read(text: str) -> dict[str, str]:
    try:
        found = OneLogin_Saml2_IdPMetadataParser.parse(text.encode()).get("idp", {})
    except (LxmlError, ValueError, KeyError, AttributeError) as error:
        raise forms.ValidationError(
            gettext("This is not a SAML description: paste the whole XML file.")
        ) from error
    many = found.get("x509certMulti", {}).get("signing", [])
    told = {
        "issuer": found.get("entityId") or "",
        "sign_on_url": found.get("singleSignOnService", {}).get("url") or "",
        "certificate": found.get("x509cert") or next(iter(many), ""),
    }
    if not all(told.values()):
        raise forms.ValidationError(
            gettext(
                "The description does not say who the service is, where to log in (by redirect) and what it signs with."
            )
        )
    return told


FORMS: Mapping[accounts.Protocol, type[ServiceForm]] = {
    accounts.Protocol.OIDC: OidcForm,
    accounts.Protocol.SAML: SamlForm,
}


def sections(protocol: accounts.Protocol) -> tuple[Section, ...]:
    """The form under headings, what everybody must say first."""
    reached = (
        ("issuer", "client_id", "client_secret") if protocol == accounts.Protocol.OIDC else ("metadata",)
    )
    attributes = ("subject_attribute", "email_attribute", "level_attribute", "demanded_level")
    return (
        Section(gettext("The service"), ("organisation", "name")),
        Section(gettext("How it is reached"), reached),
        Section(gettext("How far it is relied on"), ("assurance", "vouches_for_email")),
        Section(
            gettext("If it does not follow the standard"),
            attributes,
            hint=gettext("Leave these empty unless its owner has told you otherwise."),
        ),
    )


def known(service: accounts.LogInService) -> dict[str, Any]:
    """What there is, to begin from."""
    names = (
        "name",
        "assurance",
        "issuer",
        "client_id",
        "sign_on_url",
        "certificate",
        "subject_attribute",
        "email_attribute",
        "vouches_for_email",
        "level_attribute",
        "demanded_level",
    )
    return {
        "organisation": str(service.organisation_id),
        **{name: getattr(service, name) for name in names},
    }
