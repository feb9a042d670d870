"""One life for all kinds: create, change, withdraw, restore. Each is one transaction and leaves one audit event.

Who sees a record is set by `people.marking`, for all kinds alike. What is special of a kind is a function before or
after a step: before it may refuse, after it does what follows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import UUID

import msgspec
from django.db import transaction

from egnatia.kernel import records
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.policy import Verdict, may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.audience import Group, audience_of, organisation_names
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.models import ContentKind, Record, RecordQuerySet
from egnatia.kernel.records import audit
from egnatia.kernel.records.content import Content, body_of, searched_texts, seen_by, title_of, title_part
from egnatia.language.query_expansion import folded_text

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

M = TypeVar("M", bound=ContentKind)
C = TypeVar("C", bound=Content)


class ContentRefused(Exception):  # noqa: N818 - said as the form says it
    """This content is not taken: the sentence stands at `field` ("" for the whole), in form, file and API alike."""

    def __init__(self, field: str, sentence: "str | _StrPromise") -> None:
        super().__init__(field, sentence)
        self.field, self.sentence = field, sentence


@dataclass(frozen=True, slots=True)
class Step(Generic[M, C]):
    """What is about to happen to a record, or has just happened: `row` is locked, None before a record is there.

    `verb`: created, changed, withdrew or restored. `before` is what it said, where it is changed; `on` the record that
    it hangs on, where the kind has a parent.
    """

    verb: str
    by: Reader
    content: C
    row: M | None = None
    before: C | None = None
    on: UUID | None = None


def no_columns(_content: Any) -> Mapping[str, object]:  # noqa: ANN401 - of any kind
    return {}


def allowed(_step: Any) -> None:  # noqa: ANN401 - of any kind
    pass


def nobody_refused(_reader: Reader, _content: Any) -> str:  # noqa: ANN401 - of any kind
    return ""


def as_said(content: Any, _before: Any) -> Any:  # noqa: ANN401 - of any kind
    return content


def no_detail(_step: Any) -> Mapping[str, object]:  # noqa: ANN401 - of any kind
    return {}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RecordKind(Generic[M, C]):
    """A kind of record: its table and its content.

    `completed`: a content with what follows from it and from what was said before. `columns`: what of a content stands
    in columns of its own, for queries. `parent`: the foreign key to the record that each hangs on, one of the model's
    `SUPPORTS`. `refuses`: why this reader may not write such a content (or any, where there is none yet), by the code
    of `NotAllowed`; "" where nothing speaks against it. `titles`: what it is called, by language, where that is more
    than its text. `before` raises `ContentRefused` or `NotAllowed` while the record is locked. `after` does what
    follows in the same transaction; what it answers is added to the audit event.
    """

    model: type[M]
    content: type[C]
    parent: str = ""
    columns: Callable[[C], Mapping[str, object]] = no_columns
    titles: Callable[[C], dict[str, str]] = title_of
    refuses: Callable[[Reader, C | None], str] = nobody_refused
    completed: Callable[[C, C | None], C] = as_said
    before: Callable[[Step[M, C]], None] = allowed
    after: Callable[[Step[M, C]], Mapping[str, object]] = no_detail

    def __post_init__(self) -> None:
        """Raises TypeError for a mistake in the description."""
        if title_part(self.content).field.only:
            raise TypeError(f"{self.content.__name__}: what it is called is known to all who see it")

    def said(self, row: M) -> C:
        """What the row says now."""
        return self.read(row.content)

    def read(self, body: Mapping[str, Any]) -> C:
        """A body, of a row or of a version, as a content."""
        return msgspec.convert(body, self.content, strict=False)

    def known(self, reader: Reader, row: M) -> dict[str, Any]:
        """What the reader may know of what the row says, by field."""
        return seen_by(self.content, reader, row.record.envelope, row.content)

    def writable(self, reader: Reader, row: M) -> bool:
        """Whether a change by this reader would be taken, as far as that follows from what the row says now."""
        return may_write(reader, row.record) and not self.refuses(reader, self.said(row))

    def parents(self, reader: Reader) -> RecordQuerySet:
        """The records that one of this kind may hang on: those that the reader sees."""
        model: Any = self.model._meta.get_field(self.parent).related_model  # noqa: SLF001 - Django's documented API
        found: RecordQuerySet = model.visible_to(reader)
        return found

    def withdrawn(self, reader: Reader) -> RecordQuerySet:
        """What the reader's organisation withdrew; nothing on a parent that the reader does not see."""
        rows: RecordQuerySet = self.model.withdrawn_by_own_organisation(reader)
        return rows.filter(**{f"{self.parent}__in": self.parents(reader).values("pk")}) if self.parent else rows


@transaction.atomic
def create(  # noqa: PLR0913 - the envelope's parts, each named by the caller
    kind: RecordKind[M, C],
    content: C,
    marking: Marking,
    *,
    by: Reader,
    on: UUID | None = None,
    owner: str = "",
    natural_key: str | None = None,
    provenance: dict[str, Any] | None = None,
) -> UUID:
    """A new record of the reader's organisation, or of `owner`; `on` is its parent.

    Raises NotAllowed, ContentRefused, NotFound where the reader sees no such parent, or AlreadyThere where the owner
    has one of this natural key under this marking.
    """
    content = kind.completed(content, None)
    _require_not_refused(kind, content, by=by)
    parent = _held_parent(kind, on, by=by)
    kind.before(Step("created", by, content, on=on))
    record = records.create(
        kind.model.KIND,
        _envelope(kind, content),
        marking,
        by=by,
        owner=owner,
        natural_key=natural_key,
        provenance=provenance,
    )
    row = kind.model(record=record, **parent)
    _store(kind, row, content, new=True)
    _audited(kind, Step("created", by, content, row, on=on), tlp=marking.tlp.value)
    return record.pk


