"""The plan to take along: a PDF that a screen reader follows, in the reader's language; and a file for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.test import Client
from django.utils import translation
from tests.careerplans.conftest import acting
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held
from tests.own.conftest import joins
from tests.web.conftest import ClientFor
from tests.web.test_mine import parent, way, young
from tests.web.test_my_plan import approve, plan

from stafet.access import api as access
from stafet.careerplans import api as careerplans
from stafet.careerplans.api import CareerPlan, PartKind, Voice
from stafet.web import paper

__all__ = ["joins", "parent", "plan", "young"]
DOCS = Path(__file__).resolve().parents[2] / "docs"


def pdf_of(client: Client, path: str) -> pypdf.PdfReader:
    answer = client.get(path)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'attachment; filename="plan.pdf"', "names nobody"
    return pypdf.PdfReader(BytesIO(answer.content))


def tags_of(pdf: pypdf.PdfReader) -> list[str]:
    """The tags in the order in which they are read out."""
    return list(_walk(pdf.root_object["/StructTreeRoot"]))


def _walk(node: Any) -> Iterator[str]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from _walk(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield str(node["/S"])
        if "/K" in node:
            yield from _walk(node["/K"])


@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_a_screen_reader_follows_the_plan(
    everyone: Cast, amina: Held, plan: CareerPlan, client_for: ClientFor, language: str
) -> None:
    bo = client_for(everyone.bo)
    bo.cookies["django_language"] = language
    answer = bo.get(f"/people/{amina.person.pk}/plan.pdf", headers={"accept-language": language})
    pdf = pypdf.PdfReader(BytesIO(answer.content))
    root: Any = pdf.root_object
    tags = tags_of(pdf)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None
    assert "Amina Holm" in str(pdf.metadata.title)
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    headings = [tag for tag in tags if tag.startswith("/H") or tag == "/Title"]
    assert headings[:3] == ["/Title", "/H1", "/H2"], "no level is left out"
    assert {"/L", "/LI"} <= set(tags)


def test_it_says_the_goals_the_steps_the_words_and_what_was_tried_but_no_support_need(
    everyone: Cast, amina: Held, plan: CareerPlan, client_for: ClientFor
) -> None:
    pdf = pdf_of(client_for(everyone.bo), f"/people/{amina.person.pk}/plan.pdf")
    text = "\n".join(page.extract_text() for page in pdf.pages)
    for words in (
        "The plan of Amina Holm",
        "Carpenter",
        "Visit the technical school",
        "Patient",
        "Bakkeskolen",
    ):
        assert words in text
    assert "quiet" not in text


def test_a_version_is_a_pdf_too_at_work_and_at_home(
    everyone: Cast,
    amina: Held,
    plan: CareerPlan,
    young: access.User,
    parent: access.User,
    client_for: ClientFor,
) -> None:
    approve(everyone, plan)
    with acting(everyone.bo) as bo:
        careerplans.write_part(
            plan=plan, kind=PartKind.WISHES, voice=Voice.COUNSELLOR, words="Later", by=bo, at=NOW
        )
    person = amina.person.pk
    for user, path in (
        (everyone.bo, f"/people/{person}/plan/versions/1.pdf"),
        (young, way(amina, "plan/versions/1.pdf")),
        (parent, way(amina, "plan/versions/1.pdf")),
    ):
        text = "\n".join(page.extract_text() for page in pdf_of(client_for(user), path).pages)
        assert "Version 1. Approved by Bo Bertelsen" in text
        assert "Bakkeskolen" in text
        assert "Later" not in text
    assert client_for(young).get(way(amina, "plan/versions/2.pdf")).status_code == 404


@pytest.mark.parametrize(
    "words", ["#let x = 1; *not* _markup_ $x$ @ref <a>", "Jeg elsker biler 🚗", "ትግርኛ", "two\nlines\x07"]
)
def test_whatever_somebody_writes_comes_through(words: str) -> None:
    frame = dict.fromkeys(("title", "state", "goals_heading", "said_heading", "no_step", "page"), "Plan")
    goal = {"term": "Long", "words": words, "note": words, "steps": [words]}
    part = {"title": "Wishes", "tried": [words], "parts": [{"voice": "Mine", "words": words}]}
    with translation.override("da"):
        made = paper.make_pdf("plan", {**frame, "goals": [goal], "said": [part]})
    assert tags_of(pypdf.PdfReader(BytesIO(made)))
    if words.startswith("#let"):
        assert "*not* _markup_ $x$" in pypdf.PdfReader(BytesIO(made)).pages[0].extract_text()


def test_the_file_for_machines_says_its_format_and_keeps_to_its_schema(
    everyone: Cast, amina: Held, plan: CareerPlan, young: access.User, client_for: ClientFor
) -> None:
    schema = json.loads((DOCS / "formats" / "career-plan-1.json").read_text(encoding="utf-8"))
    at_work = client_for(everyone.bo).get(f"/people/{amina.person.pk}/plan.json")
    assert at_work.headers["content-disposition"] == 'attachment; filename="plan.json"'
    for content in (at_work.json(), client_for(young).get(way(amina, "plan.json")).json()):
        assert content["format"] == careerplans.FORMAT == schema["properties"]["format"]["const"]
        assert list(faults(content, schema)) == []
        assert content["goals"][0]["words"] == "Carpenter"
        assert content["experiences"][0]["place"] == "Bakkeskolen"
        assert "quiet" not in json.dumps(content)
    assert list(faults({"format": "another"}, schema)), "the check finds what does not keep to it"


def faults(value: Any, schema: dict[str, Any], where: str = "$") -> Iterator[str]:
    """What in a value does not keep to a schema, for as much of JSON Schema as ours use."""
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None)}
    wanted = schema.get("type", [])
    names = [wanted] if isinstance(wanted, str) else wanted
    if names and not isinstance(value, tuple(kinds[name] for name in names)):
        yield f"{where} is no {wanted}"
        return
    if "const" in schema and value != schema["const"]:
        yield f"{where} is not {schema['const']}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where} is none of {schema['enum']}"
    if isinstance(value, list):
        for number, each in enumerate(value):
            yield from faults(each, schema["items"], f"{where}[{number}]")
    if isinstance(value, dict):
        known = schema["properties"]
        yield from (f"{where} lacks {name}" for name in schema["required"] if name not in value)
        yield from (f"{where} has {name}, which nobody described" for name in value if name not in known)
        for name in value.keys() & known.keys():
            yield from faults(value[name], known[name], f"{where}.{name}")


def test_taking_it_along_is_a_look_that_is_written_down(
    everyone: Cast, amina: Held, plan: CareerPlan, young: access.User, client_for: ClientFor
) -> None:
    for file in ("plan.pdf", "plan.json"):
        client_for(everyone.bo).get(f"/people/{amina.person.pk}/{file}")
    page = client_for(young).get(way(amina, "read/")).content.decode()
    assert page.count("Counsellor") >= 2


def test_the_young_persons_copy_has_the_plan_in_its_format_too(
    amina: Held, plan: CareerPlan, young: access.User, client_for: ClientFor
) -> None:
    content = client_for(young).get(way(amina, "everything.json")).json()
    assert content["plan"]["format"] == careerplans.FORMAT
    assert TODAY.isoformat()[:4] in json.dumps(content["plan"])
