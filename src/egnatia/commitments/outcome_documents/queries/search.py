"""Documents under review for the search over everything, by their titles."""

from django.utils.translation import gettext_lazy as _

from egnatia.commitments.outcome_documents.models import Outcome
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.full_text_search import SearchScope, found_among
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.language.query_expansion import Sought
from egnatia.people.addresses import hit_of


def find(reader: Reader, sought: Sought, span: Span) -> Found:
    rows = SearchScope(Outcome.KIND, Outcome.visible_to(reader), ("-record__changed_at", "-record_id"))
    return found_among(reader, sought, rows, span, lambda documents: list(map(_hit, documents)))


def _hit(found: Outcome) -> Hit:
    said = (str(found.agreed_on.year),) if found.agreed_on else ()
    return hit_of(found, found.title, found.language, said)


SEARCHER = Searcher(Outcome.KIND, _("Documents"), 58, find, members=True)
