"""What may travel with a hand-over: asked of the matrix before anything is packed, and before anything is opened."""

from __future__ import annotations

from uuid import UUID

from stafet.kernel.sentences import sentence
from stafet.kernel.sharing import Allowance, Recipient, Thing, sharing_matrix
from stafet.organisations import api as organisations
from stafet.pathways import api as pathways
from stafet.responsibility.actions.baton import Baton
from stafet.responsibility.drafts import Consent
from stafet.responsibility.errors import NotAdmittedYet, NotToBeShared


def shared_things(baton: Baton, *, to: UUID, basis: str | Consent, message: str) -> frozenset[Thing]:
    """What the basis lets travel to this receiver. Raises ``NotToBeShared`` for what it does not, and why."""
    consent = basis if isinstance(basis, Consent) else None
    allowance = _allowance(baton, recipient_of(to), consent.rule if consent else str(basis))
    things = allowance.things
    if allowance.needs_consent:
        things = things & _consented(baton, consent)
    if message.strip() and Thing.WORDS not in things:
        raise NotToBeShared(
            sentence(
                "On this basis no words of your own travel along. Take them out, or choose a basis that allows them."
            ),
            field="message",
        )
    return things


def check_admission(baton: Baton, *, to: UUID) -> None:
    """In Sweden a school opens nothing before it stands here that the young person has a place there. Raises ``NotAdmittedYet``."""
    walled = sharing_matrix().waits_for_admission(recipient_of(to), country=baton.country, on=baton.today)
    if not walled:
        return
    places = pathways.Spell.objects.filter(
        municipality_id=baton.municipality_id,
        person_id=baton.person_id,
        organisation_id=to,
        missing_since=None,
    )
    if not any(spell.ends_on is None or spell.ends_on > baton.today for spell in places):
        raise NotAdmittedYet(
            sentence(
                "What eases the transition must not be used for selection, so it opens when the admission is decided. "
                "Let the register tell that they have a place here, and accept again."
            )
        )


def recipient_of(organisation_id: UUID) -> Recipient:
    """What an organisation is to the law of sharing."""
    (place,) = organisations.places([organisation_id])
    return organisations.RECIPIENTS[place.kind]


def _allowance(baton: Baton, to: Recipient, basis: str) -> Allowance:
    matrix = sharing_matrix()
    if not matrix.classes_open_to(to, country=baton.country, on=baton.today):
        raise NotToBeShared(
            sentence(
                "Nothing about a young person is handed to an organisation of this kind. Work with them, and keep the "
                "responsibility; see “What may be shared”."
            ),
            field="to",
        )
    found = matrix.on_basis(basis, to=to, country=baton.country, on=baton.today)
    if found is None:
        raise NotToBeShared(
            sentence(
                "This basis allows nothing to a receiver of this kind. Choose another; “What may be shared” says which."
            ),
            field="basis",
        )
    return found


def _consented(baton: Baton, consent: Consent | None) -> frozenset[Thing]:
    if consent is None or not consent.things:
        raise NotToBeShared(
            sentence("Consent must be on record: say who gave it, on which day, and to what."),
            field="consent_by",
        )
    if consent.on > baton.today:
        raise NotToBeShared(
            sentence("The consent lies in the future. On which day was it given?"), field="consent_on"
        )
    return consent.things
