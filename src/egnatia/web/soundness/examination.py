"""Everything that `egnatia verify` looks at, in its order."""

from collections.abc import Iterator

from egnatia.formats.refusal import Refusal
from egnatia.formats.trial import Trial, tried
from egnatia.reporting.snapshots.queries import verification
from egnatia.web.serve.home import Home
from egnatia.web.soundness import files, queries, rules
from egnatia.web.soundness.findings import Finding


def examine(home: Home, *, trusting: list[str] | None, ours: bool, serving: bool) -> Iterator[Finding]:
    """Findings one by one. The connection must be the serving role's.

    `ours`: the embedded server. `trusting`: its log-in rules without a password (None: not ours to ask).
    `serving`: a copy runs on this home now.
    """
    if home.secrets.exists():
        yield from files.on_files(home)
    yield from rules.on_readers(_trial())
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
    yield rules.on_worker(queries.since_heartbeat(), serving=serving)


def _trial() -> Trial | None:
    try:
        return tried()
    except Refusal:
        return None
