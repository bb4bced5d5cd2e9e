"""What waits about placements on a day, since when, and how often it has waited too long. In the scope of a job; one statement a kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from stafet.kernel import rules
from stafet.organisations import api as organisations
from stafet.placements import api as placements
from stafet.placements.api import Agreement, AgreementState, Party, Placement, WayState
from stafet.reminders.states import ReminderKind

LINK_WORKS = "stafet.placement.link_works_for"
WAITS, ENDS_SOON = "stafet.placement.waits_at_most", "stafet.placement.ends_soon"
BEFORE_APPLYING = (WayState.CANDIDATE, WayState.INFORMED, WayState.INTERESTED, WayState.TALKED)


class Pace(NamedTuple):
    """After how many days it is reminded, again and again, and how often at most."""

    after: int
    times: int


class Letter(NamedTuple):
    """Whom a host's mail goes to."""

    address: str
    language: str


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that waits. Who is written to: a ``host``, those at ``home`` of ``person_id``, its ``holder``, or the ``leader`` of ``school_id``.

    ``custody_id`` is the one at home whose answer is missing; ``None`` is the young person.
    """

    kind: ReminderKind
    thing_id: UUID
    stage: int
    person_id: UUID | None = None
    custody_id: UUID | None = None
    school_id: UUID | None = None
    host_id: UUID | None = None
    host: Letter | None = None


@dataclass(frozen=True, slots=True)
class Night:
    """One municipality on one day."""

    home: organisations.Home
    municipality_id: UUID
    at: datetime

    @property
    def today(self) -> date:
        """The day it is there."""
        return self.home.day(self.at)

    @property
    def host_pace(self) -> Pace:
        """How often a host is reminded of one link."""
        return self._pace("link")

    @property
    def home_pace(self) -> Pace:
        """How often those at home are reminded of one thing."""
        return self._pace("home")

    @property
    def staff_pace(self) -> Pace:
        """How often those who work with the pupil are reminded of one thing."""
        return Pace(self.days(WAITS), self.days("stafet.reminder.staff_times"))

    def days(self, key: str) -> int:
        """The value of a rule today."""
        return int(rules.value(key, on=self.today))

    def stage(self, since: date, pace: Pace) -> int:
        """How often the time has passed since a day, at most as often as is reminded."""
        return min((self.today - since).days // pace.after, pace.times)

    def local(self, at: datetime) -> date:
        """The day of an instant there."""
        return self.home.day(at)

    def _pace(self, who: str) -> Pace:
        return Pace(self.days(f"stafet.reminder.{who}_after"), self.days(f"stafet.reminder.{who}_times"))


def due_things(night: Night) -> tuple[Due, ...]:
    """Everything that has waited too long, whoever it waits for. Seven statements."""
    kinds = (_questions, _host_signatures, _home_signatures, _consents, _agreements, _ending, _deadlines)
    return tuple(due for find in kinds for due in find(night) if due.stage >= 1)


def _questions(night: Night) -> Iterator[Due]:
    """Hosts that were asked what they offer, and have not answered; never those who want no mail."""
    rows = placements.Place.objects.filter(
        municipality_id=night.municipality_id, link_expires_at__gt=night.at, host__no_more_asking=False
    )
    for row in _with_contact(rows, "host_id").values_list(
        "link_id", "link_expires_at", "host_id", "contact_email", "contact_language"
    ):
        link, until, host, email, language = row
        if email:
            stage = night.stage(_sent(night, until), night.host_pace)
            yield Due(ReminderKind.PLACE_QUESTION, link, stage, host_id=host, host=Letter(email, language))


def _host_signatures(night: Night) -> Iterator[Due]:
    """Hosts that have not signed, while their link still opens something."""
    links = placements.SigningLink.objects.filter(
        municipality_id=night.municipality_id, expires_at__gt=night.at
    ).in_bulk(field_name="signature_id")
    rows = _unsigned(night).filter(
        party=Party.HOST, pk__in=list(links), agreement__place__host__no_more_asking=False
    )
    columns = ("pk", "agreement__place__host_id", "agreement__contact_email", "contact_language")
    for signature, host, email, language in _with_contact(rows, "agreement__place__host_id").values_list(
        *columns
    ):
        link = links[signature]
        stage = night.stage(_sent(night, link.expires_at), night.host_pace)
        letter = Letter(email, language or "da")
        yield Due(ReminderKind.HOST_SIGNATURE, link.pk, stage, host_id=host, host=letter if email else None)


def _home_signatures(night: Night) -> Iterator[Due]:
    """Young people and those with custody who have not signed."""
    rows = _unsigned(night).exclude(party=Party.HOST)
    for key, person, custody, sent_on in rows.values_list(
        "pk", "person_id", "custody_id", "agreement__sent_on"
    ):
        stage = night.stage(sent_on, night.home_pace)
        yield Due(ReminderKind.HOME_SIGNATURE, key, stage, person_id=person, custody_id=custody)


def _consents(night: Night) -> Iterator[Due]:
    """Pupils who have applied and for whom somebody at home has not answered; who it is, the log-ins say."""
    rows = _placements(night).filter(state=WayState.APPLIED)
    for key, person, since in rows.values_list("pk", "person_id", "since_on"):
        yield Due(ReminderKind.HOME_CONSENT, key, night.stage(since, night.home_pace), person_id=person)


def _agreements(night: Night) -> Iterator[Due]:
    """Agreements that have been out for long, and those the leader has not decided."""
    rows = _of_agreements(night).filter(state__in=[AgreementState.OUT, AgreementState.SIGNED])
    columns = ("pk", "person_id", "school_id", "state", "sent_on", "placement__since_on")
    for key, person, school, state, sent_on, since in rows.values_list(*columns):
        if state == AgreementState.OUT:
            yield Due(ReminderKind.UNSIGNED, key, night.stage(sent_on, night.staff_pace), person_id=person)
        else:
            stage = night.stage(since, night.staff_pace)
            yield Due(ReminderKind.APPROVAL, key, stage, person_id=person, school_id=school)


def _ending(night: Night) -> Iterator[Due]:
    """Agreements that run out within the time of the rule: reminded of once."""
    soon = night.today + timedelta(days=night.days(ENDS_SOON))
    rows = _of_agreements(night).filter(
        state=AgreementState.IN_FORCE, ends_on__lte=soon, ends_on__gt=night.today
    )
    for key, person in rows.values_list("pk", "person_id"):
        yield Due(ReminderKind.ENDS_SOON, key, 1, person_id=person)


def _deadlines(night: Night) -> Iterator[Due]:
    """Pupils who have not applied, while the day by which one applies comes closer: reminded of once."""
    soon = night.today + timedelta(days=night.days("stafet.reminder.apply_by_within"))
    rows = _placements(night).filter(
        state__in=BEFORE_APPLYING, scheme__apply_by__lte=soon, scheme__apply_by__gte=night.today
    )
    for key, person in rows.values_list("pk", "person_id"):
        yield Due(ReminderKind.APPLY_BY, key, 1, person_id=person)


def _placements(night: Night) -> QuerySet[Placement]:
    return Placement.objects.under_way().filter(municipality_id=night.municipality_id).order_by("pk")


def _of_agreements(night: Night) -> QuerySet[Agreement]:
    rows = Agreement.objects.filter(municipality_id=night.municipality_id, placement__aside_since=None)
    return rows.order_by("pk")


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
    return rows.annotate(
        contact_email=Subquery(newest.values("email")[:1]),
        contact_language=Subquery(newest.values("language")[:1]),
    ).order_by("pk")


def _sent(night: Night, expires_at: datetime) -> date:
    """The day on which a link was sent."""
    return night.local(expires_at - timedelta(days=night.days(LINK_WORKS)))
