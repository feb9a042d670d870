"""`egnatia backup`."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings

from egnatia.kernel.installation import BACKED_UP, record_backup
from egnatia.web.cli.database import at_hand, own_cluster
from egnatia.web.serve.backups.creation import make
from egnatia.web.serve.backups.folder import BackupFolder

app = typer.Typer(add_completion=False)


@app.command(epilog="Exit codes: 0 made; 1 failed, with the reason; 12 and 17 the folder cannot be used.")
def backup(
    folder: Annotated[Path, typer.Argument(help="Where backups are kept.", envvar="EGNATIA_BACKUPS")],
    full: Annotated[bool, typer.Option("--full", help="A full backup, even if a part would do.")] = False,
    keep: Annotated[int, typer.Option(help="Remove backups that are older than this many days; 0 keeps all.")] = 0,
    seal_to: Annotated[
        str,
        typer.Option(help="A public key of age; without one, secrets are left out.", envvar="EGNATIA_BACKUP_KEY"),
    ] = "",
) -> None:
    """Back up the database of this installation, whether or not it is running.

    The first backup is full; for a week, the next ones add what has changed. The log of the database up to the end of
    the backup is kept beside it. `egnatia verify --backup FOLDER` proves that it can be restored.
    """
    kept = BackupFolder(folder.resolve())
    cluster = own_cluster(Path(settings.HOME))
    with at_hand(migrate=False):
        made = make(cluster, kept, full=full, seal_to=seal_to)
        record_backup(BACKED_UP, made.name, rows=made.rows)
    gone = kept.prune(timedelta(days=keep), datetime.now(UTC)) if keep else []
    what = f"adds to {made.on}" if made.on else "full"
    typer.echo(f"Backup {made.name} ({what}): {made.rows} rows in {len(made.tables)} tables, in {kept.path}.")
    typer.echo(
        "The secrets are sealed in it." if made.sealed else f"Secrets are left out: keep {cluster.home.secrets} safe."
    )
    if gone:
        typer.echo(f"Removed {len(gone)} older ones.")
