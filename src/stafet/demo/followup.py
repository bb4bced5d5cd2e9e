"""Placements that last: plans, goals, a log, days, talks, a difficulty, looking back, a certificate; one that is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from stafet.demo.own import let_the_pupil_in
from stafet.demo.placements import stay_at_the_yard
from stafet.demo.story import Town
from stafet.followup import api as followup
from stafet.followup.api import (
    CheckIn,
    DayMark,
    DayTold,
    EntryFacts,
    EvaluationKind,
    GoalMove,
    Harm,
    HarmFacts,
    HostSaid,
    IncidentFacts,
    IncidentKind,
    Issue,
    IssueFacts,
    IssueMove,
    LearningGoal,
    LinkUse,
    OwnWords,
    Side,
)
from stafet.kernel.actors import SYSTEM, Actor
from stafet.kernel.periods import school_year_of
from stafet.placements import api as placements
from stafet.placements.api import How, Placement, Voice, WayMove, WayState

_A_DAY = timedelta(days=1)
_AUGUST = 8
_AT_THE_YARD = 6

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
_HARD_MARKS = (DayMark.PRESENT, DayMark.ABSENT, DayMark.PRESENT, DayMark.CLOSED)
_MID_WAY = OwnWords(
    "At arbejde med hænderne og se det blive til noget",
    "At komme op om onsdagen",
    "Det er rart at være sammen med klassen de andre dage",
    "Jeg vil være tømrer",
    may_be_told=True,
)
_BEFORE = OwnWords("Jeg glæder mig til at lave noget rigtigt", "At jeg ikke kender nogen der")
_FINAL = OwnWords(
    "Jeg har bygget et skur, som nogen bruger",
    "De lange dage i starten",
    "Det blev lettere at sige noget i timerne",
    "Jeg begynder på grundforløbet efter sommeren",
    may_be_told=True,
)


def follow_placements(town: Town, at: datetime) -> None:
    """The active placements are followed up: one goes well, one has its difficulties, one is completed."""
    bo = town.actor("bo", at)
    _close_school(town, bo, at)
    rows = Placement.objects.filter(municipality_id=town.municipality_id, state=WayState.ACTIVE)
    stories = (_goes_well, _is_hard, _is_over)
    for number, placement in enumerate(rows.select_related("scheme", "person").order_by("pk")):
        story = _Story(placement, bo, at)
        story.begin()
        if number < len(stories):
            stories[number](story)


def _close_school(town: Town, bo: Actor, at: datetime) -> None:
    """The holidays of the school year."""
    year = school_year_of(at.date()).period.starts_on.year
    for name, first, last in _BREAKS:
        starts_in = year if first[0] >= _AUGUST else year + 1
        followup.keep_break(
            municipality_id=town.municipality_id,
            name=name,
            first_day=date(starts_in, *first),
            last_day=date(starts_in, *last),
            by=bo,
            at=at,
        )


def come_day_by_day(town: Town, at: datetime) -> None:
    """Six at one place, with what became of their days: enough for the figures about hours and lessons missed."""
    bo = town.actor("bo", at)
    for number, placement in enumerate(stay_at_the_yard(town, at, _AT_THE_YARD)):
        marks = [DayMark.PRESENT] * 8
        marks[number] = DayMark.ILL
        _Story(placement, bo, at).mark(marks)


class _Story:
    """One placement, and who tells what about it."""

    def __init__(self, placement: Placement, bo: Actor, at: datetime) -> None:
        self.placement, self.bo, self.at, self.today = placement, bo, at, at.date()
        agreement = followup.agreement_of(placement)
        if agreement is None or agreement.starts_on is None or agreement.ends_on is None:
            raise LookupError("Somebody who is there has an agreement with days.")
        self.starts_on, self.ends_on = agreement.starts_on, agreement.ends_on
        self.weekdays = agreement.weekdays

    def begin(self) -> None:
        """A plan in two parts, goals, and a talk with each of the five."""
        for words in _GOALS:
            followup.set_goal(placement=self.placement, words=words, by=self.bo, at=self.at)
        followup.plan_all_check_ins(
            placement=self.placement, asker="Bo Bertelsen", by=self.bo, at=self.at - timedelta(days=30)
        )
        middle = self.starts_on + (self.ends_on - self.starts_on) / 2
        self._plan(self.starts_on, middle, "Følge med og prøve: måle, bære, rydde op")
        self._plan(middle + _A_DAY, self.ends_on - _A_DAY, "En opgave selv, fra tegning til færdigt skur")

    def _plan(self, first: date, last: date, words: str) -> None:
        followup.plan_period(
            placement=self.placement, first_day=first, last_day=last, words=words, by=self.bo, at=self.at
        )

    def days_so_far(self) -> list[date]:
        """The days at the place until yesterday."""
        span = (self.starts_on + number * _A_DAY for number in range((self.today - self.starts_on).days))
        return [day for day in span if day.isoweekday() in self.weekdays]

    def mark(self, marks: Sequence[DayMark]) -> None:
        """What became of the days so far, in turn; half a day where they came late."""
        told = [
            DayTold(day, mark, 4 * 60 if mark is DayMark.LATE else None)
            for day, mark in zip(self.days_so_far(), marks, strict=False)
        ]
        followup.mark_days(placement=self.placement, days=told, by=self.bo, at=self.at)

    def check_in(self, side: Side) -> CheckIn:
        """The talk that is planned with one of the five."""
        return CheckIn.objects.planned().get(placement=self.placement, side=side)

    def goal(self, number: int) -> LearningGoal:
        """One of the goals, in the order they were set."""
        return LearningGoal.objects.filter(placement=self.placement).order_by("pk")[number]

    def issue(self, told_by: Side, words: str, agreed: str) -> Issue:
        """A difficulty that is told to the class team."""
        facts = IssueFacts(self.today, told_by, words, agreed, "Bo Bertelsen", self.today + timedelta(days=7))
        return followup.tell_issue(placement=self.placement, facts=facts, by=self.bo, at=self.at)

    def look_back(self, kind: EvaluationKind, words: OwnWords) -> None:
        """The young person writes how it was, and signs."""
        row = followup.write_evaluation(
            placement=self.placement, kind=kind, words=words, voice=Voice.YOUNG_PERSON, by=SYSTEM, at=self.at
        )
        followup.sign_evaluation(
            evaluation=row, how=How.LOG_IN, voice=Voice.YOUNG_PERSON, by=SYSTEM, at=self.at
        )

    def certify(self, learned: str) -> None:
        """What they take along."""
        followup.issue_certificate(
            placement=self.placement,
            tasks="Måler op, saver, samler skure",
            learned=learned,
            by=self.bo,
            at=self.at,
        )

    def move(self, what: WayMove, words: str = "") -> None:
        """On the way of the placement itself."""
        placements.move_placement(
            placement=self.placement, what=what, on=self.today, words=words, by=self.bo, at=self.at
        )


def _goes_well(story: _Story) -> None:
    """Days, a log with an answer, the company's answers by its links, a goal reached, mid-way in own words."""
    let_the_pupil_in(story.placement.person, story.at)
    story.mark(_MARKS)
    _write_log(story)
    _hear_the_company(story)
    followup.call_off_check_in(
        check_in=story.check_in(Side.SCHOOL),
        because="Ny dag aftalt",
        next_on=story.today + _A_DAY,
        by=story.bo,
        at=story.at,
    )
    followup.settle_goal(
        goal=story.goal(0),
        what=GoalMove.REACH,
        words="Gjorde det selv med gavlen",
        voice=Voice.YOUNG_PERSON,
        by=SYSTEM,
        at=story.at,
    )
    story.look_back(EvaluationKind.MID_WAY, _MID_WAY)
    story.certify("At læse en tegning")


