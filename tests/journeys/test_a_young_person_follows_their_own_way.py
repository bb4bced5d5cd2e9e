"""A young person logs in, sees the hand-over come, says what is wrong and is answered; at eighteen the page is theirs alone."""

from __future__ import annotations

from datetime import date

from django.test import Client
from tests.cast import Cast
from tests.factories import Held
from tests.journeys.conftest import After
from tests.web.conftest import ClientFor, read, tree

from stafet.access import api as access
from stafet.messages import api as messages
from stafet.own import api as own
from stafet.people import api as people

PASSWORD = "a-relay-in-the-rain"
BIRTHDAY_IN = 12


def joined(cast: Cast, email: str, name: str) -> Client:
    """The link in the mail is followed, and an account made."""
    with access.job_scope(cast.hedeby.pk):
        link = messages.link_for(own.OwnInvitation.objects.get(email=email, state="sent").link_id)
    client = Client(headers={"accept-language": "en"})
    client.post(f"/join/{link}/", {"name": name, "language": "en", "password": PASSWORD})
    return client


def born(cast: Cast, held: Held, day: date) -> None:
    """She turns eighteen in a few days."""
    with access.job_scope(cast.hedeby.pk):
        people.Person.objects.filter(pk=held.person.pk).update(birth_date=day)


def test_a_young_person_follows_their_own_way(
    everyone: Cast, amina: Held, client_for: ClientFor, after: After
) -> None:
    born(everyone, amina, date(2008, 9, 13))
    bo, freja = client_for(everyone.bo), client_for(everyone.freja)
    person, mine = f"/people/{amina.person.pk}/", f"/mine/{amina.person.pk}/"

    # Bo invites Amina, writes down that her mother has custody, and invites her, too.
    bo.post(f"{person}own/invite/", {"email": "amina@example.org", "language": "en"})
    custody = {
        "holder_name": "Mona",
        "kind": "sole",
        "starts_on": "1.1.2020",
        "holder_email": "m@example.org",
    }
    bo.post(f"{person}custody/new/", custody)
    invite = next(
        href
        for href in tree(bo.get(f"{person}own/")).values("href")
        if "/custody/" in href and "invite" in href
    )
    bo.post(invite, {"email": "m@example.org", "language": "en"})
    young = joined(everyone, "amina@example.org", "Amina")
    joined(everyone, "m@example.org", "Mona")
    mother = client_for(access.User.objects.get(email="m@example.org"))

    # The vocational school is asked; Amina and her mother read who has the responsibility until it says yes.
    offer = {"organisation": str(everyone.vocational.pk), "kind": "start", "to": "", "starts_on": ""}
    bo.post(f"{person}hand-over/", {**offer, "basis": "dk.sharing.transition", "message": "", "go": "send"})
    for client in (young, mother):
        assert "Until they say yes, Ungevejledningen Hedeby has the responsibility" in read(client.get(mine))

    # Amina says that something is wrong. Bo finds it, deals with it, and she reads that he has.
    young.post(f"{mine}wrong/", {"words": "Jeg begynder først i januar"})
    page = tree(bo.get(f"{person}own/"))
    assert "Jeg begynder først i januar" in page.one("main").text
    finish = next(href for href in page.values("href") if href.endswith("/finish/"))
    bo.post(finish, {"outcome": "reached_goal"})
    assert "Dealt with on" in read(young.get(mine))
    assert "Jeg begynder" not in read(mother.get(mine))

    # Freja takes over; from then on she is who Amina calls.
    accept = next(href for href in tree(freja.get("/")).values("href") if href.endswith("/accept/"))
    freja.post(
        accept, {"kind": "first_contact", "due_on": "10.9.2026", "holder": f"user-{everyone.freja.pk}"}
    )
    assert "freja@example.org" in read(young.get(mine))

    # At midnight of the eighteenth birthday the page is Amina's alone.
    with after(BIRTHDAY_IN):
        young.force_login(access.User.objects.get(email="amina@example.org"))
        mother.force_login(access.User.objects.get(email="m@example.org"))
        assert young.get(mine).status_code == 200
        assert mother.get(mine).status_code == 404
        assert "only they themselves see this" in read(mother.get("/mine/"))
