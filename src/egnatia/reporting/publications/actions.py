"""Publishing a publication and recalling it. Each is one transaction and one audit event."""

from uuid import UUID

import msgspec
from django.db import transaction

from egnatia.activities.activities.columns import folded_name
from egnatia.activities.activities.models import Activity
from egnatia.kernel import records
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.models import Record
from egnatia.kernel.records import VersionContent, audit
from egnatia.needs.matrix.queries.tallies import MatrixQuery
from egnatia.needs.needs.models import Need
from egnatia.reporting.publications.models import Publication, PublicationSource
from egnatia.reporting.publications.queries import PublicationSources, gathered, publication_seen_by
from egnatia.reporting.publications.rules import PublicationContent, may_publish
from egnatia.reporting.snapshots.sources import FrozenWork, SourceRecord


class SourcesChanged(Exception):  # noqa: N818 - said as the page says it
    """What it would rest on is not what was looked at."""


@transaction.atomic
def publish_publication(
    said: PublicationContent,
    marking: Marking,
    asking: MatrixQuery,
    *,
    expected: str | None = None,
    pressed: str | None = None,
) -> UUID:
    """Freeze and publish the part of the matrix that `asking` asks for, under a marking.

    `expected` is the fingerprint of what was looked at, None where nobody did; `pressed` the key of the form that it is
    published with. Raises ChangedMeanwhile for another fingerprint, AlreadyThere where the form published one before,
    NotAllowed("secretariat") for anybody but the secretariat's desk, ("publication-size") beyond the limit.
    """
    by = asking.reader
    require_secretariat(by)
    found = gathered(asking, marking.tokens(owner=by.organisation, author=by.person), said.part)
    if expected not in (None, found.fingerprint):
        raise SourcesChanged
    if found.too_many:
        raise NotAllowed("publication-size")
    record = records.create(Publication.KIND, _content(said, found), marking, by=by, natural_key=pressed)
    publication: Publication = Publication.objects.create(
        record=record,
        title=said.title,
        note=said.note,
        limits=said.limits,
        language=said.language,
        as_of=said.as_of,
        level=said.part.level,
        under=said.part.under,
        all_rows=said.part.all_rows,
        all_columns=said.part.all_columns,
        asked=dict(said.asked),
    )
    PublicationSource.objects.bulk_create(_stored(publication, source) for source in found.sources)
    audit.record(
        "published", Publication.KIND, publication.pk, by=by, sources=len(found.sources), tlp=marking.tlp.value
    )
    return record.pk


@transaction.atomic
def recall_publication(record: UUID, *, by: Reader) -> None:
    """Take it from everybody's sight at the next request. Nothing is deleted; another one may be published."""
    require_secretariat(by)
    records.hold(record)
    found = publication_seen_by(by, record)
    records.withdraw(Record.objects.get(pk=found.row.id), by=by)
    audit.record("recalled", Publication.KIND, record, by=by)


def require_secretariat(by: Reader) -> None:
    if not may_publish(by):
        raise NotAllowed("secretariat")


def _content(said: PublicationContent, found: PublicationSources) -> VersionContent:
    texts = " ".join(folded_name(text) for text in (said.title, said.note, said.limits))
    rests_on = [[str(source.record), source.version] for source in found.sources]
    body = {"title": said.title, "note": said.note, "limits": said.limits, "as_of": said.as_of.isoformat()}
    return VersionContent({said.language: said.title}, texts, {**body, "asked": dict(said.asked), "rests_on": rests_on})


def _stored(publication: Publication, source: SourceRecord) -> PublicationSource:
    return PublicationSource(
        publication=publication,
        record_id=source.record,
        kind=Activity.KIND if isinstance(source.frozen, FrozenWork) else Need.KIND,
        version=source.version,
        tokens=sorted(source.tokens),
        content=msgspec.to_builtins(source.frozen),
    )
