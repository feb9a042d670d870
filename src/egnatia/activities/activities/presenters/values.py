"""What the page of an activity shows, as frozen values: a template gets these and nothing else."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class OriginalText:
    """A text in its original language. `language` is that language's own name, "" where the source states none."""

    text: str
    lang: str
    language: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationInRole:
    """An organisation in a role. `organisation` is its page, where the reader sees one of that name; `load` what falls
    on it as a receiving institution, as `activities:institution` is asked for it."""

    name: str
    reference: str = ""
    organisation: UUID | None = None
    activity_id: str = ""
    load: str = ""


@dataclass(frozen=True, slots=True)
class ActivityRole:
    label: str
    bodies: tuple[OrganisationInRole, ...]


@dataclass(frozen=True, slots=True)
class ActivityPlace:
    """An economy, or something below or above it. `share` is a percentage as declared, or None."""

    name: str
    share: float | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class PageFact:
    label: str
    value: str
    url: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """A budget or a transaction, as published."""

    kind: str
    amount: float | None
    currency: str
    start: str
    end: str
    giver: str = ""
    taker: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """Another activity that this one names, or that names this one; `record` where the reader sees it."""

    label: str
    identifier: str
    record: UUID | None = None
    title: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class OtherVersion:
    """Another visible record with the same identifier."""

    record: UUID
    source: str
    tlp: str
    updated: datetime
    newer: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field in which records with one identifier say different things: this one's value first."""

    label: str
    here: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldChange:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ActivityEdition:
    """One version of the record and what it changed against the version before it that the reader may see."""

    number: int
    at: datetime
    by: str
    tlp: str
    origin: str
    changes: tuple[FieldChange, ...]
    first: bool


@dataclass(frozen=True, slots=True)
class Unused:
    """A value that could not be used, and why."""

    field: str
    value: str
    sentence: str
