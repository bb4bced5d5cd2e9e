"""The parts of one hand-over's page: the envelope, what travelled with it, and what can be done now."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel.privacy import DataClass
from stafet.kernel.sharing import Thing
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import Handover, HandoverKind, HandoverState
from stafet.web.bases import basis_of
from stafet.web.components.days import write_day, write_instant
from stafet.web.components.parts import Action, Notice, NotShown, Tone, Withheld
from stafet.web.components.tables import Fact, Facts
from stafet.web.handover_package import package_tables
from stafet.web.handover_rows import protected_name, state_words
from stafet.web.registry import PageRequest
from stafet.web.sharing_words import THINGS

_CAME_TO_NOTHING = (HandoverState.DECLINED, HandoverState.WITHDRAWN, HandoverState.LAPSED)


def one(request: PageRequest, handover: Handover) -> dict[str, object]:
    """Everything the page of one hand-over shows to this reader."""
    seen = responsibility.HandoverPackage.objects.filter(access.visible(DataClass.PROCESS))
    package = seen.filter(handover=handover).first()
    return {
        "handover": handover,
        "name": name_of(handover),
        "state": state_words(handover),
        "facts": envelope(handover),
        "acts": _acts(request, handover),
        "package": package and _package(package),
        "withheld": None if package else _sealed(handover),
        "settled": settled(handover),
    }


def name_of(handover: Handover) -> str:
    """The name on the envelope; that of a protected person only for those on the named list."""
    if handover.envelope_name:
        return handover.envelope_name
    identity = people.identity_of(handover.person_id)
    if identity is not None:
        return identity.name
    return protected_name() if handover.state == HandoverState.OFFERED else gettext("no longer shown to you")


def envelope(handover: Handover) -> Facts:
    """What stands on the envelope: all the receiver sees before accepting."""
    to = handover.to_user.name if handover.to_user else handover.to_unit.name if handover.to_unit else ""
    born = str(handover.envelope_birth_year) if handover.envelope_birth_year else gettext("not told")
    facts = [
        Fact(gettext("Name"), name_of(handover)),
        Fact(gettext("Birth year"), born),
        Fact(gettext("What it is"), str(HandoverKind(handover.kind).label)),
        Fact(
            gettext("From"),
            _and(handover.from_organisation.name, handover.from_user.name if handover.from_user else ""),
            hint=gettext("Phone: %(phone)s") % {"phone": handover.envelope_phone}
            if handover.envelope_phone
            else "",
        ),
        Fact(gettext("To"), _and(handover.to_organisation.name, to), hint=_receivers_phone(handover)),
        Fact(gettext("Starts there"), _day(handover.starts_on)),
        Fact(gettext("Answer by"), write_day(handover.answer_by)),
    ]
    return Facts(gettext("The envelope"), tuple(facts))


def settled(handover: Handover) -> Notice | None:
    """What stands in place of a form when the hand-over has been answered."""
    if handover.state == HandoverState.OFFERED:
        return None
    points = (handover.decline_words,) if handover.decline_words else ()
    reason = ""
    if handover.decline_reason:
        reason = str(responsibility.DeclineReason(handover.decline_reason).label)
    return Notice(Tone.INFO, state_words(handover), reason, points)


def _acts(request: PageRequest, handover: Handover) -> tuple[Action, ...]:
    actor, args = request.actor, [handover.pk]
    acts = []
    if responsibility.can_accept(actor, handover):
        acts.append(Action(gettext("Take over"), reverse("accept_handover", args=args)))
        acts.append(Action(gettext("Decline with a reason"), reverse("decline_handover", args=args)))
    if responsibility.can_withdraw(actor, handover):
        acts.append(Action(gettext("Withdraw"), reverse("withdraw_handover", args=args)))
    if responsibility.can_confirm(actor, handover):
        acts.append(Action(gettext("Confirm the start"), reverse("confirm_handover", args=args)))
    if handover.state in _CAME_TO_NOTHING and _can_offer_anew(request, handover.person_id):
        acts.append(Action(gettext("Offer elsewhere"), reverse("hand_over", args=[handover.person_id])))
    return tuple(acts)


def _can_offer_anew(request: PageRequest, person_id: UUID) -> bool:
    """Whether the reader hands over for whoever has the responsibility now, and nobody is being asked."""
    seen = access.visible(DataClass.PROCESS)
    if Handover.objects.filter(seen, person_id=person_id, state=HandoverState.OFFERED).exists():
        return False
    return responsibility.persons_handable_by(request.actor).filter(seen, person_id=person_id).exists()


def _receivers_phone(handover: Handover) -> str:
    """While an answer is awaited, the receiver can be called."""
    phone = handover.to_organisation.phone
    if handover.state != HandoverState.OFFERED or not phone:
        return ""
    return gettext("Phone: %(phone)s") % {"phone": phone}


def _sealed(handover: Handover) -> Withheld:
    why = gettext("It opens when you accept. Until then only the envelope is yours to see.")
    if handover.state != HandoverState.OFFERED:
        why = gettext("You have no task with this person now.")
    return Withheld((NotShown(gettext("What travels with the hand-over"), why),))


def _package(package: responsibility.HandoverPackage) -> dict[str, object]:
    return {
        "message": package.message,
        "basis": basis_of(package.basis),
        "consent": _consent(package),
        "packed": write_instant(package.packed_at),
        "tables": package_tables(package.snapshot),
    }


def _consent(package: responsibility.HandoverPackage) -> str:
    """Who said yes, when, and to what, where it rests on that."""
    if package.consent_on is None:
        return ""
    return gettext("Consent: %(who)s, on %(day)s, to: %(what)s.") % {
        "who": responsibility.ConsentBy(package.consent_by).label,
        "day": write_day(package.consent_on),
        "what": ", ".join(str(THINGS[Thing(thing)]) for thing in package.consent_to),
    }


def _and(place: str, name: str) -> str:
    return f"{place}, {name}" if name else place


def _day(day: date | None) -> str:
    return write_day(day) if day else gettext("no day agreed")
