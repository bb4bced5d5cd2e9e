"""The activity responsibility in the browser: who waits, one case from the registration to the exit, the report."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping

import pytest
import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held, a_number, hidden
from tests.kernel.numbers import swedish_number
from tests.outreach.conftest import SEVENTEEN, Sweden, acting, case, elsa, sweden
from tests.web.conftest import Answer, ClientFor, read, tree

from stafet.access import api as access
from stafet.kernel.countries import Country
from stafet.kernel.national_numbers import parse
from stafet.outreach import api as outreach

__all__ = ["case", "elsa", "sweden"]
TODAY = "1.9.2026"
LAYOUT = """
version: scb-2027
valid_from: 2026-07-01
source: "The authority's record description 2027"
columns:
  - {name: PNR, field: national_number, required: true}
  - {name: DATUM, field: registered_on, required: true}
"""


def post(client: object, path: str, sent: Mapping[str, object] | None = None) -> Answer:
    answer: Answer = client.post(path, sent or {}, follow=True)  # type: ignore[attr-defined]
    return answer


def test_whoever_is_new_in_the_group_is_registered_by_a_button_and_waits_for_an_assessment(
    sweden: Sweden, elsa: Held, client_for: ClientFor
) -> None:
    sven = client_for(sweden.sven)
    assert "Nobody waits" in read(sven.get("/activity/"))
    assert "not registered yet" in read(sven.get(f"/people/{elsa.person.pk}/activity/"))
    registered = post(sven, "/activity/register/")
    assert "1 young person is registered." in registered.content.decode()
    page = read(registered)
    assert "Elsa Berg" in page
    assert "Registered on 1 September 2026, and nobody has found out what they do." in page


def test_a_case_is_walked_from_the_assessment_to_the_exit(
    sweden: Sweden, elsa: Held, case: outreach.ActivityCase, client_for: ClientFor
) -> None:
    sven, here = client_for(sweden.sven), f"/people/{elsa.person.pk}/activity/"
    assert "Assess what the young person does first" in read(sven.get(f"{here}measures/new/"))
    assess = {"occupation": "nothing", "own_view": "I want to work with animals", "on": TODAY}
    assert "I want to work with animals" in read(post(sven, f"{here}assess/", assess))
    measure = {"kind": "coaching", "party": "municipality", "words": "Tuesdays", "starts_on": TODAY}
    begun = post(sven, f"{here}measures/new/", {**measure, "planned_until": "1.12.2026"})
    assert "planned until 1 December 2026" in read(begun)
    agreed = post(sven, f"{here}follow-ups/new/", {"due_on": "21.9.2026"})
    assert "Follow-up: 21 September 2026" in read(agreed)
    refused = read(post(sven, f"{here}exit/", {"reason": "national_programme", "on": TODAY}))
    assert "A measure still runs." in refused
    end = next(href for href in tree(agreed).values("href") if href.endswith("/end/"))
    assert "The goal was reached" in read(post(sven, end, {"reason": "goal_reached", "last_day": TODAY}))
    left = read(post(sven, f"{here}exit/", {"reason": "national_programme", "on": TODAY}))
    assert "Began a national programme" in left
    assert "After-check: 1 December 2026" in left


def test_nothing_typed_is_lost(
    sweden: Sweden, elsa: Held, case: outreach.ActivityCase, client_for: ClientFor
) -> None:
    sent = {"occupation": "works", "own_view": "At the bakery", "on": "14.13.2026"}
    answer = client_for(sweden.sven).post(f"/people/{elsa.person.pk}/activity/assess/", sent)
    assert "At the bakery" in answer.content.decode()


def test_why_somebody_is_outside_is_told(sweden: Sweden, client_for: ClientFor) -> None:
    with access.job_scope(sweden.alby.pk):
        held = sweden.held(sweden.pupil(ends_on=None))
    page = read(client_for(sweden.sven).get(f"/people/{held.person.pk}/activity/"))
    assert "Not in the target group." in page
    assert "Attends Alby gymnasium since 18 August 2025." in page


def test_a_country_whose_law_is_another_has_no_such_page(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    for path in ("/activity/", "/activity/report/", f"/people/{amina.person.pk}/activity/"):
        assert bo.get(path).status_code == 404
    assert "Activity responsibility" not in bo.get(f"/people/{amina.person.pk}/").content.decode()


def test_the_menu_and_the_person_lead_there_where_the_law_is_swedish(
    sweden: Sweden, elsa: Held, client_for: ClientFor
) -> None:
    page = tree(client_for(sweden.sven).get(f"/people/{elsa.person.pk}/"))
    hrefs = page.values("href")
    assert "/activity/" in hrefs
    assert f"/people/{elsa.person.pk}/activity/" in hrefs


def test_the_list_asks_the_same_number_of_questions_for_one_and_for_many(
    sweden: Sweden, case: outreach.ActivityCase, client_for: ClientFor, queries: Callable[[], int]
) -> None:
    sven = client_for(sweden.sven)
    sven.get("/activity/")
    queries()
    sven.get("/activity/")
    few = queries()
    with access.job_scope(sweden.alby.pk):
        for number in range(8):
            sweden.held(sweden.pupil(f"Nils {number}"))
    with acting(sweden.sven) as by:
        outreach.open_cases(municipality_id=sweden.alby.pk, by=by, at=NOW)
    queries()
    page = read(sven.get("/activity/"))
    assert queries() == few
    assert "Nils 7 Berg" in page


def numbered(sweden: Sweden, held: Held) -> None:
    """Elsa's national number is known."""
    with access.job_scope(sweden.alby.pk):
        a_number(held.person, parse(swedish_number(SEVENTEEN, 238), Country.SE, on=NOW.date()))


