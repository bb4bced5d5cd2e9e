"""What is done around placements, in every state: advice, start meetings, going on; and the town’s year, classes, money and talks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from stafet.demo.story import Town
from stafet.groundwork import api as groundwork
from stafet.groundwork.api import (
    ADVISED,
    MEETS,
    Adviser,
    ContactFacts,
    ContactWay,
    Guest,
    MeetingFacts,
    MeetingMove,
    MoneyFacts,
    MoneyFrom,
    TeamRole,
    ThemeFacts,
    ThemeState,
    TransferFacts,
    TransferMove,
    TransferTo,
)
from stafet.kernel.actors import SYSTEM
from stafet.kernel.periods import school_year_of
from stafet.placements.api import Host, Placement, SchemeKind, WayState

_KIND = SchemeKind.JUNIOR_APPRENTICESHIP
_A_WEEK = timedelta(days=7)
_AGENDA = "1. Hvem vi er\n2. Hvad den unge vil lære\n3. Dage, tider og vejen dertil\n4. Sikkerhed\n5. Når nogen er fraværende"


def prepare_placements(town: Town, at: datetime) -> None:
    """School, counsellor and town do what there is to do."""
    rows = Placement.objects.filter(municipality_id=town.municipality_id).under_way()
    every = list(rows.select_related("person").order_by("since_on", "pk"))
    _advise(town, [row for row in every if row.state in ADVISED], at)
    _meet(town, [row for row in every if row.state in MEETS], at)
    _go_on(town, [row for row in every if row.state in {WayState.ACTIVE, WayState.ON_COURSE}], at)
    _prepare_year(town, at)


def _advise(town: Town, rows: Sequence[Placement], at: datetime) -> None:
    told = {
        Adviser.COUNSELLOR: "Du er god med hænderne, og du møder til tiden. Prøv en dag først.",
        Adviser.TEACHER: "Dansk og matematik går fint, når du kan bruge det til noget.",
    }
    for number, row in enumerate(rows[:3]):
        for adviser in list(told)[: 2 - number % 2]:
            groundwork.write_advice(
                placement=row, adviser=adviser, words=told[adviser], by=town.actor("bo", at), at=at
            )


def _meet(town: Town, rows: Sequence[Placement], at: datetime) -> None:
    """One is to come, one was held, one was not, and of one nobody says what became of it."""
    bo = town.actor("bo", at)
    ends = (None, MeetingMove.HOLD, MeetingMove.MISS, None)
    for number, (row, end) in enumerate(zip(rows, ends, strict=False)):
        asked = at - 2 * _A_WEEK
        on = (at + _A_WEEK if number == 0 else at - _A_WEEK).date()
        facts = MeetingFacts(on, time(14), "Hos virksomheden", tuple(Guest), _AGENDA)
        meeting = groundwork.plan_start_meeting(placement=row, facts=facts, by=bo, at=asked)
        groundwork.name_team(
            placement=row, role=TeamRole.COUNSELLOR, name="Bo Bertelsen", reached="70 20 30 40", by=bo, at=at
        )
        if end is not None:
            words = "Onsdage fra 8 til 14" if end is MeetingMove.HOLD else "Virksomheden var syg"
            groundwork.settle_start_meeting(meeting=meeting, what=end, agreed=words, by=bo, at=at)


def _go_on(town: Town, rows: Sequence[Placement], at: datetime) -> None:
    """One waits to be received, one is received, one was there."""
    bo, sent = town.actor("bo", at), at - _A_WEEK
    for number, row in enumerate(rows[:3]):
        facts = TransferFacts(
            TransferTo.VOCATIONAL,
            town.places["899101"].pk,
            "Lærer bedst ved at prøve selv. Spørg til båden.",
            is_agreed=True,
            first_day=(at + _A_WEEK).date() if number < 2 else (at - timedelta(days=2)).date(),
        )
        transfer = groundwork.send_transfer(placement=row, facts=facts, by=bo, at=sent)
        for what in (TransferMove.RECEIVE, TransferMove.ARRIVE)[:number]:
            on = (at - timedelta(days=2)).date()
            groundwork.move_transfer(transfer=transfer, what=what, on=on, words="Jens Jul", by=bo, at=at)


def _prepare_year(town: Town, at: datetime) -> None:
    starts_in, today, key = school_year_of(at.date()).period.starts_on.year, at.date(), town.municipality_id
    groundwork.begin_year(municipality_id=key, kind=_KIND, starts_in=starts_in, by=SYSTEM, at=at)
    for task in groundwork.year_tasks([key], starts_in=starts_in, kind=_KIND)[:9]:
        groundwork.finish_task(task=task, on=min(task.due_on, today), by=town.actor("bo", at), at=at)
    bo = town.actor("bo", at)
    classes = groundwork.class_lines(bo, starts_in=starts_in, today=today)
    states = (
        (ThemeState.HELD, today - _A_WEEK),
        (ThemeState.PLANNED, today + _A_WEEK),
        (ThemeState.PLANNED, today - _A_WEEK),
    )
    for line, (state, on) in zip(classes, states, strict=False):
        groundwork.plan_theme(unit=line.unit, starts_in=starts_in, facts=ThemeFacts(state, on), by=bo, at=at)
    _say_who_pays(town, starts_in, at)
    _talk_with_hosts(town, today, at)


def _say_who_pays(town: Town, starts_in: int, at: datetime) -> None:
    schools = {row.school_id for row in Placement.objects.filter(municipality_id=town.municipality_id)}
    for school_id, (source, amount) in zip(
        sorted(schools), ((MoneyFrom.SCHOOL, 12_000_000), (MoneyFrom.TOWN, None)), strict=False
    ):
        facts = MoneyFacts(
            school_id, _KIND, starts_in, source, amount, "Børne- og Ungeudvalget, sag 14, i maj"
        )
        groundwork.say_who_pays(facts=facts, by=SYSTEM, at=at)


def _talk_with_hosts(town: Town, today: date, at: datetime) -> None:
    hosts = Host.objects.filter(municipality_id=town.municipality_id).order_by("name", "pk")
    for number, host in enumerate(hosts[:3]):
        on, again = (today - 2 * _A_WEEK, today) if number == 2 else (today - _A_WEEK, today + _A_WEEK)
        words = "Spørger mester, om der er plads til én mere" if number == 2 else "Pladser næste skoleår"
        facts = ContactFacts(ContactWay.CALL, on, words, again)
        groundwork.log_host_talk(host=host, facts=facts, by=town.actor("bo", at), at=at)
