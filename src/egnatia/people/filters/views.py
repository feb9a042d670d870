from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import members_only
from egnatia.people.addresses import whole_address
from egnatia.people.filters.actions import change_filter, drop_filter, save_filter
from egnatia.people.filters.forms import FilterNameForm, SaveForm
from egnatia.people.filters.queries import MOST, filter_of, filters_of, places, suggested


@require_safe
@members_only
def filters(request: ReaderRequest) -> HttpResponse:
    rows = filters_of(request.reader)
    context = {"rows": rows, "suggested": suggested(request.reader, rows), "most": MOST, "places": places()}
    return render(request, "people/filters/list.html", context)


@require_POST
@members_only
def new(request: ReaderRequest) -> HttpResponse:
    """What a list's page sends. Whoever saved it goes back there: to the address that was kept, made by us."""
    form = SaveForm(request.POST, reader=request.reader)
    if not form.is_valid():
        return render(request, "people/filters/new.html", {"form": form})
    made = save_filter(
        form.code, form.said, form.cleaned_data["name"], watched=form.cleaned_data["watched"], by=request.reader
    )
    messages.success(request, _("Saved. You find it on this list and on your home page."))
    return redirect(filter_of(request.reader, made).url)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def one(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Its name, whether it is watched, and its address to pass on: whoever opens that sees what they may see."""
    row = filter_of(request.reader, record)
    form = FilterNameForm(request.POST if request.method == "POST" else None, row, reader=request.reader)
    if form.is_bound and form.is_valid():
        watched = form.cleaned_data.get("watched", False)
        change_filter(record, form.cleaned_data["name"], watched=watched, by=request.reader)
        messages.success(request, _("Saved."))
        return redirect("people:filters")
    context = {"form": form, "row": row, "address": whole_address(request, row.url)}
    return render(request, "people/filters/one.html", context)


@require_POST
@members_only
def removal(request: ReaderRequest, record: UUID) -> HttpResponse:
    drop_filter(record, by=request.reader)
    messages.success(request, _("Filter deleted."))
    return redirect("people:filters")
