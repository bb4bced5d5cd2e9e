"""On which basis data may travel with a hand-over, in words with their source, as pages show and forms offer them.

The key is kept with the package and in the grant; the words may be bettered without touching either. Where the
source has not been read against the law's own text, the page says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_lazy

from stafet.kernel.countries import Country
from stafet.kernel.sharing import Recipient, sharing_matrix

if TYPE_CHECKING:
    from datetime import date

    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Basis:
    """One basis: what it is called, what it allows, and where that is written."""

    key: str
    title: StrOrPromise
    allows: StrOrPromise
    source: str
    to_verify: bool = True
    needs_consent: bool = False

    @property
    def note(self) -> str:
        """The source, and whether it still is to be checked against the law's own text."""
        words = gettext("to be verified")
        return f"{self.source} ({words})" if self.to_verify else self.source


_DANISH = (
    Basis(
        "dk.sharing.transition",
        gettext_lazy("Needed for the transition"),
        gettext_lazy("What the receiver strictly needs to take over. Nothing of health or private matters."),
        "Forvaltningsloven §§ 28 og 31; databeskyttelsesloven",
    ),
    Basis(
        "dk.sharing.notification",
        gettext_lazy("Notification between institution and municipality"),
        gettext_lazy("That somebody was admitted, is at risk, has broken off or has completed."),
        "Lov om kommunal indsats for unge under 25 år § 12 c",
    ),
    Basis(
        "dk.sharing.common_data",
        gettext_lazy("The common data of the municipality and the institution"),
        gettext_lazy(
            "The education order, the risk of dropping out and the contact person, without consent."
        ),
        "Lov om kommunal indsats for unge under 25 år § 15 d",
    ),
    Basis(
        "dk.sharing.consent",
        gettext_lazy("Consent of the young person, or of the custody holders"),
        gettext_lazy("What the consent names, and no more. It can be taken back."),
        "Lov om kommunal indsats for unge under 25 år § 15 d",
        needs_consent=True,
    ),
)

_SWEDISH = (
    Basis(
        "se.sharing.change_of_school",
        gettext_lazy("Needed for the change of school"),
        gettext_lazy("What eases the transition. It must not be used for selection or admission."),
        "Skollagen 3 kap. 12 j §",
    ),
    Basis(
        "se.sharing.activity_responsibility",
        gettext_lazy("The municipal activity responsibility"),
        gettext_lazy(
            "What the home municipality needs for young people under 20 who are not in upper secondary school."
        ),
        "Skollagen 15 kap. 15 § och 29 kap. 9 §",
    ),
    Basis(
        "se.sharing.secrecy_assessment",
        gettext_lazy("Assessed under the law of secrecy"),
        gettext_lazy("What the assessment of secrecy lets go. It is made for every disclosure."),
        "Offentlighets- och sekretesslagen 23 kap.",
    ),
)

_OF_COUNTRY: Mapping[Country, tuple[Basis, ...]] = MappingProxyType(
    {Country.DK: _DANISH, Country.SE: _SWEDISH}
)
_BY_KEY = MappingProxyType({basis.key: basis for bases in _OF_COUNTRY.values() for basis in bases})


def bases_in(country: Country) -> tuple[Basis, ...]:
    """What may be chosen in a country, the usual one first."""
    return _OF_COUNTRY[country]


def bases_for(to: Recipient, *, country: Country, on: date) -> tuple[Basis, ...]:
    """What may be chosen for a kind of receiver; where nothing may, everything, and the sending says why not."""
    matrix = sharing_matrix()
    allowed = tuple(
        basis
        for basis in bases_in(country)
        if matrix.on_basis(basis.key, to=to, country=country, on=on) is not None
    )
    return allowed or bases_in(country)


def basis_of(key: str) -> Basis:
    """The words of a basis. A request that was answered has none of its own: it rests on the transition."""
    return _BY_KEY.get(key) or Basis(
        key, gettext("Asked for by the receiver"), gettext("What the receiver needs to take over."), key
    )
