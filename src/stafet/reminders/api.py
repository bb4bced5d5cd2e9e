"""The door of the room ``reminders``."""

from stafet.reminders.actions import remind
from stafet.reminders.models import Reminder
from stafet.reminders.policies import agreements_waiting_for, waits_for
from stafet.reminders.queries import WaitingLine, waiting_agreements
from stafet.reminders.states import TO_HOSTS, ReminderKind

__all__ = [
    "TO_HOSTS",
    "Reminder",
    "ReminderKind",
    "WaitingLine",
    "agreements_waiting_for",
    "remind",
    "waiting_agreements",
    "waits_for",
]
