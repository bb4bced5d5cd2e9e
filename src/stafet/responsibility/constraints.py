"""What the database says when it refuses, in words for people."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from django.apps import apps
from django.db import IntegrityError
from django.utils import translation

from stafet.kernel.sentences import Sentence, sentence

_PROMISE = {
    "covered_person_has_one_holder": sentence("Whoever the promise holds for has exactly one holder."),
    "covered_person_has_next_step": sentence("Whoever the promise holds for has a next step with a date."),
    "held_person_is_covered": sentence("Nobody is held for whom the promise does not hold."),
    "one_break_off_per_spell": sentence("This break-off is known already."),
}
"""The promise, judged at commit, and what Django has no place for words for."""


@cache
def sentences_of_constraints() -> Mapping[str, Sentence]:
    """What each constraint of this room says, by its name in the database."""
    # The English text is the key; whoever shows it says it in the reader's language.
    with translation.override("en"):
        said = {
            constraint.name: Sentence(str(constraint.violation_error_message))
            for model in apps.get_app_config("responsibility").get_models()
            for constraint in model._meta.constraints
        }
    return MappingProxyType({**said, **_PROMISE})


def said(error: IntegrityError) -> Sentence | None:
    """What the database's refusal means; ``None`` when it is no rule of this room."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    return sentences_of_constraints().get(name) if name else None
