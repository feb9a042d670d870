"""The pages of frameworks, and the queue of estimated objectives."""

from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.lists import Listing
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.kernel.rooms import inbox_of
from egnatia.needs.frameworks.actions import answer_aims, confirm_aims
from egnatia.needs.frameworks.forms import LATER, NONE, AnswerForm, UploadForm
from egnatia.needs.frameworks.queries import FrameworkLabels, aimed_activity, waiting_for
from egnatia.pages.downloads import FORMATS, DownloadTable
from egnatia.people.access import members_only
from egnatia.taxonomy.actions import put_in_use, require_secretariat
from egnatia.taxonomy.differences import changes, tree_of
from egnatia.taxonomy.document import FrameworkDocument, as_builtins, of_builtins
from egnatia.taxonomy.forum import shipped_in_language
from egnatia.taxonomy.queries import document_in_use, document_of, framework_in_use, frameworks_in_use, versions_of
from egnatia.taxonomy.revision import FrameworkSheetParser
from egnatia.taxonomy.sheet import FIXED, header_of, rows_of
from egnatia.taxonomy.vocabularies import vocabulary


def words() -> FrameworkLabels:
    return FrameworkLabels(vocabulary(), document_in_use())


@require_safe
@members_only
def batch(request: ReaderRequest) -> HttpResponse:
    """The activities whose objectives are only estimated, one a row."""
    called = words()
    found = waiting_for(request.reader, called)
    onward = () if found.rows else inbox_of(request.reader)[:1]
    context = {"waiting": found, "objectives": _leaves(called), "onward": onward}
    return render(request, "needs/frameworks/batch.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def one(request: ReaderRequest, activity_id: UUID) -> HttpResponse:
    """What one activity serves, and saying it. Where something is amiss, the page again with what was typed."""
    if request.method != "POST":
        return _page(request, activity_id, None)
    form = AnswerForm(request.POST, framework=framework_in_use())
    if not form.is_valid():
        return _page(request, activity_id, form)
    answer = form.cleaned_data["answer"]
    if answer in (NONE, LATER):
        answer_aims(activity_id, answer, by=request.reader)
    else:
        confirm_aims(activity_id, form.chosen, by=request.reader)
    messages.success(request, _said(answer))
    return redirect("needs:aims") if form.in_batch else redirect("activities:activity", activity_id)


def _said(answer: str) -> str:
    if answer == LATER:
        return _("Moved to the end of the list.")
    if answer == NONE:
        return _("Saved. The activity has no objective until someone selects one.")
    return _("Confirmed. You can change it on the activity's page.")


def _page(request: ReaderRequest, activity_id: UUID, form: AnswerForm | None) -> HttpResponse:
    called = words()
    activity = aimed_activity(request.reader, activity_id, called)
    if not activity.mine:
        raise NotAllowed("aims")
    ticked = request.POST.getlist("codes") if form else [aim.code for aim in activity.aims]
    context = {"row": activity, "form": form, "ticked": ticked, "objectives": _leaves(called)}
    return render(request, "needs/frameworks/aims.html", context)


def _leaves(called: FrameworkLabels) -> list[tuple[str, str]]:
    """Codes with labels, for the list that one chooses another objective from."""
    known = called.vocabulary.objectives
    return [(aim.code, known.label(aim.code)) for aim in called.document.leaves]


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
        "title": shipped_in_language(document.title),
        "headings": tree_of(document, vocabulary().sectors),
        "versions": versions,
        "shown": next(row for row in versions if row.version == document.version),
    }
    return render(request, "needs/frameworks/page.html", context)


@expensive("GET", "HEAD")
@require_safe
def download(request: ReaderRequest, slug: str, form: str) -> HttpResponse:
    if form not in FORMATS:
        raise Http404
    document = _asked(request, slug)
    about = [
        shipped_in_language(document.title),
        _("Version %(version)s.") % {"version": document.version},
        _("Change labels, add or remove rows, and upload the file as a new version."),
        _("Enter Serbian (sr) in Cyrillic; the Latin version is generated from it."),
    ]
    return FORMATS[form](DownloadTable(FRAMEWORK, header_of(document), rows_of(document), about, called=document.slug))


def _asked(request: ReaderRequest, slug: str) -> FrameworkDocument:
    asked = request.GET.get("version", "")
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) < 9):
        raise Http404
    return document_of(slug, int(asked) if asked else None)


SALT = "framework-sheet"
A_DAY = 24 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def upload(request: ReaderRequest, slug: str) -> HttpResponse:
    """The form; or what the sheet would change. Nothing is stored."""
    require_secretariat(request.reader)
    before = document_of(slug)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    context: dict[str, object] = {"form": form, "framework": before, "title": shipped_in_language(before.title)}
    if request.method == "POST" and form.is_valid():
        read = FrameworkSheetParser(before).read(form.rows)
        if isinstance(read, FrameworkDocument):
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
        messages.error(request, _("This preview has expired, or there is a newer version. Upload the file again."))
        return redirect("needs:framework-upload", slug)
    put_in_use(document, by=request.reader)
    messages.success(request, _("Version %(version)s is now in use.") % {"version": document.version})
    return redirect("needs:framework", slug)


def _packed(request: ReaderRequest) -> FrameworkDocument | None:
    """The dry run that comes back, if it is this reader's and not older than a day."""
    try:
        person, tree = signing.loads(request.POST.get("packed", ""), salt=SALT, max_age=A_DAY)
    except signing.BadSignature:
        return None
    return of_builtins(tree) if person == request.reader.person else None
