"""`egnatia restore`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings

from egnatia.web.cli.database import own_cluster
from egnatia.web.serve.backups.folder import BackupFolder
from egnatia.web.serve.backups.restoration import Goal, restore
from egnatia.web.serve.lock import only_copy

app = typer.Typer(add_completion=False)
MOMENTS = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]


@app.command(
    name="restore",
    epilog="Exit codes: 0 restored; 1 failed, with the reason; 18 the backup is damaged; 12, 17 folders.",
)
def to_new_home(
    folder: Annotated[Path, typer.Argument(help="Where backups are kept.", envvar="EGNATIA_BACKUPS")],
    home: Annotated[Path, typer.Option(help="A new folder for all data.")],
    at: Annotated[
        datetime | None, typer.Option(help="Restore what was there at this time (UTC).", formats=MOMENTS)
    ] = None,
    own_point: Annotated[
        bool, typer.Option("--backup-only", help="Restore the newest backup without what was archived after it.")
    ] = False,
    identity: Annotated[
        Path | None, typer.Option(help="The file with the private key of age that opens the secrets.", exists=True)
    ] = None,
) -> None:
    """Restore a backup into a new home.

    Without --at, everything that was archived is restored. Without --identity, the new home gets secrets of its own:
    everybody signs in again, sets up two-step verification again and gets new links.
    """
    settings.HOME = str(home.resolve())
    kept, cluster = BackupFolder(folder.resolve()), own_cluster(home.resolve())
    moment = at.replace(tzinfo=UTC) if at else None
    found = kept.newest(before=moment)
    with only_copy(cluster.home, "egnatia restore"):
        opens = identity.read_text() if identity else ""
        restore(kept, found, cluster, Goal(at=moment, own_point=own_point), identity=opens)
    typer.echo(f"Restored from {found.name} into {cluster.home.path}.")
    typer.echo(f"Start it: egnatia serve --no-demo --home {cluster.home.path}")
