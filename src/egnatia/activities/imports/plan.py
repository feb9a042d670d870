"""From the files to a decision for each of their activities, with nothing stored yet."""

from collections.abc import Iterable
from dataclasses import dataclass

from egnatia.activities.imports.files import ImportedFiles, ImportSource, read_all
from egnatia.activities.imports.progress.callbacks import Tell, nobody_asked
from egnatia.activities.imports.queries.records import existing, seen_among, standing, way_of
from egnatia.activities.imports.rules import Decision, decide, outside, remarked
from egnatia.activities.imports.spool import Spool
from egnatia.formats.limits import ACTIVITIES, Limits
from egnatia.formats.sheets import Mapping
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.taxonomy.forum import forum


@dataclass(frozen=True, slots=True)
class Wish:
    """What an importer wants: under which marking, and what the activities count for ("" leaves it to the files).

    `mapping` says what the columns of sheets mean; without one the files are IATI or JSON lines.
    """

    marking: Marking
    source: str = ""
    mapping: Mapping | None = None
    only_region: bool = False  # what names none of the forum's economies is left out


@dataclass(frozen=True, slots=True)
class ImportPlan:
    reading: ImportedFiles
    decisions: list[Decision]

    @property
    def usable(self) -> bool:
        """Whether at least one file could be read."""
        return any(file.refused is None for file in self.reading.files)


def planned(  # noqa: PLR0913 - the files, what is wanted, by whom and in which setting
    sources: Iterable[ImportSource],
    spool: Spool,
    wish: Wish,
    *,
    by: Reader,
    limits: Limits = ACTIVITIES,
    tell: Tell = nobody_asked,
) -> ImportPlan:
    """Reads the files and decides. What was read lies in `spool` for as long as that is open."""
    way = way_of(wish.mapping, wish.source)
    reading = read_all(sources, spool, source="" if way else wish.source, limits=limits, tell=tell, way=way)
    here = existing(by, (line.key for line in reading.lines if not line.record), marking=wish.marking)
    if way:
        here |= standing(by, (line for line in reading.lines if line.record), way)
        reading.seen = seen_among(by, (fault.params.get("record", "") for _, fault in reading.faults))
    beyond = outside(reading.lines, forum().codes)
    if not wish.only_region:
        return ImportPlan(reading, remarked(decide(reading.lines, here), beyond))
    places = {line.place for line in beyond}
    taken = [line for line in reading.lines if line.place not in places]
    decisions = [Decision(line, "left_out", "outside-region") for line in beyond]
    return ImportPlan(reading, [*decide(taken, here), *decisions])
