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

from egnatia.kernel import audit, records
from egnatia.kernel.faults import ChangedMeanwhile, NotFound
from egnatia.kernel.marking import Marking
from egnatia.kernel.models import ContentKind
from egnatia.kernel.reader import Reader
from egnatia.kernel.records.content import Content, body_of, parts_of, searched_texts, title_of
from egnatia.language.seeking import folded_text

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

    `verb`: created, changed, withdrew or restored. `before` is what it said, where it is changed.
    """

    verb: str
    by: Reader
    content: C
    row: M | None = None
    before: C | None = None


def no_columns(_content: Any) -> Mapping[str, object]:  # noqa: ANN401 - of any kind
    return {}


def allowed(_step: Any) -> None:  # noqa: ANN401 - of any kind
    pass


def no_detail(_step: Any) -> Mapping[str, object]:  # noqa: ANN401 - of any kind
    return {}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RecordKind(Generic[M, C]):
    """A kind of record: its table and its content.

    `columns`: what of a content stands in columns of its own, for queries. `before` raises `ContentRefused` or
    `NotAllowed` while the record is locked. `after` does what follows in the same transaction; what it answers is
    added to the audit event.
    """

    model: type[M]
    content: type[C]
    columns: Callable[[C], Mapping[str, object]] = no_columns
    before: Callable[[Step[M, C]], None] = allowed
    after: Callable[[Step[M, C]], Mapping[str, object]] = no_detail

    def __post_init__(self) -> None:
        parts_of(self.content)  # a mistake in the description is told here

    def said(self, row: M) -> C:
        """What the row says now."""
        return msgspec.convert(row.content, self.content, strict=False)


@transaction.atomic
def create(  # noqa: PLR0913 - the envelope's parts, each named by the caller
    kind: RecordKind[M, C],
    content: C,
    marking: Marking,
    *,
    by: Reader,
    owner: str = "",
    natural_key: str | None = None,
    provenance: dict[str, Any] | None = None,
) -> UUID:
    """A new record of the reader's organisation, or of `owner`. Raises NotAllowed, ContentRefused, or AlreadyThere
    where the owner has one of this natural key under this marking."""
    kind.before(Step("created", by, content))
    record = records.create(
        kind.model.KIND,
        _envelope(content),
        marking,
        by=by,
        owner=owner,
        natural_key=natural_key,
        provenance=provenance,
    )
    row = kind.model(record=record)
    _store(kind, row, content, new=True)
    _audited(kind, Step("created", by, content, row), tlp=marking.tlp.value)
    return record.pk


@transaction.atomic
def change(kind: RecordKind[M, C], record: UUID, content: C, *, expected: int, by: Reader) -> None:
    """A new version. `expected` is the version that was read; raises ChangedMeanwhile where there is another by now."""
    row = _locked(kind, record, by=by)
    if row.record.version != expected:
        raise ChangedMeanwhile
    step = Step("changed", by, content, row, kind.said(row))
    kind.before(step)
    records.change(row.record, _envelope(content), by=by)
    _store(kind, row, content)
    _audited(kind, step, version=row.record.version)


@transaction.atomic
def withdraw(kind: RecordKind[M, C], record: UUID, *, by: Reader) -> None:
    """Take it from everybody's sight, with all that hangs on it. Nothing is deleted."""
    row = _locked(kind, record, by=by)
    step = Step("withdrew", by, kind.said(row), row)
    kind.before(step)
    records.withdraw(row.record, by=by)
    _audited(kind, step)


@transaction.atomic
def restore(kind: RecordKind[M, C], record: UUID, *, by: Reader) -> None:
    """Undo a withdrawal: the same marking, the same readers. Raises NotFound where there is none of his to restore."""
    row = kind.model.withdrawn_by_own_organisation(by).filter(pk=record).select_for_update(of=("self",)).first()
    if row is None:
        raise NotFound
    step = Step("restored", by, kind.said(row), row)
    kind.before(step)
    records.restore(row.record, by=by)
    _audited(kind, step)


def _locked(kind: RecordKind[M, C], record: UUID, *, by: Reader) -> M:
    """The row, for this transaction alone. Raises NotFound where he sees none, NotAllowed where he may not write it."""
    records.hold(record)
    row: M | None = kind.model.visible_to(by).filter(pk=record).first()
    if row is None:
        raise NotFound
    records.require_owner(row.record, by=by)
    return row


def _envelope(content: Content) -> records.VersionContent:
    searched = folded_text(*searched_texts(content))
    return records.VersionContent(title=title_of(content), search=searched, body=body_of(content))


def _store(kind: RecordKind[M, C], row: M, content: C, *, new: bool = False) -> None:
    for name, value in {"content": body_of(content), **kind.columns(content)}.items():
        setattr(row, name, value)
    row.save(force_insert=new)


def _audited(kind: RecordKind[M, C], step: Step[M, C], **detail: object) -> None:
    assert step.row is not None
    audit.record(step.verb, kind.model.KIND, step.row.pk, by=step.by, **detail, **kind.after(step))
