"""The roles, each with the purposes it serves and the classes of data it may meet for each.

A role alone opens nobody: it says what a member may see of a person for whom the organisation has a grant.
The same table stands in the database (``gate.role_right``), written from here; a start-up check compares.
Source: the trust decisions, table "who may see what".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.privacy import DataClass


class Purpose(StrEnum):
    """Why personal data is used. A grant can't exist without one."""

    GUIDANCE = "guidance"
    DUTY = "duty"
    NOTIFICATION = "notification"
    HANDOVER = "handover"
    TEACHING = "teaching"
    REGISTER = "register"
    ACCOUNTABILITY = "accountability"
    EMERGENCY = "emergency"


class Role(models.TextChoices):
    """What somebody is in an organisation."""

    COUNSELLOR = "counsellor", _("Counsellor")
    INSTITUTION_COUNSELLOR = "institution_counsellor", _("Institution counsellor")
    SCHOOL_LEADER = "school_leader", _("School leader")
    TEACHER = "teacher", _("Teacher")
    COORDINATOR = "coordinator", _("Coordinator")
    REGISTER_KEEPER = "register_keeper", _("Register keeper")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("Data protection officer")
    LOG_CONTROLLER = "log_controller", _("Log controller")
    ADMINISTRATOR = "administrator", _("Administrator")
    POLITICIAN = "politician", _("Member of the council")
    REGIONAL_LEAD = "regional_lead", _("Regional process lead")


class Permission(StrEnum):
    """What a role may do. What it may see is decided by grants."""

    HOLD = "hold"
    HAND_OVER = "hand_over"
    REASSIGN_OTHERS = "reassign_others"
    LOAD_REGISTERS = "load_registers"
    SEE_WATCH = "see_watch"
    TAKE_IN = "take_in"
    ADMINISTER = "administer"
    ORGANISE = "organise"
    SEE_RETENTION = "see_retention"
    SEE_OPERATION = "see_operation"
    OPEN_IN_EMERGENCY = "open_in_emergency"
    REVIEW_EMERGENCY = "review_emergency"
    CONTROL_LOG = "control_log"
    PROTECT = "protect"
    WRITE_PLAN = "write_plan"
    EXEMPT = "exempt"
    RAISE_CONCERN = "raise_concern"
    APPROVE_PLACEMENT = "approve_placement"
    READ_PROGRAMME = "read_programme"
    REMARK_ON_PROGRAMME = "remark_on_programme"
    CONFIRM_UNIT_PLAN = "confirm_unit_plan"


@dataclass(frozen=True, slots=True)
class RoleRights:
    """What one role may see for each purpose, and what it may do."""

    sees: Mapping[Purpose, str]
    may: frozenset[Permission]
    whole_organisation: bool = True
    """Whether a grant to one class of the organisation also counts for this role outside that class."""


_A, _B, _D, _E, _G = (
    DataClass.IDENTITY,
    DataClass.CONTACT,
    DataClass.PROCESS,
    DataClass.GUIDANCE_NOTE,
    DataClass.MARKS,
)
_COUNSEL = "".join((_A, _B, DataClass.NATIONAL_NUMBER, _D, _E, _G))
_LEAD = "".join((_A, _B, _D, _E, _G))
EMERGENCY_CLASSES = "".join((_A, _B, _D))
"""What an emergency opens, whoever asks: never national numbers, notes, health, marks, nor anybody protected."""

