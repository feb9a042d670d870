"""A proposal, activities near to it, and who asks."""

from typing import Any

from django.test import Client
from django.urls import reverse

from egnatia import overlap
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.storage import store
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Organisation, Person
from egnatia.kernel.readers import reader_of
from tests import make
from tests.people.accounts import browser
from tests.visits import Answer

TITLE = "Training of prison staff in early recognition of radicalisation"
TEXT = (
    "Teaching prison officers to recognise radicalisation early\n"
    "Where: Albania\nWhen: March to June 2026\nBudget: 180k EUR\n"
    "Officers of the prisons learn in five courses to see early signs of radicalisation and how to talk about them."
)


def activity(  # what is said of it may be of any type
    title: str = TITLE,
    *,
    by: Reader,
    marking: Marking = make.CLEAR,
    **changed: Any,  # noqa: ANN401 - facts of any type
) -> Activity:
    """An activity that the text is near to, reported by an organisation called like its first funder."""
    facts: dict[str, Any] = {
        "titles": (overlap.Text(title, "en"),),
        "descriptions": (overlap.Text("Courses for officers of prisons on early signs.", "en"),),
        "economies": frozenset({"ALB"}),
        "start": "2026-01",
        "end": "2026-12",
        "amount": 150_000.0,
        "currency": "EUR",
        "reporters": (overlap.OrganisationMention("Nordlys Fund (demo)"),),
        "funders": (overlap.OrganisationMention("Nordlys Fund (demo)"),),
        "types": frozenset({"training"}),
        "groups": frozenset({"prison-and-probation"}),
    }
    return store(overlap.ActivityFacts(ref="x", **{**facts, **changed}), marking=marking, by=by)


def member(
    username: str = "asker", *, at: Organisation | None = None, strong: bool = True
) -> tuple[Client, Reader, Person]:
    who = make.person(username, at=at)
    return browser(who, strong=strong), reader_of(who, strong=strong), who


def check(client: Client, **data: Any) -> Answer:  # noqa: ANN401 - values of a form
    """The page that answers a form of the proposal."""
    return client.post(reverse("proposals:proposal"), {"text": TEXT, **data})


def chips(**data: Any) -> dict[str, Any]:  # noqa: ANN401 - values of a form
    """The form once the text was understood, with some of it changed."""
    kept = {
        "understood": "1",
        "text": TEXT,
        "title": "Teaching prison officers to recognise radicalisation early",
        "start": "2026-03",
        "end": "2026-06",
        "amount": "180000",
        "currency": "EUR",
        "economy": ["ALB"],
        "type": ["training"],
        "group": ["prison-and-probation"],
    }
    return {**kept, **data}
