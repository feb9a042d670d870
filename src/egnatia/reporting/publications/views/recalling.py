from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import members_only
from egnatia.reporting.publications.actions import recall_publication, require_secretariat
from egnatia.reporting.publications.queries.visible import publication_seen_by


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def recall(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Asks first; the deed itself is a POST."""
    if request.method == "POST":
        recall_publication(record, by=request.reader)
        messages.success(request, _("Recalled. Nobody reads it any more."))
        return redirect("public:publications")
    require_secretariat(request.reader)
    publication = publication_seen_by(request.reader, record)
    return render(request, "reporting/publications/recall.html", {"publication": publication})
