"""The door of the room ``access``."""

from stafet.access.actions import (
    appoint,
    end_grants,
    end_membership,
    hide_person,
    name_reader,
    open_grants,
    open_grants_from,
    register_user,
    unhide_person,
)
from stafet.access.database import prepare_database
from stafet.access.grants import GrantDraft
from stafet.access.importers import FACT_COLUMNS, keep_grants_from
from stafet.access.models import Grant, HiddenPerson, Membership, NamedReader, User
from stafet.access.queries import (
    MyPersons,
    actor_for,
    is_hidden,
    leaders_of,
    may,
    members_of,
    once,
    organisations_where,
    readers_of,
    roles_with,
    scope_municipality,
    stewards_of,
    visible,
)
from stafet.access.rls import composite_key, protect, protect_history, run
from stafet.access.roles import RIGHTS, Permission, Purpose, Role, allowed
from stafet.access.scope import JOB_ALIAS, USER_ALIAS, also_in, job_scope, signed_context, user_scope
from stafet.access.throttle import log_in_succeeded, try_log_in

__all__ = [
    "FACT_COLUMNS",
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
    "also_in",
    "appoint",
    "composite_key",
    "end_grants",
    "end_membership",
    "hide_person",
    "is_hidden",
    "job_scope",
    "keep_grants_from",
    "leaders_of",
    "log_in_succeeded",
    "may",
    "members_of",
    "name_reader",
    "once",
    "open_grants",
    "open_grants_from",
    "organisations_where",
    "prepare_database",
    "protect",
    "protect_history",
    "readers_of",
    "register_user",
    "roles_with",
    "run",
    "scope_municipality",
    "signed_context",
    "stewards_of",
    "try_log_in",
    "unhide_person",
    "user_scope",
    "visible",
]
