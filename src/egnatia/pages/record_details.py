"""One record of a kind as its page, its history, the search and the news show it: what the reader may know, no more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from egnatia.kernel.models import ContentKind
from egnatia.kernel.reader import Reader
from egnatia.kernel.records.content import ByLanguage, Content, Part, parts_of, seen_by, title_part
from egnatia.kernel.records.lifecycle import RecordKind
from egnatia.kernel.records.standing import Standing, standing_of
from egnatia.kernel.search import Hit
from egnatia.kernel.versions import VersionRow, versions_numbered, versions_seen_by
from egnatia.pages.changing import Saying
from egnatia.pages.history import Change, Edition, changes, editions
from egnatia.pages.record_lists import Cell, cell_of, cells_of, row_of, title_cell
from egnatia.people.addresses import hit_of

M = TypeVar("M", bound=ContentKind)
C = TypeVar("C", bound=Content)


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A record as its page shows it."""

    id: UUID
    title: Cell
    texts: tuple[Cell, ...]
    facts: tuple[Cell, ...]
    standing: Standing
    history: tuple[Edition, ...]


def page_of(kind: RecordKind[M, C], reader: Reader, row: M) -> RecordPage:
    """Of a record that the reader sees."""
    known = seen_by(kind.content, reader, row.record.envelope, row.content)
    cells = cells_of(kind.content, reader, known)
    return RecordPage(
        id=row.pk,
        title=title_cell(kind.content, reader, known, row),
        texts=tuple(each for each in cells if each.lines > 1),
        facts=tuple(each for each in cells if each.lines == 1),
        standing=standing_of(reader, row.record, writable=kind.writable(reader, row)),
        history=history_of(kind, reader, row, versions_seen_by(reader, row.pk, kind.model.KIND)),
    )


def history_of(kind: RecordKind[M, C], reader: Reader, row: M, versions: Sequence[VersionRow]) -> tuple[Edition, ...]:
    """These versions of a record, newest first, with what each changed."""
    return editions(versions, _labels(kind.content), lambda body: _texts(kind.content, reader, row, body))


def changed_since(kind: RecordKind[M, C], reader: Reader, row: M, version: int) -> tuple[Change, ...]:
    """What others changed since that version, which a form was filled from."""
    before = versions_numbered(reader, {row.pk: version}).get(row.pk)
    return changes_between(kind, reader, row, before.content, row.content) if before else ()


def changes_between(
    kind: RecordKind[M, C], reader: Reader, row: M, before: Mapping[str, Any], now: Mapping[str, Any]
) -> tuple[Change, ...]:
    """What differs between two bodies of a record, or of what it would become."""
    then, then_on = (_texts(kind.content, reader, row, body) for body in (before, now))
    return changes(then, then_on, _labels(kind.content))


def differences(reader: Reader, before: C | None, now: C) -> tuple[Change, ...]:
    """What differs between two contents that the reader wrote, or knows in full; all of `now` where it is new."""
    parts = parts_of(type(now))
    then = {name: _text(part, getattr(before, name), reader) if before else "" for name, part in parts.items()}
    after = {name: _text(part, getattr(now, name), reader) for name, part in parts.items()}
    return changes(then, after, _labels(type(now)))


def _labels(content: type[Content]) -> dict[str, object]:
    return {name: part.field.label for name, part in parts_of(content).items()}


def _texts(content: type[Content], reader: Reader, row: ContentKind, body: Mapping[str, Any]) -> dict[str, str]:
    """What a version says of each field, "" where the reader may not know."""
    known = seen_by(content, reader, row.record.envelope, body)
    return {name: _text(part, known[name], reader) if name in known else "" for name, part in parts_of(content).items()}


def _text(part: Part, value: Any, reader: Reader) -> str:  # noqa: ANN401 - of the field's type
    """In all languages that there are: a new translation is a change too."""
    if isinstance(value, ByLanguage):
        return "\n".join(text for _code, text in sorted(value.texts.items()))
    return cell_of(part, value, reader).text


def searched_of(content: type[Content], reader: Reader, row: ContentKind) -> dict[str, Any]:
    """The texts by which it is found, of what the reader may know."""
    known = seen_by(content, reader, row.record.envelope, row.content)
    return {name: msgspec.to_builtins(known[name]) for name, part in parts_of(content).items() if part.field.search}


def found_as(content: type[Content], reader: Reader, row: ContentKind) -> Hit:
    """The record in the results of a search."""
    shown = row_of(content, reader, row)
    return hit_of(row, shown.title.text, shown.title.lang, tuple(each.text for each in shown.cells if each.text))


def saying_of(kind: RecordKind[M, C], row: M) -> Saying:
    """The record in the news: what it is called."""
    said = getattr(kind.said(row), title_part(kind.content).name)
    return Saying(*said.first()) if isinstance(said, ByLanguage) else Saying(str(said))
