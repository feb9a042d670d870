"""The directory, the page of a contact point, and communication checks; the other pages are those of every kind."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from egnatia.exchange.contact_points.actions import confirm, require_may_check, send_check_letter, start_check
from egnatia.exchange.contact_points.fields import CONTACT_POINT, CONTACT_POINTS
from egnatia.exchange.contact_points.files import VCARD, sheet, vcards
from egnatia.exchange.contact_points.forms import CheckForm
from egnatia.exchange.contact_points.queries import (
    check_pressed,
    check_seen_by,
    checkable,
    checks_seen_by,
    contact_of,
    contacts_of,
    directory,
    may_check,
    reachability_of,
)
from egnatia.guests.views import one_click
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.pages.downloads import file_of
from egnatia.pages.forms import new_once, pressed_key
from egnatia.pages.record_forms import RecordFilterForm
from egnatia.pages.record_presenters import page_of
from egnatia.people import mail
from egnatia.people.access import members_only
from egnatia.people.addresses import whole_address

PAGES = replace(CONTACT_POINTS, templates="exchange/contact_points")


@require_safe
def contact_points(request: ReaderRequest) -> HttpResponse:
    """Of all economies on one page, so that what is missing shows."""
    form = RecordFilterForm(CONTACT_POINT.content, request.GET, reader=request.reader)
    context = {
        "form": form,
        "listing": directory(request.reader, form.wanted),
        "may_add": not request.reader.is_anonymous,
        "may_check": may_check(request.reader),
    }
    return PAGES.render(request, "list", context)


@require_safe
def contact_point(request: ReaderRequest, record: UUID) -> HttpResponse:
    row = PAGES.row(request.reader, record)
    context = {
        "record": page_of(CONTACT_POINT, request.reader, row),
        "contact": contact_of(request.reader, row),
        "checked": reachability_of(request.reader, record),
    }
    return PAGES.render(request, "record", context)


@require_safe
def card(request: ReaderRequest, record: UUID) -> HttpResponse:
    row = contact_of(request.reader, PAGES.row(request.reader, record))
    return file_of(vcards([row]), VCARD, "contact-point.vcf")


@expensive("GET", "HEAD")
@require_safe
def cards(request: ReaderRequest) -> HttpResponse:
    wanted = RecordFilterForm(CONTACT_POINT.content, request.GET, reader=request.reader).wanted
    return file_of(vcards(directory(request.reader, wanted).rows), VCARD, "contact-points.vcf")


@expensive("GET", "HEAD")
@require_safe
def printed(request: ReaderRequest) -> HttpResponse:
    wanted = RecordFilterForm(CONTACT_POINT.content, request.GET, reader=request.reader).wanted
    content = sheet(request.reader, directory(request.reader, wanted))
    return file_of(content, "application/pdf", "contact-points.pdf")


@require_safe
@members_only
def checks(request: ReaderRequest) -> HttpResponse:
    context = {"rows": checks_seen_by(request.reader), "may_check": may_check(request.reader)}
    return PAGES.render(request, "checks", context)


@require_safe
@members_only
def check(request: ReaderRequest, batch: UUID) -> HttpResponse:
    return PAGES.render(request, "check", {"shown": check_seen_by(request.reader, batch)})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new_check(request: ReaderRequest) -> HttpResponse:
    """Of the contact points that the filters of the directory let through, as they stand in the address."""
    key = pressed_key(request.POST) or ""
    if key and (before := check_pressed(request.reader, key)):
        return redirect("exchange:contact-check", before)
    require_may_check(request.reader)
    wanted = RecordFilterForm(CONTACT_POINT.content, request.GET, reader=request.reader).wanted
    rows = contacts_of(request.reader, checkable(request.reader, wanted))
    data = request.POST if request.method == "POST" else None
    form, letters = CheckForm(data, rows, every=request.reader.is_secretariat), mail.leaves_here()
    if letters and form.is_bound and form.is_valid():
        batch, made = start_check(form.chosen(), by=request.reader, key=key)
        for record in made:
            send_check_letter(record, whole_address(request, "/"))
        messages.success(request, _("The e-mails are being sent. The answers will appear here."))
        return redirect("exchange:contact-check", batch)
    context = {"form": form, "letters": letters, "rows": rows, "once": key or new_once()}
    return PAGES.render(request, "new_check", context)


answer = one_click(
    "exchange/contact_points/answer.html",
    confirm,
    ("exchange:contact-check-thanks",),
    gettext_lazy("If you have received a newer e-mail, use its link. Otherwise you do not need to do anything."),
)


@require_safe
def thanks(request: ReaderRequest) -> HttpResponse:
    """The same for everybody: it says what happens after confirming, not that anything was."""
    words = {
        "thanks": _("Your confirmation is shown to the members who see this contact point."),
        "after": _("The link no longer works. You do not need to do anything else."),
        "home": _("See public information"),
    }
    return render(request, "guests/thanks.html", {"guest": words})


urlpatterns: list[URLPattern] = [
    path("", contact_points, name="contact-points"),
    path("<uuid:record>/", contact_point, name="contact-point"),
    path("<uuid:record>/card/", card, name="contact-point-card"),
    path("cards/", cards, name="contact-point-cards"),
    path("print/", printed, name="contact-point-sheet"),
    path("checks/", checks, name="contact-checks"),
    path("checks/new/", new_check, name="contact-check-new"),
    path("checks/thanks/", thanks, name="contact-check-thanks"),
    path("checks/link/<str:token>/", answer, name="contact-check-link"),
    path("checks/<uuid:batch>/", check, name="contact-check"),
    *CONTACT_POINTS.urlpatterns,
]
