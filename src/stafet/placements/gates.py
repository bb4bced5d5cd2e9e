"""Whether an agreement keeps the law and the town's model: one small function a rule, and nothing but reading.

Every number comes from ``kernel.rules`` on the day that counts: the first day of the agreement, or today once it runs. Where
sources differ the rule holds the stricter value and says that it is to be verified; the page repeats that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from stafet.kernel import rules
from stafet.kernel.countries import Country
from stafet.kernel.periods import age_on
from stafet.kernel.sentences import Sentence, sentence
from stafet.placements.contract import Certificate, Gate, Insurance
from stafet.placements.states import PlaceKind, SchemeKind

SCHOOL_DAYS = (1, 2, 3, 4, 5)
SUNDAY = 7
_MINUTES, _WEEK_HOURS, _DAY_HOURS = 60, 168, 24


@dataclass(frozen=True, slots=True)
class Terms:
    """What is judged: the times, the tasks and the safety of an agreement, and the model it is under."""

    country: Country
    kind: SchemeKind
    birth_date: date | None
    starts_on: date | None
    ends_on: date | None
    weekdays: tuple[int, ...]
    begins_at: time | None
    stops_at: time | None
    break_minutes: int
    place_kind: PlaceKind
    model_weekdays: tuple[int, ...]
    days_a_week: int
    place_kinds: tuple[str, ...]
    school_weeks: int
    school_hours: Decimal
    most_hours: int | None
    hazards: tuple[str, ...] = ()
    heaviest_lift: int | None = None
    tasks: str = ""
    aims: str = ""
    risk_words: str = ""
    risk_assessed_on: date | None = None
    risk_seen_on: date | None = None
    supervisor: str = ""
    instruction: str = ""
    certificate: str = Certificate.NOT_NEEDED
    insurance: str = Insurance.STATE
    is_abroad: bool = False
    is_unpaid: bool = True

    def closed(self, *, on: date) -> tuple[Closed, ...]:
        """Every gate that is closed. ``on`` is today; what counts is the first day of the agreement, or today once it runs."""
        day = max(self.starts_on, on) if self.starts_on else on
        return tuple(_closed(_Judge(self, day)))

    @property
    def hours_in_all(self) -> Decimal:
        """The hours of the whole agreement: those of a day, for its days, but no more than there are school weeks in a year."""
        if self.starts_on is None or self.ends_on is None or self.begins_at is None or self.stops_at is None:
            return Decimal(0)
        length = (self.ends_on - self.starts_on).days
        each = (self.starts_on + timedelta(days=number) for number in range(length))
        days = sum(day.isoweekday() in self.weekdays for day in each)
        minutes = _minutes(self.stops_at) - _minutes(self.begins_at) - self.break_minutes
        return Decimal(minutes * min(days, self.school_weeks * len(self.weekdays))) / _MINUTES


@dataclass(frozen=True, slots=True)
class Closed:
    """A gate that is closed: which, why, by which rule (empty: by the model or the agreement), and whether that is to be verified."""

    gate: Gate
    because: Sentence
    rule: str = ""
    to_verify: bool = False


@dataclass(frozen=True, slots=True)
class _Judge:
    """The terms with the day that counts, and the one way to a number of law."""

    terms: Terms
    day: date

    @property
    def age(self) -> int | None:
        return None if self.terms.birth_date is None else age_on(self.terms.birth_date, self.day)

    @property
    def has_times(self) -> bool:
        told = self.terms
        return None not in {told.starts_on, told.ends_on, told.begins_at, told.stops_at} and bool(
            told.weekdays
        )

    @property
    def work_minutes(self) -> int:
        """A day without its break."""
        return self.span_minutes - self.terms.break_minutes

    @property
    def span_minutes(self) -> int:
        return _minutes(self.terms.stops_at) - _minutes(self.terms.begins_at)

    @property
    def hours_a_week(self) -> Decimal:
        return Decimal(self.work_minutes * len(self.terms.weekdays)) / _MINUTES

    def key(self, name: str) -> str:
        return f"{self.terms.country.value}.placement.{name}"

    def value(self, name: str) -> int:
        return rules.value(self.key(name), on=self.day)

    def by_age(self, name: str) -> str:
        """The rule's name for somebody of this age: the youngest have their own."""
        young = self.age is None or self.age < self.value("longer_days.from_age")
        return f"{name}_young" if young else name

    def closed(self, gate: Gate, because: Sentence, rule: str) -> Closed:
        return Closed(gate, because, rule, to_verify=rules.rule(rule, on=self.day).to_verify)


def _closed(judge_of: _Judge) -> Iterator[Closed]:
    yield from _each(judge_of, _ALWAYS)
    if not judge_of.has_times:
        yield Closed(Gate.TIMES, sentence("Write down the first and last day, the weekdays and the times."))
        return
    yield from _each(judge_of, _OF_TIMES)


def _each(judge_of: _Judge, checks: tuple[Callable[[_Judge], Closed | None], ...]) -> Iterator[Closed]:
    for check in checks:
        found = check(judge_of)
        if found is not None:
            yield found


