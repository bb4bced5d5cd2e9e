"""What the runner does: the guidance unit and the vocational school hand everyone to each other in turn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connections

from stafet.access import api as access
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.responsibility import api as responsibility


def connect(database: str) -> None:
    """Point every connection at the database under test."""
    for alias in connections:
        connections[alias].settings_dict["NAME"] = database


def once_around(at: datetime) -> Iterator[str]:
    """Hand over each person once; says the hand-over after its acceptance was committed."""
    users = {user.email.split("@")[0]: user for user in access.User.objects.order_by("email")}
    places = {place.name: place for place in organisations.Organisation.objects.order_by("name")}
    guidance, vocational = places["Ungevejledningen Hedeby"], places["Hedeby Tekniske Skole"]
    with access.job_scope(guidance.municipality_id):
        hidden = access.HiddenPerson.objects.filter(lifted_at=None).values("person_id")
        rows = list(
            responsibility.Holding.objects.filter(ends_at=None, organisation__in=[guidance.pk, vocational.pk])
            .exclude(person_id__in=hidden)
            .order_by("person_id")
        )
    for row in rows:
        here, there = ("bo", "freja") if row.organisation_id == guidance.pk else ("freja", "bo")
        receiver = vocational if here == "bo" else guidance
        yield _hand_over(row, users[here], users[there], receiver, at)


def _hand_over(
    row: responsibility.Holding,
    sender: access.User,
    taker: access.User,
    receiver: organisations.Organisation,
    at: datetime,
) -> str:
    with access.user_scope(sender.pk):
        person = people.Person.objects.get(pk=row.person_id)
        open_offers = responsibility.Handover.objects.filter(
            person_id=row.person_id, state=responsibility.HandoverState.OFFERED
        )
        handover = open_offers.first() or responsibility.offer_handover(
            person=person,
            to=responsibility.Receiver(organisation_id=receiver.pk),
            kind=responsibility.HandoverKind.INTERNAL,
            basis="dk.sharing.transition",
            by=access.actor_for(sender, at=at),
            at=at,
        )
    with access.user_scope(taker.pk):
        step = responsibility.StepDraft(
            kind=responsibility.StepKind.FIRST_CONTACT, due_on=at.date() + timedelta(days=2)
        )
        responsibility.accept_handover(
            handover=responsibility.Handover.objects.get(pk=handover.pk),
            first_step=step,
            by=access.actor_for(taker, at=at),
            at=at,
        )
    return str(handover.pk)
