"""The sheet of a request, with what the organisation may read at this moment."""

from django.utils import translation

from egnatia.kernel.forum import forum
from egnatia.mapping.activities.queries.vocabulary import vocabulary
from egnatia.mapping.activities.rows import row_of
from egnatia.mapping.partners.models import PartnerRequest
from egnatia.mapping.partners.queries.live import by_session
from egnatia.mapping.partners.queries.rows import rows_now
from egnatia.mapping.partners.rules import may_be_mailed
from egnatia.mapping.partners.sheet import table_of
from egnatia.pages.downloads import Table


def sheet_of(request: PartnerRequest) -> Table:
    """In the language of the request."""
    with translation.override(request.language):
        names = forum()
        rows = [row_of(activity, names, {}, 1) for _row, activity in rows_now(request) if activity]
        return table_of(rows, vocabulary(), names.footnote)


def sheet_of_session(secret: str) -> Table | None:
    """None where the session opens nothing now."""
    request = by_session(secret).select_related("organisation").first() if secret else None
    return sheet_of(request) if request else None


def goes_by_mail(request: PartnerRequest) -> bool:
    """Whether every row may stand in a letter; else the sheet is taken through the link."""
    return all(may_be_mailed(activity.record.tlp) for _row, activity in rows_now(request) if activity)
