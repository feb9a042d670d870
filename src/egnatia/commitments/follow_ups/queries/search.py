"""Follow-ups for the search over everything: by what was said, who carries it out, and how far it is."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.commitments.follow_ups import labels
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.rows import economy_of
from egnatia.kernel.forum import ForumNames, forum
from egnatia.kernel.reader import Reader
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.kernel.seeking import Rows, found_among
from egnatia.language.seeking import Sought
from egnatia.pages.labels import label
from egnatia.pages.originals import in_original
from egnatia.people.addresses import hit_of


def find(reader: Reader, sought: Sought, span: Span) -> Found:
    seen = FollowUp.visible_to(reader).select_related("record", "commitment").defer("commitment__meaning")
    order = ("-record__changed_at", "-record_id")
    rows = Rows(FollowUp.KIND, seen, order, in_economy=lambda code: Q(economy=code))
    names = forum()
    return found_among(reader, sought, rows, span, lambda follow_ups: [_hit(each, names) for each in follow_ups])


def _hit(found: FollowUp, names: ForumNames) -> Hit:
    """Where nothing was said in words, what it follows up: whoever sees it sees that too."""
    commitment = found.commitment
    text, lang = in_original(found.text, found.language)
    if not text:
        text, lang = in_original(commitment.text, commitment.language)
    who = economy_of(found.economy_id, names).name if found.economy_id else ""
    said = (who, label(labels.POSITION, found.position), found.responsible, commitment.source, commitment.paragraph)
    return hit_of(found, text, lang, said)


SEARCHER = Searcher(FollowUp.KIND, _("Follow-ups"), 50, find)
