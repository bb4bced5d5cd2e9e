"""Hand-overs and requests as rows of work lists, each saying why it is there and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext

from stafet.overview import api as overview
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import Handover, HandoverState
from stafet.web.addresses import address
from stafet.web.components.days import count_days, write_day, write_instant
from stafet.web.components.deadlines import deadline
from stafet.web.components.parts import Action, Empty
from stafet.web.components.work import WorkList, WorkRow


def incoming_row(line: overview.IncomingLine, *, today: date) -> WorkRow:
    """An envelope that waits for the reader's organisation."""
    kind = str(line.kind.label)
    if not line.name:
        call = gettext("%(kind)s. A protected person: call %(sender)s on %(phone)s.")
        why = call % {"kind": kind, "sender": line.from_organisation, "phone": line.phone}
    else:
        offers = gettext("%(kind)s. %(sender)s offers you the responsibility.")
        why = offers % {"kind": kind, "sender": line.from_organisation}
    return WorkRow(
        name=line.name or protected_name(),
        href=_href("handover", line.handover_id),
        detail=_envelope_detail(line),
        why=why,
        since=_waiting(line.days_waiting),
        by=deadline(line.answer_by, today=today),
        action=Action(gettext("Take over"), _href("accept_handover", line.handover_id)),
        more=(Action(gettext("Decline with a reason"), _href("decline_handover", line.handover_id)),),
        protected=not line.name,
    )


def outgoing_row(line: overview.OutgoingLine, *, today: date) -> WorkRow:
    """An offer that the reader's organisation made and nobody has answered."""
    to = line.to_name or line.to_team
    receiver = f"{line.to_organisation}, {to}" if to else line.to_organisation
    why = gettext("Offered to %(receiver)s and not answered. You have the responsibility until they accept.")
    return WorkRow(
        name=line.name,
        href=_href("handover", line.handover_id),
        detail=gettext("Phone: %(phone)s") % {"phone": line.to_phone} if line.to_phone else "",
        why=why % {"receiver": receiver},
        since=_waiting(line.days_waiting),
        by=deadline(line.answer_by, today=today),
        action=Action(gettext("Look at it"), _href("handover", line.handover_id)),
        more=(Action(gettext("Withdraw"), _href("withdraw_handover", line.handover_id)),),
    )


def not_started_row(line: overview.NotStartedLine, *, today: date) -> WorkRow:
    """Somebody taken over whom nobody has seen start."""
    why = gettext("Was to start on %(day)s; nobody has confirmed that they came.")
    return WorkRow(
        name=line.name,
        href=address("person", line.person_id),
        why=why % {"day": write_day(line.starts_on)},
        by=deadline(line.expected_by, today=today),
        action=Action(gettext("Confirm the start"), _href("confirm_handover", line.handover_id)),
    )


def request_row(line: overview.RequestLine) -> WorkRow:
    """Another organisation asks for somebody the reader's organisation has."""
    why = gettext("%(name)s, %(organisation)s, asks for the responsibility: “%(words)s”")
    return WorkRow(
        name=line.name,
        href=address("person", line.person_id),
        why=why % {"name": line.by_name, "organisation": line.by_organisation, "words": line.words},
        since=_waiting(line.days_waiting),
        action=Action(gettext("Answer"), _href("answer_request", line.request_id)),
    )


def handovers_of_person(handovers: Iterable[Handover]) -> WorkList | None:
    """Every hand-over of one person, the newest first; none when there has been none."""
    rows = tuple(_past_row(handover) for handover in handovers)
    if not rows:
        return None
    return WorkList(heading=gettext("Hand-overs"), rows=rows, empty=Empty(""), name="handovers")


def state_words(handover: Handover) -> str:
    """Where a hand-over stands, since when and by whom."""
    label = str(HandoverState(handover.state).label)
    if handover.state == HandoverState.OFFERED:
        waiting = gettext("Waiting for an answer until %(day)s")
        return waiting % {"day": write_day(handover.answer_by)}
    if handover.confirmed_on is not None:
        return f"{label}: {write_day(handover.confirmed_on)}"
    if handover.answered_at is None:
        return label
    when = {"state": label, "when": write_instant(handover.answered_at)}
    if handover.answered_by is None:
        return gettext("%(state)s %(when)s") % when
    return gettext("%(state)s %(when)s by %(name)s") % {**when, "name": handover.answered_by.name}


def protected_name() -> str:
    """What stands where the name of a protected person must not."""
    return gettext("A protected person")


def _past_row(handover: Handover) -> WorkRow:
    way = gettext("From %(sender)s to %(receiver)s")
    return WorkRow(
        name=way % {"sender": handover.from_organisation.name, "receiver": handover.to_organisation.name},
        href=_href("handover", handover.pk),
        detail=write_instant(handover.offered_at),
        why=f"{responsibility.HandoverKind(handover.kind).label}. {state_words(handover)}.",
    )


def _envelope_detail(line: overview.IncomingLine) -> str:
    born = gettext("born %(year)d") % {"year": line.birth_year} if line.birth_year else ""
    starts = gettext("starts %(day)s") % {"day": write_day(line.starts_on, "short")} if line.starts_on else ""
    to = (
        gettext("for %(name)s") % {"name": line.to_name or line.to_team}
        if line.to_name or line.to_team
        else ""
    )
    return " · ".join(filter(None, (born, starts, to)))


def _waiting(days: int) -> str:
    return count_days(days) if days else ""


def _href(name: str, key: UUID) -> str:
    return address(name, key)
