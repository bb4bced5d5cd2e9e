"""What may be shared, in words: with whom, what, and who decides."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

from stafet.kernel.sharing import Decider, Recipient, Thing

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

RECIPIENTS: Mapping[Recipient, StrOrPromise] = MappingProxyType(
    {
        Recipient.MUNICIPALITY: gettext_lazy("The municipality and its guidance unit"),
        Recipient.SCHOOL: gettext_lazy("A school, a tenth-grade centre or a youth school"),
        Recipient.INSTITUTION: gettext_lazy("An institution of youth or adult education"),
        Recipient.JOB_CENTRE: gettext_lazy("A job centre"),
        Recipient.SUPPORT: gettext_lazy("Educational psychology or treatment"),
        Recipient.CRIME_PREVENTION: gettext_lazy("Crime prevention (school, social services, police)"),
        Recipient.COMPANY: gettext_lazy("A company or an employers’ organisation"),
        Recipient.OTHER: gettext_lazy("Another organisation"),
    }
)
THINGS: Mapping[Thing, StrOrPromise] = MappingProxyType(
    {
        Thing.IDENTITY: gettext_lazy("Name and age"),
        Thing.CONTACT: gettext_lazy("How to reach them"),
        Thing.NATIONAL_NUMBER: gettext_lazy("The national number"),
        Thing.PATH: gettext_lazy("What they have done and do"),
        Thing.AGREED: gettext_lazy("What is agreed and comes next"),
        Thing.CONTACT_PERSON: gettext_lazy("Who has the responsibility, the contact person"),
        Thing.RISK: gettext_lazy("That they may drop out, or have broken off"),
        Thing.ORDER: gettext_lazy("The education order"),
        Thing.WORDS: gettext_lazy("A few words of whoever hands over"),
        Thing.NOTES: gettext_lazy("Notes of conversations"),
        Thing.SENSITIVE: gettext_lazy("Health and private matters"),
        Thing.MARKS: gettext_lazy("Marks and attendance"),
        Thing.PLACEMENT: gettext_lazy("Agreements about work experience"),
        Thing.OTHER_CASE: gettext_lazy("That there is a case elsewhere, and whom to ask"),
    }
)
DECIDERS: Mapping[Decider, StrOrPromise] = MappingProxyType(
    {
        Decider.LAW: gettext_lazy("Nobody needs to: it follows from the rule"),
        Decider.SENDER: gettext_lazy("Whoever hands over, each time: only what is needed"),
        Decider.LEADER: gettext_lazy("Whoever assesses secrecy at the sender, each time"),
        Decider.CONSENT: gettext_lazy("The young person, or those with custody, by consent on record"),
    }
)
