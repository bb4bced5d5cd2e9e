"""Drawing a week, judging a look-up, and a leader's answer."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.logcontrol.drawing import draw, size_of_sample
from stafet.logcontrol.errors import NobodyToAsk, NotYoursToJudge, SettledByNow
from stafet.logcontrol.grounds import LookUp, found
from stafet.logcontrol.models import LogSample, LookUpQuestion
from stafet.logcontrol.policies import can_answer, can_judge
from stafet.logcontrol.reading_week import ACT_WITHIN, read_week
from stafet.logcontrol.states import Ground, LookUpVerdict
from stafet.messages import api as messages
from stafet.messages.api import Template
from stafet.organisations import api as organisations

_SEED_BYTES = 32
_WEEK = timedelta(days=7)


def week_due(today: date) -> date:
    """The Monday of the latest week that can be judged: whoever looked has had time to do something about it."""
    monday = today - timedelta(days=today.weekday())
    patience = timedelta(days=rules.value(ACT_WITHIN, on=today))
    return monday - _WEEK - patience


@audit.action
def draw_week(*, municipality_id: UUID, week_starts_on: date, by: Actor, at: datetime) -> int:
    """Draw each organisation's week, once, and ask about what the rules find. Returns how many questions there are.

    The seed is made here and now, so nobody could know it while they looked; it is kept, so that anybody can check.
    """
    if LogSample.objects.filter(municipality_id=municipality_id, week_starts_on=week_starts_on).exists():
        return 0
    home = organisations.home(municipality_id)
    week = read_week(home, week_starts_on=week_starts_on)
    grounds = found(week)
    by_place: defaultdict[UUID, list[LookUp]] = defaultdict(list)
    for look in week.look_ups:
        by_place[look.organisation_id].append(look)
    count = 0
    for place, looks in sorted(by_place.items()):
        sample = _sample(municipality_id, place, week_starts_on, looks, at)
        questions = _questions(sample, looks, grounds)
        LookUpQuestion.objects.bulk_create(questions)
        count += len(questions)
    audit.record_many(
        action="logcontrol.draw_week", municipality_id=municipality_id, subject_id=None, by=by, at=at
    )
    return count


def _sample(
    municipality_id: UUID, place: UUID, week_starts_on: date, looks: Sequence[LookUp], at: datetime
) -> LogSample:
    return LogSample.objects.create(
        municipality_id=municipality_id,
        organisation_id=place,
        week_starts_on=week_starts_on,
        drawn_at=at,
        seed=secrets.token_bytes(_SEED_BYTES),
        look_ups=len(looks),
        explained=sum(look.is_explained for look in looks),
    )


def _questions(
    sample: LogSample, looks: Sequence[LookUp], grounds: Mapping[UUID, tuple[Ground, ...]]
) -> list[LookUpQuestion]:
    size = size_of_sample(
        len(looks),
        at_least=rules.value("stafet.log_control.sample_at_least", on=sample.week_starts_on),
        percent=rules.value("stafet.log_control.sample_share", on=sample.week_starts_on),
    )
    unexplained = [look.reading_id for look in looks if not look.is_explained]
    drawn = frozenset(draw(unexplained, size, seed=bytes(sample.seed)))
    return [
        _question(sample, look, why)
        for look in looks
        if (why := (*grounds.get(look.reading_id, ()), *((Ground.LOT,) if look.reading_id in drawn else ())))
    ]


def _question(sample: LogSample, look: LookUp, grounds: Iterable[Ground]) -> LookUpQuestion:
    return LookUpQuestion(
        municipality_id=sample.municipality_id,
        organisation_id=look.organisation_id,
        sample=sample,
        reading_id=look.reading_id,
        at=look.at,
        user_id=look.user_id,
        person_id=look.person_id,
        view=look.view,
        purpose=look.purpose,
        data_classes=look.data_classes,
        grounds=[ground.value for ground in grounds],
    )


@audit.action
def judge_look_up(
    *, question: LookUpQuestion, verdict: LookUpVerdict, words: str, by: Actor, at: datetime
) -> None:
    """Say that a look-up is explained, ask the leader, or report it. Raises ``NotYoursToJudge``, ``SettledByNow``, ``NobodyToAsk``."""
    if not can_judge(by, question):
        raise NotYoursToJudge(sentence("The log controller judges this, and nobody their own look-ups."))
    leaders = _leaders(question, at) if verdict is LookUpVerdict.ASKED else []
    if verdict is LookUpVerdict.ASKED and not leaders:
        raise NobodyToAsk(sentence("There is no leader to ask. Judge it yourself, or report it."))
    before = LookUpQuestion.objects.filter(pk=question.pk, verdict=question.verdict)
    if not before.update(verdict=verdict, words=words, judged_by_id=by.user_id, judged_at=at):
        raise SettledByNow(sentence("Somebody else has judged it in the meantime."))
    _record("judge_look_up", question, by=by, at=at, reason=verdict.value)
    to = [messages.Recipient(user.pk, user.email, user.language) for user in leaders]
    messages.queue_message(template=Template.LOOK_UP_ASKED, to=to, about=question.pk, by=by, at=at)


@audit.action
def answer_look_up(*, question: LookUpQuestion, words: str, by: Actor, at: datetime) -> None:
    """The leader says what it was about. Raises ``NotYoursToJudge``, ``SettledByNow``."""
    if not can_answer(by, question):
        raise NotYoursToJudge(sentence("The leader of whoever looked answers this."))
    asked = LookUpQuestion.objects.filter(pk=question.pk, verdict=LookUpVerdict.ASKED, answered_at=None)
    if not asked.update(answer=words, answered_by_id=by.user_id, answered_at=at):
        raise SettledByNow(sentence("It has been answered in the meantime."))
    _record("answer_look_up", question, by=by, at=at)


def _leaders(question: LookUpQuestion, at: datetime) -> list[access.User]:
    """The leaders where the colleague works; the municipality's where there is none but whoever looked."""
    last_resort = organisations.home(question.municipality_id).last_resort_id
    for place in (question.organisation_id, last_resort):
        leaders = access.leaders_of(place, at=at) if place else ()
        others = [user for user in leaders if user.pk != question.user_id]
        if others:
            return others
    return []


def _record(verb: str, question: LookUpQuestion, *, by: Actor, at: datetime, reason: str = "") -> None:
    audit.record_many(
        action=f"logcontrol.{verb}",
        municipality_id=question.municipality_id,
        subject_id=question.pk,
        by=by,
        at=at,
        reason=reason,
    )
