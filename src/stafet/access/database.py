"""What each database role may do with each table, and the keys the gate checks with. Run after every migration.

Everything is taken away first, then given back by this table, so that a right that was once given by hand does
not stay. Row-level security narrows rows; this narrows tables and verbs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence

from django.apps import apps
from django.conf import settings
from django.db import connections, transaction
from django.db.models import Model

from stafet.access.roles import RIGHTS

Execute = Callable[..., object]
_BLOCK = 64
_RUNTIME = ("app", "job", "audit", "public")

_READ = "SELECT"
_APPEND = "SELECT, INSERT"
_WRITE = "SELECT, INSERT, UPDATE"
_ALL = "SELECT, INSERT, UPDATE, DELETE"

PRIVILEGES: Mapping[str, Mapping[str, str]] = {
    "django_content_type": {"app": _READ, "job": _READ},
    "django_migrations": {"app": _READ, "job": _READ},
    "access_failed_log_in": {"app": _ALL},
    "access_membership": {"app": _READ, "job": _WRITE},
    "access_user": {"app": _READ, "job": _WRITE},
    "socialaccount_socialaccount": {"app": _READ},  # the library looks; there is never anything in it
    "browsers_session": {"app": _ALL, "job": _ALL},
    "accounts_loginservice": {"app": _WRITE, "job": _READ},
    "accounts_identity": {"app": _ALL, "job": _APPEND},
    "accounts_codeapp": {"app": _ALL},
    "accounts_passkey": {"app": _ALL},
    "accounts_recoverycode": {"app": _ALL},
    "accounts_invitation": {"app": _WRITE, "job": _WRITE},
    "organisations_municipality": {"app": _READ, "job": _WRITE},
    "organisations_organisation": {"app": _READ, "job": _WRITE},
    "organisations_municipalpolicy": {"app": _READ, "job": _APPEND},
    "organisations_unit": {"app": _READ, "job": _WRITE},
    "outreach_reportlayout": {"app": _READ, "job": _APPEND},
    "outreach_reportrun": {"app": _APPEND, "job": _READ},
    "audit_change": {"app": _APPEND, "job": f"{_APPEND}, DELETE"},
    "audit_reading": {"app": _READ, "audit": "INSERT", "job": "SELECT, DELETE"},
    "outbox_outgoingmessage": {"app": "INSERT", "job": _ALL},
    "emergency_emergencyaccess": {"app": _READ, "job": _ALL},
    "logcontrol_logsample": {"job": _APPEND},
    "logcontrol_lookupquestion": {"job": _ALL},
    "protection_protectiondecision": {"job": _ALL},
    "offsystem_slip": {"app": _WRITE, "job": _ALL},
    "conversations_groupsession": {"app": _APPEND, "job": _ALL},
    "partnerships_partnership": {"app": _READ, "job": _WRITE},
    "partnerships_partnershipwords": {"app": _READ, "job": _APPEND},
    "partnerships_party": {"app": _READ, "job": _WRITE},
    "partnerships_terms": {"app": _READ, "job": _WRITE},
    "partnerships_signature": {"app": _READ, "job": _APPEND},
    "partnerships_workflow": {"app": _READ, "job": _WRITE},
    "partnerships_workflowstep": {"app": _READ, "job": _ALL},
    "offers_offer": {"app": _WRITE, "job": _ALL},
    "offers_offerstart": {"app": _WRITE, "job": _ALL},
    "offers_lineplace": {"app": _WRITE, "job": _ALL},
    "placements_scheme": {"app": _APPEND, "job": _ALL},
    "placements_host": {"app": _WRITE, "job": _ALL},
    "placements_hostcontact": {"app": _WRITE, "job": _ALL},
    "placements_place": {"app": _WRITE, "job": _ALL},
    "placements_signinglink": {"app": _ALL, "job": _ALL},
    "practicalcourses_course": {"app": _WRITE, "job": _ALL},
    "practicalcourses_courseshare": {"app": _WRITE, "job": _ALL},
    "practicalcourses_courseplan": {"app": _WRITE, "job": _ALL},
    "groundwork_hosttalk": {"app": _WRITE, "job": _ALL},
    "groundwork_classtheme": {"app": _WRITE, "job": _ALL},
    "groundwork_money": {"app": _WRITE, "job": _ALL},
    "groundwork_yeartask": {"app": _WRITE, "job": _ALL},
    "materials_material": {"app": _WRITE, "job": _WRITE},
    "materials_edition": {"app": _WRITE, "job": _WRITE},
    "materials_story": {"app": _WRITE, "job": _WRITE},
    "materials_telling": {"app": _WRITE, "job": _WRITE},
    "catalogue_careercourse": {"app": _WRITE, "job": _ALL},
    "catalogue_coursematerial": {"app": _APPEND, "job": _ALL},
    "catalogue_coursedemand": {"app": _WRITE, "job": _ALL},
    "classcourses_partner": {"app": _WRITE, "job": _ALL},
    "classcourses_partnercontact": {"app": _WRITE, "job": _ALL},
    "classcourses_partnershare": {"app": _WRITE, "job": _ALL},
    "classcourses_classcourse": {"app": _WRITE, "job": _ALL},
    "classcourses_booking": {"app": _WRITE, "job": _ALL},
    "classcourses_gaptold": {"app": _APPEND, "job": _ALL},
    "programme_plan": {"app": _WRITE, "job": _ALL},
    "programme_programmepart": {"app": _ALL, "job": _ALL},
    "programme_partlink": {"app": _ALL, "job": _ALL},
    "programme_duty": {"app": _ALL, "job": _ALL},
    "programme_target": {"app": _ALL, "job": _ALL},
    "programme_remark": {"app": _WRITE, "job": _ALL},
    "programme_referral": {"app": _WRITE, "job": _ALL},
    "programme_cycle": {"app": _WRITE, "job": _ALL},
    "programme_cyclestep": {"app": _WRITE, "job": _ALL},
    "programme_support": {"app": _WRITE, "job": _ALL},
    "planwork_unitplan": {"app": _WRITE, "job": _ALL},
    "planwork_unitline": {"app": _ALL, "job": _ALL},
    "planwork_unitjudgement": {"app": _WRITE, "job": _ALL},
    "planwork_indicatorreading": {"app": _WRITE, "job": _ALL},
    "planwork_planround": {"app": _WRITE, "job": _ALL},
    "planwork_goalfound": {"app": _WRITE, "job": _ALL},
    "planwork_planmeasure": {"app": _WRITE, "job": _ALL},
    "planwork_decision": {"app": _APPEND, "job": _APPEND},
    "planwork_wheeltask": {"app": _WRITE, "job": _ALL},
    "planwork_lessonlearned": {"app": _APPEND, "job": _APPEND},
    "matchmaking_round": {"app": _WRITE, "job": _ALL},
    "matchmaking_run": {"app": _WRITE, "job": _ALL},
    "matchmaking_traveltime": {"app": _ALL, "job": _ALL},
    "events_event": {"app": _WRITE, "job": _ALL},
    "events_eventsession": {"app": _WRITE, "job": _ALL},
    "events_guest": {"app": _WRITE, "job": _ALL},
    "events_guestmark": {"app": _WRITE, "job": _ALL},
    "introcourses_wishround": {"app": _WRITE, "job": _ALL},
    "introcourses_course": {"app": _WRITE, "job": _ALL},
    "introcourses_run": {"app": _WRITE, "job": _ALL},
    "introcourses_classwork": {"app": _WRITE, "job": _ALL},
    "followup_hostlink": {"app": _ALL, "job": _ALL},
    "followup_schoolbreak": {"app": _ALL, "job": _ALL},
    "reminders_reminder": {"job": _ALL},
    "retention_deletion": {"job": _APPEND},
    "access_hiddenperson": {"job": _ALL},
    "duplicates_merge": {"app": _READ, "job": _ALL},
    "access_namedreader": {"job": _ALL},
    "pghistory_context": {"app": _WRITE, "job": _WRITE},
}
"""Tables with rights of their own. Scoped tables: app writes, job may also delete. History: append only."""

_COLUMNS = (
    "GRANT UPDATE (password, last_login, name, language, is_active) ON access_user TO {app}",
    "GRANT UPDATE (ends_at) ON access_membership TO {app}",
    "GRANT SELECT (id, template, opens) ON outbox_outgoingmessage TO {app}",
)


_TEMPORARY_LAST = """
    DO $$
    DECLARE
        one regprocedure;
    BEGIN
        FOR one IN
            SELECT p.oid FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspname = 'gate' AND p.prosecdef
              AND NOT EXISTS (SELECT FROM unnest(p.proconfig) told WHERE told LIKE 'search_path=%pg_temp')
        LOOP
            EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, public, pg_temp', one);
        END LOOP;
    END
    $$
