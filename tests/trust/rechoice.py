"""Somebody breaks off, and somebody worries: every text is marked."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from stafet.access import api as access
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import SYSTEM, Actor
from stafet.kernel.privacy import DataClass
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.rechoice import api as rechoice
from stafet.responsibility import api as responsibility
from tests.cast import Cast
from tests.trust.markers import marker

D = DataClass.PROCESS
Object = UUID | str | int


def break_off_and_worry(
    person: people.Person, cast: Cast, by: Actor, at: datetime
) -> dict[str, dict[str, Object]]:
    """Amina breaks off, is talked to and finds a possibility; Bo worries and agrees on something with her."""
    with access.job_scope(person.municipality_id):
        draft = pathways.SpellDraft(
            ActivityKind.VOCATIONAL_EDUCATION,
            at.date() - timedelta(days=9),
            organisation_id=cast.vocational.pk,
        )
        spell = pathways.record_spell(person=person, draft=draft, by=SYSTEM, at=at)
        marked = responsibility.record_break_off(spell=spell, reason_code="", on=at.date(), by=SYSTEM, at=at)
    with access.user_scope(by.user_id):
        case = rechoice.Case.objects.get(break_off=marked)
        option = _possibility(case, by, at)
        concern, measure = _concern(person, cast, by, at)
    return {
        "case_id": {"amina": case.pk},
        "option_id": {"amina": option.pk},
        "concern_id": {"amina": concern.pk},
        "concern_measure_id": {"amina": measure.pk},
    }


def _possibility(case: rechoice.Case, by: Actor, at: datetime) -> rechoice.Option:
    talk = rechoice.Talk(
        on=at.date(),
        reason=rechoice.BreakOffReason.OTHER,
        reason_words=marker("amina", D, "reason"),
        wishes=marker("amina", D, "wishes"),
    )
    rechoice.talk_to(case=case, talk=talk, next_step=None, by=by, at=at)
    draft = rechoice.OptionDraft(
        words=marker("amina", D, "option"),
        kind=ActivityKind.PREPARATORY_EDUCATION,
        entry=rechoice.Entry.LACKING,
        entry_words=marker("amina", D, "entry"),
    )
    return rechoice.add_option(case=case, draft=draft, by=by, at=at)


def _concern(
    person: people.Person, cast: Cast, by: Actor, at: datetime
) -> tuple[rechoice.Concern, rechoice.ConcernMeasure]:
    draft = rechoice.ConcernDraft(
        organisation_id=cast.guidance.pk,
        reason=rechoice.ConcernReason.OTHER,
        words=marker("amina", D, "worry"),
        own_words=marker("amina", D, "ownworry"),
    )
    concern = rechoice.raise_concern(person=person, draft=draft, by=by, at=at)
    agreed = rechoice.MeasureDraft(
        kind=rechoice.MeasureKind.OTHER,
        words=marker("amina", D, "agreed"),
        done_by=marker("amina", D, "doneby"),
        starts_on=at.date(),
    )
    return concern, rechoice.agree_measure(concern=concern, draft=agreed, by=by, at=at)
