"""The workbook of a participant: the questions with their last answers, and what a returned file would change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.activities.activities.rows import ActivityRow
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.records.versions import VersionRow, versions_numbered
from egnatia.needs.needs.cells import NeedCellParser, cells_of
from egnatia.needs.needs.fields import NEED, NeedContent
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.presenters import NeedRow
from egnatia.needs.needs.queries.lists import NeedListQuery
from egnatia.needs.needs.sheets import MOST_PLANNED
from egnatia.pages.forms import number_of
from egnatia.pages.labels import label
from egnatia.pages.sheets import Fault, SheetRow
from egnatia.people.marking.words import economy_name
from egnatia.rounds.rounds import labels
from egnatia.rounds.rounds.models import Participant
from egnatia.rounds.rounds.queries.answers import RoundItem, RoundQuery
from egnatia.rounds.rounds.queries.previous_round import last_answers
from egnatia.rounds.rounds.queries.question_page import answering
from egnatia.rounds.rounds.queries.questions import Given, answers_seen_by, is_asked_for, stated_since
from egnatia.rounds.rounds.rules import NEEDS
from egnatia.rounds.workbook.comparison import WorkbookComparison
from egnatia.rounds.workbook.labels import TERMS as WORDS
from egnatia.rounds.workbook.labels import header_of
from egnatia.rounds.workbook.rules import (
    BASE,
    EMPTY_ROWS,
    FILLED_BY,
    TERMS,
    RowBaseline,
    Sent,
    WorkbookAnswer,
    WorkbookChange,
    WorkbookPlan,
    WorkbookRow,
    columns_of,
)
from egnatia.rounds.workbook.workbook import WorkbookSheet

FIRST_ROW = 2  # below the header


@dataclass(frozen=True, slots=True)
class WorkbookLine:
    """A row with what only reads in it."""

    known: WorkbookRow
    last: str
    standing: str
    marking: str


@dataclass(frozen=True, slots=True)
class WorkbookContent:
    """The workbook of one participant for whoever answers for it."""

    shown: RoundQuery
    found: Participant

    @classmethod
    def of(cls, shown: RoundQuery, participant: UUID) -> "WorkbookContent":
        """Raises NotFound where there is none such, NotAllowed where they do not answer for the participant now."""
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

    def sheet(self) -> WorkbookSheet:
        """As it is downloaded: the questions, then empty rows for new needs."""
        lines, codes = self.lines(), columns_of(self.sort)
        rows = [self._cells(codes, line) for line in lines]
        empty = [[""] * len(codes)] * (EMPTY_ROWS if self.sort == NEEDS else 0)
        return WorkbookSheet(
            codes=codes,
            header=header_of(codes),
            rows=tuple(enumerate([*rows, *empty], FIRST_ROW)),
            about=self.about(lines),
            choices=self.choices(),
            only=frozenset({"answer", *TERMS}),
            footnote=self.shown.names.footnote,
        )

    def marked(self, sent: Sent, faults: Sequence[Fault]) -> WorkbookSheet:
        """As it was sent, each mistake marked."""
        return replace(self.sheet(), codes=sent.codes, header=sent.header, rows=sent.rows, faults=tuple(faults))

    def about(self, lines: Sequence[WorkbookLine]) -> tuple[str, ...]:
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

    def lines(self) -> tuple[WorkbookLine, ...]:
        """What is asked, in its order; then what was stated since. The same number of queries whatever there is."""
        reader = self.shown.reader
        items = [item for item in self.shown.items(self.found, answers_seen_by(reader, self.found)) if item.asked]
        asking = NeedListQuery(reader, self.shown.names, self.shown.objectives)
        new = asking.rows_with_ids(stated_since(reader, self.found))
        abouts = [*(item.about for item in items if item.need), *(row.id for row in new)]
        said = {pk: NEED.said(need) for pk, need in Need.visible_to(reader).in_bulk(abouts).items()}
        before = last_answers(reader, self.found)
        questions = (self._question(item, said, before) for item in items)
        return (*questions, *(self._new(row, said[row.id]) for row in new if row.id in said))

    def _question(
        self, item: RoundItem, said: Mapping[UUID, NeedContent], before: Mapping[UUID, Given]
    ) -> WorkbookLine:
        own, asked = item.own, item.asked
        assert asked is not None
        need, activity = item.need, item.activity
        known = WorkbookRow(
            about=item.about,
            title=need.original[0] if need else activity.title if activity else "",
            version=asked.version,
            number=own.number if own else 0,
            answer=WorkbookAnswer(own.verdict, own.note) if own else WorkbookAnswer(),
            asked=True,
            writable=need is not None and need.owner == self.shown.reader.organisation,
            said=said.get(item.about),
            shown=_shown(activity) if activity else None,
            answer_id=own.id if own else None,
        )
        others = item.answer if item.answer and item.answer != own else None
        last = others or before.get(item.about)
        return WorkbookLine(known, self._last(last), need.standing if need else "", _marking(item, own, last))

    def _new(self, row: NeedRow, said: NeedContent) -> WorkbookLine:
        writable = row.owner == self.shown.reader.organisation
        known = WorkbookRow(
            row.id, row.original[0], row.version, 0, WorkbookAnswer(), asked=False, writable=writable, said=said
        )
        return WorkbookLine(known, "", row.standing, f"{row.tlp} {row.audience}".strip())

    def _last(self, given: Given | None) -> str:
        if given is None:
            return ""
        words = label(labels.verdicts_of(self.sort), given.verdict)
        return f"{words} – {given.by}, {date_format(given.at)}"

    def _cells(self, codes: Sequence[str], line: WorkbookLine) -> list[str]:
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

    def texts(self, known: WorkbookRow) -> dict[str, str]:
        """The cells that say what a need or an activity says, in the reader's words."""
        if known.said is None:
            return dict(known.shown or {})
        cells = cells_of(known.said)
        terms = {column: label(WORDS[column], cells[column]) if cells[column] else "" for column in TERMS}
        return {**cells, **terms, "objective": self.shown.objectives.full(cells["objective"])}


