"""Custody, own log-ins and corrections as rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext

from stafet.own import api as own
from stafet.responsibility.api import StepState
from stafet.web.addresses import address
from stafet.web.components.days import write_day, write_instant, write_period
from stafet.web.components.parts import Action


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what, since when, and what can be done."""

    what: str
    note: str
    acts: tuple[Action, ...] = ()


def custody_rows(
    custodies: Iterable[own.Custody], log_ins: Sequence[own.PersonalLogin], *, may: bool
) -> tuple[Row, ...]:
    """Everybody who is or was something to the young person in law."""
    with_log_in = {each.custody_id for each in log_ins if each.ends_at is None}
    return tuple(_custody(row, has_login=row.pk in with_log_in, may=may) for row in custodies)


def login_rows(log_ins: Iterable[own.PersonalLogin], *, may: bool, is_adult: bool) -> tuple[Row, ...]:
    """The log-ins that are tied to the young person. Once they are of age, only their own opens anything."""
    return tuple(_login(row, may=may, is_adult=is_adult) for row in log_ins)


def waiting(invitations: Iterable[own.OwnInvitation]) -> tuple[Row, ...]:
    """The links that have not been followed yet."""
    return tuple(
        Row(
            str(own.Capacity(row.capacity).label),
            gettext("A link was sent to %(email)s; it works until %(when)s.")
            % {"email": row.email, "when": write_instant(row.expires_at)},
        )
        for row in invitations
    )


def corrections(rows: Iterable[own.Correction]) -> tuple[Row, ...]:
    """What was said to be wrong, with the step in which it is answered."""
    return tuple(_correction(row) for row in rows)


def _custody(row: own.Custody, *, has_login: bool, may: bool) -> Row:
    acts = []
    if may and row.ends_on is None:
        if row.kind in own.SEES and not has_login:
            acts.append(Action(gettext("Invite"), address("invite_custody_holder", row.pk)))
        acts.append(Action(gettext("End it"), address("end_custody", row.pk)))
    why = str(own.CustodyEnd(row.end_reason).label) if row.end_reason else ""
    period = (
        write_day(row.starts_on) if row.ends_on == row.starts_on else write_period(row.starts_on, row.ends_on)
    )
    kind = own.CustodyKind(row.kind).label
    note = " · ".join(filter(None, (str(kind), period, why)))
    return Row(row.holder_name, note, tuple(acts))


def _login(row: own.PersonalLogin, *, may: bool, is_adult: bool) -> Row:
    since = write_day(timezone.localtime(row.starts_at).date())
    note = gettext("since %(day)s") % {"day": since}
    if row.ends_at is not None:
        note = gettext("Ended %(when)s") % {"when": write_instant(row.ends_at)}
    elif is_adult and row.capacity == own.Capacity.CUSTODY_HOLDER:
        note = gettext("Sees nothing since the 18th birthday")
    acts = (
        (Action(gettext("End the log-in"), address("end_own_login", row.pk)),)
        if may and row.ends_at is None
        else ()
    )
    who = row.custody.holder_name if row.custody else ""
    return Row(": ".join(filter(None, (str(own.Capacity(row.capacity).label), who))), note, acts)


def _correction(row: own.Correction) -> Row:
    label, said = own.Capacity(row.capacity).label, write_instant(row.said_at)
    if row.step.state != StepState.OPEN:
        dealt_with = gettext("Dealt with.")
        return Row(f"“{row.words}”", f"{label}, {said}. {dealt_with}")
    due = gettext("To be answered by %(day)s.") % {"day": write_day(row.step.due_on)}
    act = Action(gettext("What came of it?"), address("finish_step", row.step_id))
    return Row(f"“{row.words}”", f"{label}, {said}. {due}", (act,))
