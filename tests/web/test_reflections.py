"""How a young person sees themselves, and what they have done, on the pages: theirs to share, and kept from everybody else."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held, a_person, a_spell, covered
from tests.own.conftest import joins
from tests.progress.conftest import collected, open_portfolio, reflected
from tests.web.conftest import Answer, ClientFor, read
from tests.web.test_mine import ONE_FACTOR, parent, way, young

from stafet.access import api as access
from stafet.kernel.privacy import DataClass
from stafet.own import api as own
from stafet.progress.models import ReflectionInvitation

__all__ = ["joins", "parent", "young"]
MARK = "Qxkeptmark"
PIECE = {"title": "Boat", "did": "Built a boat", "on": TODAY.isoformat(), "audience": "nobody"}


def post(client: Client, path: str, sent: dict[str, str]) -> Answer:
    answer: Answer = client.post(path, sent, follow=True)
    return answer


def progress_page(held: Held) -> str:
    return f"/people/{held.person.pk}/progress/"


def test_she_looks_at_herself_with_a_password_alone_and_keeps_it(
    everyone: Cast, amina: Held, young: access.User, client_for: ClientFor
) -> None:
    her = Client(headers={"accept-language": "en"})
    her.force_login(young, backend=ONE_FACTOR)
    sent = {"good_at_word": "example", "good_at_example": MARK, "next_thing_talk": "on", "share": "keep"}
    page = read(post(her, way(amina, "myself/new/"), sent))
    assert MARK in page
    assert "Only you" in page
    for who in ("bo", "gro"):
        assert MARK not in read(client_for(getattr(everyone, who)).get(progress_page(amina)))


def test_an_example_that_is_missing_is_asked_for_and_nothing_typed_is_lost(
    amina: Held, young: access.User, client_for: ClientFor
) -> None:
    sent = {"good_at_word": "example", "matters_word": "quite", "matters_example": "Animals", "share": "keep"}
    page = read(post(client_for(young), way(amina, "myself/new/"), sent))
    assert "Give the example, too" in page
    assert "Animals" in page


def test_she_shares_it_and_her_counsellor_reads_what_she_wants_to_talk_about(
    everyone: Cast, amina: Held, young: access.User, client_for: ClientFor
) -> None:
    row, her = reflected(young, amina, words=MARK), client_for(young)
    post(her, way(amina, f"myself/{row.pk}/share/"), {})
    page = read(client_for(everyone.bo).get(progress_page(amina)))
    assert MARK in page
    assert "I know the next thing I have to do" in page.split("How they see themselves")[0]
    assert MARK not in read(client_for(everyone.gro).get(progress_page(amina))), "who counsels nobody"
    post(her, way(amina, f"myself/{row.pk}/share/"), {})
    assert MARK not in read(client_for(everyone.bo).get(progress_page(amina)))


def test_the_times_stand_side_by_side_and_can_be_thrown_away(
    amina: Held, young: access.User, client_for: ClientFor
) -> None:
    first = reflected(young, amina, words="First")
    reflected(young, amina, words="Second")
    her = client_for(young)
    page = read(her.get(way(amina, "myself/")))
    assert page.index("First") < page.index("Second")
    page = read(post(her, way(amina, f"myself/{first.pk}/throw-away/"), {}))
    assert "First" not in page
    assert her.get(way(amina, f"myself/{first.pk}/share/")).status_code == 404


def test_whoever_has_custody_has_none_of_it(
    amina: Held, young: access.User, parent: access.User, client_for: ClientFor
) -> None:
    row, mother = reflected(young, amina, is_shared=True), client_for(parent)
    for part in ("myself/", "myself/new/", f"myself/{row.pk}/share/", f"myself/{row.pk}/throw-away/"):
        assert mother.get(way(amina, part)).status_code == 404
    assert "How I see myself" not in read(mother.get(way(amina, "progress/")))


def test_her_counsellor_asks_her_and_is_not_told(
    everyone: Cast, amina: Held, young: access.User, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    sent = {"words": "Before we meet?", "until_on": "2026-09-15"}
    post(bo, f"{progress_page(amina)}invite/", sent)
    page = read(client_for(young).get(way(amina, "progress/")))
    assert "Bo Bertelsen asks whether you would like to look at yourself" in page
    assert "Before we meet?" in page
    before = read(bo.get(progress_page(amina)))
    reflected(young, amina)
    assert read(bo.get(progress_page(amina))) == before


def test_a_portfolio_is_there_when_the_municipality_has_opened_it(
    everyone: Cast, amina: Held, young: access.User, client_for: ClientFor
) -> None:
    her = client_for(young)
    for part in ("portfolio/", "portfolio/new/", "portfolio.pdf", "portfolio.json"):
        assert her.get(way(amina, part)).status_code == 404
    assert "portfolio" not in read(her.get(way(amina, "progress/")))
    open_portfolio(amina)
    assert "To the portfolio" in read(her.get(way(amina, "progress/")))
    page = read(post(her, way(amina, "portfolio/new/"), {**PIECE, "learned": "To ask"}))
    for words in ("Built a boat", "To ask", "Only me"):
        assert words in page


def test_a_piece_is_shared_changed_taken_along_and_thrown_away(
    everyone: Cast, amina: Held, young: access.User, parent: access.User, client_for: ClientFor
) -> None:
    open_portfolio(amina)
    row, her = collected(young, amina, did=MARK), client_for(young)
    bo, mother = client_for(everyone.bo), client_for(parent)
    assert MARK not in read(bo.get(progress_page(amina)))
    assert mother.get(way(amina, "portfolio/")).status_code == 404
    post(her, way(amina, f"portfolio/{row.pk}/"), {**PIECE, "did": MARK, "audience": "plan"})
    assert MARK in read(bo.get(progress_page(amina)))
    assert MARK in read(mother.get(way(amina, "portfolio/")))
    assert mother.get(way(amina, f"portfolio/{row.pk}/")).status_code == 404
    told = json.loads(her.get(way(amina, "portfolio.json")).content)
    assert [piece["did"] for piece in told["pieces"]] == [MARK]
    assert her.get(way(amina, "portfolio.pdf")).content.startswith(b"%PDF")
    page = read(post(her, way(amina, f"portfolio/{row.pk}/throw-away/"), {}))
    assert MARK not in page
    assert MARK not in read(bo.get(progress_page(amina)))


def test_a_link_that_is_not_safe_comes_back_with_why(
    amina: Held, young: access.User, client_for: ClientFor
) -> None:
    open_portfolio(amina)
    page = read(post(client_for(young), way(amina, "portfolio/new/"), {**PIECE, "link": "javascript:x"}))
    assert "A link begins with https://" in page
    assert "Built a boat" in page


def test_where_the_portfolio_is_closed_again_one_reads_and_throws_away(
    amina: Held, young: access.User, client_for: ClientFor
) -> None:
    open_portfolio(amina)
    row, her = collected(young, amina, did=MARK), client_for(young)
    open_portfolio(amina, value=0)
    page = read(her.get(way(amina, "portfolio/")))
    assert MARK in page
    assert "Write down a piece" not in page
    assert her.get(way(amina, "portfolio/new/")).status_code == 404
    post(her, way(amina, f"portfolio/{row.pk}/throw-away/"), {})
    assert her.get(way(amina, "portfolio/")).status_code == 404


@pytest.mark.parametrize(
    ("made_for", "is_shared", "expected"),
    [
        (own.CopyFor.SELF, False, True),
        (own.CopyFor.STAFF, False, False),
        (own.CopyFor.STAFF, True, True),
        (own.CopyFor.CUSTODY_HOLDER, True, False),
    ],
)
def test_a_copy_of_everything_holds_what_was_kept_for_herself_only(
    everyone: Cast,
    amina: Held,
    young: access.User,
    parent: access.User,
    made_for: own.CopyFor,
    is_shared: bool,
    expected: bool,
) -> None:
    reflected(young, amina, words=MARK, is_shared=is_shared)
    by = {own.CopyFor.SELF: young, own.CopyFor.STAFF: everyone.bo}.get(made_for, parent)
    with access.job_scope(everyone.hedeby.pk):
        copy = own.take_copy(
            person_id=amina.person.pk,
            municipality_id=everyone.hedeby.pk,
            made_for=made_for,
            by=access.actor_for(by, at=NOW),
            at=NOW,
            open_to_staff=frozenset(map(DataClass, "ABDE")),
        )
    words = {str(value.value) for table in copy.tables for row in table.rows for value in row}
    assert (MARK in words) is expected


def test_a_whole_class_is_asked_in_one_step_and_nobody_twice(
    everyone: Cast, amina: Held, young: access.User, client_for: ClientFor
) -> None:
    bo, here = client_for(everyone.bo), "/progress/ask/"
    with access.job_scope(everyone.hedeby.pk):
        bilal = a_person(everyone.hedeby, "Bilal")
        a_spell(bilal, everyone.school, unit=everyone.class_9a)
        covered(bilal, everyone.guidance, user=everyone.bo, duty=[everyone.guidance, everyone.town])
    assert here in bo.get(progress_page(amina)).content.decode()
    until = f"{TODAY + timedelta(days=7):%d.%m.%Y}"
    post(bo, f"{progress_page(amina)}invite/", {"words": "Before we talk", "until_on": until})
    sent = {"unit": str(everyone.class_9a.pk), "words": "For your plan", "until_on": until}
    over = post(bo, here, {**sent, "until_on": "1.1.2026"})
    assert "That day is over." in read(over)
    assert "For your plan" in over.content.decode()
    said = post(bo, here, sent).content.decode()
    assert "1 young person is asked. 1 was asked already." in said
    assert "all of them were asked already" in post(bo, here, sent).content.decode()
    hers = read(client_for(young).get(way(amina, "myself/")))
    assert "Before we talk" in hers
    assert "For your plan" not in hers
    with access.user_scope(everyone.bo.pk):
        asked = ReflectionInvitation.objects.filter(person__in=[amina.person, bilal])
        assert asked.count() == 2
    carl = client_for(everyone.carl)
    assert "You see nobody who is in a class now" in read(carl.get(here))
    post(carl, here, sent)
    with access.job_scope(everyone.hedeby.pk):
        assert ReflectionInvitation.objects.count() == 2
