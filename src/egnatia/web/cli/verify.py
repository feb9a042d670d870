"""`egnatia verify`."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from django.conf import settings
from django.db import OperationalError  # noqa: TID251 - to say it in a sentence; nothing is asked here
from rich.console import Console

from egnatia.kernel import clock
from egnatia.kernel.installation import PROVED, record_backup
from egnatia.web.cli.database import at_hand, on_existing_database, own_cluster
from egnatia.web.serve.backups.folder import BackupFolder
from egnatia.web.serve.backups.restoration import Goal, differing, restore
from egnatia.web.serve.faults import ExitCode, FaultError
from egnatia.web.serve.home import Home
from egnatia.web.serve.lock import served_for
from egnatia.web.serve.roles import trusting_rules
from egnatia.web.soundness import rules
from egnatia.web.soundness.examination import examine
from egnatia.web.soundness.findings import Finding

SIGNS = {True: "sound", False: "NOT SOUND", None: "not checked"}
EPILOG = (
    "Exit codes: 0 sound; 1 nothing is installed in the home; 16 the database does not answer; 18 a problem was found."
)

app = typer.Typer(add_completion=False)


@app.command(epilog=EPILOG)
def verify(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    backup: Annotated[
        Path | None, typer.Option(help="Check the newest backup in this folder instead, by restoring it.")
    ] = None,
) -> None:
    """Check whether this installation is sound.

    Looks at the files of the home, how the readers of files are confined on this machine, the database's settings and
    log-ins, the role that serves pages, the tables, the audit trail, who can read which record, the worker,
    and free space. Changes nothing.

    With --backup, restores the newest backup into a folder of its own below the home, compares all rows with what they
    were when it was made, and removes it again.
    """
    findings = [_of_backup(BackupFolder(backup.resolve()))] if backup else _of_installation()
    say(findings, as_json=as_json)
    if any(finding.sound is False for finding in findings):
        raise typer.Exit(ExitCode.UNSOUND)


@on_existing_database
def _of_installation() -> list[Finding]:
    home = Home(Path(settings.HOME))
    ours = home.database_files.exists() and str(home.sockets) == settings.DATABASES["default"]["HOST"]
    try:
        return list(examine(home, trusting=trusting_rules(home) if ours else None, ours=ours, served=served_for(home)))
    except OperationalError as error:
        raise FaultError(ExitCode.DATABASE, f"The database does not answer: {str(error).strip()}") from error


def _of_backup(folder: BackupFolder) -> Finding:
    found = folder.newest()
    home = Home(Path(settings.HOME))
    with TemporaryDirectory(prefix="egnatia-proof-", dir=home.path if home.path.exists() else None) as scratch:
        Path(scratch).chmod(0o711)
        cluster = own_cluster(Path(scratch) / "home")
        try:
            restore(folder, found, cluster, Goal(own_point=True))
            wrong = differing(found, cluster)
        except FaultError as fault:
            return Finding("backup", sound=False, sentence=fault.sentence)
    if home.database_files.exists() and not wrong:
        with at_hand(migrate=False):
            record_backup(PROVED, found.name)
    return rules.on_backup(found.made_at, clock.now(), found.rows, len(found.tables), wrong)


def say(findings: list[Finding], *, as_json: bool) -> None:
    if as_json:
        sound = all(finding.sound is not False for finding in findings)
        listed = [{"check": one.check, "sound": one.sound, "sentence": one.sentence} for one in findings]
        typer.echo(json.dumps({"sound": sound, "findings": listed}, ensure_ascii=False))
        return
    console = Console(highlight=False)
    for finding in findings:
        console.print(f"{SIGNS[finding.sound]:>10}  {finding.sentence}", markup=False, soft_wrap=True)
