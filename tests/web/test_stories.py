"""Stories in the browser: written at work, answered at home and on paper, read in two towns, and gone."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.cast import Cast
from tests.factories import Held
from tests.materials.conftest import STORY, story
from tests.own.conftest import Joins, joins
from tests.web.conftest import ClientFor, read
from tests.web.test_mine import custody_of
from tests.web.test_placements import post

from stafet.materials.api import PersonStory

__all__ = ["joins", "story"]
FEED = "/stories/"


def test_it_is_told_with_every_yes_and_gone_with_a_no(
    everyone: Cast, amina: Held, joins: Joins, client_for: ClientFor
) -> None:
    bo, ditte, carl = (client_for(user) for user in (everyone.bo, everyone.ditte, everyone.carl))
    young = client_for(joins(amina))
    parent = client_for(joins(amina, custody_of(amina), email="mother@example.org"))
    here, mine = f"/people/{amina.person.pk}/stories/", f"/mine/{amina.person.pk}/"
    _written_at_work(bo, here)
    row = key_on(bo.get(here).content.decode())
    own_page = f"{mine}stories/{row}/"
    _both_say_yes(young, parent, mine, row)
    post(bo, f"/stories/about/{row}/tell/")
    assert STORY.title in read(ditte.get(FEED))
    assert "Amina" not in read(ditte.get(FEED))
    assert STORY.title not in read(carl.get(FEED))
    post(young, own_page, {"answer": "shared"})
    shared = read(carl.get(FEED))
    assert STORY.title in shared
    assert "Hedeby Kommune" in shared
    assert "It was taken back" in read(post(parent, own_page, {"answer": "no"}))
    for client in (bo, ditte, carl):
        assert STORY.title not in read(client.get(FEED))
    assert "It was taken back" in read(bo.get(here))
    assert STORY.words not in read(young.get(f"{mine}stories/"))
    assert "It was taken back" in read(young.get(own_page))


def _written_at_work(bo: Client, here: str) -> None:
    named = read(post(bo, f"{here}new/", {"title": "A lamp", "words": "Amina built it"}))
    assert "Tell it without a name." in named
    assert "Amina built it" in named
    page = read(post(bo, f"{here}new/", {"title": STORY.title, "words": STORY.words}))
    assert "It waits for a yes from: Amina Holm, Mor Holm." in page
    row = key_on(bo.get(here).content.decode())
    assert "It waits for a yes from" in read(bo.get(f"/stories/about/{row}/tell/"))


def _both_say_yes(young: Client, parent: Client, mine: str, row: str) -> None:
    own_page = f"{mine}stories/{row}/"
    assert "A story was written: read it, and answer" in read(young.get(f"{mine}placement/"))
    assert STORY.words in read(young.get(own_page))
    assert "only here" in read(post(young, own_page, {"answer": "yes"}))
    assert "Change my answer" in read(young.get(f"{mine}stories/"))
    assert STORY.words in read(parent.get(own_page))
    post(parent, own_page, {"answer": "shared"})
    assert "Mor Holm" not in read(young.get(f"{mine}stories/")), "of other homes nothing is shown"


def test_an_answer_on_paper_is_written_down(
    everyone: Cast, amina: Held, story: PersonStory, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    answer = f"/stories/about/{story.pk}/answer/"
    assert STORY.words in read(bo.get(answer))
    assert "said yes" in read(post(bo, answer, {"who": "young_person", "answer": "yes"}))
    assert "Told since" in read(post(bo, f"/stories/about/{story.pk}/tell/"))
    assert "It was taken back" in read(post(bo, f"/stories/about/{story.pk}/drop/"))


@pytest.mark.parametrize("part", ["answer", "tell", "drop"])
def test_whoever_may_not_see_them_meets_no_story_of_theirs(
    everyone: Cast, story: PersonStory, client_for: ClientFor, part: str
) -> None:
    for user in (everyone.carl, everyone.freja):
        client = client_for(user)
        assert client.get(f"/stories/about/{story.pk}/{part}/").status_code == 404
        assert client.post(f"/stories/about/{story.pk}/{part}/").status_code == 404


def test_a_story_about_nobody_is_told_at_once_and_taken_back(everyone: Cast, client_for: ClientFor) -> None:
    ditte, gro, bo = (client_for(user) for user in (everyone.ditte, everyone.gro, everyone.bo))
    sent = {"title": "Three workshops", "words": "They said yes.", "scheme_kind": "prao"}
    assert "with their consent" in read(post(ditte, f"{FEED}new/", sent))
    page = read(post(ditte, f"{FEED}new/", {**sent, "is_about_nobody": "on"}))
    assert "Three workshops" in page
    assert "Three workshops" not in read(bo.get(f"{FEED}?scheme=trial_days"))
    href = next(
        part.split('"')[0]
        for part in gro.get(FEED).content.decode().split('href="')
        if part.startswith("/stories/") and "/back/" in part
    )
    assert bo.get(href).status_code == 404
    assert "Three workshops" not in read(post(gro, href))
    assert "Three workshops" not in read(bo.get(FEED))


def key_on(page: str) -> str:
    """The key of the story on a page."""
    return page.split("/stories/about/")[1].split("/")[0]