"""


def prepare_database() -> None:
    """Give every role its rights, the gate its key and the roles' rights. May be repeated."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        for statement in _rights():
            cursor.execute(statement)
        _look_for_temporary_tables_last(cursor.execute)
        _install_signing_key(cursor.execute)
        _install_role_rights(cursor.execute)


def privileges_of(table: str, model: type[Model] | None) -> Mapping[str, str]:
    """Which role may do what with a table."""
    if table in PRIVILEGES:
        return PRIVILEGES[table]
    if model is not None and hasattr(model, "pgh_tracked_model"):
        return {"app": _APPEND, "job": f"{_APPEND}, DELETE"}
    if model is not None and getattr(model, "scoped", False):
        return {"app": _WRITE, "job": _ALL}
    if table.startswith("procrastinate_"):
        return {"app": _APPEND, "job": _ALL}
    return {}


def _rights() -> Iterator[str]:
    names = {purpose: f"{settings.STAFET_ROLES.prefix}_{purpose}" for purpose in _RUNTIME}
    everyone = ", ".join(names.values())
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {everyone}"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {names['app']}, {names['job']}"
    for table, model in _tables():
        for purpose, verbs in privileges_of(table, model).items():
            yield f'GRANT {verbs} ON "{table}" TO {names[purpose]}'
    for statement in _COLUMNS:
        yield statement.format(**names)


