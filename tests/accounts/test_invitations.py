"""Nobody gets in who was not invited: from the form to the first page, and every way it can go wrong."""

from __future__ import annotations

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import psycopg
import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connections
from django.test import Client
from tests.accounts.conftest import employed
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held
from tests.web.conftest import ClientFor, read
from tests.web.entrance import Phone, a_phone, codes_on, give_password, key_on, type_code, type_password

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.kernel.sentences import SentenceError
from stafet.kernel.transitions import IllegalMove
from stafet.messages import api as messages
from stafet.people import api as people

WORDS = "my grandmother never liked trains"
BODIL = "bodil@example.org"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def outbox(settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    mail.outbox = []


def draft(everyone: Cast, **other: object) -> accounts.InvitationDraft:
    values: dict[str, object] = {
        "email": BODIL,
        "language": "en",
        "organisation_id": everyone.guidance.pk,
        "role": access.Role.COUNSELLOR,
        **other,
    }
    return accounts.InvitationDraft(**values)  # type: ignore[arg-type]


def invited(everyone: Cast, by: access.User, **other: object) -> accounts.Invitation:
    with access.user_scope(by.pk):
        return accounts.invite(draft=draft(everyone, **other), by=access.actor_for(by, at=NOW), at=NOW)


def posted(everyone: Cast) -> str:
    """Let messages leave. Gives the link of the last one."""
    messages.send_due(
        scope=lambda: access.job_scope(everyone.hedeby.pk), base_url="https://stafet.test", at=NOW
    )
    found = re.search(r"https://stafet\.test(/invite/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def is_dead(link: str) -> bool:
    """Whether a link leads to the page that says it opens nothing, whatever is sent along."""
    answers = [Client().get(link, follow=True), Client().post(link, form(), follow=True)]
    return all(b"This link opens nothing any more" in answer.content for answer in answers)


def form(**other: str) -> dict[str, str]:
    return {"name": "Bodil Bech", "language": "en", "password": WORDS, **other}


def test_from_the_form_to_the_first_page(everyone: Cast, ida: access.User, client_for: ClientFor) -> None:
    sent = client_for(ida).post(
        "/colleagues/invite/",
        {"email": BODIL, "organisation": everyone.guidance.pk, "role": "counsellor", "language": "en"},
    )
    assert sent.headers["Location"] == f"/colleagues/?organisation={everyone.guidance.pk}"
    link = posted(everyone)
    bodil = Client(headers={"accept-language": "en"})
    page = read(bodil.get(link))
    assert "Ungevejledningen Hedeby" in page
    assert "Counsellor" in page
    assert bodil.post(link, form()).headers["Location"] == "/log-in/set-up/"
    phone = Phone(key_on(bodil.get("/log-in/set-up/")))
    assert len(codes_on(bodil.post("/log-in/set-up/", {"code": phone.shows()}))) == 10
    assert "Bodil Bech" in bodil.get("/").content.decode()
    user = access.User.objects.get(email=BODIL)
    (post,) = access.actor_for(user, at=NOW).posts
    assert (post.organisation_id, post.role) == (everyone.guidance.pk, "counsellor")


@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_the_message_says_nothing_about_anybody(everyone: Cast, ida: access.User, language: str) -> None:
    invited(everyone, ida, language=language)
    link = posted(everyone)
    (sent,) = mail.outbox
    # A link is drawn by lot: any letters may stand in it, somebody's name too.
    words = f"{sent.subject} {sent.body}".replace(link, "")
    assert sent.to == [BODIL]
    for told in ("Bodil", "bodil", "Ida", "Hedeby", "ounsellor", everyone.guidance.name):
        assert told not in words
    assert len(sent.body.splitlines()) == 3


def test_a_link_works_once(everyone: Cast, ida: access.User) -> None:
    invited(everyone, ida)
    link = posted(everyone)
    assert Client().post(link, form()).status_code == 302
    assert is_dead(link)
    assert Client().post(link, form()).headers["Location"] == "/invite/"


def test_a_link_works_for_seven_days(everyone: Cast, ida: access.User) -> None:
    invited(everyone, ida)
    link = posted(everyone)
    with clock.at_moment(NOW + 7 * DAY - timedelta(seconds=1)):
        assert Client().get(link).status_code == 200
    with clock.at_moment(NOW + 7 * DAY):
        assert is_dead(link)


def test_a_withdrawn_link_opens_nothing(everyone: Cast, ida: access.User, client_for: ClientFor) -> None:
    invitation = invited(everyone, ida)
    link = posted(everyone)
    assert client_for(ida).post(f"/invitations/{invitation.pk}/withdraw/").status_code == 302
    assert is_dead(link)


def test_a_link_sent_again_replaces_the_one_before(
    everyone: Cast, ida: access.User, client_for: ClientFor
) -> None:
    invitation = invited(everyone, ida)
    first = posted(everyone)
    with clock.at_moment(NOW + 8 * DAY):
        assert client_for(ida).post(f"/invitations/{invitation.pk}/send-again/").status_code == 302
    messages.send_due(
        scope=lambda: access.job_scope(everyone.hedeby.pk),
        base_url="https://stafet.test",
        at=NOW + 8 * DAY,
    )
    second = posted(everyone)
    assert first != second
    with clock.at_moment(NOW + 14 * DAY):
        assert is_dead(first)
        assert Client().get(second).status_code == 200


def test_a_link_nobody_made_opens_nothing(everyone: Cast, ida: access.User) -> None:
    invitation = invited(everyone, ida)
    real = messages.link_for(invitation.link_id)
    for forged in (
        invitation.link_id.hex,
        f"{invitation.link_id.hex}-",
        real[:-1] + ("A" if real[-1] != "A" else "B"),
        messages.link_for(invitation.pk),
        "x",
    ):
        assert is_dead(f"/invite/{forged}/")
    assert Client().get(f"/invite/{real}/").status_code == 200


def test_a_link_is_accepted_once_however_many_press_at_once(
    everyone: Cast, ida: access.User, database: psycopg.Connection
) -> None:
    invited(everyone, ida)
    link = posted(everyone)
    barrier = threading.Barrier(4)

    def press(_: int) -> str:
        try:
            with clock.at_moment(NOW):
                client = Client()
                barrier.wait(10)
                return client.post(link, form()).headers.get("Location", "")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(press, range(4)))
    assert answers.count("/log-in/set-up/") == 1
    count = (
        "SELECT count(*) FROM access_membership m JOIN access_user u ON u.id = m.user_id WHERE u.email = %s"
    )
    assert database.execute(count, [BODIL]).fetchone() == (1,)


@pytest.mark.parametrize("wrong", [{"password": "short"}, {"name": ""}, {"password": "Bodil Bech"}])
def test_what_is_typed_wrong_comes_back_and_the_link_still_works(
    everyone: Cast, ida: access.User, wrong: dict[str, str]
) -> None:
    invited(everyone, ida)
    link = posted(everyone)
    page = Client(headers={"accept-language": "en"}).post(link, form(**wrong))
    assert "Something must be put right" in read(page)
    assert Client().post(link, form()).status_code == 302


def test_whoever_has_an_account_logs_in_and_takes_one_more_post(
    everyone: Cast, ida: access.User, database: psycopg.Connection
) -> None:
    bo = give_password(database, everyone.bo)
    phone, _ = a_phone(bo)
    invited(everyone, ida, email="Bo@example.org", organisation_id=everyone.vocational.pk)
    link = posted(everyone)
    client = Client(headers={"accept-language": "en"})
    assert "You have an account already" in read(client.get(link))
    assert client.post(link, form()).status_code == 200
    assert type_password(client, bo, following=link).status_code == 302
    assert type_code(client, phone.shows()).headers["Location"] == link
    assert client.post(link).headers["Location"] == "/"
    assert {post.organisation_id for post in access.actor_for(bo, at=NOW).posts} == {
        everyone.guidance.pk,
        everyone.vocational.pk,
    }


def test_nobody_takes_the_post_of_somebody_else(
    everyone: Cast, ida: access.User, client_for: ClientFor, database: psycopg.Connection
) -> None:
    give_password(database, everyone.bo)
    invited(everyone, ida, email="bo@example.org", organisation_id=everyone.vocational.pk)
    link = posted(everyone)
    carl = client_for(everyone.carl)
    assert "somebody else" in read(carl.post(link))
    with access.job_scope(everyone.hedeby.pk), pytest.raises(SentenceError, match="another e-mail"):
        accounts.accept_as_known(
            invitation=accounts.Invitation.objects.get(),
            user=everyone.carl,
            by=access.actor_for(everyone.carl, at=NOW),
            at=NOW,
        )


def test_somebody_who_had_left_comes_back_by_invitation(
    everyone: Cast, ida: access.User, database: psycopg.Connection
) -> None:
    bo = give_password(database, everyone.bo)
    phone, _ = a_phone(bo)
    database.execute("UPDATE access_membership SET ends_at = %s WHERE user_id = %s", [NOW - DAY, bo.pk])
    invited(everyone, ida, email=bo.email)
    link = posted(everyone)
    client = Client()
    type_password(client, bo, following=link)
    assert type_code(client, phone.shows()).headers["Location"] == link
    assert client.post(link).headers["Location"] == "/"
    assert client.get("/").status_code == 200


def test_an_invitation_is_sent_once_to_a_post(
    everyone: Cast, ida: access.User, client_for: ClientFor
) -> None:
    invited(everyone, ida)
    page = client_for(ida).post(
        "/colleagues/invite/",
        {"email": BODIL, "organisation": everyone.guidance.pk, "role": "counsellor", "language": "en"},
    )
    assert "has an invitation to this post already" in read(page)


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (access.Role.TEACHER, True),
        (access.Role.SCHOOL_LEADER, False),
        (access.Role.COUNSELLOR, False),
        (access.Role.ADMINISTRATOR, False),
    ],
)
def test_a_school_leader_gives_less_than_the_own_sight(
    everyone: Cast, role: access.Role, allowed: bool
) -> None:
    by = {"organisation_id": everyone.school.pk, "role": role, "unit_id": everyone.class_9a.pk}
    if allowed:
        invited(everyone, everyone.ditte, **by)
        return
    with pytest.raises(SentenceError, match="not yours to give"):
        invited(everyone, everyone.ditte, **by)