def test_the_report_says_that_its_layout_is_a_placeholder_and_what_to_mend(
    sweden: Sweden, case: outreach.ActivityCase, client_for: ClientFor
) -> None:
    page = read(client_for(sweden.sven).get("/activity/report/?from=2026-07-01"))
    assert "This layout is a placeholder" in page
    assert "Elsa Berg" in page
    assert "The national number is missing, or you may not see it." in page
    assert "Nobody has assessed what they do." in page


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_is_made_by_a_button_and_leaves_a_record_and_no_copy(
    sweden: Sweden, elsa: Held, case: outreach.ActivityCase, client_for: ClientFor, kind: str
) -> None:
    numbered(sweden, elsa)
    sven = client_for(sweden.sven)
    answer = sven.post("/activity/report/file/", {"from": "2026-07-01", "format": kind})
    assert f"kaa-PLACEHOLDER-2026-07.{kind}" in answer.headers["Content-Disposition"]
    rows = rows_of(answer.content, kind)
    assert rows[0][:3] == ["KOMMUN", "PERSONNR", "REGDATUM"]
    assert rows[1][0] == "9999"
    assert rows[1][1].endswith(swedish_number(SEVENTEEN, 238).replace("-", "")[-6:])
    assert rows[1][2:4] == ["2026-09-01", "1"]
    with acting(sweden.sven):
        (run,) = outreach.runs_of(sweden.alby.pk)
    assert (run.rows, run.is_placeholder, run.layout) == (1, True, "placeholder-1")
    assert run.sha256 == hashlib.sha256(answer.content).hexdigest()
    assert run.sha256[:12] in read(sven.get("/activity/report/?from=2026-07-01"))


def rows_of(content: bytes, kind: str) -> list[list[str]]:
    """What stands in a file."""
    if kind == "csv":
        return [line.split(";") for line in content.decode().splitlines()]
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python()  # type: ignore[return-value]


def test_whoever_is_protected_is_never_in_the_file_not_even_for_their_named_reader(
    sweden: Sweden, elsa: Held, case: outreach.ActivityCase, client_for: ClientFor
) -> None:
    numbered(sweden, elsa)
    with access.job_scope(sweden.alby.pk):
        hidden(elsa.person, sweden.sven)
    sven = client_for(sweden.sven)
    assert "Elsa Berg" in read(sven.get(f"/people/{elsa.person.pk}/activity/"))
    answer = sven.post("/activity/report/file/", {"from": "2026-07-01", "format": "csv"})
    assert len(rows_of(answer.content, "csv")) == 1
    assert "Elsa Berg" not in read(sven.get("/activity/report/?from=2026-07-01"))


def test_whoever_may_not_see_national_numbers_gets_none(
    sweden: Sweden, elsa: Held, case: outreach.ActivityCase, client_for: ClientFor
) -> None:
    numbered(sweden, elsa)
    answer = client_for(sweden.rut).post("/activity/report/file/", {"from": "2026-07-01", "format": "csv"})
    assert rows_of(answer.content, "csv")[1][1] == ""


def test_the_authority_s_layout_is_loaded_and_the_mark_goes(
    sweden: Sweden, case: outreach.ActivityCase, client_for: ClientFor
) -> None:
    rut = client_for(sweden.rut)
    sent = {"file": SimpleUploadedFile("layout.yaml", LAYOUT.encode())}
    assert "The layout is loaded." in post(rut, "/activity/report/layout/", sent).content.decode()
    page = read(rut.get("/activity/report/?from=2026-07-01"))
    assert "scb-2027" in page
    assert "placeholder" not in page
    before = read(rut.get("/activity/report/?from=2026-01-01"))
    assert "This layout is a placeholder" in before


def test_a_faulty_layout_is_told_where_and_nothing_is_loaded(sweden: Sweden, client_for: ClientFor) -> None:
    rut = client_for(sweden.rut)
    faulty = LAYOUT.replace("registered_on", "registration_day")
    sent = {"file": SimpleUploadedFile("layout.yaml", faulty.encode())}
    page = read(post(rut, "/activity/report/layout/", sent))
    assert "DATUM: The fact must be one of these" in page
    with acting(sweden.rut):
        assert outreach.layout_on(sweden.alby.pk, NOW.date()).is_placeholder


def test_only_whoever_administers_loads_a_layout(sweden: Sweden, client_for: ClientFor) -> None:
    assert client_for(sweden.sven).get("/activity/report/layout/").status_code == 404
