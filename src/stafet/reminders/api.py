"""The door of the room ``reminders``."""

from stafet.reminders.actions import remind
from stafet.reminders.models import Reminder
from stafet.reminders.policies import leads, placements_led_by, placements_waiting_for, waits_for
from stafet.reminders.queries import Waiting, quiet_hosts, unheard, waiting_placements
from stafet.reminders.states import AT_HOME, TO_HOSTS, ReminderKind
from stafet.reminders.waiting import Thing

__all__ = [
    "AT_HOME",
    "TO_HOSTS",
    "Reminder",
    "ReminderKind",
    "Thing",
    "Waiting",
    "leads",
    "placements_led_by",
    "placements_waiting_for",
    "quiet_hosts",
    "remind",
    "unheard",
    "waiting_placements",
    "waits_for",
]
