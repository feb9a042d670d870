"""Which names are shown."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from egnatia.activities.imports.name_queue.names import GUESS_LINE
from egnatia.pages.pagination import page_number

LINES = (70, 80, 85, 90, 95)
KINDS = ("organisation", "sector", "place", "language")


@dataclass(frozen=True, slots=True)
class QueueFilters:
    what: str = "organisation"
    answered: bool = False
    page: int = 1
    line: int = GUESS_LINE  # from this score on guesses are ticked

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> "QueueFilters":
        """From an address or a form; nonsense counts as not said."""
        what = sent.get("what", "")
        return cls(
            what=what if what in KINDS else KINDS[0],
            answered=sent.get("answered") == "1",
            page=page_number(sent),
            line=_line(sent.get("line", "")),
        )

    def address(self) -> str:
        said = {"what": self.what} | ({"answered": "1"} if self.answered else {})
        said |= {"line": str(self.line)} if self.line != GUESS_LINE else {}
        return f"{reverse('activities:queue')}?{urlencode(said)}"


def _line(typed: str) -> int:
    return int(typed) if typed in map(str, LINES) else GUESS_LINE


def ticked(sent: QueryDict) -> dict[UUID, str]:
    """Entry -> the guess that was shown and ticked: "entry:key" each; nonsense is passed over."""
    found: dict[UUID, str] = {}
    for each in sent.getlist("take"):
        entry, _, key = each.partition(":")
        with suppress(ValueError):
            found[UUID(entry)] = key
    return found
