"""Activities that name each other, both ways, among those that a reader sees."""

from collections.abc import Iterator

from egnatia import overlap
from egnatia.activities.activities import labels
from egnatia.activities.activities.columns import key_numbers
from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.models import Activity, ActivityKey
from egnatia.activities.activities.presenters.values import Relation
from egnatia.activities.activities.queries.visible import UPDATED
from egnatia.kernel.access.reader import Reader

MOST = 100  # that name it
BACK = {"1": "2", "2": "1", "provider": "receiver", "receiver": "provider"}  # what it is from the other end


def relations(reader: Reader, facts: overlap.ActivityFacts) -> tuple[Relation, ...]:
    """Those that it names, in its order, as links where the reader sees them; then the visible ones that name it."""
    named = tuple(_named(reader, facts))
    known = {(relation.label, relation.record) for relation in named}
    naming = (relation for relation in _naming(reader, facts) if (relation.label, relation.record) not in known)
    return (*named, *dict.fromkeys(naming))


def _named(reader: Reader, facts: overlap.ActivityFacts) -> Iterator[Relation]:
    wanted = {reference.identifier for reference in facts.references}
    rows = Activity.visible_to(reader).filter(identifier__in=wanted).annotate(updated=UPDATED)
    seen = {row.identifier: row for row in rows.order_by("updated", "record_id").defer("content", "facts")}
    for reference in facts.references:
        yield _relation(reference.kind, reference.identifier, seen.get(reference.identifier))


def _naming(reader: Reader, facts: overlap.ActivityFacts) -> Iterator[Relation]:
    """Of several records with one identifier the newest; found by the keys that the match engine finds them by."""
    own = set(facts.identifiers)
    keys = overlap.keys(overlap.prepare(overlap.ActivityFacts(ref="", identifiers=facts.identifiers)))
    sharing = ActivityKey.objects.filter(key__in=key_numbers(keys)).values("activity")
    rows = Activity.visible_to(reader).filter(pk__in=sharing).exclude(pk=facts.ref).annotate(updated=UPDATED)
    latest = list(rows.order_by("-updated", "-record_id").defer("content")[:MOST])
    newest = {row.identifier or str(row.pk): row for row in reversed(latest)}
    for row in sorted(newest.values(), key=lambda row: (row.sorted_title, row.pk)):
        for reference in facts_of(row.facts, row.pk).references:
            if reference.identifier in own and row.identifier not in own:
                yield _relation(BACK.get(reference.kind, reference.kind), row.identifier, row)


def _relation(kind: str, identifier: str, seen: Activity | None) -> Relation:
    label = labels.label(labels.RELATION, kind)
    if seen is None:
        return Relation(label, identifier)
    return Relation(label, identifier, seen.pk, seen.title, seen.language)
