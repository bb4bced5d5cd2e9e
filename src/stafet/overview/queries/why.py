"""Why a person is in a list: one sentence for each question that was asked."""

from __future__ import annotations

from datetime import date

from stafet.kernel.countries import Country, local_day
from stafet.kernel.sentences import Sentence, sentence
from stafet.overview.queries.filters import PeopleFilter
from stafet.overview.queries.relay import RelayOf
from stafet.overview.queries.steps import StepLine
from stafet.pathways import api as pathways

_NOT_COVERED = sentence("The promise does not hold for this person now.")


def why_listed(
    question: PeopleFilter, *, doing: pathways.Doing, relay: RelayOf | None, step: StepLine | None, day: date
) -> Sentence:
    """The sentence that says why this person answers the question."""
    match question:
        case PeopleFilter.NO_ACTIVITY | PeopleFilter.REGISTER_SILENT:
            return doing.standing.because
        case PeopleFilter.BIRTH_DATE_UNKNOWN:
            return sentence("Without a birth date, no limit of age can be watched.")
        case PeopleFilter.LEAVES_THIS_SUMMER:
            return _leaving(doing)
        case PeopleFilter.HANDOVER_WAITING | PeopleFilter.NOT_STARTED | PeopleFilter.NO_NAMED_HOLDER:
            return _about_hands(question, relay)
        case PeopleFilter.EVERYONE | PeopleFilter.STEP_OVERDUE | PeopleFilter.DUE_THIS_WEEK:
            return _about_step(step, day)


def _about_step(step: StepLine | None, day: date) -> Sentence:
    if step is None:
        return _NOT_COVERED
    if step.due_on < day:
        return sentence("The next step was due on %(due_on)s.", due_on=step.due_on)
    return sentence("The next step is due on %(due_on)s.", due_on=step.due_on)


def _leaving(doing: pathways.Doing) -> Sentence:
    running = doing.running
    if running is None:
        return doing.standing.because
    last_day = running.period.last_day
    if last_day is not None:
        return sentence("Leaves %(place)s after %(last_day)s.", place=running.place, last_day=last_day)
    return sentence("May leave %(place)s this summer; no further year is registered.", place=running.place)


def _about_hands(question: PeopleFilter, relay: RelayOf | None) -> Sentence:
    if relay is None:
        return _NOT_COVERED
    current = relay.current
    if question is PeopleFilter.HANDOVER_WAITING and relay.offered is not None:
        return sentence(
            "Offered to %(organisation)s on %(offered_on)s, and not yet answered.",
            organisation=relay.offered.organisation_name,
            offered_on=local_day(Country.DK, relay.offered.starts_at),
        )
    if question is PeopleFilter.NOT_STARTED:
        return sentence(
            "%(organisation)s took over on %(since)s; nobody has yet seen the start.",
            organisation=current.organisation_name,
            since=local_day(Country.DK, current.starts_at),
        )
    return sentence(
        "%(organisation)s has the responsibility, but nobody there by name.",
        organisation=current.organisation_name,
    )
