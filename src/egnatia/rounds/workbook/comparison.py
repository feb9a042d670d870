"""One row of a workbook against what stands now: what it would do, or what is wrong with it. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext as _

from egnatia.formats import neutralised
from egnatia.kernel.access.reader import Reader
from egnatia.needs.needs.cells import NeedCellParser, cells_of
from egnatia.needs.needs.fields import NeedContent
from egnatia.pages.history import Change
from egnatia.pages.labels import label
from egnatia.pages.record_presenters import differences
from egnatia.pages.sheets import Fault, SheetRow, canonical
from egnatia.rounds.rounds.labels import verdicts_of
from egnatia.rounds.rounds.rules import CHANGED, LONGEST_NOTE, NEEDS, VERDICTS
from egnatia.rounds.workbook.labels import HEADER, terms_in, verdict_in
from egnatia.rounds.workbook.rules import READ_ONLY, WRITTEN, RowBaseline, WorkbookAnswer, WorkbookChange, WorkbookRow

SHOWN = 80  # characters of a cell that a fault repeats
AS_IT_IS = RowBaseline()


class UnusableCell(Exception):  # noqa: N818 - said as the report says it
    """A cell that cannot be used."""

    def __init__(self, column: str, found: str, expected: str) -> None:
        super().__init__(expected)
        self.column, self.found, self.expected = column, found, expected


@dataclass(frozen=True, slots=True)
class WorkbookComparison:
    """What is known of a participant's questions. `bases` are of the rows that were changed since they were taken."""

    EMPTIED: ClassVar[str] = "emptied"

    sort: str
    participant: str
    economy: str
    year: int
    reader: Reader
    reading: NeedCellParser
    known: Mapping[str, WorkbookRow]
    bases: Mapping[str, RowBaseline]
    formulas: frozenset[tuple[int, str]] = frozenset()  # rows and columns
    first_rows: dict[str, int] = field(default_factory=dict)  # where an identifier, or a new need, stands first

    def told(self, row: SheetRow) -> Iterator[WorkbookChange | Fault | str]:
        """What a row would do, its faults, EMPTIED where an answer was taken out; nothing where it is as it was."""
        cells = {code: canonical(cell) for code, cell in row.cells.items()}
        try:
            self._require_values(row.number, cells)
            if cells["record"]:
                yield from self._asked(row.number, cells)
            else:
                yield from self._new(row.number, cells)
        except UnusableCell as wrong:
            yield Fault(row.number, wrong.column, wrong.found[:SHOWN], wrong.expected)

    def _require_values(self, number: int, cells: Mapping[str, str]) -> None:
        """A formula is the value that was saved last; one without any is no empty cell."""
        for column, cell in cells.items():
            if not cell and (number, column) in self.formulas:
                raise UnusableCell(
                    column, "=", _("a value; save the file in a spreadsheet program, or enter the value itself")
                )

    def _asked(self, number: int, cells: Mapping[str, str]) -> Iterator[WorkbookChange | Fault | str]:
        known, filled_with = self._found(number, cells)
        basis = self.bases.get(str(known.about), AS_IT_IS)
        text = self._text(cells, known, filled_with[0], basis)
        answer = self._answer(cells, known, filled_with, basis)
        if answer is not None and not answer.verdict:
            yield self.EMPTIED
            answer = None
        said: NeedContent | None = None
        if text:
            read = self.reading.said(number, text, known.said)
            if isinstance(read, list):
                yield from read
                return
            said, answer = read, self._implied(cells, known, answer)
        changes = self._changes(known, said, answer)
        if changes:
            yield WorkbookChange(
                number, known.about, known.title, known.version, known.number, answer, said, changes, filled_with
            )

    def _found(self, number: int, cells: Mapping[str, str]) -> tuple[WorkbookRow, tuple[int, int]]:
        """The question that a row is about, and the numbers that it was filled with."""
        record = cells["record"].lower()
        if cells["participant"].lower() != self.participant:
            raise UnusableCell("record", record, _("a row of this round and participant; download the file again"))
        if record not in self.known:
            raise UnusableCell(
                "record", record, _("the identifier of a question in this round, or an empty cell for a new need")
            )
        first = self.first_rows.setdefault(record, number)
        if first != number:
            expected = _("each identifier only once; row %(row)s already has it. Leave it empty for a new need") % {
                "row": first
            }
            raise UnusableCell("record", record, expected)
        version, own = _number(cells["version"]), _number(cells["number"])
        if version is None or own is None:
            raise UnusableCell("record", record, _("unchanged hidden columns; download the file again"))
        return self.known[record], (version, own)

    def _text(self, cells: Mapping[str, str], known: WorkbookRow, version: int, basis: RowBaseline) -> dict[str, str]:
        """The cells that say something else than the need does now, where the sender changed any."""
        if known.said is None:
            self._only_reads(cells, known, version)
            return {}
        fresh = version == known.version or basis.own_text
        now = self._differing(cells, known.said)
        mine = now if fresh else self._differing(cells, basis.said or known.said)
        if not mine or not now:
            return {}
        column, cell = next(iter(now.items()))
        if not fresh:
            raise UnusableCell(column, cell, _("a need not changed since you downloaded the file; download it again"))
        if not known.writable:
            raise UnusableCell(
                column, cell, _("no change here; only the owner can edit this need. Describe the change in the note")
            )
        return now

    def _only_reads(self, cells: Mapping[str, str], known: WorkbookRow, version: int) -> None:
        shown = known.shown or {}
        for column in READ_ONLY:
            cell = cells.get(column, "")
            if version == known.version and column in cells and cell != canonical(neutralised(shown[column])):
                raise UnusableCell(
                    column,
                    cell,
                    _("no change here; edit the activity on the platform, or describe the change in the note"),
                )

    def _differing(self, cells: Mapping[str, str], said: NeedContent) -> dict[str, str]:
        now = {column: canonical(neutralised(cell)) for column, cell in cells_of(said).items()}
        return {column: cell for column, cell in self._sent(cells).items() if cell != now[column]}

    def _sent(self, cells: Mapping[str, str]) -> dict[str, str]:
        """The cells that say what a need says, terms and objectives as codes."""
        sent = terms_in({column: cells[column] for column in WRITTEN if column in cells})
        code = sent.get("objective", "").split(" ", maxsplit=1)[0]
        return {**sent, "objective": code} if code in self.reading.objectives.labels else sent

    def _answer(
        self, cells: Mapping[str, str], known: WorkbookRow, filled_with: tuple[int, int], basis: RowBaseline
    ) -> WorkbookAnswer | None:
        """What the row answers anew; without a verdict where one was taken out; None where it is as it was."""
        sent = WorkbookAnswer(verdict_in(cells["answer"], self.sort), cells.get("note", known.answer.note))
        fresh = filled_with[1] == known.number or basis.own_answer
        if _same(sent, known.answer):
            return None
        as_taken = filled_with[1] != known.number and _same(sent, basis.answer or WorkbookAnswer())
        if as_taken and not (fresh and sent.verdict):
            return None
        self._require_answer(sent, known)
        if not sent.verdict:
            return sent
        moved = filled_with[0] != known.version and not basis.own_text
        if not fresh or moved:
            expected = _("a question not answered or changed since you downloaded the file; download it again")
            raise UnusableCell("answer", cells["answer"], expected)
        return sent

    def _require_answer(self, sent: WorkbookAnswer, known: WorkbookRow) -> None:
        if not known.asked:
            expected = _("an empty cell; this need was added during the round and is not one of its questions")
            raise UnusableCell("answer", sent.verdict or sent.note, expected)
        if sent.verdict not in ("", *VERDICTS):
            words = ", ".join(map(str, verdicts_of(self.sort).values()))
            raise UnusableCell("answer", sent.verdict, _("one of: %(terms)s") % {"terms": words})
        if not sent.verdict and not known.answer.verdict:
            raise UnusableCell("answer", "", _("a reply; a note alone is not enough"))
        if len(sent.note) > LONGEST_NOTE:
            raise UnusableCell("note", sent.note, _("at most %(number)s characters") % {"number": LONGEST_NOTE})

    def _implied(
        self, cells: Mapping[str, str], known: WorkbookRow, answer: WorkbookAnswer | None
    ) -> WorkbookAnswer | None:
        """Whoever changes a need's text answers that it changed; what is no question has no answer."""
        if answer is not None and answer.verdict not in (CHANGED, known.answer.verdict):
            changed = label(verdicts_of(self.sort), CHANGED)
            expected = _("“%(changed)s”, or no changes in the other cells of the row") % {"changed": changed}
            raise UnusableCell("answer", cells["answer"], expected)
        if not known.asked:
            return None
        implied = WorkbookAnswer(CHANGED, answer.note if answer else known.answer.note)
        return None if _same(implied, known.answer) else implied

    def _changes(
        self, known: WorkbookRow, said: NeedContent | None, answer: WorkbookAnswer | None
    ) -> tuple[Change, ...]:
        found: list[Change] = []
        if answer is not None:
            words = verdicts_of(self.sort)
            before, after = (label(words, each.verdict) if each.verdict else "" for each in (known.answer, answer))
            found += [Change(str(HEADER["answer"]), before, after)] if before != after else []
            noted = known.answer.note, answer.note
            found += [Change(str(HEADER["note"]), *noted)] if noted[0] != noted[1] else []
        if said is not None and known.said is not None:
            found += differences(self.reader, known.said, said)
        return tuple(found)

    def _new(self, number: int, cells: Mapping[str, str]) -> Iterator[WorkbookChange | Fault]:
        if self.sort != NEEDS:
            raise UnusableCell("record", "", _("the identifier of a question; add new activities on the platform"))
        for column in ("answer", "note"):
            if cells.get(column):
                raise UnusableCell(column, cells[column], _("an empty cell; a new need has no reply"))
        sent = {column: cell for column, cell in self._sent(cells).items() if cell}
        read = self.reading.said(number, {**sent, "economy": self.economy, "round": str(self.year)}, None)
        if isinstance(read, list):
            yield from read
        elif self._is_new(number, read, sent):
            yield WorkbookChange(number, None, sent["words"], said=read)

    def _is_new(self, number: int, said: NeedContent, sent: Mapping[str, str]) -> bool:
        """Whether it is not there yet: a file that is uploaded twice states nothing twice."""
        for each in self.known.values():
            there = cells_of(each.said) if each.said else {}
            if all(canonical(there.get(column, "")) == sent[column] for column in ("objective", "words")):
                if any(canonical(there[column]) != cell for column, cell in sent.items()):
                    raise UnusableCell(
                        "words", sent["words"], _("a new need; this text already exists, so edit its row")
                    )
                return False
        first = self.first_rows.setdefault(f"{said.objective} {sent['words']}", number)
        if first != number:
            raise UnusableCell(
                "words", sent["words"], _("a different need; row %(row)s has the same text") % {"row": first}
            )
        return True


def _same(one: WorkbookAnswer, other: WorkbookAnswer) -> bool:
    """As a spreadsheet gives them back."""
    return one.verdict == other.verdict and canonical(one.note) == canonical(neutralised(other.note))


def _number(cell: str) -> int | None:
    return int(cell) if cell.isascii() and cell.isdigit() and len(cell) < 9 else None
