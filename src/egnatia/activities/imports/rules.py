"""What becomes of each activity of an import. Pure: from what the files say and what is here already."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Literal
from uuid import UUID

import msgspec

from egnatia.formats import Parsed
from egnatia.kernel.access.marking import Marking, Tlp

LONGEST_KEY = 300

Outcome = Literal["accepted", "changed", "unchanged", "rejected", "left_out"]
OUTCOMES: tuple[Outcome, ...] = ("accepted", "changed", "unchanged", "rejected", "left_out")
Absence = Literal["", "undone", "by-hand"]


@dataclass(frozen=True, slots=True)
class ImportedActivity:
    """One activity of a file, as far as its fate depends on it. `place` finds it again among those that were read."""

    place: int
    file: int  # position of the file in the import
    element: int
    line: int
    identifier: str
    key: str  # natural key
    title: str  # digest of the title
    named: str  # the title itself, shortened for the report
    digest: str  # of the content
    updated: datetime | None
    record: str = ""  # the record that the row stands for: a table that was downloaded comes back
    economies: frozenset[str] = frozenset()
    gaps: frozenset[str] = frozenset()  # what it does not state: see `facts.gaps_of`


@dataclass(frozen=True, slots=True)
class Existing:
    """What the owner has under a key and this marking; `absent` where it was withdrawn, and how.

    `foreign`: another organisation's, which only that one changes.
    """

    record: UUID
    version: int
    digest: str
    updated: datetime | None
    absent: Absence = ""
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """The fate of a line. `write`: store it as a new record or as a version of `existing` (or of the one that an
    earlier line of the same key makes); `restore`: `existing` comes back into sight."""

    line: ImportedActivity
    outcome: Outcome
    code: str = ""  # a key of `sentences.NOTES`
    params: Mapping[str, str] = field(default_factory=dict)
    existing: Existing | None = None
    write: Literal["", "record", "version"] = ""
    restore: bool = False


class ImportPreview(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the activities of the files are good for, counted by the dry run. `region`: how many name an economy of the
    forum; `elsewhere`: only others; `gaps`: how many lack what later pages need, of all and of those of the region."""

    activities: int = 0
    region: int = 0
    elsewhere: int = 0
    gaps: dict[str, int] = {}
    gaps_of_region: dict[str, int] = {}


def preview_of(lines: Collection[ImportedActivity], region: Collection[str]) -> ImportPreview:
    """The sums of what can be used of the files. Pure."""
    wanted = frozenset(region)
    inside = [line for line in lines if line.economies & wanted]
    elsewhere = sum(bool(line.economies) for line in lines) - len(inside)
    return ImportPreview(len(lines), len(inside), elsewhere, _gaps(lines), _gaps(inside))


