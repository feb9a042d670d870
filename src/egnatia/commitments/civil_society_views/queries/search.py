"""Views of civil society for the search over everything."""

from django.utils.translation import gettext_lazy as _

from egnatia.commitments.civil_society_views.models import Observation
from egnatia.kernel.reader import Reader
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.kernel.seeking import Rows, found_among
from egnatia.language.seeking import Sought
from egnatia.pages.originals import in_original
from egnatia.people.addresses import hit_of


def find(reader: Reader, sought: Sought, span: Span) -> Found:
    rows = Rows(Observation.KIND, Observation.visible_to(reader), ("-record__created_at", "-record_id"))
    return found_among(reader, sought, rows, span, lambda views: list(map(_hit, views)))


def _hit(found: Observation) -> Hit:
    text, lang = in_original(found.text, found.language)
    return hit_of(found, text, lang, (str(found.record.created_at.year),))


SEARCHER = Searcher(Observation.KIND, _("Views of civil society"), 55, find, members=True)
