"""All comments on a record with the form for another, one comment with its history, editing and withdrawing it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.comments.actions import audience_of, comment, edit, note_reading, withdraw
from egnatia.comments.fields import COMMENTS_BY_ACCOUNT
from egnatia.comments.forms import CommentForms, NarrowerForm, ReadersForm, forms_for, text_form
from egnatia.comments.queries import (
    CommentAudience,
    CommentedRecord,
    all_comments_on,
    audience_shown,
    comment_page,
    commented,
    nameable,
)
from egnatia.kernel.faults import AlreadyThere, ChangedMeanwhile, NotAllowed
from egnatia.kernel.records.lifecycle import ContentRefused
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.forms import ONCE, new_once, pressed_key, uuid_of, version_of
from egnatia.people.access import members_only
from egnatia.people.limits.actions import count
from egnatia.people.marking.preview import ASKED, MarkingPreview

ANSWERS = "answers"  # in the address: the comment that a new one replies to


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest, about: UUID) -> HttpResponse:
    """All comments on a record, and the form."""
    on = commented(request.reader, about)
    answers = uuid_of(request.GET, ANSWERS) if ANSWERS in request.GET else None
    if on.closed and request.method == "POST":
        raise NotAllowed("comments-closed")
    usual = audience_of(on.record, None, answers, by=request.reader)
    first = comment_page(request.reader, answers) if answers else None
    data = request.POST if request.method == "POST" else None
    asked = data is not None and ASKED in data
    author = first.author if first and not first.row.own else None
    people = nameable(request.reader, usual.tokens(request.reader.person), on.record)
    readers = ReadersForm(data, people=people, answers=usual.narrower, first=author)
    forms = forms_for(data, readers, reader=request.reader, about=about, quiet=data is None or asked)
    if data is not None and not asked and forms.are_valid() and _stored(request, on, forms, answers):
        return redirect(f"{on.url}#comments")
    context = {
        "about": on,
        "rows": all_comments_on(request.reader, about),
        "answered": first.row if first else None,
        "form": forms.text,
        "readers": forms.readers,
        "marking": forms.marking,
        "preview": _preview(request, on, usual, forms.narrower) if asked else None,
        "once": uuid_of(request.POST, ONCE) if data is not None else new_once(),
    }
    return render(request, "comments/new.html", context)


def _stored(request: ReaderRequest, on: CommentedRecord, forms: CommentForms, answers: UUID | None) -> bool:
    """Whether the comment is there now; else the forms say why not. Pressed twice, it is there once."""
    count(COMMENTS_BY_ACCOUNT, request.reader.person)
    try:
        comment(
            on.id,
            forms.text.said(),
            by=request.reader,
            marking=forms.narrower.marking() if forms.narrower else None,
            answers=answers,
            notify=forms.readers.notified(),
            natural_key=pressed_key(request.POST),
        )
    except AlreadyThere:
        return True
    except ContentRefused as refused:
        forms.readers.add_error(refused.field, str(refused.sentence))
        return False
    except NotAllowed as refused:
        if forms.narrower is None:
            raise
        forms.narrower.refuse(refused.code)
        return False
    messages.success(request, _("Your comment was added."))
    return True


def _preview(
    request: ReaderRequest, on: CommentedRecord, usual: CommentAudience, narrower: NarrowerForm | None
) -> MarkingPreview:
    """Of the readers who are chosen; of those with a marking of their own if there is one."""
    audience = usual
    if narrower is not None:
        if not narrower.is_valid():
            return MarkingPreview(valid=False)
        try:
            audience = audience_of(on.record, narrower.marking(), None, by=request.reader)
        except NotAllowed as refused:
            narrower.refuse(refused.code)
            return MarkingPreview(valid=False)
    groups = audience_shown(audience, on.record, asker=request.reader)
    return MarkingPreview(audience.marking.tlp.words, groups)


@require_POST
@members_only
def preview(request: ReaderRequest, about: UUID) -> HttpResponse:
    """Who would see a comment with fewer readers: a fragment, while somebody chooses."""
    on = commented(request.reader, about)
    form = NarrowerForm(request.POST, reader=request.reader, about=about)
    usual = audience_of(on.record, None, None, by=request.reader)
    shown = _preview(request, on, usual, form)
    return render(request, "people/marking/preview.html", {"preview": shown, "form": form})


@require_safe
@members_only
def one(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Opening it is reading the mention."""
    page = comment_page(request.reader, record)
    if request.method == "GET":
        note_reading(record, by=request.reader)
    return render(request, "comments/page.html", {"comment": page})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def change(request: ReaderRequest, record: UUID) -> HttpResponse:
    page = comment_page(request.reader, record)
    if not page.row.own:
        raise NotAllowed(request.reader.why_not("comment-author"))
    if page.about.closed:
        raise NotAllowed("comments-closed")
    data = request.POST if request.method == "POST" else None
    form = text_form(data, reader=request.reader, kept=page.said)
    if data is not None and form.is_valid():
        try:
            edit(record, form.said(), expected=version_of(data), by=request.reader)
        except ChangedMeanwhile:
            form.add_error(None, _("You have changed this comment in the meantime. Open it again."))
        else:
            messages.success(request, _("Saved as a new version."))
            return redirect("comments:comment", record)
    return render(request, "comments/change.html", {"comment": page, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def withdrawal(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Asks first; the deed itself is a POST."""
    page = comment_page(request.reader, record)
    if request.method == "POST":
        withdraw(record, by=request.reader)
        messages.success(request, _("The comment was withdrawn."))
        return redirect(f"{page.about.url}#comments")
    if not page.removable:
        raise NotAllowed(request.reader.why_not("comment-withdrawal"))
    return render(request, "comments/withdrawal.html", {"comment": page})
