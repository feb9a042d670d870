"""A record as pages, lists, files, the history, the search and the news show it: what the reader may know, no more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, TypeVar
from uuid import UUID

import msgspec
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import ContentKind
from egnatia.kernel.records.content import ByLanguage, Content, ContentField, parts_of, seen_by, title_part
from egnatia.kernel.records.lifecycle import RecordAccess, RecordKind, standing_of
from egnatia.kernel.records.versions import VersionRow, versions_numbered, versions_seen_by
from egnatia.kernel.search import Hit
from egnatia.pages.changes import RecordLabel
from egnatia.pages.history import Change, Edition, changes, editions
from egnatia.pages.pagination import Page
from egnatia.pages.record_forms import ENGLISH, LANGUAGE_FIELD, typed_of
from egnatia.people.addresses import hit_of
from egnatia.taxonomy.forum import in_language, told
from egnatia.taxonomy.vocabularies import choices_of

M = TypeVar("M", bound=ContentKind)
C = TypeVar("C", bound=Content)


@dataclass(frozen=True, slots=True)
class RecordCell:
    """What a field says, to be read: `lang` where that is not the page's language."""

    label: str
    text: str
    lang: str = ""
    lines: int = 1
    original: str = ""  # the language of the original, where this is a stored translation of it


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record in a list: what it is called, and its columns."""

    id: UUID
    title: RecordCell
    cells: tuple[RecordCell, ...]
    tlp: str


class RecordList(Page[RecordRow]):
    SIZE: ClassVar[int] = 50


def columns_shown(content: type[Content]) -> list[ContentField]:
    """The columns of the list beside what a record is called."""
    title = title_part(content)
    return [part for part in parts_of(content).values() if part.field.column and part is not title]


def row_of(content: type[Content], reader: Reader, found: ContentKind) -> RecordRow:
    known = seen_by(content, reader, found.record.envelope, found.content)
    beside = tuple(cell_of(part, known.get(part.name), reader) for part in columns_shown(content))
    return RecordRow(found.pk, title_cell(content, reader, known, found), beside, found.record.marking.tlp.words)


def title_cell(content: type[Content], reader: Reader, known: Mapping[str, Any], found: ContentKind) -> RecordCell:
    """What the record is called: its text, or what stands for it where it has none."""
    part = title_part(content)
    cell = cell_of(part, known.get(part.name), reader)
    return cell if cell.text or part.name not in known else replace(cell, text=in_language(found.record.text))


def cells_of(content: type[Content], reader: Reader, known: Mapping[str, Any]) -> tuple[RecordCell, ...]:
    """Every field that the reader knows beside the title, as it is read; what is not said is left out."""
    parts, title = parts_of(content), title_part(content)
    cells = (cell_of(parts[name], value, reader) for name, value in known.items() if name != title.name)
    return tuple(each for each in cells if each.text)


def cell_of(part: ContentField, value: Any, reader: Reader) -> RecordCell:  # noqa: ANN401 - of the field's type
    label, lines = str(part.field.label), part.field.lines
    if isinstance(value, ByLanguage):
        said = told(value.texts, *value.first())
        return RecordCell(label, said.text, said.lang, lines, said.original)
    return RecordCell(label, _words(part, value, reader), "", lines)


def _words(part: ContentField, value: Any, reader: Reader) -> str:  # noqa: ANN401 - of the field's type
    if value is None or value == "":
        return ""
    if part.field.choices:
        known = choices_of(part, reader)
        return ", ".join(known.get(code, code) for code in ([value] if isinstance(value, str) else value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return date_format(value)
    return value if isinstance(value, str) else number_format(value, force_grouping=True)


def header_of(content: type[Content]) -> tuple[str, ...]:
    """The columns of a file: names that are not translated, since it comes back; `tlp` is for reading only."""
    return ("record", *columns_of(content), "tlp")


def columns_of(content: type[Content]) -> tuple[str, ...]:
    """The columns that say something of the content, in the order of its form."""
    parts = {name: part for name, part in parts_of(content).items() if part.field.asked == "always"}
    texts = [name for name, part in parts.items() if part.type is ByLanguage]
    found: list[str] = []
    for name in parts:
        found.append(name)
        if texts and name == texts[-1]:
            found += [LANGUAGE_FIELD, *(f"{each}{ENGLISH}" for each in texts)]
    return tuple(found)


def file_row(content: type[Content], reader: Reader, found: ContentKind) -> tuple[str, ...]:
    """The cells of one record, in the order of `header_of`; what the reader may not know is an empty cell."""
    known = typed_of(seen_by(content, reader, found.record.envelope, found.content))
    cells = (_cell(known.get(column)) for column in columns_of(content))
    return (str(found.pk), *cells, found.record.marking.tlp.words)


def _cell(value: Any) -> str:  # noqa: ANN401 - of the field's type
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A record as its page shows it."""

    id: UUID
    title: RecordCell
    texts: tuple[RecordCell, ...]
    facts: tuple[RecordCell, ...]
    standing: RecordAccess
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


def _text(part: ContentField, value: Any, reader: Reader) -> str:  # noqa: ANN401 - of the field's type
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


def saying_of(kind: RecordKind[M, C], row: M) -> RecordLabel:
    """The record in the news: what it is called."""
    said = getattr(kind.said(row), title_part(kind.content).name)
    return RecordLabel(*said.first()) if isinstance(said, ByLanguage) else RecordLabel(str(said))