def _gaps(lines: Iterable[ImportedActivity]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for line in lines:
        for gap in sorted(line.gaps):
            found[gap] += 1
    return dict(found)


def outside(lines: Iterable[ImportedActivity], region: Collection[str]) -> list[ImportedActivity]:
    """The lines of activities of which no line names an economy of the region."""
    lines, wanted = list(lines), frozenset(region)
    inside = {line.key for line in lines if line.economies & wanted}
    return [line for line in lines if line.key not in inside]


def remarked(decisions: Iterable[Decision], beyond: Collection[ImportedActivity]) -> list[Decision]:
    """The decisions, with a remark on those `beyond` the region where there is nothing else to remark. None where no
    line names another economy: then nobody has to choose."""
    places = {line.place for line in beyond} if any(line.economies for line in beyond) else set()
    return [
        replace(each, code="outside") if each.line.place in places and not each.code else each for each in decisions
    ]


def draft_marking(target: Marking) -> Marking:
    """Who sees an import before it is stored: never more than will see it then, and at most the own organisation."""
    return Marking(Tlp.RED) if target.tlp == Tlp.RED else Marking(Tlp.AMBER_STRICT)


def key_of(parsed: Parsed) -> str:
    """The natural key of an activity. Some publishers write a word instead of a number, the same for many activities
    (seen: 22 projects of one bank): those are told apart by their titles."""
    identifier = parsed.identifier
    if parsed.format == "iati" and not any(map(str.isdigit, identifier)):
        identifier = f"{identifier} #{title_digest(parsed)}"
    if len(identifier) <= LONGEST_KEY:
        return identifier
    return identifier[: LONGEST_KEY - 17] + "#" + sha256(identifier.encode()).hexdigest()[:16]


def title_digest(parsed: Parsed) -> str:
    return sha256(" ".join(parsed.title.split()).casefold().encode()).hexdigest()[:16]


def moment(text: str) -> datetime | None:
    """A `last-updated-datetime`; one without a time zone is taken as UTC."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def decide(lines: Iterable[ImportedActivity], existing: Mapping[str, Existing]) -> Iterator[Decision]:
    """A decision for each line, in any order but with the lines of one key in the order to store them."""
    groups: dict[str, list[ImportedActivity]] = defaultdict(list)
    for line in lines:
        groups[line.key].append(line)
    for key, group in groups.items():
        if group[0].record:
            yield from _returning(group, existing.get(key))
            continue
        usable, repeated = _of_one_activity(group)
        yield from repeated
        yield from _decided(sorted(usable, key=_age), existing.get(key))


def _returning(group: list[ImportedActivity], existing: Existing | None) -> Iterator[Decision]:
    """Rows that name the record they were downloaded as; of several for one record the first is used."""
    first, *more = group
    if existing is None:
        yield Decision(first, "rejected", "no-such-record", {"value": first.record})
    elif existing.foreign and first.digest != existing.digest:
        yield Decision(first, "rejected", "not-yours", {"value": first.record})
    else:
        yield _meeting(first, existing, several=False)
    for line in more:
        yield Decision(line, "rejected", "record-twice", {"value": line.record, "row": str(first.line)})


def _age(line: ImportedActivity) -> tuple[float, int, int]:
    return (line.updated.timestamp() if line.updated else 0.0, line.file, line.element)


def _of_one_activity(group: list[ImportedActivity]) -> tuple[list[ImportedActivity], list[Decision]]:
    """One file that gives two activities one identifier is at fault: the first of them is used."""
    first: dict[int, ImportedActivity] = {}
    usable, repeated = [], []
    for line in group:
        before = first.setdefault(line.file, line)
        if before.title == line.title:
            usable.append(line)
        else:
            params = {"identifier": line.identifier, "element": str(before.element)}
            repeated.append(Decision(line, "rejected", "identifier-twice", params))
    return usable, repeated


def _decided(chain: list[ImportedActivity], existing: Existing | None) -> Iterator[Decision]:
    """`chain` runs from the oldest state of one activity to the newest."""
    if existing is None:
        yield from _arriving(chain)
        return
    *older, newest = chain
    for line in older:
        yield replace(_beside(line, newest), existing=existing)
    yield _meeting(newest, existing, several=_differ(chain))


def _arriving(chain: list[ImportedActivity]) -> Iterator[Decision]:
    """Not here yet: the oldest state makes the record, each newer one is a version of it."""
    newest, seen = chain[-1], set[str]()
    for line in chain:
        conflict = _conflict(line, newest, several=_differ(chain))
        if line.digest in seen:
            yield _beside(line, newest)
        elif not seen:
            yield replace(conflict, outcome="accepted", write="record")
        else:
            yield replace(conflict, outcome="changed", write="version")
        seen.add(line.digest)


def _differ(chain: list[ImportedActivity]) -> bool:
    return len({line.digest for line in chain}) > 1


def _conflict(line: ImportedActivity, newest: ImportedActivity, *, several: bool) -> Decision:
    if not several:
        return Decision(line, "unchanged")
    return _beside(line, newest) if line is not newest else Decision(line, "unchanged", "newest-of-several")


def _beside(line: ImportedActivity, newest: ImportedActivity) -> Decision:
    """A line that is not the newest of its identifier."""
    code = "same-again" if line.digest == newest.digest else "newer-elsewhere"
    return Decision(line, "unchanged", code, {"file": str(newest.file), "element": str(newest.element)})


def _meeting(newest: ImportedActivity, existing: Existing, *, several: bool) -> Decision:
    """The newest state of an activity that is here already, or was."""
    said = Decision(newest, "unchanged", "newest-of-several" if several else "", existing=existing)
    if existing.absent == "by-hand":
        return replace(said, code="withdrawn-here")
    differs = newest.digest != existing.digest
    if existing.absent == "undone":
        return replace(said, outcome="accepted", code="here-again", restore=True, write="version" if differs else "")
    if differs and newest.updated and existing.updated and newest.updated < existing.updated:
        return replace(said, code="newer-here", params={"date": existing.updated.date().isoformat()})
    return replace(said, outcome="changed", write="version") if differs else said
