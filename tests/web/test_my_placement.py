"""My placement: chosen by oneself having read what it means, consented to by each home for itself, signed by everybody for themselves."""

from __future__ import annotations

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held
from tests.own.conftest import Joins, joins
from tests.placements.conftest import SAFE, acting, place, scheme
from tests.web.conftest import Answer, ClientFor, read
from tests.web.test_mine import custody_of, way, young
from tests.web.test_placements import post

from stafet.access import api as access
from stafet.own import api as own
from stafet.placements import api as placements
from stafet.placements.api import Holder, Place, Placement, Scheme

__all__ = ["joins", "place", "scheme", "young"]


def apply(
    client_for: ClientFor, amina: Held, user: access.User, scheme: Scheme, *, has_read: bool = True
) -> Answer:
    sent = {"direction": "Carpenter", "consequence": scheme.consequence} | (
        {"acknowledged": "on"} if has_read else {}
    )
    return post(client_for(user), way(amina, f"placement/apply/{scheme.pk}/"), sent)


def test_what_one_can_choose_stands_there_with_what_it_means(
    amina: Held, young: access.User, scheme: Scheme, client_for: ClientFor
) -> None:
    page = read(client_for(young).get(way(amina, "placement/")))
    assert "What you can choose" in page
    assert "optagelsesprøve" in page
    assert "nobody says no because of them" in page


def test_one_applies_oneself_only_having_read_it(
    amina: Held, young: access.User, scheme: Scheme, client_for: ClientFor
) -> None:
    assert "Read what this choice means" in read(apply(client_for, amina, young, scheme, has_read=False))
    assert "Has applied" in read(apply(client_for, amina, young, scheme))


def test_each_home_answers_for_itself_and_does_not_meet_the_other(
    everyone: Cast, amina: Held, young: access.User, joins: Joins, scheme: Scheme, client_for: ClientFor
) -> None:
    mother = joins(amina, custody_of(amina, "Mor Holm"), email="mor@example.org")
    father = joins(amina, custody_of(amina, "Far Lund"), email="far@example.org")
    apply(client_for, amina, young, scheme)
    with access.job_scope(everyone.hedeby.pk):
        here = f"placement/{Placement.objects.get().pk}/consent/"
    answered = read(post(client_for(mother), way(amina, here), {"answer": "yes"}))
    assert "Has applied" in answered
    page = read(client_for(father).get(way(amina, "placement/")))
    assert "Read what it means, and answer" in page
    assert "Mor Holm" not in page
    assert "Looks for a place" in read(post(client_for(father), way(amina, here), {"answer": "yes"}))


def test_nobody_applies_or_consents_for_another(
    everyone: Cast, amina: Held, young: access.User, joins: Joins, scheme: Scheme, client_for: ClientFor
) -> None:
    mother = joins(amina, custody_of(amina), email="mor@example.org")
    assert client_for(mother).get(way(amina, f"placement/apply/{scheme.pk}/")).status_code == 404
    apply(client_for, amina, young, scheme)
    with access.job_scope(everyone.hedeby.pk):
        here = f"placement/{Placement.objects.get().pk}/consent/"
    assert client_for(young).get(way(amina, here)).status_code == 404


def test_everybody_reads_it_and_signs_for_themselves(
    everyone: Cast,
    amina: Held,
    young: access.User,
    joins: Joins,
    scheme: Scheme,
    place: Place,
    client_for: ClientFor,
) -> None:
    custody = custody_of(amina)
    mother = joins(amina, custody, email="mor@example.org")
    apply(client_for, amina, young, scheme)
    with access.job_scope(everyone.hedeby.pk):
        row = Placement.objects.select_related("person").get()
        holders = own.custody_holders(row.person, on=NOW.date())
    assert holders == (Holder(custody.pk, "Mor Holm"),)
    post(client_for(mother), way(amina, f"placement/{row.pk}/consent/"), {"answer": "yes"})
    with acting(everyone.bo) as bo:
        draft = placements.draft_agreement(placement=row, place=place, counsellor="Bo", by=bo, at=NOW)
        assert "Read the agreement" not in read(client_for(young).get(way(amina, "placement/")))
    with acting(everyone.bo) as bo:
        placements.change_agreement(agreement=draft, changes=SAFE, by=bo, at=NOW)
        placements.send_agreement(agreement=draft, holders=holders, by=bo, at=NOW)
        rows = {each.party: each.pk for each in placements.Signature.objects.filter(agreement=draft)}
    hers, her_mother_s = rows["young_person"], rows["custody_holder"]
    assert client_for(young).get(way(amina, f"placement/sign/{her_mother_s}/")).status_code == 404
    page = read(post(client_for(young), way(amina, f"placement/sign/{hers}/")))
    assert "The young person, Amina Holm signed on 1 September 2026" in page
    assert "Custody holder, Mor Holm signed" in read(
        post(client_for(mother), way(amina, f"placement/sign/{her_mother_s}/"))
    )
    assert client_for(young).get(way(amina, "placement/agreement.pdf")).content.startswith(b"%PDF")


def test_it_is_theirs_to_stop_and_somebody_talks_with_them_at_once(
    everyone: Cast, amina: Held, young: access.User, scheme: Scheme, client_for: ClientFor
) -> None:
    apply(client_for, amina, young, scheme)
    with access.job_scope(everyone.hedeby.pk):
        here = f"placement/{Placement.objects.get().pk}/stop/"
    assert "I want to stop" in read(client_for(young).get(way(amina, "placement/")))
    page = read(
        post(client_for(young), way(amina, here), {"reason": "changed_mind", "words": "I miss physics"})
    )
    assert "Withdrawn on 1 September 2026" in page
    assert "I miss physics" in page
    assert "Find what comes next" in read(client_for(everyone.bo).get(f"/people/{amina.person.pk}/"))
