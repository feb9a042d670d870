"""`egnatia serve`."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from egnatia.web.serve.lock import DEFAULT_PORT
from egnatia.web.serve.run import Wishes, serve

app = typer.Typer(add_completion=False)


@app.command(
    epilog="Exit codes: 12 a folder cannot be written; 13 port in use; 14 another copy runs on this home; "
    "15 the data were written by another PostgreSQL, or yours is older than 16; 16 the database does not answer; "
    "17 the users of database and pages cannot reach their folders."
)
def start(  # noqa: PLR0913, PLR0917 (the options of the command)
    port: Annotated[int, typer.Option(help="The port of the site.", min=1, max=65535)] = DEFAULT_PORT,
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 for all addresses.")] = "127.0.0.1",
    home: Annotated[Path, typer.Option(help="The folder for all data.", envvar="EGNATIA_HOME")] = Path("var"),
    demo: Annotated[bool, typer.Option("--demo/--no-demo", help="Load the demo at the first start.")] = True,
    workers: Annotated[int, typer.Option(help="The number of processes that serve pages.", min=1)] = 2,
    as_root: Annotated[
        bool,
        typer.Option(
            "--as-root", help="Where root starts it, pages and jobs run as root too.", envvar="EGNATIA_AS_ROOT"
        ),
    ] = False,
) -> None:
    """Start Egnatia: database, pages and worker, until Ctrl-C.

    The first start creates a PostgreSQL server under --home, to which no other user of this machine can connect; a
    later start takes seconds. Set DATABASE_URL (to serve) and DATABASE_OWNER_URL (to change tables) to use your own
    server instead.

    Where root starts it, the database runs as the user egnatia-db, and pages and jobs as the user egnatia.

    Pages are served for the names in EGNATIA_HOSTS (default: localhost). Logs are in --home/logs.
    """
    console = Console(stderr=True, highlight=False)
    say = partial(console.print, markup=False, soft_wrap=True)
    say(f"Egnatia starts in {home.resolve()}.")
    serve(Wishes(home.resolve(), host, port, demo, workers, as_root=as_root), say)
