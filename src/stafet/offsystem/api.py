"""The door of the room ``offsystem``."""

from stafet.offsystem.actions import (
    SlipDraft,
    accept_slip,
    finish_slip,
    offer_slip,
    return_slip,
    write_slip,
)
from stafet.offsystem.errors import NobodyReadsSlips, NotYourSlip, SlipInThePast, SlipIsClosed
from stafet.offsystem.models import Slip
from stafet.offsystem.policies import can_hold_slip, can_take_slip, slips_holdable_by, slips_takeable_by
from stafet.offsystem.queries import slip_for, slips_due, slips_held, slips_offered

__all__ = [
    "NobodyReadsSlips",
    "NotYourSlip",
    "Slip",
    "SlipDraft",
    "SlipInThePast",
    "SlipIsClosed",
    "accept_slip",
    "can_hold_slip",
    "can_take_slip",
    "finish_slip",
    "offer_slip",
    "return_slip",
    "slip_for",
    "slips_due",
    "slips_held",
    "slips_holdable_by",
    "slips_offered",
    "slips_takeable_by",
    "write_slip",
]
