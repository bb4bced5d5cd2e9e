"""One's own placement: to ask for it, to apply having read what it means, to consent for one's child, to sign, to stop.

Only in the scope of a job; whether ``by`` may is judged by whoever opens it, from what the database lets them see.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.periods import age_on
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.own.errors import NotYoursToOpen
from stafet.own.models import Custody
from stafet.own.states import SEES, Capacity
from stafet.people import api as people
from stafet.placements import api as placements
from stafet.placements.api import EndReason, Holder, How, Party, Voice

_VOICES = {Capacity.SELF: Voice.YOUNG_PERSON, Capacity.CUSTODY_HOLDER: Voice.CUSTODY_HOLDER}
_OF_AGE = 18


def custody_holders(person: people.Person, *, on: date) -> tuple[Holder, ...]:
    """Who has custody on a day and so consents and signs. Nobody for whoever is of age, and nobody whom the reader may not see."""
    if person.birth_date is not None and age_on(person.birth_date, on) >= _OF_AGE:
        return ()
    running = Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gt=on))
    rows = Custody.objects.filter(
        running, municipality_id=person.municipality_id, person=person, kind__in=SEES
    )
    return tuple(Holder(row.pk, row.holder_name) for row in rows.order_by("starts_on", "pk"))


@audit.action
def apply_for_placement(
    *,
    person_id: UUID,
    scheme_id: UUID,
    acknowledged: str,
    direction: str,
    capacity: Capacity,
    by: Actor,
    at: datetime,
) -> None:
    """They apply themselves; nobody has to have thought of it first. Raises ``NotYoursToOpen`` for anybody else."""
    if capacity is not Capacity.SELF:
        raise NotYoursToOpen(sentence("Only the young person applies; those with custody consent."))
    person = people.Person.objects.get(pk=person_id)
    scheme = placements.Scheme.objects.get(pk=scheme_id, municipality_id=person.municipality_id)
    voice = _VOICES[capacity]
    row = placements.begin_placement(person=person, scheme=scheme, voice=voice, by=by, at=at)
    placements.apply_for(
        placement=row,
        acknowledged=acknowledged,
        direction=direction,
        holders=custody_holders(person, on=organisations.home(person.municipality_id).day(at)),
        voice=voice,
        by=by,
        at=at,
    )


@audit.action
def consent_to_placement(
    *, person_id: UUID, placement_id: UUID, custody_id: UUID | None, is_given: bool, by: Actor, at: datetime
) -> None:
    """Somebody with custody answers the application of their child. Raises ``NotYoursToOpen``."""
    row = placements.Placement.objects.select_related("person").get(pk=placement_id, person_id=person_id)
    holders = custody_holders(row.person, on=organisations.home(row.municipality_id).day(at))
    me = next((each for each in holders if each.custody_id == custody_id), None)
    if me is None:
        raise NotYoursToOpen(sentence("Only somebody who has custody now answers."))
    placements.answer_as_custody(
        placement=row,
        holder=me,
        is_given=is_given,
        how=How.LOG_IN,
        holders=holders,
        voice=Voice.CUSTODY_HOLDER,
        by=by,
        at=at,
    )


@audit.action
def sign_placement(
    *,
    person_id: UUID,
    signature_id: UUID,
    capacity: Capacity,
    custody_id: UUID | None,
    by: Actor,
    at: datetime,
) -> None:
    """Sign the agreement, as the young person or as one of those with custody. Raises ``NotYoursToOpen``."""
    row = placements.Signature.objects.select_related("agreement").get(pk=signature_id, person_id=person_id)
    own_party = Party.YOUNG_PERSON if capacity is Capacity.SELF else Party.CUSTODY_HOLDER
    if row.party != own_party or row.custody_id != custody_id:
        raise NotYoursToOpen(sentence("Everybody signs for themselves."))
    placements.sign_agreement(signature=row, how=How.LOG_IN, voice=_VOICES[capacity], by=by, at=at)


@audit.action
def leave_placement(
    *,
    person_id: UUID,
    placement_id: UUID,
    reason: EndReason,
    words: str,
    capacity: Capacity,
    by: Actor,
    at: datetime,
) -> None:
    """They stop, or somebody with custody stops it for them. Whoever is responsible has a next step at once."""
    row = placements.Placement.objects.get(pk=placement_id, person_id=person_id)
    placements.withdraw(placement=row, reason=reason, words=words, voice=_VOICES[capacity], by=by, at=at)