@transaction.atomic
def change(  # noqa: PLR0913 - the version's parts, each named by the caller
    kind: RecordKind[M, C],
    record: UUID,
    content: C,
    *,
    expected: int,
    by: Reader,
    provenance: dict[str, Any] | None = None,
) -> None:
    """A new version. `expected` is the version that was read; raises ChangedMeanwhile where there is another by now.

    `provenance`: where this version comes from, if not from where the record does.
    """
    row = _locked(kind, record, by=by)
    if row.record.version != expected:
        raise ChangedMeanwhile
    content = kind.completed(content, kind.said(row))
    step = Step("changed", by, content, row, kind.said(row), _parent_of(kind, row))
    _require_not_refused(kind, content, by=by)
    kind.before(step)
    records.change(row.record, _envelope(kind, content), by=by, provenance=provenance)
    _store(kind, row, content)
    _audited(kind, step, version=row.record.version)


@transaction.atomic
def withdraw(kind: RecordKind[M, C], record: UUID, *, by: Reader) -> None:
    """Take it from everybody's sight, with all that hangs on it. Nothing is deleted."""
    row = _locked(kind, record, by=by)
    step = Step("withdrew", by, kind.said(row), row, on=_parent_of(kind, row))
    kind.before(step)
    records.withdraw(row.record, by=by)
    _audited(kind, step)


@transaction.atomic
def restore(kind: RecordKind[M, C], record: UUID, *, by: Reader) -> None:
    """Undo a withdrawal: the same marking, the same readers. Raises NotFound where none of theirs can be restored."""
    records.hold(record)
    row: M | None = kind.withdrawn(by).filter(pk=record).first()
    if row is None:
        raise NotFound
    _require_not_refused(kind, kind.said(row), by=by)
    on = _parent_of(kind, row)
    _held_parent(kind, on, by=by)
    step = Step("restored", by, kind.said(row), row, on=on)
    kind.before(step)
    records.restore(row.record, by=by)
    _audited(kind, step)


def _locked(kind: RecordKind[M, C], record: UUID, *, by: Reader) -> M:
    """The row, for this transaction alone. Raises NotFound where they see none, NotAllowed where they may not write
    it."""
    records.hold(record)
    row: M | None = kind.model.visible_to(by).filter(pk=record).first()
    if row is None:
        raise NotFound
    records.require_owner(row.record, by=by)
    _require_not_refused(kind, kind.said(row), by=by)
    return row


def _parent_of(kind: RecordKind[M, C], row: M) -> UUID | None:
    return getattr(row, f"{kind.parent}_id") if kind.parent else None


def _held_parent(kind: RecordKind[M, C], on: UUID | None, *, by: Reader) -> dict[str, object]:
    """The column that holds the parent, which nobody else changes until the transaction ends."""
    if not kind.parent:
        return {}
    assert on is not None
    records.hold(on)
    if not kind.parents(by).filter(pk=on).exists():
        raise NotFound
    return {f"{kind.parent}_id": on}


def _require_not_refused(kind: RecordKind[M, C], content: C | None, *, by: Reader) -> None:
    if not by.is_system and (code := kind.refuses(by, content)):
        raise NotAllowed(code)


def _envelope(kind: RecordKind[M, C], content: C) -> records.VersionContent:
    searched = folded_text(*searched_texts(content))
    return records.VersionContent(title=kind.titles(content), search=searched, body=body_of(content))


def _store(kind: RecordKind[M, C], row: M, content: C, *, new: bool = False) -> None:
    for name, value in {"content": body_of(content), **kind.columns(content)}.items():
        setattr(row, name, value)
    row.save(force_insert=new)


def _audited(kind: RecordKind[M, C], step: Step[M, C], **detail: object) -> None:
    assert step.row is not None
    audit.record(step.verb, kind.model.KIND, step.row.pk, by=step.by, **detail, **kind.after(step))


@dataclass(frozen=True, slots=True)
class RecordAccess:
    """`owner` is the name of its organisation, "" where they may not know of it. `audience` is empty for visitors:
    nobody but members asks who they are."""

    owner: str
    marking: Marking
    verdict: Verdict
    audience: tuple[Group, ...]
    writable: bool


def may_write(reader: Reader, record: Record) -> bool:
    """Whether a change would be taken: its organisation alone writes, above GREEN with the second step."""
    own = not reader.is_anonymous and str(record.owner_id) == reader.organisation
    return own and (reader.strong or records.writable_without_second_factor(record.marking))


def standing_of(reader: Reader, record: Record, *, writable: bool) -> RecordAccess:
    """Of a record that the reader sees."""
    owner = str(record.owner_id)
    groups: tuple[Group, ...] = ()
    if not reader.is_anonymous:
        groups = audience_of(record.marking, owner=owner, author=record.author, asker=reader)
    name = organisation_names(reader, [owner]).get(owner, "")
    return RecordAccess(name, record.marking, may_read(reader, record.envelope), groups, writable=writable)