def _write_log(story: _Story) -> None:
    entries = [
        followup.write_entry(
            placement=story.placement,
            facts=EntryFacts(day, did, learned, felt),
            voice=Voice.YOUNG_PERSON,
            by=SYSTEM,
            at=story.at,
        )
        for day, (did, learned, felt) in zip(story.days_so_far(), _LOG, strict=False)
    ]
    for entry in entries[-1:]:
        followup.answer_entry(
            entry=entry, words="Det lyder godt. Vis mig tegningen i morgen?", by=story.bo, at=story.at
        )


def _hear_the_company(story: _Story) -> None:
    """It says how it goes, and confirms the plan, each by a link."""
    said = HostSaid(words="Møder til tiden og spørger godt")
    about = story.check_in(Side.HOST).pk
    for use, key, answer in (
        (LinkUse.CHECK_IN, about, said),
        (LinkUse.PLAN, None, HostSaid(name="Villy Vang")),
    ):
        link = followup.ask_host(placement=story.placement, use=use, about=key, by=story.bo, at=story.at)
        followup.answer_as_host(link=link, said=answer, by=SYSTEM, at=story.at)


def _is_hard(story: _Story) -> None:
    """Days missed, a difficulty that goes on and one that is closed, a near miss, a goal left, the company asked about days."""
    story.mark(_HARD_MARKS)
    story.issue(Side.HOST, "Bliver træt efter frokost", "Kort pause kl. 13")
    closed = story.issue(Side.HOME, "Bussen kommer for sent", "Tager den tidligere bus")
    followup.move_issue(
        issue=closed, what=IssueMove.CLOSE, words="Er kommet til tiden siden", by=story.bo, at=story.at
    )
    incident = followup.record_incident(
        placement=story.placement,
        facts=IncidentFacts(story.today, IncidentKind.NEAR_MISS, "Brædderne stables nu under skuldrehøjde"),
        by=story.bo,
        at=story.at,
    )
    followup.write_harm(incident=incident, facts=HarmFacts(Harm.NONE), by=story.bo, at=story.at)
    followup.settle_goal(
        goal=story.goal(1), what=GoalMove.LEAVE, words="Vi tager det op igen", by=story.bo, at=story.at
    )
    followup.write_evaluation(
        placement=story.placement, kind=EvaluationKind.START, words=_BEFORE, by=story.bo, at=story.at
    )
    followup.ask_host(
        placement=story.placement,
        use=LinkUse.DAYS,
        first_day=story.starts_on,
        last_day=story.today,
        by=story.bo,
        at=story.at,
    )


