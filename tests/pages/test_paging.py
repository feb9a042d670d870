"""Pages of lists, and what addresses may say of them."""

import pytest
from django.urls import reverse

from egnatia.pages.pagination import FARTHEST, Page, page_number
from tests import make
from tests.needs.matrix.browsing import browser

PAGED = (
    *(
        "activities:activities",
        "activities:organisations",
        "activities:institutions",
        "needs:needs",
        "matching:matches",
    ),
    *("activities:imports", "activities:queue"),
)


@pytest.mark.parametrize(
    ("asked", "number"),
    [("1", 1), ("7", 7), ("40", 40), ("41", 1), ("0", 1), ("-1", 1), ("", 1), ("x", 1), ("²", 1), ("9" * 5_000, 1)],
)
def test_a_page_that_no_list_has_is_the_first(asked: str, number: int) -> None:
    assert page_number({"page": asked}, most=40) == number


def test_a_list_without_a_cap_has_pages_as_far_as_anybody_turns() -> None:
    assert page_number({"page": str(FARTHEST)}) == FARTHEST
    assert page_number({"page": str(FARTHEST + 1)}) == 1
    assert page_number({}) == 1


def test_a_page_knows_its_rows_and_its_neighbours() -> None:
    first, last = Page(("a",) * 50, page=1, more=True), Page(("a",) * 3, page=2, more=False)

    assert (first.first, first.last, first.previous, first.next) == (1, 50, None, 2)
    assert (last.first, last.last, last.previous, last.next) == (51, 53, 1, None)


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGED)
@pytest.mark.parametrize("asked", ["9" * 5_000, "-1", "0", "²", "1e3", "1,2", "99999"])
def test_every_list_answers_whatever_page_is_asked_for(name: str, asked: str) -> None:
    who = browser(make.reader("somebody"))

    assert who.get(reverse(name), {"page": asked}).status_code == 200
