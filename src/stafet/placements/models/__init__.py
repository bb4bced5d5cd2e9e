"""What this room keeps: models of schemes, hosts and their places, pupils on their way, agreements and signatures."""

from stafet.placements.models.agreement import TEXT, Agreement, AgreementQuerySet, Signature
from stafet.placements.models.host import Host, HostContact, Place, SigningLink
from stafet.placements.models.placement import CustodyConsent, Placement, PlacementQuerySet, WayEntry
from stafet.placements.models.scheme import LONGEST_LINE, LONGEST_NAME, LONGEST_WORDS, Scheme, SchemeQuerySet

__all__ = [
    "LONGEST_LINE",
    "LONGEST_NAME",
    "LONGEST_WORDS",
    "TEXT",
    "Agreement",
    "AgreementQuerySet",
    "CustodyConsent",
    "Host",
    "HostContact",
    "Place",
    "Placement",
    "PlacementQuerySet",
    "Scheme",
    "SchemeQuerySet",
    "Signature",
    "SigningLink",
    "WayEntry",
]
