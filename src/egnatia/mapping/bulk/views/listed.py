"""All that a list shows under the filters of its address."""

from uuid import UUID

from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.mapping.activities.forms.filtering import FilterForm as ActivityFilter
from egnatia.mapping.activities.queries.listing import records_of
from egnatia.mapping.activities.queries.organisations import resolved
from egnatia.mapping.activities.queries.vocabulary import vocabulary
from egnatia.mapping.bulk.rules import ACTIVITIES, MOST, NEEDS
from egnatia.mapping.needs.forms.filtering import FilterForm as NeedFilter
from egnatia.mapping.needs.queries.listing import Asking
from egnatia.mapping.needs.queries.objectives import objectives

LISTS = {ACTIVITIES: "mapping:activities", NEEDS: "mapping:needs"}


def all_of(request: ReaderRequest, listed: str) -> tuple[UUID, ...]:
    """One more than may be changed at once where there are more."""
    if listed == ACTIVITIES:
        form = ActivityFilter(request.GET, names=forum(), vocabulary=vocabulary())
        filters, _offer = resolved(request.reader, form.filters)
        return records_of(request.reader, filters, most=MOST + 1)
    names, framework = forum(), objectives()
    wanted = NeedFilter(request.GET, names=names, objectives=framework).filters
    return Asking(request.reader, names, framework).records(wanted, most=MOST + 1)
