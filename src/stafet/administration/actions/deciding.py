"""What a municipality decides about a rule: from a day on, never less than the rule says, and never twice at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from stafet.administration.actions.places import must_organise_town
from stafet.administration.errors import CannotDecide, ChangedByNow
from stafet.administration.seen import seen_key
from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.countries import Country
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided about one rule; without a value it is as the rule says again."""

    rule: str
    value: int | None
    starts_on: date
    decided: str


@audit.action
def decide(
    *, municipality_id: UUID, decision: Decision, seen: str, by: Actor, at: datetime
) -> organisations.MunicipalPolicy:
    """Write down what the municipality has decided. Only in the scope of its job.

    Raises ``CannotDecide``, ``ChangedByNow``, ``NotYours``.
    """
    must_organise_town(by, municipality_id)
    town = organisations.Municipality.objects.select_for_update(of=("self",)).get(pk=municipality_id)
    country = Country(town.country)
    today = organisations.home(municipality_id).day(at)
    lines = organisations.policy_lines(municipality_id, country, on=today)
    line = next((each for each in lines if each.rule.key == decision.rule), None)
    if line is None:
        raise CannotDecide(sentence("This rule is not a municipality's to decide."))
    if seen != seen_key(line.latest):
        raise ChangedByNow(
            sentence(
                "Somebody else has decided about this since you opened the page. Look at it, and decide again."
            )
        )
    _check(decision, line, today)
    return organisations.decide_policy(
        municipality_id=municipality_id,
        rule=decision.rule,
        value=decision.value,
        starts_on=decision.starts_on,
        decided=decision.decided,
        by=by,
        at=at,
    )


def _check(decision: Decision, line: organisations.PolicyLine, today: date) -> None:
    if decision.starts_on < today:
        raise CannotDecide(
            sentence("A decision can't begin in the past: what was done then stays as it was done."),
            field="starts_on",
        )
    lowest, highest = line.open_rule.lowest, line.open_rule.highest
    if decision.value is not None and not lowest <= decision.value <= highest:
        raise CannotDecide(
            sentence(
                "Choose a value from %(lowest)s to %(highest)s: a municipality may promise more than the rule says, "
                "never less.",
                lowest=lowest,
                highest=highest,
            ),
            field="value",
        )
