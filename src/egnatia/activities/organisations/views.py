"""The pages of organisations."""

from dataclasses import asdict
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from egnatia.activities.organisations.actions import add_name, change_organisation, register_organisation
from egnatia.activities.organisations.forms import OrganisationFilterForm, OrganisationForm, OrganisationNameForm
from egnatia.activities.organisations.queries import (
    editable_organisation,
    first_rows,
    organisation_page,
    organisations_seen_by,
)
from egnatia.activities.organisations.tables import count_words, table_of
from egnatia.kernel.faults import AlreadyThere
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.pages.downloads import FORMATS, MOST_ROWS
from egnatia.pages.pagination import page_number
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of
from egnatia.taxonomy.forum import forum


@require_safe
def organisations(request: ReaderRequest) -> HttpResponse:
    names = forum()
    form = OrganisationFilterForm(request.GET, names=names)
    page = page_number(request.GET)
    listing = organisations_seen_by(request.reader, form.filters, page=page, names=names)
    context = {
        "form": form,
        "listing": listing,
        "basis": count_words(listing.number),
    }
    return render(request, "activities/organisations/list.html", context)


@expensive("GET", "HEAD")
@require_safe
def download(request: ReaderRequest, form: str) -> HttpResponse:
    if form not in FORMATS:
        raise Http404
    names = forum()
    filters = OrganisationFilterForm(request.GET, names=names).filters
    rows = first_rows(request.reader, filters, most=MOST_ROWS, names=names)
    return FORMATS[form](table_of(rows, names))


@require_safe
def organisation(request: ReaderRequest, organisation_id: UUID) -> HttpResponse:
    page = organisation_page(request.reader, organisation_id, forum())
    return render(request, "activities/organisations/page.html", {"organisation": page})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    asked = ASKED in request.POST
    form = OrganisationForm(data, names=forum(), quiet=data is None or asked)
    marking = MarkingForm(data, reader=request.reader)
    if data is not None and not asked and all([form.is_valid(), marking.is_valid()]):
        made = register_organisation(form.organisation(), marking=marking.marking(), by=request.reader)
        messages.success(request, _("Saved. See below who can see it."))
        return redirect("activities:organisation", made)
    preview = preview_of(marking, asker=request.reader) if asked else None
    return render(request, "activities/organisations/form.html", {"form": form, "marking": marking, "preview": preview})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def change(request: ReaderRequest, organisation_id: UUID) -> HttpResponse:
    editable = editable_organisation(request.reader, organisation_id)
    data = request.POST if request.method == "POST" else None
    form = OrganisationForm(data, names=forum(), initial=asdict(editable))
    if data is not None and form.is_valid():
        change_organisation(organisation_id, form.organisation(), by=request.reader)
        messages.success(request, _("Saved as a new version."))
        return redirect("activities:organisation", organisation_id)
    return render(request, "activities/organisations/form.html", {"form": form, "organisation": editable})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def names(request: ReaderRequest, organisation_id: UUID) -> HttpResponse:
    """Another name, added."""
    editable = editable_organisation(request.reader, organisation_id)
    form = OrganisationNameForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            add_name(organisation_id, form.named(), by=request.reader)
        except AlreadyThere:
            form.add_error("name", _("The organisation already has this name."))
        else:
            messages.success(request, _("Saved. Activities that use this name are now listed under this organisation."))
            return redirect("activities:organisation", organisation_id)
    return render(request, "activities/organisations/name.html", {"form": form, "organisation": editable})
