"""Check-ins with the five, in a rhythm; and what is difficult."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Q

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.followup.actions.steps import (
    Doing,
    must_be_past,
    must_be_theirs,
    must_say,
    must_speak_as,
    take,
    today_of,
)
from stafet.followup.drafts import CheckInFacts, IssueFacts
from stafet.followup.errors import NotWhole
from stafet.followup.models import CheckIn, Issue
from stafet.followup.queries.reading import agreement_of
from stafet.followup.states import (
    CHECK_IN,
    FOLLOWED,
    ISSUE,
    CheckMove,
    CheckState,
    IssueMove,
    IssueState,
    Side,
)
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.kernel.working_days import is_working_day, next_working_day
from stafet.messages import api as messages
from stafet.organisations import api as organisations
from stafet.placements.api import Placement, Voice, WayState

EVERY = "stafet.followup.check_in_every"


@audit.action
def plan_check_in(*, placement: Placement, facts: CheckInFacts, by: Actor, at: datetime) -> CheckIn:
    """Plan the next talk with one of the five. Raises ``NotYours``, ``NotWhole`` (one is planned already)."""
    doing = Doing(by, at)
    locked = take(placement, doing)
    if _planned(locked, facts.side):
        raise NotWhole(sentence("The next one with them is planned already."), field="side")
    return _plan(locked, facts, doing)


@audit.action
def plan_all_check_ins(*, placement: Placement, asker: str, by: Actor, at: datetime) -> int:
    """Plan the first talk with each of the five who has none, in the rule's rhythm. Returns how many. Raises ``NotYours``."""
    doing = Doing(by, at)
    locked = take(placement, doing)
    today = today_of(locked.municipality_id, at)
    free = [side for side in Side if not _planned(locked, side)]
    for side in free:
        due_on = _on_working_day(locked, today + timedelta(days=_rhythm(None, today)))
        _plan(locked, CheckInFacts(side, due_on, must_say(asker, "asker")), doing)
    return len(free)


@audit.action
def hold_check_in(
    *,
    check_in: CheckIn,
    on: date,
    outcome: str,
    next_on: date | None = None,
    voice: Voice = Voice.STAFF,
    by: Actor,
    at: datetime,
) -> CheckIn | None:
    """Write down what came of it; the next one is planned at once, on ``next_on`` or as the rhythm says.

    Returns the next, or ``None`` when the agreement ends before it. Raises ``NotYours``, ``NotWhole``, ``IllegalMove``.
    """
    doing = Doing(by, at, voice)
    must_speak_as(doing, Voice.STAFF, Voice.HOST)
    locked = take(check_in.placement, doing)
    row = CheckIn.objects.select_for_update(of=("self",), no_key=True).get(pk=check_in.pk)
    row.state = CHECK_IN.after(CheckState(row.state), CheckMove.HOLD)
    row.held_on = must_be_past(on, today_of(locked.municipality_id, at), "on")
    row.outcome, row.voice, row.known_at = must_say(outcome, "outcome"), voice, at
    row.save()
    audit.record(action="followup.hold_check_in", about=row, by=by, at=at, reason=voice.value)
    return _plan_next(locked, row, on, next_on, doing)


@audit.action
def call_off_check_in(
    *, check_in: CheckIn, because: str, next_on: date | None = None, by: Actor, at: datetime
) -> CheckIn | None:
    """It is not held, and why; the next one is planned all the same. Raises ``NotYours``, ``NotWhole``, ``IllegalMove``."""
    doing = Doing(by, at)
    locked = take(check_in.placement, doing)
    row = CheckIn.objects.select_for_update(of=("self",), no_key=True).get(pk=check_in.pk)
    row.state = CHECK_IN.after(CheckState(row.state), CheckMove.CALL_OFF)
    row.outcome, row.known_at = must_say(because, "outcome"), at
    row.save()
    audit.record(action="followup.call_off_check_in", about=row, by=by, at=at)
    return _plan_next(locked, row, today_of(locked.municipality_id, at), next_on, doing)


