"""Needs for the search over everything. The newest first: none is ranked across economies."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.forum import forum
from egnatia.kernel.reader import Reader
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.kernel.seeking import Rows, found_among
from egnatia.language.seeking import Sought
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.queries.objectives import objectives
from egnatia.needs.needs.rows import economy_of
from egnatia.pages.originals import in_original
from egnatia.people.addresses import hit_of


def find(reader: Reader, sought: Sought, span: Span) -> Found:
    """Exactly named are those of the objective whose code was typed."""
    names, known = forum(), objectives()

    def told(needs: list[Need]) -> list[Hit]:
        said = [(economy_of(each.economy_id, names).name, known.full(each.objective), each.source) for each in needs]
        return [_hit(each, words) for each, words in zip(needs, said, strict=True)]

    named = Q(objective=sought.typed)
    rows = Rows(Need.KIND, Need.visible_to(reader), ("-stated_on", "-record_id"), named, lambda code: Q(economy=code))
    return found_among(reader, sought, rows, span, told)


def _hit(need: Need, said: tuple[str, ...]) -> Hit:
    text, lang = in_original(need.text, need.language)
    return hit_of(need, text, lang, said)


SEARCHER = Searcher(Need.KIND, _("Needs"), 20, find, listed="needs:needs")
