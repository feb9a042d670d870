"""One activity as its page shows it, for a reader who may see it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from egnatia import overlap
from egnatia.activities.activities import labels
from egnatia.activities.activities.columns import folded_name, key_numbers
from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.models import Activity, ActivityKey
from egnatia.activities.activities.presenters import bodies, content, money, origin
from egnatia.activities.activities.presenters.difference import ActivityStatement, StatementComparison
from egnatia.activities.activities.presenters.page import ActivityContent, ActivityPage
from egnatia.activities.activities.presenters.values import OtherVersion, Relation
from egnatia.activities.activities.queries.visible import UPDATED
from egnatia.formats import Parsed
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.audience import Group, audience_of
from egnatia.kernel.faults import NotFound
from egnatia.kernel.models import Organisation, Record
from egnatia.kernel.records.lifecycle import may_write
from egnatia.kernel.records.versions import versions_seen_by
from egnatia.pages.concepts import chips
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.vocabularies import Vocabulary


def activity_row(reader: Reader, record: UUID) -> Activity:
    """The stored activity. Raises NotFound where there is none that the reader sees."""
    found = Activity.visible_to(reader).filter(pk=record).first()
    if not isinstance(found, Activity) or not may_read(reader, found.record.envelope).allowed:
        raise NotFound
    return found


@dataclass(frozen=True, slots=True)
class ActivityDetailQuery:
    """Who asks, and in which words they are answered."""

    reader: Reader
    names: ForumNames
    vocabulary: Vocabulary

    def page(self, record: UUID) -> ActivityPage:
        """The page of an activity. Raises NotFound where there is none that the reader sees."""
        activity = activity_row(self.reader, record)
        facts = facts_of(activity.facts, activity.pk)
        comparing = StatementComparison(self.names, self.vocabulary)
        versions = self._versions(activity)
        envelope = activity.record.envelope
        return ActivityPage(
            id=activity.pk,
            sort=labels.sort_words(activity.sort, activity.measure),
            sort_code=activity.sort,
            status=labels.label(labels.STATUS, activity.status),
            band=labels.label(labels.BAND, facts.band),
            facts=facts,
            told=self._told(activity, facts),
            relations=relations(self.reader, facts),
            versions=tuple(_other(each, activity) for each in versions),
            conflicts=comparing.conflicts(_account(activity), map(_account, versions)),
            history=comparing.history(versions_seen_by(self.reader, activity.pk, Activity.KIND), activity.pk),
            marking=envelope.marking,
            verdict=may_read(self.reader, envelope),
            audience=self._audience(envelope.marking, activity.record),
            owner=self._owner(activity.record),
            writable=may_write(self.reader, activity.record),
        )

    def _told(self, activity: Activity, facts: overlap.ActivityFacts) -> ActivityContent:
        parsed = Parsed.from_builtins(activity.content) if activity.content else None
        organisations = organisations_by_name(self.reader, bodies.names(facts, parsed))
        provenance = activity.record.provenance
        return ActivityContent(
            titles=content.titles(facts),
            chips=chips(content.compared(facts)),
            descriptions=content.descriptions(facts, parsed),
            roles=bodies.roles(facts, parsed, organisations),
            economies=content.economies(facts, activity.shares, parsed, self.names),
            places=content.places(facts, parsed),
            purposes=content.purposes(facts, parsed, self.vocabulary),
            classifications=content.classifications(parsed),
            dates=origin.dates(parsed),
            money=money.lines(parsed),
            identifiers=origin.identifiers(facts, parsed),
            origin=origin.origin(provenance, activity.source, parsed),
            unused=origin.unused(parsed),
            left_out=origin.left_out(parsed),
        )

    def _versions(self, activity: Activity) -> list[Activity]:
        """The other visible records with its identifier, the newest first."""
        rows = Activity.visible_to(self.reader).filter(identifier=activity.identifier).exclude(pk=activity.pk)
        if not activity.identifier:
            rows = rows.none()
        return list(rows.annotate(updated=UPDATED).order_by("-updated", "-record_id").defer("content"))

    def _audience(self, marking: Marking, record: Record) -> tuple[Group, ...]:
        """Nobody but members asks who they are."""
        if self.reader.is_anonymous:
            return ()
        return audience_of(marking, owner=str(record.owner_id), author=record.author, asker=self.reader)

    def _owner(self, record: Record) -> str:
        """Its name, where the reader may know of the organisation."""
        names = Organisation.visible_to(self.reader).filter(pk=record.owner_id).values_list("name", flat=True)
        return names.first() or ""


def organisations_by_name(reader: Reader, written: Collection[str]) -> dict[str, UUID]:
    """The visible organisations that are called so, by folded name."""
    folded = {folded_name(name) for name in written}
    called = Q(names__folded__in=sorted(folded)) | Q(name__in=sorted(written))
    rows = Organisation.visible_to(reader).filter(called).order_by("-pk").values_list("pk", "name", "names__folded")
    found = {name: pk for pk, main, other in rows for name in (folded_name(main), other) if name}
    return {name: found[name] for name in folded if name in found}


def _account(activity: Activity) -> ActivityStatement:
    return ActivityStatement(facts_of(activity.facts, activity.pk), activity.status, activity.sort, activity.measure)


def _other(row: Activity, here: Activity) -> OtherVersion:
    here_updated = here.updated_at or here.entered_at
    updated = row.updated_at or row.entered_at
    return OtherVersion(
        record=row.pk,
        source=row.source,
        tlp=row.record.marking.tlp.words,
        updated=updated,
        newer=(updated, row.pk) > (here_updated, here.pk),
    )


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
