"""The history of a need: what each version changed, and what the economy said to it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from egnatia.activities.activities.labels import label
from egnatia.kernel.forum import ForumNames
from egnatia.kernel.versions import VersionRow
from egnatia.needs.needs import labels
from egnatia.needs.needs.objectives import Objectives
from egnatia.pages.history import Change, changes
from egnatia.people.marking.words import economy_name


@dataclass(frozen=True, slots=True)
class Saying:
    """What the economy said to a version; `by` is "" where the reader may not know."""

    version: int
    confirmed: bool
    by: str
    organisation: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Edition:
    """One version and what it changed against the one before it that the reader may see. `sheet`: it came in a file."""

    number: int
    at: datetime
    by: str
    tlp: str
    file: str
    sheet: str
    changes: tuple[Change, ...]
    first: bool
    sayings: tuple[Saying, ...]


def editions(
    versions: Sequence[VersionRow], sayings: Sequence[Saying], names: ForumNames, objectives: Objectives
) -> tuple[Edition, ...]:
    """The versions that are seen, newest first."""
    told = [_words(version.content, names, objectives) for version in versions]
    return tuple(
        Edition(
            number=version.number,
            at=version.at,
            by=version.by,
            tlp=version.marking_words,
            file=str(version.provenance.get("file", "")),
            sheet=str(version.provenance.get("sheet", "")),
            changes=changes(before, now, labels.FIELDS) if before else (),
            first=before is None,
            sayings=tuple(each for each in sayings if each.version == version.number),
        )
        for version, now, before in zip(versions, told, [*told, None][1:], strict=True)
    )


def differences(
    before: Mapping[str, Any], now: Mapping[str, Any], names: ForumNames, objectives: Objectives
) -> tuple[Change, ...]:
    """What another content would change."""
    return changes(_words(before, names, objectives), _words(now, names, objectives), labels.FIELDS)


def _words(body: Mapping[str, Any], names: ForumNames, objectives: Objectives) -> dict[str, str]:
    """A text for each field, empty where nothing is said."""
    said: Mapping[str, str] = body.get("words") or {}
    return {
        "language": str(body.get("language", "")),
        "words": "\n".join(text for _, text in sorted(said.items())),
        "economy": economy_name(body.get("economy", ""), names),
        "objective": objectives.full(body.get("objective", "")),
        "priority": label(labels.PRIORITY, body.get("priority", "")),
        "nature": label(labels.NATURE, body.get("nature", "")),
        "perspective": label(labels.PERSPECTIVE, body.get("perspective", "")),
        "source": str(body.get("source", "")),
        "page": str(body.get("page", "")),
        "round": str(body.get("round") or ""),
    }
