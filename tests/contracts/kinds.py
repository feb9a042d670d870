"""What a room tells of a kind that people write in a form, so that it is tested like all others."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records.content import Content
from egnatia.pages.record_pages import RecordPages


@dataclass(frozen=True, slots=True, eq=False)
class KindWorld:
    """`said(variant)` is a content, and `typed(variant)` what a form sends for one; both know any number from 0 on, and
    what they say differs from that of the next number. `queries` narrow the list. `on` makes a record that everybody
    sees and that one of this kind may hang on. `drafted` makes a draft of a content, where the kind has them."""

    pages: RecordPages[Any, Any]
    said: Callable[[int], Content]
    typed: Callable[[int], dict[str, Any]]
    queries: tuple[dict[str, str], ...] = ({},)
    on: Callable[[], UUID] | None = None
    drafted: Callable[[Any, Reader], UUID] | None = None

    @property
    def kind(self) -> str:
        return str(self.pages.kind.model.KIND)
