"""Mappings that were kept: listed, downloaded, forgotten."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from egnatia.formats.sheets import as_yaml
from egnatia.kernel.requests import ReaderRequest
from egnatia.needs.spreadsheets.actions.keeping import forget
from egnatia.needs.spreadsheets.queries.kept import history_of_kept, kept_seen_by, one_kept
from egnatia.needs.spreadsheets.views.choosing import yaml_file
from egnatia.people.access import members_only


@require_safe
@members_only
def listed(request: ReaderRequest) -> HttpResponse:
    return render(request, "needs/spreadsheets/kept.html", {"kept": kept_seen_by(request.reader)})


@require_safe
@members_only
def download(request: ReaderRequest, mapping_id: UUID) -> HttpResponse:
    return yaml_file(as_yaml(one_kept(request.reader, mapping_id).mapping))


@require_safe
@members_only
def history(request: ReaderRequest, mapping_id: UUID) -> HttpResponse:
    """What each version of it changed."""
    kept, versions = history_of_kept(request.reader, mapping_id)
    return render(request, "needs/spreadsheets/history.html", {"kept": kept, "history": versions})


@require_POST
@members_only
def forgetting(request: ReaderRequest, mapping_id: UUID) -> HttpResponse:
    """It is offered no longer."""
    forget(mapping_id, by=request.reader)
    messages.success(request, _("Forgotten. What was imported with it stays."))
    return redirect("needs:sheet-mappings")
