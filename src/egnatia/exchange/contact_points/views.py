"""The directory and the page of a contact point; the other pages are those of every kind."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from egnatia.exchange.contact_points.fields import CONTACT_POINT, CONTACT_POINTS
from egnatia.exchange.contact_points.queries import contact_of, directory
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.record_forms import RecordFilterForm
from egnatia.pages.record_presenters import page_of

PAGES = replace(CONTACT_POINTS, templates="exchange/contact_points")


@require_safe
def contact_points(request: ReaderRequest) -> HttpResponse:
    """Of all economies on one page, so that what is missing shows."""
    form = RecordFilterForm(CONTACT_POINT.content, request.GET, reader=request.reader)
    context = {
        "form": form,
        "listing": directory(request.reader, form.wanted),
        "may_add": not request.reader.is_anonymous,
    }
    return PAGES.render(request, "list", context)


@require_safe
def contact_point(request: ReaderRequest, record: UUID) -> HttpResponse:
    row = PAGES.row(request.reader, record)
    context = {"record": page_of(CONTACT_POINT, request.reader, row), "contact": contact_of(request.reader, row)}
    return PAGES.render(request, "record", context)


urlpatterns: list[URLPattern] = [
    path("", contact_points, name="contact-points"),
    path("<uuid:record>/", contact_point, name="contact-point"),
    *CONTACT_POINTS.urlpatterns,
]
