"""The co-operation in the browser: from its founding to terms that all have signed, workflows, sharing, who is whom."""

from __future__ import annotations

from collections.abc import Callable

from tests.cast import Cast
from tests.factories import TODAY
from tests.web.conftest import Answer, ClientFor, read, tree

from stafet.access import api as access
from stafet.partnerships import api as partnerships

TODAYS = {"on": f"{TODAY.day}.{TODAY.month}.{TODAY.year}"}
SECTIONS = {
    "purpose": "Nobody drops out of sight.",
    "target_groups": "Everybody up to 25.",
    "obligations": "We answer within a week.",
    "organisation": "We meet twice a year.",
}


def post(client: object, path: str, sent: object = None) -> Answer:
    answer: Answer = client.post(path, sent or {}, follow=True)  # type: ignore[attr-defined]
    return answer


def founded(everyone: Cast, client_for: ClientFor) -> str:
    """Gro has founded the co-operation; returns the beginning of its addresses."""
    sent = {
        "name": "Uddannelsessamarbejdet",
        "with_municipalities": "Nabo Kommune",
        "coordinator": str(everyone.guidance.pk),
        **TODAYS,
    }
    post(client_for(everyone.gro), "/co-operation/new/", sent)
    with access.job_scope(everyone.hedeby.pk):
        return f"/co-operation/{partnerships.Partnership.objects.get().pk}"


def join(client: object, one: str, **told: object) -> str:
    sent = {"level": "full", "joined_on": TODAYS["on"], "organisation": "", **told}
    return read(post(client, f"{one}/parties/new/", sent))


def adopted(client: object, one: str, **words: str) -> str:
    """The next version goes the whole way; returns its address."""
    written = post(client, f"{one}/terms/new/")
    here = written.redirect_chain[-1][0].removesuffix("write/")  # type: ignore[attr-defined]
    post(client, f"{here}write/", {**SECTIONS, **words})
    post(client, f"{here}move/propose/")
    post(client, f"{here}move/adopt/", TODAYS)
    return str(here)


def test_a_co_operation_is_founded_joined_agreed_on_and_signed(everyone: Cast, client_for: ClientFor) -> None:
    gro, ditte, bo = client_for(everyone.gro), client_for(everyone.ditte), client_for(everyone.bo)
    assert "No co-operation is written down yet" in read(bo.get("/co-operation/"))
    one = founded(everyone, client_for)
    join(gro, one, organisation=str(everyone.school.pk), kind="compulsory_schools")
    page = join(
        gro,
        one,
        named="Jobcenter Nabo",
        kind="job_centre",
        level="chosen_areas",
        areas=["transitions", "network"],
        contact="Head of youth",
    )
    assert "In chosen areas: Transitions and hand-overs, The network of counsellors" in page
    assert "No terms are adopted yet" in page

    first = adopted(gro, one)
    page = read(ditte.get("/co-operation/"))
    assert "2 parties have not signed version 1" in page
    assert "0 of 2 have signed" in page
    buttons = tree(ditte.get("/co-operation/")).one("main").all("a", css="button-secondary")
    (sign,) = [button for button in buttons if button.get("href").endswith("/sign/")]
    page = read(post(ditte, sign.get("href"), {"signed_by": "Ditte Dam", "capacity": "Head", **TODAYS}))
    assert "Version 1 signed by Ditte Dam, Head" in page
    assert "1 party has not signed version 1" in page
    assert "Ditte Dam, Head" in read(bo.get(first))

    second = adopted(gro, one, purpose="Nobody drops out of sight.\nDrop-out is re-choice.")
    page = read(bo.get(second))
    assert "What has changed since version 1" in page
    assert "New Drop-out is re-choice." in page
    assert "2 parties have not signed version 2" in read(bo.get("/co-operation/"))
    assert "Superseded; adopted on" in read(bo.get("/co-operation/terms/"))


def test_what_is_typed_of_a_party_is_not_lost_when_it_says_too_little(
    everyone: Cast, client_for: ClientFor
) -> None:
    one = founded(everyone, client_for)
    page = join(client_for(everyone.gro), one, kind="job_centre", contact="Head of youth")
    assert "Choose an organisation, or write the name" in page
    answer = client_for(everyone.gro).post(
        f"{one}/parties/new/", {"kind": "job_centre", "contact": "Head of youth"}
    )
    assert 'value="Head of youth"' in answer.content.decode()


