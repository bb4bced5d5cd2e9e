"""Ditte leaves the school: her leader moves what she has, and nobody waits for somebody who is gone."""

from __future__ import annotations

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, a_person, a_spell, covered
from tests.web.conftest import ClientFor, read, tree

from stafet.access import api as access
from stafet.organisations import api as organisations
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import HandoverKind, Receiver


def test_nothing_is_left_behind(everyone: Cast, client_for: ClientFor) -> None:
    helle = access.User(email="helle@example.org", name="Helle Hansen", language="en")
    with access.job_scope(everyone.hedeby.pk):
        helle.save()
        access.Membership.objects.create(
            user=helle, organisation=everyone.school, role=access.Role.SCHOOL_LEADER, starts_at=NOW
        )
        people = [a_person(everyone.hedeby, name) for name in ("Emil", "Ida", "Storm")]
        for person in people[:2]:
            a_spell(person, everyone.school)
            covered(person, everyone.school, user=everyone.ditte, due_on=TODAY)
        covered(people[2], everyone.guidance, user=everyone.bo)
    assert organisations.teams_of(everyone.school.pk) == []
    with access.user_scope(everyone.bo.pk):
        responsibility.offer_handover(
            person=people[2],
            to=Receiver(everyone.school.pk, user_id=everyone.ditte.pk),
            kind=HandoverKind.CHANGE,
            basis="dk.sharing.transition",
            by=access.actor_for(everyone.bo, at=NOW),
            at=NOW,
        )
    leader, heir = client_for(everyone.ditte), client_for(helle)
    where = everyone.school.pk
    told = {"who": f"{where}/{everyone.ditte.pk}", "to": f"{where}/{helle.pk}"}

    # First only what would happen.
    plan = read(leader.post("/leaving/", told))
    for line in ("The responsibility for 2 people", "2 open steps", "1 offer sent to them by name"):
        assert line in plan
    assert "Emil" not in read(heir.get("/"))

    # Then it happens, all of it at once.
    done = leader.post("/leaving/", {**told, "go": "do"}, follow=True)
    assert "Everything is moved. Nothing is left behind." in done.content.decode()
    day = tree(heir.get("/"))
    due = day.one("section", aria_labelledby="due-heading").text
    assert "Emil Holm" in due
    assert "Ida Holm" in due
    assert "Storm Holm" in day.one("section", aria_labelledby="incoming-heading").text
    assert "Emil" not in read(leader.get("/"))
    assert "Nobody would be lost" in read(heir.get("/watch/"))
