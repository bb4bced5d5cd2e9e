"""Work in the browser: a job and its hours written down, what they amount to, where everybody stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from tests.cast import Cast
from tests.conftest import NOW
from tests.duplicates.merging import make_two_again, merge_two
from tests.factories import Held, a_person, a_spell, covered
from tests.outreach.conftest import Sweden, elsa, sweden
from tests.web.conftest import Answer, ClientFor, read, tree

from stafet.access import api as access
from stafet.attachment import api as attachment
from stafet.attachment.api import WorkHours
from stafet.kernel.activities import ActivityKind
from stafet.pathways import api as pathways

__all__ = ["elsa", "sweden"]
TODAY = NOW.date()
SINCE = date(2026, 6, 8)


def post(client: object, path: str, sent: Mapping[str, object] | None = None) -> Answer:
    answer: Answer = client.post(path, sent or {}, follow=True)  # type: ignore[attr-defined]
    return answer


@pytest.fixture
def job(everyone: Cast, amina: Held) -> pathways.Spell:
    """Amina has been at the bakery since June; Bo wrote it down."""
    with access.user_scope(everyone.bo.pk):
        bo = access.actor_for(everyone.bo, at=NOW)
        return attachment.record_job(person=amina.person, employer="Bageriet", starts_on=SINCE, by=bo, at=NOW)


def hours(month: str, number: str, measure: str = "per_month") -> dict[str, str]:
    return {"month": month, "hours": number, "measure": measure, "seen_in": "payslip"}


def told(cast: Cast, person_id: object, client_for: ClientFor) -> str:
    return read(client_for(cast.bo).get(f"/people/{person_id}/work/"))


def test_a_job_is_written_down_and_its_hours_make_it_steady(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    bo, here = client_for(everyone.bo), f"/people/{amina.person.pk}/work/"
    assert "No work is known" in read(bo.get(here))
    written = post(
        bo, here.replace("/work/", "/jobs/new/"), {"employer": "Bageriet", "starts_on": "8.6.2026"}
    )
    assert "How many hours at Bageriet?" in read(written)
    form = next(href for href in tree(bo.get(here)).values("href") if href.endswith("/hours/"))
    page = read(post(bo, form, hours("2026-08-01", "86,57")))
    assert "In work, with too few hours to be steady" in page
    assert "steady only from 54 % of 160.33 hours on." in page
    page = read(post(bo, form, hours("2026-08-01", "86.58")))
    assert "Steady work" in page
    assert "It holds until 1 October 2026; then the hours are seen anew." in page
    assert "On the payslip" in page


def test_twenty_hours_a_week_are_steady(
    everyone: Cast, amina: Held, job: pathways.Spell, client_for: ClientFor
) -> None:
    page = read(
        post(client_for(everyone.bo), f"/jobs/{job.pk}/hours/", hours("2026-09-01", "20", "per_week"))
    )
    assert "20 hours a week; steady from 20 on." in page


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        (hours("2026-10-01", "80"), "Select a valid choice"),
        (hours("2026-05-01", "80"), "Select a valid choice"),
        (hours("2026-08-01", "401"), "less than or equal to 400"),
        (hours("2026-08-01", "81", "per_week"), "Nobody works more than 80 hours a week"),
        (hours("2026-08-01", "many"), "Enter a number"),
    ],
)
def test_hours_that_cannot_be_are_refused_and_nothing_typed_is_lost(
    everyone: Cast, job: pathways.Spell, client_for: ClientFor, sent: Mapping[str, str], says: str
) -> None:
    answer = client_for(everyone.bo).post(f"/jobs/{job.pk}/hours/", sent)
    assert says in read(answer)
    assert f'value="{sent["hours"]}"' in answer.content.decode()
    with access.job_scope(everyone.hedeby.pk):
        assert not WorkHours.objects.exists()


def test_a_job_ends_with_a_day_and_a_reason(
    everyone: Cast, amina: Held, job: pathways.Spell, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    too_late = {"last_day": "2.9.2026", "reason": "changed"}
    assert "Choose a day from the first of the job until today." in read(
        bo.post(f"/jobs/{job.pk}/end/", too_late)
    )
    page = read(post(bo, f"/jobs/{job.pk}/end/", {"last_day": "31.8.2026", "reason": "changed"}))
    assert "No work is known" in page
    assert "Earlier jobs" in page
    assert "This is no job that runs." in read(bo.post(f"/jobs/{job.pk}/end/", too_late))


def test_a_job_that_a_register_tells_of_ends_there(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        job = a_spell(amina.person, everyone.town, ActivityKind.EMPLOYMENT, starts_on=SINCE)
        pathways.Spell.objects.filter(pk=job.pk).update(source_id=job.pk)
    bo = client_for(everyone.bo)
    assert "/end/" not in bo.get(f"/people/{amina.person.pk}/work/").content.decode()
    sent = {"last_day": "31.8.2026", "reason": "changed"}
    assert "A register tells of this job" in read(bo.post(f"/jobs/{job.pk}/end/", sent))


def test_a_job_to_come_is_no_job_yet(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    sent = {"employer": "Bageriet", "starts_on": "1.10.2026"}
    page = read(client_for(everyone.bo).post(f"/people/{amina.person.pk}/jobs/new/", sent))
    assert "A job is written down when it has begun." in page


def test_whoever_may_not_see_somebody_meets_no_job(
    everyone: Cast, job: pathways.Spell, client_for: ClientFor
) -> None:
    carl = client_for(everyone.carl)
    assert carl.get(f"/jobs/{job.pk}/hours/").status_code == 404
    assert "Bageriet" not in carl.get("/work/").content.decode()


def test_everybody_stands_somewhere_and_what_is_to_be_looked_at_is_a_list(
    everyone: Cast, amina: Held, job: pathways.Spell, client_for: ClientFor
) -> None:
    kinds = [ActivityKind.VOCATIONAL_EDUCATION] * 7 + [ActivityKind.EMPLOYMENT] * 5
    with access.job_scope(everyone.hedeby.pk):
        for number, kind in enumerate(kinds):
            person = a_person(everyone.hedeby, "Barn", f"Nummer {number:02}")
            a_spell(person, everyone.vocational, kind)
            covered(person, everyone.guidance, user=everyone.bo)
    page = read(client_for(everyone.bo).get("/work/"))
    assert "Of 13 for whom the promise holds" in page
    assert "Attends a youth education754%" in page
    assert page.count("Not shown–") == 2  # Amina's class, and those in work, from whom it would follow
    assert page.count("Write down the hours") == 6
    assert "hours, that is 86.58 hours" in page


def test_a_small_number_hides_another_with_it(everyone: Cast, amina: Held, client_for: ClientFor) -> None:
    with access.job_scope(everyone.hedeby.pk):
        for number in range(6):
            person = a_person(everyone.hedeby, "Barn", f"Nummer {number:02}")
            a_spell(person, everyone.vocational, ActivityKind.VOCATIONAL_EDUCATION)
            covered(person, everyone.guidance, user=everyone.bo)
    page = read(client_for(everyone.bo).get("/work/"))
    assert (
        page.count("Not shown–") == 2
    )  # one pupil alone; and those of the youth education, from whom it would follow


def test_in_sweden_nothing_is_judged(sweden: Sweden, elsa: Held, client_for: ClientFor) -> None:
    sven, here = client_for(sweden.sven), f"/people/{elsa.person.pk}/work/"
    post(sven, here.replace("/work/", "/jobs/new/"), {"employer": "Bageriet", "starts_on": "8.6.2026"})
    form = next(href for href in tree(sven.get(here)).values("href") if href.endswith("/hours/"))
    page = read(post(sven, form, hours("2026-08-01", "10")))
    assert "The law here names no number of hours" in page
    assert "When is work steady?" not in page


def test_hours_follow_the_job_to_whoever_is_kept_and_go_back(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, "Amina", "Holm")
        twin = covered(person, everyone.guidance, user=everyone.bo, duty=[everyone.guidance, everyone.town])
    bo = client_for(everyone.bo)
    post(bo, f"/people/{person.pk}/jobs/new/", {"employer": "Bageriet", "starts_on": "8.6.2026"})
    form = next(
        href for href in tree(bo.get(f"/people/{person.pk}/work/")).values("href") if href.endswith("/hours/")
    )
    post(bo, form, hours("2026-08-01", "100"))
    merge = merge_two(amina, twin, proposed_by=everyone.bo, decided_by=everyone.gro)
    assert "Steady work" in told(everyone, amina.person.pk, client_for)
    post(bo, form, hours("2026-09-01", "90"))
    make_two_again(merge, undone_by=everyone.gro, at=NOW + timedelta(days=1))
    assert "No work is known" in told(everyone, amina.person.pk, client_for)
    assert "Steady work" in told(everyone, person.pk, client_for)
    with access.job_scope(everyone.hedeby.pk):
        assert set(WorkHours.objects.values_list("person_id", flat=True)) == {person.pk}


def test_the_database_knows_what_hours_can_be(everyone: Cast, job: pathways.Spell) -> None:
    wrong: list[tuple[str, dict[str, object]]] = [
        ("hours_of_a_whole_month", {"month": date(2026, 8, 2)}),
        ("hours_that_can_be", {"hours": 401}),
        ("hours_that_can_be", {"hours": 81, "measure": "per_week"}),
        ("hours_that_can_be", {"hours": -1}),
        ("hours_once_a_month", {}),
    ]
    right: dict[str, object] = {
        "municipality_id": job.municipality_id,
        "person_id": job.person_id,
        "spell": job,
        "month": date(2026, 8, 1),
        "hours": 80,
        "measure": "per_month",
        "checked_in": "payslip",
        "checked_on": TODAY,
        "known_at": NOW,
    }
    with access.job_scope(everyone.hedeby.pk):
        WorkHours.objects.create(**right)
    for name, change in wrong:
        with access.job_scope(everyone.hedeby.pk), pytest.raises(IntegrityError, match=name):
            WorkHours.objects.create(**{**right, **change})
