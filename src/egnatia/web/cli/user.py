"""`egnatia user`: accounts, from the machine itself. Whoever may run it holds everything already."""

import json
import sys
from typing import Annotated

import typer
from django.conf import settings
from django.urls import reverse
from rich.console import Console
from rich.table import Table

from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.founding import found_organisation, organisation_named
from egnatia.kernel.machine import MACHINE
from egnatia.kernel.memberships import Place
from egnatia.people.accounts.actions import make_machine_code
from egnatia.people.administration.actions import make_recovery_codes
from egnatia.people.administration.queries import AccountRow, accounts_seen_by
from egnatia.people.invitations.actions import Guest, invite
from egnatia.web.cli.database import on_database, on_existing_database
from egnatia.web.serve.faults import ExitCode, FaultError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Accounts: one-time codes for demo users on this machine, invitations, printed codes for who lost a phone.",
)


@app.command()
@on_existing_database
def code(name: Annotated[str, typer.Argument(help="The user name; `egnatia user list` names them all.")]) -> None:
    """Print a code that signs a demonstration user in, once, within ten minutes.

    Type it on the page “Sign in with a code from this machine”. The session has all the rights of that user, second
    step included: whoever reads what this machine prints holds the machine. Other users have no such code.
    """
    try:
        made = make_machine_code(name, by=MACHINE)
    except NotFound:
        raise FaultError(ExitCode.FAILED, f"There is no open account “{name}”: see `egnatia user list`.") from None
    except NotAllowed:
        sentence = f"“{name}” is no demonstration user: codes of this machine are for those only."
        raise FaultError(ExitCode.FAILED, sentence) from None
    typer.echo(made)
    if sys.stdout.isatty():
        typer.echo(f"Type it within ten minutes at {reverse('account_machine_code')}", err=True)


@app.command("list")
@on_existing_database
def listed(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for each account, a line each.")] = False,
) -> None:
    """List the accounts: user name, what it stands for, what is missing."""
    rows = accounts_seen_by(MACHINE)
    if as_json:
        for row in rows:
            typer.echo(json.dumps(_facts(row), ensure_ascii=False))
        return
    table = Table("User name", "Name or function", "State", box=None)
    for row in rows:
        table.add_row(row.username, row.name, ", ".join(_state(row)))
    Console(highlight=False).print(table)


def _facts(row: AccountRow) -> dict[str, object]:
    return {
        "username": row.username,
        "name": row.name,
        "active": row.active,
        "administrator": row.administrator,
        "second_factor": row.second_factor,
        "unconfirmed": row.unconfirmed,
    }


def _state(row: AccountRow) -> list[str]:
    said = {
        "closed": not row.active,
        "administrator": row.administrator,
        "no second step": not row.second_factor,
        "to be confirmed by a steward": row.unconfirmed,
    }
    return [words for words, holds in said.items() if holds]


@app.command("invite")
@on_database
def invited(  # noqa: PLR0913, PLR0917 - one option for each thing an invitation says
    name: Annotated[str, typer.Argument(help="Name or function, as others will read it.")],
    organisation: Annotated[str, typer.Option(help="The organisation's name.")],
    new: Annotated[bool, typer.Option("--new", help="Make that organisation: nobody can before there is one.")] = False,
    community: Annotated[list[str] | None, typer.Option(help="A community to sit in; may be repeated.")] = None,
    economy: Annotated[str, typer.Option(help="For which economy, such as ALB.")] = "",
    steward: Annotated[bool, typer.Option(help="As steward of those communities.")] = False,
    secretariat: Annotated[bool, typer.Option(help="At the secretariat's desk.")] = False,
    administrator: Annotated[bool, typer.Option(help="May operate accounts.")] = False,
) -> None:
    """Print a link with which one person makes an account: the first steward, secretariat or administrator, say.

    What is invited from the machine needs no steward's confirmation. The link works once, for fourteen days.
    """
    try:
        made = found_organisation(organisation, secretariat=secretariat, by=MACHINE) if new else None
        guest = Guest(
            name=name,
            organisation=str(made or organisation_named(organisation, by=MACHINE)),
            places=tuple(Place(slug, economy, steward=steward) for slug in community or ()),
            secretariat=secretariat,
            administrator=administrator,
        )
        link = invite(guest, by=MACHINE)
    except NotFound:
        sentence = "There is no such organisation, community or economy: names must be written as they are shown."
        raise FaultError(ExitCode.FAILED, sentence) from None
    except NotAllowed:
        raise FaultError(ExitCode.FAILED, "There is a secretariat already: name it without --new.") from None
    typer.echo(_address(reverse("people:invitation-opening", args=[link.token])))


def _address(path: str) -> str:
    """The path at the first origin this installation is known by; a person at the machine knows the port."""
    origins = [*settings.CSRF_TRUSTED_ORIGINS, "http://localhost:8000"]
    return f"{origins[0]}{path}"


@app.command()
@on_existing_database
def reset(name: Annotated[str, typer.Argument(help="The user name of whoever lost the second step.")]) -> None:
    """Print ten fresh recovery codes to hand over in person; the earlier ones stop working.

    The person signs in with the password and one of them, and sees what all members may see until a steward has
    confirmed that it is the same person.
    """
    found = next((row for row in accounts_seen_by(MACHINE) if row.username == name), None)
    if found is None:
        raise FaultError(ExitCode.FAILED, f"There is no account “{name}”: see `egnatia user list`.")
    for made in make_recovery_codes(found.id, by=MACHINE):
        typer.echo(made)
