"""Reads the input and keeps what the comparison and the report need of it."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from egnatia.activities.activities.facts import activity_of
from egnatia.formats import Finished, Outcome, Parsed, Progress, Refused, Rejected
from egnatia.formats.files import files_in, read_file
from egnatia.language import economy_code
from egnatia.overlap import ActivityFacts

MOST_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class InputEntry:
    """An activity of the input: what is compared, and where it was read."""

    activity: ActivityFacts
    label: str  # the IATI identifier, or source:id
    publisher: str
    file: str
    element: int
    updated: str
    status: str = ""
    shares: Mapping[str, float] = field(default_factory=dict)  # percent by economy, as declared


@dataclass(slots=True)
class Collected:
    """What came of the files."""

    entries: list[InputEntry] = field(default_factory=list)
    finished: list[Finished] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    doubts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)  # sentences by the code of a doubt
    passed_over: int = 0  # other files in the folders
    again: int = 0  # an activity of one source read once more: the newest stays

    @property
    def accepted(self) -> int:
        return sum(each.accepted for each in self.finished)

    @property
    def dropped(self) -> Counter[str]:
        """Elements that are not kept, by name."""
        return sum((Counter(each.dropped) for each in self.finished), Counter[str]())


def collect(paths: list[Path], *, starts: Callable[[Path], None], on_progress: Callable[[Progress], None]) -> Collected:
    """Reads every file. Nothing is kept of a file that is refused."""
    wanted, passed = files_in(paths)
    collected = Collected(passed_over=len(passed))
    at: dict[tuple[str, str], int] = {}
    for path in wanted:
        starts(path)
        kept = _Kept()
        for outcome in read_file(path, on_progress=on_progress):
            kept.take(outcome)
        kept.hand_over(collected, at)
    return collected


class _Kept:
    """What one file gave so far."""

    def __init__(self) -> None:
        self.entries: list[InputEntry] = []
        self.rejected: list[Rejected] = []
        self.doubts: Counter[str] = Counter()
        self.examples: dict[str, list[str]] = {}
        self.end: Finished | Refused | None = None

    def take(self, outcome: Outcome) -> None:
        if isinstance(outcome, Parsed):
            self.entries.append(_entry(outcome))
            self._doubt(outcome)
        elif isinstance(outcome, Rejected):
            self.rejected.append(outcome)
        else:
            self.end = outcome

    def _doubt(self, parsed: Parsed) -> None:
        for doubt in parsed.doubts:
            self.doubts[doubt.code] += 1
            examples = self.examples.setdefault(doubt.code, [])
            if len(examples) < MOST_EXAMPLES:
                examples.append(f"{parsed.identifier}: {doubt.sentence}")

    def hand_over(self, collected: Collected, at: dict[tuple[str, str], int]) -> None:
        if isinstance(self.end, Refused):
            collected.refused.append(self.end)
            return
        assert self.end is not None
        collected.finished.append(self.end)
        collected.rejected += self.rejected
        collected.doubts += self.doubts
        for code, examples in self.examples.items():
            known = collected.examples.setdefault(code, [])
            known += examples[: MOST_EXAMPLES - len(known)]
        for entry in self.entries:
            _add(collected, at, entry)


def _add(collected: Collected, at: dict[tuple[str, str], int], entry: InputEntry) -> None:
    """One activity of one source stands once, in its newest version."""
    key = (entry.activity.source, entry.label)
    position = at.setdefault(key, len(collected.entries))
    if position == len(collected.entries):
        collected.entries.append(entry)
        return
    collected.again += 1
    if entry.updated >= collected.entries[position].updated:
        collected.entries[position] = entry


def _entry(parsed: Parsed) -> InputEntry:
    where = parsed.provenance
    return InputEntry(
        activity=activity_of(parsed),
        label=parsed.identifier,
        publisher=where.publisher,
        file=where.file,
        element=where.element,
        updated=parsed.updated,
        status=parsed.status,
        shares=_shares(parsed),
    )


def _shares(parsed: Parsed) -> dict[str, float]:
    stated = ((economy_code(each.code), each.percentage) for each in parsed.economies)
    return {code: percent for code, percent in stated if code and percent is not None}
