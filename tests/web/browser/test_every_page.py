"""Every page as a counsellor meets it, on a desk and on a phone: rules of accessibility, and nothing sticks out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held, a_person, a_spell, a_step, covered
from tests.registers.desk import Desk, desk, place, pupil, pupils
from tests.web.browser.conftest import DESK, PHONE, OpenAs

from stafet.access import api as access
from stafet.kernel.activities import ActivityKind
from stafet.kernel.records import LoadMode, Place, Rejection
from stafet.kernel.sentences import sentence
from stafet.registers import api as registers
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import HandoverKind, Receiver

pytestmark = pytest.mark.browser

LONG = ("Alexandrine Thorvaldsdatter", "Bjerregaardsen")
"""Forty-two letters, as real names have."""


@pytest.fixture
def places(everyone: Cast, amina: Held) -> dict[str, str]:
    """Something of everything on the pages, and their addresses."""
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, *LONG)
        a_spell(person, everyone.school, ends_on=TODAY - timedelta(days=20), end_reason="broken_off")
        a_spell(
            person,
            everyone.vocational,
            ActivityKind.VOCATIONAL_EDUCATION,
            starts_on=TODAY + timedelta(days=90),
            confirmed_on=None,
        )
        long = covered(person, everyone.guidance, user=everyone.bo, due_on=TODAY - timedelta(days=9))
        a_step(person, everyone.guidance, words="x" * 200, due_on=TODAY)
    incoming = _offer(everyone, amina)
    person_page = f"/people/{person.pk}/"
    return {
        "today": "/",
        "co-operation": "/co-operation/",
        "what may be shared": "/co-operation/sharing/",
        "who is whom": "/co-operation/directory/",
        "people": "/people/",
        "nobody": "/people/?question=register-silent",
        "person": person_page,
        "history": f"{person_page}history/?true_on=20.8.2026",
        "looks": f"{person_page}looks/",
        "a step more": f"{person_page}steps/new/",
        "finish": f"/steps/{long.step.pk}/finish/",
        "postpone": f"/steps/{long.step.pk}/postpone/",
        "reassign": f"/steps/{long.step.pk}/reassign/",
        "hand over": f"{person_page}hand-over/",
        "hand-overs": "/hand-overs/",
        "hand-over": f"/hand-overs/{incoming.pk}/",
        "withdraw": f"/hand-overs/{incoming.pk}/withdraw/",
        "ask": "/requests/new/",
        "watch": "/watch/",
        "lost": "/watch/step_overdue/",
        "nothing here": "/people/01900000-0000-7000-8000-000000000000/",
    }


PAGES = (
    "today",
    "people",
    "nobody",
    "person",
    "history",
    "looks",
    "a step more",
    "finish",
    "postpone",
    "reassign",
    "hand over",
    "hand-overs",
    "hand-over",
    "withdraw",
    "ask",
    "watch",
    "lost",
)


REGISTER_PAGES = (
    "registers",
    "add a register",
    "a new register",
    "a register",
    "change",
    "retire",
    "upload",
    "upload while a file waits",
    "waiting",
    "columns",
    "words",
    "preview",
    "rows",
    "no rows",
    "apply",
    "apply half",
    "applied",
    "discard",
    "refused",
    "failed",
)

LONG_KEY = "https://register.example.org/pupils/" + "0123456789abcdef" * 8
"""Keys of registers know no spaces."""


@pytest.fixture
def register_places(everyone: Cast, database: psycopg.Connection) -> dict[str, str]:
    """A register in every state, with names as long as they come, and their addresses."""
    full = desk(everyone, database, name="Kommunens elevadministration og dagtilbudsregister, hele kommunen")
    applied = full.load(pupils(20))
    half = full.preview([*pupils(4), *_trouble()])
    known, reading, new = (desk(everyone, database, name=name) for name in ("Known", "Reading", "New"))
    preview = known.preview([pupil(1, external_id="X1"), *_trouble()], mode=LoadMode.DELTA)
    working = reading.receive()
    with reading.job():
        registers.begin_reading(load_id=working, by=reading.by, at=NOW)
    tables = desk(everyone, database, name="Tables", format=registers.SourceFormat.MAPPED)
    columns = _uploaded(tables, "Elev-id;Navn;Født;Slags\n1;Ida Juul;2011-05-04;Særtilbud\n")
    words = _uploaded(
        desk(everyone, database, name="Words", format=registers.SourceFormat.MAPPED),
        f"Elev-id;Navn;Født;Type;{'Overskrift' * 4}\n1;Ida Juul;2011-05-04;{'Særtilbud' * 5};{'x' * 60}\n",
    )
    refused, failed = (_ended(desk(everyone, database, name=name), name) for name in ("refused", "failed"))
    return {
        "registers": "/registers/",
        "add a register": "/registers/new/",
        "a new register": f"/registers/{new.source_id}/",
        "a register": f"/registers/{full.source_id}/",
        "change": f"/registers/{full.source_id}/change/",
        "retire": f"/registers/{new.source_id}/retire/",
        "upload": f"/registers/{new.source_id}/upload/",
        "upload while a file waits": f"/registers/{full.source_id}/upload/",
        "waiting": f"/loads/{working}/waiting/",
        "columns": f"/loads/{columns}/columns/",
        "words": f"/loads/{words}/columns/",
        "preview": f"/loads/{preview}/",
        "rows": f"/loads/{preview}/rows/",
        "no rows": f"/loads/{preview}/rows/?verdict=ended",
        "apply": f"/loads/{preview}/apply/",
        "apply half": f"/loads/{half}/apply/",
        "applied": f"/loads/{applied}/",
        "discard": f"/loads/{preview}/discard/",
        "refused": f"/loads/{refused}/",
        "failed": f"/loads/{failed}/",
    }


def _trouble() -> list[object]:
    """Rows of every kind of trouble, with long keys."""
    what = Rejection(
        Place(f"{'users' * 8}.csv", 9, "birthDate"), sentence("No such day."), sentence("Correct it.")
    )
    return [place(77, person_external_id=LONG_KEY), pupil(78, family_name=LONG[1], given_names=LONG[0]), what]


def _uploaded(at: Desk, content: str) -> object:
    with access.user_scope(at.by.user_id):
        source = registers.Source.objects.get(pk=at.source_id)
        name = f"{'udtraek-fra-elevadministrationen-' * 3}.csv"
        return registers.receive_upload(
            source=source, file_name=name, content=content.encode(), by=at.by, at=NOW
        ).pk


def _ended(at: Desk, how: str) -> object:
    load_id = at.receive()
    why = Rejection(Place("users.csv", 1, "sourcedId"), sentence("It is torn."), sentence("Export it again."))
    end = registers.refuse_load if how == "refused" else registers.stop_load
    with at.job():
        registers.begin_reading(load_id=load_id, by=at.by, at=NOW)
        end(load_id=load_id, problem=why, by=at.by, at=NOW)
    return load_id


def _offer(cast: Cast, held: Held) -> responsibility.Handover:
    with access.user_scope(cast.bo.pk):
        return responsibility.offer_handover(
            person=held.person,
            to=Receiver(cast.vocational.pk),
            kind=HandoverKind.START,
            basis="dk.sharing.transition",
            message="Likes wood",
            by=access.actor_for(cast.bo, at=NOW),
            at=NOW,
        )


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_every_page_keeps_the_rules_of_accessibility_and_sticks_out_nowhere(
    everyone: Cast, places: dict[str, str], open_as: OpenAs, width: int
) -> None:
    page = open_as(everyone.bo, "/", width=width)
    assert _broken(page, {name: places[name] for name in PAGES}, width) == {}


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_pages_of_the_registers_keep_them_too(
    everyone: Cast, register_places: dict[str, str], open_as: OpenAs, width: int
) -> None:
    page = open_as(everyone.gro, "/", width=width)
    assert _broken(page, {name: register_places[name] for name in REGISTER_PAGES}, width) == {}


def _broken(page: Page, addresses: Mapping[str, str], width: int) -> dict[str, list[str]]:
    """What is wrong with which page."""
    broken: dict[str, list[str]] = {}
    for name, address in addresses.items():
        page.goto(address)
        assert page.url.endswith(address), f"{name} leads elsewhere"
        found = [
            f"{rule['id']}: {node['html']}"
            for rule in Axe().run(page).response["violations"]
            for node in rule["nodes"]
        ]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append("sticks out to the side")
        if found:
            broken[name] = found
    return broken


@pytest.mark.parametrize("language", ["da", "sv"])
def test_the_pages_of_the_day_fit_in_every_language(
    everyone: Cast, places: dict[str, str], open_as: OpenAs, language: str
) -> None:
    page = open_as(everyone.bo, "/", width=PHONE, language=language)
    for name in ("today", "people", "person", "finish", "hand over"):
        page.goto(places[name])
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE, name


def test_the_door_and_its_errors_keep_the_rules_of_accessibility(open_as: OpenAs) -> None:
    page = open_as(None, "/log-in/", width=PHONE)
    page.get_by_role("button", name="Log in").click()
    assert page.get_by_role("alert").is_visible()
    assert Axe().run(page).response["violations"] == []


def test_a_form_with_errors_keeps_the_rules_of_accessibility(
    everyone: Cast, places: dict[str, str], open_as: OpenAs
) -> None:
    page = open_as(everyone.bo, places["finish"])
    page.get_by_role("button", name="Write it down").click()
    assert page.get_by_role("alert").is_visible()
    assert Axe().run(page).response["violations"] == []
