"""The page of the guide, putting it away from one's home, and people and organisations from a spreadsheet."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.downloads import FORMATS
from egnatia.people.access import members_only
from egnatia.people.addresses import whole_address
from egnatia.people.invitations.actions import require_may_invite
from egnatia.people.invitations.jobs import send_invitation
from egnatia.start.onboarding import actions
from egnatia.start.onboarding.forms import CarryingOutForm, PeopleSheetForm, packed, template_of
from egnatia.start.onboarding.guide import guide_of
from egnatia.start.onboarding.queries import is_put_away, there_for
from egnatia.start.onboarding.rules import require_led
from egnatia.start.onboarding.sheets import KINDS, ORGANISATIONS, RequestedRow, SheetKind


@require_safe
@members_only
def start(request: ReaderRequest) -> HttpResponse:
    """Every step, whether or not it stands on the home."""
    require_led(request.reader)
    there = there_for(request.reader)
    context = {"guide": guide_of(there), "away": is_put_away(request.reader), "over": there.adopted}
    return render(request, "start/onboarding/page.html", context)


@require_POST
@members_only
def putting_away(request: ReaderRequest) -> HttpResponse:
    actions.put_away(by=request.reader)
    messages.success(request, _("Hidden. You find the steps under “First steps” at the end of this page."))
    return redirect("start:home")


@require_POST
@members_only
def putting_back(request: ReaderRequest) -> HttpResponse:
    actions.put_back(by=request.reader)
    messages.success(request, _("Shown on your home page again."))
    return redirect("start:home")


def _kind(request: ReaderRequest, kind: str) -> SheetKind:
    require_may_invite(request.reader)
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]


@require_safe
@members_only
def template(request: ReaderRequest, kind: str, form: str) -> HttpResponse:
    found = _kind(request, kind)
    if form not in FORMATS:
        raise Http404
    return FORMATS[form](template_of(found))


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def spreadsheet(request: ReaderRequest, kind: str) -> HttpResponse:
    """The form that takes a file; or what the file asks for, row by row. Nothing is stored."""
    of = _kind(request, kind)
    form = PeopleSheetForm(*((request.POST, request.FILES) if request.method == "POST" else ()), kind=of)
    if not (form.is_bound and form.is_valid()):
        return render(request, "start/onboarding/spreadsheet.html", {"form": form, **_words(of)})
    sheet = packed(of, form.rows, request.reader)
    context = _report(of, of.planned(form.rows, request.reader))
    carrying = CarryingOutForm(kind=of, reader=request.reader, sheet=sheet)
    return render(request, "start/onboarding/preview.html", {"form": carrying, "file": form.file, **context})


@require_POST
@members_only
def application(request: ReaderRequest, kind: str) -> HttpResponse:
    """Carries out the rows without faults, judged anew; the report says which."""
    of = _kind(request, kind)
    form = CarryingOutForm(request.POST, kind=of, reader=request.reader)
    if not form.is_valid():
        messages.error(request, _("This preview is no longer valid. Upload the file again."))
        return redirect("start:spreadsheet", kind)
    rows = of.planned(form.rows, request.reader)
    if of is ORGANISATIONS:
        actions.register_all(rows, form.marking(), by=request.reader)
    else:
        base = whole_address(request, "/")
        for invitation, language in actions.invite_all(rows, by=request.reader):
            send_invitation.defer(invitation=str(invitation), base=base, language=language)
    return render(request, "start/onboarding/carried_out.html", _report(of, rows))


def _report(of: SheetKind, rows: Sequence[RequestedRow]) -> dict[str, object]:
    good = [row for row in rows if row.is_good]
    faults = [fault for row in rows for fault in row.faults]
    return {"good": good, "wrong": len(rows) - len(good), "faults": faults, **_words(of)}


def _words(of: SheetKind) -> dict[str, object]:
    return {"kind": of.code, "organisations": of is ORGANISATIONS, "header": of.header()}