def _narrowest(lines: Sequence[WorkbookLine]) -> str:
    """The narrowest marking of what the workbook holds; "" where it holds nothing."""
    return max(_level(line.marking) for line in lines).words if lines else ""


def _marking(item: RoundItem, *answers: Given | None) -> str:
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


def plan_of(filling: WorkbookContent, sent: Sent) -> WorkbookPlan:
    """The same number of queries, however many rows there are."""
    known = {str(line.known.about): line.known for line in filling.lines()}
    rows = list(sent.sheet_rows())
    comparing = _comparing(filling, known, Bases.of(filling, known, rows).found(), frozenset(sent.formulas))
    told = {row.number: list(comparing.told(row)) for row in rows}
    flat = [each for row in told.values() for each in row]
    planned = tuple(each for each in flat if isinstance(each, WorkbookChange))
    there = {row.cells["record"].strip().lower() for row in rows}
    return WorkbookPlan(
        file=sent.file,
        rows=planned[:MOST_PLANNED],
        faults=tuple(each for each in flat if isinstance(each, Fault)) + _too_many(planned),
        unchanged=sum(not row for row in told.values()),
        missing=sum(each.asked for about, each in known.items() if about not in there),
        emptied=flat.count(WorkbookComparison.EMPTIED),
        formulas=len(sent.formulas),
    )


def _comparing(
    filling: WorkbookContent,
    known: Mapping[str, WorkbookRow],
    bases: Mapping[str, RowBaseline],
    formulas: frozenset[tuple[int, str]],
) -> WorkbookComparison:
    shown, economy = filling.shown, filling.found.economy_id or ""
    return WorkbookComparison(
        sort=filling.sort,
        participant=str(filling.found.pk),
        economy=economy,
        year=filling.found.round.opens.year,
        reader=shown.reader,
        reading=NeedCellParser(shown.names, shown.objectives, frozenset({economy} if economy else ())),
        known=known,
        bases=bases,
        formulas=formulas,
    )


def _too_many(planned: Sequence[WorkbookChange]) -> tuple[Fault, ...]:
    if len(planned) <= MOST_PLANNED:
        return ()
    expected = _("at most %(most)s new or changed rows at once") % {"most": MOST_PLANNED}
    return (Fault(0, "", str(len(planned)), expected),)


