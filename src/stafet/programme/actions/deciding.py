"""A draft is remarked on, sent out, answered, adopted; and carried on into a new version."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.programme import policies
from stafet.programme.actions.steps import hold_draft, hold_plan, move_plan, must_say, note
from stafet.programme.drafts import AdoptionFacts, AnswerFacts
from stafet.programme.errors import NotComplete, NotForYou, NotNow
from stafet.programme.models import Plan, ProgrammePart, Referral, Remark
from stafet.programme.queries.gaps import gaps_of
from stafet.programme.queries.plans import view_of
from stafet.programme.states import HOLDS_BACK, PartKind, PlanMove, PlanState, RemarkState


@audit.action
def remark(*, plan: Plan, key: UUID | None, words: str, suggestion: str, by: Actor, at: datetime) -> Remark:
    """What a colleague thinks of the draft, or of the part with this key. Raises ``NotForYou``, ``NotComplete``."""
    if not policies.can_remark(by, plan):
        raise NotForYou(sentence("Remarks are made by colleagues, while the plan is not adopted yet."))
    if key is not None and not ProgrammePart.objects.filter(plan=plan, key=key).exists():
        raise NotComplete(sentence("Choose a part of this plan."), field="part")
    row = Remark.objects.create(
        plan=plan,
        key=key,
        by_id=by.user_id,
        made_at=at,
        words=must_say(words, "words"),
        suggestion=suggestion.strip(),
    )
    note("remark", plan.municipality_id, row.pk, by, at)
    return row


@audit.action
def answer_remark(*, remark: Remark, is_taken: bool, answer: str, by: Actor, at: datetime) -> Remark:
    """Take it in or not, in words. A proposed wording that is taken in becomes the text. Raises ``NotForYou``, ``NotNow``, ``NotComplete``."""
    row = Remark.objects.select_for_update(of=("self",), no_key=True).get(pk=remark.pk)
    changes_text = is_taken and bool(row.suggestion) and row.key is not None
    plan = hold_draft(row.plan_id, by) if changes_text else hold_plan(row.plan_id, by)
    if row.state != RemarkState.OPEN:
        raise NotNow(sentence("This remark is answered already."))
    row.state = RemarkState.TAKEN if is_taken else RemarkState.DECLINED
    row.answer, row.answered_by_id = must_say(answer, "answer"), by.user_id
    row.save()
    if changes_text and row.key is not None:
        ProgrammePart.objects.filter(plan=plan, key=row.key).update(words=row.suggestion)
    note("answer_remark", plan.municipality_id, row.pk, by, at)
    return row


@audit.action
def send_out(*, plan: Plan, names: Iterable[str], answer_by: date, by: Actor, at: datetime) -> Plan:
    """Ask these parties what they think, by a day. Raises ``NotForYou``, ``NotNow``, ``NotComplete``."""
    draft = hold_draft(plan.pk, by)
    today = _day(draft, at)
    told = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    if not told:
        raise NotComplete(sentence("Say who is asked: one on each line."), field="names")
    if answer_by < today:
        raise NotComplete(
            sentence("An answer is asked for by a day that is still to come."), field="answer_by"
        )
    draft.answer_by = answer_by
    known = set(Referral.objects.filter(plan=draft).values_list("name", flat=True))
    Referral.objects.bulk_create(
        Referral(plan=draft, name=name, sent_on=today) for name in told if name not in known
    )
    move_plan(draft, PlanMove.SEND_OUT, by=by, at=at)
    return draft


@audit.action
def answer_referral(*, referral: Referral, facts: AnswerFacts, by: Actor, at: datetime) -> Referral:
    """What a party answered, and what came of it; it may be written again until the plan is adopted. Raises ``NotForYou``, ``NotNow``, ``NotComplete``."""
    row = Referral.objects.select_for_update(of=("self",), no_key=True).get(pk=referral.pk)
    plan = hold_plan(row.plan_id, by)
    _must_be_under_way(plan)
    if facts.answered_on < row.sent_on or facts.answered_on > _day(plan, at):
        raise NotComplete(
            sentence("They answered after they were asked, and not later than today."), field="answered_on"
        )
    row.answered_on, row.stand = facts.answered_on, facts.stand
    row.answer, row.outcome = facts.answer.strip(), facts.outcome.strip()
    row.save()
    note("answer_referral", plan.municipality_id, row.pk, by, at)
    return row


@audit.action
def take_back(*, plan: Plan, by: Actor, at: datetime) -> Plan:
    """Go on writing, with the answers at hand. Raises ``NotForYou``, ``IllegalMove``."""
    held = hold_plan(plan.pk, by)
    move_plan(held, PlanMove.TAKE_BACK, by=by, at=at)
    return held


@audit.action
def adopt_plan(*, plan: Plan, facts: AdoptionFacts, by: Actor, at: datetime) -> Plan:
    """It is adopted: from now on this version stands as it is, and the one before it is superseded.

    Raises ``NotForYou``, ``NotNow``, ``NotComplete``.
    """
    held = hold_plan(plan.pk, by)
    _must_be_under_way(held)
    _must_be_adoptable(held, at)
    if facts.adopted_on > _day(held, at):
        raise NotComplete(sentence("A plan is adopted before it is written down here."), field="adopted_on")
    held.adopted_on = facts.adopted_on
    held.adopted_by = must_say(facts.adopted_by, "adopted_by")
    held.diary_number = must_say(facts.diary_number, "diary_number")
    before = Plan.objects.select_for_update(of=("self",), no_key=True).filter(
        line=held.line, state=PlanState.ADOPTED
    )
    for old in before:
        move_plan(old, PlanMove.REPLACE, by=by, at=at)
    move_plan(held, PlanMove.ADOPT, by=by, at=at)
    return held


def _must_be_under_way(plan: Plan) -> None:
    if plan.state not in (PlanState.DRAFT, PlanState.REFERRAL):
        raise NotNow(sentence("This version is adopted and stands as it is."))


def _must_be_adoptable(plan: Plan, at: datetime) -> None:
    view = view_of(plan)
    if not view.of_kind(PartKind.GOAL):
        raise NotComplete(sentence("A plan without a goal is not adopted. Write a need and a goal first."))
    for gap in gaps_of(view):
        if gap.kind in HOLDS_BACK:
            raise NotComplete(
                sentence(
                    "“%(part)s” holds the plan back: an activity leads to a need, and everything that must be done has somebody who does it. The gap report shows all.",
                    part=gap.part.title,
                )
            )
    waiting = Referral.objects.filter(plan=plan, answered_on=None).exists()
    if waiting and plan.answer_by is not None and _day(plan, at) <= plan.answer_by:
        raise NotNow(
            sentence(
                "The referral round runs until %(day)s, and somebody has not answered. Wait, or write down their answer.",
                day=plan.answer_by,
            )
        )


def _day(plan: Plan, at: datetime) -> date:
    return organisations.home(plan.municipality_id).day(at)