RIGHTS: Mapping[Role, RoleRights] = {
    Role.COUNSELLOR: RoleRights(
        sees={
            Purpose.GUIDANCE: _COUNSEL,
            Purpose.DUTY: "ABD",
            Purpose.HANDOVER: "AD",
            Purpose.NOTIFICATION: _COUNSEL,
            Purpose.EMERGENCY: EMERGENCY_CLASSES,
        },
        may=frozenset(
            {
                Permission.HOLD,
                Permission.HAND_OVER,
                Permission.SEE_WATCH,
                Permission.TAKE_IN,
                Permission.OPEN_IN_EMERGENCY,
                Permission.WRITE_PLAN,
                Permission.RAISE_CONCERN,
                Permission.READ_PROGRAMME,
                Permission.REMARK_ON_PROGRAMME,
            }
        ),
    ),
    Role.INSTITUTION_COUNSELLOR: RoleRights(
        sees={
            Purpose.GUIDANCE: _COUNSEL,
            Purpose.HANDOVER: "AD",
            Purpose.NOTIFICATION: "ABD",
            Purpose.EMERGENCY: EMERGENCY_CLASSES,
        },
        may=frozenset(
            {
                Permission.HOLD,
                Permission.HAND_OVER,
                Permission.SEE_WATCH,
                Permission.OPEN_IN_EMERGENCY,
                Permission.WRITE_PLAN,
                Permission.RAISE_CONCERN,
                Permission.READ_PROGRAMME,
                Permission.REMARK_ON_PROGRAMME,
            }
        ),
    ),
    Role.SCHOOL_LEADER: RoleRights(
        sees={
            Purpose.GUIDANCE: _LEAD,
            Purpose.HANDOVER: "AD",
            Purpose.TEACHING: _LEAD,
            Purpose.EMERGENCY: EMERGENCY_CLASSES,
        },
        may=frozenset(
            {
                Permission.HOLD,
                Permission.HAND_OVER,
                Permission.REASSIGN_OTHERS,
                Permission.SEE_WATCH,
                Permission.ADMINISTER,
                Permission.ORGANISE,
                Permission.OPEN_IN_EMERGENCY,
                Permission.REVIEW_EMERGENCY,
                Permission.PROTECT,
                Permission.WRITE_PLAN,
                Permission.RAISE_CONCERN,
                Permission.EXEMPT,
                Permission.APPROVE_PLACEMENT,
                Permission.READ_PROGRAMME,
                Permission.REMARK_ON_PROGRAMME,
                Permission.CONFIRM_UNIT_PLAN,
            }
        ),
    ),
    Role.TEACHER: RoleRights(
        sees={Purpose.TEACHING: "ABDG"},
        may=frozenset(
            {
                Permission.WRITE_PLAN,
                Permission.RAISE_CONCERN,
                Permission.READ_PROGRAMME,
                Permission.REMARK_ON_PROGRAMME,
            }
        ),
        whole_organisation=False,
    ),
    Role.COORDINATOR: RoleRights(
        sees={
            Purpose.GUIDANCE: "ABD",
            Purpose.DUTY: "ABD",
            Purpose.HANDOVER: "AD",
            Purpose.EMERGENCY: EMERGENCY_CLASSES,
        },
        may=frozenset(
            {
                Permission.HOLD,
                Permission.HAND_OVER,
                Permission.REASSIGN_OTHERS,
                Permission.SEE_WATCH,
                Permission.LOAD_REGISTERS,
                Permission.TAKE_IN,
                Permission.SEE_RETENTION,
                Permission.ORGANISE,
                Permission.OPEN_IN_EMERGENCY,
                Permission.REVIEW_EMERGENCY,
                Permission.PROTECT,
                Permission.WRITE_PLAN,
                Permission.RAISE_CONCERN,
                Permission.EXEMPT,
                Permission.READ_PROGRAMME,
                Permission.REMARK_ON_PROGRAMME,
            }
        ),
    ),
    Role.REGISTER_KEEPER: RoleRights(
        sees={Purpose.REGISTER: "ABCD"},
        may=frozenset({Permission.LOAD_REGISTERS}),
    ),
    Role.DATA_PROTECTION_OFFICER: RoleRights(
        sees={},
        may=frozenset(
            {
                Permission.SEE_RETENTION,
                Permission.SEE_OPERATION,
                Permission.REVIEW_EMERGENCY,
                Permission.CONTROL_LOG,
            }
        ),
    ),
    # Judges look-ups of colleagues, and meets no young person by it.
    Role.LOG_CONTROLLER: RoleRights(
        sees={}, may=frozenset({Permission.REVIEW_EMERGENCY, Permission.CONTROL_LOG})
    ),
    # Runs accounts and sees no young person: whoever gives roles must gain nothing by it.
    Role.ADMINISTRATOR: RoleRights(
        sees={},
        may=frozenset(
            {
                Permission.ADMINISTER,
                Permission.ORGANISE,
                Permission.SEE_OPERATION,
                Permission.READ_PROGRAMME,
            }
        ),
    ),
    # Decides goals and frames, reads how it goes, and meets no young person by it.
    Role.POLITICIAN: RoleRights(sees={}, may=frozenset({Permission.READ_PROGRAMME})),
    # Helps several municipalities with their plans, and meets no young person of any.
    Role.REGIONAL_LEAD: RoleRights(
        sees={}, may=frozenset({Permission.READ_PROGRAMME, Permission.REMARK_ON_PROGRAMME})
    ),
}


def allowed(role: str, permission: Permission) -> bool:
    """Whether this role carries a permission."""
    return permission in RIGHTS[Role(role)].may