def _age(of: _Judge) -> Closed | None:
    if of.age is None:
        return Closed(Gate.AGE, sentence("Their birth date is not known, so nothing can be judged by age."))
    least = of.value("from_age")
    if of.age >= least:
        return None
    because = sentence(
        "They are %(age)d on the first day; nobody under %(least)d is at a workplace.",
        age=of.age,
        least=least,
    )
    return of.closed(Gate.AGE, because, of.key("from_age"))


def _days(of: _Judge) -> Closed | None:
    told = of.terms
    if len(told.weekdays) > told.days_a_week:
        return Closed(
            Gate.DAYS,
            sentence(
                "%(days)d days a week are agreed; the model of the town has %(most)d.",
                days=len(told.weekdays),
                most=told.days_a_week,
            ),
        )
    if not set(told.weekdays) <= set(told.model_weekdays):
        return Closed(
            Gate.DAYS, sentence("A weekday is agreed on which the model keeps the pupils at school.")
        )
    if told.kind is not SchemeKind.JUNIOR_APPRENTICESHIP:
        return None
    rule = "dk.junior_apprenticeship.days_a_week"
    most = rules.value(rule, on=of.day)
    if len(told.weekdays) <= most:
        return None
    return of.closed(
        Gate.DAYS, sentence("The law leaves at most %(most)d days a week for it.", most=most), rule
    )


def _place(of: _Judge) -> Closed | None:
    if of.terms.place_kind in of.terms.place_kinds:
        return None
    return Closed(Gate.PLACE, sentence("The model of the town does not have this kind of place."))


def _hours_a_day(of: _Judge) -> Closed | None:
    name = of.by_age("hours_a_day")
    most = of.value(name)
    if of.work_minutes <= most * _MINUTES:
        return None
    because = sentence(
        "The day has %(hours)s hours without the break; at this age %(most)d are allowed.",
        hours=_hours(Decimal(of.work_minutes) / _MINUTES),
        most=most,
    )
    return of.closed(Gate.HOURS_A_DAY, because, of.key(name))


def _hours_a_week(of: _Judge) -> Closed | None:
    name = of.by_age("hours_a_week")
    most, all_hours = of.value(name), of.hours_a_week + of.terms.school_hours
    if all_hours <= most:
        return None
    because = sentence(
        "With %(lessons)s hours of lessons the week has %(hours)s; at this age %(most)d are allowed.",
        lessons=_hours(of.terms.school_hours),
        hours=_hours(all_hours),
        most=most,
    )
    return of.closed(Gate.HOURS_A_WEEK, because, of.key(name))


def _hours_a_year(of: _Judge) -> Closed | None:
    hours = of.terms.hours_in_all
    if of.terms.most_hours is not None and hours > of.terms.most_hours:
        return Closed(
            Gate.HOURS_A_YEAR,
            sentence(
                "It comes to %(hours)s hours; the model of the town has %(most)d.",
                hours=_hours(hours),
                most=of.terms.most_hours,
            ),
        )
    if of.terms.kind is not SchemeKind.JUNIOR_APPRENTICESHIP:
        return None
    share = "dk.junior_apprenticeship.share_at_most"
    a_year = rules.value("dk.junior_apprenticeship.hours_a_year", on=of.day)
    most = a_year * rules.value(share, on=of.day) // 100
    if hours <= most:
        return None
    because = sentence(
        "It comes to %(hours)s hours a year; at most %(most)d are allowed.", hours=_hours(hours), most=most
    )
    return of.closed(Gate.HOURS_A_YEAR, because, share)


def _night(of: _Judge) -> Closed | None:
    early, late = of.value("not_before"), of.value("not_after")
    if _minutes(of.terms.begins_at) >= early * _MINUTES and _minutes(of.terms.stops_at) <= late * _MINUTES:
        return None
    because = sentence(
        "Nobody is at a placement before %(early)d or after %(late)d o’clock.", early=early, late=late
    )
    return of.closed(Gate.NIGHT, because, of.key("not_after"))


def _break(of: _Judge) -> Closed | None:
    after, lasts = of.value("break_after"), of.value("break_lasts")
    if of.span_minutes <= after or of.terms.break_minutes >= lasts:
        return None
    because = sentence("A day of this length has a break of at least %(lasts)d minutes.", lasts=lasts)
    return of.closed(Gate.BREAK, because, of.key("break_lasts"))


def _rest_a_day(of: _Judge) -> Closed | None:
    least = of.value("rest_a_day")
    school = rules.value("stafet.placement.school_begins_at", on=of.day) * _MINUTES
    begins = min(_minutes(of.terms.begins_at), school)
    rest = _DAY_HOURS * _MINUTES - _minutes(of.terms.stops_at) + begins
    if rest >= least * _MINUTES:
        return None
    because = sentence(
        "Between two days there are %(rest)s hours of rest; %(least)d are needed.",
        rest=_hours(Decimal(rest) / _MINUTES),
        least=least,
    )
    return of.closed(Gate.REST_A_DAY, because, of.key("rest_a_day"))


