"""Published publications for the search over everything, by their titles and notes."""

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.reader import Reader
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.kernel.seeking import Rows, found_among
from egnatia.language.seeking import Sought
from egnatia.people.addresses import hit_of
from egnatia.reporting.publications.models import Publication


def find(reader: Reader, sought: Sought, span: Span) -> Found:
    rows = Rows(Publication.KIND, Publication.visible_to(reader), ("-record__published_at", "-record_id"))
    return found_among(reader, sought, rows, span, lambda publications: list(map(_hit, publications)))


def _hit(found: Publication) -> Hit:
    return hit_of(found, found.title, found.language, (str(found.as_of.year),))


SEARCHER = Searcher(Publication.KIND, _("Extracts"), 100, find)
