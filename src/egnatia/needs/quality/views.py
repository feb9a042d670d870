"""Pages of data quality: the numbers, the activities behind each, and withdrawing duplicates."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from egnatia.activities.activities.actions import restore_several, withdraw_several
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.needs.bulk_changes.forms import CHOICE, choice_of, choice_packed, ticked
from egnatia.needs.quality.queries import (
    DUPLICATES,
    MOST,
    MOST_GROUPED,
    check_named,
    duplicates_of,
    left_of_each,
    own_found,
    page_of,
    summary_for,
)
from egnatia.pages.pagination import page_number
from egnatia.people.access import members_only
from egnatia.taxonomy.forum import forum


@expensive("GET", "HEAD")
@require_safe
@members_only
def quality(request: ReaderRequest) -> HttpResponse:
    """How many activities lack something, and what follows from it."""
    return render(request, "needs/quality/page.html", {"summary": summary_for(request.reader)})


@expensive("GET", "HEAD")
@require_safe
@members_only
def check(request: ReaderRequest, code: str) -> HttpResponse:
    """The activities behind a number, with what mends them."""
    found, reader = check_named(code), request.reader
    listing, number = page_of(reader, code, forum(), page=page_number(request.GET))
    context = {"check": found, "listing": listing, "number": number, "choosing": False}
    if code == DUPLICATES:
        context |= {"groups": duplicates_of(reader, forum()), "most": MOST_GROUPED}
    elif found.action:
        own = own_found(reader, code)
        step = "needs:bulk-preview" if found.wish else "needs:bulk-choosing"
        context |= {"own": len(own), "choosing": bool(own), "address": reverse(step, args=["activities"])}
        context["choice"] = choice_packed(own) if len(own) <= MOST else ""
    return render(request, "needs/quality/check.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def withdrawal(request: ReaderRequest) -> HttpResponse:
    """Which duplicates would be withdrawn; withdraws them once that is confirmed."""
    chosen = ticked(request.POST) if request.method == "POST" else ()
    rows = left_of_each(request.reader, frozenset(chosen), forum())
    if rows is None:
        messages.error(request, _("Keep at least one activity of each group. Nothing was withdrawn."))
    elif chosen and not rows:
        messages.warning(request, _("Select at least one record."))
    if not rows:
        return redirect("needs:quality-check", DUPLICATES)
    if CHOICE not in request.POST:
        choice = choice_packed(tuple(row.id for row in rows))
        return render(request, "needs/quality/withdrawal.html", {"rows": rows, "choice": choice})
    done = withdraw_several([row.id for row in rows], by=request.reader)
    said = ngettext("%(count)s activity withdrawn.", "%(count)s activities withdrawn.", len(done))
    messages.success(request, said % {"count": len(done)})
    return _undoable(request, done)


def _undoable(request: ReaderRequest, done: tuple[UUID, ...]) -> HttpResponse:
    return render(request, "needs/quality/withdrawn.html", {"choice": choice_packed(done), "number": len(done)})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def restoration(request: ReaderRequest) -> HttpResponse:
    """Takes a withdrawal of duplicates back."""
    if request.method == "POST":
        done = restore_several(choice_of(request.POST.get(CHOICE, "")), by=request.reader)
        messages.success(request, _("Restored: %(back)s.") % {"back": len(done)})
    return redirect("needs:quality-check", DUPLICATES)