def _rest_a_week(of: _Judge) -> Closed | None:
    least, rest = of.value("rest_a_week"), _longest_rest(of)
    if rest >= least * _MINUTES and (of.terms.country is Country.SE or SUNDAY not in of.terms.weekdays):
        return None
    because = sentence(
        "With school on the other days at most %(rest)s hours are free in one piece; %(least)d are needed, Sunday among them.",
        rest=_hours(Decimal(rest) / _MINUTES),
        least=least,
    )
    return of.closed(Gate.REST_A_WEEK, because, of.key("rest_a_week"))


def _longest_rest(of: _Judge) -> int:
    """The longest time in a week, in minutes, in which somebody is neither at school nor at the placement."""
    a_day, told = _DAY_HOURS * _MINUTES, of.terms
    school = rules.value("stafet.placement.school_begins_at", on=of.day) * _MINUTES
    busy = []
    for day in range(1, SUNDAY + 1):
        if day in told.weekdays:
            busy.append((_minutes(told.begins_at), _minutes(told.stops_at), day))
        elif day in SCHOOL_DAYS:
            busy.append((school, school + 8 * _MINUTES, day))
    moments = [((day - 1) * a_day + begins, (day - 1) * a_day + stops) for begins, stops, day in busy]
    following = [*(begins for begins, _ in moments[1:]), moments[0][0] + _WEEK_HOURS * _MINUTES]
    return max(after - stops for (_, stops), after in zip(moments, following, strict=True))


def _danger(of: _Judge) -> Closed | None:
    grown_up = of.value("adult_work.from_age")
    if not of.terms.hazards or (of.age is not None and of.age >= grown_up):
        return None
    because = sentence(
        "Among the tasks is something that nobody under %(age)d does. Take it out of them.", age=grown_up
    )
    return of.closed(Gate.DANGER, because, of.key("adult_work.from_age"))


def _lift(of: _Judge) -> Closed | None:
    most, grown_up = of.value("heaviest_lift"), of.value("adult_work.from_age")
    lift = of.terms.heaviest_lift
    if lift is None:
        return Closed(Gate.LIFT, sentence("Ask what the heaviest is that they lift, and write it down."))
    if lift <= most or (of.age is not None and of.age >= grown_up):
        return None
    because = sentence("They would lift %(lift)d kg; at this age at most %(most)d kg.", lift=lift, most=most)
    return of.closed(Gate.LIFT, because, of.key("heaviest_lift"))


def _tasks(of: _Judge) -> Closed | None:
    if of.terms.tasks.strip() and of.terms.aims.strip():
        return None
    return Closed(Gate.TASKS, sentence("Say what they will do there, and what they are to learn by it."))


def _risk(of: _Judge) -> Closed | None:
    told = of.terms
    if not told.risk_words.strip() or told.risk_assessed_on is None:
        return Closed(
            Gate.RISK,
            sentence("The host assesses the risk for a young person; write down when, and what came of it."),
        )
    if told.country is Country.SE and told.risk_seen_on is None:
        return Closed(
            Gate.RISK, sentence("The school has to see the host’s risk assessment before they begin.")
        )
    return None


def _supervision(of: _Judge) -> Closed | None:
    if of.terms.supervisor.strip() and of.terms.instruction.strip():
        return None
    return Closed(
        Gate.SUPERVISION, sentence("Name the grown-up who is there, and say how they are instructed.")
    )


def _certificate(of: _Judge) -> Closed | None:
    if of.terms.certificate != Certificate.UNKNOWN:
        return None
    return Closed(
        Gate.CERTIFICATE,
        sentence("Assess whether those who work with the pupil need a child-protection certificate."),
    )


def _insurance(of: _Judge) -> Closed | None:
    if of.terms.insurance == Insurance.NONE:
        return Closed(Gate.INSURANCE, sentence("Say which insurance the pupil is under."))
    if of.terms.is_abroad and of.terms.insurance == Insurance.STATE:
        return Closed(
            Gate.INSURANCE,
            sentence("The state’s scheme does not hold abroad. Settle another insurance first."),
        )
    return None


def _unpaid(of: _Judge) -> Closed | None:
    if of.terms.is_unpaid:
        return None
    return Closed(Gate.UNPAID, sentence("A placement is unpaid. Agree on that with the host."))


_ALWAYS = (_age, _place, _danger, _lift, _tasks, _risk, _supervision, _certificate, _insurance, _unpaid)
_OF_TIMES = (_days, _hours_a_day, _hours_a_week, _hours_a_year, _night, _break, _rest_a_day, _rest_a_week)


def _minutes(at: time | None) -> int:
    return 0 if at is None else at.hour * _MINUTES + at.minute


def _hours(value: Decimal) -> str:
    """Hours as a number without needless zeros."""
    text = f"{value:.1f}"
    return text.removesuffix(".0")
