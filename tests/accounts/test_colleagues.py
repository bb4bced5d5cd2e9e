"""Who runs accounts sees posts, and what they end has ended at the next request."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from django.test import Client
from tests.accounts.conftest import employed
from tests.cast import Cast
from tests.conftest import NOW
from tests.web.conftest import ClientFor, read
from tests.web.entrance import Phone, a_phone, give_password, key_on, type_code, type_password

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.kernel.sentences import SentenceError
from stafet.messages import api as messages
from stafet.organisations import api as organisations


def is_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def post_of(user: access.User) -> access.Membership:
    return access.Membership.objects.get(user=user)


def test_the_list_says_who_works_here(everyone: Cast, ida: access.User, client_for: ClientFor) -> None:
    page = read(client_for(ida).get(f"/colleagues/?organisation={everyone.guidance.pk}"))
    assert "Bo Bertelsen" in page
    assert "Counsellor since 2 August 2026." in page
    assert "Ditte" not in page


def test_a_school_leader_sees_the_own_school_and_only_that(everyone: Cast, client_for: ClientFor) -> None:
    page = read(client_for(everyone.ditte).get("/colleagues/"))
    assert "Tove Thy" in page
    assert "Bo Bertelsen" not in page
    elsewhere = read(client_for(everyone.ditte).get(f"/colleagues/?organisation={everyone.guidance.pk}"))
    assert "Bo Bertelsen" not in elsewhere


@pytest.mark.parametrize("act", ["", "log-out/", "lock-out/", "let-in-again/", "begin-anew/"])
def test_a_colleague_of_others_is_not_there(
    everyone: Cast, ida: access.User, client_for: ClientFor, act: str
) -> None:
    for user, client in ((everyone.carl, client_for(ida)), (everyone.bo, client_for(everyone.ditte))):
        assert client.get(f"/colleagues/{user.pk}/{act}").status_code == 404
        assert client.post(f"/colleagues/{user.pk}/{act}").status_code in {404, 405}


def test_ending_the_last_post_logs_out_everywhere_at_once(
    everyone: Cast, ida: access.User, client_for: ClientFor
) -> None:
    browsers = [client_for(everyone.bo) for _ in range(3)]
    assert all(is_in(browser) for browser in browsers)
    page = client_for(ida).get(f"/posts/{post_of(everyone.bo).pk}/end/")
    assert "End this post?" in read(page)
    assert all(is_in(browser) for browser in browsers)
    assert client_for(ida).post(f"/posts/{post_of(everyone.bo).pk}/end/").status_code == 302
    assert [browser.get("/").headers.get("Location") for browser in browsers] == ["/log-in/?next=/"] * 3


def test_ending_one_post_of_two_leaves_the_sessions(
    everyone: Cast, ida: access.User, client_for: ClientFor
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        access.Membership.objects.create(
            user=everyone.bo,
            organisation=everyone.vocational,
            role=access.Role.INSTITUTION_COUNSELLOR,
            starts_at=NOW - timedelta(days=1),
        )
    browser = client_for(everyone.bo)
    first = access.Membership.objects.get(user=everyone.bo, organisation=everyone.guidance)
    client_for(ida).post(f"/posts/{first.pk}/end/")
    assert is_in(browser)


def test_an_administrator_logs_a_colleague_out_everywhere(
    everyone: Cast, ida: access.User, client_for: ClientFor
) -> None:
    browsers = [client_for(everyone.bo) for _ in range(2)]
    client_for(ida).post(f"/colleagues/{everyone.bo.pk}/log-out/")
    assert [is_in(browser) for browser in browsers] == [False, False]
    assert is_in(client_for(everyone.bo))


def test_whoever_is_locked_out_gets_in_no_more_until_let_in_again(
    everyone: Cast, ida: access.User, client_for: ClientFor, database: psycopg.Connection
) -> None:
    bo = give_password(database, everyone.bo)
    phone, _ = a_phone(bo)
    browser = client_for(bo)
    client_for(ida).post(f"/colleagues/{bo.pk}/lock-out/")
    assert not is_in(browser)
    assert type_password(Client(), bo).status_code == 200
    assert "Locked out" in read(client_for(ida).get(f"/colleagues/{bo.pk}/"))
    client_for(ida).post(f"/colleagues/{bo.pk}/let-in-again/")
    again = Client()
    type_password(again, bo)
    assert type_code(again, phone.shows()).status_code == 302


def test_whoever_lost_everything_begins_anew_and_has_the_same_posts(
    everyone: Cast, ida: access.User, client_for: ClientFor, database: psycopg.Connection
) -> None:
    bo = give_password(database, everyone.bo)
    a_phone(bo)
    browser = client_for(bo)
    before = access.actor_for(bo, at=NOW).posts
    client_for(ida).post(f"/colleagues/{bo.pk}/begin-anew/")
    assert not is_in(browser)
    assert type_password(Client(), bo).status_code == 200
    (invitation,) = accounts.Invitation.objects.all()
    again = Client()
    said = {"name": "Bo Bertelsen", "language": "en", "password": "my grandmother never liked trains"}
    took = again.post(f"/invite/{messages.link_for(invitation.link_id)}/", said)
    assert took.headers["Location"] == "/log-in/set-up/"
    phone = Phone(key_on(again.get("/log-in/set-up/")))
    again.post("/log-in/set-up/", {"code": phone.shows()})
    assert is_in(again)
    assert access.actor_for(bo, at=NOW).posts == before


def test_beginning_anew_twice_sends_a_new_link_in_place_of_the_first(
    everyone: Cast, ida: access.User, client_for: ClientFor
) -> None:
    for _ in range(2):
        assert client_for(ida).post(f"/colleagues/{everyone.bo.pk}/begin-anew/").status_code == 302
    assert accounts.Invitation.objects.count() == 1


def test_a_school_leader_decides_about_teachers_only(everyone: Cast, client_for: ClientFor) -> None:
    other = access.User(email="dorte@example.org", name="Dorte Dal", language="en")
    other.set_unusable_password()
    with access.job_scope(everyone.hedeby.pk):
        other.save()
        access.Membership.objects.create(
            user=other, organisation=everyone.school, role=access.Role.SCHOOL_LEADER, starts_at=NOW
        )
    ditte = client_for(everyone.ditte)
    assert ditte.post(f"/posts/{post_of(other).pk}/end/").status_code == 404
    assert ditte.post(f"/colleagues/{other.pk}/begin-anew/").status_code == 404
    assert ditte.post(f"/colleagues/{everyone.tove.pk}/begin-anew/").status_code == 302
    assert ditte.post(f"/posts/{post_of(everyone.tove).pk}/end/").status_code == 302


def test_whoever_has_a_post_elsewhere_is_not_decided_about_here_alone(
    everyone: Cast, ida: access.User, client_for: ClientFor
) -> None:
    with access.job_scope(everyone.elsewhere.pk):
        access.Membership.objects.create(
            user=everyone.bo, organisation=everyone.other_guidance, role=access.Role.COUNSELLOR, starts_at=NOW
        )
    assert client_for(ida).post(f"/colleagues/{everyone.bo.pk}/lock-out/").status_code == 404
    page = read(client_for(ida).get(f"/colleagues/{everyone.bo.pk}/"))
    assert "whoever runs that one, too, decides" in page
    assert "Ungevejledningen Anden" not in page


def test_nobody_ends_or_locks_themselves(everyone: Cast, ida: access.User, client_for: ClientFor) -> None:
    client = client_for(ida)
    refused = client.post(f"/posts/{post_of(ida).pk}/end/")
    assert "You are the municipality's last administrator" in read(refused)
    assert post_of(ida).ends_at is None
    assert client.post(f"/colleagues/{ida.pk}/lock-out/").status_code == 404
    with access.user_scope(ida.pk), pytest.raises(SentenceError, match="not yours"):
        accounts.lock_out(user=ida, by=access.actor_for(ida, at=NOW), at=NOW)


def test_the_pair_agrees_whoever_asks_about_whichever_organisation(everyone: Cast, ida: access.User) -> None:
    employed(everyone, "iben", "Iben Ibsen", access.Role.COORDINATOR)
    there = access.User(email="olaf@example.org", name="Olaf", language="en")
    with access.job_scope(everyone.elsewhere.pk):
        there.save()
        access.Membership.objects.create(
            user=there, organisation=everyone.other_guidance, role=access.Role.ADMINISTRATOR, starts_at=NOW
        )
    for user in access.User.objects.order_by("email"):
        actor = access.actor_for(user, at=NOW)
        rows = organisations.Organisation.objects
        many = set(rows.filter(accounts.administered_by(actor)).values_list("name", flat=True))
        one_by_one = {row.name for row in rows.order_by("name") if accounts.can_administer(actor, row)}
        assert many == one_by_one, user.name
    assert {user: _runs(user) for user in ("ida", "ditte", "olaf", "gro")} == {
        "ida": 4,
        "ditte": 1,
        "olaf": 1,
        "gro": 0,
    }


def _runs(key: str) -> int:
    actor = access.actor_for(access.User.objects.get(email=f"{key}@example.org"), at=NOW)
    return organisations.Organisation.objects.filter(accounts.administered_by(actor)).count()
