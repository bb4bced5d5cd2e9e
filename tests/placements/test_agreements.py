"""The agreement: who may do what while it stands where, signatures that a changed word takes away, and a leader who decides."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from django.db import IntegrityError
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY
from tests.placements.conftest import (
    acting,
    applied,
    approved,
    at_home,
    consented,
    drafted,
    moved,
    now_of,
    signed,
    there,
)

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.messages import api as messages
from stafet.people import api as people
from stafet.placements import api as placements
from stafet.placements.api import (
    AGREEMENT,
    Agreement,
    AgreementState,
    Gate,
    Hazard,
    Holder,
    How,
    Party,
    Place,
    Placement,
    Right,
    Voice,
    WayMove,
    WayState,
)

_MAY = {
    "guidance": {
        "draft": "change send",
        "out": "change",
        "signed": "change",
        "in_force": "change",
        "refused": "change",
    },
    "leader": {"signed": "approve"},
    "young_person": {"out": "sign"},
    "custody_holder": {"out": "sign"},
    "host": {"out": "sign"},
}
"""The matrix as somebody decided it, written by hand."""


@pytest.mark.parametrize(("party", "state"), list(product(Party, AgreementState)))
def test_who_may_do_what_while_it_stands_where(party: Party, state: AgreementState) -> None:
    told = set(_MAY[party.value].get(state.value, "").split())
    assert {right.value for right in Right if party.may(right, state)} == told


def test_every_state_of_an_agreement_is_reached() -> None:
    assert AGREEMENT.unreachable(AgreementState.DRAFT) == frozenset()


def test_what_is_known_is_filled_in(
    everyone: Cast, placement: Placement, place: Place, mother: Holder
) -> None:
    row = drafted(everyone, placement, place, mother)
    assert (row.host_name, row.host_number, row.host_unit_number) == ("Værk & Søn", "10000009", "1003388394")
    assert (row.school_name, row.class_name, row.contact_name) == ("Bakkeskolen", "9.A", "Villy Værk")


def test_nothing_is_sent_out_while_a_gate_is_closed(
    everyone: Cast, placement: Placement, place: Place, mother: Holder
) -> None:
    row = drafted(everyone, placement, place, mother, hazards=[Hazard.MACHINES.value])
    assert row.closed_gates == [Gate.DANGER]
    with acting(everyone.bo) as bo, pytest.raises(placements.GateIsClosed, match="nobody under 18"):
        placements.send_agreement(agreement=row, holders=[mother], by=bo, at=NOW)


def test_the_host_is_asked_by_a_link_that_says_nothing_about_anybody(
    everyone: Cast, placement: Placement, place: Place, mother: Holder
) -> None:
    row = drafted(everyone, placement, place, mother)
    with acting(everyone.bo) as bo:
        placements.send_agreement(agreement=row, holders=[mother], by=bo, at=NOW)
    with access.job_scope(everyone.hedeby.pk):
        sent = messages.OutgoingMessage.objects.get(template=messages.Template.PLACEMENT_TO_SIGN)
        mail = messages.written(sent, "https://stafet.example")
    assert sent.address == "villy@vaerk.example"
    assert "Amina" not in f"{mail.subject}{mail.body}"


def test_the_last_signature_brings_it_to_the_leader(
    everyone: Cast, placement: Placement, place: Place, mother: Holder
) -> None:
    row = signed(everyone, drafted(everyone, placement, place, mother), mother)
    assert (row.state, row.host_declares) == (AgreementState.SIGNED, True)
    assert now_of(everyone, placement).placement.state == WayState.SIGNED


def test_a_host_signs_only_with_its_statement(
    everyone: Cast, placement: Placement, place: Place, mother: Holder
) -> None:
    row = drafted(everyone, placement, place, mother)
    with acting(everyone.bo) as bo:
        placements.send_agreement(agreement=row, holders=[mother], by=bo, at=NOW)
    with at_home(everyone) as by:
        host = placements.Signature.objects.select_related("agreement").get(agreement=row, party=Party.HOST)
    with at_home(everyone) as by, pytest.raises(placements.NotWhole, match="working environment"):
        placements.sign_agreement(signature=host, how=How.LINK, voice=Voice.HOST, by=by, at=NOW)


def test_any_change_of_the_text_is_a_new_version_that_nobody_has_signed(
    everyone: Cast, placement: Placement, place: Place, mother: Holder
) -> None:
    row = signed(everyone, drafted(everyone, placement, place, mother), mother)
    with acting(everyone.bo) as bo:
        newer = placements.change_agreement(agreement=row, changes={"tasks": "Paints"}, by=bo, at=NOW)
    view = now_of(everyone, placement)
    assert (newer.revision, newer.state, newer.tasks) == (2, AgreementState.DRAFT, "Paints")
    assert view.signatures_of(newer) == ()
    assert [each.state for each in view.agreements] == [AgreementState.DRAFT, AgreementState.REPLACED]
    assert view.placement.state == WayState.DRAFTED


def test_only_the_leader_of_the_school_approves_and_for_both_reasons(
    everyone: Cast, placement: Placement, place: Place, mother: Holder
) -> None:
    row = signed(everyone, drafted(everyone, placement, place, mother), mother)
    with acting(everyone.bo) as bo, pytest.raises(placements.NotYours):
        placements.approve_agreement(agreement=row, supports_school=True, host_declares=True, by=bo, at=NOW)
    with acting(everyone.ditte) as ditte:
        for supports, declares in ((False, True), (True, False)):
            with pytest.raises(placements.NotWhole):
                placements.approve_agreement(
                    agreement=row, supports_school=supports, host_declares=declares, by=ditte, at=NOW
                )
    approved(everyone, row)
    current = now_of(everyone, placement).current
    assert current is not None
    assert (current.state, current.decided_by) == (AgreementState.IN_FORCE, everyone.ditte)


def test_who_may_decide_is_the_same_for_one_and_for_many(
    everyone: Cast, placement: Placement, place: Place, mother: Holder
) -> None:
    row = signed(everyone, drafted(everyone, placement, place, mother), mother)
    for user in (everyone.bo, everyone.ditte, everyone.gro, everyone.freja):
        with acting(user) as actor:
            many = Agreement.objects.filter(placements.agreements_decidable_by(actor), pk=row.pk)
        with access.job_scope(everyone.hedeby.pk):
            assert placements.can_decide(actor, row) == many.exists()


@pytest.mark.parametrize(
    ("place", "scheme", "begins_with"),
    [
        ({"weekdays": (2, 3, 4)}, {"weekdays": (1, 2, 3, 4, 5), "days_a_week": 1}, [2]),
        ({"weekdays": (2, 3, 4)}, {"weekdays": (3, 4), "days_a_week": 2}, [3, 4]),
        ({"weekdays": (5,)}, {"weekdays": (3, 4), "days_a_week": 1}, [3]),
    ],
    indirect=["place", "scheme"],
)
def test_an_agreement_begins_with_as_many_days_as_the_towns_model_has(
    everyone: Cast, placement: Placement, place: Place, mother: Holder, begins_with: list[int]
) -> None:
    """Of the days on which the place takes somebody; where none of them is the model's, the model's."""
    applied(everyone, placement, mother)
    consented(everyone, placement, mother)
    with acting(everyone.bo) as bo:
        row = placements.draft_agreement(placement=placement, place=place, counsellor="Bo", by=bo, at=NOW)
    assert list(row.weekdays) == begins_with


def test_a_refusal_has_a_reason_and_leaves_the_choice(
    everyone: Cast, placement: Placement, place: Place, mother: Holder
) -> None:
    row = signed(everyone, drafted(everyone, placement, place, mother), mother)
    with acting(everyone.ditte) as ditte:
        with pytest.raises(placements.NotWhole):
            placements.refuse_agreement(agreement=row, because=" ", by=ditte, at=NOW)
        placements.refuse_agreement(
            agreement=row, because="Too far from what she is taught", by=ditte, at=NOW
        )
    assert now_of(everyone, placement).placement.state == WayState.REFUSED
    moved(everyone, placement, WayMove.LOOK_AGAIN, "Closer to the school")
    assert now_of(everyone, placement).placement.state == WayState.SEEKING


def test_whoever_is_there_stays_while_a_new_version_is_signed(
    everyone: Cast, placement: Placement, place: Place, mother: Holder
) -> None:
    there(everyone, placement, place, mother)
    old = now_of(everyone, placement).current
    assert old is not None
    with acting(everyone.bo) as bo:
        newer = placements.change_agreement(agreement=old, changes={"weekdays": [4]}, by=bo, at=NOW)
    assert now_of(everyone, placement).placement.state == WayState.ACTIVE
    approved(everyone, signed(everyone, newer, mother))
    view = now_of(everyone, placement)
    assert view.placement.state == WayState.ACTIVE
    assert [each.state for each in view.agreements] == [AgreementState.IN_FORCE, AgreementState.REPLACED]


def test_a_corrected_birth_date_that_closes_a_gate_pauses_whoever_is_there(
    everyone: Cast, placement: Placement, place: Place, mother: Holder
) -> None:
    there(everyone, placement, place, mother)
    with access.job_scope(everyone.hedeby.pk):
        people.Person.objects.filter(pk=placement.person_id).update(birth_date=date(2014, 5, 17))
        paused = placements.judge_everybody(municipality_id=everyone.hedeby.pk, by=SYSTEM, at=NOW)
    view = now_of(everyone, placement)
    assert (paused, view.placement.state, view.entries[-1].voice) == (1, WayState.PAUSED, Voice.RULE)
    assert "nobody under 13" in view.entries[-1].words
    with pytest.raises(placements.GateIsClosed):
        moved(everyone, placement, WayMove.RESUME)


def test_the_database_lets_nobody_be_there_while_a_gate_is_closed(
    everyone: Cast, placement: Placement, place: Place, mother: Holder
) -> None:
    there(everyone, placement, place, mother)
    with pytest.raises(IntegrityError, match="gate is closed"), access.job_scope(everyone.hedeby.pk):
        Agreement.objects.filter(placement=placement).update(closed_gates=[Gate.AGE.value])


def test_the_database_lets_nobody_be_there_without_an_agreement(
    everyone: Cast, placement: Placement, place: Place, mother: Holder
) -> None:
    drafted(everyone, placement, place, mother)
    with pytest.raises(IntegrityError, match="gate is closed"), access.job_scope(everyone.hedeby.pk):
        Placement.objects.filter(pk=placement.pk).update(state=WayState.ACTIVE, registered_on=TODAY)


def test_the_database_keeps_what_was_signed(
    everyone: Cast, placement: Placement, place: Place, mother: Holder
) -> None:
    row = signed(everyone, drafted(everyone, placement, place, mother), mother)
    with pytest.raises(IntegrityError, match="not changed"), access.job_scope(everyone.hedeby.pk):
        Agreement.objects.filter(pk=row.pk).update(tasks="Something else")
    with pytest.raises(IntegrityError, match="stands under"), access.job_scope(everyone.hedeby.pk):
        placements.Signature.objects.filter(agreement=row).update(seal="0" * 64)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("approved_for_both_reasons", {"state": AgreementState.IN_FORCE}),
        ("refused_for_a_reason", {"state": AgreementState.REFUSED}),
        ("agreement_ends_after_it_starts", {"ends_on": TODAY - timedelta(days=1)}),
        ("agreement_stops_after_it_begins", {"stops_at": "07:00"}),
    ],
)
def test_the_database_has_the_last_word_on_agreements(
    everyone: Cast, placement: Placement, place: Place, mother: Holder, name: str, changes: dict[str, object]
) -> None:
    row = drafted(everyone, placement, place, mother)
    with pytest.raises(IntegrityError, match=name), access.job_scope(everyone.hedeby.pk):
        Agreement.objects.filter(pk=row.pk).update(**changes)
