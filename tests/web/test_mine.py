"""My way: what a young person and whoever has custody meet, and that they meet nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held
from tests.own.conftest import Joins, joins
from tests.web.conftest import ClientFor, read

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.messages import api as messages
from stafet.own import api as own
from stafet.people import api as people

__all__ = ["joins"]
ONE_FACTOR = "stafet.web.ways_in.OneFactor"
PASSWORD = "a-relay-in-the-rain"  # of nobody


@pytest.fixture
def young(amina: Held, joins: Joins) -> access.User:
    return joins(amina)


@pytest.fixture
def parent(amina: Held, joins: Joins) -> access.User:
    return joins(amina, custody_of(amina), email="mother@example.org")


def custody_of(held: Held, name: str = "Mor Holm") -> own.Custody:
    with access.job_scope(held.person.municipality_id):
        draft = own.CustodyDraft(name, own.CustodyKind.SHARED, date(2025, 1, 1), "far@example.org")
        return own.add_custody(person=held.person, draft=draft, by=SYSTEM, at=NOW)


def way(held: Held, part: str = "") -> str:
    return f"/mine/{held.person.pk}/{part}"


def test_the_young_person_reads_who_is_responsible_and_what_comes_next(
    amina: Held, young: access.User, client_for: ClientFor
) -> None:
    client = client_for(young)
    assert client.get("/").headers["location"] == "/mine/"
    assert client.get("/mine/").headers["location"] == way(amina)
    page = read(client.get(way(amina)))
    assert "You talk with Bo Bertelsen" in page
    assert "by 15 September 2026" in page
    assert "bo@example.org" in page
    assert "9.A" in page


def test_with_a_password_alone_too(amina: Held, young: access.User, client_for: ClientFor) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(young, backend=ONE_FACTOR)
    assert "You talk with Bo Bertelsen" in read(client.get(way(amina)))


def test_whoever_has_custody_reads_the_same_but_not_with_a_password_alone(
    amina: Held, parent: access.User, client_for: ClientFor
) -> None:
    assert "because you have custody" in read(client_for(parent).get(way(amina)))
    client = Client(headers={"accept-language": "en"})
    client.force_login(parent, backend=ONE_FACTOR)
    assert client.get(way(amina)).status_code == 404
    assert "Set up a second step" in read(client.get("/mine/"))


@pytest.mark.parametrize(
    "address",
    ["/people/", "/hand-overs/", "/watch/", "/leaving/", "/registers/", "/keeping/", "/requests/new/"],
)
def test_they_meet_no_lists_no_search_and_no_page_of_the_staff(
    young: access.User, parent: access.User, client_for: ClientFor, address: str
) -> None:
    for user in (young, parent):
        assert client_for(user).get(address).status_code == 404


def test_nor_the_staffs_page_about_themselves(amina: Held, young: access.User, client_for: ClientFor) -> None:
    for part in ("", "looks/", "history/", "own/", "own/invite/", "custody/new/"):
        assert client_for(young).get(f"/people/{amina.person.pk}/{part}").status_code == 404


def test_at_work_one_reads_who_sees_nothing_any_more_once_they_are_of_age(
    everyone: Cast, amina: Held, parent: access.User, client_for: ClientFor
) -> None:
    page, over = f"/people/{amina.person.pk}/own/", "Sees nothing since the 18th birthday"
    bo = client_for(everyone.bo)
    assert over not in read(bo.get(page))
    assert "End it" in read(bo.get(page))
    with access.job_scope(everyone.hedeby.pk):
        people.Person.objects.filter(pk=amina.person.pk).update(birth_date=date(2008, 9, 1))
    of_age = read(bo.get(page))
    assert over in of_age
    assert "End it" not in of_age
    assert "Write down custody" not in of_age


@pytest.mark.parametrize("who", ["bo", "freja", "gro"])
def test_staff_have_no_page_of_their_own(
    everyone: Cast, amina: Held, client_for: ClientFor, who: str
) -> None:
    client = client_for(getattr(everyone, who))
    assert client.get("/mine/").status_code == 404
    assert client.get(way(amina)).status_code == 404


def test_a_password_alone_opens_no_work_also_for_somebody_who_has_a_post(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(everyone.bo, backend=ONE_FACTOR)
    assert client.get(f"/people/{amina.person.pk}/").status_code == 404


def test_who_has_read_about_me_names_organisations_and_no_colleague(
    everyone: Cast, amina: Held, young: access.User, parent: access.User, client_for: ClientFor
) -> None:
    client_for(everyone.bo).get(f"/people/{amina.person.pk}/")
    client_for(parent).get(way(amina))
    client_for(young).get(way(amina))
    page = read(client_for(young).get(way(amina, "read/")))
    assert f"{everyone.guidance.name}: Counsellor" in page
    assert "Guidance" in page
    assert "Custody holder" in page
    assert "Bo Bertelsen" not in page
    assert "The young person" not in page, "what I look at myself"
    at_home = read(client_for(parent).get(way(amina, "read/")))
    assert f"{everyone.guidance.name}: Counsellor" in at_home
    assert "The young person" not in at_home, "when a child looks is theirs"
    assert "Custody holder" not in at_home, "nor another household"


def test_saying_that_something_is_wrong_reaches_the_holder(
    everyone: Cast, amina: Held, young: access.User, client_for: ClientFor
) -> None:
    client = client_for(young)
    answer = client.post(way(amina, "wrong/"), {"words": "Jeg går på en anden skole"})
    assert answer.headers["location"] == way(amina)
    page = read(client.get(way(amina)))
    assert "“Jeg går på en anden skole” You get an answer by 15 September 2026." in " ".join(page.split())
    staff = read(client_for(everyone.bo).get(f"/people/{amina.person.pk}/own/"))
    assert "Jeg går på en anden skole" in staff


def test_the_counsellor_invites_and_the_link_makes_a_log_in(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    answer = client_for(everyone.bo).post(
        f"/people/{amina.person.pk}/own/invite/", {"email": "amina@example.org", "language": "da"}
    )
    assert answer.status_code == 302
    with access.job_scope(everyone.hedeby.pk):
        link = messages.link_for(own.OwnInvitation.objects.get().link_id)
    client = Client(headers={"accept-language": "en"})
    assert "Amina Holm" not in client.get(f"/join/{link}/").content.decode()
    said = {"name": "Amina", "language": "en", "password": PASSWORD}
    assert client.post(f"/join/{link}/", said).headers["location"] == "/mine/"
    assert client.get(way(amina)).status_code == 200
    again = Client()
    assert again.get(f"/join/{link}/").headers["location"] == "/invite/"
    again.post("/log-in/", {"account": "amina@example.org", "password": PASSWORD})
    assert again.get(way(amina)).status_code == 200


def test_custody_is_written_down_and_its_holder_invited_by_a_link_and_ended(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    said = {
        "holder_name": "Mor Holm",
        "kind": "shared",
        "starts_on": "1/1/2026",
        "holder_email": "m@example.org",
    }
    assert bo.post(f"/people/{amina.person.pk}/custody/new/", said).status_code == 302
    with access.job_scope(everyone.hedeby.pk):
        custody = own.Custody.objects.get()
    assert "Mor Holm" in read(bo.get(f"/people/{amina.person.pk}/own/"))
    bo.post(f"/custody/{custody.pk}/invite/", {"email": "m@example.org", "language": "da"})
    with access.job_scope(everyone.hedeby.pk):
        link = messages.link_for(own.OwnInvitation.objects.get().link_id)
    client = Client(headers={"accept-language": "en"})
    answer = client.post(f"/join/{link}/", {"name": "Mor", "language": "en", "password": PASSWORD})
    assert answer.headers["location"] == "/log-in/set-up/"
    ended = bo.post(f"/custody/{custody.pk}/end/", {"on": "1/9/2026", "because": "changed"})
    assert ended.status_code == 302
    client.force_login(access.User.objects.get(email="m@example.org"))
    assert "has ended" in read(client.get("/mine/"))


def test_nothing_of_another_household_stands_on_any_page(
    amina: Held, parent: access.User, client_for: ClientFor
) -> None:
    custody_of(amina, "Far Holm")
    for part in ("", "read/", "wrong/"):
        page = client_for(parent).get(way(amina, part)).content.decode()
        assert "Far Holm" not in page
        assert "far@example.org" not in page


def test_who_is_logged_in_runs_the_own_account(young: access.User, client_for: ClientFor) -> None:
    account = client_for(young).get("/account/")
    assert account.status_code == 200
    assert 'href="/account/passkeys/"' in account.content.decode()
    assert client_for(young).get("/account/passkeys/").status_code in {200, 302}
    alone = Client(headers={"accept-language": "en"})
    alone.force_login(young, backend=ONE_FACTOR)
    assert alone.get("/account/").status_code == 200
    assert alone.get("/account/codes/").headers["location"].startswith("/account/prove/")


def test_everything_about_me_to_read_and_as_a_file(
    everyone: Cast, amina: Held, young: access.User, client_for: ClientFor
) -> None:
    client_for(everyone.bo).get(f"/people/{amina.person.pk}/")
    page = read(client_for(young).get(way(amina, "everything/")))
    assert "Given names" in page
    assert "5 years after the promise ended for the young person" in page
    assert "Kept" in page
    assert f"{everyone.guidance.name}: Counsellor" in page
    file = client_for(young).get(way(amina, "everything.json"))
    assert file.headers["content-disposition"] == 'attachment; filename="stafet.json"'
    content = file.json()
    assert {table["table"] for table in content["tables"]} >= {"people.Person", "pathways.Spell"}
    assert content["who_has_read"]
    assert "Bo Bertelsen" not in file.content.decode()


def test_with_a_password_alone_it_says_how_to_get_it(amina: Held, young: access.User) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(young, backend=ONE_FACTOR)
    assert "log in with two steps" in read(client.get(way(amina, "everything/")))
    assert client.get(way(amina, "everything.json")).status_code == 404


def test_staff_who_have_the_responsibility_make_one_on_behalf_and_nobody_else(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    assert "Given names" in read(client_for(everyone.bo).get(f"/people/{amina.person.pk}/copy/"))
    assert client_for(everyone.bo).get(f"/people/{amina.person.pk}/copy.json").status_code == 200
    for other in (everyone.ditte, everyone.freja, everyone.carl):
        assert client_for(other).get(f"/people/{amina.person.pk}/copy/").status_code == 404


def test_on_behalf_nobody_gets_a_kind_of_data_they_do_not_meet_otherwise(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    for user, left_out in ((everyone.gro, {"C", "E", "P"}), (everyone.bo, {"P"})):
        file = client_for(user).get(f"/people/{amina.person.pk}/copy.json").json()
        assert set(file["left_out"]) == left_out


def test_whoever_has_lost_the_password_gets_a_new_link_and_chooses_another(
    everyone: Cast, amina: Held, young: access.User, client_for: ClientFor
) -> None:
    bo = client_for(everyone.bo)
    with access.job_scope(everyone.hedeby.pk):
        login = own.PersonalLogin.objects.get()
    bo.post(f"/own-log-ins/{login.pk}/end/")
    assert client_for(young).get(way(amina)).status_code == 404
    bo.post(f"/people/{amina.person.pk}/own/invite/", {"email": young.email, "language": "da"})
    with access.job_scope(everyone.hedeby.pk):
        link = messages.link_for(own.OwnInvitation.objects.get(state="sent").link_id)
    client = Client(headers={"accept-language": "en"})
    said = {"name": "Amina", "language": "en", "password": PASSWORD}
    assert client.post(f"/join/{link}/", said).headers["location"] == "/mine/"
    assert client.get(way(amina)).status_code == 200


def test_no_link_gives_a_colleague_another_password(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    """Freja has a child: she logs in with her own account, and the link asks for nothing else."""
    custody = custody_of(amina)
    client_for(everyone.bo).post(
        f"/custody/{custody.pk}/invite/", {"email": everyone.freja.email, "language": "da"}
    )
    with access.job_scope(everyone.hedeby.pk):
        link = messages.link_for(own.OwnInvitation.objects.get().link_id)
    stranger = Client(headers={"accept-language": "en"})
    stranger.post(f"/join/{link}/", {"name": "Nogen", "language": "en", "password": PASSWORD})
    assert not access.User.objects.get(pk=everyone.freja.pk).has_usable_password()
    freja = client_for(everyone.freja)
    assert freja.post(f"/join/{link}/").headers["location"] == "/mine/"
    assert "because you have custody" in read(freja.get(way(amina)))
    assert freja.get(f"/people/{amina.person.pk}/").status_code == 404
    assert freja.get("/people/").status_code == 200
    assert "/mine/" in freja.get("/account/").content.decode()
