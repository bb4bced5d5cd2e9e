"""The door of the room ``access``."""

from stafet.access.actions import end_grants, open_grants
from stafet.access.database import prepare_database
from stafet.access.grants import GrantDraft
from stafet.access.models import Grant, HiddenPerson, Membership, NamedReader, User
from stafet.access.queries import (
    MyPersons,
    actor_for,
    may,
    members_of,
    organisations_where,
    roles_with,
    visible,
)
from stafet.access.rls import composite_key, protect, protect_history, run
from stafet.access.roles import RIGHTS, Permission, Purpose, Role, allowed
from stafet.access.scope import JOB_ALIAS, USER_ALIAS, job_scope, signed_context, user_scope
from stafet.access.throttle import log_in_succeeded, try_log_in

__all__ = [
    "JOB_ALIAS",
    "RIGHTS",
    "USER_ALIAS",
    "Grant",
    "GrantDraft",
    "HiddenPerson",
    "Membership",
    "MyPersons",
    "NamedReader",
    "Permission",
    "Purpose",
    "Role",
    "User",
    "actor_for",
    "allowed",
    "composite_key",
    "end_grants",
    "job_scope",
    "log_in_succeeded",
    "may",
    "members_of",
    "open_grants",
    "organisations_where",
    "prepare_database",
    "protect",
    "protect_history",
    "roles_with",
    "run",
    "signed_context",
    "try_log_in",
    "user_scope",
    "visible",
]
