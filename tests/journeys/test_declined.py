"""A receiver says no: the sender still has the responsibility, reads why, and sends elsewhere."""

from __future__ import annotations

from tests.cast import Cast
from tests.factories import Held
from tests.web.conftest import ClientFor, read, tree


def offer(cast: Cast, to: object) -> dict[str, str]:
    return {
        "organisation": str(to),
        "kind": "change",
        "to": "",
        "starts_on": "",
        "basis": "dk.sharing.transition",
        "message": "",
        "go": "send",
    }


def test_a_declined_hand_over_returns_to_the_sender(
    everyone: Cast, amina: Held, client_for: ClientFor
) -> None:
    bo, freja, ditte = (client_for(user) for user in (everyone.bo, everyone.freja, everyone.ditte))
    page = f"/people/{amina.person.pk}/"
    bo.post(f"{page}hand-over/", offer(everyone, everyone.vocational.pk))

    # Freja has no place and says so.
    incoming = tree(freja.get("/hand-overs/"))
    decline = next(href for href in incoming.values("href") if href.endswith("/decline/"))
    freja.post(decline, {"reason": "no_place", "words": "Ask us again in January"})
    assert "Amina" not in freja.get("/hand-overs/").content.decode()

    # Bo has had the responsibility all along, and reads the reason.
    answered = read(bo.get(decline.replace("decline/", "")))
    assert "There is no place" in answered
    assert "Ask us again in January" in answered
    legs = tree(bo.get(page)).one("ol", css="relay--large").all("strong")
    assert [leg.text for leg in legs] == ["Ungevejledningen Hedeby", "Hold a conversation"]

    # So he asks the school instead, and it takes over.
    bo.post(f"{page}hand-over/", offer(everyone, everyone.school.pk))
    accept = next(href for href in tree(ditte.get("/")).values("href") if href.endswith("/accept/"))
    ditte.post(accept, {"kind": "conversation", "due_on": "10.9.2026", "holder": f"user-{everyone.ditte.pk}"})
    legs = tree(ditte.get(page)).one("ol", css="relay--large").all("strong")
    assert [leg.text for leg in legs] == ["Ungevejledningen Hedeby", "Bakkeskolen", "Hold a conversation"]
