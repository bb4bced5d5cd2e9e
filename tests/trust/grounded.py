"""What is done around somebody's placement, every text marked; and a task, a class and a talk about nobody."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from stafet.access import api as access
from stafet.groundwork import api as groundwork
from stafet.groundwork.api import (
    Adviser,
    Guest,
    MeetingFacts,
    MeetingMove,
    TeamRole,
    TransferFacts,
    TransferMove,
    TransferTo,
)
from stafet.kernel.actors import SYSTEM
from stafet.kernel.privacy import DataClass
from stafet.organisations.api import Unit, UnitKind
from stafet.placements.api import Holder, Placement, SchemeKind, Voice
from tests.cast import Cast
from tests.trust.markers import marker

Object = UUID | str | int
D = DataClass.PROCESS
_KIND = SchemeKind.JUNIOR_APPRENTICESHIP


def grounded(
    placement: Placement, holder: Holder, name: str, cast: Cast, at: datetime
) -> dict[str, dict[str, Object]]:
    """Bo advises, plans a start meeting, says who is around, and hands on; somebody with custody answers the advice."""
    with access.user_scope(cast.bo.pk):
        told: dict[str, Any] = {"placement": placement, "by": access.actor_for(cast.bo, at=at), "at": at}
        advice = groundwork.write_advice(adviser=Adviser.COUNSELLOR, words=marker(name, D, "advised"), **told)
        groundwork.name_team(
            role=TeamRole.LEADER,
            name=marker(name, D, "teamname"),
            reached=marker(name, D, "teamphone"),
            **told,
        )
        meeting = groundwork.plan_start_meeting(facts=_meeting(name, at), **told)
        transfer = groundwork.send_transfer(facts=_transfer(name, cast, at), **told)
    with access.job_scope(cast.hedeby.pk):
        groundwork.reply_to_advice(
            advice=advice,
            custody_id=holder.custody_id,
            name=marker(name, D, "replyname"),
            words=marker(name, D, "replied"),
            voice=Voice.CUSTODY_HOLDER,
            by=SYSTEM,
            at=at,
        )
    return {
        "advice_id": {name: advice.pk},
        "start_meeting_id": {name: meeting.pk},
        "meeting_move": {"": MeetingMove.CALL_OFF.value},
        "transfer_id": {name: transfer.pk},
        "transfer_move": {"": TransferMove.CALL_OFF.value},
        **_of_another_town(cast, at),
    }


def _meeting(name: str, at: datetime) -> MeetingFacts:
    return MeetingFacts(
        at.date() + timedelta(days=3),
        time(14),
        marker(name, D, "meetwhere"),
        (Guest.COMPANY,),
        marker(name, D, "agenda"),
    )


def _transfer(name: str, cast: Cast, at: datetime) -> TransferFacts:
    return TransferFacts(
        TransferTo.VOCATIONAL,
        cast.vocational.pk,
        marker(name, D, "handon"),
        is_agreed=True,
        first_day=at.date() + timedelta(days=9),
    )


def _of_another_town(cast: Cast, at: datetime) -> dict[str, dict[str, Object]]:
    """A year and a class of the other town: nobody of Hedeby opens them."""
    town = cast.elsewhere.pk
    with access.job_scope(town):
        groundwork.begin_year(municipality_id=town, kind=_KIND, starts_in=at.year, by=SYSTEM, at=at)
        task = groundwork.YearTask.objects.filter(municipality_id=town).order_by("due_on").first()
        unit = Unit.objects.create(organisation=cast.other_guidance, kind=UnitKind.CLASS, name="7.X", grade=7)
    assert task is not None
    return {
        "year_task_id": {"elin": task.pk},
        "class_unit_id": {"elin": unit.pk},
        "scheme_kind": {"": _KIND.value},
        "starts_in": {"": at.year},
    }
