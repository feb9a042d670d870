"""What the database says about itself, asked with the rights of the serving role."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from egnatia.kernel.models import Record

ASKED = ("listen_addresses", "fsync", "full_page_writes", "synchronous_commit", "data_checksums", "password_encryption")

Guard = tuple[str, str, str, int]  # the table, the trigger, the function that it calls, its type

ROLE = """
SELECT current_user, rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls,
  EXISTS (SELECT FROM pg_auth_members WHERE member = pg_roles.oid)
FROM pg_roles WHERE rolname = current_user
"""
TABLES = """
SELECT coalesce(array_agg(relname ORDER BY relname) FILTER (WHERE pg_get_userbyid(relowner) = current_user), '{}'),
  coalesce(array_agg(relname ORDER BY relname) FILTER (WHERE has_table_privilege(pg_class.oid, 'TRUNCATE')), '{}')
FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE nspname = 'public' AND relkind IN ('r', 'p')
"""
# Those that fire for every change: in the mode in which we serve ('O') or in any ('A'), unconditionally. 'R' fires only
# where changes of another server are applied, 'D' never.
TRIGGERS = """
SELECT relname, tgname, proname, tgtype FROM pg_trigger
  JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid
WHERE relname = ANY(%s) AND pg_table_is_visible(pg_class.oid) AND NOT tgisinternal
  AND (tgenabled = 'A' OR tgenabled = 'O' AND current_setting('session_replication_role') <> 'replica')
  AND tgqual IS NULL AND tgattr::text = ''
"""
# Of pg_trigger.h: FOR EACH ROW 1, BEFORE 2, INSERT 4, DELETE 8, UPDATE 16.
ADDITIONS, CHANGES, EVERYTHING = 1 + 2 + 4, 1 + 2 + 8 + 16, 1 + 2 + 4 + 8 + 16
AUDIT_GUARDS = {
    ("kernel_auditevent", "audit_append_only", "egnatia_append_only", CHANGES),
    ("kernel_auditevent", "audit_is_dated", "egnatia_audit_is_dated", ADDITIONS),
    ("kernel_auditseal", "audit_seals_kept", "egnatia_seals_are_kept", EVERYTHING),
}
SNAPSHOT_GUARDS = {
    ("reporting_snapshot", "snapshot_is_frozen", "egnatia_snapshot_is_frozen", CHANGES),
    ("reporting_snapshotsource", "snapshot_source_frozen", "egnatia_snapshot_holds_no_more", EVERYTHING),
    ("reporting_snapshotmatch", "snapshot_match_frozen", "egnatia_snapshot_holds_no_more", EVERYTHING),
    ("reporting_snapshotclearance", "snapshot_clearance_frozen", "egnatia_snapshot_holds_no_more", EVERYTHING),
    ("reporting_snapshotobjection", "snapshot_objection_kept", "egnatia_snapshot_keeps", CHANGES),
}
HEARTBEAT = "SELECT now() - max(last_heartbeat) FROM procrastinate_workers"
UNSEALED = "SELECT now() - min(at) FROM kernel_auditevent WHERE number IS NULL"


@dataclass(frozen=True, slots=True)
class DatabaseRole:
    """What the serving role may do beyond serving."""

    name: str
    has_privileges: bool
    is_member: bool
    owns: tuple[str, ...]
    empties: tuple[str, ...]


def settings() -> dict[str, str]:
    """The server's settings that durability and isolation hang on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(ASKED)])
        return dict(cursor.fetchall())


def role() -> DatabaseRole:
    with connection.cursor() as cursor:
        cursor.execute(ROLE)
        name, privileges, member = cursor.fetchone()
        cursor.execute(TABLES)
        owns, empties = cursor.fetchone()
    return DatabaseRole(name, privileges, member, tuple(owns), tuple(empties))


def audit_is_append_only() -> bool:
    """Whether the triggers are there and fire that date events, and that keep them and their seals as they are."""
    return _firing(AUDIT_GUARDS) >= AUDIT_GUARDS


def snapshots_are_guarded() -> bool:
    """Whether every trigger that refuses changes of snapshots is there and fires."""
    return _firing(SNAPSHOT_GUARDS) >= SNAPSHOT_GUARDS


def _firing(guards: Collection[Guard]) -> set[Guard]:
    """The triggers on the tables of these guards that fire for every change."""
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS, [[table for table, _name, _calls, _when in guards]])
        return set(cursor.fetchall())


def pending_migrations() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label} {migration.name}" for migration, _ in plan]


def since_heartbeat() -> timedelta | None:
    """How long ago a worker last said that it lives."""
    return _ago(HEARTBEAT)


def since_unsealed() -> timedelta | None:
    """How old the oldest event is that waits for its seal, if one does."""
    return _ago(UNSEALED)


def _ago(question: str) -> timedelta | None:
    with connection.cursor() as cursor:
        cursor.execute(question)
        found: timedelta | None = cursor.fetchone()[0]
        return found


def records_that_open_to_others() -> int:
    """How many records have grants that are not what their marking means today."""
    records = Record.objects.prefetch_related("grants").iterator(chunk_size=2000)
    return sum(record.tokens != {grant.token for grant in record.grants.all()} for record in records)
