"""Values of the sample pages: what a view would hand to its template."""

from dataclasses import dataclass
from types import SimpleNamespace

from egnatia.kernel.access.reader import Reader
from egnatia.needs.matrix.presenters.board import Board, BoardColumn, BoardGroup, BoardLine
from egnatia.needs.matrix.presenters.figures import CellFigure
from egnatia.web.page import Language

LANGUAGES = [("en", "English"), ("sq", "Shqip"), ("sr", "Српски"), ("mk", "Македонски")]
FOOTNOTE = (
    "This designation is without prejudice to positions on status, and is in line with UNSC 1244 and the ICJ Opinion "
    "on the Kosovo declaration of independence."
)


@dataclass(frozen=True, slots=True)
class Item:
    label: str
    url: str = "/"
    current: bool = False
    count: str | None = None
    items: tuple["Item", ...] = ()


PAGE = SimpleNamespace(
    navigation=[
        Item("Home"),
        Item("Needs and support", items=(Item("My economy"), Item("Needs and support"), Item("Frameworks"))),
        Item("Activities", current=True, items=(Item("Overlaps", current=True), Item("Organisations"))),
        Item("Commitments"),
        Item("Desk", items=(Item("Imports"), Item("People"))),
    ],
    reader=Reader(name="Milena Demo", person="p1", organisation="a1", organisation_name="Ministry of Justice (demo)"),
    account_url="/account",
    sign_in_url="/sign-in",
    sign_out_url="/sign-out",
    second_factor_notice=True,
    second_factor_url="/factor",
    demo=True,
    language_url="/language",
    language="English",
    languages=[Language(code, name, code, "", code == "en") for code, name in LANGUAGES],
    search_url="/search",
    sees="You see public records, GREEN, and AMBER of your organisation and your groups.",
    help_url="/help",
    footnote=FOOTNOTE,
    forum=SimpleNamespace(
        name="Group of National Focal Points (demo)",
        controller="The secretariat that runs this installation",
        hosted_at="The secretariat's own server in Sarajevo",
    ),
)


_COLUMNS = ("sentence", "kind", "economy", "organisations", "left", "right", "view")
OVERLAP, CHAIN, SAME = "possible overlap", "passed-on funding", "reported twice"
_MATCHES: list[tuple[object, ...]] = [
    (
        "Both train the staff of the Correctional Service (demo) in spring 2026",
        OVERLAP,
        "North Macedonia",
        "Nordlys Fund (demo), Alpine Cooperation (demo)",
        180_000,
        210_000,
        "open",
    ),
    (
        "The Hub passes 320,000 EUR on for store rooms of seized arms",
        CHAIN,
        "Montenegro",
        "Regional Arms Hub (demo), Dinara Engineering (demo)",
        2_500_000,
        320_000,
        "agreed",
    ),
    (
        "The same store room in the ministry's own sheet",
        SAME,
        "Montenegro",
        "Dinara Engineering (demo), Ministry of the Interior (demo)",
        320_000,
        318_500,
        "agreed",
    ),
    (
        "Same schools in Shkodër, young people, media literacy",
        OVERLAP,
        "Albania",
        "Lumina Foundation (demo), Mreža Most (demo)",
        1_500_000,
        None,
        "positions differ",
    ),
    (
        "Εκπαίδευση και обука: first responders in the same police academy",
        OVERLAP,
        "Kosovo*",
        "Fondacioni Ura (demo), Alpine Cooperation (demo)",
        95_000,
        12_450_000,
        "open",
    ),
]
MATCHES = [dict(zip(_COLUMNS, row, strict=True)) for row in _MATCHES]

_PRIORITIES = ("2.1 Communities", "2.2 Online", "2.3 Exit and return", "3.3 Arms")
_ECONOMIES = ("ALB", "BIH", "KOS*", "MNE", "MKD", "SRB")
_CELLS = (
    ("open", "○", "open", "", "high", "0 + 1r"),
    ("partly", "◐", "partly", "single partner", "medium", "1 + 3r"),
    ("reported", "●", "reported", "", "high", "4 + 2r"),
    ("none", "–", "none stated", "", "", ""),
)


def _figure(cell: int, economy: str) -> CellFigure:
    state, symbol, short, reason, need, numbers = _CELLS[cell % 4]
    return CellFigure(state, symbol, short, short, reason, need, numbers, "/", economy, 0, 0, 0)


def _line(row: int, priority: str) -> BoardLine:
    return BoardLine("", priority, "/", tuple(_figure(row * 3 + at, economy) for at, economy in enumerate(_ECONOMIES)))


BOARD = Board(
    columns=tuple(BoardColumn("", economy, economy, footnoted=False, url="") for economy in _ECONOMIES),
    groups=(BoardGroup("", "", tuple(_line(row, priority) for row, priority in enumerate(_PRIORITIES))),),
    folded=0,
    hidden=0,
)


def _chip(label: str, *, shared: bool = False) -> dict[str, object]:
    return {"label": label, "shared": shared}


def _facts(**facts: str) -> list[dict[str, str]]:
    return [{"label": label.replace("_", " "), "value": value} for label, value in facts.items()]


CONTEXT: dict[str, object] = {
    "page": PAGE,
    "LANGUAGES": LANGUAGES,
    "tabs": [
        Item("All", count="37", current=True),
        Item("Without a position", count="21"),
        Item("Positions differ", count="4"),
    ],
    "matches": MATCHES,
    "trail": [Item("Overlaps"), Item("North Macedonia")],
    "left_chips": [_chip("prison", shared=True), _chip("training", shared=True), _chip("early signs")],
    "right_chips": [_chip("prison", shared=True), _chip("training", shared=True), _chip("mentoring")],
    "left_facts": _facts(Funder="Nordlys Fund (demo)", Amount="180,000 EUR", Source="Own sheet, row 14"),
    "right_facts": _facts(Funder="Alpine Cooperation (demo)", Amount="210,000 EUR", Source="IATI file, element 312"),
    "shared_facts": _facts(Receives="Correctional Service (demo)", Place="Skopje", Type="training"),
    "left_period": {"label": "Nordlys Fund (demo)", "start": "2026-02", "end": "2026-11"},
    "right_period": {"label": "Alpine Cooperation (demo)", "start": "2026-04-01", "end": "2027"},
    "evidence": [
        {"label": "Receiving institution", "value": 1.0, "words": "the same body"},
        {"label": "Time", "value": 0.62, "words": "8 months in common"},
        {"label": "Text", "value": 0.41, "words": "prison, training"},
        {"label": "Places", "value": None},
    ],
    "steps": [
        {"label": "Type", "state": "done"},
        {"label": "Who and for whom", "state": "current"},
        {"label": "Who can see this", "state": ""},
        {"label": "Saved", "state": ""},
    ],
    "board": BOARD,
    "changes": [
        {"label": "End", "before": "March 2026", "after": "November 2026"},
        {"label": "Implementer", "before": "Dinara Engineering (demo)", "after": ""},
        {"label": "Title", "before": "Prison training", "after": "Training of prison staff"},
    ],
}
