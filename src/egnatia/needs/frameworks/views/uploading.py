"""A framework's sheet comes back as a new version: dry run, differences, putting in use."""

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from egnatia.kernel.forum import in_language
from egnatia.kernel.requests import ReaderRequest
from egnatia.needs.frameworks.actions.replacing import put_in_use, require_secretariat
from egnatia.needs.frameworks.differences import changes
from egnatia.needs.frameworks.document import Document, as_builtins, of_builtins
from egnatia.needs.frameworks.forms.uploading import UploadForm
from egnatia.needs.frameworks.jobs import estimate_waiting_activities
from egnatia.needs.frameworks.queries.versions import document_of
from egnatia.needs.frameworks.reading import Reading
from egnatia.people.access import members_only

SALT = "framework-sheet"
A_DAY = 24 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def upload(request: ReaderRequest, slug: str) -> HttpResponse:
    """The form; or what the sheet would change. Nothing is stored."""
    require_secretariat(request.reader)
    before = document_of(slug)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    context: dict[str, object] = {"form": form, "framework": before, "title": in_language(before.title)}
    if request.method == "POST" and form.is_valid():
        read = Reading(before).read(form.rows)
        if isinstance(read, Document):
            found = changes(before, read)
            packed = signing.dumps([request.reader.person, as_builtins(read)], salt=SALT, compress=True)
            context |= {"changes": found, "packed": packed, "file": form.file, "version": read.version}
        else:
            context |= {"faults": read, "file": form.file}
        return render(request, "needs/frameworks/report.html", context)
    return render(request, "needs/frameworks/upload.html", context)


@require_POST
@members_only
def use(request: ReaderRequest, slug: str) -> HttpResponse:
    """Puts in use what the dry run showed."""
    require_secretariat(request.reader)
    before, document = document_of(slug), _packed(request)
    if document is None or (document.slug, document.version) != (slug, before.version + 1):
        messages.error(
            request, _("This dry run is too old, or another version came meanwhile. Upload the sheet again.")
        )
        return redirect("needs:framework-upload", slug)
    put_in_use(document, by=request.reader)
    estimate_waiting_activities.defer()
    messages.success(request, _("Version %(version)s is in use.") % {"version": document.version})
    return redirect("needs:framework", slug)


def _packed(request: ReaderRequest) -> Document | None:
    """The dry run that comes back, if it is this reader's and not older than a day."""
    try:
        person, tree = signing.loads(request.POST.get("packed", ""), salt=SALT, max_age=A_DAY)
    except signing.BadSignature:
        return None
    return of_builtins(tree) if person == request.reader.person else None
