"""The pages of a kind that people write in a form: list, record, form, withdrawal, what was withdrawn, files.

A kind that replaces more than two of them writes plain views over `records.lifecycle` instead.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.changes import Telling
from egnatia.kernel.faults import AlreadyThere, ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.full_text_search import SearchScope, facets_of, found_among
from egnatia.kernel.lists import FilteredList, Listing
from egnatia.kernel.models import ContentKind
from egnatia.kernel.records import lifecycle, made_before
from egnatia.kernel.records.content import Content, parts_of, title_part
from egnatia.kernel.records.filters import rows_wanted
from egnatia.kernel.records.lifecycle import ContentRefused, RecordKind, may_write
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.kernel.search import Found, Searcher, Span
from egnatia.language.query_expansion import Sought
from egnatia.pages.changes import told_of
from egnatia.pages.downloads import FORMATS, MOST_ROWS, DownloadTable
from egnatia.pages.forms import ONCE, new_once, pressed_key, redirect_back, uuid_of, version_of
from egnatia.pages.history import Change
from egnatia.pages.pagination import page_number
from egnatia.pages.record_forms import RecordFilterForm, RecordForm, filters_described
from egnatia.pages.record_presenters import (
    RecordList,
    changed_since,
    columns_shown,
    file_row,
    found_as,
    header_of,
    page_of,
    row_of,
    saying_of,
    searched_of,
)
from egnatia.pages.record_sheets import RecordSheetForm, SheetPlan, SheetPlanning, packed, unpacked
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import topics_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

M = TypeVar("M", bound=ContentKind)
C = TypeVar("C", bound=Content)
View = Callable[..., HttpResponse]
MOST_WITHDRAWN = 100


def _written(view: View) -> View:
    return members_only(require_http_methods(["GET", "HEAD", "POST"])(view))


@dataclass(frozen=True, slots=True)
class KindWords:
    """What pages say of a kind: whole phrases, since names of kinds cannot be put into sentences in our languages."""

    one: "_StrPromise"  # "Notice"
    many: "_StrPromise"  # "Notices"
    lead: "_StrPromise"  # under the heading of the list: what they are
    new: "_StrPromise"  # "Add a notice"
    change: "_StrPromise"  # "Edit this notice"
    withdraw: "_StrPromise"  # "Withdraw this notice?"
    none: "_StrPromise"  # "No notices are listed here."


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RecordPages(Generic[M, C]):
    """`name` is that of the record's page, with its room ("exchange:notice"); `names` that of the list ("notices").

    `order` of the list; `place` among the kinds of the search. `visitors` may open list, record and files, and read
    what is public of them. `own`: what the room serves itself under these names: "list", "files", "new", "record".
    `parent`: the pages of the kind on which each record of this one hangs; it has no list besides. `templates`: a
    folder with templates that extend those of `records/`, where the kind has its own.
    """

    kind: RecordKind[M, C]
    words: KindWords
    name: str
    names: str
    place: int
    order: tuple[Any, ...] = ("-record__published_at", "-record_id")
    visitors: bool = False
    own: tuple[str, ...] = ()
    parent: "RecordPages[Any, Any] | None" = None
    templates: str = "records"

    def __post_init__(self) -> None:
        """Raises TypeError where a visitor would find a record by what they may not read."""
        parts, title = parts_of(self.kind.content), title_part(self.kind.content)
        used = {name for name, part in parts.items() if part.field.search or part.field.filter} | {title.name}
        if self.visitors and (hidden := [name for name in used if not parts[name].field.public]):
            raise TypeError(f"{self.name} is open to visitors, so these are public: {', '.join(sorted(hidden))}")

    @property
    def room(self) -> str:
        return self.name.partition(":")[0]

    def route(self, what: str = "") -> str:
        """The name of an address of one record: its page, or what is done to it ("change")."""
        return f"{self.name}-{what}" if what else self.name

    def list_route(self, what: str = "") -> str:
        """The name of an address of many: the list, or what belongs to it ("download")."""
        return f"{self.room}:{self.names}-{what}" if what else f"{self.room}:{self.names}"

    @property
    def searcher(self) -> Searcher:
        kind, title, topics = self.kind.model.KIND, self.words.many, topics_of(self.kind.content)
        listed, members = self.list_route(), not self.visitors
        return Searcher(kind, title, self.place, self._find, listed=listed, members=members, topics=topics)

    @property
    def telling(self) -> Telling:
        told = told_of(self.kind.model, lambda row: saying_of(self.kind, row))
        return Telling(self.kind.model.KIND, self.words.one, self.words.many, told, history=True)

    @property
    def filtered(self) -> FilteredList:
        many, content = self.words.many, self.kind.content
        return FilteredList(many, self.list_route(), lambda: filters_described(content), self._rows)

    @property
    def listing(self) -> Listing:
        columns = header_of(self.kind.content)
        return Listing(self.names, self.words.many, self.list_route("upload"), self.words.many, columns, returns=True)

    @property
    def urlpatterns(self) -> list[URLPattern]:
        one, many = self.name.partition(":")[2], self.names
        applied = expensive("POST")(members_only(require_POST(self._carry_out)))
        wanted = {"list", "files", "new", "record"} - set(self.own) - ({"list", "files"} if self.parent else set())
        there = [
            ("list", "", self._open(self._list), many),
            ("files", "download.<str:form>", expensive("GET", "HEAD")(self._open(self._download)), f"{many}-download"),
            ("files", "upload/", _written(self._upload), f"{many}-upload"),
            ("files", "upload/carried-out/", applied, f"{many}-carrying-out"),
            ("new", "new/<uuid:on>/" if self.parent else "new/", _written(self._new), f"{one}-new"),
            ("record", "<uuid:record>/", self._open(self._record), one),
        ]
        return [
            *(path(address, view, name=name) for what, address, view, name in there if what in wanted),
            path("withdrawn/", members_only(require_safe(self._withdrawn)), name=f"{many}-withdrawn"),
            path("<uuid:record>/change/", _written(self._change), name=f"{one}-change"),
            path("<uuid:record>/withdrawal/", _written(self._withdrawal), name=f"{one}-withdrawal"),
            path("<uuid:record>/restoration/", members_only(require_POST(self._restore)), name=f"{one}-restoration"),
        ]

    def _open(self, view: View) -> View:
        return require_safe(view) if self.visitors else members_only(require_safe(view))

    def _list(self, request: ReaderRequest) -> HttpResponse:
        form = self._filter_form(request)
        number = page_number(request.GET)
        begin = (number - 1) * RecordList.SIZE
        found = list(self._listed(request.reader, form.wanted)[begin : begin + RecordList.SIZE + 1])
        rows = tuple(row_of(self.kind.content, request.reader, row) for row in found[: RecordList.SIZE])
        context = {
            "form": form,
            "listing": RecordList(rows, number, len(found) > RecordList.SIZE),
            "columns": [part.field.label for part in columns_shown(self.kind.content)],
            "may_add": not request.reader.is_anonymous and not self.kind.refuses(request.reader, None),
        }
        return self.render(request, "list", context)

    def _download(self, request: ReaderRequest, form: str) -> HttpResponse:
        if form not in FORMATS:
            raise Http404
        rows = self._listed(request.reader, self._filter_form(request).wanted)[:MOST_ROWS]
        cells = [file_row(self.kind.content, request.reader, row) for row in rows]
        about = (str(self.words.many), str(self.words.lead))
        return FORMATS[form](DownloadTable(self.listing, header_of(self.kind.content), cells, about, forum().footnote))

    def _record(self, request: ReaderRequest, record: UUID) -> HttpResponse:
        page = page_of(self.kind, request.reader, self.row(request.reader, record))
        return self.render(request, "record", {"record": page})

    def _new(self, request: ReaderRequest, on: UUID | None = None) -> HttpResponse:
        """The form, which begins with what its address says of it: several pages lead there."""
        if code := self.kind.refuses(request.reader, None):
            raise NotAllowed(code)
        parent = self.parent.row(request.reader, on) if self.parent and on else None
        data = request.POST if request.method == "POST" else None
        asked = data is not None and ASKED in data
        begun = {name: request.GET[name] for name in parts_of(self.kind.content) if name in request.GET}
        form = RecordForm(self.kind.content, data, reader=request.reader, initial=begun, quiet=data is None or asked)
        marking = MarkingForm(data, reader=request.reader)
        if data is not None and not asked and all([form.is_valid(), marking.is_valid()]):
            try:
                made = self._created(form.said(), marking, request, on)
            except ContentRefused as refused:
                form.add_error(refused.field or None, str(refused.sentence))
            else:
                messages.success(request, _("Saved. See below who can see it."))
                return redirect_back(request, self.route(), made)
        preview = preview_of(marking, asker=request.reader) if asked else None
        context = {
            "form": form,
            "marking": marking,
            "preview": preview,
            "once": uuid_of(request.POST, ONCE) if data is not None else new_once(),
            "parent": self._parent_shown(request.reader, parent),
        }
        return self.render(request, "form", context)

    def _parent_shown(self, reader: Reader, parent: Any) -> dict[str, Any] | None:  # noqa: ANN401 - a row of its kind
        """What a page says of the record on which this one hangs."""
        if self.parent is None or parent is None:
            return None
        title = row_of(self.parent.kind.content, reader, parent).title
        return {"title": title, "route": self.parent.name, "id": parent.pk}

    def _created(self, content: C, marking: MarkingForm, request: ReaderRequest, on: UUID | None) -> UUID:
        """The record; pressed twice, the one that was made at first."""
        key = pressed_key(request.POST)
        try:
            return lifecycle.create(self.kind, content, marking.marking(), by=request.reader, on=on, natural_key=key)
        except (AlreadyThere, ContentRefused):  # what was made at first may be why it is refused now
            with suppress(AlreadyThere):
                return made_before(self.kind.model, key, by=request.reader)
            raise

    def _change(self, request: ReaderRequest, record: UUID) -> HttpResponse:
        row = self._writable(request.reader, record)
        data, said = request.POST if request.method == "POST" else None, self.kind.said(row)
        hidden = parts_of(self.kind.content).keys() - self.kind.known(request.reader, row).keys()
        form = RecordForm(self.kind.content, data, reader=request.reader, kept=said, hidden=hidden, quiet=data is None)
        version = row.record.version
        meanwhile: tuple[Change, ...] = ()
        if data is not None and form.is_valid():
            try:
                lifecycle.change(self.kind, record, form.said(), expected=version_of(data), by=request.reader)
            except ChangedMeanwhile:
                form.add_error(
                    None,
                    _(
                        "Someone else has changed this record in the meantime. Check the "
                        "changes below; saving again replaces them."
                    ),
                )
                meanwhile = changed_since(self.kind, request.reader, row, version_of(data))
            except ContentRefused as refused:
                form.add_error(refused.field or None, str(refused.sentence))
                version = version_of(data)
            else:
                messages.success(request, _("Saved as a new version."))
                return redirect_back(request, self.route(), record)
        title = row_of(self.kind.content, request.reader, row).title
        context = {
            "form": form,
            "record": {"id": record, "title": title},
            "version": version,
            "meanwhile": meanwhile,
            "parent": self._parent_shown(request.reader, self._parents(request.reader, [row]).get(row.pk)),
        }
        return self.render(request, "form", context)

    def _parents(self, reader: Reader, rows: Sequence[M]) -> dict[UUID, Any]:
        """The records on which these hang, by the record that does. One query; none where the kind has no parent."""
        if self.parent is None:
            return {}
        on = {row.pk: getattr(row, f"{self.kind.parent}_id") for row in rows}
        found = self.kind.parents(reader).defer("record__search").in_bulk(list(set(on.values())))
        return {pk: found[each] for pk, each in on.items() if each in found}

    def _withdrawal(self, request: ReaderRequest, record: UUID) -> HttpResponse:
        """Asks first; the deed itself is a POST."""
        if request.method == "POST":
            lifecycle.withdraw(self.kind, record, by=request.reader)
            messages.success(request, _("Withdrawn. You can restore it here."))
            return redirect(self.list_route("withdrawn"))
        row = self._writable(request.reader, record)
        context = {"record": {"id": record, "title": row_of(self.kind.content, request.reader, row).title}}
        return self.render(request, "confirm", context)

    def _withdrawn(self, request: ReaderRequest) -> HttpResponse:
        reader, gone = request.reader, self.kind.withdrawn(request.reader).defer("record__search")
        found = list(gone.order_by("-record__withdrawn_at", "-record_id")[:MOST_WITHDRAWN])
        parents = self._parents(reader, found)
        rows = [
            {
                "row": row_of(self.kind.content, reader, row),
                "gone": row.record.withdrawn_at,
                "parent": self._parent_shown(reader, parents.get(row.pk)),
                "restorable": self.kind.writable(reader, row),
            }
            for row in found
        ]
        return self.render(request, "withdrawn", {"rows": rows, "most": MOST_WITHDRAWN})

    def _restore(self, request: ReaderRequest, record: UUID) -> HttpResponse:
        try:
            lifecycle.restore(self.kind, record, by=request.reader)
        except ContentRefused as refused:
            messages.error(request, str(refused.sentence))
            return redirect(self.list_route("withdrawn"))
        messages.success(request, _("Restored. It is visible to the same users as before."))
        return redirect(self.route(), record)

    def _upload(self, request: ReaderRequest) -> HttpResponse:
        """The form; or what the file would change, row by row. Nothing is stored."""
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = RecordSheetForm(self.kind.content, *sent)
        if sent and form.is_valid():
            plan = SheetPlanning(self.kind, request.reader).plan(form.rows, form.file)
            return self._report(request, plan, MarkingForm(reader=request.reader))
        return self.render(request, "upload", {"form": form})

    def _carry_out(self, request: ReaderRequest) -> HttpResponse:
        """What the dry run showed; new records get the marking that was chosen there."""
        plan = unpacked(request.POST.get("plan", ""), self.name, request.reader)
        if plan is None:
            messages.error(request, _("This preview has expired or is not yours. Upload the file again."))
            return redirect(self.list_route("upload"))
        marking = MarkingForm(request.POST, reader=request.reader)
        if ASKED in request.POST or (plan.new and not marking.is_valid()):
            return self._report(request, plan, marking)
        planning = SheetPlanning(self.kind, request.reader)
        done, faults = planning.carry_out(plan, marking.marking() if plan.new else None)
        words = ngettext("%(count)s row was applied.", "%(count)s rows were applied.", done) % {"count": done}
        messages.success(request, words)
        for fault in faults:
            said = {"row": fault.row, "why": fault.expected.rstrip(".")}
            messages.warning(request, _("Row %(row)s: %(why)s.") % said)
        return redirect(self.list_route())

    def _report(self, request: ReaderRequest, plan: SheetPlan, marking: MarkingForm) -> HttpResponse:
        asked = ASKED in request.POST
        context = {
            "plan": plan,
            "faults": sorted(plan.faults, key=lambda fault: (fault.row, fault.column)),
            "packed": packed(plan, self.name),
            "marking": marking if plan.new else None,
            "preview": preview_of(marking, asker=request.reader) if asked else None,
        }
        return self.render(request, "report", context)

    def render(self, request: ReaderRequest, page: str, context: Mapping[str, Any]) -> HttpResponse:
        """A page of this kind, such as "upload", with its words and addresses and the `context`."""
        many = (self.parent or self).words.many
        said = {"words": self.words, "routes": self._routes(), "all": many, "code": self.names}
        return render(request, [f"{each}/{page}.html" for each in (self.templates, "records")], {**said, **context})

    def _routes(self) -> dict[str, str]:
        """The names of the addresses, as templates ask for them."""
        of_one = {what: self.route(what) for what in ("new", "change", "withdrawal", "restoration")}
        of_many = {what: self.list_route(what) for what in ("download", "withdrawn", "upload")}
        many = (self.parent or self).list_route()
        all_ways = {"one": self.route(), "many": many, "carrying_out": self.list_route("carrying-out")}
        return {**of_one, **of_many, **all_ways}

    def _filter_form(self, request: ReaderRequest) -> RecordFilterForm:
        return RecordFilterForm(self.kind.content, request.GET, reader=request.reader)

    def _listed(self, reader: Reader, wanted: Mapping[str, str]) -> Any:  # noqa: ANN401 - rows of the list and its files
        return self._rows(reader, wanted)

    def _rows(self, reader: Reader, wanted: Mapping[str, str]) -> Any:  # noqa: ANN401 - rows of the kind
        return rows_wanted(self.kind.model, self.kind.content, reader, wanted).order_by(*self.order)

    def row(self, reader: Reader, record: UUID) -> M:
        """The stored record. Raises NotFound where there is none that the reader sees."""
        row: M | None = self.kind.model.visible_to(reader).filter(pk=record).first()
        if row is None:
            raise NotFound
        return row

    def _writable(self, reader: Reader, record: UUID) -> M:
        row = self.row(reader, record)
        if not may_write(reader, row.record):
            raise NotAllowed(reader.why_not("owner"))
        if code := self.kind.refuses(reader, self.kind.said(row)):
            raise NotAllowed(reader.why_not(code))
        return row

    def _find(self, reader: Reader, sought: Sought, span: Span) -> Found:
        content, seen = self.kind.content, self._rows(reader, {})
        known, facets = partial(searched_of, content, reader), facets_of(content)
        rows = SearchScope(self.kind.model.KIND, seen, self.order, known=known, facets=facets)
        return found_among(reader, sought, rows, span, lambda found: [found_as(content, reader, row) for row in found])
