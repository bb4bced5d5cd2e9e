"""A case: opened by the register, assessed, left with a reason, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.countries import Country
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.outreach import policies
from stafet.outreach.codes import CodeList, code_book
from stafet.outreach.errors import (
    ChangedByNow,
    EndsTooSoon,
    MeasureRuns,
    NotInSweden,
    NotYours,
    OpenCaseAlready,
)
from stafet.outreach.models import ActivityCase, Assessment, Measure
from stafet.outreach.queries.population import GroupLine, is_swedish, population
from stafet.outreach.states import CASE, CaseMove, CaseState, GroupReason

FIRST_CONTACT = "se.kaa.first_contact_attempt_within"


@dataclass(frozen=True, slots=True)
class AssessmentDraft:
    """What somebody does, by code, and how they see it themselves."""

    occupation: str
    own_view: str
    on: date


@audit.action
def open_cases(*, municipality_id: UUID, by: Actor, at: datetime) -> int:
    """Register everybody who is in the target group today and has no open case. Returns how many.

    Set-based: a fixed number of statements, however many there are. May run as often as one likes. A user registers
    those they may see; the nightly job registers all. Raises ``NotInSweden``, ``NotYours``.
    """
    if not policies.can_open_cases(by, municipality_id):
        raise NotYours(sentence("Only the home municipality registers young people."))
    if not is_swedish(municipality_id):
        raise NotInSweden(
            sentence("The activity responsibility is Swedish law. It holds in no other country.")
        )
    today = organisations.home(municipality_id).day(at)
    lines = population(municipality_id, on=today)
    known = set(_open(municipality_id).values_list("person_id", flat=True))
    before = _last_cases(municipality_id)
    new = [
        _new_case(municipality_id, line, before.get(line.person_id), today, at)
        for line in lines
        if line.person_id not in known
    ]
    ActivityCase.objects.bulk_create(new, ignore_conflicts=True)
    audit.record_many(
        action="outreach.open_cases", municipality_id=municipality_id, subject_id=None, by=by, at=at
    )
    return len(new)


@audit.action
def assess(*, case: ActivityCase, draft: AssessmentDraft, by: Actor, at: datetime) -> Assessment:
    """Write down what the young person does now and how they see it. Raises ``NotYours``, ``UnknownCode``, ``IllegalMove``."""
    must_work(by)
    code_book().must(CodeList.OCCUPATION, draft.occupation, on=draft.on, field="occupation")
    locked = move_case(case, CaseMove.ASSESS, at=at)
    row = Assessment.objects.create(
        municipality_id=locked.municipality_id,
        person_id=locked.person_id,
        case=locked,
        occupation=draft.occupation,
        own_view=draft.own_view.strip(),
        assessed_on=draft.on,
        written_by_id=None if by.is_system else by.user_id,
        known_at=at,
    )
    audit.record(action="outreach.assess", about=row, by=by, at=at, reason=draft.occupation)
    return row


@audit.action
def reopen_case(*, case: ActivityCase, by: Actor, at: datetime) -> None:
    """Take back an exit that was a mistake: the case goes on as it was. Raises ``NotYours``, ``OpenCaseAlready``."""
    must_work(by)
    if _open(case.municipality_id).filter(person_id=case.person_id).exists():
        raise OpenCaseAlready(sentence("The young person is registered again already. Go on with that case."))
    try:
        with transaction.atomic(using=audit.current_alias()):
            locked = move_case(case, CaseMove.REOPEN, at=at, exited_on=None, exit_reason="")
    except IntegrityError as error:
        raise OpenCaseAlready(
            sentence("The young person is registered again already. Go on with that case.")
        ) from error
    audit.record(action="outreach.reopen_case", about=locked, by=by, at=at)


def leave(case: ActivityCase, reason: str, *, on: date, by: Actor, at: datetime) -> ActivityCase:
    """What every exit has in common: no measure runs, there is a reason, and it is not before the registration."""
    code_book().must(CodeList.EXIT_REASON, reason, on=on, field="reason")
    if Measure.objects.filter(case=case, ends_on=None).exists():
        raise MeasureRuns(
            sentence("A measure still runs. End it first, with the reason, and then write down the exit.")
        )
    if on < case.registered_on:
        raise EndsTooSoon(
            sentence(
                "They were registered on %(day)s. Choose that day or a later one.", day=case.registered_on
            ),
            field="on",
        )
    locked = move_case(case, CaseMove.EXIT, at=at, exited_on=on, exit_reason=reason)
    audit.record(action="outreach.exit_case", about=locked, by=by, at=at, reason=reason)
    return locked


def register_again(case: ActivityCase, *, by: Actor, at: datetime) -> ActivityCase:
    """What followed an exit did not hold: a new registration that follows the old one."""
    today = organisations.home(case.municipality_id).day(at)
    if _open(case.municipality_id).filter(person_id=case.person_id).exists():
        raise OpenCaseAlready(sentence("The young person is registered again already. Go on with that case."))
    row = ActivityCase.objects.create(
        municipality_id=case.municipality_id,
        person_id=case.person_id,
        reason=GroupReason.RETURNED,
        in_group_since=today,
        registered_on=today,
        first_contact_by=contact_by(today),
        follows=case,
        known_at=at,
    )
    audit.record(action="outreach.register_again", about=row, by=by, at=at, reason=GroupReason.RETURNED.value)
    return row


def move_case(case: ActivityCase, move: CaseMove, *, at: datetime, **told: object) -> ActivityCase:
    """Hold a case fast and move it. Raises ``IllegalMove``, ``ChangedByNow`` when it stands aside."""
    locked = ActivityCase.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
    must_go_on(locked)
    locked.state = CASE.after(CaseState(locked.state), move)
    locked.known_at = at
    for name, value in told.items():
        setattr(locked, name, value)
    locked.save(update_fields=["state", "known_at", *told])
    return locked


def must_work(by: Actor) -> None:
    """Refuse whoever works with no cases."""
    if not policies.can_work_case(by):
        raise NotYours(sentence("Only those who work with the young person write here."))


def must_go_on(case: ActivityCase) -> None:
    """Refuse what is written into a case beside which another one goes on, since two registrations are one."""
    if case.aside_since is not None:
        raise ChangedByNow(
            sentence("This case stands aside since two registrations are one. Write it into the other one.")
        )


def must_be_open(case: ActivityCase) -> None:
    """Refuse what is written into a case that was left, or that stands aside."""
    must_go_on(case)
    if ActivityCase.objects.filter(pk=case.pk, state=CaseState.EXITED).exists():
        raise ChangedByNow(sentence("This case was left already."))


def contact_by(day: date) -> date:
    """By when a first contact is tried, when somebody is registered on a day."""
    return rules.deadline(FIRST_CONTACT, country=Country.SE, from_day=day).due_on


def _new_case(
    municipality_id: UUID, line: GroupLine, before: UUID | None, today: date, at: datetime
) -> ActivityCase:
    return ActivityCase(
        municipality_id=municipality_id,
        person_id=line.person_id,
        reason=line.reason or GroupReason.NOT_KNOWN,
        in_group_since=line.since,
        registered_on=today,
        first_contact_by=contact_by(today),
        follows_id=before,
        known_at=at,
    )


def _open(municipality_id: UUID) -> QuerySet[ActivityCase]:
    rows = ActivityCase.objects.filter(municipality_id=municipality_id, aside_since=None)
    return rows.exclude(state=CaseState.EXITED)


def _last_cases(municipality_id: UUID) -> dict[UUID, UUID]:
    rows = ActivityCase.objects.filter(
        municipality_id=municipality_id, state=CaseState.EXITED, aside_since=None
    )
    return dict(rows.order_by("exited_on", "pk").values_list("person_id", "pk"))