@pytest.mark.parametrize("who", ["bo", "gro", "tove", "carl", "viggo", "freja"])
def test_whoever_runs_no_accounts_invites_nobody(everyone: Cast, client_for: ClientFor, who: str) -> None:
    user: access.User = getattr(everyone, who)
    assert client_for(user).get("/colleagues/invite/").status_code == 404
    with pytest.raises(SentenceError, match="not yours to give"):
        invited(everyone, user)


def test_an_administrator_runs_the_own_municipality_only(everyone: Cast, ida: access.User) -> None:
    with pytest.raises(SentenceError, match="not yours to give"):
        invited(everyone, ida, organisation_id=everyone.other_guidance.pk)


def test_a_class_is_of_the_organisation(everyone: Cast, ida: access.User) -> None:
    with pytest.raises(SentenceError, match="another organisation"):
        invited(everyone, ida, unit_id=everyone.class_9a.pk)


def test_an_administrator_sees_no_young_person(everyone: Cast, ida: access.User, amina: Held) -> None:
    with access.user_scope(ida.pk):
        assert not people.Person.objects.exists()
    with access.user_scope(everyone.bo.pk):
        assert people.Person.objects.get().pk == amina.person.pk


def test_an_invitation_that_was_accepted_can_t_be_withdrawn(everyone: Cast, ida: access.User) -> None:
    invitation = invited(everyone, ida)
    Client().post(posted(everyone), form())
    with access.user_scope(ida.pk), pytest.raises(IllegalMove):
        accounts.withdraw_invitation(invitation=invitation, by=access.actor_for(ida, at=NOW), at=NOW)


