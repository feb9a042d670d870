"""Activities and browsers for tests: say only what the test is about."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse
from tests import make

from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.stored import Entry
from egnatia.activities.activities.storing import Fields, store
from egnatia.kernel.marking import Marking
from egnatia.kernel.models import Person
from egnatia.kernel.reader import Reader
from egnatia.kernel.readers import reader_of
from egnatia.kernel.requests import SECOND_FACTOR_SHOWN
from egnatia.overlap import Activity as Facts
from egnatia.overlap import Organisation, Text

LIST = "activities:activities"


def facts(title: str = "Training of prison staff", *, lang: str = "en", **said: Any) -> Facts:  # noqa: ANN401 - any field of the facts
    """Facts of an activity; organisations may be given as names."""
    for role in ("reporters", "funders", "implementers", "receivers"):
        if isinstance(said.get(role), str):
            said[role] = (Organisation(said[role]),)
    return Facts(ref="", titles=(Text(title, lang),), **said)


def activity(
    title: str = "Training of prison staff",
    *,
    by: Reader | None = None,
    marking: Marking = make.CLEAR,
    fields: Fields | None = None,
    **said: Any,  # noqa: ANN401 - any field of the facts
) -> Activity:
    """A stored activity of the organisation of `by`, or of somebody that no test asks for."""
    owner = by or make.reader(f"owner-of-{title}"[:60])
    return store(facts(title, **said), marking=marking, by=owner, **(fields or {}))


def entry(title: str, *, fields: Fields | None = None, **said: Any) -> Entry:  # noqa: ANN401 - any field of the facts
    return Entry(facts(title, **said), **(fields or {}))


def browser(who: Person, *, strong: bool = True) -> Client:
    """A client in which somebody is signed in."""
    client = Client()
    client.force_login(who)
    session = client.session
    session[SECOND_FACTOR_SHOWN] = strong
    session.save()
    return client


def of(reader: Reader) -> Client:
    """The browser of a reader made by `make.reader`."""
    return browser(Person.objects.get(pk=reader.person), strong=reader.strong)


def reader_at(house: Reader, username: str) -> Reader:
    """A colleague."""
    colleague = make.person(username, at=Person.objects.get(pk=house.person).organisation)
    return reader_of(colleague, strong=True)


def shown(client: Client, name: str = LIST, *args: object, **query: str) -> str:
    """What a page says, without its markup."""
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, answer.status_code
    return words(answer.content)


def words(content: bytes) -> str:
    main = content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).strip()
