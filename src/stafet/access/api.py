"""The door of the room ``access``."""

from stafet.access.models import Grant, HiddenPerson, Membership, NamedReader, User
from stafet.access.database import prepare_database
from stafet.access.queries import MyPersons, actor_for, may, members_of, organisations_where, visible
from stafet.access.rls import composite_key, protect, protect_history, run
from stafet.access.roles import RIGHTS, Permission, Purpose, Role, allowed
from stafet.access.scope import JOB_ALIAS, USER_ALIAS, job_scope, signed_context, user_scope

__all__ = [
    "Grant",
    "HiddenPerson",
    "Membership",
    "JOB_ALIAS",
    "USER_ALIAS",
    "MyPersons",
    "NamedReader",
    "Permission",
    "Purpose",
    "RIGHTS",
    "Role",
    "User",
    "actor_for",
    "allowed",
    "composite_key",
    "job_scope",
    "may",
    "members_of",
    "organisations_where",
    "prepare_database",
    "protect",
    "protect_history",
    "run",
    "signed_context",
    "user_scope",
    "visible",
]
