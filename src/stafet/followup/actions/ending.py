"""Looking back in own words, signed; and the certificate."""

from __future__ import annotations

from datetime import datetime

from stafet.audit import api as audit
from stafet.followup.actions.steps import Doing, must_be_theirs, must_say, must_speak_as, take, today_of
from stafet.followup.drafts import OwnWords
from stafet.followup.errors import NotWhole, NotYours, Signed
from stafet.followup.models import AttendanceDay, Evaluation, PlacementCertificate
from stafet.followup.queries.attendance import count_days
from stafet.followup.queries.reading import agreement_of
from stafet.followup.states import DONE, FOLLOWED, WAS_THERE, EvaluationKind
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.placements.api import How, Placement, Voice


@audit.action
def write_evaluation(
    *,
    placement: Placement,
    kind: EvaluationKind,
    words: OwnWords,
    voice: Voice = Voice.STAFF,
    by: Actor,
    at: datetime,
) -> Evaluation:
    """How it was, as the young person says it; a grown-up may write it down with them. Nobody has signed it yet.

    Raises ``NotYours``, ``NotWhole``, ``Signed`` (it is not changed any more).
    """
    doing = Doing(by, at, voice)
    must_speak_as(doing, Voice.STAFF, Voice.YOUNG_PERSON)
    locked = take(placement, doing, states=FOLLOWED | DONE)
    row = (
        Evaluation.objects.select_for_update(of=("self",), no_key=True)
        .filter(municipality_id=locked.municipality_id, placement=locked, kind=kind)
        .first()
    )
    if row is not None and row.signed_at is not None:
        raise Signed(sentence("It is signed, so it is not changed any more."))
    if row is None:
        row = Evaluation(
            municipality_id=locked.municipality_id, person_id=locked.person_id, placement=locked, kind=kind
        )
    row.well, row.hard = must_say(words.well, "well"), words.hard.strip()
    row.in_class, row.next_words = words.in_class.strip(), words.next_words.strip()
    row.may_be_told = words.may_be_told and voice is Voice.YOUNG_PERSON
    row.by_id, row.known_at = doing.user_id, at
    row.save()
    audit.record(action="followup.write_evaluation", about=row, by=by, at=at, reason=voice.value)
    return row


@audit.action
def sign_evaluation(
    *, evaluation: Evaluation, how: How, voice: Voice = Voice.STAFF, by: Actor, at: datetime
) -> None:
    """The young person signs: with their own log-in, or on paper that the school keeps. Raises ``NotYours``, ``Signed``."""
    doing = Doing(by, at, voice)
    must_speak_as(doing, Voice.STAFF, Voice.YOUNG_PERSON)
    must_be_theirs(doing)
    if (how is How.LOG_IN) != (voice is Voice.YOUNG_PERSON):
        raise NotYours(sentence("Everybody signs for themselves."))
    row = Evaluation.objects.select_for_update(of=("self",), no_key=True).get(pk=evaluation.pk)
    if row.signed_at is not None:
        raise Signed(sentence("This was signed already."))
    if not row.well:
        raise NotWhole(sentence("Write how it was first."))
    row.signed_at, row.how, row.seal = at, how, row.digest
    row.by_id, row.known_at = doing.user_id, at
    row.save()
    audit.record(action="followup.sign_evaluation", about=row, by=by, at=at, reason=how.value)


@audit.action
def issue_certificate(
    *, placement: Placement, tasks: str, learned: str, by: Actor, at: datetime
) -> PlacementCertificate:
    """Certify the days and hours that were told, and what was done. It grades nobody. Raises ``NotYours``, ``NotWhole``."""
    doing = Doing(by, at)
    locked = take(placement, doing, states=FOLLOWED | DONE)
    agreement = agreement_of(locked)
    if agreement is None:
        raise NotWhole(sentence("There is no agreement that holds."))
    there = AttendanceDay.objects.filter(municipality_id=locked.municipality_id, mark__in=WAS_THERE)
    total = count_days(there, [locked.pk])[locked.pk]
    days = list(there.filter(placement=locked).order_by("day").values_list("day", flat=True))
    if not days:
        raise NotWhole(
            sentence("No day at the place is written down yet. Do that first, under “Days and plan”.")
        )
    said = _last_words_of_the_host(locked)
    row = PlacementCertificate.objects.create(
        municipality_id=locked.municipality_id,
        person_id=locked.person_id,
        placement=locked,
        host_name=agreement.host_name,
        supervisor=agreement.supervisor or agreement.contact_name,
        school_name=agreement.school_name,
        first_day=days[0],
        last_day=days[-1],
        days=total.there,
        minutes=total.minutes,
        tasks=must_say(tasks, "tasks"),
        learned=learned.strip(),
        host_words=said.host_words if said else "",
        said_by=said.host_name if said else "",
        issued_on=today_of(locked.municipality_id, at),
        issued_by_id=by.user_id,
        known_at=at,
    )
    audit.record(action="followup.issue_certificate", about=row, by=by, at=at)
    return row


def _last_words_of_the_host(placement: Placement) -> Evaluation | None:
    """What the company has said last about how it was, by its own link."""
    rows = Evaluation.objects.filter(municipality_id=placement.municipality_id, placement=placement)
    return rows.exclude(host_words="").order_by("-host_on", "-pk").first()
