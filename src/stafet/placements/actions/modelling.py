"""A town sets how it does a scheme in a school year. What it said before stays."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.placements import policies
from stafet.placements.drafts import SchemeFacts
from stafet.placements.errors import NotWhole, NotYours
from stafet.placements.models import Scheme
from stafet.placements.states import CHANGES_ACCESS

_FIRST_DAY, _LAST_DAY = 1, 5


@audit.action
def set_scheme(*, municipality_id: UUID, facts: SchemeFacts, by: Actor, at: datetime) -> Scheme:
    """One more version of a model; it holds from now on. Raises ``NotYours``, ``NotWhole``."""
    if not policies.can_set_model(by, municipality_id):
        raise NotYours(sentence("Only those who organise for the town set its models."))
    _must_fit(facts)
    standing = Scheme.objects.filter(
        municipality_id=municipality_id, kind=facts.kind, starts_in=facts.starts_in
    ).order_by("-revision")
    revision = standing.values_list("revision", flat=True).first() or 0
    told = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(facts).items()}
    scheme = Scheme.objects.create(
        municipality_id=municipality_id,
        revision=revision + 1,
        decided_by_id=by.user_id,
        known_at=at,
        **told,
    )
    audit.record_many(
        action="placements.set_scheme",
        municipality_id=municipality_id,
        subject_id=scheme.pk,
        by=by,
        at=at,
        reason=facts.kind.value,
    )
    return scheme


def _must_fit(facts: SchemeFacts) -> None:
    if facts.days_a_week > len(facts.weekdays):
        raise NotWhole(sentence("Name at least as many weekdays as there are days a week."), field="weekdays")
    if not all(_FIRST_DAY <= day <= _LAST_DAY for day in facts.weekdays):
        raise NotWhole(sentence("A model has days from Monday to Friday."), field="weekdays")
    if facts.kind in CHANGES_ACCESS and not facts.consequence.strip():
        raise NotWhole(
            sentence("Say what this choice means for the way to upper secondary school."), field="consequence"
        )
    if not facts.decided.strip():
        raise NotWhole(sentence("Say who decided it, when, and where it stands."), field="decided")
