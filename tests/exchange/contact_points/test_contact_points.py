"""The directory of contact points: who is listed where, what visitors read of it, and vacancies."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from egnatia.exchange.contact_points.fields import CONTACT_POINT, ContactPointContent
from egnatia.exchange.contact_points.queries import dialled, directory
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.content import ByLanguage
from egnatia.kernel.records.lifecycle import ContentRefused
from egnatia.taxonomy.forum import forum
from tests import make
from tests.visits import of, shown, words

pytestmark = pytest.mark.django_db
DIRECTORY = "exchange:contact-points"
VACANT = "no contact point listed"


def point(name: str, *, by: Reader, marking: Marking = make.GREEN, **said: Any) -> UUID:  # noqa: ANN401 - fields
    content = ContactPointContent(
        ByLanguage({"en": name}, "en"), **{"role": "focal-point", "mailbox": "office@example.org", **said}
    )
    return lifecycle.create(CONTACT_POINT, content, marking, by=by)


def names(reader: Reader, **wanted: str) -> dict[str, list[str]]:
    """By economy, in the order of the directory."""
    return {part.name: [row.name.text for row in part.rows] for part in directory(reader, wanted).parts}


def test_an_economy_without_a_contact_point_for_a_topic_is_listed_as_vacant() -> None:
    by = make.reader()
    point("Ministry desk", by=by, economy="ALB", topics=("3.3",))

    there = names(by, topics="3.3")

    assert len(there) == len(forum().economies)
    assert [economy for economy, rows in there.items() if rows] == ["Albania"]
    assert names(by, topics="2.3", economy="ALB") == {"Albania": []}
    assert shown(of(by), DIRECTORY, topics="3.3").count(VACANT) == len(there) - 1


def test_a_contact_point_that_is_hidden_leaves_the_same_vacancy_as_none() -> None:
    by, other = make.reader("by"), make.reader("other")
    before = shown(of(other), DIRECTORY, economy="ALB")

    point("Undercover desk", by=by, marking=make.STRICT, economy="ALB")

    assert shown(of(other), DIRECTORY, economy="ALB") == before
    assert VACANT in before
    assert VACANT not in shown(of(by), DIRECTORY, economy="ALB")


def test_a_search_for_words_lists_no_vacancies() -> None:
    by = make.reader()
    point("Ministry desk", by=by, economy="ALB")

    assert names(by, q="ministry") == {"Albania": ["Ministry desk"]}
    assert names(by, q="nothing like it") == {}


def test_offices_of_no_economy_come_after_all_economies() -> None:
    by = make.reader()
    point("Secretariat", by=by)
    point("Ministry desk", by=by, economy="SRB")

    assert list(names(by))[-1] == "Regional and international"
    assert names(by)["Regional and international"] == ["Secretariat"]


def test_visitors_read_the_public_part_of_what_is_clear() -> None:
    by = make.reader()
    said: dict[str, Any] = {"economy": "ALB", "telephone": "+355 4 555 01", "deputy": "Night desk", "hours": "Always"}
    public = point("Public desk", by=by, marking=make.CLEAR, **said)
    point("Members' desk", by=by, **said)

    page = Client().get(reverse("exchange:contact-point", args=[public])).content.decode()
    listed = shown(Client(), DIRECTORY)

    assert "office@example.org" in page
    assert "Always" in page
    assert names(ANONYMOUS)["Albania"] == ["Public desk"]
    for hidden in ("555 01", "+35545", "Night desk", "Members"):
        assert hidden not in page + listed
    assert "555 01" in shown(of(by), "exchange:contact-point", public)
    assert "Visible to" not in listed, "all that visitors see is public"
    assert "Visible to" in shown(of(by), DIRECTORY)


def test_working_hours_are_read_in_the_language_of_the_page() -> None:
    record = point("Desk", by=make.reader(), marking=make.CLEAR, hours="Mon–Fri 08:00–16:00", zone="Europe/Athens")

    for address in (reverse(DIRECTORY), reverse("exchange:contact-point", args=[record])):
        assert "e hënë–e premte, 08:00–16:00" in words(Client().get(f"/sq{address.removeprefix('/en')}").content)


def test_a_contact_point_that_nobody_can_reach_is_refused() -> None:
    by = make.reader()

    wrongs: tuple[dict[str, Any], ...] = ({"mailbox": ""}, {"mailbox": "the duty room"})
    for wrong in wrongs:
        with pytest.raises(ContentRefused) as refused:
            point("Desk", by=by, **wrong)
        assert refused.value.field == "mailbox"
    assert point("Duty room", by=by, mailbox="", telephone="+355 4 555 01")


def test_a_telephone_that_is_no_number_is_no_link() -> None:
    assert dialled("+355 (4) 555-01") == "+355455501"
    assert dialled("ask the desk") == dialled("javascript:1") == ""
