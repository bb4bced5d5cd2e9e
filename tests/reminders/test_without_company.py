"""Who has no company, whose seat is not answered, who at home is asked for it; and of whom nobody may hear but somebody is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held
from tests.practicalcourses.conftest import (
    acting,
    amina,
    answered,
    client_for,
    course,
    dropped,
    mother,
    place,
    placement,
    plan,
    proposed,
    quick_settings,
    scheme,
    seeking,
    seen_by_ditte,
)
from tests.reminders.nights import log_in, mails, remind
from tests.web.conftest import ClientFor, read

from stafet.access import api as access
from stafet.kernel import rules
from stafet.kernel.actors import SYSTEM
from stafet.messages.api import Template
from stafet.organisations import api as organisations
from stafet.placements.api import Holder, Placement
from stafet.practicalcourses.api import Course, CoursePlan, Said
from stafet.reminders import api as reminders
from stafet.reminders.api import Reminder, ReminderKind

__all__ = [
    "amina",
    "client_for",
    "course",
    "dropped",
    "mother",
    "place",
    "placement",
    "plan",
    "quick_settings",
    "scheme",
    "seeking",
    "seen_by_ditte",
]
K = ReminderKind
STAFF = Template.PLACEMENTS_WAIT
HOME = Template.OWN_WAITS


def kinds(who: access.User, days: int) -> list[ReminderKind]:
    """What waits for somebody so many days from now."""
    with acting(who) as actor:
        found = reminders.waiting_placements(
            actor, at=NOW + timedelta(days=days), on=TODAY + timedelta(days=days)
        )
        return [thing.kind for each in found for thing in each.things]


def test_whoever_looks_for_a_company_waits_from_before_the_town_s_day(
    everyone: Cast, seeking: Placement, plan: CoursePlan
) -> None:
    assert kinds(everyone.bo, 0) == [K.NO_COMPANY]
    with access.job_scope(everyone.hedeby.pk):
        warn = int(rules.value("stafet.course.warn_before", on=TODAY))
        far = TODAY + timedelta(days=warn + 1)
        type(plan).objects.filter(pk=plan.pk).update(find_by=far, first_day=far + timedelta(days=9))
    assert kinds(everyone.bo, 0) == []
    assert kinds(everyone.bo, 1) == [K.NO_COMPANY]


def test_without_a_town_s_day_nobody_is_hurried(everyone: Cast, seeking: Placement) -> None:
    assert kinds(everyone.bo, 0) == []
    assert remind(everyone, 0) == 0


def test_whoever_has_lost_a_company_waits_until_a_seat_is_held(
    everyone: Cast, dropped: Placement, course: Course
) -> None:
    assert K.NO_COMPANY in kinds(everyone.bo, 3)
    proposed(everyone, dropped, course)
    assert K.NO_COMPANY not in kinds(everyone.bo, 3)


def test_a_seat_that_is_not_answered_in_time_waits_from_the_day_after(
    everyone: Cast, dropped: Placement, course: Course
) -> None:
    seat = proposed(everyone, dropped, course)
    ahead = (seat.answer_by - TODAY).days
    assert K.SEAT_LATE not in kinds(everyone.bo, ahead)
    assert K.SEAT_LATE in kinds(everyone.bo, ahead + 1)
    with access.job_scope(everyone.hedeby.pk):
        late = int(rules.value("stafet.reminder.overdue_after", on=TODAY))
    assert remind(everyone, ahead + late) == 0
    assert remind(everyone, ahead + 1 + late) >= 1
    assert mails(everyone)[STAFF, everyone.bo.email] == 1


def test_at_home_each_is_asked_for_the_answer_that_is_missing_and_no_other(
    everyone: Cast, amina: Held, dropped: Placement, course: Course, mother: Holder
) -> None:
    log_in(everyone, amina, "amina@home.example")
    log_in(everyone, amina, "mona@home.example", mother)
    seat = proposed(everyone, dropped, course)
    answered(everyone, seat, (mother,), Said(is_yes=True))
    with access.job_scope(everyone.hedeby.pk):
        first = int(rules.value("stafet.reminder.home_after", on=TODAY))
    remind(everyone, first)
    assert mails(everyone)[HOME, "mona@home.example"] == 1
    assert mails(everyone)[HOME, "amina@home.example"] == 0


@pytest.fixture
def hidden(everyone: Cast, amina: Held, seeking: Placement, plan: CoursePlan) -> Placement:
    """Amina is hidden; Bo, who has the responsibility, is not on the list, and the town is the last resort."""
    with access.job_scope(everyone.hedeby.pk):
        organisations.name_last_resort(
            municipality_id=everyone.hedeby.pk, organisation_id=everyone.town.pk, by=SYSTEM, at=NOW
        )
        access.hide_person(
            municipality_id=everyone.hedeby.pk,
            person_id=amina.person.pk,
            readers=[everyone.ditte.pk],
            by=SYSTEM,
            at=NOW,
        )
    return seeking


def test_of_a_hidden_person_of_whom_nobody_may_hear_the_stewards_of_last_resort_are_told(
    everyone: Cast, hidden: Placement, client_for: ClientFor
) -> None:
    assert "Somebody who is protected" not in read(client_for(everyone.gro).get("/"))
    remind(everyone, 0)
    assert mails(everyone) == {(STAFF, everyone.gro.email): 1}
    with access.job_scope(everyone.hedeby.pk):
        assert set(Reminder.objects.values_list("kind", "to_last_resort")) == {(K.NO_COMPANY.value, True)}
    page = read(client_for(everyone.gro).get("/"))
    assert "Somebody who is protected" in page
    for word in ("Amina", "Holm", "Bakkeskolen", str(hidden.pk)):
        assert word not in page
    for other in (everyone.bo, everyone.carl, everyone.freja):
        assert "Somebody who is protected" not in read(client_for(other).get("/"))
    with acting(everyone.gro) as gro:
        assert not reminders.unheard(gro, on=TODAY + timedelta(days=14))


def test_a_hidden_person_whose_holder_is_on_the_list_is_no_matter_of_the_stewards(
    everyone: Cast, amina: Held, hidden: Placement
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        access.NamedReader.objects.filter(person_id=amina.person.pk).update(user_id=everyone.bo.pk)
    remind(everyone, 0)
    assert mails(everyone) == {(STAFF, everyone.bo.email): 1}
    with acting(everyone.gro) as gro:
        assert not reminders.unheard(gro, on=TODAY)
