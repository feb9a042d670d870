"""What the workbook of a participant holds for a reader: each question with what was said last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.formats import date_format

from egnatia.activities.activities.rows import ActivityRow
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.marking import Tlp
from egnatia.needs.needs.content import NEED, NeedContent
from egnatia.needs.needs.exchange import cells_of
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.presenters import NeedRow
from egnatia.needs.needs.queries.listing import Asking
from egnatia.pages.labels import label
from egnatia.pages.sheets import Fault
from egnatia.people.marking.words import economy_name
from egnatia.rounds.rounds import labels
from egnatia.rounds.rounds.models import Participant
from egnatia.rounds.rounds.queries.answers import Item, Shown
from egnatia.rounds.rounds.queries.asking import Given, answers_seen_by, is_asked_for, stated_since
from egnatia.rounds.rounds.queries.last import last_answers
from egnatia.rounds.rounds.queries.question import answering
from egnatia.rounds.rounds.rules import NEEDS
from egnatia.rounds.workbook.instructions import instructions_for
from egnatia.rounds.workbook.rules import EMPTY_ROWS, TERMS, Answer, Known, Sent, columns_of
from egnatia.rounds.workbook.wording import TERMS as WORDS
from egnatia.rounds.workbook.wording import header_of
from egnatia.rounds.workbook.workbook import Sheet

FIRST_ROW = 2  # below the header


@dataclass(frozen=True, slots=True)
class Line:
    """A row with what only reads in it."""

    known: Known
    last: str
    standing: str
    marking: str


@dataclass(frozen=True, slots=True)
class Filling:
    """The workbook of one participant for whoever answers for it."""

    shown: Shown
    found: Participant

    @classmethod
    def of(cls, shown: Shown, participant: UUID) -> "Filling":
        """Raises NotFound where there is none such, NotAllowed where he does not answer for the participant now."""
        found = answering(shown.reader, participant)
        if not is_asked_for(found):
            raise NotAllowed("round-not-asked")
        return cls(shown, found)

    @property
    def sort(self) -> str:
        return self.found.round.sort

    @property
    def name(self) -> str:
        """An economy; an organisation's people know which one they work for."""
        economy = self.found.economy_id
        return economy_name(economy, self.shown.names) if economy else self.shown.reader.organisation_name

    def sheet(self) -> Sheet:
        """As it is downloaded: the questions, then empty rows for new needs."""
        lines, codes = self.lines(), columns_of(self.sort)
        rows = [self._cells(codes, line) for line in lines]
        empty = [[""] * len(codes)] * (EMPTY_ROWS if self.sort == NEEDS else 0)
        return Sheet(
            codes=codes,
            header=header_of(codes),
            rows=tuple(enumerate([*rows, *empty], FIRST_ROW)),
            about=self.about(lines),
            choices=self.choices(),
            only=frozenset({"answer", *TERMS}),
            footnote=self.shown.names.footnote,
        )

    def marked(self, sent: Sent, faults: Sequence[Fault]) -> Sheet:
        """As it was sent, each mistake marked."""
        return replace(self.sheet(), codes=sent.codes, header=sent.header, rows=sent.rows, faults=tuple(faults))

    def about(self, lines: Sequence[Line]) -> tuple[str, ...]:
        """The first sheet."""
        questions = sum(line.known.asked for line in lines)
        return tuple(instructions_for(self.found, self.name, questions, _narrowest(lines)))

    def choices(self) -> dict[str, tuple[str, ...]]:
        """What is offered in a column, in the reader's language."""
        offered = {"answer": tuple(map(str, labels.verdicts_of(self.sort).values()))}
        if self.sort != NEEDS:
            return offered
        terms = {column: tuple(map(str, words.values())) for column, words in WORDS.items()}
        objectives = self.shown.objectives
        return {**offered, **terms, "objective": tuple(map(objectives.full, objectives.leaves()))}

    def lines(self) -> tuple[Line, ...]:
        """What is asked, in its order; then what was stated since. The same number of queries whatever there is."""
        reader = self.shown.reader
        items = [item for item in self.shown.items(self.found, answers_seen_by(reader, self.found)) if item.asked]
        asking = Asking(reader, self.shown.names, self.shown.objectives)
        new = asking.rows_with_ids(stated_since(reader, self.found))
        abouts = [*(item.about for item in items if item.need), *(row.id for row in new)]
        said = {pk: NEED.said(need) for pk, need in Need.visible_to(reader).in_bulk(abouts).items()}
        before = last_answers(reader, self.found)
        questions = (self._question(item, said, before) for item in items)
        return (*questions, *(self._new(row, said[row.id]) for row in new if row.id in said))

    def _question(self, item: Item, said: Mapping[UUID, NeedContent], before: Mapping[UUID, Given]) -> Line:
        own, asked = item.own, item.asked
        assert asked is not None
        need, activity = item.need, item.activity
        known = Known(
            about=item.about,
            title=need.words if need else activity.title if activity else "",
            version=asked.version,
            number=own.number if own else 0,
            answer=Answer(own.verdict, own.note) if own else Answer(),
            asked=True,
            writable=need is not None and need.owner == self.shown.reader.organisation,
            said=said.get(item.about),
            shown=_shown(activity) if activity else None,
            answer_id=own.id if own else None,
        )
        others = item.answer if item.answer and item.answer != own else None
        last = others or before.get(item.about)
        return Line(known, self._last(last), need.standing if need else "", _marking(item, own, last))

    def _new(self, row: NeedRow, said: NeedContent) -> Line:
        writable = row.owner == self.shown.reader.organisation
        known = Known(row.id, row.words, row.version, 0, Answer(), asked=False, writable=writable, said=said)
        return Line(known, "", row.standing, f"{row.tlp} {row.audience}".strip())

    def _last(self, given: Given | None) -> str:
        if given is None:
            return ""
        words = label(labels.verdicts_of(self.sort), given.verdict)
        return f"{words} – {given.by}, {date_format(given.at)}"

    def _cells(self, codes: Sequence[str], line: Line) -> list[str]:
        known = line.known
        verdict = label(labels.verdicts_of(self.sort), known.answer.verdict) if known.answer.verdict else ""
        cells = {
            **self.texts(known),
            "record": str(known.about),
            "last": line.last,
            "answer": verdict,
            "note": known.answer.note,
            "standing": line.standing,
            "marking": line.marking,
            "participant": str(self.found.pk),
            "version": str(known.version),
            "number": str(known.number),
        }
        return [cells[code] for code in codes]

    def texts(self, known: Known) -> dict[str, str]:
        """The cells that say what a need or an activity says, in the reader's words."""
        if known.said is None:
            return dict(known.shown or {})
        cells = cells_of(known.said)
        terms = {column: label(WORDS[column], cells[column]) if cells[column] else "" for column in TERMS}
        return {**cells, **terms, "objective": self.shown.objectives.full(cells["objective"])}


def _narrowest(lines: Sequence[Line]) -> str:
    """The narrowest marking of what the workbook holds; "" where it holds nothing."""
    return max(_level(line.marking) for line in lines).words if lines else ""


def _marking(item: Item, *answers: Given | None) -> str:
    """The narrowest of all that stands in the row; an answer that is marked as narrowly as what it is about counts."""
    row = item.need or item.activity
    marking = f"{row.tlp} {row.audience}".strip() if row else ""
    for given in filter(None, answers):
        if given.tlp >= _level(marking):
            marking = f"{Tlp(given.tlp).words} {given.organisation}"
    return marking


def _level(marking: str) -> Tlp:
    return next((tlp for tlp in Tlp if tlp.words == marking.split(" ", maxsplit=1)[0]), Tlp.CLEAR)


def _shown(row: ActivityRow) -> dict[str, str]:
    return {
        "title": row.title,
        "status": row.status,
        "start": row.start,
        "end": row.end,
        "economies": "; ".join(row.where) + (f" +{row.elsewhere}" if row.elsewhere else ""),
    }
