"""What rules are called, and their values with the unit, as people say them. The keys stay beside them: code asks by key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_lazy, ngettext

from stafet.kernel.countries import Country
from stafet.kernel.rules import Rule, Unit
from stafet.web.components.days import write_day
from stafet.web.components.numbers import write_decimal

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

COUNTRIES: Mapping[Country | None, StrOrPromise] = MappingProxyType(
    {
        Country.DK: gettext_lazy("Denmark"),
        Country.SE: gettext_lazy("Sweden"),
        None: gettext_lazy("Stafet's own"),
    }
)
"""Whose rule it is."""

_EITHER: Mapping[str, StrOrPromise] = {
    "coverage.from_grade": gettext_lazy("From which grade the promise holds"),
    "coverage.until_age": gettext_lazy("Up to which birthday the promise holds"),
    "plan.leaving_grade": gettext_lazy("From which grade a pupil may leave in the summer and needs a plan"),
    "custody.until_age": gettext_lazy("Up to which birthday custody holders decide and read"),
    "placement.from_age": gettext_lazy("From which birthday somebody may be at a workplace"),
    "placement.adult_work.from_age": gettext_lazy("From which birthday dangerous work is allowed"),
    "placement.longer_days.from_age": gettext_lazy("From which birthday a placement may have longer days"),
    "placement.hours_a_day_young": gettext_lazy("Most hours a day at a placement, for the youngest"),
    "placement.hours_a_day": gettext_lazy("Most hours a day at a placement"),
    "placement.hours_a_week_young": gettext_lazy("Most hours a week with lessons, for the youngest"),
    "placement.hours_a_week": gettext_lazy("Most hours a week with lessons"),
    "placement.not_before": gettext_lazy("The hour before which nobody is at a placement"),
    "placement.not_after": gettext_lazy("The hour after which nobody is at a placement"),
    "placement.break_after": gettext_lazy("After how long a day at a placement has a break"),
    "placement.break_lasts": gettext_lazy("How long a break at a placement lasts"),
    "placement.rest_a_day": gettext_lazy("Rest between two days"),
    "placement.rest_a_week": gettext_lazy("Rest within a week, in one piece"),
    "placement.heaviest_lift": gettext_lazy("The heaviest that somebody under 18 lifts"),
}
_TITLES: Mapping[str, StrOrPromise] = {
    **{f"{country.value}.{subject}": title for country in Country for subject, title in _EITHER.items()},
    "dk.duty.from_age": gettext_lazy("From which birthday the duty to be in education or work holds"),
    "dk.duty.until_age": gettext_lazy("Up to which birthday the duty to be in education or work holds"),
    "dk.outreach.from_age": gettext_lazy("From which birthday the outreach duty holds"),
    "dk.outreach.until_age": gettext_lazy("Up to which birthday the outreach duty holds"),
    "dk.outreach.employment_hours_from": gettext_lazy("From how many hours of work the outreach duty rests"),
    "dk.off_plan.contact_within": gettext_lazy("How soon somebody who leaves the plan is contacted"),
    "stafet.offer.confirm_within": gettext_lazy("How long an offer is believed without being confirmed"),
    "stafet.offer.remind_after": gettext_lazy(
        "After how long a provider is asked whether an offer is still right"
    ),
    "stafet.offer.link_works_for": gettext_lazy("How long the link to a provider works"),
    "dk.junior_apprenticeship.hours_a_year": gettext_lazy(
        "Hours a year of a junior apprentice, lessons and all"
    ),
    "dk.junior_apprenticeship.share_at_most": gettext_lazy("Share of the year at most at the placement"),
    "dk.junior_apprenticeship.days_a_week": gettext_lazy("Days a week at most at the placement"),
    "se.prao.days_in_all": gettext_lazy("Days of PRAO in all, at least"),
    "stafet.placement.school_begins_at": gettext_lazy(
        "The hour at which a school day begins, for the rest before it"
    ),
    "stafet.placement.asks_a_year": gettext_lazy("How often a company is asked in a school year"),
    "stafet.placement.link_works_for": gettext_lazy("How long the link to a company works"),
    "stafet.placement.next_step_within": gettext_lazy(
        "How soon somebody who leaves a placement early is talked to"
    ),
    "stafet.followup.check_in_every": gettext_lazy("How often one talks about a placement"),
    "stafet.followup.link_works_for": gettext_lazy("How long the link about a pupil works"),
    "stafet.followup.due_within": gettext_lazy("How long before its day a talk is pointed out"),
    "stafet.followup.goals_at_most": gettext_lazy("How many learning goals somebody has at once"),
    "stafet.placement.ends_soon": gettext_lazy("How long before its end an agreement is pointed out"),
    "stafet.placement.waits_at_most": gettext_lazy("How long somebody stands in one state of a placement"),
    "stafet.placement.transition_first": gettext_lazy(
        "When it is first looked at who does vocational education after a placement"
    ),
    "stafet.placement.transition_second": gettext_lazy(
        "When it is looked at again who does vocational education after a placement"
    ),
    "stafet.placement.start_meeting_within": gettext_lazy(
        "How soon everybody meets after an agreement is approved"
    ),
    "dk.introduction_course.days": gettext_lazy("On how many days an introduction course of grade 8 is"),
    "stafet.course.warn_before": gettext_lazy(
        "How long before the last day to find a company a pupil without one is pointed out"
    ),
    "stafet.course.answer_within": gettext_lazy(
        "How long a seat on a practical course is held for an answer"
    ),
    "stafet.reminder.link_after": gettext_lazy("When a host is reminded of a link"),
    "stafet.reminder.link_times": gettext_lazy("How often a host is reminded of one link"),
    "stafet.reminder.to_host_a_year": gettext_lazy(
        "How often a host is reminded in a school year, of anything"
    ),
    "stafet.reminder.home_after": gettext_lazy("When those at home are reminded about a placement"),
    "stafet.reminder.home_times": gettext_lazy("How often those at home are reminded of one thing"),
    "stafet.reminder.overdue_after": gettext_lazy(
        "How long after its day those who work with the pupil are reminded"
    ),
    "stafet.reminder.staff_times": gettext_lazy(
        "How often those who work with the pupil are reminded of one thing"
    ),
    "stafet.reminder.end_times": gettext_lazy("How often one is reminded that an agreement runs out"),
    "stafet.reminder.days_told_within": gettext_lazy(
        "How soon one knows which days a pupil was at the company"
    ),
    "stafet.reminder.apply_by_within": gettext_lazy(
        "How long before the day for applying a pupil is reminded"
    ),
    "dk.off_plan.offer_within": gettext_lazy("How soon somebody who leaves the plan has a new offer"),
    "dk.plan.from_grade": gettext_lazy("From which grade there is an education plan"),
    "dk.plan.until_age": gettext_lazy("Up to which birthday there is an education plan"),
    "dk.preparatory_education.until_age": gettext_lazy("Up to which birthday FGU is considered"),
    "dk.risk.course_lasts_at_least": gettext_lazy(
        "How long a course is at least for the risk of dropping out to count"
    ),
    "dk.risk_notice.expires_after": gettext_lazy("How long a notice of risk holds"),
    "stafet.concern.expires_after": gettext_lazy(
        "How long a concern holds where no national practice says so"
    ),
    "dk.notification.until_age": gettext_lazy("Up to which birthday institutions notify the municipality"),
    "dk.notification.enrolment_longer_than": gettext_lazy("Enrolments longer than this are reported"),
    "dk.notification.enrolment_sent_after": gettext_lazy("How late enrolments are reported in practice"),
    "dk.notification.risk_sent_after": gettext_lazy("How late a risk is reported in practice"),
    "dk.shared_data.until_age": gettext_lazy("Up to which birthday data may be shared without consent"),
    "dk.youth_database.from_age": gettext_lazy("From which birthday somebody stands in the youth database"),
    "dk.youth_database.until_age": gettext_lazy("Up to which birthday somebody stands in the youth database"),
    "se.kaa.until_age": gettext_lazy("Up to which birthday the municipal activity responsibility holds"),
    "se.kaa.first_contact_attempt_within": gettext_lazy("How soon a first contact is tried"),
    "se.kaa.first_check_after": gettext_lazy("When it is first asked whether what was begun still holds"),
    "se.kaa.second_check_after": gettext_lazy("When it is asked again whether what was begun still holds"),
    "se.kaa.last_check_after": gettext_lazy(
        "When it is asked for the last time whether what was begun still holds"
    ),
    "se.kaa.compulsory_school.until_age": gettext_lazy(
        "In the calendar year of which birthday compulsory school ends when no last year is known"
    ),
    "se.kaa.compulsory_school_ends_after": gettext_lazy(
        "How far into that calendar year compulsory school lasts"
    ),
    "se.kaa.last_year": gettext_lazy("Which year of school is the last of compulsory school"),
    "se.kaa.reports_per_year": gettext_lazy("How often the municipality reports in a year"),
    "se.absence_notice.until_age": gettext_lazy(
        "Up to which birthday schools tell of starts, ends and absence"
    ),
    "stafet.intake.first_contact_within": gettext_lazy(
        "How soon somebody of whom nothing is known is contacted"
    ),
    "stafet.intake.follow_up_within": gettext_lazy("How soon somebody in an education is followed up"),
    "stafet.intake.next_year_talk_within": gettext_lazy(
        "How soon a pupil is talked to about what comes after this year"
    ),
    "stafet.policy.earliest_grade": gettext_lazy("The earliest grade a municipality may choose"),
    "stafet.policy.until_age": gettext_lazy("The latest birthday a municipality may choose"),
    "stafet.watch.plan_missing_from": gettext_lazy(
        "How long into the school year somebody who leaves is to have an approved plan"
    ),
    "stafet.break_off.contact_within": gettext_lazy("How soon somebody who has broken off is contacted"),
    "stafet.risk.conversation_within": gettext_lazy(
        "How soon there is a conversation when somebody is at risk"
    ),
    "stafet.contact.letter_within": gettext_lazy("How soon the first rung of the contact ladder is tried"),
    "stafet.contact.message_after": gettext_lazy("How long after the letter somebody writes or calls"),
    "stafet.contact.school_and_home_after": gettext_lazy(
        "How long after that the former school and those with custody are asked"
    ),
    "stafet.contact.home_visit_after": gettext_lazy("How long after that two colleagues visit"),
    "stafet.contact.decision_after": gettext_lazy("How soon somebody decides when nothing is left to try"),
    "stafet.handover.first_reminder_after": gettext_lazy("When a receiver is first reminded"),
    "stafet.handover.second_reminder_after": gettext_lazy("When a receiver is reminded again"),
    "stafet.handover.steward_after": gettext_lazy("When whoever answers there is asked"),
    "stafet.handover.coordinator_after": gettext_lazy("When the coordinator is asked"),
    "stafet.handover.falls_back_after": gettext_lazy("When an offer that nobody answers lapses"),
    "stafet.handover.first_step_within": gettext_lazy("How soon a new holder takes a first step"),
    "stafet.handover.start_confirmed_within": gettext_lazy("How soon a start is confirmed"),
    "stafet.presence.grace": gettext_lazy("How long silence of a register is no question yet"),
    "stafet.step.overdue_tolerated": gettext_lazy("How late a step may be before somebody is asked"),
    "stafet.step.wait_at_most": gettext_lazy("How long a step may only wait"),
    "stafet.sharing.sender_reads_for": gettext_lazy("How long a sender still reads after the hand-over"),
    "stafet.statistics.smallest_group": gettext_lazy("The smallest group that is counted"),
    "stafet.organisation.ended_may_hold_for": gettext_lazy(
        "How long an organisation that has closed may still hold"
    ),
    "stafet.class_course.each_year": gettext_lazy(
        "Whether every class has a course in education and job each school year"
    ),
    "stafet.class_course.with_partner": gettext_lazy(
        "Whether such a course counts only with somebody from outside the school"
    ),
    "stafet.class_course.tell_before": gettext_lazy(
        "How long before the summer a school is told of classes without a course"
    ),
    "stafet.class_course.asks_a_year": gettext_lazy(
        "How often a partner is asked for a visit in a school year"
    ),
    "stafet.class_course.link_works_for": gettext_lazy("How long the link to a partner works"),
    "stafet.class_course.remind_after": gettext_lazy("When a partner who has not answered is reminded"),
    "stafet.portfolio.open": gettext_lazy("Whether young people collect pieces in a portfolio"),
    "stafet.emergency.lasts": gettext_lazy("How long emergency access lasts"),
    "stafet.read_log.kept_for": gettext_lazy("How long it is kept who has looked"),
}


def rule_title(key: str) -> str:
    """What a rule is called; what nobody has named is called by its key."""
    return str(_TITLES.get(key, key))


def is_titled(key: str) -> bool:
    """Whether a rule has a name in words."""
    return key in _TITLES


def write_value(value: int | Decimal, unit: Unit) -> str:
    """A value with its unit: "5 working days", "grade 9"."""
    number = write_decimal(Decimal(value))
    return _UNITS[unit](int(value)) % {"number": number}


def rule_mark(rule: Rule) -> str:
    """Who says so, and whether it has been read in the law's own text."""
    return f"{rule.source} ({verified_words(rule)})"


