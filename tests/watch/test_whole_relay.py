"""After every act of a relay that is run through the doors, nobody is lost: what the doors write is what the watch expects."""

from __future__ import annotations

from datetime import date, timedelta

import psycopg
from tests import factories
from tests.cast import Cast
from tests.conftest import NOW

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import Receiver, StepDraft, StepKind
from stafet.watch import api as watch
from stafet.watch.api import LostCode

A_DAY = timedelta(days=1)
STEP = StepDraft(kind=StepKind.FOLLOW_UP, due_on=date(2026, 10, 1))


def _lost(cast: Cast) -> dict[LostCode, int]:
    with access.job_scope(cast.hedeby.pk):
        found = watch.lost(municipality_id=cast.hedeby.pk, day=NOW.date() + 3 * A_DAY)
    return {each.state.code: each.count for each in found if each.count}


def test_nobody_is_lost_after_any_act(everyone: Cast, database: psycopg.Connection) -> None:
    database.execute("UPDATE gate.test_clock SET at = %s", [NOW + 4 * A_DAY])
    with access.job_scope(everyone.hedeby.pk):
        person = factories.a_person(everyone.hedeby, "Amina", "Holm")
        factories.a_spell(person, everyone.school)
        responsibility.take_in(
            person=person,
            organisation_id=everyone.guidance.pk,
            rule="dk.coverage.from_grade",
            step=STEP,
            by=SYSTEM,
            at=NOW,
        )
    assert _lost(everyone) == {}
    bo = access.actor_for(everyone.bo, at=NOW)
    with access.user_scope(everyone.bo.pk):
        handover = responsibility.offer_handover(
            person=person,
            to=Receiver(everyone.vocational.pk),
            kind=responsibility.HandoverKind.START,
            basis="dk.sharing.transition",
            by=bo,
            at=NOW + A_DAY,
        )
    assert _lost(everyone) == {}
    freja = access.actor_for(everyone.freja, at=NOW)
    with access.user_scope(everyone.freja.pk):
        responsibility.accept_handover(handover=handover, first_step=STEP, by=freja, at=NOW + 2 * A_DAY)
    assert _lost(everyone) == {}
    with access.job_scope(everyone.hedeby.pk):
        responsibility.fall_back(
            person=person, because=responsibility.FallBackReason.UNANSWERED, by=SYSTEM, at=NOW + 3 * A_DAY
        )
    assert _lost(everyone) == {}
