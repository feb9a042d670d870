"""The rows of a request as a sheet to fill in, and how it is read when it comes back."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from egnatia.activities.activities import labels
from egnatia.activities.activities.rows import ActivityRow
from egnatia.activities.activities.tables import ACTIVITIES, HEADER, cells_of
from egnatia.activities.imports.sheets import SheetSchema
from egnatia.formats.sheets import Codes, Use
from egnatia.formats.sheets import Mapping as Meaning
from egnatia.formats.sheets.fields import BANDS
from egnatia.pages.downloads import Cell, DownloadTable
from egnatia.taxonomy.vocabularies import Vocabulary

# Names of columns are not translated, as in every download: the sheet comes back whatever language it was taken in.
COLUMNS = (
    "record", "title", "language", "description", "status", "start", "end", "economies", "places", "amount", "currency",
    "amount_band", "funding", "implementing", "receiving", "objectives", "types", "groups",
)  # fmt: skip
FIELDS = {"amount_band": "band"}  # columns whose field has another name
# What the lists of sheets offered that are still out: the words of a status that is called otherwise now.
CALLED_BEFORE = {"при завршетку": "finalisation", "pri završetku": "finalisation"}


def table_of(rows: Iterable[ActivityRow], words: Vocabulary, footnote: str) -> DownloadTable:
    """In the language at hand: what to do, what the columns mean, and lists to choose from."""
    statuses = [str(label) for label in labels.STATUS.values()]
    return DownloadTable(
        ACTIVITIES,
        COLUMNS,
        [_cells(row) for row in rows],
        [*_instructions(), *_codes(words)],
        footnote,
        {"status": statuses, "amount_band": BANDS},
    )


def _cells(row: ActivityRow) -> list[Cell]:
    cells = dict(zip(HEADER, cells_of(row), strict=True))
    return [row.status if column == "status" else cells[column] for column in COLUMNS]


def _instructions() -> Iterator[str]:
    yield _("Each row is one activity. Change what is different, leave what is still true.")
    yield _("For a missing activity, add a row and leave its first column empty. Delete rows you do not know.")
    yield _("Do not change the column names or the first column. They are needed to read the file.")
    yield _("Do not enter names of persons.")
    yield ""
    meanings = {
        "record": _("do not change; empty for a new activity"),
        "title": _("title, in any language"),
        "language": _("language code of title and description, such as sq, sr or mk"),
        "description": _("description"),
        "status": _("choose one from the list"),
        "start": _("start date: 2026, 2026-05 or 2026-05-17"),
        "end": _("end date: 2026, 2026-05 or 2026-05-17"),
        "economies": _("economies, separated by semicolons"),
        "places": _("towns or municipalities, separated by semicolons"),
        "amount": _("amount, if it may be disclosed"),
        "currency": _("currency of the amount, such as EUR"),
        "amount_band": _("or amount band: choose one from the list"),
        "funding": _("funders, separated by semicolons"),
        "implementing": _("implementers, separated by semicolons"),
        "receiving": _("institutions that are trained, equipped or advised, separated by semicolons"),
        "objectives": _("codes of objectives (see below), separated by semicolons"),
        "types": _("codes of types of support (see below), separated by semicolons"),
        "groups": _("codes of target groups (see below), separated by semicolons"),
    }
    yield from (f"{column}: {meanings[column]}" for column in COLUMNS)
    yield ""


def _codes(words: Vocabulary) -> Iterator[str]:
    for known in (words.objectives.labels, words.types, words.works_with, words.good_of):
        yield ""
        yield from (f"{code}: {label}" for code, label in known.items())


def way_of(organisation: str, codes: Codes) -> SheetSchema:
    """How a row is understood. Words from the list of statuses are known in every language of the pages."""
    uses = tuple(Use(column, FIELDS.get(column, column), _values(column)) for column in COLUMNS)
    return SheetSchema(Meaning(columns=uses, source=organisation), codes)


def _values(column: str) -> dict[str, tuple[str, ...]]:
    return _statuses() if column == "status" else {}


def _statuses() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {said: (code,) for said, code in CALLED_BEFORE.items()}
    found |= {code: (code,) for code in labels.STATUS}
    for language, _name in settings.LANGUAGES_OF_MEMBERS:
        with translation.override(language):
            found |= {str(label).replace(",", ""): (code,) for code, label in labels.STATUS.items()}
    return found
