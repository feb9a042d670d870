"""Which names are shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

KINDS = ("organisation", "sector", "place", "language")


@dataclass(frozen=True, slots=True)
class QueueFilters:
    what: str = "organisation"
    answered: bool = False
    page: int = 1

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> "QueueFilters":
        """From an address or a form; nonsense counts as not said."""
        what, page = sent.get("what", ""), sent.get("page", "")
        return cls(
            what=what if what in KINDS else KINDS[0],
            answered=sent.get("answered") == "1",
            page=min(int(page), 100_000) if page.isascii() and page.isdigit() and int(page) else 1,
        )

    def address(self) -> str:
        said = {"what": self.what} | ({"answered": "1"} if self.answered else {})
        return f"{reverse('mapping:queue')}?{urlencode(said)}"
