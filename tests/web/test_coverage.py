"""Courses of the classes in the browser: the catalogue, a file, the matrix, a teacher's path, partners and their links."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cast import Cast
from tests.catalogue.conftest import career_course
from tests.classcourses.conftest import (
    a_class,
    acting,
    asked,
    class_course,
    demanded,
    held,
    partner,
    planned,
    stands_in_the_bank,
    written,
)
from tests.conftest import NOW
from tests.integrations.test_course_file import GOOD, HEAD
from tests.web.conftest import Answer, ClientFor, read
from tests.web.test_placements import post, way

from stafet.access import api as access
from stafet.catalogue.api import CareerCourse, Stage
from stafet.classcourses import api as classcourses
from stafet.classcourses.api import Booking, BookingState, ClassCourse, ClassCourseState, Partner
from stafet.kernel import clock
from stafet.messages import api as messages

__all__ = ["career_course", "class_course", "partner"]
CATALOGUE, COVERAGE, PARTNERS = "/catalogue/", "/coverage/", "/partners/"
WEEK = "7.10.2026"


def sent(**changes: object) -> dict[str, object]:
    return {
        "title": "Production from inside",
        "from_stage": "7",
        "to_stage": "9",
        "lessons": "8",
        "aims": "They understand how a company earns its money",
        "subjects": "Maths, Social studies",
        "competences": ["options"],
        "breadth": "wide",
        "partners": ["company"],
        "material_licence": "link",
        **changes,
    }


def a_partner(**changes: object) -> dict[str, object]:
    return {
        "name": "Værkstedet",
        "kind": "company",
        "town": "Hedeby",
        "offers": "A morning among lathes",
        "capacity": "2",
        "contact_name": "Villy Værk",
        "contact_email": "villy@example.org",
        "language": "en",
        "consented_on": "4.5.2026",
        **changes,
    }


def load(client: Client, text: str, name: str = "courses.csv") -> Answer:
    file = SimpleUploadedFile(name, text.encode(), content_type="text/csv")
    answer: Answer = client.post(f"{CATALOGUE}load/", {"file": file}, follow=True)
    return answer


def link_page(booking: Booking, end: str = "answer") -> str:
    link = Booking.objects.get(pk=booking.pk).link_id
    assert link is not None
    return f"/visits/{end}/{messages.link_for(link)}/"


def test_a_course_is_written_down_changed_demanded_and_withdrawn(
    everyone: Cast, client_for: ClientFor
) -> None:
    gro = client_for(everyone.gro)
    assert "There is no course here yet" in read(gro.get(CATALOGUE))
    wrong = read(post(gro, f"{CATALOGUE}add/", sent(to_stage="3", material_title="A page")))
    assert "The last stage is not before the first." in wrong
    assert "A material has a title, and a link or a text." in wrong
    assert "They understand how a company earns its money" in wrong
    made = post(gro, f"{CATALOGUE}add/", sent())
    assert "Optional" in read(made)
    told = {"from_year": "2026", "stages": ["9"], "needs_partner": "on", "decided": "The council"}
    page = read(post(gro, way(made, "/obligatory/"), told))
    assert "Obligatory: Grade 9. It counts only with a partner" in page
    later = post(
        gro,
        way(made, "/change/"),
        sent(material_title="A page", material_link="https://a.example/", lessons="9"),
    )
    page = read(later)
    assert "9 lessons" in page
    assert "A page" in page
    assert "Only linked to: its owner’s terms hold" in page
    assert "Versions" in page
    gone = post(gro, way(later, "/withdraw/"))
    assert "There is no course here yet" in read(gone)


def test_a_teacher_reads_the_catalogue_and_does_not_keep_it(
    everyone: Cast, career_course: CareerCourse, client_for: ClientFor
) -> None:
    tove = client_for(everyone.tove)
    page = read(tove.get(f"{CATALOGUE}{career_course.pk}/"))
    assert "Change the course" not in page
    assert tove.get(f"{CATALOGUE}{career_course.pk}/change/").status_code in {403, 404}
    assert client_for(everyone.ditte).get(f"{CATALOGUE}{career_course.pk}/change/").status_code == 404
    assert client_for(everyone.carl).get(f"{CATALOGUE}{career_course.pk}/").status_code == 404
    assert "Production from inside" in read(tove.get(f"{CATALOGUE}?stage=8"))
    assert "There is no course here yet" in read(tove.get(f"{CATALOGUE}?stage=1"))


def test_a_file_is_looked_at_first_and_taken_in_whole_or_not_at_all(
    everyone: Cast, client_for: ClientFor
) -> None:
    gro = client_for(everyone.gro)
    bad = read(load(gro, f"{HEAD}\n{GOOD}\n{GOOD.replace('inside', 'other').replace(';7;9;', ';9;7;')}"))
    assert "Nothing was taken in" in bad
    assert "The last stage is not before the first." in bad
    assert not CareerCourse.objects.exists()
    assert "Nothing was taken in" in read(load(gro, "code;title\na;b"))
    looked = load(gro, f"{HEAD}\n{GOOD}")
    assert "Nothing is written yet" in read(looked)
    assert not CareerCourse.objects.exists()
    table = looked.context["form"].initial["table"]  # type: ignore[attr-defined]
    assert "Inside" in read(post(gro, f"{CATALOGUE}load/", {"table": table}))
    assert CareerCourse.objects.get().title == "Inside"
    assert "Nothing was taken in" in read(post(gro, f"{CATALOGUE}load/", {"table": "made up"}))
    saved = gro.get(f"{CATALOGUE}courses.csv")
    assert "They see it" in saved.content.decode()
    again = load(gro, saved.content.decode())
    assert "Unchanged" in read(again)


def test_the_courses_that_come_with_stafet_are_taken_in_once(everyone: Cast, client_for: ClientFor) -> None:
    gro = client_for(everyone.gro)
    assert "New courses" in read(gro.get(f"{CATALOGUE}shipped/"))
    post(gro, f"{CATALOGUE}shipped/")
    assert CareerCourse.objects.filter(municipality_id=everyone.hedeby.pk).count() == 15
    assert "unchanged" in read(gro.get(f"{CATALOGUE}shipped/"))


def test_a_head_finds_the_classes_without_a_course(
    everyone: Cast, class_course: ClassCourse, client_for: ClientFor
) -> None:
    held(everyone, class_course, "The baker")
    a_class(everyone, "7.B", 7)
    a_class(everyone, "8.A", 8)
    ditte = client_for(everyone.ditte)
    page = read(ditte.get(COVERAGE))
    assert "2 classes have no course and none ahead" in page
    assert "1 of 3 classes have had a course that counts." in page
    assert "● Held" in page
    links = [each for each in (7, 8) if f"{each}." in page]
    assert links == [7, 8]
    missing = ditte.get(COVERAGE)
    class_page = way(missing, "?year=2026")
    assert "This class has no course in this school year" in read(ditte.get(class_page))


def test_the_matrix_says_every_state_in_words(
    everyone: Cast, class_course: ClassCourse, partner: Partner, client_for: ClientFor
) -> None:
    for name in ("booked", "missed", "lacks", "evaluated"):
        written(everyone, title=name)
    courses = {row.title: row for row in CareerCourse.objects.all()}
    booked = planned(everyone, courses["booked"])
    booking = asked(everyone, booked, partner)
    missed, lacks = planned(everyone, courses["missed"]), planned(everyone, courses["lacks"])
    done = held(everyone, planned(everyone, courses["evaluated"]), "The baker")
    held(everyone, lacks)
    with acting(everyone.tove) as tove:
        classcourses.miss_class_course(row=missed, because=classcourses.MissedBecause.TIME, by=tove, at=NOW)
        classcourses.evaluate_class_course(row=done, evaluation="Keep it", by=tove, at=NOW)
    Client().post(link_page(booking), {"answer": "yes"})
    other = written(everyone, title="Must")
    demanded(everyone, other.code, Stage.GRADE_9)
    page = read(client_for(everyone.ditte).get(COVERAGE))
    for words in ("○ Planned", "◐ Booked", "✓ Evaluated", "✕ Missed", "△ No partner", "! Obligatory"):
        assert page.count(words) == 2, words


def test_a_filter_that_can_not_be_read_is_as_if_not_asked(
    everyone: Cast, class_course: ClassCourse, client_for: ClientFor
) -> None:
    ditte = client_for(everyone.ditte)
    for question in ("?year=abc", "?year=1900", f"?school={everyone.vocational.pk}", "?page=999"):
        assert "9.A" in read(ditte.get(f"{COVERAGE}{question}"))
    assert "2025/26" in read(ditte.get(f"{COVERAGE}?year=2025"))


def test_a_teacher_plans_and_asks_and_the_partner_answers_by_a_link(
    everyone: Cast, career_course: CareerCourse, partner: Partner, client_for: ClientFor
) -> None:
    tove = client_for(everyone.tove)
    plan = f"{COVERAGE}classes/{everyone.class_9a.pk}/plan/"
    assert "This field is required." in read(post(tove, plan, {"week_of": WEEK}))
    post(tove, plan, {"course": str(career_course.pk), "week_of": WEEK})
    here = f"{COVERAGE}courses/{ClassCourse.objects.get().pk}/"
    assert "Værkstedet, Hedeby" in read(tove.get(f"{here}ask/"))
    post(tove, f"{here}ask/", {"partner": str(partner.pk), "words": "22 pupils"})
    booking = Booking.objects.get()
    outside = Client(headers={"accept-language": "en"})
    page = read(outside.get(link_page(booking)))
    assert "Bakkeskolen asks you for a visit" in page
    assert "Week 41" in page
    answer_page = link_page(booking)
    assert "Thank you" in read(post(outside, answer_page, {"answer": "yes", "words": "At nine"}))
    assert "opens nothing any more" in read(post(outside, answer_page, {"answer": "no"}))
    assert "Has said yes: At nine" in read(tove.get(here))


def test_a_teacher_holds_evaluates_and_thanks(
    everyone: Cast, class_course: ClassCourse, partner: Partner, client_for: ClientFor
) -> None:
    booking = asked(everyone, class_course, partner)
    outside, tove = Client(headers={"accept-language": "en"}), client_for(everyone.tove)
    outside.post(link_page(booking), {"answer": "yes"})
    here = f"{COVERAGE}courses/{class_course.pk}/"
    assert "Who from outside was there?" not in read(tove.get(f"{here}held/"))
    wrong = read(post(tove, f"{here}held/", {"held_on": "1.9.2027", "done": "We went"}))
    assert "Write it down when it has been held." in wrong
    assert "We went" in wrong
    post(tove, f"{here}held/", {"held_on": "1.9.2026", "done": "We went"})
    assert "Begin earlier" in read(post(tove, f"{here}evaluate/", {"evaluation": "Begin earlier"}))
    assert "1 of 1 classes have had a course that counts." in read(tove.get(COVERAGE))
    thank = f"{COVERAGE}bookings/{booking.pk}/thank/"
    assert "They have been thanked" in read(post(tove, thank, {"words": "They still talk of it"}))
    thanked = link_page(booking, "thanks")
    assert "They still talk of it" in read(outside.get(thanked))
    post(outside, thanked, {"again": "no"})
    assert Partner.objects.get(pk=partner.pk).no_more_asking
    assert "Does not want to be asked" in read(tove.get(PARTNERS))


def test_guessed_links_are_made_to_wait(everyone: Cast) -> None:
    outside = Client()
    answers = [outside.get("/visits/answer/guessed/").status_code for _ in range(30)]
    assert 429 in answers


def test_what_was_planned_and_not_said_stands_on_today(
    everyone: Cast, class_course: ClassCourse, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    tove = client_for(everyone.tove)
    assert "was planned for this week" not in read(tove.get("/"))
    with access.job_scope(everyone.hedeby.pk):
        ClassCourse.objects.update(planned_for=clock.now().date() - timedelta(days=20))
    page = read(tove.get("/"))
    assert "“Production from inside” was planned for this week" in page
    assert "9.A, Bakkeskolen" in page


def test_a_course_is_missed_and_planned_anew(
    everyone: Cast, class_course: ClassCourse, client_for: ClientFor
) -> None:
    tove = client_for(everyone.tove)
    here = f"{COVERAGE}courses/{class_course.pk}/"
    assert "Say what it was, in a few words." in read(post(tove, f"{here}missed/", {"because": "other"}))
    page = read(post(tove, f"{here}missed/", {"because": "illness"}))
    assert "Missed: Illness" in page
    assert "It stands as: Missed" in read(tove.get(f"{here}held/"))
    post(tove, f"{here}week/", {"week_of": "4.11.2026"})
    assert ClassCourse.objects.get().state == ClassCourseState.PLANNED


def test_a_partner_is_written_down_changed_and_shared(everyone: Cast, client_for: ClientFor) -> None:
    gro = client_for(everyone.gro)
    wrong = read(post(gro, f"{PARTNERS}add/", a_partner(consented_on="1.1.2090")))
    assert "That day has not come yet." in wrong
    made = post(gro, f"{PARTNERS}add/", a_partner())
    assert "A morning among lathes" in read(made)
    assert "already" in read(post(gro, f"{PARTNERS}add/", a_partner()))
    changed = read(post(gro, way(made, "/change/"), a_partner(consented_on="")))
    assert "Has not said yes to stand in the bank" in changed
    refused = read(post(gro, way(made, "/share/"), {"town": str(everyone.elsewhere.pk)}))
    assert "Call them first" in refused
    post(gro, way(made, "/change/"), a_partner())
    page = read(post(gro, way(made, "/share/"), {"town": str(everyone.elsewhere.pk)}))
    assert "Anden Kommune" in page
    assert client_for(everyone.carl).get(way(made, "/change/")).status_code == 404


def test_subjects_of_a_school(everyone: Cast, class_course: ClassCourse, client_for: ClientFor) -> None:
    written(everyone, title="Craft", subjects=("Craft",))
    page = read(client_for(everyone.ditte).get(f"{COVERAGE}subjects/{everyone.school.pk}/"))
    assert "In these subjects there is nothing yet: Craft" in page
    assert client_for(everyone.carl).get(f"{COVERAGE}subjects/{everyone.school.pk}/").status_code == 404


def test_a_booking_is_taken_back(everyone: Cast, class_course: ClassCourse, client_for: ClientFor) -> None:
    booking = asked(everyone, class_course, stands_in_the_bank(everyone))
    tove = client_for(everyone.tove)
    page = f"{COVERAGE}bookings/{booking.pk}/withdraw/"
    assert "Taken back by the school" in read(post(tove, page))
    assert Booking.objects.get().state == BookingState.WITHDRAWN
    assert client_for(everyone.carl).get(page).status_code == 404
