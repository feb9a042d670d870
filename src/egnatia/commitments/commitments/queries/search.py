"""Commitments for the search over everything."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.commitments.commitments.models import Commitment
from egnatia.commitments.commitments.queries.visible import ORDER
from egnatia.kernel.reader import Reader
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.kernel.seeking import Rows, found_among
from egnatia.language.seeking import Sought
from egnatia.pages.originals import in_original
from egnatia.people.addresses import hit_of


def find(reader: Reader, sought: Sought, span: Span) -> Found:
    """Exactly named are those of the paragraph, the document or the objective that was typed."""
    typed = sought.typed
    named = Q(paragraph=typed) | Q(source__iexact=typed) | Q(objective=typed)
    rows = Rows(Commitment.KIND, Commitment.visible_to(reader).defer("meaning"), ORDER, named)
    return found_among(reader, sought, rows, span, lambda commitments: list(map(_hit, commitments)))


def _hit(found: Commitment) -> Hit:
    text, lang = in_original(found.text, found.language)
    return hit_of(found, text, lang, (found.source, found.paragraph))


SEARCHER = Searcher(Commitment.KIND, _("Commitments"), 40, find, listed="commitments:commitments")
