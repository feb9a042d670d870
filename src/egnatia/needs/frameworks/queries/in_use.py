"""The framework in use: the same for every reader, so no reader asks."""

from functools import lru_cache
from uuid import UUID

import msgspec
from django.db.models import TextField
from django.db.models.functions import Cast

from egnatia import coverage
from egnatia.kernel.request_cache import once_per_request
from egnatia.needs.frameworks.document import Document, of_json
from egnatia.needs.frameworks.models import Framework


def framework_in_use() -> coverage.Framework:
    """The framework that activities and needs are described by, with labels in every language."""
    return _in_use()[0]


def document_in_use() -> Document:
    """The same as its document: with its schemes, for pages and files."""
    return _in_use()[1]


@once_per_request
def _in_use() -> tuple[coverage.Framework, Document]:
    rows = Framework.objects.filter(in_use=True, prefix="").annotate(text=Cast("content", TextField()))
    key, text = rows.values_list("pk", "text").get()
    return _read(key, text)


@lru_cache(maxsize=4)
def _read(_key: UUID, text: str) -> tuple[coverage.Framework, Document]:
    """A stored version never changes, so each process reads it once."""
    return coverage.framework_of(msgspec.json.decode(text)), of_json(text)
