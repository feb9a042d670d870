"""The sheet of a request, with what the organisation may read at this moment."""

from django.utils import translation

from egnatia.activities.activities.rows import row_of
from egnatia.activities.partners.models import PartnerRequest
from egnatia.activities.partners.queries.rows import rows_now
from egnatia.activities.partners.rules import may_be_mailed
from egnatia.activities.partners.sheet import table_of
from egnatia.pages.downloads import DownloadTable
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import vocabulary


def sheet_of(request: PartnerRequest) -> DownloadTable:
    """In the language of the request."""
    with translation.override(request.language):
        names = forum()
        rows = [row_of(activity, names, {}, 1) for _row, activity in rows_now(request) if activity]
        return table_of(rows, vocabulary(), names.footnote)


def sheet_of_session(secret: str) -> DownloadTable | None:
    """None where the session opens nothing now."""
    request = PartnerRequest.by_session(secret).select_related("organisation").first()
    return sheet_of(request) if request else None


def goes_by_mail(request: PartnerRequest) -> bool:
    """Whether every row may stand in a letter; else the sheet is taken through the link."""
    return all(may_be_mailed(activity.record.tlp) for _row, activity in rows_now(request) if activity)