def test_the_first_administrator_is_invited_from_the_command_line(
    everyone: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("invite", "ida@hedeby.example", "--municipality", "999", "--role", "administrator")
    said = capsys.readouterr().out
    found = re.search(r"/invite/\S+", said)
    assert found
    client = Client()
    assert client.post(found[0], form(name="Ida")).headers["Location"] == "/log-in/set-up/"
    (post,) = access.actor_for(access.User.objects.get(name="Ida"), at=NOW).posts
    assert (post.organisation_id, post.role) == (everyone.town.pk, "administrator")


def test_what_happened_stands_in_the_log_without_an_address(
    everyone: Cast, ida: access.User, database: psycopg.Connection
) -> None:
    invited(everyone, ida)
    Client().post(posted(everyone), form())
    rows = database.execute(
        "SELECT action, by_id, reason, c::text FROM audit_change c ORDER BY id"
    ).fetchall()
    assert [row[0] for row in rows if row[0].startswith("a")] == [
        "accounts.invite",
        "access.register_user",
        "access.appoint",
        "accounts.accept_invitation",
    ]
    assert rows[0][1:3] == (ida.pk, "counsellor")
    assert BODIL not in " ".join(row[3] for row in rows)


def test_the_system_may_invite_for_whoever_sits_at_the_server(everyone: Cast) -> None:
    with access.job_scope(everyone.hedeby.pk):
        accounts.invite(draft=draft(everyone), by=SYSTEM, at=NOW)
    assert posted(everyone)


def test_a_second_administrator_is_seen_by_both(
    everyone: Cast, ida: access.User, client_for: ClientFor
) -> None:
    other = employed(everyone, "iben", "Iben Ibsen", access.Role.ADMINISTRATOR)
    assert "Ida Iversen" in read(client_for(other).get("/colleagues/"))
    assert "Iben Ibsen" in read(client_for(ida).get("/colleagues/"))
