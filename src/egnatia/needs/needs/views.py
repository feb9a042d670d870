"""The pages of needs: list, one, stating, answering, withdrawing, a sheet that comes back."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from msgspec.structs import asdict

from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.lifecycle import ContentRefused
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.kernel.rooms import inbox_of
from egnatia.needs.needs.actions import answer_need, carry_out, restate_need, tried, undo_sheet
from egnatia.needs.needs.fields import NEED, represented
from egnatia.needs.needs.forms import NeedFilterForm, NeedForm, UploadForm
from egnatia.needs.needs.pages import NEED_PAGES
from egnatia.needs.needs.presenters import basis_words
from egnatia.needs.needs.queries.lists import NeedListQuery
from egnatia.needs.needs.queries.sheets import Planning, sheet_of
from egnatia.needs.needs.queries.visible import (
    MOST,
    drafts_waiting_for,
    page_of,
    said_of,
    suggested_marking,
    usual_marking,
)
from egnatia.needs.needs.rules import CONFIRMED, DECLINED, MOST_CHANGED, may_state_any
from egnatia.needs.needs.sheets import NeedSheetPlan, as_builtins, plan_from
from egnatia.needs.needs.status import TooManyHighs
from egnatia.needs.needs.tables import table_of
from egnatia.pages.downloads import FORMATS, MOST_ROWS
from egnatia.pages.forms import redirect_back, version_of
from egnatia.pages.pagination import page_number
from egnatia.pages.record_forms import typed_of
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of
from egnatia.people.marking.rules import DRAFT
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import objectives


@require_POST
@members_only
def confirmation(request: ReaderRequest, record: UUID) -> HttpResponse:
    """`verdict` is "declined" for what the economy sets aside. `waiting` leads on to the others that wait."""
    verdict = DECLINED if request.POST.get("verdict") == DECLINED else CONFIRMED
    try:
        answer_need(record, verdict, expected=version_of(request.POST), by=request.reader)
    except TooManyHighs as refused:
        messages.error(request, str(refused.sentence))
        return redirect("needs:need", record)
    if verdict == CONFIRMED:
        messages.success(request, _("Confirmed. The need is now counted."))
    else:
        messages.success(request, _("Set aside and not counted. You can still confirm it later."))
    return redirect("needs:needs-waiting") if "waiting" in request.POST else redirect("needs:need", record)


@require_safe
def needs(request: ReaderRequest) -> HttpResponse:
    names, framework = forum(), objectives()
    form = NeedFilterForm(request.GET, names=names, objectives=framework)
    page = page_number(request.GET)
    listing = NeedListQuery(request.reader, names, framework).listing(form.filters, page=page)
    context = {
        "form": form,
        "listing": listing,
        "basis": basis_words(listing.basis, visitor=request.reader.is_anonymous),
        "may_state": may_state_any(request.reader),
        "choosing": request.reader.strong and any(row.owner == request.reader.organisation for row in listing.rows),
        "changeable": listing.basis.needs if listing.basis.needs <= MOST_CHANGED else 0,
    }
    return render(request, "needs/needs/list.html", context)


@expensive("GET", "HEAD")
@require_safe
def download(request: ReaderRequest, form: str) -> HttpResponse:
    if form not in FORMATS:
        raise Http404
    names, framework = forum(), objectives()
    filters = NeedFilterForm(request.GET, names=names, objectives=framework).filters
    rows, basis = NeedListQuery(request.reader, names, framework).first_rows(filters, most=MOST_ROWS)
    about = basis_words(basis, visitor=request.reader.is_anonymous)
    return FORMATS[form](table_of(rows, framework, names, about))


@require_safe
def need(request: ReaderRequest, record: UUID) -> HttpResponse:
    page = page_of(request.reader, record, forum(), objectives())
    return render(request, "needs/needs/page.html", {"need": page})


@require_safe
def marking(request: ReaderRequest, record: UUID) -> HttpResponse:  # noqa: ARG001 - the page asks for itself
    return redirect("people:marking", record)


@dataclass(frozen=True, slots=True)
class Stating:
    """The parts of the page. `draft` is the record that is said in the reader's own words."""

    form: NeedForm
    marking: MarkingForm
    draft: UUID | None
    final: bool  # sent to be saved

    @classmethod
    def of(cls, request: ReaderRequest, draft: UUID | None) -> "Stating":
        if code := NEED.refuses(request.reader, None):
            raise NotAllowed(request.reader.why_not(code))
        data = request.POST if request.method == "POST" else None
        final = data is not None and ASKED not in data
        asked = {name: request.GET[name] for name in ("economy", "objective") if name in request.GET}
        initial = typed_of(asdict(said_of(request.reader, draft))) if draft else asked
        economies = represented(request.reader)
        economy = str(initial.get("economy", "")) or (next(iter(economies)) if len(economies) == 1 else "")
        form = NeedForm(data, reader=request.reader, initial={**initial, "economy": economy}, quiet=not final)
        usual = suggested_marking(request.reader, economy if economy in economies else "")
        return cls(form, MarkingForm(data, reader=request.reader, initial=usual), draft, final)

    def is_valid(self) -> bool:
        """Both parts are asked, so that all faults are shown at once."""
        return all([self.form.is_valid(), self.marking.is_valid()])


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest) -> HttpResponse:
    stating = Stating.of(request, None)
    if stating.final and stating.is_valid():
        try:
            record = lifecycle.create(NEED, stating.form.said(), stating.marking.marking(), by=request.reader)
        except ContentRefused as refused:
            stating.form.add_error(refused.field, str(refused.sentence))
        else:
            messages.success(request, _("Saved. See below who can see it."))
            return redirect_back(request, "needs:need", record)
    return _page(request, stating)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def own_words(request: ReaderRequest, record: UUID) -> HttpResponse:
    """A draft said in the economy's own words: a need of its own, and the draft is set aside."""
    stating = Stating.of(request, record)
    if stating.final and stating.is_valid():
        try:
            made = restate_need(record, stating.form.said(), stating.marking.marking(), by=request.reader)
        except ContentRefused as refused:
            stating.form.add_error(refused.field, str(refused.sentence))
        else:
            messages.success(request, _("Saved. The draft was set aside."))
            return redirect_back(request, "needs:need", made)
    return _page(request, stating)


