"""All that a list shows under the filters of its address."""

from uuid import UUID

from egnatia.activities.activities.forms.filtering import FilterForm as ActivityFilter
from egnatia.activities.activities.queries.listing import records_of
from egnatia.activities.activities.queries.organisations import resolved
from egnatia.activities.activities.queries.vocabulary import vocabulary
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.needs.bulk_changes.rules import ACTIVITIES, MOST, NEEDS
from egnatia.needs.needs.forms.filtering import FilterForm as NeedFilter
from egnatia.needs.needs.queries.listing import Asking
from egnatia.needs.needs.queries.objectives import objectives

LISTS = {ACTIVITIES: "activities:activities", NEEDS: "needs:needs"}


def all_of(request: ReaderRequest, listed: str) -> tuple[UUID, ...]:
    """One more than may be changed at once where there are more."""
    if listed == ACTIVITIES:
        form = ActivityFilter(request.GET, names=forum(), vocabulary=vocabulary())
        filters, _offer = resolved(request.reader, form.filters)
        return records_of(request.reader, filters, most=MOST + 1)
    names, framework = forum(), objectives()
    wanted = NeedFilter(request.GET, names=names, objectives=framework).filters
    return Asking(request.reader, names, framework).records(wanted, most=MOST + 1)
