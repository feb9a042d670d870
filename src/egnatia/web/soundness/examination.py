"""Everything that `egnatia verify` looks at, in its order."""

import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from egnatia.formats.refusal import Refusal
from egnatia.formats.trail import examine as examine_trail
from egnatia.formats.trial import Trial, tried
from egnatia.kernel.records import audit
from egnatia.reporting.snapshots.queries import verification
from egnatia.web.middleware.requests import free_space
from egnatia.web.serve.home import Home
from egnatia.web.soundness import queries, rules
from egnatia.web.soundness.findings import Finding

OTHERS_READ_OR_WRITE = stat.S_IRWXG | stat.S_IRWXO
OTHERS_LIST_OR_WRITE = OTHERS_READ_OR_WRITE & ~(stat.S_IXGRP | stat.S_IXOTH)  # passing through is allowed


def examine(home: Home, *, trusting: list[str] | None, ours: bool, served: timedelta | None) -> Iterator[Finding]:
    """Findings one by one. The connection must be the serving role's.

    `ours`: the embedded server. `trusting`: its log-in rules without a password (None: not ours to ask).
    `served`: how long a copy has been running on this home, if one is.
    """
    yield rules.on_space(free_space(), settings.SPACE_RESERVE)
    if home.secrets.exists():
        yield from on_files(home)
    yield from rules.on_readers(_trial())
    yield from rules.on_settings(queries.settings(), ours=ours)
    yield rules.on_logins(trusting)
    yield from rules.on_role(queries.role())
    pending = queries.pending_migrations()
    yield rules.on_migrations(pending)
    if pending:
        return
    yield rules.on_audit(append_only=queries.audit_is_append_only())
    yield from rules.on_trail(examine_trail(audit.lines()))
    yield from rules.on_sealing(queries.since_unsealed(), served=served)
    wrong = list(verification.found_wrong())
    yield from rules.on_snapshots(verification.snapshots_kept(), wrong, guarded=queries.snapshots_are_guarded())
    yield rules.on_grants(queries.records_that_open_to_others())
    yield rules.on_worker(queries.since_heartbeat(), served=served)


def on_files(home: Home) -> Iterator[Finding]:
    """A finding for each path that is open to others, or one that all is well."""
    exposed = [path for path, forbidden in _guarded(home) if path.lstat().st_mode & forbidden]
    for path in exposed:
        yield Finding("files", sound=False, sentence=f"Other users of this machine can access {path}: chmod go-rwx.")
    if not exposed:
        yield Finding("files", sound=True, sentence="No other user of this machine can read the files in the home.")


def _guarded(home: Home) -> Iterator[tuple[Path, int]]:
    yield home.path, OTHERS_LIST_OR_WRITE
    for folder in (home.secrets, home.logs, home.postgres, home.sockets, home.cache):
        if folder.exists():
            yield folder, OTHERS_READ_OR_WRITE
    if home.sockets_of_pages.exists():
        yield home.sockets_of_pages, OTHERS_LIST_OR_WRITE
    if home.secrets.exists():
        yield from ((path, OTHERS_READ_OR_WRITE) for path in home.secrets.iterdir())


def _trial() -> Trial | None:
    try:
        return tried()
    except Refusal:
        return None