@audit.action
def tell_issue(*, placement: Placement, facts: IssueFacts, by: Actor, at: datetime) -> Issue:
    """Tell the class team that something is difficult, with what is agreed and who follows it. Raises ``NotYours``, ``NotWhole``."""
    doing = Doing(by, at)
    locked = take(placement, doing)
    today = today_of(locked.municipality_id, at)
    if facts.look_again_on < today:
        raise NotWhole(sentence("Choose a day from today on."), field="look_again_on")
    row = Issue.objects.create(
        municipality_id=locked.municipality_id,
        person_id=locked.person_id,
        placement=locked,
        told_on=must_be_past(facts.told_on, today, "told_on"),
        told_by=facts.told_by,
        words=must_say(facts.words),
        agreed=must_say(facts.agreed, "agreed"),
        follower=must_say(facts.follower, "follower"),
        look_again_on=facts.look_again_on,
        by_id=doing.user_id,
        known_at=at,
    )
    audit.record(action="followup.tell_issue", about=row, by=by, at=at, reason=facts.told_by.value)
    _tell_the_team(locked, row, doing)
    return row


@audit.action
def move_issue(*, issue: Issue, what: IssueMove, words: str, by: Actor, at: datetime) -> None:
    """Close a difficulty with how it ended, or follow it again. Raises ``NotYours``, ``NotWhole``, ``IllegalMove``."""
    doing = Doing(by, at)
    must_be_theirs(doing)
    row = Issue.objects.select_for_update(of=("self",), no_key=True).get(pk=issue.pk)
    row.state = ISSUE.after(IssueState(row.state), what)
    said, today = must_say(words, "outcome"), today_of(row.municipality_id, at)
    if row.state == IssueState.CLOSED:
        row.outcome, row.closed_on = said, today
    else:
        row.agreed, row.closed_on, row.look_again_on = said, None, today
    row.known_at = at
    row.save()
    audit.record(action=f"followup.{what.value}_issue", about=row, by=by, at=at)


def _plan(placement: Placement, facts: CheckInFacts, doing: Doing) -> CheckIn:
    row = CheckIn.objects.create(
        municipality_id=placement.municipality_id,
        person_id=placement.person_id,
        placement=placement,
        side=facts.side,
        due_on=facts.due_on,
        every_days=facts.every_days,
        asker=must_say(facts.asker, "asker"),
        known_at=doing.at,
    )
    audit.record(
        action="followup.plan_check_in", about=row, by=doing.by, at=doing.at, reason=facts.side.value
    )
    return row


def _plan_next(
    placement: Placement, held: CheckIn, on: date, next_on: date | None, doing: Doing
) -> CheckIn | None:
    if WayState(placement.state) not in FOLLOWED:
        return None
    today = today_of(placement.municipality_id, doing.at)
    if next_on is not None and next_on < today:
        raise NotWhole(sentence("Choose a day from today on."), field="next_on")
    due_on = next_on or _on_working_day(placement, on + timedelta(days=_rhythm(held.every_days, today)))
    agreement = agreement_of(placement)
    if next_on is None and agreement is not None and agreement.ends_on and due_on >= agreement.ends_on:
        return None
    facts = CheckInFacts(Side(held.side), due_on, held.asker, held.every_days)
    return _plan(placement, facts, doing)


def _planned(placement: Placement, side: Side) -> bool:
    rows = CheckIn.objects.filter(municipality_id=placement.municipality_id, placement=placement, side=side)
    return rows.planned().exists()


def _rhythm(every_days: int | None, today: date) -> int:
    return every_days or int(rules.value(EVERY, on=today))


def _on_working_day(placement: Placement, day: date) -> date:
    country = organisations.home(placement.municipality_id).country
    return day if is_working_day(country, day) else next_working_day(country, day)


def _tell_the_team(placement: Placement, issue: Issue, doing: Doing) -> None:
    """A message that says nothing about anybody, to the leader of the school and the teachers of the class."""
    in_class = Q(role=access.Role.TEACHER, unit__name=placement.class_name)
    posts = access.Membership.objects.current_at(doing.at).filter(
        Q(role=access.Role.SCHOOL_LEADER) | in_class, organisation_id=placement.school_id
    )
    team = access.User.objects.filter(pk__in=posts.values("user_id")).exclude(pk=doing.by.user_id)
    messages.queue_message(
        template=messages.Template.PLACEMENT_ISSUE,
        to=[messages.Recipient(each.pk, each.email, each.language) for each in team.order_by("pk")],
        about=placement.pk,
        occasion=issue.pk.hex[-12:],  # the key of a message is short
        by=doing.by,
        at=doing.at,
    )
