"""Amina goes to the vocational school and is held by Bo's guidance unit; then she breaks off."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.careerplans.conftest import acting
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held, a_spell
from tests.web.conftest import amina, client_for, quick_settings

from stafet.access import api as access
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import SYSTEM
from stafet.pathways import api as pathways
from stafet.rechoice import api as rechoice
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import StepDraft, StepKind

__all__ = ["acting", "amina", "client_for", "quick_settings"]

TALK_AGAIN = StepDraft(StepKind.CONVERSATION, TODAY + timedelta(days=10))


@pytest.fixture
def vocational(everyone: Cast, amina: Held) -> pathways.Spell:
    """Amina's place at the vocational school."""
    with access.job_scope(everyone.hedeby.pk):
        return a_spell(amina.person, everyone.vocational, ActivityKind.VOCATIONAL_EDUCATION)


@pytest.fixture
def case(everyone: Cast, vocational: pathways.Spell) -> rechoice.Case:
    """The register told today that she has broken off."""
    with access.job_scope(everyone.hedeby.pk):
        marker = responsibility.record_break_off(
            spell=vocational, reason_code="17", on=TODAY, by=SYSTEM, at=NOW
        )
        return rechoice.Case.objects.get(break_off=marker)


def talked_to(everyone: Cast, case: rechoice.Case) -> None:
    """Bo has talked to her today."""
    with acting(everyone.bo) as bo:
        talk = rechoice.Talk(on=TODAY, reason=rechoice.BreakOffReason.WRONG_CHOICE)
        rechoice.talk_to(case=case, talk=talk, next_step=TALK_AGAIN, by=bo, at=NOW)


def a_possibility(everyone: Cast, case: rechoice.Case) -> rechoice.Option:
    """The gymnasium is a possibility."""
    draft = rechoice.OptionDraft("A general course", ActivityKind.GENERAL_UPPER_SECONDARY)
    with acting(everyone.bo) as bo:
        return rechoice.add_option(case=case, draft=draft, by=bo, at=NOW)


def now_of(everyone: Cast, case: rechoice.Case) -> rechoice.Case:
    """The case as it stands now, as Bo sees it."""
    with acting(everyone.bo):
        return rechoice.Case.objects.get(pk=case.pk)
