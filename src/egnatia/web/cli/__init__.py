"""The command `egnatia`. Each subcommand lives in its own module, loaded when it is called."""

import os
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import django
import typer
from typer.core import TyperCommand, TyperGroup

from egnatia.formats.layers import keep_others_out
from egnatia.web.serve.environment import SETTINGS
from egnatia.web.serve.faults import FaultError


@dataclass(frozen=True, slots=True)
class Subcommand:
    """A line of the table; `needs_django` where the module's own imports do."""

    module: str
    about: str
    needs_django: bool = True


COMMANDS = {
    "serve": Subcommand("serve", "Start Egnatia: database, pages and worker, until Ctrl-C.", needs_django=False),
    "import": Subcommand("imports", "Import activities or needs: IATI files, JSON lines, spreadsheets."),
    "analyse": Subcommand("analyse", "Find overlaps in files, without a database.", needs_django=False),
    "check": Subcommand("check", "Check a proposal against the activities of this installation."),
    "demo": Subcommand("demo", "Load or remove the demo, or list its users."),
    "user": Subcommand("user", "Accounts: codes for demonstration users, invitations, recovery codes."),
    "verify": Subcommand("verify", "Check whether this installation, or a backup of it, is sound."),
    "audit": Subcommand("audit", "The audit trail: check, export, checkpoint it."),
    "backup": Subcommand("backup", "Back up the database, running or not."),
    "restore": Subcommand("restore", "Restore a backup into a new home."),
    "status": Subcommand("status", "What runs, how full the disk is, how old the last backup is."),
}


if TYPE_CHECKING:  # typer carries click's types within and exports none
    from typer._click import Command, Context

EPILOG = (
    "Exit codes: 0 done; 1 failed; 2 a mistake in the command line; 12 a folder cannot be written; 13 port in use; "
    "14 another copy runs; 15 the data are of another PostgreSQL, or it is older than 16; "
    "16 the database does not answer; 17 its user cannot reach the folder; 18 `verify` found a problem; "
    "19 Spark cannot be used."
)


class Commands(TyperGroup):
    """Knows every subcommand by its line in the table, and ends with one sentence where a fault ends it."""

    def list_commands(self, ctx: "Context") -> list[str]:
        del ctx  # the same in every context
        return list(COMMANDS)

    def get_command(self, ctx: "Context", cmd_name: str) -> "Command | None":
        del ctx
        known = COMMANDS.get(cmd_name)
        return TyperCommand(cmd_name, help=known.about) if known else None

    def resolve_command(self, ctx: "Context", args: list[str]) -> "tuple[str | None, Command | None, list[str]]":
        name, command, rest = super().resolve_command(ctx, args)
        return name, _load(name) if name in COMMANDS else command, rest

    def invoke(self, ctx: "Context") -> object:
        try:
            return super().invoke(ctx)
        except FaultError as fault:
            typer.echo(fault.sentence, err=True)
            raise typer.Exit(fault.code) from fault


def _load(name: str) -> "Command":
    known = COMMANDS[name]
    if known.needs_django:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
        django.setup()
    command = typer.main.get_command(import_module(f"egnatia.web.cli.{known.module}").app)
    command.name = name
    return command


def remember_home(home: Path) -> Path:
    """Settings and subcommands read the home from the environment, like every child process."""
    os.environ["EGNATIA_HOME"] = str(home.resolve())
    return home


Home = Annotated[
    Path,
    typer.Option(
        help="The folder with all data of this installation.",
        envvar="EGNATIA_HOME",
        callback=remember_home,
        is_eager=True,
    ),
]

main = typer.Typer(
    cls=Commands, no_args_is_help=True, add_completion=False, epilog=EPILOG, pretty_exceptions_enable=False
)


@main.callback()
def egnatia(home: Home = Path("var")) -> None:
    """Which activities concern the same work and why, and which needs nobody answers."""
    del home  # remembered
    keep_others_out()  # our environment and memory hold secrets
