"""The sheet: taken through the link, brought back through the link or by the officer who got it by mail."""

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from egnatia.activities.partners.actions.returning import Brought, bring_back, bring_back_for
from egnatia.activities.partners.forms.sheet import ReturnedForm
from egnatia.activities.partners.queries.requests import request_seen_by
from egnatia.activities.partners.queries.rows import OwnRequest
from egnatia.activities.partners.queries.sheet import sheet_of_session
from egnatia.activities.partners.views.link import nothing_here, secret_of, through_link
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.downloads import as_xlsx
from egnatia.people.access import members_only

LONGEST_TITLE, MOST_TITLES = 80, 20  # in a message


@require_safe
def taken(request: ReaderRequest) -> HttpResponse:
    table = sheet_of_session(secret_of(request))
    return as_xlsx(table) if table else nothing_here(request)


@require_http_methods(["GET", "HEAD", "POST"])
@through_link
def brought(request: ReaderRequest, own: OwnRequest) -> HttpResponse:
    form = _form(request)
    context: dict[str, object] = {"form": form, "own": own}
    if form.is_bound and form.is_valid():
        brought = bring_back(secret_of(request), form.table)
        context["faults"] = brought.faults
        if not brought.faults:
            messages.success(request, _("Every row was read. Look at it, then hand it in."))
            _tell(request, brought)
            return redirect("activities:partner-own")
    return render(request, "activities/partners/sheet.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def returned(request: ReaderRequest, record: UUID) -> HttpResponse:
    """For whoever asked and got the sheet by mail."""
    found = request_seen_by(request.reader, record)
    form = _form(request)
    context: dict[str, object] = {"form": form, "request_row": found}
    if form.is_bound and form.is_valid():
        brought = bring_back_for(record, form.table, by=request.reader)
        context["faults"] = brought.faults
        if not brought.faults:
            messages.success(request, _("Handed in on behalf of the organisation. Each row waits for confirmation."))
            _tell(request, brought)
            return redirect("activities:partner-request", record)
    return render(request, "activities/partners/returned.html", context)


def _tell(request: ReaderRequest, brought: Brought) -> None:
    """What the sheet did to what was said before, and what it says without a word."""
    if brought.true:
        said = ngettext(
            "%(count)s row was left as it was: it counts as still true.",
            "%(count)s rows were left as they were: they count as still true.",
            brought.true,
        )
        messages.info(request, said % {"count": brought.true})
    if brought.stays:
        stays = _("The sheet changes nothing about these, so what was said before stays: %(titles)s.")
        messages.info(request, stays % {"titles": _listed(brought.stays)})
    if brought.replaced:
        other = _("What the sheet says replaces what was said before about these: %(titles)s.")
        messages.warning(request, other % {"titles": _listed(brought.replaced)})


def _listed(titles: tuple[str, ...]) -> str:
    shown = [f"“{Truncator(each).chars(LONGEST_TITLE)}”" for each in titles[:MOST_TITLES]]
    return "; ".join([*shown, "…"] if len(titles) > MOST_TITLES else shown)


def _form(request: ReaderRequest) -> ReturnedForm:
    files: dict[str, UploadedFile[bytes]] = dict(request.FILES.items())  # type: ignore[arg-type]  # one file a name
    return ReturnedForm(request.POST, files) if request.method == "POST" else ReturnedForm()
