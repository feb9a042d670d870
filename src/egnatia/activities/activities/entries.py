"""One activity on its way into the database: its facts as JSON and back, and what a record says of it."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import msgspec

from egnatia import overlap
from egnatia.activities.activities.columns import searched_words, titles_by_language
from egnatia.kernel.records import VersionContent

NUL = b"\\u0000"


@dataclass(frozen=True, slots=True)
class ActivityEntry:
    """Everything to store of one activity. `content` is a `Parsed` as JSON (a dict or its bytes), {} where none.

    `shares` are percentages by economy as declared; `natural_key` is unique for its owner and marking, or None.
    """

    facts: overlap.ActivityFacts
    content: dict[str, Any] | bytes = field(default_factory=dict)
    sort: str = "project"
    measure: str = ""  # kind of an own measure
    status: str = ""
    shares: dict[str, float] = field(default_factory=dict)
    provenance: dict[str, Any] = field(default_factory=dict)
    digest: str = ""
    natural_key: str | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Encoded:
    """The parts of an entry as JSON text: each is encoded once and used by the activity and its version.

    `clean` are the facts as the database takes them.
    """

    clean: overlap.ActivityFacts
    facts: str
    content: str
    shares: str
    provenance: str
    body: str
    titles: str


def encoded(entry: ActivityEntry) -> Encoded:
    clean = _clean(entry.facts)
    facts, content = as_json(plain(clean)), as_json(entry.content)
    shares, provenance = as_json(entry.shares), as_json(entry.provenance)
    kind = {"measure": entry.measure} if entry.measure else {}
    rest = as_json({"sort": entry.sort, "status": entry.status, **kind})
    body = f'{{"facts":{facts},"content":{content},"shares":{shares},{rest[1:]}'
    return Encoded(clean, facts, content, shares, provenance, body, as_json(titles_by_language(clean)))


def _clean(facts: overlap.ActivityFacts) -> overlap.ActivityFacts:
    """Without the character NUL, which no text needs and the database refuses."""
    text = msgspec.json.encode(facts)
    return msgspec.json.decode(as_json(text), type=overlap.ActivityFacts) if NUL in text else facts


def plain(facts: overlap.ActivityFacts) -> dict[str, Any]:
    """The facts as JSON values, sets in order; without the reference, which is the record itself."""
    tree: dict[str, Any] = msgspec.to_builtins(replace(facts, ref=""), order="deterministic")
    del tree["ref"]
    return {name: value for name, value in tree.items() if value not in ("", None, [])}


def facts_of(stored: dict[str, Any], record: object) -> overlap.ActivityFacts:
    """The facts of a stored activity; their reference is the record's identifier."""
    return msgspec.convert({**stored, "ref": str(record)}, type=overlap.ActivityFacts)


def as_json(value: dict[str, Any] | bytes) -> str:
    """JSON as the database takes it: without the character NUL."""
    text = value if isinstance(value, bytes) else msgspec.json.encode(value)
    if NUL in text:
        text = msgspec.json.encode(_without_nul(msgspec.json.decode(text)))
    return text.decode()


def _without_nul(value: object) -> object:
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, list):
        return [_without_nul(item) for item in value]
    if isinstance(value, dict):
        return {_without_nul(key): _without_nul(item) for key, item in value.items()}
    return value


def content_of(parts: Encoded) -> VersionContent:
    """What the record of this activity says: for lists, for the search, for its versions."""
    return VersionContent(
        title=titles_by_language(parts.clean),
        search=" ".join(searched_words(parts.clean)),
        body=msgspec.json.decode(parts.body),
    )
