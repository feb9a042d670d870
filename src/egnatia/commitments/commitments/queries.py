"""The commitments that a reader sees, in lists and in the results of a search."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from egnatia.commitments.commitments.fields import COMMITMENT
from egnatia.commitments.commitments.models import Commitment
from egnatia.commitments.commitments.rows import CommitmentLabels, CommitmentRow, row_of
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.full_text_search import SearchScope, found_among
from egnatia.kernel.models import RecordQuerySet
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.language.query_expansion import Sought
from egnatia.people.addresses import hit_of
from egnatia.taxonomy.forum import ForumNames, community_names, told
from egnatia.taxonomy.vocabularies import terms

ORDER = (F("agreed_on").desc(nulls_last=True), "source", "place", "paragraph", "pk")


def commitment_row(reader: Reader, record: UUID) -> Commitment:
    """The stored commitment. Raises NotFound where there is none that the reader sees."""
    found = Commitment.visible_to(reader).filter(pk=record).first()
    if not isinstance(found, Commitment) or not may_read(reader, found.record.envelope).allowed:
        raise NotFound
    return found


def in_order(rows: RecordQuerySet) -> RecordQuerySet:
    """The newest document first, and inside by paragraph."""
    ordered: RecordQuerySet = rows.order_by(*ORDER)
    return ordered


def words_for(names: ForumNames) -> CommitmentLabels:
    """What rows are made with, asked once for a page."""
    return CommitmentLabels(names, community_names(), terms("objective"))


def rows_of(reader: Reader, records: Collection[UUID], words: CommitmentLabels) -> tuple[CommitmentRow, ...]:
    """The rows of those of the given commitments that the reader sees, in the order given."""
    seen = Commitment.visible_to(reader).defer("record__search", "meaning").in_bulk(list(records))
    found = [seen[record] for record in records if record in seen]
    return tuple(row_of(reader, each, words) for each in found if may_read(reader, each.record.envelope).allowed)


def _find(reader: Reader, sought: Sought, span: Span) -> Found:
    """Exactly named are those of the paragraph, the document or the objective that was typed."""
    typed = sought.typed
    named = Q(paragraph=typed) | Q(source__iexact=typed) | Q(objective=typed)
    rows = SearchScope(Commitment.KIND, Commitment.visible_to(reader).defer("meaning"), ORDER, named)
    return found_among(reader, sought, rows, span, lambda found: [_hit(reader, each) for each in found])


def _hit(reader: Reader, found: Commitment) -> Hit:
    known = COMMITMENT.known(reader, found)
    text, lang, _original = told(known["text"].texts, *known["text"].first())
    return hit_of(found, text, lang, (known["source"], known["paragraph"]))


SEARCHER = Searcher(Commitment.KIND, _("Commitments"), 40, _find, listed="commitments:commitments")
