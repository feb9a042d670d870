"""The pages of notices: those of every kind, and what is special of a notice."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from egnatia.exchange.notices.actions import NOTICE, require_not_over
from egnatia.exchange.notices.drafts import AS_DRAFT, draft_of, letters_leave, saved
from egnatia.exchange.notices.fields import ALERT, NoticeContent
from egnatia.exchange.notices.models import Notice
from egnatia.exchange.notices.queries import drafts_of, is_expired, not_expired
from egnatia.exchange.receipts.actions import note_opening
from egnatia.exchange.receipts.queries.overview import is_noted
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.lists import Filter, FilteredList
from egnatia.kernel.records.content import parts_of
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.record_forms import RecordFilterForm, filters_described
from egnatia.pages.record_pages import KindWords, RecordPages
from egnatia.pages.record_presenters import RecordPage, page_of, row_of
from egnatia.people.marking.forms import MarkingForm

CORRECTION, URGENT, REMINDER = (
    parts_of(NoticeContent)[name].field.label for name in ("what_changed", "urgent", "remind_after")
)
EXPIRED = {"with": _("including expired")}


class NoticeFilterForm(RecordFilterForm):
    expired = forms.ChoiceField(
        label=_("Expired notices"), required=False, choices=[("", _("without expired")), *EXPIRED.items()]
    )

    def __init__(self, data: Mapping[str, Any], *, reader: Reader) -> None:
        super().__init__(NoticeContent, data, reader=reader)
        self.order_fields([name for name in self.fields if name != "expired"])


class NoticePages(RecordPages[Notice, NoticeContent]):
    """A draft first, where the session may have one, then published. An expired notice leaves the list and stays where
    it is searched for."""

    @property
    def filtered(self) -> FilteredList:
        expired = Filter(_("Expired notices"), EXPIRED)
        described = lambda: {**filters_described(NoticeContent), "expired": expired}  # noqa: E731 - read for each reader
        return FilteredList(self.words.many, self.list_route(), described, self._listed)

    def _filter_form(self, request: ReaderRequest) -> NoticeFilterForm:
        return NoticeFilterForm(request.GET, reader=request.reader)

    def _listed(self, reader: Reader, wanted: Mapping[str, str]) -> Any:  # noqa: ANN401 - rows of the kind
        rows = self._rows(reader, wanted).filter(planned__isnull=True)
        return rows if wanted.get("expired") else rows.filter(not_expired())

    def _created(self, content: NoticeContent, marking: MarkingForm, request: ReaderRequest, on: UUID | None) -> UUID:
        require_not_over(content.valid_until)
        if AS_DRAFT not in request.POST or not request.reader.strong:
            return super()._created(content, marking, request, on)
        return saved(request, content, marking.marking())

    def render(self, request: ReaderRequest, page: str, context: Mapping[str, Any]) -> HttpResponse:
        more: dict[str, Any] = {}
        if page == "list":
            more["drafts"] = [row_of(NoticeContent, request.reader, row) for row in drafts_of(request.reader)]
        elif page == "form":
            more |= {"may_draft": request.reader.strong, "letters": letters_leave()}
        return super().render(request, page, {**context, **more})

    def _record(self, request: ReaderRequest, record: UUID) -> HttpResponse:
        return self.shown(request, self.row(request.reader, record))

    def shown(self, request: ReaderRequest, row: Notice, marking: MarkingForm | None = None) -> HttpResponse:
        page, known = page_of(NOTICE, request.reader, row), NOTICE.known(request.reader, row)
        left_out = {str(CORRECTION), *(() if known.get("urgent") else (str(URGENT),))}
        left_out |= set() if page.standing.writable else {str(REMINDER)}
        asks = row.category == ALERT and not row.is_draft and is_noted(row.record, request.reader)
        receipt = note_opening(row.pk, Notice.KIND, by=request.reader) if asks and request.method == "GET" else None
        context = {
            "record": replace(page, facts=tuple(each for each in page.facts if each.label not in left_out)),
            "expired": known["valid_until"] if is_expired(row) else None,
            "correction": known.get("what_changed"),
            "corrected_at": _corrected_at(page),
            "asks": asks,
            "receipt": receipt,
            "draft": draft_of(request.reader, row, marking) if row.is_draft else None,
        }
        return self.render(request, "record", context)


def _corrected_at(page: RecordPage) -> datetime | None:
    """When it was said last what has changed: a file may change a notice without a sentence."""
    label = str(CORRECTION)
    return next((each.at for each in page.history if label in [change.label for change in each.changes]), None)


NOTICES = NoticePages(
    kind=NOTICE,
    words=KindWords(
        one=_("Notice"),
        many=_("Notices"),
        lead=_("Information, alerts, events and calls from members, and expertise that they offer or look for."),
        new=_("Add a notice"),
        change=_("Edit this notice"),
        withdraw=_("Withdraw this notice?"),
        none=_("No notices are listed here."),
    ),
    name="exchange:notice",
    names="notices",
    place=45,
    visitors=True,
    templates="exchange/notices",
)
