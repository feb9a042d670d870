"""The pages of a kind that people write in a form: list, record, form, withdrawal, what was withdrawn, files.

A kind that replaces more than two of them writes plain views over `records.lifecycle` instead.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import UUID

import msgspec
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.kernel import ids
from egnatia.kernel.changes import Telling
from egnatia.kernel.faults import AlreadyThere, ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.forum import forum
from egnatia.kernel.lists import FilteredList, Listing
from egnatia.kernel.models import ContentKind
from egnatia.kernel.reader import Reader
from egnatia.kernel.records import lifecycle, made_before
from egnatia.kernel.records.content import ByLanguage, Content, parts_of, seen_by
from egnatia.kernel.records.lifecycle import ContentRefused, RecordKind
from egnatia.kernel.records.listing import rows_wanted
from egnatia.kernel.records.standing import Standing, may_write, standing_of
from egnatia.kernel.requests import ReaderRequest
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.kernel.seeking import Rows, found_among
from egnatia.kernel.versions import versions_numbered, versions_seen_by
from egnatia.language.seeking import Sought
from egnatia.pages.changing import Saying, told_of
from egnatia.pages.downloads import FORMATS, MOST_ROWS, Table
from egnatia.pages.history import Change, Edition, changes, editions
from egnatia.pages.paging import page_number
from egnatia.pages.posted import ONCE, pressed_key, uuid_of, version_of
from egnatia.pages.record_forms import RecordForm
from egnatia.pages.record_lists import (
    Cell,
    FilterForm,
    RecordList,
    cell_of,
    cells_of,
    columns_shown,
    file_row,
    filters_described,
    header_of,
    row_of,
)
from egnatia.pages.record_sheets import Plan, RecordSheetForm, SheetPlanning, packed, unpacked
from egnatia.people.access import members_only
from egnatia.people.addresses import hit_of
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of

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
    change: "_StrPromise"  # "Change this notice"
    withdraw: "_StrPromise"  # "Withdraw this notice?"
    none: "_StrPromise"  # "No notice among those that you can see."


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A record as its page shows it, made of what the reader may know."""

    id: UUID
    title: Cell
    texts: tuple[Cell, ...]
    facts: tuple[Cell, ...]
    standing: Standing
    history: tuple[Edition, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RecordPages(Generic[M, C]):
    """`name` is that of the record's page, with its room ("exchange:notice"); `names` that of the list ("notices").

    `order` of the list; `place` among the kinds of the search. `visitors` may open list, record and files, and read
    what is public of them. `templates`: a folder with templates that extend those of `records/`, where the kind has
    its own.
    """

    kind: RecordKind[M, C]
    words: KindWords
    name: str
    names: str
    place: int
    order: tuple[str, ...] = ("-record__published_at", "-record_id")
    visitors: bool = False
    templates: str = "records"

    def __post_init__(self) -> None:
        """Raises TypeError where a visitor would find a record by what he may not read."""
        title, *_rest = parts = parts_of(self.kind.content)
        used = {name for name, part in parts.items() if part.field.search or part.field.filter} | {title}
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
        return Searcher(
            self.kind.model.KIND,
            self.words.many,
            self.place,
            self._find,
            listed=self.list_route(),
            members=not self.visitors,
        )

    @property
    def telling(self) -> Telling:
        told = told_of(self.kind.model, self._saying)
        return Telling(self.kind.model.KIND, self.words.one, self.words.many, told, history=True)

    @property
    def filtered(self) -> FilteredList:
        return FilteredList(self.words.many, self.list_route(), lambda: filters_described(self.kind.content))

    @property
    def listing(self) -> Listing:
        columns = header_of(self.kind.content)
        return Listing(self.names, self.words.many, self.list_route("upload"), self.words.many, columns, returns=True)

    @property
    def urlpatterns(self) -> list[URLPattern]:
        one, many = self.name.partition(":")[2], self.names
        return [
            path("", self._open(self._list), name=many),
            path("download.<str:form>", self._open(self._download), name=f"{many}-download"),
            path("new/", _written(self._new), name=f"{one}-new"),
            path("upload/", _written(self._upload), name=f"{many}-upload"),
            path("upload/carried-out/", members_only(require_POST(self._carry_out)), name=f"{many}-carrying-out"),
            path("withdrawn/", members_only(require_safe(self._withdrawn)), name=f"{many}-withdrawn"),
            path("<uuid:record>/", self._open(self._record), name=one),
            path("<uuid:record>/change/", _written(self._change), name=f"{one}-change"),
            path("<uuid:record>/withdrawal/", _written(self._withdrawal), name=f"{one}-withdrawal"),
            path("<uuid:record>/restoration/", members_only(require_POST(self._restore)), name=f"{one}-restoration"),
        ]

    def _open(self, view: View) -> View:
        safe = require_safe(view)
        return safe if self.visitors else members_only(safe)

    def _list(self, request: ReaderRequest) -> HttpResponse:
        form = FilterForm(self.kind.content, request.GET, reader=request.reader)
        number = page_number(request.GET)
        begin = (number - 1) * RecordList.SIZE
        found = list(self._rows(request.reader, form.wanted)[begin : begin + RecordList.SIZE + 1])
        rows = tuple(row_of(self.kind.content, request.reader, row) for row in found[: RecordList.SIZE])
        context = {
            "form": form,
            "listing": RecordList(rows, number, len(found) > RecordList.SIZE),
            "columns": [part.field.label for part in columns_shown(self.kind.content)],
            "may_add": not request.reader.is_anonymous,
        }
        return self._render(request, "list", context)

    def _download(self, request: ReaderRequest, form: str) -> HttpResponse:
        if form not in FORMATS:
            raise Http404
        wanted = FilterForm(self.kind.content, request.GET, reader=request.reader).wanted
        rows = self._rows(request.reader, wanted)[:MOST_ROWS]
        cells = [file_row(self.kind.content, request.reader, row) for row in rows]
        about = (str(self.words.many), str(self.words.lead))
        return FORMATS[form](Table(self.listing, header_of(self.kind.content), cells, about, forum().footnote))

    def _record(self, request: ReaderRequest, record: UUID) -> HttpResponse:
        return self._render(
            request, "record", {"record": self._page(request.reader, self._seen(request.reader, record))}
        )

    def _new(self, request: ReaderRequest) -> HttpResponse:
        data = request.POST if request.method == "POST" else None
        asked = data is not None and ASKED in data
        form = RecordForm(self.kind.content, data, reader=request.reader, quiet=data is None or asked)
        marking = MarkingForm(data, reader=request.reader)
        if data is not None and not asked and all([form.is_valid(), marking.is_valid()]):
            try:
                made = self._created(form.said(), marking, request)
            except ContentRefused as refused:
                form.add_error(refused.field or None, str(refused.sentence))
            else:
                messages.success(request, _("Saved. Who exactly sees it stands below."))
                return redirect(self.route(), made)
        preview = preview_of(marking, asker=request.reader) if asked else None
        context = {
            "form": form,
            "marking": marking,
            "preview": preview,
            "once": uuid_of(request.POST, ONCE) if data is not None else ids.new_id(),
        }
        return self._render(request, "form", context)

    def _created(self, content: C, marking: MarkingForm, request: ReaderRequest) -> UUID:
        """The record; pressed twice, the one that was made at first."""
        key = pressed_key(request.POST)
        try:
            return lifecycle.create(self.kind, content, marking.marking(), by=request.reader, natural_key=key)
        except AlreadyThere:
            return made_before(self.kind.model, key, by=request.reader)

    def _change(self, request: ReaderRequest, record: UUID) -> HttpResponse:
        row = self._writable(request.reader, record)
        data, said = request.POST if request.method == "POST" else None, self.kind.said(row)
        form = RecordForm(self.kind.content, data, reader=request.reader, kept=said, quiet=data is None)
        version = row.record.version
        meanwhile: tuple[Change, ...] = ()
        if data is not None and form.is_valid():
            try:
                lifecycle.change(self.kind, record, form.said(), expected=version_of(data), by=request.reader)
            except ChangedMeanwhile:
                form.add_error(None, _("Somebody else saved a change meanwhile: see below. Saving again replaces it."))
                meanwhile = self._meanwhile(request.reader, row, version_of(data))
            except ContentRefused as refused:
                form.add_error(refused.field or None, str(refused.sentence))
                version = version_of(data)
            else:
                messages.success(request, _("Saved as a new version."))
                return redirect(self.route(), record)
        title = row_of(self.kind.content, request.reader, row).title
        context = {"form": form, "record": {"id": record, "title": title}, "version": version, "meanwhile": meanwhile}
        return self._render(request, "form", context)

    def _withdrawal(self, request: ReaderRequest, record: UUID) -> HttpResponse:
        """Asks first; the deed itself is a POST."""
        if request.method == "POST":
            lifecycle.withdraw(self.kind, record, by=request.reader)
            messages.success(request, _("Withdrawn. Nobody sees it any more; you can restore it here."))
            return redirect(self.list_route("withdrawn"))
        row = self._writable(request.reader, record)
        context = {"record": {"id": record, "title": row_of(self.kind.content, request.reader, row).title}}
        return self._render(request, "confirm", context)

    def _withdrawn(self, request: ReaderRequest) -> HttpResponse:
        gone = self.kind.model.withdrawn_by_own_organisation(request.reader)
        found = gone.order_by("-record__withdrawn_at", "-record_id")[:MOST_WITHDRAWN]
        rows = [(row_of(self.kind.content, request.reader, row), row.record.withdrawn_at) for row in found]
        return self._render(request, "withdrawn", {"rows": rows, "most": MOST_WITHDRAWN})

    def _restore(self, request: ReaderRequest, record: UUID) -> HttpResponse:
        lifecycle.restore(self.kind, record, by=request.reader)
        messages.success(request, _("Restored: the same readers see it again."))
        return redirect(self.route(), record)

    def _upload(self, request: ReaderRequest) -> HttpResponse:
        """The form; or what the file would change, row by row. Nothing is stored."""
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = RecordSheetForm(self.kind.content, *sent)
        if sent and form.is_valid():
            plan = SheetPlanning(self.kind, request.reader).plan(form.rows, form.file)
            return self._report(request, plan, MarkingForm(reader=request.reader))
        return self._render(request, "upload", {"form": form})

    def _carry_out(self, request: ReaderRequest) -> HttpResponse:
        """What the dry run showed; new records get the marking that was chosen there."""
        plan = unpacked(request.POST.get("plan", ""), self.name, request.reader)
        if plan is None:
            messages.error(request, _("This dry run is too old or not yours. Upload the sheet again."))
            return redirect(self.list_route("upload"))
        marking = MarkingForm(request.POST, reader=request.reader)
        if ASKED in request.POST or (plan.new and not marking.is_valid()):
            return self._report(request, plan, marking)
        planning = SheetPlanning(self.kind, request.reader)
        done, faults = planning.carry_out(plan, marking.marking() if plan.new else None)
        words = ngettext("%(count)s row was carried out.", "%(count)s rows were carried out.", done) % {"count": done}
        messages.success(request, words)
        for fault in faults:
            messages.warning(
                request, _("Row %(row)s: %(why)s.") % {"row": fault.row, "why": fault.expected.rstrip(".")}
            )
        return redirect(self.list_route())

    def _report(self, request: ReaderRequest, plan: Plan, marking: MarkingForm) -> HttpResponse:
        asked = ASKED in request.POST
        context = {
            "plan": plan,
            "faults": sorted(plan.faults, key=lambda fault: (fault.row, fault.column)),
            "packed": packed(plan, self.name),
            "marking": marking if plan.new else None,
            "preview": preview_of(marking, asker=request.reader) if asked else None,
        }
        return self._render(request, "report", context)

    def _render(self, request: ReaderRequest, page: str, context: Mapping[str, Any]) -> HttpResponse:
        said = {"words": self.words, "routes": self._routes(), "code": self.names}
        return render(request, f"{self.templates}/{page}.html", {**said, **context})

    def _routes(self) -> dict[str, str]:
        """The names of the addresses, as templates ask for them."""
        of_one = {what: self.route(what) for what in ("new", "change", "withdrawal", "restoration")}
        of_many = {what: self.list_route(what) for what in ("download", "withdrawn", "upload")}
        all_ways = {"one": self.route(), "many": self.list_route(), "carrying_out": self.list_route("carrying-out")}
        return {**of_one, **of_many, **all_ways}

    def _rows(self, reader: Reader, wanted: Mapping[str, str]) -> Any:  # noqa: ANN401 - rows of the kind
        return rows_wanted(self.kind.model, self.kind.content, reader, wanted).order_by(*self.order)

    def _seen(self, reader: Reader, record: UUID) -> M:
        row: M | None = self.kind.model.visible_to(reader).filter(pk=record).first()
        if row is None:
            raise NotFound
        return row

    def _writable(self, reader: Reader, record: UUID) -> M:
        row = self._seen(reader, record)
        if not may_write(reader, row.record):
            raise NotAllowed(reader.why_not("owner"))
        return row

    def _page(self, reader: Reader, row: M) -> RecordPage:
        known = seen_by(self.kind.content, reader, row.record.envelope, row.content)
        title, *cells = cells_of(self.kind.content, reader, known)
        return RecordPage(
            id=row.pk,
            title=title,
            texts=tuple(each for each in cells if each.lines > 1),
            facts=tuple(each for each in cells if each.lines == 1),
            standing=standing_of(reader, row.record),
            history=editions(
                versions_seen_by(reader, row.pk, self.kind.model.KIND),
                self._labels(),
                lambda body: self._texts(reader, row, body),
            ),
        )

    def _labels(self) -> dict[str, object]:
        return {name: part.field.label for name, part in parts_of(self.kind.content).items()}

    def _texts(self, reader: Reader, row: M, body: Mapping[str, Any]) -> dict[str, str]:
        """What a version says of each field, "" where the reader may not know."""
        parts = parts_of(self.kind.content)
        known = seen_by(self.kind.content, reader, row.record.envelope, body)
        return {name: cell_of(parts[name], known[name], reader).text if name in known else "" for name in parts}

    def _meanwhile(self, reader: Reader, row: M, expected: int) -> tuple[Change, ...]:
        """What others changed since the version that the form was filled from."""
        before = versions_numbered(reader, {row.pk: expected}).get(row.pk)
        if before is None:
            return ()
        then, now = (self._texts(reader, row, body) for body in (before.content, row.content))
        return changes(then, now, self._labels())

    def _find(self, reader: Reader, sought: Sought, span: Span) -> Found:
        rows = Rows(
            self.kind.model.KIND, self._rows(reader, {}), self.order, known=lambda row: self._searched(reader, row)
        )
        return found_among(reader, sought, rows, span, lambda found: [self._hit(reader, row) for row in found])

    def _searched(self, reader: Reader, row: M) -> dict[str, Any]:
        """The texts by which it is found, of what the reader may know."""
        parts = parts_of(self.kind.content)
        known = seen_by(self.kind.content, reader, row.record.envelope, row.content)
        return {name: msgspec.to_builtins(value) for name, value in known.items() if parts[name].field.search}

    def _hit(self, reader: Reader, row: M) -> Hit:
        shown = row_of(self.kind.content, reader, row)
        return hit_of(row, shown.title.text, shown.title.lang, tuple(each.text for each in shown.cells if each.text))

    def _saying(self, row: M) -> Saying:
        said = getattr(self.kind.said(row), next(iter(parts_of(self.kind.content))))
        return Saying(*said.first()) if isinstance(said, ByLanguage) else Saying(str(said))
