"""`egnatia check`: a proposal against the activities that are here, at the terminal. Nothing of it is kept."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from egnatia.formats.documents.extraction import document_text
from egnatia.formats.outcomes import Refused
from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.kernel.models import Person
from egnatia.kernel.readers import reader_named
from egnatia.proposals.extraction import Understood
from egnatia.proposals.forms.chips import Choices
from egnatia.proposals.forms.sheet import understood_by
from egnatia.proposals.queries.answers import HolderContact, ProposalAnswer, SimilarActivity, answer_to
from egnatia.proposals.queries.needs import Answered, needed_by
from egnatia.proposals.summary import Asker, basis_words, limits
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import vocabulary
from egnatia.web.cli.database import on_existing_database
from egnatia.web.serve.faults import ExitCode, FaultError

NOTHING_TO_COMPARE = 4
EPILOG = (
    "Exit codes: 0 answered, whether something was found or not; 1 the file cannot be read, there is no such user, or "
    "nothing is installed in the home; 2 a mistake in the command line; 4 too little was understood to compare (no "
    "economy, or no text); 12 to 17 as of `egnatia serve`."
)

app = typer.Typer(add_completion=False)


@app.command(epilog=EPILOG)
@on_existing_database
def check(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A .docx, .pdf or .txt file; - reads text from the input.")
    ],
    username: Annotated[
        str,
        typer.Option("--as", help="Compare with all that this user can see; without it, with public activities only."),
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    most: Annotated[int, typer.Option(min=1, max=10, help="How many similar activities to show.")] = 5,
) -> None:
    """Check a proposal: whom to contact before signing, what it may duplicate, and similar activities.

    The text is read in memory and not stored. Nothing records that you checked.

    With public activities: egnatia check concept-note.docx
    As a member:            egnatia check concept-note.docx --as officer
    As JSON:                egnatia check concept-note.docx --json
    """
    reader = _reader(username)
    names, words = forum(), vocabulary()
    understood = understood_by(reader, _text(file), Choices.of(names, words))
    answer = answer_to(understood, reader=reader, names=names, vocabulary=words)
    needed = needed_by(understood, reader=reader, names=names, vocabulary=words)
    told = _told(understood, answer, Asker(is_visitor=reader.is_anonymous, is_strong=reader.strong), most)
    told |= {"needs": [_need(cell) for cell in needed.stated]}
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False))
    else:
        _print(told)
    raise typer.Exit(0 if answer.compared else NOTHING_TO_COMPARE)


def _reader(username: str) -> Reader:
    if not username:
        return ANONYMOUS
    try:
        return reader_named(username)
    except Person.DoesNotExist as error:
        raise FaultError(ExitCode.FAILED, f"There is no user {username}.") from error


def _text(file: Path) -> str:
    found = document_text(sys.stdin.buffer.read(), "-") if str(file) == "-" else document_text(file)
    if isinstance(found, Refused):
        raise FaultError(ExitCode.FAILED, found.sentence)
    return "\n".join(found.paragraphs)


def _told(understood: Understood, answer: ProposalAnswer, asker: Asker, most: int) -> dict[str, Any]:
    """The answer as plain values."""
    return {
        "understood": [{"name": f.name, "value": f.value, "quote": f.quote} for f in understood.facts],
        "talk_to": [_contact(contact) for contact in answer.contacts],
        "double": [_found(found) for found in answer.double],
        "similar": [_found(found) for found in answer.similar[:most]],
        "look": [_found(found) for found in answer.look],
        "further": [_found(found) for found in (*answer.look, *answer.further)[:most]],
        "basis": basis_words(answer.basis, asker),
        "limits": list(limits(understood, asker)),
    }


def _need(cell: Answered) -> dict[str, Any]:
    return {
        "economy": cell.key[1],
        "objective": cell.key[0],
        "state": cell.figure.state,
        "title": cell.title,
        "needs": [need.words for need in cell.needs],
    }


def _contact(contact: HolderContact) -> dict[str, Any]:
    return {
        "name": contact.name,
        "mailbox": contact.mailbox,
        "why": contact.found.why,
        "ask": contact.question,
        "activity": str(contact.found.row.id),
    }


def _found(found: SimilarActivity) -> dict[str, Any]:
    identifiers = found.row.facts.identifiers
    return {
        "id": str(found.row.id),
        "identifier": identifiers[0] if identifiers else "",
        "title": found.row.title,
        "kind": found.match.kind if found.match else "look",
        "score": round(found.score, 1),
        "confidence": round(found.match.confidence, 2) if found.match else None,
        "why": found.why,
        "doubts": list(found.doubts),
    }


def _print(told: dict[str, Any]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    _section(console, "Extracted from the proposal", [_fact(fact) for fact in told["understood"]])
    _section(console, "Contact before signing", [_person(contact) for contact in told["talk_to"]])
    _section(console, "Possible double reporting or co-funding", [_line(found) for found in told["double"]])
    _section(console, "Similar activities", [_line(found) for found in told["similar"]])
    _section(console, "Less similar activities", [_line(found) for found in told["further"]])
    _section(console, "Limits of this check", [escape(said) for said in (told["basis"], *told["limits"])])


def _section(console: Console, title: str, lines: list[str]) -> None:
    console.print(f"[bold]{title}[/bold]")
    for line in lines or ["none"]:
        console.print(f"  {line}")
    console.print()


def _fact(fact: dict[str, str]) -> str:
    quoted = f"  [dim]“{escape(fact['quote'])}”[/dim]" if fact["quote"] not in ("", fact["value"]) else ""
    return f"{fact['name']}: {escape(fact['value'])}{quoted}"


def _person(contact: dict[str, str]) -> str:
    where = escape(contact["mailbox"]) or "contact via the secretariat"
    return f"[bold]{escape(contact['name'])}[/bold] ({where}): {escape(contact['why'])} Ask: {escape(contact['ask'])}"


def _line(found: dict[str, Any]) -> str:
    name = f"[bold]{escape(found['title'])}[/bold] {escape(found['identifier'])}".rstrip()
    return f"{name}: {escape(found['why'])} [dim]{found['kind']}, {found['score']}[/dim]"
