"""The page of a follow-up, and saying that it is true still."""

from uuid import UUID

import msgspec
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from egnatia.commitments.follow_ups.fields import FOLLOW_UP
from egnatia.commitments.follow_ups.queries import follow_up_row, page_of
from egnatia.kernel import clock
from egnatia.kernel.faults import ChangedMeanwhile
from egnatia.kernel.records import lifecycle
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.forms import version_of
from egnatia.people.access import members_only
from egnatia.taxonomy.forum import forum


@require_safe
def follow_up(request: ReaderRequest, record: UUID) -> HttpResponse:
    page = page_of(request.reader, record, forum())
    return render(request, "commitments/follow_ups/page.html", {"shown": page, "row": page.row})


@require_POST
@members_only
def still_true(request: ReaderRequest, record: UUID) -> HttpResponse:
    """What is written under progress is a report of today."""
    said = FOLLOW_UP.said(follow_up_row(request.reader, record))
    today = msgspec.structs.replace(said, reported_on=clock.today())
    try:
        lifecycle.change(FOLLOW_UP, record, today, expected=version_of(request.POST), by=request.reader)
    except ChangedMeanwhile:
        messages.warning(
            request, _("Someone else has changed this record in the meantime. Check the changes, then save again.")
        )
    else:
        messages.success(request, _("Saved as a new version."))
    return redirect("commitments:follow-up", record)
