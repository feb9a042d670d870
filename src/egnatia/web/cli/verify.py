"""`egnatia verify`."""

import json
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.db import OperationalError  # noqa: TID251 - to say it in a sentence; nothing is asked here
from rich.console import Console

from egnatia.web.cli.database import on_existing_database
from egnatia.web.serve.faults import ExitCode, FaultError
from egnatia.web.serve.home import Home
from egnatia.web.serve.lock import served_for
from egnatia.web.serve.roles import trusting_rules
from egnatia.web.soundness.examination import examine
from egnatia.web.soundness.findings import Finding

SIGNS = {True: "sound", False: "NOT SOUND", None: "not checked"}
EPILOG = (
    "Exit codes: 0 sound; 1 nothing is installed in the home; 16 the database does not answer; 18 a problem was found."
)

app = typer.Typer(add_completion=False)


@app.command(epilog=EPILOG)
@on_existing_database
def verify(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Check whether this installation is sound.

    Looks at the files of the home, the database's settings and log-ins, the role that serves pages, the tables,
    the audit trail, who can read which record, the worker, and free space. Changes nothing.
    """
    home = Home(Path(settings.HOME))
    ours = home.database_files.exists() and str(home.sockets) == settings.DATABASES["default"]["HOST"]
    try:
        findings = list(
            examine(home, trusting=trusting_rules(home) if ours else None, ours=ours, served=served_for(home))
        )
    except OperationalError as error:
        raise FaultError(ExitCode.DATABASE, f"The database does not answer: {str(error).strip()}") from error
    _say(findings, as_json=as_json)
    if any(finding.sound is False for finding in findings):
        raise typer.Exit(ExitCode.UNSOUND)


def _say(findings: list[Finding], *, as_json: bool) -> None:
    if as_json:
        sound = all(finding.sound is not False for finding in findings)
        listed = [{"check": one.check, "sound": one.sound, "sentence": one.sentence} for one in findings]
        typer.echo(json.dumps({"sound": sound, "findings": listed}, ensure_ascii=False))
        return
    console = Console(highlight=False)
    for finding in findings:
        console.print(f"{SIGNS[finding.sound]:>10}  {finding.sentence}", markup=False, soft_wrap=True)
