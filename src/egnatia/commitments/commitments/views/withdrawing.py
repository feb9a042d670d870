from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.commitments.commitments.actions import restore_commitment, withdraw_commitment
from egnatia.commitments.commitments.queries.one import editable_by
from egnatia.commitments.commitments.queries.visible import rows_of, words_for
from egnatia.commitments.commitments.queries.withdrawn import MOST, withdrawn_seen_by
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import members_only


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def withdrawal(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Asks first; the deed itself is a POST."""
    if request.method == "POST":
        withdraw_commitment(record, by=request.reader)
        messages.success(request, _("Withdrawn. Nobody sees it any more; you can restore it here."))
        return redirect("commitments:withdrawn")
    editable_by(request.reader, record)
    (row,) = rows_of(request.reader, [record], words_for(forum()))
    return render(request, "commitments/commitments/withdrawal.html", {"row": row})


@require_safe
@members_only
def withdrawn(request: ReaderRequest) -> HttpResponse:
    rows = withdrawn_seen_by(request.reader)
    return render(request, "commitments/commitments/withdrawn.html", {"rows": rows, "most": MOST})


@require_POST
@members_only
def restoration(request: ReaderRequest, record: UUID) -> HttpResponse:
    restore_commitment(record, by=request.reader)
    messages.success(request, _("Restored: the same readers see it again."))
    return redirect("commitments:commitment", record)
