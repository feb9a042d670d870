"""The database's roles: one owns and migrates, one serves and can neither own, truncate nor become more."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql

from egnatia.web.serve.cluster import SUPERUSER
from egnatia.web.serve.faults import ExitCode, FaultError
from egnatia.web.serve.home import Home

OWNER = "egnatia_owner"
SERVING = "egnatia"
DATABASE = "egnatia"
SECRETS = {SUPERUSER: "database-admin", OWNER: "database-owner", SERVING: "database-serving"}


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database is and as whom to go there."""

    role: str
    password: str
    sockets: Path
    database: str = DATABASE

    def __str__(self) -> str:
        place = urlencode({"host": self.sockets})
        return f"postgresql://{self.role}:{quote(self.password)}@/{quote(self.database)}?{place}"


def address(home: Home, role: str, database: str = DATABASE) -> Address:
    """The address of a role in the home's own server."""
    return Address(role, home.secret(SECRETS[role]), home.sockets, database)


def provide(home: Home) -> None:
    """Make the roles and the database, or put right what is missing. Safe to repeat."""
    try:
        with _admin(home, "postgres") as connection:
            _roles(connection, home)
            _database(connection)
        for database in ("template1", DATABASE):
            with _admin(home, database) as connection:
                default_privileges(connection)
    except psycopg.OperationalError as error:
        raise FaultError(ExitCode.DATABASE, f"The database does not let us in: {str(error).strip()}") from error


def _admin(home: Home, database: str) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(str(address(home, SUPERUSER, database)), autocommit=True)


def _roles(connection: "psycopg.Connection[tuple[object, ...]]", home: Home) -> None:
    for role in (OWNER, SERVING):
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
        verb = "ALTER" if known else "CREATE"
        connection.execute(
            sql.SQL(
                "{} ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD {}"
            ).format(sql.SQL(verb), sql.Identifier(role), sql.Literal(home.secret(SECRETS[role])))
        )


def _database(connection: "psycopg.Connection[tuple[object, ...]]") -> None:
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
        )
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(DATABASE)))
    connection.execute(
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(DATABASE), sql.Identifier(SERVING))
    )


def default_privileges(
    connection: "psycopg.Connection[tuple[object, ...]]", owner: str = OWNER, serving: str = SERVING
) -> None:
    """Whatever `owner` makes from now on, `serving` may read and write, but not empty, own or change."""
    head = sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} GRANT {} TO {}")
    for what in ("SELECT, INSERT, UPDATE, DELETE ON TABLES", "USAGE, SELECT, UPDATE ON SEQUENCES"):
        connection.execute(head.format(sql.Identifier(owner), sql.SQL(what), sql.Identifier(serving)))


def trusting_rules(home: Home) -> list[str]:
    """Rules of our own server that let somebody in without a password, as `local all all trust`."""
    with _admin(home, "postgres") as connection:
        found = connection.execute(
            "SELECT concat_ws(' ', type, array_to_string(database, ','), array_to_string(user_name, ','), auth_method)"
            " FROM pg_hba_file_rules WHERE auth_method IS DISTINCT FROM 'scram-sha-256'"
        )
        return [str(row[0]) for row in found]
