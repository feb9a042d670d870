"""Storing and changing many activities: the same rows that `storage.store` and `update` make one at a time."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from egnatia import overlap
from egnatia.activities.activities.columns import ActivityColumns, columns_of, searched_words, stored_under
from egnatia.activities.activities.entries import ActivityEntry, Encoded, encoded
from egnatia.activities.activities.models import (
    Activity,
    ActivityKey,
    ActivityMeaning,
    AlreadyStored,
    copy_rows,
    update_rows,
)
from egnatia.kernel import clock, records
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import AlreadyThere
from egnatia.kernel.models import Grant, Record, Version
from egnatia.kernel.records import VersionContent
from egnatia.overlap.rows import laid_out, meaning, packed

_NUMBER = re.compile(r"\d+e\d+(?=\D)")  # with an exponent, and more behind it
ENVELOPE = (
    *("id", "kind", "owner_id", "author", "natural_key", "version", "created_at", "changed_at", "published_at"),
    *("tlp", "communities", "economies", "organisations", "persons", "offices", "marking_digest"),
)
RECORD = (*ENVELOPE, "text", "search", "provenance")
GRANT = ("token", "kind", "published_at", "record_id")
VERSION = ("record_id", "number", "tokens", "marking_words", "by", "at", "content", "provenance")
ACTIVITY = (
    *("record_id", "entered_at", "changed_at", *ActivityColumns.__dataclass_fields__),
    *("sort", "measure", "status", "digest", "updated_at", "shares", "facts", "content"),
)
KEY = ("activity_id", "key", "first", "last")
MEANING = ("activity_id", "row", "said", "laid_out")
REWRITTEN = ("version", "changed_at", "text", "search", "provenance")  # of the envelope, by a new version


@dataclass(frozen=True, slots=True)
class PendingActivity:
    """An activity on its way, its envelope not yet stored."""

    record: Record
    entry: ActivityEntry
    parts: Encoded


def unsaved(entry: ActivityEntry, marking: Marking, *, by: Reader, owner: str) -> PendingActivity:
    parts = encoded(entry)
    record = records.unsaved(
        Activity.KIND, VersionContent(), marking, by=by, owner=owner, natural_key=entry.natural_key
    )
    return PendingActivity(record, entry, parts)


def copy(rows: Sequence[PendingActivity], *, by: Reader) -> None:
    """Store the rows, their grants, first versions and keys. Raises AlreadyThere for a natural key that is taken."""
    try:
        copy_rows(Record, RECORD, map(_record, rows))
    except AlreadyStored as error:
        raise AlreadyThere from error
    granted = sorted(rows[0].record.tokens)  # one marking, one owner, one author
    copy_rows(Grant, GRANT, ((token, *_granted(row)) for row in rows for token in granted))
    copy_rows(Version, VERSION, (_version(row, granted, by) for row in rows))
    copy_rows(Activity, ACTIVITY, map(_activity, rows))
    _derive([(row.record.pk, row.parts.clean) for row in rows])


def changed(record: Record, entry: ActivityEntry, *, by: Reader) -> PendingActivity:
    """An activity with its next version, not yet stored. Only its owner writes."""
    records.require_owner(record, by=by)
    record.version += 1
    record.changed_at = clock.now()
    return PendingActivity(record, entry, encoded(entry))


def rewrite(rows: Sequence[PendingActivity], *, by: Reader) -> None:
    """Store what `changed` made: the rows as they say it now, their new versions and keys."""
    update_rows(Record, REWRITTEN, map(_rewritten, rows))
    copy_rows(Version, VERSION, (_version(row, sorted(row.record.tokens), by) for row in rows))
    columns = ("changed_at", *(name for name in ACTIVITY if name not in ("record_id", "entered_at", "changed_at")))
    update_rows(Activity, columns, ((*_activity(row)[2:], row.record.pk) for row in rows))
    rekey({row.record.pk: row.parts.clean for row in rows})


def rekey(facts: Mapping[UUID, overlap.ActivityFacts]) -> None:
    """Make the keys and meanings of these activities those of their facts, as the engine at hand says them."""
    for model in (ActivityKey, ActivityMeaning):
        model.objects.filter(activity__in=list(facts)).delete()
    _derive(list(facts.items()))


def _derive(facts: Sequence[tuple[UUID, overlap.ActivityFacts]]) -> None:
    """What activities are found by: their keys, and what they are about."""
    found = [(record, overlap.prepare(said)) for record, said in facts]
    rows = laid_out([prepared for _, prepared in found])
    copy_rows(ActivityKey, KEY, ((record, *entry) for record, each in found for entry in stored_under(each)))
    copy_rows(
        ActivityMeaning,
        MEANING,
        (
            (record, meaning(each.activity), packed(each.said), row)
            for (record, each), row in zip(found, rows, strict=True)
        ),
    )


def _rewritten(row: PendingActivity) -> tuple[object, ...]:
    record, parts = row.record, row.parts
    return (record.version, record.changed_at, *_said(parts), record.pk)


def _said(parts: Encoded) -> tuple[str, str, str]:
    """What the envelope repeats of it, in the order of `RECORD`."""
    return (parts.titles, _vector(searched_words(parts.clean)), parts.provenance)


def _vector(words: Sequence[str]) -> str:
    """Words as a search vector. Folded, they hold letters and digits only and are one as they stand, but for those that
    the database reads as a number and a word behind it, in what is searched for too: "56e83ac7"."""
    return " ".join(
        word if number is None else f"{number[0]}:{3 * place + 1} {word[number.end() :]}:{3 * place + 2}"
        for place, (word, number) in enumerate((word, _NUMBER.match(word)) for word in words)
    )


def _record(row: PendingActivity) -> tuple[object, ...]:
    return (*(getattr(row.record, name) for name in ENVELOPE), *_said(row.parts))


def _granted(row: PendingActivity) -> tuple[object, ...]:
    return (row.record.kind, row.record.published_at, row.record.pk)


def _version(row: PendingActivity, granted: list[str], by: Reader) -> tuple[object, ...]:
    record, parts = row.record, row.parts
    words = record.marking.tlp.words
    return (record.pk, record.version, granted, words, by.name, record.changed_at, parts.body, parts.provenance)


def _activity(row: PendingActivity) -> tuple[object, ...]:
    record, entry, parts = row.record, row.entry, row.parts
    columns = columns_of(parts.clean)
    listed = (getattr(columns, name) for name in ActivityColumns.__dataclass_fields__)
    said = (entry.sort, entry.measure, entry.status, entry.digest, entry.updated_at)
    return (record.pk, record.published_at, record.changed_at, *listed, *said, *_trees(parts))


def _trees(parts: Encoded) -> tuple[str, ...]:
    return (parts.shares, parts.facts, parts.content)
