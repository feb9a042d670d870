"""Canonical JSON and its digests: whether anything frozen is other than it was, and which field of what. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

import msgspec

Fields = Mapping[str, object]
Manifest = dict[str, dict[str, str]]  # item -> field -> digest

HEAD = "snapshot"
TWICE = "twice"  # what the trail tells of it


def digest_of(value: object) -> str:
    """SHA-256 of the value as canonical JSON: keys in order, no spaces."""
    return sha256(msgspec.json.encode(value, order="sorted")).hexdigest()


def manifest_of(items: Mapping[str, Fields]) -> Manifest:
    """The digest of each field of each item."""
    return {name: {field: digest_of(value) for field, value in fields.items()} for name, fields in items.items()}


@dataclass(frozen=True, slots=True)
class DigestDifference:
    """`item` is "snapshot" or the kind of an item and its identifier; without a field it is missing or was added. Of
    what is told twice `field` is the happening.
    """

    item: str
    what: str
    field: str = ""


def differences(recorded: Manifest, found: Manifest) -> Iterator[DigestDifference]:
    """In what `found` is not as recorded: items that are missing, added, or changed in some field."""
    for item in sorted(recorded.keys() | found.keys()):
        if item not in found:
            yield DigestDifference(item, "missing")
        elif item not in recorded:
            yield DigestDifference(item, "added")
        else:
            before, now = recorded[item], found[item]
            for field in sorted(before.keys() | now.keys()):
                if before.get(field) != now.get(field):
                    yield DigestDifference(item, "changed", field)
