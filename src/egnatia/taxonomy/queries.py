"""Frameworks and their versions: public, the same for every reader, so no reader asks."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

import msgspec
from django.db.models import TextField
from django.db.models.functions import Cast

from egnatia import coverage
from egnatia.kernel.faults import NotFound
from egnatia.kernel.request_cache import once_per_request
from egnatia.taxonomy.document import FrameworkDocument, of_builtins, of_json
from egnatia.taxonomy.forum import shipped_in_language
from egnatia.taxonomy.models import Framework


def framework_in_use() -> coverage.ObjectiveFramework:
    """The framework that activities and needs are described by, with labels in every language."""
    return _in_use()[0]


def document_in_use() -> FrameworkDocument:
    """The same as its document: with its schemes, for pages and files."""
    return _in_use()[1]


@once_per_request
def _in_use() -> tuple[coverage.ObjectiveFramework, FrameworkDocument]:
    rows = Framework.objects.filter(in_use=True, prefix="").annotate(text=Cast("content", TextField()))
    key, text = rows.values_list("pk", "text").get()
    return _read(key, text)


@lru_cache(maxsize=4)
def _read(_key: UUID, text: str) -> tuple[coverage.ObjectiveFramework, FrameworkDocument]:
    """A stored version never changes, so each process reads it once."""
    return coverage.framework_of(msgspec.json.decode(text)), of_json(text)


@dataclass(frozen=True, slots=True)
class FrameworkRow:
    """A version for lists."""

    slug: str
    version: int
    title: str
    describes: bool  # activities and needs
    objectives: int
    stored_at: datetime
    in_use: bool


def frameworks_in_use() -> tuple[FrameworkRow, ...]:
    """The one that describes activities first."""
    rows = Framework.objects.filter(in_use=True).order_by("prefix", "slug")
    return tuple(map(_row, rows))


def versions_of(slug: str) -> tuple[FrameworkRow, ...]:
    """The newest first."""
    return tuple(map(_row, Framework.objects.filter(slug=slug).order_by("-version")))


def document_of(slug: str, version: int | None = None) -> FrameworkDocument:
    """One version; the one in use where none is asked for. Raises NotFound."""
    wanted = {"in_use": True} if version is None else {"version": version}
    found = Framework.objects.filter(slug=slug, **wanted).first()
    if found is None:
        raise NotFound
    return of_builtins(found.content)


def _row(row: Framework) -> FrameworkRow:
    document = of_builtins(row.content)
    title = shipped_in_language(document.title)
    return FrameworkRow(row.slug, row.version, title, not row.prefix, _count(document), row.stored_at, row.in_use)


def _count(document: FrameworkDocument) -> int:
    """Its objectives; of a framework that has only headings yet, these."""
    return len(document.leaves) or len(document.objectives)
