"""Everything that `egnatia verify` looks at, in its order."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings

from egnatia.reporting.snapshots.queries import verification
from egnatia.web.middleware.expensive import free_space
from egnatia.web.serve.home import Home
from egnatia.web.soundness import files, queries, rules
from egnatia.web.soundness.findings import Finding


def examine(home: Home, *, trusting: list[str] | None, ours: bool, served: timedelta | None) -> Iterator[Finding]:
    """Findings one by one. The connection must be the serving role's.

    `ours`: the embedded server. `trusting`: its log-in rules without a password (None: not ours to ask).
    `served`: how long a copy has been running on this home, if one is.
    """
    yield rules.on_space(free_space(), settings.SPACE_RESERVE)
    if home.secrets.exists():
        yield from files.on_files(home)
    yield from rules.on_settings(queries.settings(), ours=ours)
    yield rules.on_logins(trusting)
    yield from rules.on_role(queries.role())
    pending = queries.pending_migrations()
    yield rules.on_migrations(pending)
    if pending:
        return
    yield rules.on_audit(append_only=queries.audit_is_append_only())
    wrong = list(verification.found_wrong())
    yield from rules.on_snapshots(verification.snapshots_kept(), wrong, guarded=queries.snapshots_are_guarded())
    yield rules.on_grants(queries.records_that_open_to_others())
    yield rules.on_worker(queries.since_heartbeat(), served=served)
