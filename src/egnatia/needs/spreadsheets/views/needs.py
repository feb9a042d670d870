"""Rows that are needs go the way of a sheet of needs: its dry run, its report, its undo."""

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render

from egnatia.formats.sheets import Mapping
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.requests import ReaderRequest
from egnatia.needs.needs.actions.uploading import tried
from egnatia.needs.needs.authority import may_state_any
from egnatia.needs.needs.queries.offering import usual_marking
from egnatia.needs.needs.sheets import as_builtins
from egnatia.needs.needs.views.uploading import SALT
from egnatia.needs.spreadsheets.queries.drafts import Draft
from egnatia.needs.spreadsheets.queries.needs import plan_of
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.rules import DRAFT


def needs_report(request: ReaderRequest, draft: Draft, mapping: Mapping) -> HttpResponse:
    """What the rows would change, as the page of a sheet of needs shows it; from there it is carried out."""
    if not may_state_any(request.reader):
        raise NotAllowed(request.reader.why_not("need-economy"))
    plan = plan_of(request.reader, draft, mapping)
    refused = tried(plan, DRAFT, by=request.reader)
    left_out = {fault.row for fault in refused}
    context = {
        "plan": plan,
        "faults": sorted((*plan.faults, *refused), key=lambda fault: (fault.row, fault.column)),
        "rows": [row for row in plan.rows if row.row not in left_out],
        "packed": signing.dumps(as_builtins(plan), salt=SALT, compress=True),
        "marking": MarkingForm(reader=request.reader, initial=usual_marking(request.reader, "")) if plan.new else None,
        "preview": None,
    }
    return render(request, "needs/needs/report.html", context)