def _page(request: ReaderRequest, stating: Stating) -> HttpResponse:
    asked = ASKED in request.POST
    context = {
        "form": stating.form,
        "marking": stating.marking,
        "draft": stating.draft,
        "preview": preview_of(stating.marking, asker=request.reader) if asked else None,
    }
    return render(request, "needs/needs/form.html", context)


SALT = "needs-sheet"
A_DAY = 24 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def upload(request: ReaderRequest) -> HttpResponse:
    """The form; or what the sheet would change, row by row. Nothing is stored."""
    _require_writer(request)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        plan = Planning(request.reader, forum(), objectives()).plan(form.rows, form.file)
        usual = usual_marking(request.reader, plan.new_economy)
        return _report(request, plan, MarkingForm(reader=request.reader, initial=usual))
    return NEED_PAGES.render(request, "upload", {"form": form})


@expensive("POST")
@require_POST
@members_only
def applying(request: ReaderRequest) -> HttpResponse:
    """Carries out what the dry run showed; new needs get the marking that was chosen there."""
    _require_writer(request)
    plan = _plan(request)
    if plan is None:
        messages.error(request, _("This preview has expired or is not yours. Upload the file again."))
        return redirect("needs:needs-upload")
    marking = MarkingForm(request.POST, reader=request.reader)
    if ASKED in request.POST or (plan.new and not marking.is_valid()):
        return _report(request, plan, marking)
    outcome = carry_out(plan, marking.marking() if plan.new else DRAFT, by=request.reader)
    if not outcome.done:
        messages.error(request, _("Nothing was changed. No row could be applied."))
        return redirect("needs:needs-upload")
    messages.success(request, _("Changes applied. You can undo them here."))
    return redirect("needs:needs-sheet", outcome.sheet)


@require_safe
@members_only
def sheet(request: ReaderRequest, sheet: UUID) -> HttpResponse:
    page = sheet_of(request.reader, sheet)
    rows = NeedListQuery(request.reader, forum(), objectives()).rows_with_ids(page.needs())
    return render(request, "needs/needs/sheet.html", {"sheet": page, "rows": rows})


@require_POST
@members_only
def undoing(request: ReaderRequest, sheet: UUID) -> HttpResponse:
    undone = undo_sheet(sheet, by=request.reader)
    said = {"back": undone.back, "stay": undone.stay}
    if undone.stay:
        messages.warning(
            request, _("Rows undone: %(back)s. Rows kept because they were changed or answered since: %(stay)s.") % said
        )
    else:
        messages.success(request, _("Rows undone: %(back)s.") % said)
    return redirect("needs:needs-sheet", sheet)


def _require_writer(request: ReaderRequest) -> None:
    if not may_state_any(request.reader):
        raise NotAllowed(request.reader.why_not("need-economy"))


def _report(request: ReaderRequest, plan: NeedSheetPlan, marking: MarkingForm) -> HttpResponse:
    refused = tried(plan, DRAFT, by=request.reader)
    left_out = {fault.row for fault in refused}
    context = {
        "plan": plan,
        "faults": sorted((*plan.faults, *refused), key=lambda fault: (fault.row, fault.column)),
        "rows": [row for row in plan.rows if row.row not in left_out],
        "packed": signing.dumps(as_builtins(plan), salt=SALT, compress=True),
        "marking": marking if plan.new else None,
        "preview": preview_of(marking, asker=request.reader) if ASKED in request.POST else None,
    }
    return render(request, "needs/needs/report.html", context)


def _plan(request: ReaderRequest) -> NeedSheetPlan | None:
    """The dry run that comes back, if it is this reader's and not older than a day."""
    try:
        plan = plan_from(signing.loads(request.POST.get("plan", ""), salt=SALT, max_age=A_DAY))
    except signing.BadSignature:
        return None
    return plan if plan.person == request.reader.person else None


@require_safe
@members_only
def waiting(request: ReaderRequest) -> HttpResponse:
    """The drafts that wait for the reader's word, one card each."""
    drafts = drafts_waiting_for(request.reader).order_by("pk").values_list("pk", flat=True)[:MOST]
    rows = NeedListQuery(request.reader, forum(), objectives()).rows_with_ids(list(drafts))
    context = {"rows": rows, "onward": () if rows else inbox_of(request.reader)[:1]}
    return render(request, "needs/needs/waiting.html", context)
