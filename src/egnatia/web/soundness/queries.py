"""What the database says about itself, asked with the rights of the serving role."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from egnatia.kernel.models import Record

ASKED = ("listen_addresses", "fsync", "full_page_writes", "synchronous_commit", "data_checksums", "password_encryption")

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
# tgtype: bit 3 is DELETE, bit 4 UPDATE, bit 1 BEFORE, bit 0 FOR EACH ROW (pg_trigger.h); tgenabled 'D' is switched off.
TRIGGER = """
SELECT coalesce(bit_or(tgtype::int) & 24, 0) FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
WHERE tgrelid = to_regclass('kernel_auditevent') AND proname = 'egnatia_append_only' AND tgenabled <> 'D'
"""
# The five that refuse changes of snapshots, each switched on.
SNAPSHOT_TRIGGERS = """
SELECT count(*) FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
WHERE proname LIKE 'egnatia_snapshot_%' AND tgenabled <> 'D'
"""
HEARTBEAT = "SELECT now() - max(last_heartbeat) FROM procrastinate_workers"


@dataclass(frozen=True, slots=True)
class Role:
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


def role() -> Role:
    with connection.cursor() as cursor:
        cursor.execute(ROLE)
        name, privileges, member = cursor.fetchone()
        cursor.execute(TABLES)
        owns, empties = cursor.fetchone()
    return Role(name, privileges, member, tuple(owns), tuple(empties))


def audit_is_append_only() -> bool:
    """Whether a trigger that is switched on stands against both UPDATE and DELETE."""
    with connection.cursor() as cursor:
        cursor.execute(TRIGGER)
        return bool(cursor.fetchone()[0] == 24)


def snapshots_are_guarded() -> bool:
    """Whether every trigger that refuses changes of snapshots is switched on."""
    with connection.cursor() as cursor:
        cursor.execute(SNAPSHOT_TRIGGERS)
        return bool(cursor.fetchone()[0] == 5)


def pending_migrations() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label} {migration.name}" for migration, _ in plan]


def since_heartbeat() -> timedelta | None:
    """How long ago a worker last said that it lives."""
    with connection.cursor() as cursor:
        cursor.execute(HEARTBEAT)
        found: timedelta | None = cursor.fetchone()[0]
        return found


def records_that_open_to_others() -> int:
    """How many records have grants that are not what their marking means today."""
    records = Record.objects.prefetch_related("grants").iterator(chunk_size=2000)
    return sum(record.tokens != {grant.token for grant in record.grants.all()} for record in records)
