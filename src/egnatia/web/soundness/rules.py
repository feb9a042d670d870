"""What sound means, said of what was found. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from django.utils.timesince import timesince

from egnatia.formats.trail import Examination
from egnatia.formats.trial import Trial
from egnatia.reporting.snapshots.digests import TWICE, DigestDifference
from egnatia.reporting.snapshots.queries.verification import BrokenSnapshot
from egnatia.web.soundness.findings import Finding
from egnatia.web.soundness.queries import DatabaseRole

WANTED = {
    "fsync": ("on", "a power cut can lose what was acknowledged"),
    "full_page_writes": ("on", "a power cut can tear a page"),
    "synchronous_commit": ("on", "a crash can lose what was acknowledged"),
    "data_checksums": ("on", "a damaged page is not noticed"),
    "password_encryption": ("scram-sha-256", "passwords are kept in an older form"),
}
OURS_ALONE = {"listen_addresses": ("", "the database listens on the network")}
# What each layer does to a process that reads a file. Those of the first kind do it alone.
ALONE = {
    "limits": "Time, memory and open files of the readers of files are limited",
    "calls": "Readers of files may ask nothing of the kernel but to compute",
    "privileges": "Readers of files have no rights of root and can gain none",
}
BESIDE = {
    "network": "Readers of files are in a network of their own, with nothing in it",
    "files": "Readers of files are kept from every file of this machine",
    "user": "Readers of files run as a user that owns nothing",
}
BEAT = timedelta(seconds=60)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SEALED_WITHIN = timedelta(minutes=5)  # long enough for a job that waits behind others
MOST_FAULTS = 20  # of a trail that are told one by one
MEBIBYTE = 1024 * 1024


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
        return Finding(
            "log-ins", sound=None, sentence="Who may connect is decided by the administrator of the database."
        )
    if trusting:
        return Finding(
            "log-ins",
            sound=False,
            sentence=f"The database accepts connections without a password: {', '.join(trusting)}.",
        )
    return Finding("log-ins", sound=True, sentence="Every connection to the database requires a password.")


def on_role(role: DatabaseRole) -> Iterator[Finding]:
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


def on_readers(trial: Trial | None) -> Iterator[Finding]:
    """Whoever reads what strangers wrote is confined, in layers. `trial`: None where it gave no answer.

    A layer that other layers stand in for may be missing; it is said all the same.
    """
    if trial is None:
        yield Finding("readers", sound=False, sentence="Files cannot be read: the process that reads them dies.")
        return
    for what in trial.done:
        yield Finding("readers", sound=False, sentence=f"Readers of files can {what}.")
    if "user" not in trial.layers:
        same = "Readers of files run as the user that runs Egnatia: only root can make it another one."
        yield Finding("readers: user", sound=None, sentence=same)
    if not trial.layers:
        yield Finding("readers", sound=False, sentence="This system does not allow readers of files to be confined.")
    for name, why in trial.layers.items():
        sentence = (ALONE | BESIDE)[name]
        if not why:
            yield Finding(f"readers: {name}", sound=True, sentence=f"{sentence}.")
        elif name in BESIDE and not trial.done and not trial.layers["calls"]:
            kept = f"NOT on this machine ({why}), where the filter of system calls alone does it"
            yield Finding(f"readers: {name}", sound=True, sentence=f"{sentence}: {kept}.")
        else:
            yield Finding(f"readers: {name}", sound=False, sentence=f"{sentence}: NOT on this machine ({why}).")


def on_migrations(pending: Sequence[str]) -> Finding:
    if pending:
        return Finding("tables", sound=False, sentence=f"The tables are not up to date: {', '.join(pending)}.")
    return Finding("tables", sound=True, sentence="The tables are up to date.")


def on_audit(*, append_only: bool) -> Finding:
    if append_only:
        return Finding("audit", sound=True, sentence="The audit trail can be extended but not changed.")
    return Finding(
        "audit", sound=False, sentence="The audit trail could be changed: one of its triggers is missing or disabled."
    )


def on_trail(found: Examination) -> Iterator[Finding]:
    """A finding for each fault of the trail that was read, or one that it is what was sealed."""
    for fault in found.faults[:MOST_FAULTS]:
        yield Finding("trail", sound=False, sentence=fault)
    if (more := len(found.faults) - MOST_FAULTS) > 0:
        yield Finding("trail", sound=False, sentence=f"The audit trail has {more:,} more faults.")
    if not found.faults:
        counts = {
            "not sealed yet": found.unsealed,
            "sign-ins removed by retention": found.removed,
            "without the name of a person who was erased": found.names_gone,
        }
        also = "".join(f"; {count:,} {words}" for words, count in counts.items() if count)
        last = f" (the last one of {found.last.made_at})" if found.last else ""
        said = f"{found.sealed:,} events of the audit trail are what {found.seals:,} seals{last} say{also}."
        yield Finding("trail", sound=True, sentence=said)


def on_sealing(waiting: timedelta | None, *, served: timedelta | None) -> Iterator[Finding]:
    """`waiting`: since when the oldest event has no seal. Nothing where no worker had the time to seal it."""
    if waiting is not None and waiting > SEALED_WITHIN and served is not None and served > SEALED_WITHIN:
        minutes = int(waiting.total_seconds() // 60)
        said = f"Events of the audit trail have waited {minutes:,} minutes for their seal, which is made every minute."
        yield Finding("sealing", sound=False, sentence=said)


def on_grants(differing: int) -> Finding:
    if differing:
        return Finding(
            "grants",
            sound=False,
            sentence=f"{differing} records are visible to people whom their marking does not allow.",
        )
    return Finding("grants", sound=True, sentence="Every record is visible exactly to those named in its marking.")


def on_snapshots(kept: int, wrong: Sequence[BrokenSnapshot], *, guarded: bool) -> Iterator[Finding]:
    """A finding for each field of each item that has changed since it was recorded, or one that all are."""
    for each in wrong:
        yield Finding(
            "snapshots", sound=False, sentence=f"Round results {each.snapshot}: {_words_of(each.difference)}."
        )
    if not guarded:
        yield Finding(
            "snapshots",
            sound=False,
            sentence="Round results could be changed: a database trigger is missing or disabled.",
        )
    if guarded and not wrong:
        yield Finding(
            "snapshots", sound=True, sentence=f"Round results are unchanged since they were recorded ({kept})."
        )


def _words_of(difference: DigestDifference) -> str:
    if difference.what == "changed":
        return f"{difference.field} of {difference.item} has changed since it was recorded"
    if difference.what == TWICE:
        return f"the audit trail records its {difference.field} more than once"
    return f"{difference.item} {'was added' if difference.what == 'added' else 'is missing'}"


def on_space(free: int, reserve: int) -> Finding:
    """Bytes that are free on the disk of the home, and that must be."""
    found, least = f"{free // MEBIBYTE:,} MiB", f"{reserve // MEBIBYTE:,} MiB"
    if free < reserve:
        said = f"Only {found} are free on the disk of the home: files and imports are refused below {least}."
        return Finding("space", sound=False, sentence=said)
    return Finding("space", sound=True, sentence=f"{found} are free on the disk of the home.")


def on_worker(since: timedelta | None, *, served: timedelta | None) -> Finding:
    """`since` the last report of any worker; `served`: how long a copy has been running here, if one is.

    A report from before the start is that of an earlier copy's worker.
    """
    if since is not None and since < (BEAT if served is None else min(BEAT, served)):
        return Finding("worker", sound=True, sentence="A worker is running.")
    if served is None:
        return Finding("worker", sound=None, sentence="Egnatia is not running here, so no worker is running.")
    if served < BEAT:
        seconds = int(served.total_seconds())
        said = f"Egnatia started {seconds} seconds ago; its worker has not reported yet. Run this again in a minute."
        return Finding("worker", sound=None, sentence=said)
    ago = f"last reported {int(since.total_seconds())} seconds ago" if since else "has never reported"
    return Finding("worker", sound=False, sentence=f"Jobs are not processed: the worker {ago}.")


def on_backup(made: datetime, now: datetime, rows: int, tables: int, wrong: Sequence[str]) -> Finding:
    """Of a backup that was restored; `wrong` are the tables that say something else than when it was made."""
    which = f"The backup of {made:%Y-%m-%d %H:%M} UTC ({age(now - made)} old)"
    if wrong:
        return Finding("backup", sound=False, sentence=f"{which} was restored, and differs in {', '.join(wrong)}.")
    sentence = f"{which} was restored: {rows:,} rows in {tables} tables say what they said when it was made."
    return Finding("backup", sound=True, sentence=sentence)


def age(since: timedelta) -> str:
    """In its largest unit, as 3 hours."""
    return timesince(EPOCH, EPOCH + since, depth=1).replace("\xa0", " ")
