"""Rounds for the search over everything, by their titles."""

from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.labels import label
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.full_text_search import SearchScope, found_among
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.language.query_expansion import Sought
from egnatia.people.addresses import hit_of
from egnatia.rounds.rounds import labels
from egnatia.rounds.rounds.models import Round


def find(reader: Reader, sought: Sought, span: Span) -> Found:
    rows = SearchScope(Round.KIND, Round.visible_to(reader), ("-closes", "-record_id"))
    return found_among(reader, sought, rows, span, lambda rounds: list(map(_hit, rounds)))


def _hit(found: Round) -> Hit:
    said = (label(labels.SORT, found.sort), str(found.closes.year))
    return hit_of(found, found.title, "", said)


SEARCHER = Searcher(Round.KIND, _("Mapping rounds"), 70, find, members=True)
