"""The bank of partners: written down, changed, shared with another town, answered there."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from stafet.audit import api as audit
from stafet.classcourses import policies
from stafet.classcourses.actions.steps import day_in, note
from stafet.classcourses.drafts import PartnerFacts
from stafet.classcourses.errors import ChangedByNow, NotWhole, NotYours
from stafet.classcourses.models import Partner, PartnerContact, PartnerShare
from stafet.classcourses.states import PartnerShareState
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.offers import api as offers
from stafet.placements.api import Host

_OF_ITSELF = ("name", "kind", "offers", "town", "capacity", "consented_on", "host_id")


@audit.action
def add_partner(*, municipality_id: UUID, facts: PartnerFacts, by: Actor, at: datetime) -> Partner:
    """One more partner in the bank. Raises ``NotYours``, ``NotWhole``."""
    _must_keep(by, municipality_id)
    row = Partner(municipality_id=municipality_id, known_at=at)
    _put(row, facts, at)
    note("add_partner", municipality_id, row.pk, by, at)
    return row


@audit.action
def change_partner(*, partner: Partner, facts: PartnerFacts, by: Actor, at: datetime) -> Partner:
    """Something about it is different, or it has said yes or no to standing here. Raises ``NotYours``, ``NotWhole``."""
    _must_keep(by, partner.municipality_id)
    row = Partner.objects.select_for_update(of=("self",), no_key=True).get(pk=partner.pk)
    _put(row, facts, at)
    note("change_partner", row.municipality_id, row.pk, by, at)
    return row


@audit.action
def share_partner(*, partner: Partner, municipality_id: UUID, by: Actor, at: datetime) -> PartnerShare:
    """Another town is asked whether its schools may ask this partner, too. Raises ``NotYours``, ``NotWhole``."""
    if partner.municipality_id not in offers.organising_in(by) and not by.is_system:
        raise NotYours(sentence("Only those who organise for the town share its partners."))
    if municipality_id == partner.municipality_id:
        raise NotWhole(sentence("Choose another municipality."), field="town")
    if partner.consented_on is None:
        raise NotWhole(
            sentence("They have not said yes to stand in the bank. Call them first, and write it down.")
        )
    row, made = PartnerShare.objects.get_or_create(
        partner=partner, municipality_id=municipality_id, defaults={"known_at": at}
    )
    if not made and row.state != PartnerShareState.DECLINED:
        raise NotWhole(sentence("This partner is shared with that municipality already."), field="town")
    row.state, row.answered_on, row.known_at = PartnerShareState.ASKED, None, at
    row.save()
    note("share_partner", partner.municipality_id, row.pk, by, at)
    return row


@audit.action
def answer_partner_share(*, share: PartnerShare, is_agreed: bool, by: Actor, at: datetime) -> None:
    """The other town agrees, or declines. Raises ``NotYours``, ``ChangedByNow``."""
    if not policies.can_answer_partner_share(by, share):
        raise NotYours(sentence("Only those who organise for the town answer for it."))
    row = PartnerShare.objects.select_for_update(of=("self",), no_key=True).get(pk=share.pk)
    if row.state != PartnerShareState.ASKED:
        raise ChangedByNow(sentence("The town has answered already."))
    row.state = PartnerShareState.AGREED if is_agreed else PartnerShareState.DECLINED
    row.answered_on, row.known_at = day_in(row.municipality_id, at), at
    row.save()
    note("answer_partner_share", row.municipality_id, row.pk, by, at)


def _must_keep(by: Actor, municipality_id: UUID) -> None:
    if not policies.can_keep_partners_of(by, municipality_id):
        raise NotYours(sentence("Only those who teach or guide in the town keep its partners."))


def _put(row: Partner, facts: PartnerFacts, at: datetime) -> None:
    if not facts.name.strip() or not facts.offers.strip() or not facts.contact_email:
        raise NotWhole(
            sentence("A partner has a name, something to offer, and an address to write to."), field="name"
        )
    hosts = Host.objects.filter(municipality_id=row.municipality_id)
    if facts.host_id is not None and not hosts.filter(pk=facts.host_id).exists():
        raise NotWhole(sentence("Choose a company of the town’s bank of places."), field="host")
    for name in _OF_ITSELF:
        setattr(row, name, getattr(facts, name))
    row.known_at = at
    try:
        with transaction.atomic(using=audit.current_alias()):
            row.save()
    except IntegrityError:
        raise NotWhole(sentence("This partner stands in the bank already."), field="name") from None
    _put_contact(row, facts, at)


def _put_contact(row: Partner, facts: PartnerFacts, at: datetime) -> None:
    """From today on one writes to them; whoever it was before ends today, unless it is the same person."""
    today = day_in(row.municipality_id, at)
    told = {"email": facts.contact_email, "phone": facts.contact_phone, "language": facts.language}
    standing = PartnerContact.objects.filter(partner=row, ends_on=None)
    if standing.filter(name=facts.contact_name).update(**told, known_at=at):
        return
    standing.update(ends_on=today, known_at=at)
    PartnerContact.objects.create(
        municipality_id=row.municipality_id,
        partner=row,
        name=facts.contact_name,
        starts_on=today,
        known_at=at,
        **told,
    )
