"""Ditte's school hands a pupil to Freja's vocational school: offered, taken over, seen to start."""

from __future__ import annotations

from datetime import date

from tests.cast import Cast
from tests.factories import a_person, a_spell, covered
from tests.journeys.conftest import After
from tests.web.conftest import Answer, ClientFor, read, tree

from stafet.access import api as access


def test_the_baton_is_never_dropped_between_two_hands(
    everyone: Cast, client_for: ClientFor, after: After
) -> None:
    ditte, freja, gro = (client_for(user) for user in (everyone.ditte, everyone.freja, everyone.gro))
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, "Malthe", "Skov")
        a_spell(
            person, everyone.school, unit=everyone.class_9a, ends_on=date(2026, 9, 14), end_reason="completed"
        )
        covered(person, everyone.school, user=everyone.ditte, duty=[everyone.town, everyone.guidance])
    page = f"/people/{person.pk}/"

    # Ditte sends him on; until somebody says yes he is still the school's.
    sent = ditte.post(
        f"{page}hand-over/",
        {
            "organisation": str(everyone.vocational.pk),
            "kind": "start",
            "to": f"team-{everyone.team.pk}",
            "starts_on": "14.9.2026",
            "basis": "dk.sharing.transition",
            "message": "Starts as a carpenter; comes by train.",
            "go": "send",
        },
        follow=True,
    )
    assert "Is offered the responsibility Hedeby Tekniske Skole" in read(sent)
    assert freja.get(page).status_code == 404

    # Two days later Freja finds him on her day and takes over, with a first step.
    with after(2):
        freja, gro = client_for(everyone.freja), client_for(everyone.gro)
        accept = _link(freja.get("/"), "incoming-heading", "/accept/")
        taken = freja.post(
            accept,
            {
                "holder": f"user-{everyone.freja.pk}",
                "kind": "first_contact",
                "words": "Call him",
                "due_on": "8.9.2026",
            },
            follow=True,
        )
        assert "Make first contact: Call him" in read(taken)
        relay = tree(gro.get(page)).one("ol", css="relay--large").all("strong")
        assert [leg.text for leg in relay] == [
            "Bakkeskolen",
            "Hedeby Tekniske Skole",
            "Make first contact: Call him",
        ]
        assert "carpenter" in read(freja.get(accept.replace("accept/", "")))

    # The school may read on for a month, and no longer do anything.
    with after(3):
        assert "Malthe Skov" in read(client_for(everyone.ditte).get(page))
        assert client_for(everyone.ditte).get(f"{page}hand-over/").status_code == 404

    with after(33):
        assert client_for(everyone.ditte).get(page).status_code == 404

    # On the first day of term somebody has seen him: only now is the hand-over done.
    with after(14):
        freja = client_for(everyone.freja)
        confirm = _link(freja.get("/"), "not-started-heading", "/confirm/")
        freja.post(confirm, {"on": "14.9.2026"})
        assert "Confirmed by presence: 14 September 2026" in read(freja.get(confirm.replace("confirm/", "")))
        assert not tree(freja.get("/")).all("section", aria_labelledby="not-started-heading")

    # Who was responsible on 2 September, and what did they know?
    assert "Bakkeskolen, Ditte Dam had" in read(
        client_for(everyone.gro).get(f"{page}history/?true_on=2.9.2026")
    )


def _link(answer: Answer, heading: str, way: str) -> str:
    """The first way of a kind in one of the lists of a page."""
    listed = tree(answer).one("section", aria_labelledby=heading)
    return next(href for href in listed.values("href") if href.endswith(way))
