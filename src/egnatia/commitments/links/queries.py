"""Records of other domains beside a commitment, as far as a reader sees them, and which may be joined to it."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.utils.translation import gettext_lazy as _

from egnatia.commitments.commitments.fields import COMMITMENT
from egnatia.commitments.commitments.models import Commitment
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Record, seen
from egnatia.kernel.records.links import LinkRow, links_seen_by
from egnatia.kernel.rooms import RelatedRecord
from egnatia.language.query_expansion import search_expression
from egnatia.pages.labels import Labels, label
from egnatia.people.addresses import page_of
from egnatia.taxonomy.forum import in_language, told

RELATIONS = {"activity": "carries out", "need": "needed for"}  # by the kind of the record; from it to the commitment
MOST_OFFERED = 20
KIND: Labels = {"activity": _("activity"), "need": _("need"), "commitment": _("commitment"), "outcome": _("document")}


@dataclass(frozen=True, slots=True)
class JoinedRow:
    """A record that is, or may be, joined. `link` is between the two; `own` where the reader may take it back."""

    id: UUID
    kind: str
    kind_words: str
    title: str
    url: str
    tlp: str
    link: UUID | None = None
    own: bool = False


def joined_to(reader: Reader, commitment: UUID) -> tuple[JoinedRow, ...]:
    """Activities, needs, other commitments and documents that stand beside it, in the order in which they were joined.

    Each once, whoever else joined it too; the reader's own link where they made one. Two queries, whatever there is.
    """
    links = [each for each in links_seen_by(reader, commitment) if each.other_kind in KIND]
    first: dict[UUID, LinkRow] = {}
    for each in sorted(links, key=lambda link: not link.own):
        first.setdefault(each.other, each)
    records = _titled(list(first))
    own = {each.id for each in first.values()}
    return tuple(_row(records[each.other], link=each, strong=reader.strong) for each in links if each.id in own)


def offered(reader: Reader, typed: str) -> tuple[JoinedRow, ...]:
    """Activities and needs that a search finds among those that the reader sees, the newest first."""
    expression = search_expression(typed)
    if not expression:
        return ()
    query = SearchQuery(expression, search_type="raw", config="simple")
    found = Record.objects.filter(seen(reader, "pk", *RELATIONS), search=query)
    return tuple(_row(each) for each in found.defer("search").order_by("-published_at", "-pk")[:MOST_OFFERED])


def agreements_beside(reader: Reader, record: UUID) -> tuple[RelatedRecord, ...]:
    """The commitments that an activity carries out, or a need is behind, each once. Two queries, whatever there is."""
    links = [each for each in links_seen_by(reader, record) if each.outgoing and each.relation in RELATIONS.values()]
    found = Commitment.visible_to(reader).defer("record__search", "meaning").in_bulk([each.other for each in links])
    rows = [found[record] for record in dict.fromkeys(each.other for each in links) if record in found]
    return tuple(_beside(reader, each) for each in rows if may_read(reader, each.record.envelope).allowed)


def _beside(reader: Reader, commitment: Commitment) -> RelatedRecord:
    known = COMMITMENT.known(reader, commitment)
    words, lang, _original = told(known["text"].texts, *known["text"].first())
    return RelatedRecord(
        title=words,
        lang=lang,
        source=known["source"],
        url=page_of(Commitment.KIND, commitment.pk),
        tlp=commitment.record.marking.tlp.words,
    )


def _titled(records: Collection[UUID]) -> dict[UUID, Record]:
    """Only of records that `links_seen_by` let through."""
    return Record.objects.defer("search").in_bulk(list(records))


def _row(record: Record, *, link: LinkRow | None = None, strong: bool = False) -> JoinedRow:
    return JoinedRow(
        id=record.pk,
        kind=record.kind,
        kind_words=label(KIND, record.kind),
        title=in_language(record.text),
        url=page_of(record.kind, record.pk),
        tlp=record.marking.tlp.words,
        link=link.id if link else None,
        own=bool(link and link.own and strong),
    )
