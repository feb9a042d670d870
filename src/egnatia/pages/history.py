"""The history of a record: what each version changed. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from egnatia.kernel.records.versions import VersionRow

LONGEST = 600  # of a text that is shown in a difference


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Edition:
    """One version and what it changed against the one before it that the reader may see."""

    number: int
    at: datetime
    by: str
    tlp: str
    changes: tuple[Change, ...]
    first: bool


def editions(
    versions: Sequence[VersionRow], fields: Mapping[str, object], told: Callable[[Mapping[str, Any]], Mapping[str, str]]
) -> tuple[Edition, ...]:
    """The versions that are seen, newest first. `told` puts a content into a text for each of `fields`."""
    texts = [told(version.content) for version in versions]
    return tuple(
        Edition(
            number=version.number,
            at=version.at,
            by=version.by,
            tlp=version.marking_words,
            changes=changes(before, now, fields) if before is not None else (),
            first=before is None,
        )
        for version, now, before in zip(versions, texts, [*texts, None][1:], strict=True)
    )


def changes(before: Mapping[str, str], now: Mapping[str, str], fields: Mapping[str, object]) -> tuple[Change, ...]:
    """What differs, in the order of `fields`; long texts are cut."""
    return tuple(
        Change(str(words), before[name][:LONGEST], now[name][:LONGEST])
        for name, words in fields.items()
        if before[name] != now[name]
    )
