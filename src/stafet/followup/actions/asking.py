"""The company is asked one thing by a link, and answers it without an account."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from stafet.audit import api as audit
from stafet.followup.actions.days import mark_days
from stafet.followup.actions.steps import Doing, must_say, take, today_of
from stafet.followup.actions.talking import hold_check_in
from stafet.followup.drafts import HostSaid
from stafet.followup.errors import AskedAlready, LinkOpensNothing, NotWhole
from stafet.followup.models import CheckIn, Evaluation, HostLink, PlanConfirmation
from stafet.followup.queries.links import HostAsked, host_asked
from stafet.followup.queries.reading import agreement_of
from stafet.followup.states import DONE, FOLLOWED, LinkUse
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.messages import api as messages
from stafet.placements import api as placements
from stafet.placements.api import Agreement, Placement, Voice

_WORKS = "stafet.followup.link_works_for"
_A_DAY = timedelta(days=1)


@audit.action
def ask_host(
    *,
    placement: Placement,
    use: LinkUse,
    about: UUID | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
    by: Actor,
    at: datetime,
) -> HostLink:
    """Send the company a link for one thing. ``about`` is the check-in or the evaluation; days are asked for from first to last.

    Raises ``NotYours``, ``NotWhole`` (no address, no days), ``AskedAlready`` (a link about it still works).
    """
    doing = Doing(by, at)
    locked = take(placement, doing, states=FOLLOWED | DONE)
    agreement = agreement_of(locked)
    if agreement is None or not agreement.contact_email:
        raise NotWhole(sentence("The agreement has no e-mail address of the company. Call them instead."))
    days = _days_asked(first_day, last_day) if use is LinkUse.DAYS else {}
    key = about or locked.pk
    _must_wait_for_none(locked, use, key, at)
    works = timedelta(days=int(rules.value(_WORKS, on=today_of(locked.municipality_id, at))))
    link = HostLink.objects.create(
        municipality_id=locked.municipality_id,
        placement_id=locked.pk,
        use=use,
        about=key,
        expires_at=at + works,
        **days,
    )
    audit.record(action="followup.ask_host", about=locked, by=by, at=at, reason=use.value)
    _write_to(agreement, link, doing)
    return link


@audit.action
def answer_as_host(*, link: HostLink, said: HostSaid, by: Actor, at: datetime) -> None:
    """The company answers what its link asks; the link opens nothing afterwards. Only in the scope of a job.

    Raises ``NotYours``, ``NotWhole``, ``LinkOpensNothing``.
    """
    doing = Doing(by, at, Voice.HOST)
    row = (
        HostLink.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk=link.pk, expires_at__gt=at)
        .first()
    )
    if row is None:
        raise LinkOpensNothing(sentence("This link was used already, or has run out."))
    asked = host_asked(row)
    take(asked.placement, doing, states=FOLLOWED | DONE)
    _ANSWERS[LinkUse(row.use)](asked, said, doing)
    row.delete()


def _days_asked(first_day: date | None, last_day: date | None) -> Mapping[str, date]:
    """Which days the company is asked about, up to the first that it is not."""
    if first_day is None or last_day is None or last_day < first_day:
        raise NotWhole(sentence("Say which days you ask about."), field="first_day")
    return {"first_day": first_day, "until": last_day + _A_DAY}


def _must_wait_for_none(placement: Placement, use: LinkUse, about: UUID, at: datetime) -> None:
    """Nobody is asked about the same thing twice at once; a link that has run out makes room for the next."""
    before = HostLink.objects.filter(municipality_id=placement.municipality_id, use=use, about=about)
    if before.filter(expires_at__gt=at).exists():
        raise AskedAlready(
            sentence(
                "The company has a link about this that still works. Call them, or wait until it has run out."
            )
        )
    before.delete()


def _write_to(agreement: Agreement, link: HostLink, doing: Doing) -> None:
    contacts = placements.host_history(agreement.place.host).contacts
    language = contacts[0].language if contacts else "da"
    messages.queue_message(
        template=messages.Template.PLACEMENT_FOLLOW_UP,
        to=[messages.Recipient(link.pk, agreement.contact_email, language)],
        about=link.pk,
        by=doing.by,
        at=doing.at,
    )


def _confirm(asked: HostAsked, said: HostSaid, doing: Doing) -> None:
    placement = asked.placement
    if asked.plan.confirmed is not None:
        return
    row = PlanConfirmation.objects.create(
        municipality_id=placement.municipality_id,
        person_id=placement.person_id,
        placement=placement,
        name=must_say(said.name, "name"),
        words=said.words.strip(),
        seal=asked.plan.seal,
        on=today_of(placement.municipality_id, doing.at),
        known_at=doing.at,
    )
    audit.record(action="followup.confirm_plan", about=row, by=doing.by, at=doing.at)


def _say_days(asked: HostAsked, said: HostSaid, doing: Doing) -> None:
    if not said.days:
        raise NotWhole(sentence("Say of one day at least what became of it."))
    if not {each.day for each in said.days} <= set(asked.days):
        raise NotWhole(sentence("Only the days that were asked about are answered here."))
    mark_days(placement=asked.placement, days=said.days, voice=Voice.HOST, by=doing.by, at=doing.at)


def _hold(asked: HostAsked, said: HostSaid, doing: Doing) -> None:
    check_in = CheckIn.objects.select_related("placement").get(pk=asked.link.about)
    today = today_of(asked.placement.municipality_id, doing.at)
    hold_check_in(
        check_in=check_in, on=today, outcome=must_say(said.words), voice=Voice.HOST, by=doing.by, at=doing.at
    )


def _say_words(asked: HostAsked, said: HostSaid, doing: Doing) -> None:
    row = Evaluation.objects.select_for_update(of=("self",), no_key=True).get(pk=asked.link.about)
    row.host_words, row.host_name = must_say(said.words), must_say(said.name, "name")
    row.host_on, row.known_at = today_of(row.municipality_id, doing.at), doing.at
    row.save()
    audit.record(action="followup.say_as_host", about=row, by=doing.by, at=doing.at)


_ANSWERS: Mapping[LinkUse, Callable[[HostAsked, HostSaid, Doing], None]] = {
    LinkUse.PLAN: _confirm,
    LinkUse.DAYS: _say_days,
    LinkUse.CHECK_IN: _hold,
    LinkUse.WORDS: _say_words,
}
