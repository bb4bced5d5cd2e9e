"""Organisations, teams and who holds at the end: by whom they may be changed, and that nothing is left behind."""

from __future__ import annotations

from typing import Any

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held
from tests.web.conftest import ClientFor, read, tree

from stafet.access import api as access
from stafet.administration import api as administration
from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.organisations import api as organisations
from stafet.organisations.api import Organisation, OrganisationFacts, OrganisationKind, Unit, UnitKind
from stafet.responsibility import api as responsibility

PLACES = "/administration/organisations"


def acting(user: access.User) -> Actor:
    return access.actor_for(user, at=NOW)


def facts(row: Organisation, **other: Any) -> OrganisationFacts:
    told = {"name": row.name, "kind": OrganisationKind(row.kind), "phone": row.phone, "email": row.email}
    return OrganisationFacts(**{**told, **other})


def sent(row: Organisation, **other: str) -> dict[str, str]:
    """What a browser sends back of the form about an organisation."""
    seen = administration.seen_organisation(row)
    return {"name": row.name, "kind": row.kind, "phone": row.phone, "email": row.email, "seen": seen, **other}


def test_the_list_says_who_works_where_and_where_nobody_would_notice(
    everyone: Cast, client_for: ClientFor
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        Organisation.objects.create(
            municipality=everyone.hedeby, kind=OrganisationKind.SCHOOL, name="Tomskolen"
        )
    page = read(client_for(everyone.gro).get("/administration/"))
    assert "Answers there: Bo Bertelsen." in page
    assert "Tomskolen" in page
    assert "Nobody reads there: what is sent there is lost." in page
    assert "Holds when nobody else does." in page
    assert "Ungevejledningen Anden" not in page
    warned = read(client_for(everyone.gro).get("/administration/?which=warned"))
    assert "Tomskolen" in warned
    assert "Bakkeskolen" not in warned


def test_a_leader_keeps_the_own_school_and_no_other_is_there(everyone: Cast, client_for: ClientFor) -> None:
    client = client_for(everyone.ditte)
    page = read(client.get("/administration/"))
    assert "Bakkeskolen" in page
    assert "Hedeby Tekniske Skole" not in page
    assert client.get(f"{PLACES}/{everyone.school.pk}/").status_code == 200
    for other in (everyone.vocational, everyone.other_guidance):
        for way in ("", "change/", "close/", "take-home/", "last-resort/", "access/", "units/new/"):
            assert client.get(f"{PLACES}/{other.pk}/{way}").status_code == 404, way


@pytest.mark.parametrize("way", ["change", "close", "take-home", "last-resort", "units/new"])
def test_a_hostile_post_to_another_organisation_changes_nothing(
    everyone: Cast, client_for: ClientFor, way: str
) -> None:
    rows = Organisation.objects.order_by("pk")
    before = list(rows.values_list("name", "phone", "ends_on"))
    for user, place in ((everyone.ditte, everyone.vocational), (everyone.gro, everyone.other_guidance)):
        data = sent(place, name="Overtaget", phone="66 66 66 66")
        answer = client_for(user).post(f"{PLACES}/{place.pk}/{way}/", data)
        assert answer.status_code == 404
    assert list(rows.values_list("name", "phone", "ends_on")) == before
    assert Unit.objects.count() == 2


@pytest.mark.parametrize("way", ["close", "take-home", "last-resort"])
def test_what_concerns_the_whole_municipality_is_not_a_leaders_to_do(
    everyone: Cast, client_for: ClientFor, way: str
) -> None:
    assert client_for(everyone.ditte).post(f"{PLACES}/{everyone.school.pk}/{way}/").status_code == 404
    assert client_for(everyone.ditte).get("/administration/organisations/new/").status_code == 404


@pytest.mark.parametrize("who", ["bo", "freja", "tove", "viggo"])
def test_nobody_else_is_led_there(everyone: Cast, client_for: ClientFor, who: str) -> None:
    assert client_for(getattr(everyone, who)).get("/administration/").status_code == 404


def test_the_room_refuses_a_leader_of_another_school_behind_every_page(everyone: Cast) -> None:
    by, row = acting(everyone.ditte), everyone.vocational
    with access.job_scope(everyone.hedeby.pk):
        with pytest.raises(administration.NotYours):
            administration.change_organisation(
                organisation_id=row.pk,
                facts=facts(row, name="Overtaget"),
                seen=administration.seen_organisation(row),
                by=by,
                at=NOW,
            )
        with pytest.raises(administration.NotYours):
            administration.close_organisation(organisation_id=row.pk, on=NOW.date(), by=by, at=NOW)
        with pytest.raises(administration.NotYours):
            administration.open_unit(
                organisation_id=row.pk, kind=UnitKind.TEAM, name="Falsk", grade=None, by=by, at=NOW
            )
        with pytest.raises(administration.NotYours, match="Only the municipality's coordinator"):
            administration.change_organisation(
                organisation_id=everyone.school.pk,
                facts=facts(everyone.school, kind=OrganisationKind.GUIDANCE_UNIT),
                seen=administration.seen_organisation(everyone.school),
                by=by,
                at=NOW,
            )


def test_the_pair_agrees_whoever_asks_about_whichever_organisation(everyone: Cast, ida: access.User) -> None:
    counted = {}
    for user in access.User.objects.order_by("email"):
        rows, actor = Organisation.objects, acting(user)
        many = set(rows.filter(administration.organised_by(actor)).values_list("name", flat=True))
        assert many == {row.name for row in rows.order_by("pk") if administration.can_organise(actor, row)}
        towns = administration.towns_organised_by(actor)
        assert towns == {
            town.pk
            for town in (everyone.hedeby, everyone.elsewhere)
            if administration.can_organise_town(actor, town.pk)
        }
        counted[user.email.split("@")[0]] = len(many)
    assert counted == {"bo": 0, "carl": 0, "ditte": 1, "freja": 0, "gro": 4, "ida": 4, "tove": 0, "viggo": 0}


def test_an_organisation_is_opened_renamed_and_recorded(everyone: Cast, client_for: ClientFor) -> None:
    gro = client_for(everyone.gro)
    new = {"name": "Produktionsskolen", "kind": "preparatory", "phone": "70 11 22 33", "email": ""}
    opened = gro.post("/administration/organisations/new/", new)
    row = Organisation.objects.get(name="Produktionsskolen")
    assert opened.headers["Location"] == f"{PLACES}/{row.pk}/"
    changed = gro.post(f"{PLACES}/{row.pk}/change/", sent(row, name="FGU Hedeby"))
    assert changed.status_code == 302
    row.refresh_from_db()
    assert (row.name, row.phone) == ("FGU Hedeby", "70 11 22 33")
    with access.job_scope(everyone.hedeby.pk):
        recorded = audit.Change.objects.filter(subject_id=row.pk, by_id=everyone.gro.pk).order_by("pk")
        assert list(recorded.values_list("action", "reason")) == [
            ("organisations.register_organisation", ""),
            ("organisations.change_organisation", "name"),
        ]


def test_two_of_one_name_could_not_be_told_apart(everyone: Cast, client_for: ClientFor) -> None:
    data = {"name": "bakkeskolen", "kind": "school", "phone": "12 34", "email": ""}
    page = client_for(everyone.gro).post("/administration/organisations/new/", data)
    assert "could not be told apart" in read(page)
    assert tree(page).one("input", name="phone").get("value") == "12 34", "nothing typed is lost"


def test_of_two_who_change_at_once_the_second_is_told_and_keeps_what_was_typed(
    everyone: Cast, ida: access.User, client_for: ClientFor
) -> None:
    typed = sent(everyone.school, phone="11 11 11 11")
    client_for(everyone.gro).post(
        f"{PLACES}/{everyone.school.pk}/change/", sent(everyone.school, phone="22 22 22 22")
    )
    second = client_for(ida).post(f"{PLACES}/{everyone.school.pk}/change/", typed)
    assert "Now it says: Bakkeskolen, 22 22 22 22." in read(second)
    again = tree(second)
    assert again.one("input", name="phone").get("value") == "11 11 11 11"
    typed["seen"] = again.one("input", name="seen").get("value")
    assert client_for(ida).post(f"{PLACES}/{everyone.school.pk}/change/", typed).status_code == 302
    assert Organisation.objects.get(pk=everyone.school.pk).phone == "11 11 11 11"


def test_an_organisation_closes_only_when_nothing_is_left_behind(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    gro = client_for(everyone.gro)
    close = f"{PLACES}/{everyone.guidance.pk}/close/"
    page = read(gro.get(close))
    assert "Young people it has the responsibility for 1" in page
    assert "Something would be left behind" in page
    assert "Something is left there, so nothing was closed: 1 young people" in read(gro.post(close))
    assert gro.post(f"{PLACES}/{everyone.guidance.pk}/take-home/").status_code == 302
    assert gro.post(close).status_code == 302
    assert Organisation.objects.get(pk=everyone.guidance.pk).ends_on == NOW.date()
    assert access.actor_for(everyone.bo, at=NOW).posts == (), "its posts end with it"
    with access.job_scope(everyone.hedeby.pk):
        holding = responsibility.Holding.objects.get(person=amina.person, ends_at=None)
    assert holding.organisation_id == everyone.town.pk


def test_where_nobody_else_holds_nothing_closes(everyone: Cast, client_for: ClientFor) -> None:
    close = f"{PLACES}/{everyone.town.pk}/close/"
    assert "Name another organisation of last resort first" in read(client_for(everyone.gro).get(close))
    assert "Here lies what nobody else holds." in read(client_for(everyone.gro).post(close))
    assert Organisation.objects.get(pk=everyone.town.pk).ends_on is None


def test_whoever_holds_at_the_end_sees_from_now_on_whom_the_promise_holds_for(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    ditte = client_for(everyone.ditte)
    person = f"/people/{amina.person.pk}/"
    assert ditte.get(person).status_code == 404
    data = {"seen": administration.seen_key(everyone.town.pk)}
    named = client_for(everyone.gro).post(f"{PLACES}/{everyone.vocational.pk}/last-resort/", data)
    assert named.status_code == 302
    assert organisations.home(everyone.hedeby.pk).last_resort_id == everyone.vocational.pk
    with access.job_scope(everyone.hedeby.pk):
        grants = access.Grant.objects.filter(person_id=amina.person.pk, source="duty", valid__contains=NOW)
        assert set(grants.values_list("organisation_id", flat=True)) == {
            everyone.guidance.pk,
            everyone.vocational.pk,
        }
    again = client_for(everyone.gro).post(f"{PLACES}/{everyone.guidance.pk}/last-resort/", data)
    assert "Somebody else has named another organisation" in read(again)


def test_nobody_is_sent_home_to_where_nobody_reads(everyone: Cast, client_for: ClientFor) -> None:
    with access.job_scope(everyone.hedeby.pk):
        empty = Organisation.objects.create(
            municipality=everyone.hedeby, kind=OrganisationKind.DEPARTMENT, name="Tom"
        )
    data = {"seen": administration.seen_key(everyone.town.pk)}
    page = client_for(everyone.gro).post(f"{PLACES}/{empty.pk}/last-resort/", data)
    assert "Nobody there could act for young people" in read(page)


def test_a_team_opens_is_renamed_and_closes_when_nothing_waits_for_it(
    everyone: Cast, client_for: ClientFor
) -> None:
    ditte = client_for(everyone.ditte)
    ditte.post(
        f"{PLACES}/{everyone.school.pk}/units/new/", {"kind": "team", "name": "Vejlederne", "grade": ""}
    )
    team = Unit.objects.get(name="Vejlederne")
    data = {"name": "Overgangsteamet", "grade": "", "seen": administration.seen_unit(team)}
    assert ditte.post(f"/administration/units/{team.pk}/change/", data).status_code == 302
    assert "Overgangsteamet" in read(ditte.get(f"{PLACES}/{everyone.school.pk}/"))
    late = ditte.post(f"/administration/units/{team.pk}/change/", data | {"name": "Andet"})
    assert "Now it is called Overgangsteamet." in read(late)
    assert ditte.post(f"/administration/units/{team.pk}/close/").status_code == 302
    assert "Overgangsteamet" not in read(ditte.get(f"{PLACES}/{everyone.school.pk}/"))


def test_a_class_with_a_teacher_does_not_close_and_a_team_is_in_no_grade(
    everyone: Cast, client_for: ClientFor
) -> None:
    ditte = client_for(everyone.ditte)
    close = f"/administration/units/{everyone.class_9a.pk}/close/"
    assert "Something still waits for it" in read(ditte.get(close))
    assert "nothing was closed: 0 open steps, 0 offers and 1 posts" in read(ditte.post(close))
    page = ditte.post(
        f"{PLACES}/{everyone.school.pk}/units/new/", {"kind": "team", "name": "Team", "grade": "9"}
    )
    assert "A team is in no grade" in read(page)
    assert Unit.objects.get(pk=everyone.class_9a.pk).ends_on is None
