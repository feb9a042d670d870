"""The editorial overview, its sections in full, planning a publication, and what visitors would see."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.kernel import clock
from egnatia.kernel.records.markings import is_narrower, of_json
from egnatia.kernel.requests import ReaderRequest, answer_to_visitor
from egnatia.library.desk import actions, queries
from egnatia.library.desk.rules import LANGUAGES
from egnatia.pages.forms import DayField
from egnatia.pages.labels import language_name
from egnatia.people.access import members_only
from egnatia.people.addresses import page_of, without_language
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of
from egnatia.people.marking.queries import MarkedRecord

LONGEST = timedelta(days=366)
WIDTHS = {  # in pixels of the screens that visitors have
    390: gettext_lazy("Phone"),
    768: gettext_lazy("Tablet"),
    1280: gettext_lazy("Computer"),
}
POLICY = "Content-Security-Policy"
FRAMED = "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'self'; sandbox allow-same-origin"
SCRIPTS = re.compile(rb"<script\b[^>]*></script>")  # that would be fetched, and not run in a frame
MORNING = 9


class MomentForm(forms.Form):
    """`at()` after `is_valid()`: a full hour of the site's time, from now on for a year."""

    day = DayField(label=gettext_lazy("Day"))
    hour = forms.TypedChoiceField(
        label=gettext_lazy("Time"), choices=[(hour, f"{hour:02}:00") for hour in range(24)], coerce=int, initial=MORNING
    )

    def at(self) -> datetime:
        day: date = self.cleaned_data["day"]
        hour: int = self.cleaned_data["hour"]
        return datetime.combine(day, time(hour), tzinfo=timezone.get_current_timezone())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not clock.now() < self.at() <= clock.now() + LONGEST:
            self.add_error("day", _("Choose a time in the next twelve months."))
        return cleaned


def _language(request: ReaderRequest) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in LANGUAGES else ""


def _page(request: ReaderRequest, sections: list[queries.OverviewSection], *, one: bool) -> HttpResponse:
    languages = [(code, language_name(code)) for code in LANGUAGES]
    context = {"sections": sections, "languages": languages, "language": _language(request), "one": one}
    return render(request, "library/desk/overview.html", context)


@require_safe
@members_only
def overview(request: ReaderRequest) -> HttpResponse:
    return _page(request, queries.sections_of(request.reader, _language(request)), one=False)


@require_safe
@members_only
def section(request: ReaderRequest, code: str) -> HttpResponse:
    return _page(request, [queries.section_of(request.reader, code, _language(request))], one=True)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def schedule(request: ReaderRequest, record: UUID) -> HttpResponse:
    """When the record gets which marking."""
    marked, plan = queries.record_to_schedule(request.reader, record)
    sent = request.POST if request.method == "POST" else None
    begun = {"day": timezone.localtime(plan.at).date(), "hour": timezone.localtime(plan.at).hour} if plan else None
    moment = MomentForm(sent, initial=begun)
    start = of_json(plan.marking) if plan else marked.marking
    marking = MarkingForm(sent, reader=request.reader, initial=start, record=record)
    asked = sent is not None and ASKED in sent
    if sent is not None and not asked and all([moment.is_valid(), marking.is_valid()]) and _wider(marking, marked):
        actions.schedule(record, marking.marking(), moment.at(), by=request.reader)
        messages.success(request, _("Scheduled. You can cancel it until then."))
        return redirect("library:desk")
    context = {
        "record": marked,
        "back": page_of(marked.kind, record),
        "moment": moment,
        "marking": marking,
        "planned": queries.plan_words(plan) if plan else "",
        "preview": preview_of(marking, asker=request.reader, record=marked) if asked else None,
    }
    return render(request, "library/desk/schedule.html", context)


def _wider(form: MarkingForm, record: MarkedRecord) -> bool:
    """Whether somebody gains access by it; a narrower marking is set at once."""
    new, old = (each.tokens(owner=record.owner, author=record.author) for each in (form.marking(), record.marking))
    if is_narrower(new, old):
        form.add_error("tlp", _("Choose a wider marking than the present one. A narrower one applies at once."))
        return False
    return True


@require_POST
@members_only
def cancellation(request: ReaderRequest, record: UUID) -> HttpResponse:
    actions.cancel(record, by=request.reader)
    messages.success(request, _("The scheduled publication is cancelled."))
    return redirect("library:desk")


class PreviewForm(forms.Form):
    """`chosen()`: the language and the width that are asked for; English, as on a phone, where either is unknown."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES, required=False)
    width = forms.ChoiceField(label=gettext_lazy("Width"), choices=list(WIDTHS.items()), required=False)

    def chosen(self) -> tuple[str, int]:
        asked = self.cleaned_data if self.is_valid() else {}
        return asked.get("language") or settings.LANGUAGE_CODE, int(asked.get("width") or min(WIDTHS))


@require_safe
@members_only
def preview(request: ReaderRequest, record: UUID) -> HttpResponse:
    """A record of one's own as a page of the public site, in a frame of some width."""
    marked = queries.own_record(request.reader, record)
    language, width = PreviewForm({"language": get_language(), **request.GET.dict()}).chosen()
    form = PreviewForm(initial={"language": language, "width": width})
    context = {"form": form, "record": marked, "back": page_of(marked.kind, record), "code": language, "width": width}
    return render(request, "library/desk/preview.html", context)


@require_safe
@members_only
def preview_page(request: ReaderRequest, record: UUID, code: str) -> HttpResponse:
    """What visitors would get in a language. With `?framed` a page of ours may hold it in a frame: nothing of it runs
    there, and no link of it works."""
    marked = queries.own_record(request.reader, record)
    if code not in dict(settings.LANGUAGES):
        raise Http404
    address = f"/{code}{without_language(page_of(marked.kind, record))}"
    with actions.public_for_a_moment(record, by=request.reader):
        page = answer_to_visitor(request, address)
    framed, said = "framed" in request.GET, page.getvalue()
    if framed:
        said = SCRIPTS.sub(b"", said.replace(b"<body", b"<body inert", 1))
    return HttpResponse(said, status=page.status_code, headers={POLICY: FRAMED} if framed else {})
