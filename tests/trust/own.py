"""Who logs in to see their own: Amina herself, Cilla's mother, and Farah's father, who is not to see where she is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.kernel.privacy import DataClass
from stafet.own import api as own
from stafet.people import api as people
from tests.trust.markers import marker

Objects = dict[str, dict[str, UUID | str | int]]


def own_log_ins(
    persons: Mapping[str, people.Person], objects: Objects, at: datetime
) -> dict[str, access.User]:
    """The accounts by the names the matrix knows them by; custodies and log-ins go to the objects of the world."""
    custody = {
        "cilla": _custody(persons["cilla"], "cilla", at),
        "farah": _custody(persons["farah"], "farah", at),
    }
    _custody(persons["cilla"], "otto", at)
    users = {
        "young": _joins(persons["amina"], "young", None, at),
        "mother": _joins(persons["cilla"], "mother", custody["cilla"], at),
        "father": _joins(persons["farah"], "father", custody["farah"], at),
    }
    objects["custody_id"] = {name: row.pk for name, row in custody.items()}
    with access.job_scope(persons["amina"].municipality_id):
        names = {person.pk: name for name, person in persons.items()}
        rows = own.PersonalLogin.objects.order_by("pk")
        objects["login_id"] = {names[row.person_id]: row.pk for row in rows}
    return users


def _custody(person: people.Person, name: str, at: datetime) -> own.Custody:
    draft = own.CustodyDraft(
        holder_name=marker(name, DataClass.CONTACT, "holder"),
        kind=own.CustodyKind.SHARED,
        starts_on=date(2020, 1, 1),
        holder_email=f"{marker(name, DataClass.CONTACT, 'holdermail')}@example.org",
    )
    with access.job_scope(person.municipality_id):
        return own.add_custody(person=person, draft=draft, by=SYSTEM, at=at)


def _joins(person: people.Person, name: str, custody: own.Custody | None, at: datetime) -> access.User:
    email = f"{name}@example.org"
    draft = own.OwnInvitationDraft(email, "en", custody)
    user = access.User(email=email, name=name.title(), language="en")
    user.set_unusable_password()
    with access.job_scope(person.municipality_id):
        invitation = own.invite_to_own(person=person, draft=draft, by=SYSTEM, at=at)
        user.save()
        own.join_as_known(link_id=invitation.link_id, user=user, by=SYSTEM, at=at)
    return user
