"""What somebody changed many at once, and its undo."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from egnatia.activities.activities.queries.vocabulary import vocabulary
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.needs.bulk_changes.actions.undoing import undo
from egnatia.needs.bulk_changes.queries.done import MOST_LISTED, change_page, changes_of
from egnatia.needs.bulk_changes.queries.naming import Words
from egnatia.people.access import members_only


@require_safe
@members_only
def changes(request: ReaderRequest) -> HttpResponse:
    rows = changes_of(Words(request.reader, forum(), vocabulary()))
    return render(request, "needs/bulk_changes/changes.html", {"rows": rows, "most": MOST_LISTED})


@require_safe
@members_only
def change(request: ReaderRequest, change: UUID) -> HttpResponse:
    found = change_page(Words(request.reader, forum(), vocabulary()), change)
    return render(request, "needs/bulk_changes/change.html", {"change": found, "row": found.row})


@require_POST
@members_only
def undoing(request: ReaderRequest, change: UUID) -> HttpResponse:
    undone = undo(change, by=request.reader)
    if undone.stay:
        said = _("%(back)s put back; %(stay)s stay as they are now: see below.")
        messages.warning(request, said % {"back": undone.back, "stay": undone.stay})
    else:
        messages.success(request, _("%(back)s put back.") % {"back": undone.back})
    if undone.waits:
        messages.warning(
            request,
            _("%(count)s get their wider marking back once a second person agrees.") % {"count": undone.waits},
        )
    return redirect("needs:bulk-change", change)
