"""Which names are shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from egnatia.pages.pagination import page_number

KINDS = ("organisation", "sector", "place", "language")


@dataclass(frozen=True, slots=True)
class QueueFilters:
    what: str = "organisation"
    answered: bool = False
    page: int = 1

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> "QueueFilters":
        """From an address or a form; nonsense counts as not said."""
        what = sent.get("what", "")
        return cls(
            what=what if what in KINDS else KINDS[0],
            answered=sent.get("answered") == "1",
            page=page_number(sent),
        )

    def address(self) -> str:
        said = {"what": self.what} | ({"answered": "1"} if self.answered else {})
        return f"{reverse('activities:queue')}?{urlencode(said)}"
