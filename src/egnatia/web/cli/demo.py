"""`egnatia demo`: the invented organisations, users and activities that a new installation is tried out with."""

import typer

from egnatia.start.demo import actions, fixtures
from egnatia.web.cli.database import on_database

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Load or remove the demo, or list its users.")


@app.command()
@on_database
def load() -> None:
    """Load the demo, or the missing parts of it. A second run changes nothing."""
    difference = actions.install()
    if difference:
        changes = f"{difference.changed} changed, {difference.restored} restored"
        typer.echo(f"Loaded {difference.activities} activities; {changes}.")
    else:
        typer.echo("The demo is already loaded; nothing was changed.")
    _tell_how_to_sign_in()


@app.command()
def users() -> None:
    """List the demo's users and the command that prints a code for each."""
    _tell_how_to_sign_in()


@app.command()
@on_database
def remove() -> None:
    """Withdraw the demo's activities and close its accounts. Nothing is deleted; `load` restores them."""
    typer.echo(f"Withdrew {actions.remove()} activities and closed the demo's accounts.")


def _tell_how_to_sign_in() -> None:
    for line in fixtures.sign_in_lines():
        typer.echo(line)
