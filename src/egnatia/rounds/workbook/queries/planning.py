"""What a workbook that came back would do, row by row, worked out from what its sender sees now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from egnatia.kernel.versions import VersionRow, versions_numbered
from egnatia.needs.needs.content import NEED
from egnatia.needs.needs.reading import Reading
from egnatia.needs.needs.sheets import MOST_PLANNED
from egnatia.pages.posted import number_of
from egnatia.pages.sheets import Fault, SheetRow
from egnatia.rounds.workbook.comparing import Comparing
from egnatia.rounds.workbook.queries.filling import Filling
from egnatia.rounds.workbook.rules import BASE, FILLED_BY, Answer, Basis, Known, Plan, Planned, Sent


def plan_of(filling: Filling, sent: Sent) -> Plan:
    """The same number of queries, however many rows there are."""
    known = {str(line.known.about): line.known for line in filling.lines()}
    rows = list(sent.sheet_rows())
    comparing = _comparing(filling, known, Bases.of(filling, known, rows).found(), frozenset(sent.formulas))
    told = {row.number: list(comparing.told(row)) for row in rows}
    flat = [each for row in told.values() for each in row]
    planned = tuple(each for each in flat if isinstance(each, Planned))
    there = {row.cells["record"].strip().lower() for row in rows}
    return Plan(
        file=sent.file,
        rows=planned[:MOST_PLANNED],
        faults=tuple(each for each in flat if isinstance(each, Fault)) + _too_many(planned),
        unchanged=sum(not row for row in told.values()),
        missing=sum(each.asked for about, each in known.items() if about not in there),
        emptied=flat.count(Comparing.EMPTIED),
        formulas=len(sent.formulas),
    )


def _comparing(
    filling: Filling, known: Mapping[str, Known], bases: Mapping[str, Basis], formulas: frozenset[tuple[int, str]]
) -> Comparing:
    shown, economy = filling.shown, filling.found.economy_id or ""
    return Comparing(
        sort=filling.sort,
        participant=str(filling.found.pk),
        economy=economy,
        year=filling.found.round.opens.year,
        reader=shown.reader,
        reading=Reading(shown.names, shown.objectives, frozenset({economy} if economy else ())),
        known=known,
        bases=bases,
        formulas=formulas,
    )


def _too_many(planned: Sequence[Planned]) -> tuple[Fault, ...]:
    if len(planned) <= MOST_PLANNED:
        return ()
    expected = _("at most %(most)s new or changed rows at once") % {"most": MOST_PLANNED}
    return (Fault(0, "", str(len(planned)), expected),)


@dataclass(frozen=True, slots=True)
class Bases:
    """The versions that rows were filled with, and those that stand now, where the two differ."""

    person: str
    known: Mapping[str, Known]
    filled: Mapping[str, tuple[int, int]]  # the version and the number that a row says, by what it is about
    then: Mapping[UUID, VersionRow]
    now: Mapping[UUID, VersionRow]

    @classmethod
    def of(cls, filling: Filling, known: Mapping[str, Known], rows: Sequence[SheetRow]) -> "Bases":
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

    def found(self) -> dict[str, Basis]:
        return {about: self._basis(self.known[about], *filled) for about, filled in self.filled.items()}

    def _basis(self, known: Known, version: int, number: int) -> Basis:
        text, answer = self.then.get(known.about), self.then.get(known.answer_id) if known.answer_id else None
        return Basis(
            said=NEED.read(text.content) if text and known.said else None,
            answer=Answer(answer.content["verdict"], answer.content["note"]) if answer else None,
            own_text=self._own(known.about, version),
            own_answer=known.answer_id is not None and self._own(known.answer_id, number),
        )

    def _own(self, record: UUID, filled: int) -> bool:
        """Whether what stands now was said by the same person from a row that was filled with the same number."""
        now = self.now.get(record)
        came = now.provenance if now else {}
        return bool(came) and (came.get(FILLED_BY), came.get(BASE)) == (self.person, filled)
