"""`egnatia audit`: whether the trail is what was sealed, here or from a file, with checkpoints that lay elsewhere."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from egnatia.formats.trail import Checkpoint, Examination, examine, opened
from egnatia.kernel.records import audit
from egnatia.web.cli.database import on_existing_database
from egnatia.web.cli.verify import say
from egnatia.web.serve.faults import ExitCode, FaultError
from egnatia.web.soundness import rules
from egnatia.web.soundness.findings import Finding

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="The audit trail: check whether it was changed, export it, sign a checkpoint to keep elsewhere.",
)
Existing = typer.Argument(exists=True, dir_okay=False, help="Checkpoints: from backups, or downloaded.")


@app.command(epilog="Exit codes: 0 nothing was changed; 1 nothing is installed in the home; 18 something was.")
def verify(
    checkpoints: Annotated[list[Path] | None, Existing] = None,
    trail: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="A file of `egnatia audit export`, not this home."),
    ] = None,
    key: Annotated[str, typer.Option(help="The key that checkpoints must be signed with: its fingerprint.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Check whether the audit trail is what was sealed, and what the checkpoints say.

    Needs neither database nor network with --trail. Without a checkpoint, a trail that was rewritten and sealed anew by
    the owner of the database looks sound.
    """
    read = [_read(path, key) for path in checkpoints or []]
    found = _in_file(trail, read) if trail else _here(read)
    findings = [*rules.on_trail(found), *_of_checkpoints(found, read)]
    say(findings, as_json=as_json)
    if found.faults:
        raise typer.Exit(ExitCode.UNSOUND)


@app.command()
@on_existing_database
def export(file: Annotated[Path, typer.Argument(dir_okay=False, help="Where to write it; must not exist.")]) -> None:
    """Write the whole audit trail to a file, as lines of JSON. It names people: keep it like a backup."""
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
            written.writelines(line + b"\n" for line in audit.lines())
    except OSError as error:
        raise FaultError(ExitCode.FAILED, f"{file} cannot be written ({error.strerror}).") from error
    typer.echo(f"The audit trail is in {file}.")


@app.command()
@on_existing_database
def checkpoint() -> None:
    """Print a signed checkpoint of what is sealed. Keep it where nobody reaches it who reaches this machine."""
    signed = audit.checkpoint()
    if signed is None:
        raise FaultError(ExitCode.FAILED, "Nothing is sealed yet: the worker does so every minute.")
    typer.echo(signed.decode(), nl=False)


def _read(path: Path, key: str) -> Checkpoint:
    found = opened(path.read_bytes())
    if found is None:
        raise FaultError(ExitCode.UNSOUND, f"{path} is no checkpoint, or was changed since it was signed.")
    if key and found.fingerprint != key:
        raise FaultError(ExitCode.UNSOUND, f"{path} was signed with the key {found.fingerprint}, not with {key}.")
    return found


def _in_file(path: Path, checkpoints: Sequence[Checkpoint]) -> Examination:
    with path.open("rb") as lines:
        return examine(lines, checkpoints)


@on_existing_database
def _here(checkpoints: Sequence[Checkpoint]) -> Examination:
    return examine(audit.lines(), checkpoints)


def _of_checkpoints(found: Examination, read: Sequence[Checkpoint]) -> list[Finding]:
    if not read:
        said = "No checkpoint was given: a trail that was rewritten and sealed anew would look the same."
        return [Finding("checkpoints", sound=None, sentence=said)]
    if found.faults:
        return []
    keys = ", ".join(sorted({each.fingerprint for each in read}))
    last = max(read, key=lambda each: each.seal)
    many = "the checkpoint says" if len(read) == 1 else f"{len(read)} checkpoints say"
    said = f"Up to {last.made_at} the trail is what {many}, signed with the key {keys}."
    return [Finding("checkpoints", sound=True, sentence=said)]
