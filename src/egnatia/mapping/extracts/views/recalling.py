from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from egnatia.kernel.requests import ReaderRequest
from egnatia.mapping.extracts.actions.publishing import recall_extract, require_secretariat
from egnatia.mapping.extracts.queries.reading import extract_seen_by
from egnatia.people.access import members_only


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def recall(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Asks first; the deed itself is a POST."""
    if request.method == "POST":
        recall_extract(record, by=request.reader)
        messages.success(request, _("Recalled. Nobody reads it any more."))
        return redirect("public:extracts")
    require_secretariat(request.reader)
    extract = extract_seen_by(request.reader, record)
    return render(request, "mapping/extracts/recall.html", {"extract": extract})
