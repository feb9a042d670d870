"""Requests to organisations without an account, for tests: say only what the test is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse
from tests import make
from tests.activities.activities.doing import activity

from egnatia.activities.activities.models import Activity
from egnatia.activities.partners.actions.requests import LINKS, NewPartnerRequest, ask
from egnatia.activities.partners.models import PartnerAnswer, PartnerRow
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Organisation

NAME = "Ura (demo)"


def desk(username: str = "desk", *, at: Organisation | None = None) -> Reader:
    return make.reader(username, at=at, seats=("focal-points",), secretariat=True)


def ura(mailbox: str = "desk@ura.example") -> Organisation:
    made = make.organisation(NAME)
    Organisation.objects.filter(pk=made.pk).update(mailbox=mailbox)
    return Organisation.objects.get(pk=made.pk)


def of_ura(title: str, *, by: Reader, marking: Marking = make.GREEN, **said: Any) -> Activity:  # noqa: ANN401 - any field of the facts
    """An activity that Ura reports and the house of `by` keeps."""
    return activity(title, by=by, marking=marking, reporters=NAME, **said)


def request_of(organisation: Organisation, activities: Sequence[Activity], *, by: Reader, days: int = 14) -> UUID:
    ids = tuple(each.pk for each in activities)
    return ask(NewPartnerRequest(organisation.pk, ids, "desk@ura.example", "en", days), by=by)


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody without an account who holds a link."""

    client: Client
    token: str

    @property
    def address(self) -> str:
        return reverse("activities:partner-link", args=[self.token])

    def open(self) -> int:
        """The status of what the button leads to."""
        return self.client.post(self.address, follow=True).status_code

    def say(self, number: int, say: str, **fields: object) -> None:
        answer = self.client.post(reverse("activities:partner-row", args=[number]), {"say": say, **fields})
        assert answer.status_code == 302, answer.content.decode()

    def add(self, title: str, **fields: object) -> None:
        answer = self.client.post(reverse("activities:partner-new"), {"title": title, **fields})
        assert answer.status_code == 302, answer.content.decode()

    def hand_in(self) -> None:
        answer = self.client.post(reverse("activities:partner-handing-in"))
        assert answer["Location"] == reverse("activities:partner-thanks")


def holder_of(request: UUID, *, by: Reader) -> Holder:
    """The link is open already."""
    holder = Holder(Client(), LINKS.make(request, by=by))
    assert holder.open() == 200
    return holder


def answer_about(activity: Activity) -> PartnerAnswer:
    found: PartnerAnswer = PartnerAnswer.objects.select_related("record").get(activity=activity)
    return found


def row(request: UUID, number: int) -> PartnerRow:
    return PartnerRow.objects.get(request=request, number=number)


def changed(title: str, **fields: object) -> dict[str, object]:
    """What the form of a changed activity sends."""
    return {"title": title, "language": "en", **fields}