def test_a_draft_is_read_by_those_who_write_it_only(everyone: Cast, client_for: ClientFor) -> None:
    gro, bo = client_for(everyone.gro), client_for(everyone.bo)
    one = founded(everyone, client_for)
    written = post(gro, f"{one}/terms/new/")
    here = written.redirect_chain[-1][0].removesuffix("write/")  # type: ignore[attr-defined]
    assert gro.get(here).status_code == 200
    assert bo.get(here).status_code == 404
    assert bo.get(f"{here}write/").status_code == 404
    assert "A section is empty" in read(post(gro, f"{here}move/propose/"))


def test_a_workflow_is_written_published_and_read_with_its_legal_clock(
    everyone: Cast, client_for: ClientFor
) -> None:
    gro, tove = client_for(everyone.gro), client_for(everyone.tove)
    one = founded(everyone, client_for)
    begun = post(gro, f"{one}/workflows/new/", {"title": "When somebody breaks off", "lead": "For all"})
    here = begun.redirect_chain[-1][0]  # type: ignore[attr-defined]
    step = {
        "who": "The counsellor",
        "what": "Calls them",
        "by_when": "At once",
        "rule": "dk.off_plan.contact_within",
        "helper": "today",
    }
    assert tove.get(here).status_code == 404
    page = read(post(gro, f"{here}steps/new/", step))
    assert "5 working days" in page or "5 weekdays" in page
    post(gro, f"{here}publish/")
    assert "When somebody breaks off" in read(tove.get("/co-operation/workflows/"))
    page = read(tove.get(here))
    assert "Calls them" in page
    assert "Take this step out" not in page
    assert "Begin the next version" in read(gro.get(here))
    post(gro, f"{here}next/")
    assert "Being written" in read(gro.get("/co-operation/workflows/"))
    assert "Being written" not in read(tove.get("/co-operation/workflows/"))


def test_what_may_be_shared_is_said_receiver_by_receiver(everyone: Cast, client_for: ClientFor) -> None:
    bo = client_for(everyone.bo)
    institution = read(bo.get("/co-operation/sharing/"))
    assert "§ 15 d" in institution
    assert "by consent on record" in institution
    assert "Health and private mattersOnly with consent" in institution
    company = read(bo.get("/co-operation/sharing/?receiver=company"))
    assert "Nothing about a young person is handed over there" in company
    assert "§" not in company


def test_the_directory_finds_by_role_and_by_a_name_that_is_in_no_address(
    everyone: Cast, client_for: ClientFor
) -> None:
    tove = client_for(everyone.tove)
    everybody = read(tove.get("/co-operation/directory/"))
    assert "Freja Falk" in everybody
    assert "Carl Carstens" not in everybody
    leaders = read(tove.get("/co-operation/directory/?role=school_leader"))
    assert "Ditte Dam" in leaders
    assert "Freja Falk" not in leaders
    found = read(post(tove, "/co-operation/directory/", {"search": "freja"}))
    assert "freja@example.org" in found
    assert "Ditte Dam" not in found


def test_only_those_who_keep_it_write_and_another_municipality_finds_nothing(
    everyone: Cast, client_for: ClientFor
) -> None:
    one = founded(everyone, client_for)
    ditte, carl = client_for(everyone.ditte), client_for(everyone.carl)
    assert ditte.get(f"{one}/parties/new/").status_code == 404
    assert ditte.get("/co-operation/new/").status_code == 404
    assert carl.get(f"{one}/words/").status_code == 404
    assert "No co-operation" in read(carl.get("/co-operation/"))
    gro = client_for(everyone.gro)
    page = read(post(gro, f"{one}/words/vision/", {"words": "Everybody finishes."}))
    assert "Everybody finishes." in page
    assert "Everybody finishes." in read(ditte.get(f"{one}/words/"))


def test_many_parties_cost_no_more_statements_than_few(
    everyone: Cast, client_for: ClientFor, queries: Callable[[], int]
) -> None:
    gro = client_for(everyone.gro)
    one = founded(everyone, client_for)
    join(gro, one, named="One", kind="other")
    adopted(gro, one)
    gro.get("/co-operation/")
    queries()
    gro.get("/co-operation/")
    few = queries()
    for number in range(6):
        join(gro, one, named=f"Party {number}", kind="other")
    queries()
    gro.get("/co-operation/")
    assert queries() == few
