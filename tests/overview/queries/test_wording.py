"""Lists say what the closed lists say: no second word for one thing."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.db.models import TextChoices
from django.utils import translation

from stafet.kernel.sentences import Sentence
from stafet.overview.queries import wording
from stafet.responsibility.states import CoverageEnd, HandoverState, StepKind, StepOutcome


@pytest.mark.parametrize(
    ("sentences", "choices"),
    [
        (wording.STEPS, StepKind),
        (wording.OUTCOMES, StepOutcome),
        (wording.HANDOVERS, HandoverState),
        (wording.COVERAGE_ENDS, CoverageEnd),
    ],
)
def test_the_sentences_are_the_labels(
    sentences: Mapping[TextChoices, Sentence], choices: type[TextChoices]
) -> None:
    with translation.override(None):
        assert {choice: said.text for choice, said in sentences.items()} == {
            each: str(each.label) for each in choices
        }
