from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from egnatia.activities.activities.queries.vocabulary import vocabulary
from egnatia.kernel.forum import in_language
from egnatia.kernel.lists import Listing
from egnatia.kernel.requests import ReaderRequest
from egnatia.needs.frameworks.document import Document
from egnatia.needs.frameworks.queries.versions import document_of, frameworks_in_use, versions_of
from egnatia.needs.frameworks.sheet import FIXED, header_of, rows_of
from egnatia.needs.frameworks.tree import tree_of
from egnatia.pages.downloads import FORMATS, Table

FRAMEWORK = Listing(
    "framework", gettext_lazy("Frameworks"), "needs:frameworks", gettext_lazy("Frameworks"), FIXED, returns=True
)


@require_safe
def frameworks(request: ReaderRequest) -> HttpResponse:
    return render(request, "needs/frameworks/list.html", {"frameworks": frameworks_in_use()})


@require_safe
def framework(request: ReaderRequest, slug: str) -> HttpResponse:
    """The framework as a tree: the version in use, or the one that `version` asks for."""
    document = _asked(request, slug)
    versions = versions_of(slug)
    context = {
        "framework": document,
        "title": in_language(document.title),
        "headings": tree_of(document, vocabulary().sectors),
        "versions": versions,
        "shown": next(row for row in versions if row.version == document.version),
    }
    return render(request, "needs/frameworks/page.html", context)


@require_safe
def download(request: ReaderRequest, slug: str, form: str) -> HttpResponse:
    if form not in FORMATS:
        raise Http404
    document = _asked(request, slug)
    about = [
        in_language(document.title),
        _("Version %(version)s.") % {"version": document.version},
        _("Change labels, add or leave out rows, and upload the sheet as a new version."),
        _("sr is written in Cyrillic; Serbian in Latin letters follows from it."),
    ]
    return FORMATS[form](Table(FRAMEWORK, header_of(document), rows_of(document), about, called=document.slug))


def _asked(request: ReaderRequest, slug: str) -> Document:
    asked = request.GET.get("version", "")
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) < 9):
        raise Http404
    return document_of(slug, int(asked) if asked else None)
