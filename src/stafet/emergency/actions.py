"""Opening somebody in an emergency, and judging afterwards whether it was right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connections

from stafet.access import api as access
from stafet.access.api import Permission
from stafet.audit import api as audit
from stafet.emergency.errors import NotForThisRole, NotYoursToReview, ReviewedByNow, SayWho, SayWhy, UsedUp
from stafet.emergency.models import EmergencyAccess
from stafet.emergency.policies import can_review
from stafet.emergency.queries import overdue
from stafet.emergency.states import EmergencyReason, Verdict
from stafet.kernel import names, national_numbers, rules
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.kernel.working_days import add_working_days
from stafet.messages import api as messages
from stafet.messages.api import Template
from stafet.organisations import api as organisations
from stafet.people import api as people

LASTS = "stafet.emergency.lasts"
USES_PER_DAY = "stafet.emergency.uses_per_day"
REVIEWED_WITHIN = "stafet.emergency.reviewed_within"
REASON_AT_LEAST = "stafet.emergency.reason_at_least"


@dataclass(frozen=True, slots=True)
class EmergencyAsk:
    """Whom somebody must see at once, and why. Either a national number, or a whole name with the birth date."""

    organisation_id: UUID
    municipality_id: UUID
    reason: EmergencyReason
    words: str
    reference: str
    national_number: str = ""
    name: str = ""
    birth_date: date | None = None


@audit.action
def open_in_emergency(*, ask: EmergencyAsk, by: Actor, at: datetime) -> UUID | None:
    """Open one young person to the asker for an hour; the person's key, or ``None`` when nobody may be shown.

    ``None`` is the same for nobody, for two of one name, and for the protected. Raises ``NotForThisRole``,
    ``SayWhy``, ``SayWho``, ``UsedUp``, and ``NotANationalNumber`` for what can't be a number.
    """
    if not access.may(by, Permission.OPEN_IN_EMERGENCY, organisation_id=ask.organisation_id):
        raise NotForThisRole(sentence("Emergency access is for counsellors and leaders."))
    home = organisations.home(ask.municipality_id)
    today = home.day(at)
    _says_why(ask, today)
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(
            "SELECT access_id, person FROM gate.open_in_emergency(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                ask.municipality_id,
                *_whom(ask, home, today),
                ask.organisation_id,
                ask.reason.value,
                ask.words.strip(),
                ask.reference.strip(),
                today,
                rules.value(LASTS, on=today),
                rules.value(USES_PER_DAY, on=today),
                add_working_days(home.country, today, rules.value(REVIEWED_WITHIN, on=today)),
                at,
            ],
        )
        answer = cursor.fetchone()
    if answer is None:
        raise UsedUp(
            sentence(
                "You have used emergency access as often as a day allows. Call whoever has the responsibility."
            )
        )
    access_id, person_id = answer
    if access_id is not None:
        _note(access_id, opened=person_id is not None, ask=ask, by=by, at=at)
    found: UUID | None = person_id
    return found


@audit.action
def settle_review(
    *, emergency: EmergencyAccess, verdict: Verdict, words: str, by: Actor, at: datetime
) -> None:
    """Say whether it was justified, and why. In the scope of the job. Raises ``NotYoursToReview``, ``ReviewedByNow``."""
    if not can_review(by, emergency):
        raise NotYoursToReview(sentence("Another leader or the log controller reviews this."))
    waiting = EmergencyAccess.objects.filter(pk=emergency.pk, reviewed_at=None)
    if not waiting.update(verdict=verdict, verdict_words=words, reviewed_by_id=by.user_id, reviewed_at=at):
        raise ReviewedByNow(sentence("It was reviewed in the meantime."))
    audit.record_many(
        action="emergency.settle_review",
        municipality_id=emergency.municipality_id,
        subject_id=emergency.pk,
        by=by,
        at=at,
        reason=verdict.value,
    )


@audit.action
def escalate_reviews(*, municipality_id: UUID, by: Actor, at: datetime) -> int:
    """Tell the home municipality's leaders and the log controllers, once a week, of reviews that are late."""
    home = organisations.home(municipality_id)
    today = home.day(at)
    late = overdue(municipality_id, day=today)
    leaders = access.leaders_of(home.last_resort_id, at=at) if home.last_resort_id else ()
    controllers = access.controllers_of(municipality_id, at=at)
    year, week, _ = today.isocalendar()
    for emergency in late:
        _tell(
            [user for user in (*leaders, *controllers) if user.pk != emergency.user_id],
            Template.EMERGENCY_OVERDUE,
            emergency.pk,
            by=by,
            at=at,
            occasion=f"{year}-{week:02}",
        )
    return len(late)


def _says_why(ask: EmergencyAsk, today: date) -> None:
    least = rules.value(REASON_AT_LEAST, on=today)
    if len(ask.words.strip()) < least:
        raise SayWhy(
            sentence(
                "Say in at least %(count)s characters why it can't wait: somebody will review it.",
                count=least,
            ),
            field="words",
        )
    if not ask.reference.strip():
        raise SayWhy(sentence("Write the number of the case in your own system."), field="reference")


def _whom(
    ask: EmergencyAsk, home: organisations.Home, today: date
) -> tuple[bytes | None, str | None, date | None]:
    if ask.national_number.strip():
        number = national_numbers.parse(ask.national_number, home.country, on=today)
        return people.lookup_hash(number), None, None
    if not ask.name.strip() or ask.birth_date is None:
        raise SayWho(
            sentence("Write the whole national number, or the whole name and the birth date."), field="name"
        )
    return None, names.search_key(ask.name), ask.birth_date


def _note(access_id: UUID, *, opened: bool, ask: EmergencyAsk, by: Actor, at: datetime) -> None:
    """Record the asking; when somebody was opened, tell the holder, the asker's leader and the log controller at once."""
    audit.record_many(
        action="emergency.open_in_emergency",
        municipality_id=ask.municipality_id,
        subject_id=access_id,
        by=by,
        at=at,
        reason=ask.reason.value,
    )
    if not opened:
        return
    holder = EmergencyAccess.objects.values_list("holder_organisation_id", flat=True).get(pk=access_id)
    told = {
        user.pk: user
        for user in (
            *(access.stewards_of(holder, at=at) if holder else ()),
            *_leaders_over(ask, at),
            *access.controllers_of(ask.municipality_id, at=at),
        )
    }
    _tell(told.values(), Template.EMERGENCY_OPENED, access_id, by=by, at=at)


def _leaders_over(ask: EmergencyAsk, at: datetime) -> Iterable[access.User]:
    """The asker's own leaders; the home municipality's where there is none."""
    own = access.leaders_of(ask.organisation_id, at=at)
    last_resort = organisations.home(ask.municipality_id).last_resort_id
    return own or (access.leaders_of(last_resort, at=at) if last_resort else ())


def _tell(
    users: Iterable[access.User],
    template: Template,
    about: UUID,
    *,
    by: Actor,
    at: datetime,
    occasion: str = "",
) -> None:
    to = [
        messages.Recipient(user.pk, user.email, user.language)
        for user in users
        if user.is_active and user.pk != by.user_id
    ]
    messages.queue_message(template=template, to=to, about=about, by=by, at=at, occasion=occasion)
