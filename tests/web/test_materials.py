"""The library and the plan in the browser: written, translated, published, read at work, at home and by everybody."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held
from tests.materials.conftest import acting, planned, published, translated, written
from tests.own.conftest import Joins, joins
from tests.placements.conftest import mother, placement, scheme, seen_by_ditte
from tests.web.conftest import ClientFor, read, tree
from tests.web.test_mine import custody_of
from tests.web.test_placements import post, way

from stafet.materials import api as materials
from stafet.materials.api import Audience, MaterialFacts, MaterialKind
from stafet.placements.api import Placement
from stafet.web.components.written import write_text

__all__ = ["joins", "mother", "placement", "scheme", "seen_by_ditte"]

LIBRARY, PLAN = "/materials/", "/materials/plan/"
SENT = {
    "main_language": "da",
    "title": "Kan man fortryde?",
    "words": "## Ja\n\nMan kan gå tilbage i klassen.\n\n- først én dag\n- så alle",
    "kind": "questions",
    "audiences": ["home"],
    "scheme_kind": "junior_apprenticeship",
}
LINE = {
    "what": "Present it in grade 7",
    "audiences": ["pupil", "home"],
    "due_on": "31.8.2026",
    "channel": "meeting",
    "scheme_kind": "junior_apprenticeship",
}


def test_a_text_is_written_published_and_superseded(everyone: Cast, client_for: ClientFor) -> None:
    gro, bo = client_for(everyone.gro), client_for(everyone.bo)
    made = post(gro, f"{LIBRARY}new/", SENT)
    assert "No version is published yet" in read(made)
    assert "Kan man fortryde?" not in read(bo.get(LIBRARY))
    draft = next(
        link.get("href") or ""
        for link in tree(made).one("main").all("a")
        if "/versions/" in (link.get("href") or "")
    )
    page = read(post(gro, f"{draft}publish/"))
    assert "Everybody can read this on the page without a log-in" in page
    assert "Kan man fortryde?" in read(bo.get(LIBRARY))
    here = way(made, "/change/").removesuffix("change/")
    assert "Man kan gå tilbage i klassen." in read(bo.get(here))
    assert bo.get(f"{here}change/").status_code == 404
    assert bo.get(draft).status_code == 404
    again = read(post(gro, f"{here}write/da/", {"title": "Ny", "words": "Nye ord"}))
    assert "A draft waits." in again
    assert "Nye ord" not in read(bo.get(here)), "until it is published"
    assert "Withdraw it" in read(gro.get(draft))
    assert "is not read" not in read(post(gro, f"{draft}withdraw/"))
    assert bo.get(here).status_code == 404


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(everyone: Cast, client_for: ClientFor) -> None:
    gro = client_for(everyone.gro)
    page = read(post(gro, f"{LIBRARY}new/", {**SENT, "audiences": [], "words": "Kept words"}))
    assert "Kept words" in page
    row = written(everyone)
    wrong = read(post(gro, f"{LIBRARY}{row.pk}/language/", {"language": "arabic"}))
    assert "two or three letters" in wrong
    lacking = read(post(gro, f"{LIBRARY}{row.pk}/write/ar/", {"title": "سؤال", "words": "كلمات"}))
    assert "كلمات" in lacking
    assert gro.get(f"{LIBRARY}{row.pk}/write/toolong/").status_code == 404


def test_a_translation_stands_in_its_own_direction_and_is_called_older(
    everyone: Cast, client_for: ClientFor
) -> None:
    gro = client_for(everyone.gro)
    row = written(everyone)
    published(everyone, row)
    here = f"{LIBRARY}{row.pk}/"
    begun = gro.post(f"{here}language/", {"language": "AR"})
    assert begun.headers["location"] == f"{here}write/ar/"
    translated(everyone, row, "ar")
    page = gro.get(f"{here}?language=ar").content.decode()
    assert 'lang="ar" dir="rtl"' in page
    assert "Integrationskontoret" in page
    with acting(everyone.gro) as by:
        later = NOW.replace(day=2)
        materials.write_edition(material=row, facts=_words(), by=by, at=later)
    published(everyone, row, at=later)
    assert "Older than the version in Danish: Arabic." in read(gro.get(here))
    assert "Older than" in read(gro.get(LIBRARY))
    assert "Older than" not in read(client_for(everyone.bo).get(LIBRARY))


def test_a_shipped_text_is_read_and_copied(everyone: Cast, client_for: ClientFor) -> None:
    gro = client_for(everyone.gro)
    assert "Junior apprenticeship: something for you?" in read(gro.get(f"{LIBRARY}shipped/"))
    one = f"{LIBRARY}shipped/jml-pupils/"
    page = read(gro.get(one))
    assert "places are marked [?]" in page
    assert "uvm.dk" in page
    assert "noget for dig" in read(gro.get(f"{one}?language=da"))
    copied = read(post(gro, f"{one}copy/"))
    assert "A draft waits." in copied
    assert "already" in read(post(gro, f"{one}copy/"))
    assert "Stands in your library." in read(gro.get(f"{LIBRARY}shipped/"))
    assert gro.get(f"{LIBRARY}shipped/prao-pupils/").status_code == 404, "another country's law"
    assert client_for(everyone.bo).get(f"{LIBRARY}shipped/").status_code == 404


def test_everybody_reads_without_a_log_in_what_is_for_them_and_nothing_else(
    everyone: Cast,
) -> None:
    home = written(everyone)
    published(everyone, home)
    translated(everyone, home, "en")
    staff = written(everyone, audiences=(Audience.STAFF,))
    published(everyone, staff)
    draft = written(everyone, audiences=(Audience.COMPANY,))
    anybody = Client(headers={"accept-language": "en"})
    town = f"/for-everyone/{everyone.hedeby.pk}/"
    page = read(anybody.get(town))
    assert "What Hedeby Kommune tells" in page
    assert "Spørgsmål og svar (en)" in page
    text = read(anybody.get(f"{town}{home.pk}/"))
    assert "Man kan gå tilbage i klassen" in text
    for hidden in (staff, draft):
        assert anybody.get(f"{town}{hidden.pk}/").status_code == 404
    assert anybody.get(f"/for-everyone/{everyone.elsewhere.pk}/{home.pk}/").status_code == 404
    assert "Nothing is published here yet" in read(anybody.get(f"/for-everyone/{everyone.elsewhere.pk}/"))
    assert anybody.get(f"/for-everyone/{home.pk}/").status_code == 404


def test_at_home_each_reads_what_is_meant_for_them_beside_the_placement(
    everyone: Cast,
    amina: Held,
    placement: Placement,
    joins: Joins,
    client_for: ClientFor,
) -> None:
    home = written(everyone)
    published(everyone, home)
    pupils = written(everyone, audiences=(Audience.PUPIL,), scheme_kind="")
    published(everyone, pupils)
    young = client_for(joins(amina))
    parent = client_for(joins(amina, custody_of(amina), email="mother@example.org"))
    mine = f"/mine/{amina.person.pk}/"
    assert f"{mine}to-read/{pupils.pk}/" in young.get(f"{mine}placement/").content.decode()
    assert f"{mine}to-read/{home.pk}/" not in young.get(f"{mine}placement/").content.decode()
    assert f"{mine}to-read/{home.pk}/" in parent.get(f"{mine}placement/").content.decode()
    assert "Man kan gå tilbage i klassen" in read(parent.get(f"{mine}to-read/{home.pk}/"))
    assert young.get(f"{mine}to-read/{home.pk}/").status_code == 404
    assert f"{mine}to-read/{pupils.pk}/" in young.get(f"{mine}to-read/").content.decode()
    bo = client_for(everyone.bo)
    assert f"/materials/{home.pk}/" in bo.get(f"/people/{amina.person.pk}/placement/").content.decode()


def test_a_text_to_look_over_stands_on_today_of_the_office(everyone: Cast, client_for: ClientFor) -> None:
    row = written(everyone)
    published(everyone, row)
    gro = client_for(everyone.gro)
    facts = MaterialFacts(MaterialKind.QUESTIONS, (Audience.HOME,), "da", look_again_on=NOW.date())
    with acting(everyone.gro) as by:
        materials.change_material(material=row, facts=facts, by=by, at=NOW)
    assert "Texts to look over" in read(gro.get("/"))
    assert "Texts to look over" not in read(client_for(everyone.bo).get("/"))
    past = read(post(gro, f"{LIBRARY}{row.pk}/still-right/", {"look_again_on": "1.9.2026"}))
    assert "still to come" in past
    post(gro, f"{LIBRARY}{row.pk}/still-right/", {"look_again_on": "1.9.2029"})
    assert "Texts to look over" not in read(gro.get("/"))


def test_a_line_of_the_plan_is_planned_overdue_done_and_copied(everyone: Cast, client_for: ClientFor) -> None:
    gro, bo = client_for(everyone.gro), client_for(everyone.bo)
    page = read(post(gro, f"{PLAN}new/", {**LINE, "responsible": str(everyone.bo.pk)}))
    assert "Present it in grade 7" in page
    assert "Present it in grade 7" in read(bo.get("/"))
    assert "Present it in grade 7" not in read(client_for(everyone.ditte).get("/"))
    seen = bo.get(PLAN)
    done = next(
        link.get("href") or ""
        for link in tree(seen).one("main").all("a")
        if "/done/" in (link.get("href") or "")
    )
    assert client_for(everyone.carl).get(done).status_code == 404
    assert client_for(everyone.ditte).get(done).status_code == 404
    early = read(post(bo, done, {"on": "1.9.2028", "words": ""}))
    assert "Choose a day that has come." in early
    assert "Many questions" in read(post(bo, done, {"on": "1.9.2026", "words": "Many questions"}))
    assert "Present it in grade 7" not in read(bo.get("/"))
    copied = read(post(gro, f"{PLAN}2026/copy/"))
    assert "31 August 2027" in copied or "Present it in grade 7" in copied
    assert bo.get(f"{PLAN}new/").status_code == 404


def test_a_line_is_changed_and_dropped_by_the_office(everyone: Cast, client_for: ClientFor) -> None:
    row, gro = planned(everyone), client_for(everyone.gro)
    changed = read(
        post(
            gro, f"{PLAN}{row.pk}/change/", {**LINE, "what": "In grade 8", "responsible": str(everyone.bo.pk)}
        )
    )
    assert "In grade 8" in changed
    assert client_for(everyone.bo).get(f"{PLAN}{row.pk}/change/").status_code == 404
    dropped = read(post(gro, f"{PLAN}{row.pk}/drop/", {"words": "The school does it"}))
    assert "The school does it" in dropped
    assert "Not needed any more" in read(gro.get(f"{PLAN}{row.pk}/change/"))


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("A <script>alert(1)</script>", "<p>A &lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("## Yes\nand no", "<h2>Yes</h2>\n<p>and no</p>"),
        ("### One\n### Two", "<h3>One</h3>\n<h3>Two</h3>"),
        ("- a\n- **b**", "<ul><li>a</li><li><strong>b</strong></li></ul>"),
        ("1. a\n2. b & c", "<ol><li>a</li><li>b &amp; c</li></ol>"),
        ("a\nb\n\nc", "<p>a<br>b</p>\n<p>c</p>"),
        ("** not bold ** and 2 * 3", "<p>** not bold ** and 2 * 3</p>"),
        ("", ""),
    ],
)
def test_what_is_written_becomes_text_and_nothing_else(words: str, written: str) -> None:
    assert write_text(words) == written


def _words() -> materials.EditionFacts:
    return materials.EditionFacts("da", "Nyere", "Nyere ord")
