"""Somebody wishes among courses and is proposed one, every text marked; and a round of another town, about nobody."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from stafet.access import api as access
from stafet.events import api as events
from stafet.events.api import EventFacts, EventKind, SessionFacts, Venue
from stafet.integrations.course_jobs import work_out
from stafet.introcourses import api as introcourses
from stafet.introcourses.api import Course, CourseFacts, PupilAsked, RoundFacts, RoundMove, Run, WishRound
from stafet.kernel.actors import SYSTEM
from stafet.kernel.privacy import DataClass
from stafet.organisations.api import Organisation
from stafet.people import api as people
from stafet.placements.api import Voice
from tests.cast import Cast
from tests.trust.markers import marker

Object = UUID | str | int
D = DataClass.PROCESS


def in_wishes(person: people.Person, name: str, cast: Cast, at: datetime) -> dict[str, dict[str, Object]]:
    """They are asked in a round of the home town, wish, and are proposed a course that is not to be."""
    course = _opened(cast.guidance, "A course", at)
    the_round = course.round
    with access.job_scope(cast.hedeby.pk):
        asked = [PupilAsked(person.pk, cast.school.pk, "")]
        introcourses.ask_pupils(the_round=the_round, pupils=asked, by=SYSTEM, at=at)
        (entry,) = introcourses.Entry.objects.filter(round=the_round).select_related("round")
        introcourses.say_course_wishes(
            entry=entry, courses=[course.pk], voice=Voice.YOUNG_PERSON, by=SYSTEM, at=at
        )
    run = _answered(the_round, at)
    with access.user_scope(cast.bo.pk):
        bo, proposal = access.actor_for(cast.bo, at=at), introcourses.course_proposals_of(run).get()
    with access.job_scope(cast.hedeby.pk):
        because = marker(name, D, "not to be")
        introcourses.refuse_proposal(proposal=proposal, because=because, by=bo, at=at)
    other = _opened(cast.other_guidance, "A course", at)
    return {
        "wish_entry_id": {name: entry.pk},
        "course_proposal_id": {name: proposal.pk},
        "wish_round_id": {"": the_round.pk, "elin": other.round_id},
        "wish_course_id": {"": course.pk, "elin": other.pk},
        "course_answer_id": {"": run.pk, "elin": _answered(other.round, at).pk},
        "wish_round_move": {"": RoundMove.FINISH.value},
    }


def _opened(organiser: Organisation, title: str, at: datetime) -> Course:
    begins = at + timedelta(days=9)
    facts = EventFacts(
        kind=EventKind.INTRODUCTION,
        venue=Venue.YOUTH_EDUCATION,
        title=title,
        organiser_id=organiser.pk,
        sign_up_by=begins.date(),
        ask="Bo, 70 00 00 00",
    )
    hours = SessionFacts(begins, begins + timedelta(hours=2), "The workshop")
    with access.job_scope(organiser.municipality_id):
        event = events.plan_event(facts=facts, session=hours, by=SYSTEM, at=at)
        told = RoundFacts(
            name=f"Round {event.pk}",
            organiser_id=organiser.pk,
            starts_in=event.starts_in,
            grade=8,
            answer_by=at.date(),
            ask="Bo, 70 00 00 00",
        )
        row = introcourses.open_round(facts=told, secret="secret", by=SYSTEM, at=at)
        introcourses.offer_courses(the_round=row, courses=[CourseFacts(event.pk)], by=SYSTEM, at=at)
        return Course.objects.select_related("round").get(round=row)


def _answered(the_round: WishRound, at: datetime) -> Run:
    with access.job_scope(the_round.municipality_id):
        closed = introcourses.close_round(the_round=the_round, by=SYSTEM, at=at)
        run = introcourses.order_answer(the_round=closed, by=SYSTEM, at=at)
    work_out(run.pk, the_round.municipality_id)
    with access.job_scope(the_round.municipality_id):
        return Run.objects.select_related("round").get(pk=run.pk)
