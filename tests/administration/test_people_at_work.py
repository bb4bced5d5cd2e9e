"""Posts and accounts: given by two people, corrected once, ended without leaving anybody's young people to somebody gone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from tests.accounts.conftest import employed
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held
from tests.web.conftest import ClientFor, read, tree

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.administration import api as administration
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import SentenceError
from stafet.responsibility import api as responsibility


def acting(user: access.User) -> Actor:
    return access.actor_for(user, at=NOW)


def post_of(user: access.User) -> access.Membership:
    return access.Membership.objects.get(user=user)


def running(user: access.User) -> set[tuple[str, str, bool]]:
    posts = access.Membership.objects.current_at(NOW).filter(user=user)
    return set(posts.values_list("organisation__name", "role", "is_steward"))


def test_somebody_who_has_an_account_gets_one_more_post(
    everyone: Cast, ida: access.User, client_for: ClientFor
) -> None:
    data = {"organisation": str(everyone.vocational.pk), "role": "institution_counsellor", "unit": ""}
    answer = client_for(ida).post(f"/colleagues/{everyone.bo.pk}/posts/new/", data)
    assert answer.headers["Location"] == f"/colleagues/{everyone.bo.pk}/"
    assert running(everyone.bo) == {
        ("Ungevejledningen Hedeby", "counsellor", True),
        ("Hedeby Tekniske Skole", "institution_counsellor", False),
    }
    again = client_for(ida).post(f"/colleagues/{everyone.bo.pk}/posts/new/", data)
    assert "The colleague has this post already." in read(again)


def test_a_teacher_without_a_class_would_see_nobody(
    everyone: Cast, ida: access.User, client_for: ClientFor
) -> None:
    data = {"organisation": str(everyone.school.pk), "role": "teacher", "unit": ""}
    page = client_for(ida).post(f"/colleagues/{everyone.bo.pk}/posts/new/", data)
    assert "without one there is nobody to see" in read(page)
    elsewhere = data | {"unit": str(everyone.team.pk)}
    page = client_for(ida).post(f"/colleagues/{everyone.bo.pk}/posts/new/", elsewhere)
    assert "This class or team belongs to another organisation." in read(page)


def test_nobody_gives_a_post_to_themselves(everyone: Cast, ida: access.User, client_for: ClientFor) -> None:
    data = {"organisation": str(everyone.guidance.pk), "role": "counsellor", "unit": ""}
    page = client_for(ida).post(f"/colleagues/{ida.pk}/posts/new/", data)
    assert "Nobody gives a post to themselves." in read(page)
    assert running(ida) == {("Hedeby Kommune", "administrator", False)}


@pytest.mark.parametrize(("place", "role"), [("school", "counsellor"), ("vocational", "teacher")])
def test_a_leader_gives_teachers_of_the_own_school_and_nothing_else(
    everyone: Cast, client_for: ClientFor, place: str, role: str
) -> None:
    data = {"organisation": str(getattr(everyone, place).pk), "role": role, "unit": str(everyone.class_9a.pk)}
    page = client_for(everyone.ditte).post(f"/colleagues/{everyone.tove.pk}/posts/new/", data)
    assert page.status_code == 200
    draft = administration.PostDraft(getattr(everyone, place).pk, access.Role(role), everyone.class_9a.pk)
    with access.job_scope(everyone.hedeby.pk), pytest.raises(administration.NotYours):
        administration.give_post(user_id=everyone.tove.pk, draft=draft, by=acting(everyone.ditte), at=NOW)
    assert running(everyone.tove) == {("Bakkeskolen", "teacher", False)}


def test_a_coordinator_names_who_answers_and_it_stays_known_who_did(
    everyone: Cast, client_for: ClientFor
) -> None:
    gro, post = client_for(everyone.gro), post_of(everyone.bo)
    page = read(gro.get(f"/administration/organisations/{everyone.guidance.pk}/"))
    assert "Answers for what is sent here and nobody takes." in page
    assert gro.post(f"/administration/posts/{post.pk}/no-longer-answers/").status_code == 302
    assert running(everyone.bo) == {("Ungevejledningen Hedeby", "counsellor", False)}
    assert access.Membership.objects.get(pk=post.pk).ends_at == NOW, "the post before stands as it was"
    page = read(gro.get(f"/administration/organisations/{everyone.guidance.pk}/"))
    assert "Nobody is named to answer" in page
    late = gro.post(f"/administration/posts/{post.pk}/no-longer-answers/")
    assert "Somebody else changed this post" in read(late)


def test_a_leader_names_nobody_at_another_school(everyone: Cast, client_for: ClientFor) -> None:
    post = post_of(everyone.freja)
    for way in ("answers", "no-longer-answers"):
        assert client_for(everyone.ditte).post(f"/administration/posts/{post.pk}/{way}/").status_code == 404
    assert running(everyone.freja) == {("Hedeby Tekniske Skole", "institution_counsellor", True)}


def test_an_account_is_corrected_and_of_two_the_second_is_told(
    everyone: Cast, ida: access.User, client_for: ClientFor
) -> None:
    address = f"/colleagues/{everyone.bo.pk}/details/"
    seen = administration.seen_user(everyone.bo)
    data = {"name": "Bo B. Bertelsen", "email": "Bo.B@example.org", "language": "da", "seen": seen}
    assert client_for(ida).post(address, data).status_code == 302
    user = access.User.objects.get(pk=everyone.bo.pk)
    assert (user.name, user.email, user.language) == ("Bo B. Bertelsen", "bo.b@example.org", "da")
    late = client_for(ida).post(address, data | {"name": "Bo Berg"})
    assert "Now it says: Bo B. Bertelsen, bo.b@example.org." in read(late)
    assert tree(late).one("input", name="name").get("value") == "Bo Berg", "nothing typed is lost"


def test_an_address_belongs_to_one_account(everyone: Cast, ida: access.User, client_for: ClientFor) -> None:
    seen = administration.seen_user(everyone.bo)
    data = {"name": "Bo", "email": "FREJA@example.org", "language": "da", "seen": seen}
    page = client_for(ida).post(f"/colleagues/{everyone.bo.pk}/details/", data)
    assert "Somebody else logs in with this address." in read(page)


@pytest.mark.parametrize("way", ["posts/new", "details"])
def test_whoever_works_elsewhere_is_not_there(everyone: Cast, client_for: ClientFor, way: str) -> None:
    data = {"name": "Overtaget", "email": "x@example.org", "language": "da", "role": "teacher"}
    assert client_for(everyone.ditte).post(f"/colleagues/{everyone.bo.pk}/{way}/", data).status_code == 404
    assert access.User.objects.get(pk=everyone.bo.pk).name == "Bo Bertelsen"


def test_what_somebody_has_waits_for_everybody_there_when_the_post_ends(
    everyone: Cast, ida: access.User, amina: Held, client_for: ClientFor
) -> None:
    end = f"/posts/{post_of(everyone.bo).pk}/end/"
    page = read(client_for(ida).get(end))
    assert "Young people they have the responsibility for 1" in page
    assert "Young people are in their hands" in page
    assert "Amina" not in page, "whoever runs accounts sees no young person"
    assert client_for(ida).post(end).status_code == 302
    with access.job_scope(everyone.hedeby.pk):
        holding = responsibility.Holding.objects.get(person=amina.person, ends_at=None)
        step = responsibility.NextStep.objects.get(person=amina.person)
    assert (holding.organisation_id, holding.holder_id) == (everyone.guidance.pk, None)
    assert step.assignee_id is None
    assert running(everyone.bo) == set()


def test_the_last_administrator_ends_nothing_of_the_own(
    everyone: Cast, ida: access.User, client_for: ClientFor
) -> None:
    own = f"/posts/{post_of(ida).pk}/end/"
    assert "This is your own post" in read(client_for(ida).get(own))
    assert "You are the municipality's last administrator" in read(client_for(ida).post(own))
    employed(everyone, "ib", "Ib Ibsen", access.Role.ADMINISTRATOR)
    assert "Nobody ends their own post." in read(client_for(ida).post(own))
    assert running(ida) == {("Hedeby Kommune", "administrator", False)}


def test_of_two_administrators_who_end_each_others_post_at_once_one_stays(
    everyone: Cast, ida: access.User
) -> None:
    ib = employed(everyone, "ib", "Ib Ibsen", access.Role.ADMINISTRATOR)
    together = Barrier(2)

    def end(by: access.User, other: access.User) -> str:
        actor, post = acting(by), access.Membership.objects.select_related("organisation").get(user=other)
        together.wait()
        try:
            with access.user_scope(by.pk):
                accounts.end_post(membership=post, by=actor, at=NOW)
        except SentenceError as error:
            return str(error)
        finally:
            connections.close_all()
        return "ended"

    with ThreadPoolExecutor(2) as both:
        said = sorted(future.result() for future in (both.submit(end, ida, ib), both.submit(end, ib, ida)))
    assert said[1] == "ended"
    assert "last administrator" in said[0]
    assert len(running(ida) | running(ib)) == 1


def test_the_last_administrator_is_not_locked_out_and_a_locked_one_does_not_count(
    everyone: Cast, ida: access.User
) -> None:
    ib = employed(everyone, "ib", "Ib Ibsen", access.Role.ADMINISTRATOR)
    with access.user_scope(ida.pk):
        accounts.lock_out(user=ib, by=acting(ida), at=NOW)
    stale = Actor(ib.pk, acting(ida).posts)
    with access.user_scope(ib.pk), pytest.raises(accounts.LastAdministrator):
        accounts.lock_out(user=ida, by=stale, at=NOW)
    assert access.User.objects.get(pk=ida.pk).is_active
