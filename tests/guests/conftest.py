"""One request of each room that asks people without an account, for tests of what they have in common."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from egnatia.activities.partners import views as partners
from egnatia.guests.models import GuestRequest
from egnatia.guests.views import GuestPages
from egnatia.kernel.access.reader import Reader
from egnatia.rounds.delegation import views as sections
from tests.activities.partners.doing import desk, of_ura, request_of, ura
from tests.needs.needs.doing import WORDS, focal_point, need, secretariat
from tests.rounds.delegation.test_sections import ask, by_mail
from tests.rounds.rounds.doing import opened, participant


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that one question was chosen for; `by` asked. `row` is the path of its question, `saying` an answer."""

    pages: GuestPages[Any]
    id: UUID
    by: Reader
    words: str
    row: str
    saying: dict[str, object]
    another: Callable[[int], UUID]  # the same question asked again, for so many days

    @property
    def stored(self) -> GuestRequest:
        found: GuestRequest = self.pages.links.model.objects.get(pk=self.id)
        return found

    def route(self, what: str) -> str:
        return f"{self.pages.links.route}-{what}"

    def link(self) -> str:
        """The secret of a link that was made by hand."""
        return self.pages.links.make(self.id, by=self.by)

    def address(self, token: str) -> str:
        return reverse(self.route("link"), args=[token])

    def open(self, token: str) -> Client:
        """Somebody without an account who has pressed the button."""
        client = Client()
        assert client.post(self.address(token), follow=True).status_code == 200
        return client

    def answer(self, client: Client) -> int:
        return client.post(self.row, self.saying).status_code

    def hand_in(self, client: Client) -> int:
        return client.post(reverse(self.route("handing-in"))).status_code


def of_partner() -> Asked:
    by, organisation = desk(), ura()
    activity = of_ura("Training of prison staff", by=by)

    def another(days: int) -> UUID:
        return request_of(organisation, [activity], by=by, days=days)

    row = reverse("activities:partner-row", args=[1])
    return Asked(partners.PAGES, another(14), by, "Training of prison staff", row, {"say": "true"}, another)


def of_section() -> Asked:
    by = focal_point()
    about = need(by)
    who = participant(opened(secretariat()))

    def another(days: int) -> UUID:
        return ask(who, by_mail(days=days), by=by)

    saying: dict[str, object] = {"verdict": "changed", "note": "", "version": 1}
    return Asked(sections.PAGES, another(7), by, WORDS, reverse("rounds:section-row", args=[about]), saying, another)


@pytest.fixture(params=[of_partner, of_section])
def asked(request: pytest.FixtureRequest) -> Asked:
    made: Asked = request.param()
    return made
