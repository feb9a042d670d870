"""Published extracts for the search over everything, by their titles and notes."""

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.reader import Reader
from egnatia.kernel.searching import Found, Hit, Searcher, Span, searched
from egnatia.kernel.seeking import Rows, found_among
from egnatia.language.seeking import Sought
from egnatia.mapping.extracts.models import Extract
from egnatia.people.addresses import hit_of


def find(reader: Reader, sought: Sought, span: Span) -> Found:
    rows = Rows(Extract.KIND, Extract.visible_to(reader), ("-record__published_at", "-record_id"))
    return found_among(reader, sought, rows, span, lambda extracts: list(map(_hit, extracts)))


def _hit(found: Extract) -> Hit:
    return hit_of(found, found.title, found.language, (str(found.as_of.year),))


searched(Searcher(Extract.KIND, _("Extracts"), 100, find))
