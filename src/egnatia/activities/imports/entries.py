"""From an activity as read to what is stored of it."""

from typing import Any
from uuid import UUID

from egnatia.activities.activities.entries import ActivityEntry
from egnatia.activities.activities.facts import activity_of, economy_of_region
from egnatia.activities.imports.name_queue.names import KnownNames, Unknown, understood
from egnatia.activities.imports.rules import ImportedActivity
from egnatia.formats import Parsed
from egnatia.language import economy_code


def entry_of(
    text: bytes, line: ImportedActivity, *, import_id: UUID, known: KnownNames, unknown: Unknown
) -> ActivityEntry:
    """The entry of one line; names that nobody knows are counted in `unknown`."""
    parsed = Parsed.from_json(text)
    facts = activity_of(parsed)
    unknown.add(facts, parsed, known)
    return ActivityEntry(
        facts=understood(facts, known.answers),
        content=text,
        status=parsed.status[:20],
        shares=_shares(parsed),
        sort=parsed.sort or "project",
        measure=parsed.measure,
        provenance=_provenance(parsed, import_id),
        digest=line.digest,
        natural_key=line.key,
        updated_at=line.updated,
    )


def _shares(parsed: Parsed) -> dict[str, float]:
    found = {}
    for recipient in parsed.economies:
        names = [recipient.code, *(text.text for text in recipient.texts)]
        code = next(filter(None, map(economy_code, names)), "")
        if code and recipient.percentage is not None:
            found[code] = recipient.percentage
    for region in parsed.regions:
        code = economy_of_region(region)
        if code and region.percentage is not None:
            found.setdefault(code, region.percentage)
    return found


def _provenance(parsed: Parsed, import_id: UUID) -> dict[str, Any]:
    """Down to the file and the element in it."""
    read = parsed.provenance
    return {
        "import": str(import_id),
        "file": read.file,
        "element": read.element,
        "line": read.line,
        "publisher": read.publisher,
        "source": read.source,
    }
