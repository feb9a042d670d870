"""The columns of a round's workbook, what somebody sent back, and what that would change. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

import msgspec

from egnatia.needs.needs.fields import NeedContent
from egnatia.pages.history import Change
from egnatia.pages.sheets import Fault, SheetRow
from egnatia.rounds.rounds.rules import NEEDS

# What a workbook holds of a need, or of an activity; the hidden columns say against what a row is compared.
HIDDEN = ("participant", "version", "number")
OF_NEEDS = (
    "record", "objective", "words", "last", "answer", "note", "priority", "nature", "perspective", "language",
    "words_en", "source", "page", "standing", "marking", *HIDDEN,
)  # fmt: skip
OF_SUPPORT = (
    "record", "title", "last", "answer", "note", "status", "start", "end", "economies", "marking", *HIDDEN,
)  # fmt: skip
NEEDED = ("record", "answer", *HIDDEN)  # without them nothing can be read
WRITTEN = ("objective", "words", "priority", "nature", "perspective", "language", "words_en", "source", "page")
TERMS = ("priority", "nature", "perspective")
READ_ONLY = ("title", "start", "end")  # of an activity: its own page changes them; other cells differ by language

BASE = "filled_with"  # in the provenance of a version: the number that its row was filled with
FILLED_BY = "filled_by"  # in the same place: who brought it
MOST_ROWS = 1_000  # with something in them: 500 questions at most, and new needs
MOST_PACKED = 1_500_000  # bytes of a sheet on its way through the report
EMPTY_ROWS = 30  # prepared for new needs


def columns_of(sort: str) -> tuple[str, ...]:
    return OF_NEEDS if sort == NEEDS else OF_SUPPORT


class Sent(msgspec.Struct, frozen=True):
    """A workbook that came back, as it goes through the report: signed, and stored nowhere.

    `codes` are our columns in its order, "" for one that is none of ours; `rows` have their numbers in the file.
    """

    participant: str
    person: str
    file: str
    codes: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    formulas: tuple[tuple[int, str], ...] = ()  # rows and columns of ours: cells of which the saved value was read

    def sheet_rows(self) -> Iterator[SheetRow]:
        """The rows with something in them, by our columns."""
        for number, cells in self.rows:
            yield SheetRow(number, {code: cell for code, cell in zip(self.codes, cells, strict=True) if code})


@dataclass(frozen=True, slots=True)
class WorkbookAnswer:
    """What was answered and noted; "" where nothing was."""

    verdict: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class WorkbookRow:
    """A row as the reader's workbook would have it now. `answer` is their organisation's own.

    `asked`: a question of the round; else a need that was stated since. `writable`: whether its text may be changed.
    `said` is what a need says, `shown` what only reads of an activity.
    """

    about: UUID
    title: str
    version: int
    number: int
    answer: WorkbookAnswer
    asked: bool
    writable: bool
    said: NeedContent | None = None
    shown: Mapping[str, str] | None = None
    answer_id: UUID | None = None  # of the answer, where there is one


@dataclass(frozen=True, slots=True)
class RowBaseline:
    """What a row was filled with when it was downloaded, where something was changed since; None where nobody knows.

    `own_text`, `own_answer`: it was changed by the same person from the same row of the same file.
    """

    said: NeedContent | None = None
    answer: WorkbookAnswer | None = None
    own_text: bool = False
    own_answer: bool = False


@dataclass(frozen=True, slots=True)
class WorkbookChange:
    """What a row would do: state a new need (`about` is None), answer a question, change the text of a need."""

    row: int
    about: UUID | None
    title: str
    version: int = 0
    number: int = 0
    answer: WorkbookAnswer | None = None
    said: NeedContent | None = None
    changes: tuple[Change, ...] = ()
    filled_with: tuple[int, int] = (0, 0)  # the version and the number that the file says

    @property
    def is_new(self) -> bool:
        return self.about is None


@dataclass(frozen=True, slots=True)
class WorkbookPlan:
    """All rows of one file. `missing` questions are not in it; `emptied` answers were taken out of it: both stay.
    Of `formulas` the saved value was read.
    """

    file: str
    rows: tuple[WorkbookChange, ...]
    faults: tuple[Fault, ...]
    unchanged: int
    missing: int
    emptied: int
    formulas: int = 0

    @property
    def new(self) -> int:
        return sum(each.is_new for each in self.rows)

    @property
    def answers(self) -> int:
        return sum(each.answer is not None for each in self.rows)

    @property
    def texts(self) -> int:
        return sum(each.said is not None and not each.is_new for each in self.rows)

    @property
    def digest(self) -> str:
        """What somebody has read who carries it out: what is done, and what is left out and why."""
        return sha256(repr((self.rows, self.faults)).encode()).hexdigest()