def verified_words(rule: Rule) -> str:
    """When it was read in its source, and whether the law's own text is still to be read."""
    if rule.to_verify and rule.verified_on is not None:
        return gettext("to verify; the source named was read on %(day)s") % {
            "day": write_day(rule.verified_on)
        }
    if rule.verified_on is None:
        return gettext("to verify")
    return gettext("verified on %(day)s") % {"day": write_day(rule.verified_on)}


_UNITS: Mapping[Unit, Callable[[int], str]] = MappingProxyType(
    {
        Unit.WORKING_DAYS: lambda n: ngettext("%(number)s working day", "%(number)s working days", n),
        Unit.WEEKDAYS: lambda n: ngettext("%(number)s weekday", "%(number)s weekdays", n),
        Unit.CALENDAR_DAYS: lambda n: ngettext("%(number)s calendar day", "%(number)s calendar days", n),
        Unit.WEEKS: lambda n: ngettext("%(number)s week", "%(number)s weeks", n),
        Unit.MONTHS: lambda n: ngettext("%(number)s month", "%(number)s months", n),
        Unit.YEARS: lambda n: ngettext("%(number)s year", "%(number)s years", n),
        Unit.MINUTES: lambda n: ngettext("%(number)s minute", "%(number)s minutes", n),
        Unit.HOURS: lambda n: ngettext("%(number)s hour", "%(number)s hours", n),
        Unit.HOURS_PER_WEEK: lambda n: ngettext("%(number)s hour a week", "%(number)s hours a week", n),
        Unit.HOURS_PER_MONTH: lambda n: ngettext("%(number)s hour a month", "%(number)s hours a month", n),
        Unit.HOURS_PER_YEAR: lambda n: ngettext("%(number)s hour a year", "%(number)s hours a year", n),
        Unit.PERCENT: lambda _: gettext("%(number)s %%"),
        Unit.GRADE: lambda _: gettext("grade %(number)s"),
        Unit.PEOPLE: lambda n: ngettext("%(number)s person", "%(number)s people", n),
        Unit.TIMES: lambda n: ngettext("%(number)s time", "%(number)s times", n),
        Unit.CHARACTERS: lambda n: ngettext("%(number)s character", "%(number)s characters", n),
        Unit.KILOGRAMS: lambda _: gettext("%(number)s kg"),
        Unit.SWITCH: lambda n: gettext("%(number)s (on)") if n else gettext("%(number)s (off)"),
    }
)
