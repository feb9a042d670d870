"""`egnatia user`: accounts, from the machine itself. Whoever may run it holds everything already."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse
from rich.console import Console
from rich.table import Table

from egnatia.kernel.bootstrap import found_organisation, organisation_named
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.machine import MACHINE
from egnatia.kernel.memberships import ProposedSeat
from egnatia.kernel.rooms import refusals
from egnatia.people.accounts.actions import make_machine_code
from egnatia.people.administration.actions import confirm as confirm_person
from egnatia.people.administration.actions import erase, make_recovery_codes, note_export
from egnatia.people.administration.queries import AccountRow, accounts_seen_by, personal_file
from egnatia.people.invitations.actions import Guest, invite
from egnatia.web.cli.database import on_database, on_existing_database
from egnatia.web.serve.faults import ExitCode, FaultError
from egnatia.web.serve.home import Home
from egnatia.web.serve.lock import DEFAULT_PORT, port_served

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Accounts: codes for demonstration users, invitations, recovery codes, one person's data.",
)


@app.command()
@on_existing_database
def code(name: Annotated[str, typer.Argument(help="The user name; `egnatia user list` names them all.")]) -> None:
    """Print a code that signs a demonstration user in, once, within ten minutes.

    Enter it on the page “Sign in with a demonstration code”. The session has all rights of that user, including
    two-step verification. Other users have no such code.
    """
    try:
        made = make_machine_code(name, by=MACHINE)
    except NotFound:
        raise FaultError(ExitCode.FAILED, f"There is no open account “{name}”: see `egnatia user list`.") from None
    except NotAllowed:
        sentence = f"“{name}” is not a demonstration user; others have no such code."
        raise FaultError(ExitCode.FAILED, sentence) from None
    typer.echo(made)
    if sys.stdout.isatty():
        typer.echo(f"Enter it within ten minutes at {reverse('account_machine_code')}", err=True)


@app.command("list")
@on_existing_database
def listed(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each account.")] = False,
) -> None:
    """List the accounts and their state."""
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
        "no two-step verification": not row.second_factor,
        "to be confirmed by a steward": row.unconfirmed,
    }
    return [words for words, holds in said.items() if holds]


@app.command("invite")
@on_database
def invited(  # noqa: PLR0913, PLR0917 - one option for each thing an invitation says
    name: Annotated[str, typer.Argument(help="Name or function, as shown to others.")],
    organisation: Annotated[str, typer.Option(help="The organisation's name.")],
    new: Annotated[bool, typer.Option("--new", help="Create this organisation, if there is none yet.")] = False,
    community: Annotated[list[str] | None, typer.Option(help="A group to join; may be repeated.")] = None,
    economy: Annotated[str, typer.Option(help="The economy to represent there, such as ALB.")] = "",
    steward: Annotated[bool, typer.Option(help="As steward of these groups.")] = False,
    secretariat: Annotated[bool, typer.Option(help="As a member of the secretariat.")] = False,
    administrator: Annotated[bool, typer.Option(help="With the right to manage accounts.")] = False,
) -> None:
    """Print a link with which one person creates an account, such as the first steward or administrator.

    Invitations from the command line need no confirmation by a steward. The link works once, for fourteen days.
    """
    try:
        made = found_organisation(organisation, secretariat=secretariat, by=MACHINE) if new else None
        guest = Guest(
            name=name,
            organisation=str(made or organisation_named(organisation, by=MACHINE)),
            places=tuple(ProposedSeat(slug, economy, steward=steward) for slug in community or ()),
            secretariat=secretariat,
            administrator=administrator,
        )
        link = invite(guest, by=MACHINE)
    except NotFound:
        sentence = "There is no such organisation, group or economy: write names as they are shown."
        raise FaultError(ExitCode.FAILED, sentence) from None
    except NotAllowed:
        raise FaultError(ExitCode.FAILED, "A secretariat exists already: name it without --new.") from None
    typer.echo(_address(reverse("people:invitation-opening", args=[link.token])))


def _address(path: str) -> str:
    """The path at the first origin by which this installation is known, else at the port that is served here."""
    port = port_served(Home(Path(settings.HOME))) or DEFAULT_PORT
    origins = [*settings.CSRF_TRUSTED_ORIGINS, f"http://localhost:{port}"]
    return f"{origins[0]}{path}"


@app.command()
@on_existing_database
def export(
    name: Annotated[str, typer.Argument(help="User name of the person whose data are asked for.")],
    file: Annotated[Path, typer.Argument(help="The JSON file to write.")],
) -> None:
    """Write all that is kept about one person to a file: account, sign-ins, choices, what they did. No secrets."""
    found = _account(name)
    told = personal_file(MACHINE, found.id)
    file.write_text(json.dumps(told, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False), encoding="utf-8")
    note_export(found.id, by=MACHINE)


@app.command("erase")
@on_existing_database
def erased(name: Annotated[str, typer.Argument(help="User name of the person whose account is erased.")]) -> None:
    """Erase one person's account for ever; docs/threats.md says what goes and what stays.

    Asks for the user name once more. Records stay with their organisation, without the person's name.
    """
    found = _account(name)
    if typer.prompt(f"This cannot be undone. Type the user name of {found.name} to confirm") != name:
        raise FaultError(ExitCode.FAILED, "This is not the user name: nothing was erased.")
    try:
        erase(found.id, by=MACHINE)
    except NotAllowed as refusal:
        raise FaultError(ExitCode.FAILED, str(refusals()[refusal.code])) from None


@app.command()
@on_existing_database
def reset(name: Annotated[str, typer.Argument(help="User name of the person who lost the app or key.")]) -> None:
    """Print ten new recovery codes to hand over in person; the earlier ones stop working.

    The person signs in with the password and one of the codes. Until a steward confirms the person, the account sees
    only what all members can see.
    """
    for made in make_recovery_codes(_account(name).id, by=MACHINE):
        typer.echo(made)


@app.command()
@on_existing_database
def confirm(name: Annotated[str, typer.Argument(help="User name of the person whom you have met.")]) -> None:
    """Confirm a person whose sign-in was reset or set up late, where nobody else can: say so after meeting them."""
    try:
        confirm_person(_account(name).id, by=MACHINE)
    except NotFound:
        raise FaultError(ExitCode.FAILED, f"The account “{name}” does not wait to be confirmed.") from None


def _account(name: str) -> AccountRow:
    found = next((row for row in accounts_seen_by(MACHINE) if row.username == name), None)
    if found is None:
        raise FaultError(ExitCode.FAILED, f"There is no account “{name}”: see `egnatia user list`.")
    return found
