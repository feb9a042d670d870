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
from egnatia.proposals.extraction import BODIES
from egnatia.proposals.forms.sheet import ProposalSheet, sheet_of_text
from egnatia.proposals.queries.answers import HolderContact, ProposalAnswer, SimilarActivity, answer_to
from egnatia.proposals.queries.needs import Answered, Needed, needed_by
from egnatia.proposals.queries.organisations import FirstContact
from egnatia.proposals.rules import MOST_TEXT
from egnatia.proposals.summary import Asker, basis_words, limits, nil_statement, paragraphs, reading_note, statements
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
    sheet = sheet_of_text(_text(file), reader=reader)
    assert sheet.understood is not None
    answer = answer_to(sheet.understood, reader=reader, names=sheet.names, vocabulary=sheet.vocabulary)
    needed = needed_by(sheet.understood, reader=reader, names=sheet.names, vocabulary=sheet.vocabulary)
    asker = Asker(is_visitor=reader.is_anonymous, is_strong=reader.strong)
    told = _read(sheet) | _told(answer, most) | _around(sheet, answer, needed, asker)
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
    text = "\n".join(found.paragraphs)
    if found.cut or len(text) > MOST_TEXT:
        sentence = f"{file.name} has more than {MOST_TEXT:,} characters. Split the document into parts."
        raise FaultError(ExitCode.FAILED, sentence)
    return text


def _read(sheet: ProposalSheet) -> dict[str, Any]:
    """What was understood, as plain values."""
    read = sheet.understood
    assert read is not None
    return {
        "understood": [{"name": f.name, "value": f.value, "quote": f.quote} for f in read.facts],
        "objectives": [
            {"code": f.value, "label": sheet.choices.label(f.name, f.value), "quote": f.quote}
            for f in read.of("objective")
        ],
        "places_asked": [
            {"quote": each.quote, "choices": [{"economy": code, "place": name} for code, name in each.choices]}
            for each in read.asked
        ],
        "shares": [{"economy": code, "share": share} for code, share in sheet.percentages.items()],
        "months": int(read.first("months") or 0) or None,
        "requested": float(read.first("requested") or 0) or None,
        "roles": {name: list(read.values(name)) for name in BODIES},
        "unknown_bodies": list(sheet.unlisted),
    }


def _told(answer: ProposalAnswer, most: int) -> dict[str, Any]:
    """The bands and whom to ask. `further` is all that is in no match, what is worth a look included."""
    return {
        "talk_first": [_first(first) for first in answer.first],
        "talk_to": [_contact(contact) for contact in answer.contacts],
        "double": [_found(found) for found in answer.double],
        "similar": [_found(found) for found in answer.similar[:most]],
        "look": [_found(found) for found in answer.look],
        "further": [_found(found) for found in (*answer.look, *answer.further)[:most]],
        "unnamed": answer.unnamed,
    }


def _around(sheet: ProposalSheet, answer: ProposalAnswer, needed: Needed, asker: Asker) -> dict[str, Any]:
    """What is said around the answer."""
    said = paragraphs(sheet, answer, needed, asker) if answer.says_something else ()
    return {
        "needs": [_need(cell) for cell in needed.stated],
        "without": [_place(cell) for cell in needed.without],
        "beside": [{"economy": each.economy, "objective": each.objective, "said": each.need} for each in needed.beside],
        "note": reading_note(sheet),
        "nil": nil_statement(answer, needed),
        "statements": list(statements(sheet, answer, needed)),
        "basis": basis_words(answer.basis, asker),
        "limits": list(limits(sheet, asker)),
        "paragraphs": [{"lang": each.lang, "text": each.text} for each in said],
    }


def _need(cell: Answered) -> dict[str, Any]:
    return _place(cell) | {"needs": [need.words for need in cell.needs]}


def _place(cell: Answered) -> dict[str, Any]:
    said = {"state": cell.figure.state, "title": cell.title, "ending": cell.ending}
    return {"economy": cell.key[1], "objective": cell.key[0], **said}


def _first(first: FirstContact) -> dict[str, Any]:
    """The focal point of an economy; the secretariat where `economy` is ""."""
    economy = first.economy.code if first.economy else ""
    return {"economy": economy, "people": list(first.people), "mailbox": first.mailbox}


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
        "key": found.row.key,
        "id": str(found.row.id),
        "identifier": identifiers[0] if identifiers else "",
        "title": found.row.title,
        "holder": found.holder,
        "start": found.row.start,
        "end": found.row.end,
        "serves": found.serves,
        "kind": found.kind or "look",
        "score": round(found.score, 1),
        "confidence": round(found.match.confidence, 2) if found.match else None,
        "why": found.why,
        "doubts": list(found.doubts),
    }


def _print(told: dict[str, Any]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    _section(console, "Extracted from the proposal", [_fact(fact) for fact in told["understood"]])
    if told["places_asked"]:
        _section(console, "Names that may be several places", [_asked(each) for each in told["places_asked"]])
    people = [*map(_first_person, told["talk_first"]), *map(_person, told["talk_to"])]
    _section(console, "Contact before signing", people)
    if told["statements"]:
        _section(console, "Result", [escape(each) for each in told["statements"]])
    if told["needs"]:
        _section(console, "Needs it would address", [_need_line(cell) for cell in told["needs"]])
    _section(console, "Possible double reporting or co-funding", [_line(found) for found in told["double"]])
    _section(console, "Similar activities", [_line(found) for found in told["similar"]])
    _section(console, "Similar work, worth a look", [_line(found) for found in told["look"]])
    shown = {found["id"] for found in told["look"]}
    less = [_line(found) for found in told["further"] if found["id"] not in shown]
    _section(console, "Less similar activities", less)
    _section(console, "Limits of this check", [escape(said) for said in (told["basis"], *told["limits"])])
    if told["paragraphs"]:
        _section(console, "Paragraph for your application", [escape(each["text"]) for each in told["paragraphs"]])


def _section(console: Console, title: str, lines: list[str]) -> None:
    console.print(f"[bold]{title}[/bold]")
    for line in lines or ["none"]:
        console.print(f"  {line}")
    console.print()


def _fact(fact: dict[str, str]) -> str:
    quoted = f"  [dim]“{escape(fact['quote'])}”[/dim]" if fact["quote"] not in ("", fact["value"]) else ""
    return f"{fact['name']}: {escape(fact['value'])}{quoted}"


def _asked(which: dict[str, Any]) -> str:
    places = ", ".join(f"{each['place']} ({each['economy']})" for each in which["choices"])
    return f"“{escape(which['quote'])}”: {escape(places)}"


def _first_person(first: dict[str, Any]) -> str:
    who = f"Focal point, {first['economy']}" if first["economy"] else "The secretariat"
    reached = ", ".join([*first["people"], first["mailbox"] or "contact via the secretariat"])
    return f"[bold]{who}[/bold] ({escape(reached)})"


def _need_line(cell: dict[str, Any]) -> str:
    return f"{escape(cell['title'])} [dim]{cell['state']}[/dim] " + " ".join(
        f"“{escape(need)}”" for need in cell["needs"]
    )


def _person(contact: dict[str, str]) -> str:
    where = escape(contact["mailbox"]) or "contact via the secretariat"
    return f"[bold]{escape(contact['name'])}[/bold] ({where}): {escape(contact['why'])} Ask: {escape(contact['ask'])}"


def _line(found: dict[str, Any]) -> str:
    name = f"[bold]{escape(found['title'])}[/bold] {escape(found['identifier'])}".rstrip()
    return f"{name}: {escape(found['why'])} [dim]{found['kind']}, {found['score']}[/dim]"
