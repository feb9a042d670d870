"""What sound means, said of what was found. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from egnatia.reporting.snapshots.digests import TWICE, Difference
from egnatia.reporting.snapshots.queries.verifying import Wrong
from egnatia.web.soundness.finding import Finding
from egnatia.web.soundness.queries import Role

WANTED = {
    "fsync": ("on", "a power cut can lose what was acknowledged"),
    "full_page_writes": ("on", "a power cut can tear a page"),
    "synchronous_commit": ("on", "a crash can lose what was acknowledged"),
    "data_checksums": ("on", "a damaged page is not noticed"),
    "password_encryption": ("scram-sha-256", "passwords are kept in an older form"),
}
OURS_ALONE = {"listen_addresses": ("", "the database listens on the network")}
BEAT = timedelta(seconds=60)


def on_settings(found: Mapping[str, str], *, ours: bool) -> Iterator[Finding]:
    """`ours`: the embedded server, which nobody reaches by network."""
    wanted = WANTED | (OURS_ALONE if ours else {})
    wrong = [(name, why) for name, (value, why) in wanted.items() if found.get(name) != value]
    for name, why in wrong:
        yield Finding("database settings", sound=False, sentence=f"{name} is {found.get(name)!r}: {why}.")
    if not wrong:
        yield Finding("database settings", sound=True, sentence="The database's settings are safe.")


def on_logins(trusting: Sequence[str] | None) -> Finding:
    """`trusting`: rules that let somebody in without a password; None where we may not ask."""
    if trusting is None:
        return Finding("log-ins", sound=None, sentence="Who may connect is for whoever runs the database to say.")
    if trusting:
        return Finding(
            "log-ins", sound=False, sentence=f"The database lets in without password: {', '.join(trusting)}."
        )
    return Finding("log-ins", sound=True, sentence="Nobody connects to the database without a password.")


def on_role(role: Role) -> Iterator[Finding]:
    """The role that serves owns nothing, empties nothing and can become nobody else."""
    faults = {
        "has privileges of an administrator": role.has_privileges,
        "is a member of another role": role.is_member,
        f"owns {', '.join(role.owns)}": bool(role.owns),
        f"may empty {', '.join(role.empties)}": bool(role.empties),
    }
    wrong = [words for words, true in faults.items() if true]
    for words in wrong:
        yield Finding("role", sound=False, sentence=f"The role {role.name}, which serves pages, {words}.")
    if not wrong:
        yield Finding("role", sound=True, sentence=f"The role {role.name} can serve pages and nothing more.")


def on_migrations(pending: Sequence[str]) -> Finding:
    if pending:
        return Finding("tables", sound=False, sentence=f"The tables are not up to date: {', '.join(pending)}.")
    return Finding("tables", sound=True, sentence="The tables are up to date.")


def on_audit(*, append_only: bool) -> Finding:
    if append_only:
        return Finding("audit", sound=True, sentence="The audit trail can be added to and not changed.")
    return Finding("audit", sound=False, sentence="The audit trail could be changed: its trigger is missing or off.")


def on_grants(differing: int) -> Finding:
    if differing:
        return Finding("grants", sound=False, sentence=f"{differing} records open to others than their marking says.")
    return Finding("grants", sound=True, sentence="Every record opens to exactly those whom its marking names.")


def on_snapshots(kept: int, wrong: Sequence[Wrong], *, guarded: bool) -> Iterator[Finding]:
    """A finding for each field of each item that is not as it was frozen, or one that all are."""
    for each in wrong:
        yield Finding("snapshots", sound=False, sentence=f"Snapshot {each.snapshot}: {_words_of(each.difference)}.")
    if not guarded:
        yield Finding("snapshots", sound=False, sentence="Snapshots could be changed: a trigger is missing or off.")
    if guarded and not wrong:
        yield Finding("snapshots", sound=True, sentence=f"Snapshots are as they were frozen ({kept}).")


def _words_of(difference: Difference) -> str:
    if difference.what == "changed":
        return f"{difference.field} of {difference.item} is not as it was frozen"
    if difference.what == TWICE:
        return f"the audit trail tells of its {difference.field} more than once"
    return f"{difference.item} {'was added' if difference.what == 'added' else 'is missing'}"


def on_worker(since: timedelta | None, *, serving: bool) -> Finding:
    if since is not None and since < BEAT:
        return Finding("worker", sound=True, sentence="A worker is at work.")
    if not serving:
        return Finding("worker", sound=None, sentence="Egnatia is not running here now, so no worker is at work.")
    ago = f"was last heard of {int(since.total_seconds())} seconds ago" if since else "was never heard of"
    return Finding("worker", sound=False, sentence=f"Jobs wait: a worker {ago}.")
