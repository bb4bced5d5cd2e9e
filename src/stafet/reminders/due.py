"""What waits on a day for hosts, for those at home, and for those who work with the pupil. In the scope of a job; one statement a kind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from stafet.kernel.periods import school_year_of
from stafet.placements import api as placements
from stafet.placements.api import Agreement, AgreementState, Party, Placement, WayState
from stafet.practicalcourses import api as practicalcourses
from stafet.reminders.looking import still_asked, things_at
from stafet.reminders.night import Due, HostAddress, Night
from stafet.reminders.pace import days_of
from stafet.reminders.states import ReminderKind

LINK_WORKS = "stafet.placement.link_works_for"
TELL_LINK_WORKS = "stafet.followup.link_works_for"
BEFORE_APPLYING = (WayState.CANDIDATE, WayState.INFORMED, WayState.INTERESTED, WayState.TALKED)
_K = ReminderKind


def due_things(night: Night) -> tuple[Due, ...]:
    """Everything that has waited too long, whoever it waits for. A constant number of statements."""
    finders = (
        *(_questions, _questions_over, _host_signatures, _host_words),
        *(_home_signatures, _consents, _home_seats, _deadlines, _of_staff),
    )
    return tuple(due for find in finders for due in find(night) if due.stage >= 1)


def _questions(night: Night) -> Iterator[Due]:
    """Hosts that were asked what they offer, and have not answered; never those who want no mail."""
    rows = placements.Place.objects.filter(
        municipality_id=night.municipality_id, link_expires_at__gt=night.at, host__no_more_asking=False
    )
    for link, until, host, email, language in _with_contact(rows, "host_id").values_list(
        "link_id", "link_expires_at", "host_id", "contact_email", "contact_language"
    ):
        since = _sent(night, until, LINK_WORKS)
        stage = night.stage(_K.PLACE_QUESTION, since) if email else 0
        yield Due(
            _K.PLACE_QUESTION,
            link,
            since,
            stage,
            host_id=host,
            host=HostAddress(email or "", language or "da"),
        )


def _questions_over(night: Night) -> Iterator[Due]:
    """Hosts that have let the question run out: somebody who keeps the bank calls them."""
    rows = placements.Place.objects.filter(
        municipality_id=night.municipality_id,
        link_expires_at__lte=night.at,
        starts_in__gte=school_year_of(night.today).period.starts_on.year,
        host__no_more_asking=False,
    )
    for link, until in rows.order_by("pk").values_list("link_id", "link_expires_at"):
        if link is not None and until is not None:
            since = night.home.day(until)
            yield Due(_K.BANK_LINK_OVER, link, since, night.stage(_K.BANK_LINK_OVER, since))


def _host_signatures(night: Night) -> Iterator[Due]:
    """Hosts that have not signed, while their link still opens something."""
    links = placements.SigningLink.objects.filter(
        municipality_id=night.municipality_id, expires_at__gt=night.at
    ).in_bulk(field_name="signature_id")
    rows = _unsigned(night).filter(
        party=Party.HOST, pk__in=list(links), agreement__place__host__no_more_asking=False
    )
    told = _with_contact(rows, "agreement__place__host_id").exclude(agreement__contact_email="")
    columns = ("pk", "agreement__place__host_id", "agreement__contact_email", "contact_language")
    for signature, host, email, language in told.values_list(*columns):
        link = links[signature]
        since = _sent(night, link.expires_at, LINK_WORKS)
        stage = night.stage(_K.HOST_SIGNATURE, since)
        letter = HostAddress(email, language or "da")
        yield Due(_K.HOST_SIGNATURE, link.pk, since, stage, host_id=host, host=letter)


def _host_words(night: Night) -> Iterator[Due]:
    """Hosts that were asked how it goes, and have not said so, while the question still stands."""
    links = still_asked().filter(municipality_id=night.municipality_id, expires_at__gt=night.at)
    agreed = Agreement.objects.filter(
        municipality_id=night.municipality_id,
        placement_id=OuterRef("placement_id"),
        state__in=(AgreementState.IN_FORCE, AgreementState.ENDED),
        placement__aside_since=None,
        place__host__no_more_asking=False,
    ).order_by("-revision")
    rows = links.annotate(
        host_id=Subquery(agreed.values("place__host_id")[:1]),
        email=Subquery(agreed.values("contact_email")[:1]),
    ).exclude(host_id=None)
    columns = ("pk", "expires_at", "host_id", "email", "contact_language")
    for key, until, host, email, language in _with_contact(rows, "host_id").values_list(*columns):
        since = _sent(night, until, TELL_LINK_WORKS)
        stage = night.stage(_K.HOST_FOLLOW_UP, since) if email else 0
        letter = HostAddress(email or "", language or "da")
        yield Due(_K.HOST_FOLLOW_UP, key, since, stage, host_id=host, host=letter)


def _home_signatures(night: Night) -> Iterator[Due]:
    """Young people and those with custody who have not signed."""
    rows = _unsigned(night).exclude(party=Party.HOST)
    for key, person, custody, sent_on in rows.values_list(
        "pk", "person_id", "custody_id", "agreement__sent_on"
    ):
        if sent_on is not None:
            stage = night.stage(_K.HOME_SIGNATURE, sent_on)
            yield Due(_K.HOME_SIGNATURE, key, sent_on, stage, person_id=person, custody_id=custody)


def _consents(night: Night) -> Iterator[Due]:
    """Pupils who have applied and for whom somebody at home has not answered; who it is, the log-ins say."""
    rows = _placements(night).filter(state=WayState.APPLIED)
    for key, person, since in rows.values_list("pk", "person_id", "since_on"):
        yield Due(_K.HOME_CONSENT, key, since, night.stage(_K.HOME_CONSENT, since), person_id=person)


def _home_seats(night: Night) -> Iterator[Due]:
    """Seats on courses that are proposed and not answered by all; who has not, the log-ins say."""
    rows = practicalcourses.CourseSeat.objects.filter(
        municipality_id=night.municipality_id,
        state=practicalcourses.SeatState.PROPOSED,
        aside_since=None,
        placement__aside_since=None,
    )
    for key, person, since in rows.order_by("pk").values_list("pk", "person_id", "proposed_on"):
        yield Due(_K.HOME_SEAT, key, since, night.stage(_K.HOME_SEAT, since), person_id=person)


def _deadlines(night: Night) -> Iterator[Due]:
    """Pupils who have not applied, while the day by which one applies comes closer."""
    before = timedelta(days=days_of("stafet.reminder.apply_by_within", night.today))
    rows = _placements(night).filter(
        state__in=BEFORE_APPLYING,
        scheme__apply_by__lte=night.today + before,
        scheme__apply_by__gte=night.today,
    )
    for key, person, until in rows.values_list("pk", "person_id", "scheme__apply_by"):
        if until is not None:
            since = until - before
            yield Due(_K.APPLY_BY, key, since, night.stage(_K.APPLY_BY, since), person_id=person)


def _of_staff(night: Night) -> Iterator[Due]:
    """What waits at placements for those who work with the pupil, or for the leader."""
    for found in things_at(_placements(night), on=night.today):
        for thing in found.things:
            stage = night.stage(thing.kind, thing.since)
            yield Due(
                thing.kind,
                thing.key,
                thing.since,
                stage,
                person_id=found.person_id,
                school_id=found.school_id,
            )


def _placements(night: Night) -> QuerySet[Placement]:
    return Placement.objects.under_way().filter(municipality_id=night.municipality_id).order_by("pk")


def _unsigned(night: Night) -> QuerySet[placements.Signature]:
    rows = placements.Signature.objects.filter(
        municipality_id=night.municipality_id,
        signed_at=None,
        agreement__state=AgreementState.OUT,
        agreement__placement__aside_since=None,
    )
    return rows.order_by("pk")


def _with_contact(rows: QuerySet[Any], host: str) -> QuerySet[Any]:
    """Rows with whom one writes to at their host now."""
    contact = placements.HostContact.objects.filter(host_id=OuterRef(host), ends_on=None)
    newest = contact.order_by("-starts_on", "-pk")
    found: QuerySet[Any] = rows.annotate(
        contact_email=Subquery(newest.values("email")[:1]),
        contact_language=Subquery(newest.values("language")[:1]),
    )
    return found.order_by("pk")


def _sent(night: Night, expires_at: datetime, works: str) -> date:
    """The day on which a link was sent."""
    return night.home.day(expires_at - timedelta(days=days_of(works, night.today)))
