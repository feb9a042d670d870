"""Snapshots for the search over everything, by their titles and the words that are adopted with them."""

from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.labels import label
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.full_text_search import SearchScope, found_among
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.language.query_expansion import Sought
from egnatia.people.addresses import hit_of
from egnatia.reporting.snapshots import labels
from egnatia.reporting.snapshots.models import Snapshot
from egnatia.reporting.snapshots.queries.visible import HEAVY


def find(reader: Reader, sought: Sought, span: Span) -> Found:
    rows = SearchScope(Snapshot.KIND, Snapshot.visible_to(reader).defer(*HEAVY), ("-frozen_at", "-record_id"))
    return found_among(reader, sought, rows, span, lambda snapshots: list(map(_hit, snapshots)))


def _hit(found: Snapshot) -> Hit:
    said = (label(labels.STATE, found.state_today), str(found.as_of.year))
    return hit_of(found, found.title, found.language, said)


SEARCHER = Searcher(Snapshot.KIND, _("Round results"), 80, find, members=True)
