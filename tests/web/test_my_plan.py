"""My plan: read and written at home, from one's own log-in; what comes from there reaches those who work with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import psycopg
import pytest
from django.test import Client
from tests.careerplans.conftest import acting
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held, a_person, covered
from tests.own.conftest import Joins, joins, mailed
from tests.web.conftest import Answer, ClientFor, read
from tests.web.test_mine import ONE_FACTOR, custody_of, parent, way, young

from stafet.access import api as access
from stafet.careerplans import api as careerplans
from stafet.careerplans.api import CareerPlan, DoneBy, GoalTerm, PartKind, PlanState, Voice
from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.messages import api as messages
from stafet.people import api as people

__all__ = ["joins", "mailed", "parent", "young"]
SOON = TODAY + timedelta(days=30)


@pytest.fixture
def plan(everyone: Cast, amina: Held) -> CareerPlan:
    """Bo's plan with Amina: a goal with a step of hers, one of her home's, what she needs help with; talked through."""
    with acting(everyone.bo) as bo:
        plan = careerplans.begin_plan(person=amina.person, by=bo, at=NOW)
        hers = careerplans.StepOnTheWay("Visit the technical school", DoneBy.YOUNG_PERSON, SOON)
        goal = careerplans.add_goal(
            plan=plan, term=GoalTerm.LONG, words="Carpenter", step=hers, by=bo, at=NOW
        )
        home = careerplans.StepOnTheWay("Ask her uncle", DoneBy.HOME, SOON)
        careerplans.add_plan_step(goal=goal, step=home, by=bo, at=NOW)
        careerplans.write_part(
            plan=plan, kind=PartKind.STRENGTHS, voice=Voice.COUNSELLOR, words="Patient", by=bo, at=NOW
        )
        careerplans.write_support(plan=plan, words="A quiet room", by=bo, at=NOW)
        careerplans.discuss_plan(plan=plan, on=TODAY, by=bo, at=NOW)
    return plan


def post(client: Client, path: str, sent: dict[str, str] | None = None) -> Answer:
    answer: Answer = client.post(path, sent or {}, follow=True)
    return answer


def state_of(everyone: Cast) -> PlanState:
    with access.job_scope(everyone.hedeby.pk):
        return PlanState(CareerPlan.objects.get().state)


def approve(everyone: Cast, plan: CareerPlan) -> None:
    with acting(everyone.bo) as bo:
        plan.refresh_from_db()
        careerplans.show_plan(plan=plan, on=TODAY, by=bo, at=NOW)
        careerplans.approve_plan(plan=plan, by=bo, at=NOW)


def test_the_young_person_reads_the_whole_plan(
    amina: Held, plan: CareerPlan, young: access.User, client_for: ClientFor
) -> None:
    page = read(client_for(young).get(way(amina, "plan/")))
    for words in (
        "Carpenter",
        "Visit the technical school",
        "Patient",
        "A quiet room",
        "Who reads this?",
        "You talk with Bo",
    ):
        assert words in page
    assert "Basic school, Bakkeskolen" in page, "what she has tried fills itself"


def test_what_she_needs_help_with_is_hers_with_two_steps_only(
    amina: Held, plan: CareerPlan, young: access.User
) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(young, backend=ONE_FACTOR)
    page = read(client.get(way(amina, "plan/")))
    assert "Carpenter" in page
    assert "A quiet room" not in page
    assert "log in with two steps" in page


def test_whoever_has_custody_reads_the_plan_and_not_what_she_needs_help_with(
    amina: Held, plan: CareerPlan, parent: access.User, client_for: ClientFor
) -> None:
    page = read(client_for(parent).get(way(amina, "plan/")))
    assert "Carpenter" in page
    assert "quiet" not in page
    assert "help with" not in page.split("To take along")[0]
    with access.own_scope(parent.pk, one_factor=False):
        assert not careerplans.SupportNeed.objects.exists(), "the database keeps it too"


def test_she_writes_her_own_words_and_whoever_is_responsible_is_told(
    everyone: Cast,
    amina: Held,
    plan: CareerPlan,
    young: access.User,
    client_for: ClientFor,
    mailed: Callable[[], list[str]],
) -> None:
    her = client_for(young)
    page = read(post(her, way(amina, "plan/words/wishes/"), {"words": "Build houses"}))
    assert "Build houses" in page
    post(her, way(amina, "plan/words/strengths/"), {"words": "I do not give up"})
    staff = read(client_for(everyone.bo).get(f"/people/{amina.person.pk}/plan/"))
    assert "Build houses" in staff
    assert "In the young person’s words" in staff
    assert mailed().count(messages.Template.OWN_PLAN) == 1, "once a day, however much she writes"
    with access.job_scope(everyone.hedeby.pk):
        told = messages.OutgoingMessage.objects.get(template=messages.Template.OWN_PLAN)
    assert told.address == everyone.bo.email
    opened = client_for(everyone.bo).get(f"/go/{told.pk}/")
    assert opened.headers["location"] == f"/people/{amina.person.pk}/plan/"


def test_her_words_come_back_to_be_changed_and_are_not_doubled(
    amina: Held, plan: CareerPlan, young: access.User, client_for: ClientFor
) -> None:
    her, address = client_for(young), way(amina, "plan/words/wishes/")
    post(her, address, {"words": "Build houses"})
    assert "Build houses" in her.get(address).content.decode()
    page = read(post(her, address, {"words": "Build boats"}))
    assert "Build boats" in page
    assert "Build houses" not in page


def test_a_plan_may_begin_with_what_she_wants(
    everyone: Cast, amina: Held, young: access.User, client_for: ClientFor
) -> None:
    her = client_for(young)
    assert "There is no plan yet" in read(her.get(way(amina, "plan/")))
    post(her, way(amina, "plan/words/wishes/"), {"words": "Build houses"})
    assert state_of(everyone) is PlanState.DRAFT


def test_writing_in_an_approved_plan_has_it_talked_through_anew(
    everyone: Cast, amina: Held, plan: CareerPlan, young: access.User, client_for: ClientFor
) -> None:
    approve(everyone, plan)
    her = client_for(young)
    assert "talked through and approved anew" in read(her.get(way(amina, "plan/words/wishes/")))
    page = read(post(her, way(amina, "plan/words/wishes/"), {"words": "Build houses"}))
    assert state_of(everyone) is PlanState.DRAFT
    assert "Version 1" in page
    version = read(her.get(way(amina, "plan/versions/1/")))
    assert "Carpenter" in version
    assert "Build houses" not in version


def test_a_goal_she_proposes_is_answered_before_the_plan_is_approved(
    everyone: Cast, amina: Held, plan: CareerPlan, young: access.User, client_for: ClientFor
) -> None:
    page = read(
        post(client_for(young), way(amina, "plan/goals/new/"), {"words": "Racing driver", "term": "plan_b"})
    )
    assert "Proposed in the young person’s words. It waits for an answer." in page
    with pytest.raises(careerplans.PlanIsIncomplete, match="Racing driver"):
        approve(everyone, plan)

    bo = client_for(everyone.bo)
    with access.job_scope(everyone.hedeby.pk):
        goal = careerplans.PlanGoal.objects.get(words="Racing driver")
    step = {"step_words": "Try karting", "done_by": "young_person", "due_on": "14.9.2027"}
    taken = read(post(bo, f"/plans/goals/{goal.pk}/take-up/", step))
    assert "Try karting" in taken
    assert "waits for an answer" not in taken
    assert "This proposal has been answered." in read(bo.get(f"/plans/goals/{goal.pk}/take-up/"))


def test_a_proposal_may_be_left_with_why(
    everyone: Cast, amina: Held, plan: CareerPlan, young: access.User, client_for: ClientFor
) -> None:
    her = client_for(young)
    post(her, way(amina, "plan/goals/new/"), {"words": "Racing driver", "term": "plan_b"})
    with access.job_scope(everyone.hedeby.pk):
        goal = careerplans.PlanGoal.objects.get(words="Racing driver")
    said = {"state": "left", "outcome": "We agreed to wait a year"}
    post(client_for(everyone.bo), f"/plans/goals/{goal.pk}/close/", said)
    assert "We agreed to wait a year" in read(her.get(way(amina, "plan/")))


def test_each_at_home_says_that_their_own_steps_are_done_and_no_others(
    everyone: Cast,
    amina: Held,
    plan: CareerPlan,
    young: access.User,
    parent: access.User,
    client_for: ClientFor,
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        hers, homes = (
            careerplans.PlanStep.objects.get(done_by=who) for who in (DoneBy.YOUNG_PERSON, DoneBy.HOME)
        )
    refused = client_for(parent).post(way(amina, f"plan/steps/{hers.pk}/done/"))
    assert "Somebody else does this step" in read(refused)
    for user, step in ((young, hers), (parent, homes)):
        page = read(post(client_for(user), way(amina, f"plan/steps/{step.pk}/done/")))
        assert f"{DoneBy(step.done_by).label}, done 1 September 2026" in page


def test_whoever_has_custody_says_that_they_have_seen_it_and_then_it_is_approved(
    everyone: Cast, amina: Held, plan: CareerPlan, parent: access.User, client_for: ClientFor
) -> None:
    page = read(post(client_for(parent), way(amina, "plan/seen/")))
    assert "I have seen it" not in page
    assert state_of(everyone) is PlanState.SEEN
    assert "The plan is “Seen at home” now." in read(client_for(parent).get(way(amina, "plan/seen/")))
    with acting(everyone.bo) as bo:
        plan.refresh_from_db()
        careerplans.approve_plan(plan=plan, by=bo, at=NOW)
    assert state_of(everyone) is PlanState.APPROVED


def test_the_young_person_does_not_say_it_for_those_at_home(
    amina: Held, plan: CareerPlan, young: access.User, client_for: ClientFor
) -> None:
    assert client_for(young).post(way(amina, "plan/seen/")).status_code == 404


def test_two_homes_write_apart_and_neither_reads_the_other(
    everyone: Cast,
    amina: Held,
    plan: CareerPlan,
    young: access.User,
    parent: access.User,
    joins: Joins,
    client_for: ClientFor,
) -> None:
    father = joins(amina, custody_of(amina, "Far Holm"), email="father@example.org")
    for user, words in ((parent, "She is like her aunt"), (father, "She needs a push")):
        post(client_for(user), way(amina, "plan/words/strengths/"), {"words": words})
    approve_anew(everyone, plan)
    for user, own_words, others in (
        (parent, "like her aunt", "needs a push"),
        (father, "needs a push", "like her aunt"),
    ):
        client = client_for(user)
        page = read(client.get(way(amina, "plan/")))
        assert own_words in page
        for part in ("plan/", "plan/versions/1/", "plan.json", "everything/", "everything.json"):
            assert others not in client.get(way(amina, part)).content.decode()
    hers = read(client_for(young).get(way(amina, "plan/")))
    assert "like her aunt" in hers
    assert "needs a push" in hers


def approve_anew(everyone: Cast, plan: CareerPlan) -> None:
    """As it was changed since, it was talked through and seen again."""
    with access.job_scope(everyone.hedeby.pk):
        CareerPlan.objects.filter(pk=plan.pk).update(state=PlanState.DISCUSSED)
    approve(everyone, plan)


def test_on_the_eighteenth_birthday_the_sight_and_the_voice_of_those_at_home_end(
    everyone: Cast,
    amina: Held,
    plan: CareerPlan,
    young: access.User,
    parent: access.User,
    database: psycopg.Connection,
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        people.Person.objects.filter(pk=amina.person.pk).update(birth_date=date(2008, 9, 2))
    midnight = datetime(2026, 9, 2, tzinfo=ZoneInfo("Europe/Copenhagen"))
    at_home, words = parent, way(amina, "plan/words/wishes/")
    assert visit(at_home, way(amina, "plan/"), midnight - timedelta(seconds=1), database) == 200
    assert visit(at_home, words, midnight - timedelta(seconds=1), database, {"words": "Good luck"}) == 302
    for path in ("plan/", "plan.pdf", "plan.json"):
        assert visit(at_home, way(amina, path), midnight, database) == 404
    for path in ("plan/words/wishes/", "plan/goals/new/", "plan/seen/"):
        sent = {"words": "Not any more", "term": "long"}
        assert visit(at_home, way(amina, path), midnight, database, sent) == 404
    assert visit(young, way(amina, "plan/"), midnight, database) == 200
    with access.job_scope(everyone.hedeby.pk):
        assert list(
            careerplans.PlanPart.objects.filter(voice=Voice.HOME).values_list("words", flat=True)
        ) == ["Good luck"]


def visit(
    user: access.User,
    path: str,
    at: datetime,
    database: psycopg.Connection,
    sent: dict[str, str] | None = None,
) -> int:
    """The answer at an instant, by the clock of the pages and that of the database."""
    database.execute("DELETE FROM gate.test_clock")
    database.execute("INSERT INTO gate.test_clock VALUES (%s)", [at])
    client = Client()
    with clock.at_moment(at):
        client.force_login(user)
        answer = client.get(path) if sent is None else client.post(path, sent)
    return answer.status_code


def test_nobody_meets_the_plan_of_another(
    everyone: Cast, amina: Held, plan: CareerPlan, joins: Joins, client_for: ClientFor
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        other = covered(a_person(everyone.hedeby, "Bilal"), everyone.guidance, user=everyone.bo)
    bilal = client_for(joins(other, email="bilal@example.org"))
    for part in ("plan/", "plan.pdf", "plan.json", "plan/words/wishes/", "plan/goals/new/"):
        assert bilal.get(way(amina, part)).status_code == 404
    assert bilal.post(way(amina, "plan/words/wishes/"), {"words": "Mine"}).status_code == 404


def test_no_post_writes_with_a_voice_from_home_and_no_home_with_one_from_work(
    everyone: Cast, amina: Held, plan: CareerPlan
) -> None:
    with access.job_scope(everyone.hedeby.pk), pytest.raises(careerplans.NotYours):
        careerplans.say_at_home(
            person=amina.person,
            kind=PartKind.WISHES,
            voice=Voice.COUNSELLOR,
            words="Mine",
            by=SYSTEM,
            at=NOW,
        )
