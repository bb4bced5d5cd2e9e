"""The bank of places: hosts, whom one calls, and what they offer in a school year."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.actors import SYSTEM, Actor
from stafet.kernel.identity import uuid7
from stafet.kernel.periods import school_year_of
from stafet.kernel.sentences import sentence
from stafet.messages import api as messages
from stafet.organisations import api as organisations
from stafet.placements import policies
from stafet.placements.drafts import ContactFacts, HostAnswer, HostFacts, PlaceFacts
from stafet.placements.errors import AskedOften, LinkOpensNothing, NotWhole, NotYours
from stafet.placements.models import Host, HostContact, Place
from stafet.placements.numbers import read_number, read_unit_number
from stafet.placements.states import Willing


@audit.action
def add_host(
    *, municipality_id: UUID, facts: HostFacts, contact: ContactFacts, by: Actor, at: datetime
) -> Host:
    """One more host, with whom one calls there. Raises ``NotYours``, ``NotANumber``, ``NotWhole``."""
    if not policies.can_keep_hosts_in(by, municipality_id):
        raise NotYours(sentence("Only those who work with young people in the town keep its bank of places."))
    host = Host(municipality_id=municipality_id, known_at=at)
    _say(host, facts)
    try:
        with transaction.atomic(using=audit.current_alias()):
            host.save()
    except IntegrityError:
        raise NotWhole(
            sentence("This company stands in the bank already. Look it up by its number."), field="number"
        ) from None
    put_contact(host, contact, at)
    _note("add_host", host, by, at)
    return host


@audit.action
def change_host(*, host: Host, facts: HostFacts, by: Actor, at: datetime) -> None:
    """It is called something else, or lies somewhere else. Agreements that were signed stay as they are."""
    locked = _keepable(host, by)
    _say(locked, facts)
    locked.known_at = at
    locked.save()
    _note("change_host", locked, by, at)


@audit.action
def add_contact(*, host: Host, contact: ContactFacts, by: Actor, at: datetime) -> None:
    """Somebody else is called from today on; who was before stays in the history for a while. Raises ``NotYours``, ``NotWhole``."""
    locked = _keepable(host, by)
    put_contact(locked, contact, at)
    _note("add_contact", locked, by, at)


@audit.action
def offer_place(*, host: Host, starts_in: int, facts: PlaceFacts, by: Actor, at: datetime) -> Place:
    """What a host offers in a school year, as it told somebody. Raises ``NotYours``, ``NotWhole``."""
    locked = _keepable(host, by)
    place = put_place(locked, starts_in, facts, at)
    _note("offer_place", locked, by, at)
    return place


@audit.action
def ask_host(*, host: Host, by: Actor, at: datetime) -> Place:
    """Ask what it can offer this school year, by a link. Raises ``NotYours``, ``NotWhole``, ``AskedOften``."""
    locked = _keepable(host, by)
    today = day_of(locked.municipality_id, at)
    year = school_year_of(today).period.starts_on.year
    contact = contact_of(locked)
    if contact is None or not contact.email:
        raise NotWhole(sentence("There is no e-mail address to ask. Write one down first."))
    _must_not_be_spam(locked, today, at)
    place, _ = Place.objects.select_for_update(of=("self",), no_key=True).get_or_create(
        host=locked, starts_in=year, defaults={"municipality_id": locked.municipality_id, "known_at": at}
    )
    works = timedelta(days=rules.value("stafet.placement.link_works_for", on=today))
    place.link_id, place.link_expires_at = uuid7(), at + works
    place.save(update_fields=["link_id", "link_expires_at"])
    messages.queue_message(
        template=messages.Template.PLACE_ASKED,
        to=[messages.Recipient(locked.pk, contact.email, contact.language)],
        about=place.link_id,
        by=by,
        at=at,
    )
    _note("ask_host", locked, by, at)
    return place


@audit.action
def answer_place(*, link_id: UUID, answer: HostAnswer, by: Actor, at: datetime) -> None:
    """The host has answered; the link opens nothing from now on. Raises ``LinkOpensNothing``, ``NotWhole``."""
    rows = Place.objects.select_for_update(of=("self",), no_key=True).select_related("host")
    place = rows.filter(link_id=link_id, link_expires_at__gt=at).first()
    if place is None or by != SYSTEM:
        raise LinkOpensNothing(sentence("This link was used already, or has run out."))
    put_place(place.host, place.starts_in, answer.place, at)
    if answer.contact is not None:
        put_contact(place.host, answer.contact, at)
    if answer.no_more_asking:
        Host.objects.filter(pk=place.host_id).update(no_more_asking=True, known_at=at)
    _note("answer_place", place.host, by, at)


def place_of_link(link: str, *, at: datetime) -> Place | None:
    """What a link still opens: one host and one school year, nobody young."""
    key = messages.linked_to(link)
    if key is None:
        return None
    return Place.objects.select_related("host").filter(link_id=key, link_expires_at__gt=at).first()


def contact_of(host: Host) -> HostContact | None:
    """Whom one calls there now."""
    return HostContact.objects.filter(host=host, ends_on=None).order_by("-starts_on", "-pk").first()


def put_contact(host: Host, facts: ContactFacts, at: datetime) -> None:
    """From today on this is whom one calls; whoever it was before ends today, unless it is the same."""
    if not (facts.phone or facts.email):
        raise NotWhole(sentence("Give a telephone or an e-mail address."), field="phone")
    today = day_of(host.municipality_id, at)
    standing = HostContact.objects.filter(host=host, ends_on=None)
    same = standing.filter(name=facts.name).first()
    others = standing if same is None else standing.exclude(pk=same.pk)
    others.update(ends_on=today, known_at=at)
    told = {name: value for name, value in asdict(facts).items() if value or name != "suits"}
    if same is not None:
        HostContact.objects.filter(pk=same.pk).update(**told, known_at=at)
        return
    HostContact.objects.create(
        municipality_id=host.municipality_id, host=host, starts_on=today, known_at=at, **asdict(facts)
    )


def put_place(host: Host, starts_in: int, facts: PlaceFacts, at: datetime) -> Place:
    """What is offered, as it is said now: the newest answer counts, and a link that was open opens nothing any more."""
    if facts.willing is Willing.YES and not (facts.capacity and facts.schemes and facts.weekdays):
        raise NotWhole(
            sentence("Say for how many, for what, and on which days of the week."), field="capacity"
        )
    place = (
        Place.objects.select_for_update(of=("self",), no_key=True)
        .filter(host=host, starts_in=starts_in)
        .first()
    )
    place = place or Place(municipality_id=host.municipality_id, host=host, starts_in=starts_in)
    if facts.capacity < place.taken:
        raise NotWhole(
            sentence("%(taken)d places are taken already, so there are at least as many.", taken=place.taken),
            field="capacity",
        )
    for name, value in asdict(facts).items():
        setattr(place, name, list(value) if isinstance(value, tuple) else value)
    place.answered_at = place.known_at = at
    place.link_id = place.link_expires_at = None
    place.save()
    return place


def day_of(municipality_id: UUID, at: datetime) -> date:
    """The day it is there."""
    return organisations.home(municipality_id).day(at)


def _must_not_be_spam(host: Host, today: date, at: datetime) -> None:
    if host.no_more_asking:
        raise AskedOften(sentence("This company has asked not to be written to. Call them instead."))
    if Place.objects.filter(host=host, link_expires_at__gt=at).exists():
        raise AskedOften(sentence("They have been asked already, and their link still works."))
    is_same_year = host.asked_at is not None and school_year_of(
        organisations.home(host.municipality_id).day(host.asked_at)
    ).period.covers(today)
    asks = host.asks if is_same_year else 0
    most = rules.value("stafet.placement.asks_a_year", on=today)
    if asks >= most:
        raise AskedOften(
            sentence("They have been asked %(asks)d times in this school year. Call them instead.", asks=asks)
        )
    host.asks, host.asked_at = asks + 1, at
    host.save(update_fields=["asks", "asked_at"])


def _keepable(host: Host, by: Actor) -> Host:
    if not policies.can_keep_host(by, host):
        raise NotYours(sentence("Only those who work with young people in the town keep its bank of places."))
    return Host.objects.select_for_update(of=("self",), no_key=True).get(pk=host.pk)


def _say(host: Host, facts: HostFacts) -> None:
    for name, value in asdict(facts).items():
        setattr(host, name, value)
    host.number = read_number(facts.register, facts.number)
    host.unit_number = read_unit_number(facts.unit_number)


def _note(action: str, host: Host, by: Actor, at: datetime) -> None:
    audit.record_many(
        action=f"placements.{action}", municipality_id=host.municipality_id, subject_id=host.pk, by=by, at=at
    )
