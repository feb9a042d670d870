"""The pages of files: uploading, one file, its preview, downloads; each answers from what the reader sees."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.files.actions import FileUpload, TooManyFiles, attach, free_of_metadata, note_download, remove, replace
from egnatia.files.forms import FileForm, taken_from
from egnatia.files.queries import FilePage, StoredPart, file_kind_of, file_page, record_text, stored_part
from egnatia.formats import Refused
from egnatia.formats.attachments.examination import MARKED, cleaned, marked
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.pages.forms import version_of
from egnatia.pages.refusals import refusal_words
from egnatia.pages.uploads import in_memory
from egnatia.people.access import members_only
from egnatia.taxonomy.forum import in_language

# Nothing in a file runs, should a browser show it all the same.
ALONE = "default-src 'none'; sandbox"
PNG = "image/png"
OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": f"{OFFICE}wordprocessingml.document",
    "xlsx": f"{OFFICE}spreadsheetml.sheet",
    "pptx": f"{OFFICE}presentationml.presentation",
    "odt": f"{OPEN}text",
    "ods": f"{OPEN}spreadsheet",
    "odp": f"{OPEN}presentation",
    "png": PNG,
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "text": "application/octet-stream",  # no browser takes it for a page
}
FACTS = {
    "title": gettext_lazy("Title"),
    "author": gettext_lazy("Author"),
    "last-author": gettext_lazy("Last changed by"),
    "manager": gettext_lazy("Manager"),
    "company": gettext_lazy("Organisation"),
    "comment-author": gettext_lazy("Author of a comment"),
    "subject": gettext_lazy("Subject"),
    "keywords": gettext_lazy("Keywords"),
    "description": gettext_lazy("Description"),
    "comment": gettext_lazy("Other entry"),
    "copyright": gettext_lazy("Copyright"),
    "program": gettext_lazy("Program"),
    "producer": gettext_lazy("PDF written with"),
    "camera": gettext_lazy("Camera or lens"),
    "serial": gettext_lazy("Serial number of the camera"),
    "created": gettext_lazy("Created"),
    "changed": gettext_lazy("Changed"),
    "xmp": gettext_lazy("Further metadata (XMP)"),
    "pictures": gettext_lazy("Images with metadata of their own"),
    "embedded": gettext_lazy("Embedded files"),
}


@in_memory
@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest, record: UUID) -> HttpResponse:
    kind = file_kind_of(request.reader, record)
    if not kind.writable(request.reader, record):
        raise NotAllowed(request.reader.why_not("owner"))
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_bound and form.is_valid():
        try:
            made = attach(record, form.taken, by=request.reader)
        except TooManyFiles:
            form.add_error("upload", _("This record has 20 files, the maximum. Remove one first."))
        else:
            return _stored(request, made)
    context = {
        "form": form,
        "title": in_language(dict(record_text(request.reader, record))),
        "back": (kind.route, record),
    }
    return render(request, "files/new.html", context)


def _stored(request: ReaderRequest, file: UUID, done: str = "") -> HttpResponse:
    page = file_page(request.reader, file)
    if page.now.readable:
        messages.success(request, done or _("Uploaded. It is visible to those who can see the record."))
    else:
        messages.warning(
            request, _("Uploaded. It can be opened after the virus scan, which is repeated automatically.")
        )
    return redirect("files:file", file)


@require_safe
def file(request: ReaderRequest, file: UUID) -> HttpResponse:
    return _shown(request, file_page(request.reader, file), FileForm())


def _shown(request: ReaderRequest, page: FilePage, form: FileForm) -> HttpResponse:
    facts = [(FACTS[code], value) for code, value in page.facts if code in FACTS]
    back = (page.route, page.record)
    title = in_language(dict(page.record_text))
    context = {
        "file": page,
        "form": form,
        "facts": facts,
        "title": title,
        "back": back,
        "tells": page.facts or page.place,
    }
    return render(request, "files/file.html", context)


@in_memory
@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def version(request: ReaderRequest, file: UUID) -> HttpResponse:
    """The form for another version; the page of the file has it too."""
    page = _writable(request.reader, file)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_bound and form.is_valid():
        return _changed(request, file, lambda expected: replace(file, form.taken, expected=expected, by=request.reader))
    return _shown(request, page, form)


def _writable(reader: Reader, file: UUID) -> FilePage:
    page = file_page(reader, file)
    if not page.writable:
        raise NotAllowed(reader.why_not("owner"))
    return page


def _changed(request: ReaderRequest, file: UUID, change: Callable[[int], object], done: str = "") -> HttpResponse:
    try:
        change(version_of(request.POST))
    except ChangedMeanwhile:
        messages.error(request, _("Another user has uploaded a version in the meantime. Check it, then try again."))
        return redirect("files:file", file)
    return _stored(request, file, done)


@expensive("POST")
@require_POST
@members_only
def metadata_removal(request: ReaderRequest, file: UUID) -> HttpResponse:
    page = _writable(request.reader, file)
    part = stored_part(request.reader, file)
    bare = cleaned(part.content, part.name) if page.cleanable else None
    found = _("This type of file cannot be freed of its metadata here.")
    if isinstance(bare, Refused):
        found = refusal_words(bare)
    elif bare is not None:
        taken = taken_from(bare, part.name)
        if isinstance(taken, FileUpload):
            return _changed(
                request,
                file,
                lambda expected: free_of_metadata(file, taken, expected=expected, by=request.reader),
                _("Metadata removed. The earlier versions were deleted."),
            )
        found = taken
    messages.error(request, found)
    return redirect("files:file", file)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def removal(request: ReaderRequest, file: UUID) -> HttpResponse:
    """Asks first; the deed itself is a POST."""
    page = _writable(request.reader, file)
    if request.method == "POST":
        try:
            remove(file, expected=version_of(request.POST), by=request.reader)
        except ChangedMeanwhile:
            messages.error(request, _("Another user has uploaded a version in the meantime. Check it, then try again."))
            return redirect("files:file", file)
        messages.success(request, _("Removed. Its name and who removed it remain recorded."))
        return redirect(page.route, page.record)
    title = in_language(dict(page.record_text))
    return render(request, "files/removal.html", {"file": page, "title": title, "back": (page.route, page.record)})


@expensive("GET", "HEAD")
@require_safe
def download(request: ReaderRequest, file: UUID, number: int = 0) -> HttpResponse:
    """Noted, where somebody is signed in; above GREEN with their name on it, where its type can carry one."""
    part = stored_part(request.reader, file, number)
    content = _for_reader(request.reader, part, part.content, part.type)
    if isinstance(content, Refused):
        messages.error(request, refusal_words(content))
        return redirect("files:file", file)
    if request.method == "GET":
        note_download(part.version, by=request.reader)
    return _answer(content, MEDIA_TYPES[part.type], content_disposition_header(True, part.name))


@require_safe
def preview(request: ReaderRequest, file: UUID) -> HttpResponse:
    """The first pages as pictures. That somebody looked is noted like a download."""
    page = file_page(request.reader, file)
    if page.pictures and request.method == "GET":
        note_download(stored_part(request.reader, file).version, by=request.reader, looked=True)
    title = in_language(dict(page.record_text))
    return render(request, "files/preview.html", {"file": page, "title": title, "back": (page.route, page.record)})


@expensive("GET", "HEAD")
@require_safe
def picture(request: ReaderRequest, file: UUID, number: int) -> HttpResponse:
    part = stored_part(request.reader, file, picture=max(number, 1))
    content = _for_reader(request.reader, part, part.content, "png")
    if isinstance(content, Refused):
        return HttpResponse(status=503)
    return _answer(content, PNG, "inline")


def _for_reader(reader: Reader, part: StoredPart, content: bytes, kind: str) -> bytes | Refused:
    if part.marking.tlp <= Tlp.GREEN or kind not in MARKED:
        return content
    now = clock.now()
    who = ", ".join(filter(None, (reader.name, reader.organisation_name)))
    at = date_format(timezone.localtime(now), "DATETIME_FORMAT")
    return marked(content, part.name, (part.marking.tlp.words, who, at), now)


def _answer(content: bytes, kind: str, disposition: str | None) -> HttpResponse:
    headers: dict[str, Any] = {"Content-Disposition": disposition, "Content-Security-Policy": ALONE}
    return HttpResponse(content, content_type=kind, headers=headers)