@dataclass(frozen=True, slots=True)
class Bases:
    """The versions that rows were filled with, and those that stand now, where the two differ."""

    person: str
    known: Mapping[str, WorkbookRow]
    filled: Mapping[str, tuple[int, int]]  # the version and the number that a row says, by what it is about
    then: Mapping[UUID, VersionRow]
    now: Mapping[UUID, VersionRow]

    @classmethod
    def of(cls, filling: WorkbookContent, known: Mapping[str, WorkbookRow], rows: Sequence[SheetRow]) -> "Bases":
        filled = {
            about: (number_of(row.cells, "version"), number_of(row.cells, "number"))
            for row in rows
            if (about := row.cells["record"].strip().lower()) in known
        }
        then: dict[UUID, int] = {}
        now: dict[UUID, int] = {}
        for about, (version, number) in filled.items():
            each = known[about]
            if version != each.version:
                then[each.about], now[each.about] = version, each.version
            if each.answer_id and number != each.number:
                then[each.answer_id], now[each.answer_id] = number, each.number
        reader = filling.shown.reader
        return cls(reader.person, known, filled, versions_numbered(reader, then), versions_numbered(reader, now))

    def found(self) -> dict[str, RowBaseline]:
        return {about: self._basis(self.known[about], *filled) for about, filled in self.filled.items()}

    def _basis(self, known: WorkbookRow, version: int, number: int) -> RowBaseline:
        text, answer = self.then.get(known.about), self.then.get(known.answer_id) if known.answer_id else None
        return RowBaseline(
            said=NEED.read(text.content) if text and known.said else None,
            answer=WorkbookAnswer(answer.content["verdict"], answer.content["note"]) if answer else None,
            own_text=self._own(known.about, version),
            own_answer=known.answer_id is not None and self._own(known.answer_id, number),
        )

    def _own(self, record: UUID, filled: int) -> bool:
        """Whether what stands now was said by the same person from a row that was filled with the same number."""
        now = self.now.get(record)
        came = now.provenance if now else {}
        return bool(came) and (came.get(FILLED_BY), came.get(BASE)) == (self.person, filled)


def instructions_for(found: Participant, name: str, questions: int, narrowest: str) -> Iterator[str]:
    """Line by line. `narrowest` is the marking of what is hardest to share in it."""
    about = found.round
    yield f"{about.title} – {name}"
    yield ngettext("%(count)s question.", "%(count)s questions.", questions) % {"count": questions}
    yield _("Reply by %(day)s. Replies are accepted after this date too.") % {"day": date_format(about.closes)}
    yield _("Downloaded on %(day)s.") % {"day": date_format(clock.today())}
    if narrowest:
        yield _(
            "Each row shows who can see it. The most restrictive marking is %(marking)s; handle the file accordingly."
        ) % {"marking": narrowest}
    if about.instructions:
        yield ""
        yield _("Instructions from the secretariat:")
        yield about.instructions
    yield ""
    yield from _how(found.round.sort)


def _how(sort: str) -> Iterator[str]:
    yield _("How to complete this file")
    yield _("Each row of the second sheet is one question. In the column “Reply”, select what applies today.")
    if sort == NEEDS:
        yield _("“Changed”: edit the cells of the row, or describe the change in the note.")
        yield _(
            "To state a new need, use an empty row. Enter an objective and the original text; leave the "
            "identifier empty."
        )
    else:
        yield _(
            "“Changed”: describe the change in the note, or edit the activity on the platform. Do not "
            "edit its other cells."
        )
        yield _("Add new activities on the platform, not here.")
    yield _("Rows without a reply and rows that you delete stay unchanged. Nothing is withdrawn.")
    yield _("You may move columns and rename the sheet. Keep the column headings and the hidden columns.")
    yield _("For formulas, the last saved value is used.")
    yield _(
        "You can upload the file as often as needed. You see a preview first and can download the "
        "file with errors marked."
    )
    yield _("Changes made by others since your download are not overwritten. These rows are listed in the preview.")
    yield _("Do not enter names of persons.")
