"""`egnatia status`."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer
from django.conf import settings

from egnatia.kernel.installation import BACKED_UP, PROVED, last_backup
from egnatia.web.cli.database import on_existing_database
from egnatia.web.serve.home import Home
from egnatia.web.serve.lock import is_served
from egnatia.web.soundness.queries import since_heartbeat
from egnatia.web.soundness.rules import BEAT, age

app = typer.Typer(add_completion=False)


@app.command()
@on_existing_database
def status(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False) -> None:
    """Say what runs, how full the disk is and how old the last good backup is."""
    home, now = Home(Path(settings.HOME)), datetime.now(UTC)
    beat = since_heartbeat()
    found: dict[str, Any] = {
        "version": version("egnatia"),
        "serving": is_served(home),
        "worker": beat is not None and beat < BEAT,
        "free_bytes": shutil.disk_usage(home.path if home.path.exists() else Path("/")).free,
        "backup_age_seconds": _seconds_since(last_backup(BACKED_UP), now),
        "proved_backup_age_seconds": _seconds_since(last_backup(PROVED), now),
    }
    if as_json:
        typer.echo(json.dumps(found))
        return
    typer.echo(f"Egnatia {found['version']} in {home.path}")
    typer.echo(f"Pages: {'served' if found['serving'] else 'not served here'}")
    typer.echo(f"Worker: {'running' if found['worker'] else 'not running'}")
    typer.echo(f"Free space: {found['free_bytes'] / 10**9:.1f} GB")
    typer.echo(f"Last backup: {_ago(found['backup_age_seconds'])}")
    typer.echo(f"Last backup that was restored to prove it: {_ago(found['proved_backup_age_seconds'])}")


def _seconds_since(moment: datetime | None, now: datetime) -> int | None:
    return int((now - moment).total_seconds()) if moment else None


def _ago(seconds: int | None) -> str:
    return "never" if seconds is None else f"{age(timedelta(seconds=seconds))} ago"
