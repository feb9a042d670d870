"""Frameworks and their versions: public, the same for every reader."""

from dataclasses import dataclass
from datetime import datetime

from egnatia.kernel.faults import NotFound
from egnatia.kernel.forum import in_language
from egnatia.needs.frameworks.document import Document, of_builtins
from egnatia.needs.frameworks.models import Framework


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


def document_of(slug: str, version: int | None = None) -> Document:
    """One version; the one in use where none is asked for. Raises NotFound."""
    wanted = {"in_use": True} if version is None else {"version": version}
    found = Framework.objects.filter(slug=slug, **wanted).first()
    if found is None:
        raise NotFound
    return of_builtins(found.content)


def _row(row: Framework) -> FrameworkRow:
    document = of_builtins(row.content)
    title = in_language(document.title)
    return FrameworkRow(row.slug, row.version, title, not row.prefix, len(document.leaves), row.stored_at, row.in_use)
