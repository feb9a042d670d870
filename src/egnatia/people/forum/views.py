"""The pages on which the secretariat names its forum and founds communities."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from egnatia.kernel.faults import AlreadyThere, ChangedMeanwhile
from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import members_only
from egnatia.people.forum.actions import found_community, name_forum, require_may_name
from egnatia.people.forum.forms import ForumForm, FoundingForm
from egnatia.people.forum.queries import settings_of_forum


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def forum(request: ReaderRequest) -> HttpResponse:
    """How the forum is called, and in which order and with which labels its economies stand."""
    require_may_name(request.reader)
    now = settings_of_forum()
    form = ForumForm(request.POST if request.method == "POST" else None, now=now)
    if form.is_bound and form.is_valid():
        try:
            name_forum(replace(form.said(), version=request.POST.get("version", "")), by=request.reader)
        except ChangedMeanwhile:
            messages.warning(
                request,
                _("Someone else has changed these settings in the meantime. Check them; your entries are still here."),
            )
        else:
            messages.success(request, _("Saved. The settings apply to all pages."))
            return redirect("people:forum")
    return render(request, "people/forum/page.html", {"form": form, "version": now.version})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def founding(request: ReaderRequest) -> HttpResponse:
    """A new community, with its first steward."""
    require_may_name(request.reader)
    form = FoundingForm(request.POST if request.method == "POST" else None, reader=request.reader)
    if form.is_bound and form.is_valid():
        try:
            slug = found_community(form.founding(), steward=form.first_steward(), by=request.reader)
        except AlreadyThere:
            form.add_error("name_en", _("A group with this name already exists."))
        else:
            messages.success(request, _("Group created. Its steward confirms the other members."))
            return redirect("people:community", slug)
    return render(request, "people/forum/founding.html", {"form": form})
