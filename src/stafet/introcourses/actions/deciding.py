"""A person says yes or no. A yes signs the pupil up for the event, by its own count of seats.

Only in the scope of a job, once the page has shown that whoever decides may see the pupil: a seat is everybody's.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from stafet.audit import api as audit
from stafet.events import api as events
from stafet.events.api import PartState, Who
from stafet.introcourses import policies
from stafet.introcourses.actions.steps import day_in, hold_round, must_be_closed, must_be_job
from stafet.introcourses.asking import courses_in, has_all, hours_of, refused_in, why_barred
from stafet.introcourses.drafts import Decided
from stafet.introcourses.errors import NotComplete, NotNow, NotYourRound
from stafet.introcourses.models import Course, Entry, Proposal, Run
from stafet.introcourses.states import PROPOSAL, Barred, ProposalMove, ProposalState, RunState
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import Sentence, SentenceError, sentence
from stafet.placements.api import Voice

_WHY_NOT: dict[Barred, Sentence] = {
    Barred.HAS: sentence("They are signed up for it already."),
    Barred.OVERLAPS: sentence(
        "They are signed up for something else at the same time by now. Let it be worked out again."
    ),
    Barred.REFUSED: sentence("It was said that this one is not to be."),
    Barred.GONE: sentence(
        "This course is called off, or not in the round any more. Let it be worked out again."
    ),
    Barred.BEGUN: sentence(
        "This course has begun. Sign them up on the event’s own page, if they are to be in it."
    ),
}


@audit.action
def accept_proposal(*, proposal: Proposal, by: Actor, at: datetime) -> None:
    """Yes: they are signed up for the event. Raises ``NotYourRound``, ``NotNow``, ``NotComplete``."""
    locked, course = _decidable(proposal, by)
    _must_still_fit(locked, course, at)
    state = events.sign_up(event=course.event, who=Who(locked.person_id), voice=Voice.STAFF, by=by, at=at)
    if state is not PartState.SIGNED_UP:
        raise NotNow(
            sentence(
                "Every seat of “%(course)s” is taken by now. Let it be worked out again, or give the event more seats.",
                course=course.event.title,
            )
        )
    _decide(locked, ProposalMove.ACCEPT, by, at)
    audit.record(action="introcourses.accept_proposal", about=locked, by=by, at=at)


@audit.action
def accept_all(*, proposals: Iterable[Proposal], by: Actor, at: datetime) -> Decided:
    """Yes to each of these. What can't be done any more is left as it is, and counted. Raises ``NotYourRound``."""
    must_be_job()
    signed_up = left = 0
    for proposal in proposals:
        try:
            accept_proposal(proposal=proposal, by=by, at=at)
        except NotYourRound:
            raise
        except SentenceError:
            left += 1
        else:
            signed_up += 1
    return Decided(signed_up, left)


@audit.action
def refuse_proposal(*, proposal: Proposal, because: str, by: Actor, at: datetime) -> None:
    """Not this one: no later answer of the round proposes it again. Raises ``NotYourRound``, ``NotNow``, ``NotComplete``."""
    locked, _ = _decidable(proposal, by)
    if not because.strip():
        raise NotComplete(sentence("Say why it is not to be: they can read it."), field="because")
    locked.because = because.strip()
    _decide(locked, ProposalMove.REFUSE, by, at)
    audit.record(action="introcourses.refuse_proposal", about=locked, by=by, at=at)


def _decidable(proposal: Proposal, by: Actor) -> tuple[Proposal, Course]:
    must_be_job()
    if not policies.can_decide_proposal(by, proposal):
        raise NotYourRound(sentence("Only those who work with the young person decide this, by name."))
    must_be_closed(hold_round(proposal.round_id))
    rows = Proposal.objects.select_for_update(of=("self",), no_key=True)
    locked = rows.select_related("run", "round", "entry").get(pk=proposal.pk)
    if locked.state != ProposalState.PROPOSED:
        raise NotNow(sentence("Somebody has decided this already."))
    if Run.objects.filter(
        round_id=locked.round_id, number__gt=locked.run.number, state=RunState.DONE
    ).exists():
        raise NotNow(sentence("There is a newer answer. Decide there."))
    if locked.course_id is None:
        raise NotComplete(
            sentence(
                "Nothing is proposed for them. Sign them up on an event’s own page, or let it be worked out again."
            )
        )
    return locked, Course.objects.select_related("event").get(pk=locked.course_id)


def _must_still_fit(proposal: Proposal, course: Course, at: datetime) -> None:
    """The hours and the number of courses as they are now: somebody may have signed them up meanwhile."""
    entry = Entry.objects.select_for_update(of=("self",), no_key=True).get(pk=proposal.entry_id)
    courses = list(courses_in(proposal.round))
    hours = hours_of([entry], courses)
    why = why_barred(course, entry, hours, refused_in(proposal.round), at=at)
    if why is not None:
        raise NotNow(_WHY_NOT[why])
    if has_all(proposal.round, entry, courses, hours):
        raise NotNow(sentence("They have as many courses of this round as everybody is to have."))


def _decide(proposal: Proposal, what: ProposalMove, by: Actor, at: datetime) -> None:
    proposal.state = PROPOSAL.after(ProposalState(proposal.state), what)
    proposal.decided_by_id = by.user_id
    proposal.decided_on, proposal.known_at = day_in(proposal.municipality_id, at), at
    proposal.save(update_fields=["state", "because", "decided_by", "decided_on", "known_at"])
