"""What others import under markings that a reader does not meet changes nothing of what they get, to the byte."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import Client
from tests import make
from tests.activities.imports.doing import imported, outcomes, tried, undone
from tests.activities.imports.files import activity, iati
from tests.activities.imports.test_pages import signed_in
from tests.noninterference.access import Access, Answer, answer_to, deterministic, moment_of
from tests.noninterference.known import Known
from tests.noninterference.routes import imports as routes
from tests.noninterference.stage import PROFILES, Stage

from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Person
from egnatia.kernel.readers import reader_named

pytestmark = pytest.mark.django_db

FILE = iati(
    *(activity(f"XM-DEMO-{number}", f"Works {number}", funder=f"Fund {number}", sector="A7") for number in range(3)),
    activity(""),
)
OTHER = iati(activity("XM-DEMO-1", "Works 1, extended", funder="Fund 1", economy="Nowhere"), activity("XM-DEMO-9"))
Act = Callable[[], object]


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def houses() -> None:
    make.community("focal-points")
    house = make.organisation("House (demo)")
    make.person("observer", at=house)
    make.person("colleague", at=house)
    make.person("stranger", at=make.organisation("Elsewhere (demo)"))


def by(username: str) -> Reader:
    return reader_named(username)


def visible() -> None:
    imported(by("observer"), FILE, marking=make.GREEN)
    imported(by("stranger"), OTHER, marking=make.GREEN)
    undone(imported(by("observer"), iati(activity("XM-DEMO-5"))), by("observer"))


def hidden(username: str, marking: Marking) -> None:
    imported(by(username), FILE, marking=marking)
    undone(imported(by(username), OTHER, marking=marking), by(username))
    tried(by(username), OTHER, marking=marking)


def accesses() -> list[Access]:
    stage = Stage({}, {})
    known = Known(stage, PROFILES[0], {})
    generators = (routes.listed, routes.new, routes.shown, routes.steps, routes.queue, routes.answers)
    return [access for generator in generators for access in generator(known)]


def world(*acts: tuple[str, Act]) -> None:
    for number, (name, act) in enumerate(acts):
        with deterministic(name, moment_of(number)):
            act()


def answers(client: Client, tries: list[Access]) -> list[Answer]:
    with deterministic("sign in", moment_of(9)):
        signed_in(client, Person.objects.get(username="observer"))
    return [answer_to(client, access, moment_of(9)) for access in tries]


@pytest.mark.parametrize(("username", "marking"), [("stranger", make.STRICT), ("colleague", make.RED)])
def test_two_worlds_that_differ_in_a_hidden_import_are_one_to_a_reader(username: str, marking: Marking) -> None:
    begin: tuple[tuple[str, Act], ...] = (("houses", houses), ("visible", visible))
    with taken_back():
        world(*begin, ("hidden", lambda: hidden(username, marking)))
        tries = accesses()
        with_it = answers(Client(), tries)
    with taken_back():
        world(*begin)
        without = answers(Client(), tries)

    for access, one, other in zip(tries, with_it, without, strict=True):
        assert not one.difference(other), f"{access}: {one.difference(other)}"
    assert sum(answer.status == 200 for answer in with_it) > 40  # not all of them lead to the sign-in


@pytest.mark.parametrize(("username", "marking"), [("stranger", make.STRICT), ("colleague", make.RED)])
def test_the_report_of_an_import_tells_nothing_of_hidden_records_with_the_same_identifiers(
    username: str, marking: Marking
) -> None:
    houses()
    hidden(username, marking)

    made = imported(by("observer"), FILE, marking=make.GREEN)

    assert outcomes(made) == {"accepted": 3, "rejected": 1}
