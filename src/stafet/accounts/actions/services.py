"""Log-in services are written down, changed and retired by whoever runs an organisation's accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stafet.accounts.errors import NotYours
from stafet.accounts.key_pairs import new_key_pair
from stafet.accounts.models import LogInService
from stafet.accounts.policies import can_administer
from stafet.accounts.sealing import open_sealed, seal
from stafet.accounts.states import Assurance, Protocol
from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations


@dataclass(frozen=True, slots=True)
class ServiceDraft:
    """What is known of a service. An empty ``client_secret`` keeps the one there is."""

    organisation_id: UUID
    name: str
    protocol: Protocol
    assurance: Assurance
    issuer: str
    client_id: str = ""
    client_secret: str = ""
    sign_on_url: str = ""
    certificate: str = ""
    subject_attribute: str = ""
    email_attribute: str = ""
    vouches_for_email: bool = False
    level_attribute: str = ""
    demanded_level: str = ""


@audit.action
def add_service(*, draft: ServiceDraft, by: Actor, at: datetime) -> LogInService:
    """An organisation's people may log in with its own service from now on."""
    _must_administer(draft.organisation_id, by)
    service = LogInService(organisation_id=draft.organisation_id)
    _write(service, draft, at)
    _note("accounts.add_service", service, by, at)
    return service


@audit.action
def change_service(*, service: LogInService, draft: ServiceDraft, by: Actor, at: datetime) -> None:
    """What is known of a service has changed. Who is who there stays."""
    _must_administer(service.organisation_id, by)
    _write(service, draft, at)
    _note("accounts.change_service", service, by, at)


@audit.action
def retire_service(*, service: LogInService, by: Actor, at: datetime) -> None:
    """Nobody logs in with it any more."""
    _must_administer(service.organisation_id, by)
    LogInService.objects.filter(pk=service.pk, retired_at=None).update(retired_at=at)
    _note("accounts.retire_service", service, by, at)


def secret_of(service: LogInService) -> str:
    """What a service knows us by."""
    return open_sealed(service.client_secret, purpose="service") if service.client_secret else ""


def _write(service: LogInService, draft: ServiceDraft, at: datetime) -> None:
    for name in (
        "name",
        "protocol",
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
    ):
        setattr(service, name, getattr(draft, name))
    if draft.client_secret:
        service.client_secret = seal(draft.client_secret, purpose="service")
    if draft.protocol is Protocol.SAML and not service.own_certificate:
        key, service.own_certificate = new_key_pair(at)
        service.client_secret = seal(key, purpose="service")
    service.save()


def _must_administer(organisation_id: UUID, by: Actor) -> None:
    organisation = organisations.Organisation.objects.get(pk=organisation_id)
    if not can_administer(by, organisation):
        raise NotYours(sentence("Only who runs this organisation's accounts may say how its people log in."))


def _note(action: str, service: LogInService, by: Actor, at: datetime) -> None:
    audit.record_many(
        action=action,
        municipality_id=service.organisation.municipality_id,
        subject_id=service.pk,
        by=by,
        at=at,
        reason=service.assurance,
    )
