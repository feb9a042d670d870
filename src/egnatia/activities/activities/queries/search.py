"""Activities for the search over everything: of several with one identifier the newest, as in their list."""


from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.columns import titles_by_language
from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries.visible import ORDERS, in_economy, newest_of_each, of_identifier
from egnatia.activities.activities.rows import MOST_NAMED, economy_names, who_of
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.feed import of_few
from egnatia.kernel.full_text_search import SearchScope, found_among
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.language.query_expansion import Sought
from egnatia.people.addresses import hit_of
from egnatia.taxonomy.forum import ForumNames, forum, told


def find(reader: Reader, sought: Sought, span: Span) -> Found:
    seen = newest_of_each(reader).filter(of_few(reader, Activity.KIND)).defer("content", "digest")
    rows = SearchScope(Activity.KIND, seen, ORDERS["newest"], of_identifier(sought.typed), in_economy, many=True)
    names = forum()
    return found_among(reader, sought, rows, span, lambda activities: [_hit(each, names) for each in activities])


def _hit(activity: Activity, names: ForumNames) -> Hit:
    where = economy_names(activity.economies, names)
    more = (f"+ {len(where) - MOST_NAMED}",) if len(where) > MOST_NAMED else ()
    facts = facts_of(activity.facts, activity.pk)
    who = who_of(facts)
    said = (*who, ", ".join((*where[:MOST_NAMED], *more)), _years(activity))
    title, lang, _original = told(titles_by_language(facts), activity.title, activity.language)
    return hit_of(activity, title, lang, said)


def _years(activity: Activity) -> str:
    years = dict.fromkeys(str(day.year) for day in (activity.starts, activity.ends) if day)
    return " – ".join(years)


SEARCHER = Searcher(Activity.KIND, _("Activities"), 10, find, listed="activities:activities", many=True)
