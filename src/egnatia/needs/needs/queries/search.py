"""Needs for the search over everything. The newest first: none is ranked across economies."""


from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.full_text_search import SearchScope, found_among
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.language.query_expansion import Sought
from egnatia.needs.needs.fields import NEED, NeedContent
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.presenters import economy_of
from egnatia.people.addresses import hit_of
from egnatia.taxonomy.forum import ForumNames, forum, told
from egnatia.taxonomy.vocabularies import Objectives, objectives


def find(reader: Reader, sought: Sought, span: Span) -> Found:
    """Exactly named are those of the objective whose code was typed."""
    names, known = forum(), objectives()

    def told(needs: list[Need]) -> list[Hit]:
        return [_hit(each, NeedContent(**NEED.known(reader, each)), names, known) for each in needs]

    named = Q(objective=sought.typed)
    rows = SearchScope(
        Need.KIND, Need.visible_to(reader), ("-stated_on", "-record_id"), named, lambda code: Q(economy=code)
    )
    return found_among(reader, sought, rows, span, told)


def _hit(need: Need, said: NeedContent, names: ForumNames, known: Objectives) -> Hit:
    text, lang, _original = told(said.words.texts, *said.words.first())
    about = (economy_of(said.economy, names).name, known.full(said.objective), said.source)
    return hit_of(need, text, lang, about)


SEARCHER = Searcher(Need.KIND, _("Needs"), 20, find, listed="needs:needs")
