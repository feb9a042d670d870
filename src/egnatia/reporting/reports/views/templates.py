"""The Word template of reports: which is in use, fetching it, putting another in its place."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.formats.reports.templates import NAMES
from egnatia.kernel.faults import NotFound
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.downloads import DOCX
from egnatia.pages.posted import uuid_of
from egnatia.pages.uploads import in_memory
from egnatia.people.access import members_only
from egnatia.reporting.reports.actions import drop_template, put_template
from egnatia.reporting.reports.forms import TemplateForm
from egnatia.reporting.reports.queries.templates import template_for
from egnatia.reporting.reports.rules import require_maker


@in_memory
@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def template(request: ReaderRequest) -> HttpResponse:
    require_maker(request.reader)
    form = TemplateForm(request.POST, request.FILES) if request.method == "POST" else TemplateForm()
    if form.is_bound and form.is_valid():
        put_template(form.name, form.content, by=request.reader)
        messages.success(request, _("Word files of reports are made of your template from now on."))
        return redirect("reporting:report-template")
    context = {"form": form, "used": template_for(request.reader), "names": [f"{{{{ {name} }}}}" for name in NAMES]}
    return render(request, "reporting/reports/template.html", context)


@require_safe
@members_only
def template_file(request: ReaderRequest) -> HttpResponse:
    """The one in use, to make another of it."""
    require_maker(request.reader)
    headers = {"Content-Disposition": 'attachment; filename="report-template.docx"'}
    return HttpResponse(template_for(request.reader).content, content_type=DOCX, headers=headers)


@require_POST
@members_only
def drop(request: ReaderRequest) -> HttpResponse:
    """The one that the page showed, and no other that somebody put in its place since."""
    require_maker(request.reader)
    shown = uuid_of(request.POST, "record")
    try:
        drop_template(shown, by=request.reader)
    except NotFound:
        messages.warning(request, _("Another one is in use by now. Look at it again."))
    else:
        messages.success(request, _("It is no longer used."))
    return redirect("reporting:report-template")