def _ask_for_words(story: _Story) -> None:
    """The company adds a few words by its link; the certificate takes them along."""
    about = followup.Evaluation.objects.get(placement=story.placement, kind=EvaluationKind.FINAL).pk
    link = followup.ask_host(
        placement=story.placement, use=LinkUse.WORDS, about=about, by=story.bo, at=story.at
    )
    said = HostSaid(
        name="Kontaktpersonen", words="Kom altid til tiden og hjalp de andre. Tak for godt arbejde!"
    )
    followup.answer_as_host(link=link, said=said, by=SYSTEM, at=story.at)


def _is_over(story: _Story) -> None:
    """The final conversation has been held, the placement is completed, and there is a certificate."""
    story.mark([DayMark.PRESENT] * len(story.days_so_far()))
    followup.hold_check_in(
        check_in=story.check_in(Side.YOUNG_PERSON),
        on=story.today,
        outcome="Er glad for det, og har søgt ind på tømreruddannelsen",
        by=story.bo,
        at=story.at,
    )
    for number in range(len(_GOALS)):
        followup.settle_goal(goal=story.goal(number), what=GoalMove.REACH, by=story.bo, at=story.at)
    story.look_back(EvaluationKind.FINAL, _FINAL)
    _ask_for_words(story)
    story.certify("At regne ud, hvor meget træ der skal bruges")
    story.move(WayMove.EVALUATE, "Vil være tømrer og har søgt ind")
    story.move(WayMove.COMPLETE)
