"""Placements that last: plans, goals, a log, days, talks, a difficulty, looking back, a certificate."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from stafet.demo.story import Town
from stafet.followup import api as followup
from stafet.followup.api import (
    DayMark,
    DayTold,
    EntryFacts,
    EvaluationKind,
    GoalMove,
    HostSaid,
    IssueFacts,
    LinkUse,
    OwnWords,
    Side,
)
from stafet.kernel.actors import SYSTEM, Actor
from stafet.placements.api import How, Placement, Voice, WayState

_BREAKS = (
    ("Efterårsferie", (10, 12), (10, 16)),
    ("Juleferie", (12, 21), (12, 31)),
    ("Vinterferie", (2, 8), (2, 12)),
)
_GOALS = (
    "At måle op og regne ud, hvor meget træ der skal bruges",
    "At sige det højt, når jeg ikke forstår en opgave",
)
_LOG = (
    ("Målte op til et skur og bar brædder", "At regne i millimeter", "Lidt nervøs, men Villy var rolig"),
    ("Savede lægter og fejede", "At spænde træet fast først", "Godt, jeg fik lov at prøve selv"),
    ("Satte gavlen op sammen med svenden", "At læse en tegning", "Den bedste dag indtil nu"),
)
_MARKS = (DayMark.PRESENT, DayMark.PRESENT, DayMark.LATE, DayMark.PRESENT, DayMark.ILL)


def follow_placements(town: Town, at: datetime) -> None:
    """The active placements are followed up: the first has everything, the others what begins with the first day."""
    bo = town.actor("bo", at)
    year = at.year if at.month >= 8 else at.year - 1
    for name, first, last in _BREAKS:
        starts_in = year if first[0] >= 8 else year + 1
        followup.keep_break(
            municipality_id=town.municipality_id,
            name=name,
            first_day=date(starts_in, *first),
            last_day=date(starts_in, *last),
            by=bo,
            at=at,
        )
    rows = Placement.objects.filter(municipality_id=town.municipality_id, state=WayState.ACTIVE)
    for number, placement in enumerate(rows.select_related("scheme", "person").order_by("pk")):
        _begin(placement, bo, at)
        if number == 0:
            _go_on(placement, bo, at)


def _begin(placement: Placement, bo: Actor, at: datetime) -> None:
    """A plan, goals, and a talk with each of the five."""
    for words in _GOALS:
        followup.set_goal(placement=placement, words=words, by=bo, at=at)
    followup.plan_all_check_ins(placement=placement, asker="Bo Bertelsen", by=bo, at=at)
    agreement = followup.agreement_of(placement)
    if agreement is None or agreement.starts_on is None or agreement.ends_on is None:
        return
    middle = agreement.starts_on + (agreement.ends_on - agreement.starts_on) / 2
    last = agreement.ends_on - timedelta(days=1)
    followup.plan_period(
        placement=placement, first_day=agreement.starts_on, last_day=middle, words="Følge med og prøve: måle, bære, rydde op", by=bo, at=at
    )  # fmt: skip
    followup.plan_period(
        placement=placement,
        first_day=middle + timedelta(days=1),
        last_day=last,
        words="En opgave selv, fra tegning til færdigt skur",
        by=bo,
        at=at,
    )


def _go_on(placement: Placement, bo: Actor, at: datetime) -> None:
    """What has been since: days, the log with an answer, talks, a difficulty, mid-way, the certificate so far."""
    agreement = followup.agreement_of(placement)
    if agreement is None or agreement.starts_on is None:
        return
    span = (
        agreement.starts_on + timedelta(days=number)
        for number in range((at.date() - agreement.starts_on).days)
    )
    days = [day for day in span if day.isoweekday() in agreement.weekdays]
    followup.mark_days(
        placement=placement,
        days=[
            DayTold(day, mark, 240 if mark is DayMark.LATE else None)
            for day, mark in zip(days, _MARKS, strict=False)
        ],
        by=bo,
        at=at,
    )
    for day, (did, learned, felt) in zip(days, _LOG, strict=False):
        entry = followup.write_entry(
            placement=placement,
            facts=EntryFacts(day, did, learned, felt),
            voice=Voice.YOUNG_PERSON,
            by=SYSTEM,
            at=at,
        )
    if days:
        followup.answer_entry(entry=entry, words="Det lyder godt. Vis mig tegningen i morgen?", by=bo, at=at)
    _talk(placement, bo, at)
    _look_back(placement, bo, at)


def _talk(placement: Placement, bo: Actor, at: datetime) -> None:
    """The company has answered by its link; the contact teacher's talk is due today; a difficulty is followed."""
    rows = followup.CheckIn.objects.filter(placement=placement, state="planned")
    link = followup.ask_host(
        placement=placement, use=LinkUse.CHECK_IN, about=rows.get(side=Side.HOST).pk, by=bo, at=at
    )
    followup.answer_as_host(
        link=link, said=HostSaid(words="Møder til tiden og spørger godt"), by=SYSTEM, at=at
    )
    plan = followup.ask_host(placement=placement, use=LinkUse.PLAN, by=bo, at=at)
    followup.answer_as_host(link=plan, said=HostSaid(name="Villy Vang"), by=SYSTEM, at=at)
    teacher = rows.get(side=Side.SCHOOL)
    due_on = at.date() + timedelta(days=1)
    followup.call_off_check_in(check_in=teacher, because="Ny dag aftalt", next_on=due_on, by=bo, at=at)
    facts = IssueFacts(
        at.date(), Side.HOST, "Bliver træt efter frokost", "Kort pause kl. 13", "Bo Bertelsen", at.date() + timedelta(days=7)
    )  # fmt: skip
    followup.tell_issue(placement=placement, facts=facts, by=bo, at=at)
    goal = followup.LearningGoal.objects.filter(placement=placement).order_by("pk")[0]
    followup.settle_goal(
        goal=goal, what=GoalMove.REACH, words="Gjorde det selv med gavlen", voice=Voice.YOUNG_PERSON, by=SYSTEM, at=at
    )  # fmt: skip


def _look_back(placement: Placement, bo: Actor, at: datetime) -> None:
    words = OwnWords(
        "At arbejde med hænderne og se det blive til noget",
        "At komme op om onsdagen",
        "Det er rart at være sammen med klassen de andre dage",
        "Jeg vil være tømrer",
        may_be_told=True,
    )
    told = {"voice": Voice.YOUNG_PERSON, "by": SYSTEM, "at": at}
    row = followup.write_evaluation(placement=placement, kind=EvaluationKind.MID_WAY, words=words, **told)
    followup.sign_evaluation(evaluation=row, how=How.LOG_IN, **told)
    followup.issue_certificate(
        placement=placement, tasks="Måler op, saver, samler skure", learned="At læse en tegning", by=bo, at=at
    )
