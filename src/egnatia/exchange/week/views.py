"""The page of the week, what the secretariat writes on top of it, and the week as a private feed."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from egnatia.exchange.week.actions import introduce, remove_introduction
from egnatia.exchange.week.fields import LONGEST, NOTE, WeekNoteContent
from egnatia.exchange.week.queries import WeekPage, own_note, this_monday, week_for
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.records.content import ByLanguage
from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import members_only
from egnatia.people.addresses import whole_address
from egnatia.people.calendars.queries import subscriber
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of
from egnatia.taxonomy.document import WRITTEN

LANGUAGES = {code: name for code, name in settings.LANGUAGES if code in WRITTEN}
UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # what XML cannot hold
REMOVE = "remove"  # the name of the button


class IntroductionForm(forms.Form):
    """For this week or the next; one text a language."""

    week = forms.ChoiceField(label=gettext_lazy("Week"), widget=forms.RadioSelect)

    def __init__(self, data: object = None) -> None:
        monday = this_monday()
        weeks = [monday, monday + timedelta(days=7)]
        super().__init__(data, initial={"week": weeks[0].isoformat()})  # type: ignore[arg-type]  # a form's data
        choices = [(each.isoformat(), _("from %(day)s") % {"day": date_format(each)}) for each in weeks]
        self.fields["week"].choices = choices  # type: ignore[attr-defined]  # a field of choices
        for code, name in LANGUAGES.items():
            box = forms.Textarea(attrs={"rows": 2, "lang": code})
            self.fields[code] = forms.CharField(label=name, required=False, max_length=LONGEST, widget=box)

    def clean(self) -> None:
        if not any(self.cleaned_data.get(code) for code in LANGUAGES):
            self.add_error("en", _("Enter the text in at least one language."))

    def said(self) -> WeekNoteContent:
        texts = {code: self.cleaned_data[code] for code in LANGUAGES if self.cleaned_data[code]}
        return WeekNoteContent(ByLanguage(texts, next(iter(texts))), week=date.fromisoformat(self.cleaned_data["week"]))


@require_safe
@members_only
def week(request: ReaderRequest) -> HttpResponse:
    context = {"week": week_for(request.reader), "writes": request.reader.is_secretariat}
    return render(request, "exchange/week.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def introduction(request: ReaderRequest) -> HttpResponse:
    """A new one replaces the one before."""
    if code := NOTE.refuses(request.reader, None):
        raise NotAllowed(request.reader.why_not(code))
    data = request.POST if request.method == "POST" else None
    form, marking = IntroductionForm(data), MarkingForm(data, reader=request.reader, initial=Marking(Tlp.GREEN))
    if data is not None and ASKED not in data and REMOVE not in data and all([form.is_valid(), marking.is_valid()]):
        introduce(form.said(), marking.marking(), by=request.reader)
        messages.success(request, _("Saved. It is shown during the week that you chose."))
        return redirect("exchange:week")
    if data is not None and REMOVE in data:
        remove_introduction(this_monday(), by=request.reader)
        messages.success(request, _("Removed."))
        return redirect("exchange:week")
    context = {
        "form": form,
        "marking": marking,
        "preview": preview_of(marking, asker=request.reader) if data is not None and ASKED in data else None,
        "present": own_note(request.reader, this_monday()),
    }
    return render(request, "exchange/week_introduction.html", context)


class WeekFeed(Atom1Feed):
    """Without entries it is as old as the week."""

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=datetime.combine(this_monday(), time.min, UTC))


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Whoever asks needs no session: the address is the key of their private calendar. Nothing keeps the answer."""
    whose = subscriber(secret)
    with translation.override(whose.language):
        page = whole_address(request, reverse("exchange:week"))
        atom = WeekFeed(_("This week in the region"), page, "", language=whose.language)
        for title, path, at, more in _entries(week_for(whose.reader)):
            address = whole_address(request, path)
            atom.add_item(
                UNFIT.sub(" ", title),
                address,
                escape(UNFIT.sub(" ", more)),  # read as HTML
                unique_id=f"{address}#{at:%Y%m%dT%H%M%S}",
                updateddate=at,
            )
        content = atom.writeString("utf-8")
    response = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _entries(found: WeekPage) -> Iterator[tuple[str, str, datetime, str]]:
    """(title, path, when it changed, what is said of it) of what the page shows."""
    if found.introduction:
        yield _("Introduction"), reverse("exchange:week"), found.introduction.at, found.introduction.text
    for entry in found.dates:
        yield f"{date_format(entry.day)}: {entry.words}", entry.url, entry.changed_at, _("Next three weeks")
    for entry in found.ended:
        ended = _("Activities that ended in the last seven days")
        yield f"{date_format(entry.day)}: {entry.words}", entry.url, entry.changed_at, ended
    for part in found.kinds:
        for line in part.lines:
            yield line.told.words, line.told.url, line.at, f"{part.title} · {line.fate_words}"
