"""The pages of matches: list, one, money counted once."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.activities.activities.forms.filters import ActivityFilterForm
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.inbox import counted
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.kernel.rooms import inbox_of
from egnatia.matching import labels
from egnatia.matching.actions import USUAL, enter, state_position, take_back, undo_entry, write_to_owners
from egnatia.matching.forms import DeskForm, MatchFilterForm, OwnerLettersForm, ViewForm, chosen_matches
from egnatia.matching.queries.conversations import conversations_seen_by
from egnatia.matching.queries.desk import colleagues_of, desk_lines, following
from egnatia.matching.queries.letters import OwnerLetter, letters_about, match_for_desk
from egnatia.matching.queries.lists import (
    MatchNames,
    basis_for,
    counts_of_kinds,
    first_rows,
    matches_seen_by,
    queue_of,
    waiting_count,
)
from egnatia.matching.queries.money import STEPS_SHOWN, money_seen_by, page_of_steps
from egnatia.matching.queries.page import brought_in_for, match_seen_by
from egnatia.matching.queries.series import series_seen_by
from egnatia.matching.queries.similarity import new_activities, similar_work_seen_by
from egnatia.matching.rules import MOST_LISTED, PAGE, QUEUE, MatchFilters
from egnatia.matching.tables import funding_pictures, funding_trees, table_of, table_of_money, tree_legend, tree_picture
from egnatia.pages.amounts import figure
from egnatia.pages.downloads import MOST_ROWS, as_csv, as_xlsx
from egnatia.pages.pagination import page_number
from egnatia.people import mail
from egnatia.people.access import members_only
from egnatia.people.addresses import whole_address
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of
from egnatia.reminders.jobs import send_soon
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import vocabulary

FORMS = {"csv": as_csv, "xlsx": as_xlsx}


def naming() -> MatchNames:
    return MatchNames(forum(), vocabulary())


@require_safe
@members_only
def matches(request: ReaderRequest) -> HttpResponse:
    called = naming()
    form = MatchFilterForm(request.GET, naming=called, desk=request.reader.is_secretariat)
    page = page_number(request.GET, most=MOST_LISTED // PAGE)
    listing = matches_seen_by(request.reader, form.filters, page=page, naming=called)
    context = {
        "form": form,
        "listing": listing,
        "tabs": _tabs(request, form.filters),
        "waiting": waiting_count(request.reader),
        "way": _way(request, form.filters),
        "basis": basis_for(request.reader),
        "most": figure(MOST_ROWS),
        "desk": request.reader.is_secretariat,
    }
    return render(request, "matching/list.html", context)


def _way(request: ReaderRequest, filters: MatchFilters) -> str:
    """The list as an address says it, for the pages that go through it."""
    asked = request.GET.copy()
    asked.pop("page", None)
    asked["kind"] = filters.kind
    return asked.urlencode()


def _tabs(request: ReaderRequest, filters: MatchFilters) -> list[dict[str, Any]]:
    """One address for each kind, under the same filters, with how many there are."""
    asked = request.GET.copy()
    asked.pop("page", None)
    tabs = []
    for kind, count in counts_of_kinds(request.reader, filters).items():
        asked["kind"] = kind
        label = labels.label(labels.TAB, kind)
        tabs.append(
            {"label": label, "url": f"?{asked.urlencode()}", "current": kind == filters.kind, "count": counted(count)}
        )
    return tabs


@expensive("GET", "HEAD")
@require_safe
@members_only
def download(request: ReaderRequest, form: str) -> HttpResponse:
    if form not in FORMS:
        raise Http404
    called = naming()
    filters = MatchFilterForm(request.GET, naming=called, desk=request.reader.is_secretariat).filters
    rows = first_rows(request.reader, filters, most=MOST_ROWS, naming=called)
    return FORMS[form](table_of(rows, called.names))


@require_safe
@members_only
def batch(request: ReaderRequest) -> HttpResponse:
    """The matches that wait for a view of the reader's organisation, one a row."""
    page = page_number(request.GET, most=MOST_LISTED // QUEUE)
    queue = queue_of(request.reader, page=page, naming=naming())
    context = {
        "queue": queue,
        "form": ViewForm(),
        "verdicts": labels.verdicts("").items(),
        "on_behalf": labels.ON_BEHALF.items(),
        "onward": () if queue.rows else inbox_of(request.reader)[:1],
    }
    return render(request, "matching/batch.html", context)


@require_safe
@members_only
def series(request: ReaderRequest, activity_id: UUID) -> HttpResponse:
    """The other parts of an activity's programme: a page, or the part of one that its page asks for."""
    found = series_seen_by(request.reader, activity_id, naming=naming())
    fragment = request.headers.get("HX-Request") == "true"
    template = "matching/series_parts.html" if fragment else "matching/series.html"
    return render(request, template, {"series": found})


@expensive("GET", "HEAD")
@require_safe
@members_only
def similar(request: ReaderRequest, activity_id: UUID) -> HttpResponse:
    """/matches/similar/…/: work that is similar to an activity and no overlap of it."""
    found = similar_work_seen_by(request.reader, activity_id, naming=naming())
    return render(request, "matching/similar.html", {"found": found})


@expensive("GET", "HEAD")
@require_safe
@members_only
def similar_queue(request: ReaderRequest) -> HttpResponse:
    """/matches/similar/: the same of each new activity, for the secretariat."""
    listing = new_activities(request.reader, page=page_number(request.GET), naming=naming())
    return render(request, "matching/similar_queue.html", {"listing": listing})


FORMS_MONEY = {"csv": as_csv, "xlsx": as_xlsx}
KINDS = ("same", "chain")


def _form(request: ReaderRequest) -> ActivityFilterForm:
    called = naming()
    return ActivityFilterForm(request.GET, names=called.names, vocabulary=called.vocabulary)


def _kind(request: ReaderRequest) -> str:
    """Which steps are shown: all, the double reports or the passed-on funding."""
    asked = request.GET.get("steps", "")
    return asked if asked in KINDS else ""


@require_safe
@members_only
def money(request: ReaderRequest) -> HttpResponse:
    form, kind = _form(request), _kind(request)
    page = page_number(request.GET, most=MOST_LISTED // STEPS_SHOWN)
    counted = money_seen_by(request.reader, form.filters, kind=kind, most=page * STEPS_SHOWN)
    listing = page_of_steps(counted, page)
    context: dict[str, Any] = {
        "form": form,
        "money": counted,
        "steps": kind,
        "pictures": funding_pictures(counted.totals),
        "listing": listing,
        "tree": tree_picture(funding_trees(listing.rows)),
        "legend": tree_legend(),
    }
    return render(request, "matching/money.html", context)


@expensive("GET", "HEAD")
@require_safe
@members_only
def download_money(request: ReaderRequest, form: str) -> HttpResponse:
    if form not in FORMS_MONEY:
        raise Http404
    counted = money_seen_by(request.reader, _form(request).filters, kind=_kind(request), most=MOST_ROWS)
    return FORMS_MONEY[form](table_of_money(counted, naming().names))


@require_safe
@members_only
def match(request: ReaderRequest, match_id: UUID) -> HttpResponse:
    return _page(request, match_id, ViewForm(), MarkingForm(reader=request.reader, initial=USUAL))


def _page(
    request: ReaderRequest, match_id: UUID, form: ViewForm, marking: MarkingForm, desk: DeskForm | None = None
) -> HttpResponse:
    found = match_seen_by(request.reader, match_id, naming=naming())
    preview = preview_of(marking, asker=request.reader) if ASKED in request.POST else None
    context = {
        "match": found,
        "form": form,
        "marking": marking,
        "preview": preview,
        "verdicts": labels.verdicts(found.behalf).items(),
        "pressed": request.POST.get("verdict", ""),
        "opened": marking.is_bound,
        "way": request.POST.get("list") or request.GET.urlencode(),
    }
    if request.reader.is_secretariat:
        context |= {"desk": desk or _desk_form(request), "lines": desk_lines(request.reader, match_id)}
    return render(request, "matching/page.html", context)


def _desk_form(request: ReaderRequest) -> DeskForm:
    return DeskForm(colleagues=colleagues_of(request.reader), own=request.reader.person)


@require_POST
@members_only
def say(request: ReaderRequest, match_id: UUID) -> HttpResponse:
    """POST /matches/…/views: one more view. Where something is amiss, the page again with all that was typed."""
    form = ViewForm(request.POST)
    marking = MarkingForm(request.POST if _chose_marking(request) else None, reader=request.reader, initial=USUAL)
    if ASKED in request.POST or not form.is_valid() or (marking.is_bound and not marking.is_valid()):
        return _page(request, match_id, form, marking)
    said = form.cleaned_data
    verdicts = labels.verdicts(brought_in_for(request.reader, match_id, naming=naming()))
    if said["verdict"] not in verdicts:
        raise NotAllowed("on-behalf")
    chosen: Marking = marking.marking() if marking.is_bound else USUAL
    after = _after(request, match_id)
    state_position(match_id, said["verdict"], said["note"], chosen, next_on=said["next_on"], by=request.reader)
    what = {"view": labels.label(verdicts, said["verdict"]), "undo": _undo(match_id, "views")}
    messages.success(request, format_html(_("Position saved: {view}. {undo}"), **what))
    return redirect("matching:match-batch") if form.in_batch else after


def _undo(match_id: UUID, part: str) -> str:
    """A link back to what was done, where it can be undone."""
    return format_html('<a href="{}#{}">{}</a>', reverse("matching:match", args=[match_id]), part, _("View or undo"))


def _after(request: ReaderRequest, match_id: UUID) -> HttpResponseRedirect:
    """Where the reader goes on: to the next overlap of the list that they came from, to that list after the last one;
    back to the page where they came from none. Asked before anything changes."""
    asked = QueryDict(request.POST.get("list", ""))
    return _next(request, match_id, asked) if asked else redirect("matching:match", match_id)


def _next(request: ReaderRequest, match_id: UUID, asked: QueryDict) -> HttpResponseRedirect:
    form = MatchFilterForm(asked, naming=naming(), desk=request.reader.is_secretariat)
    found = following(request.reader, form.filters, match_id)
    page = reverse("matching:match", args=[found]) if found else reverse("matching:matches")
    return HttpResponseRedirect(f"{page}?{asked.urlencode()}")


def _back(request: ReaderRequest, match_id: UUID) -> HttpResponseRedirect:
    """The same page, and still in the list that the reader goes through."""
    asked = QueryDict(request.POST.get("list", "")).urlencode()
    page = reverse("matching:match", args=[match_id])
    return HttpResponseRedirect(f"{page}?{asked}" if asked else page)


@require_safe
@members_only
def coming(request: ReaderRequest, match_id: UUID) -> HttpResponse:
    """/matches/…/next: the next overlap that waits in the list that the address says; this one stays as it is."""
    return _next(request, match_id, QueryDict(request.GET.urlencode()))


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def desk(request: ReaderRequest, match_id: UUID) -> HttpResponse:
    """POST /matches/…/desk: note, assign, put on an agenda or set aside, for the secretariat. Whoever opens it as a
    page, after a refusal say, is led to the overlap."""
    if request.method != "POST":
        return redirect("matching:match", match_id)
    match_for_desk(match_id, by=request.reader)
    form = DeskForm(request.POST, colleagues=colleagues_of(request.reader))
    if not form.is_valid():
        marking = MarkingForm(reader=request.reader, initial=USUAL)
        return _page(request, match_id, ViewForm(), marking, form)
    after = _after(request, match_id)
    enter(match_id, **form.entered, by=request.reader)
    what = {"what": labels.label(labels.DESK, form.verb), "undo": _undo(match_id, "desk")}
    messages.success(request, format_html(_("Saved: {what}. {undo}"), **what))
    return after if form.verb != "note" else _back(request, match_id)


@require_POST
@members_only
def desk_undo(request: ReaderRequest, match_id: UUID, entry_id: UUID) -> HttpResponse:
    """POST /matches/…/desk/…/undo: what the secretariat entered holds no more."""
    undo_entry(match_id, entry_id, by=request.reader)
    messages.success(request, _("Undone."))
    return _back(request, match_id)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def conversations(request: ReaderRequest) -> HttpResponse:
    """/matches/conversations: overlaps about one institution and period; said of several at once, kept on each."""
    form, entry = ViewForm(), _desk_form(request)
    if request.method == "POST" and request.reader.is_secretariat and "verb" in request.POST:
        entry = DeskForm(request.POST, colleagues=colleagues_of(request.reader))
        if entry.is_valid():
            return _said(request, lambda match: enter(match, **entry.entered, by=request.reader))
    elif request.method == "POST":
        form = ViewForm(request.POST)
        if form.is_valid():
            return _said(request, lambda match: _state(request, match, form.cleaned_data))
    context = {
        "conversations": conversations_seen_by(request.reader, naming=naming()),
        "form": form,
        "desk": entry if request.reader.is_secretariat else None,
        "verdicts": labels.VERDICT.items(),
    }
    return render(request, "matching/conversations.html", context)


def _state(request: ReaderRequest, match: UUID, said: dict[str, Any]) -> None:
    if said["verdict"] not in labels.verdicts(brought_in_for(request.reader, match, naming=naming())):
        raise NotAllowed("on-behalf")
    state_position(match, said["verdict"], said["note"], next_on=said["next_on"], by=request.reader)


def _said(request: ReaderRequest, act: Callable[[UUID], object]) -> HttpResponse:
    """Of each that was ticked and that the reader may say it of; how many these were."""
    count = 0
    for match in chosen_matches(request.POST):
        with suppress(NotFound, NotAllowed):
            act(match)
            count += 1
    said = ngettext("Saved for %(count)s overlap.", "Saved for %(count)s overlaps.", count) % {"count": count}
    messages.success(request, said) if count else messages.warning(request, _("No overlap was selected."))
    return redirect("matching:match-conversations")


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def letters(request: ReaderRequest, match_id: UUID) -> HttpResponse:
    """/matches/…/letters: the drafts to the owners, sent from here or copied, and kept."""
    drafts = tuple(_with_link(each, request) for each in letters_about(match_id, by=request.reader))
    form = OwnerLettersForm(request.POST if request.method == "POST" else None, letters=drafts)
    if drafts and form.is_bound and form.is_valid():
        sends = "send" in request.POST and mail.leaves_here()
        after = _after(request, match_id)
        planned = write_to_owners(match_id, form.cleaned_data, sends=sends, by=request.reader)
        send_soon(planned, whole_address(request, "/"))
        sent = ngettext("%(count)s e-mail is being sent.", "%(count)s e-mails are being sent.", len(planned))
        said = sent % {"count": len(planned)} if planned else _("Recorded as sent.")
        messages.success(request, format_html("{} {}", said, _undo(match_id, "desk")))
        return after
    context = {
        "match": match_seen_by(request.reader, match_id, naming=naming()),
        "form": form,
        "letters": [(each, form[each.side]) for each in drafts],
        "asks": any(each.asks for each in drafts),
        "sends": mail.leaves_here() and any(each.mailbox for each in drafts),
        "way": request.POST.get("list") or request.GET.urlencode(),
    }
    return render(request, "matching/letters.html", context)


def _with_link(letter: OwnerLetter, request: ReaderRequest) -> OwnerLetter:
    """One that is not sent from here ends with the link, which a sent one gets when it leaves."""
    sent = mail.leaves_here() and letter.mailbox
    return letter if sent else replace(letter, text=f"{letter.text}\n\n{whole_address(request, letter.page)}")


def _chose_marking(request: ReaderRequest) -> bool:
    """Not in a queue, where the usual marking is meant."""
    return any(name.startswith("marking-") for name in request.POST)


@require_POST
@members_only
def withdrawal(request: ReaderRequest, match_id: UUID, view_id: UUID) -> HttpResponse:
    """POST /matches/…/views/…/withdrawal: take one's own newest view back."""
    there = take_back(match_id, view_id, by=request.reader)
    messages.success(request, _("Position withdrawn."))
    return redirect("matching:match", match_id) if there else redirect("matching:matches")
