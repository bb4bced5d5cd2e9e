"""Build the demonstration: two school years in which most things go well and some do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from stafet.access import api as access
from stafet.demo import files
from stafet.demo.answering import answer_for_it, open_without_waiting
from stafet.demo.around import prepare_placements
from stafet.demo.background import tell_backgrounds
from stafet.demo.classcourses import teach_classes, teach_in_sweden
from stafet.demo.conversations import hold_conversations
from stafet.demo.cooperation import work_together
from stafet.demo.course_wishes import wish_among_courses
from stafet.demo.courses import catch_pupils, share_next_door
from stafet.demo.events import hold_events, hold_events_in_sweden
from stafet.demo.followup import come_day_by_day, follow_placements
from stafet.demo.loads import Registers, create_registers, load
from stafet.demo.matching import give_places_out
from stafet.demo.offers import fill_the_catalogue
from stafet.demo.own import open_to_themselves
from stafet.demo.placements import place_pupils
from stafet.demo.places import GUIDANCE, INSTITUTIONS
from stafet.demo.plans import write_plans
from stafet.demo.planwork import use_the_plan
from stafet.demo.rechoice import work_on_break_offs, worry
from stafet.demo.staff import employee, found_municipality
from stafet.demo.story import COUNSELLORS, LEADERS, Town, accept, know_town, offer
from stafet.demo.sweden import COUNSELLOR, build_sweden
from stafet.demo.telling import tell_the_town
from stafet.demo.weeks import plan_company_days
from stafet.demo.work import go_to_work
from stafet.demo.young import TENTH, Youngster, everybody
from stafet.kernel.actors import SYSTEM
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.responsibility import api as responsibility

Say = Callable[[str], None]
_FIRST_MONTH = 8
REPORTING = INSTITUTIONS[0]
"""The institution whose events file goes in."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """When things happened, counted back from today."""

    now: datetime
    starts_in: int
    """The year in which the present school year began."""

    @property
    def founded(self) -> datetime:
        """When the municipality began to use the system: the first of September, a school year ago."""
        return _noon(date(self.starts_in - 1, 9, 1))

    @property
    def before_summer(self) -> datetime:
        """When schools hand over those who leave."""
        return _noon(date(self.starts_in, 6, 15))

    @property
    def after_summer(self) -> datetime:
        """When the registers of the new school year went in."""
        return min(_noon(date(self.starts_in, 8, 20)), self.days_ago(12))

    def days_ago(self, days: int) -> datetime:
        """A working hour some days ago."""
        return self.now - timedelta(days=days)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(11, 0), UTC)


def build(*, now: datetime, say: Say) -> None:
    """Build the whole demonstration as of an instant, telling what is being done."""
    calendar = Calendar(now, now.year if now.month >= _FIRST_MONTH else now.year - 1)
    people_of_town = everybody(calendar.starts_in)
    say("a municipality with its schools, institutions and staff")
    town = know_town(found_municipality(calendar.founded))
    registers = create_registers(town, calendar.founded)
    say("last school year's registers")
    _load_year(town, registers, people_of_town, calendar.starts_in - 1, calendar.founded)
    say("the hand-overs before summer")
    _hand_over_leavers(town, people_of_town, calendar)
    say("this school year's registers")
    _load_year(town, registers, people_of_town, calendar.starts_in, calendar.after_summer)
    say("what the institutions have reported since")
    _report_events(town, registers, people_of_town, calendar)
    say("the last weeks of work")
    _work_of_the_last_weeks(town, calendar)
    say("plans, conversations, and a young person and a mother who log in themselves")
    _tell_stories(town, calendar)
    share_next_door(town, calendar.days_ago(1))
    hold_events(town, now)
    wish_among_courses(town, now)
    open_without_waiting(town, now)
    say("a small Swedish municipality with its activity responsibility")
    teach_in_sweden(build_sweden(now), calendar.starts_in, calendar.days_ago(1))
    hold_events_in_sweden(town, COUNSELLOR, now)


def _tell_stories(town: Town, calendar: Calendar) -> None:
    """What each room is for, in every state: plans, break-offs, placements, conversations, what is answered for."""
    with access.job_scope(town.municipality_id):
        write_plans(town, calendar.days_ago(2))
        fill_the_catalogue(town, calendar.days_ago(2))
        work_on_break_offs(town, calendar.days_ago(1))
        worry(town, calendar.days_ago(1))
        go_to_work(town, calendar.days_ago(1))
        work_together(town, calendar.days_ago(1))
        open_to_themselves(town, calendar.days_ago(1))
        place_pupils(town, calendar.days_ago(1))
        give_places_out(town, calendar.days_ago(1))
        plan_company_days(town, calendar.starts_in, calendar.days_ago(1))
        catch_pupils(town, calendar.days_ago(1))
        teach_classes(town.municipality_id, calendar.starts_in, calendar.days_ago(1))
        follow_placements(town, calendar.days_ago(1))
        prepare_placements(town, calendar.days_ago(1))
        come_day_by_day(town, calendar.days_ago(1))
        tell_the_town(town, calendar.days_ago(1))
        hold_conversations(town, calendar.now)
        tell_backgrounds(town.municipality_id, town.actor("bo", calendar.now), calendar.now)
        answer_for_it(town, calendar.now)
        use_the_plan(town, calendar.founded + timedelta(days=30), calendar.days_ago(1))
        responsibility.run_clock(municipality_id=town.municipality_id, by=SYSTEM, at=calendar.now)


def _load_year(
    town: Town, registers: Registers, everyone: Sequence[Youngster], starts_in: int, at: datetime
) -> None:
    school = partial(files.write_school_register, people=everyone, starts_in=starts_in)
    institutions = partial(files.write_institutions_register, people=everyone, starts_in=starts_in)
    load(town, registers.schools, f"skoler-{starts_in}.zip", school, at=at)
    load(
        town,
        registers.institutions,
        f"institutioner-{starts_in}.csv",
        institutions,
        at=at + timedelta(hours=1),
    )


def _hand_over_leavers(town: Town, everyone: Sequence[Youngster], calendar: Calendar) -> None:
    """Whoever leaves a school for an institution is offered to it, and accepted three days later."""
    with access.job_scope(town.municipality_id):
        known = _persons(town, everyone)
        for number, (youngster, leader, to_key) in enumerate(_leavers(everyone, calendar.starts_in)):
            at = calendar.before_summer + timedelta(minutes=number)
            handover = offer(
                town,
                known[youngster.key],
                by=leader,
                to_key=to_key,
                at=at,
                starts_on=date(calendar.starts_in, 8, 12),
                number=number,
            )
            if number % 9:
                accept(town, handover, by=COUNSELLORS[to_key], at=at + timedelta(days=3))


def _leavers(everyone: Sequence[Youngster], starts_in: int) -> Iterator[tuple[Youngster, str, str]]:
    """Who leaves a school that has a leader for an institution: with the leader and the institution."""
    for seat in files.seats(everyone, starts_in - 1):
        following = files.place_in(seat.youngster, starts_in)
        leaves = seat.grade == TENTH or seat.youngster.leaves == starts_in
        if leaves and following is not None and following.key in COUNSELLORS and seat.school.key in LEADERS:
            yield seat.youngster, LEADERS[seat.school.key], following.key


def _report_events(
    town: Town, registers: Registers, everyone: Sequence[Youngster], calendar: Calendar
) -> None:
    """The technical school tells who has broken off and who is at risk."""
    started = [each for each in everyone if files.place_in(each, calendar.starts_in) is REPORTING]
    broken_off = [
        files.Occurrence("afbrudt", calendar.days_ago(3 + number).date(), youngster, code, words)
        for number, (youngster, (code, words)) in enumerate(zip(started[5::12], _REASONS, strict=False))
    ]
    at_risk = [
        files.Occurrence("frafaldstruet", calendar.days_ago(2 + number).date(), youngster, "50")
        for number, youngster in enumerate(started[7::23])
    ]
    write = partial(files.write_events, occurrences=[*broken_off, *at_risk])
    load(town, registers.events, "haendelser.csv", write, at=calendar.days_ago(2))


_REASONS = (
    ("30", "Uddannelsen var ikke som ventet"),
    ("20", "Har fået arbejde"),
    ("50", ""),
    ("70", "Fandt ingen læreplads"),
    ("10", "Vil hellere på hf"),
    ("60", ""),
    ("90", "Mødte ikke op efter efterårsferien"),
    ("40", ""),
)


def _work_of_the_last_weeks(town: Town, calendar: Calendar) -> None:
    with access.job_scope(town.municipality_id):
        _keep_up(town, calendar)
        guidance = _guidance(town)
        held = list(
            people.Person.objects.filter(
                pk__in=responsibility.Holding.objects.filter(ends_at=None, organisation=guidance).values(
                    "person_id"
                )
            ).order_by("sort_key", "pk")[:12]
        )
        for number, person in enumerate(held[:6]):
            _write_first_contact(town, person, number, calendar)
        for number, person in enumerate(held[6:10]):
            handover = offer(
                town,
                person,
                by="bo",
                to_key=list(COUNSELLORS)[number],
                at=calendar.days_ago(1 + 2 * number),
                starts_on=None,
                number=number,
            )
            if number == 1:
                _decline(town, handover, calendar.days_ago(1))


def _keep_up(town: Town, calendar: Calendar) -> None:
    """What fell due was done and the next thing agreed, the oldest a little late."""
    at = calendar.days_ago(10)
    due = responsibility.NextStep.objects.overdue_on(calendar.now.date()).order_by("due_on", "pk")
    workers = {town.places[key].pk: name for key, name in {**LEADERS, **COUNSELLORS}.items()}
    actors = {name: town.actor(name, at) for name in {*workers.values(), "bo"}}
    for number, step in enumerate(due):
        responsibility.finish_step(
            step=step,
            outcome=responsibility.StepOutcome.AGREED_NEXT,
            next_step=_follow_up(calendar, number),
            by=actors[workers.get(step.organisation_id, "bo")],
            at=at,
        )


def _follow_up(calendar: Calendar, number: int) -> responsibility.StepDraft:
    return responsibility.StepDraft(
        kind=responsibility.StepKind.FOLLOW_UP, due_on=calendar.now.date() + timedelta(days=number % 80 - 9)
    )


def _write_first_contact(town: Town, person: people.Person, number: int, calendar: Calendar) -> None:
    """Bo has called: a step with his own words, due around today."""
    at = calendar.days_ago(9)
    responsibility.add_step(
        person=person,
        step=responsibility.StepDraft(
            kind=responsibility.StepKind.CONVERSATION,
            due_on=calendar.now.date() + timedelta(days=number - 3),
            words=_WORDS[number % len(_WORDS)],
            assignee_id=employee("bo").pk,
        ),
        by=town.actor("bo", at),
        at=at,
    )


_WORDS = (
    "Ring efter klokken 15, når arbejdet er slut",
    "Gå sammen til åbent hus på teknisk skole",
    "Tal om læreplads hos morbror",
    "Mød op på biblioteket, ikke hjemme",
    "Skriv ansøgningen færdig sammen",
    "Aftal et besøg på FGU",
)


def _decline(town: Town, handover: responsibility.Handover, at: datetime) -> None:
    by = next(name for key, name in COUNSELLORS.items() if town.places[key].pk == handover.to_organisation_id)
    responsibility.decline_handover(
        handover=handover,
        reason=responsibility.DeclineReason.NO_PLACE,
        words="Holdet er fuldt til januar.",
        by=town.actor(by, at),
        at=at,
    )


def _guidance(town: Town) -> organisations.Organisation:
    return organisations.Organisation.objects.get(municipality_id=town.municipality_id, name=GUIDANCE.name)


def _persons(town: Town, everyone: Sequence[Youngster]) -> dict[str, people.Person]:
    """Who in the system is who in the demonstration: by name and birth date, which the seed keeps apart."""
    rows = people.Person.objects.filter(municipality_id=town.municipality_id).order_by("pk")
    by_name = {(row.given_names, row.family_name, row.birth_date): row for row in rows}
    keys = ((each.key, (each.given_names, each.family_name, each.birth_date)) for each in everyone)
    return {key: by_name[name] for key, name in keys if name in by_name}
