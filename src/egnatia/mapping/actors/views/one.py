from dataclasses import asdict
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from egnatia.kernel.faults import AlreadyThere
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.mapping.actors.actions import add_name, change_actor, register_actor
from egnatia.mapping.actors.forms import ActorForm, NameForm
from egnatia.mapping.actors.queries.one import actor_page, editable_actor
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of


@require_safe
def actor(request: ReaderRequest, actor_id: UUID) -> HttpResponse:
    page = actor_page(request.reader, actor_id, forum())
    return render(request, "mapping/actors/page.html", {"actor": page})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    asked = ASKED in request.POST
    form = ActorForm(data, names=forum(), quiet=data is None or asked)
    marking = MarkingForm(data, reader=request.reader)
    if data is not None and not asked and all([form.is_valid(), marking.is_valid()]):
        made = register_actor(form.organisation(), marking=marking.marking(), by=request.reader)
        messages.success(request, _("Saved. Who exactly sees it stands below."))
        return redirect("mapping:actor", made)
    preview = preview_of(marking, asker=request.reader) if asked else None
    return render(request, "mapping/actors/form.html", {"form": form, "marking": marking, "preview": preview})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def change(request: ReaderRequest, actor_id: UUID) -> HttpResponse:
    editable = editable_actor(request.reader, actor_id)
    data = request.POST if request.method == "POST" else None
    form = ActorForm(data, names=forum(), initial=asdict(editable))
    if data is not None and form.is_valid():
        change_actor(actor_id, form.organisation(), by=request.reader)
        messages.success(request, _("Saved as a new version."))
        return redirect("mapping:actor", actor_id)
    return render(request, "mapping/actors/form.html", {"form": form, "actor": editable})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def names(request: ReaderRequest, actor_id: UUID) -> HttpResponse:
    """Another name, added."""
    editable = editable_actor(request.reader, actor_id)
    form = NameForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            add_name(actor_id, form.named(), by=request.reader)
        except AlreadyThere:
            form.add_error("name", _("It has this name already."))
        else:
            messages.success(request, _("Activities that use this name now belong to it too."))
            return redirect("mapping:actor", actor_id)
    return render(request, "mapping/actors/name.html", {"form": form, "actor": editable})