def _tables() -> Sequence[tuple[str, type[Model] | None]]:
    """Every table of the schema with its model, if it has one."""
    by_table = {model._meta.db_table: model for model in apps.get_models()}
    with connections["owner"].cursor() as cursor:
        found = connections["owner"].introspection.table_names(cursor)
    return [(table, by_table.get(table)) for table in sorted(found)]


def _look_for_temporary_tables_last(execute: Execute) -> None:
    """The job role may make temporary tables; a function of the gate must not mistake one for the table it means."""
    execute(f"SET LOCAL ROLE {settings.STAFET_ROLES.gate}")
    execute(_TEMPORARY_LAST)
    execute("RESET ROLE")


def _install_signing_key(execute: Execute) -> None:
    """The two pads of HMAC-SHA256 (RFC 2104): the gate recomputes the code without knowing the key's text."""
    key = hashlib.sha256(settings.STAFET_CONTEXT_KEY.encode()).digest().ljust(_BLOCK, b"\0")
    pads = [bytes(byte ^ mask for byte in key) for mask in (0x36, 0x5C)]
    execute("DELETE FROM gate.signing_key")
    execute("INSERT INTO gate.signing_key (inner_pad, outer_pad) VALUES (%s, %s)", pads)


def _install_role_rights(execute: Execute) -> None:
    execute("DELETE FROM gate.role_right")
    for role, rights in RIGHTS.items():
        for purpose, classes in rights.sees.items():
            execute(
                "INSERT INTO gate.role_right (role, purpose, classes, whole_organisation) VALUES (%s, %s, %s, %s)",
                [role.value, purpose.value, classes, rights.whole_organisation],
            )
