"""What staff see of a young person's own log-ins, custody and corrections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from stafet.access import api as access
from stafet.kernel.privacy import DataClass
from stafet.own.models import Correction, Custody, OwnInvitation, PersonalLogin


def custodies_of(person_id: UUID) -> Sequence[Custody]:
    """Everybody who is or was something to a young person in law, those it is true for now first."""
    seen = Custody.objects.filter(access.visible(DataClass.CONTACT), person_id=person_id)
    return sorted(seen.order_by("-starts_on", "pk"), key=lambda row: row.ends_on is not None)


def custody(custody_id: UUID) -> Custody | None:
    """One custody that the reader may see."""
    seen = Custody.objects.filter(access.visible(DataClass.CONTACT), pk=custody_id)
    return seen.select_related("person").first()


def own_log_ins_of(person_id: UUID) -> Sequence[PersonalLogin]:
    """The log-ins that are tied to a young person, running ones first."""
    seen = PersonalLogin.objects.filter(access.visible(DataClass.CONTACT), person_id=person_id)
    rows = seen.select_related("user", "custody").order_by("starts_at", "pk")
    return sorted(rows, key=lambda row: row.ends_at is not None)


def own_login(login_id: UUID) -> PersonalLogin | None:
    """One own log-in that the reader may see."""
    seen = PersonalLogin.objects.filter(access.visible(DataClass.CONTACT), pk=login_id)
    return seen.select_related("person", "user").first()


def own_invitations_of(person_id: UUID, *, at: datetime) -> Sequence[OwnInvitation]:
    """The invitations that wait for an answer."""
    seen = OwnInvitation.objects.open_at(at).filter(access.visible(DataClass.CONTACT), person_id=person_id)
    return list(seen.order_by("sent_at", "pk"))


def corrections_of(person_id: UUID) -> Sequence[Correction]:
    """What was said to be wrong, by the young person or whoever has custody, the newest first."""
    seen = Correction.objects.filter(access.visible(DataClass.PROCESS), person_id=person_id)
    return list(seen.select_related("step").order_by("-said_at", "pk"))


def corrected_person(correction_id: UUID) -> UUID | None:
    """About whom something was said to be wrong, for a reader who may know."""
    seen = Correction.objects.filter(access.visible(DataClass.PROCESS), pk=correction_id)
    return seen.values_list("person_id", flat=True).first()
