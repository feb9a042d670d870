"""Two readers of different rights get different lists, counts, money, matches, downloads and answers."""

import re
from dataclasses import dataclass

import pytest

from tests.journeys.conftest import Reading
from tests.journeys.demo import title
from tests.journeys.watching import WIDE, Visit

COURSE = (
    "Training of prison staff in North Macedonia from January 2027 to December 2027: how to see early signs of "
    "radicalisation. Receiving institution: Correctional Service (demo). Budget 150,000 EUR."
)


@dataclass(frozen=True, slots=True)
class Seen:
    activities: str
    matches: str
    money: str
    rows: int
    compared: str


def seen_by(reader: Visit) -> Seen:
    """The figures of each page, and how many lines the download has."""
    reader.open("/activities/")
    activities = _found(r"[\d,]+ activities reported by [\d,]+ organisations", reader.main())
    rows = len(reader.page.request.get(reader.url + "/activities/download.csv").text().splitlines())
    reader.open("/matches/")
    matches = _found(r"([\d,]+ overlaps?|No overlaps)", reader.main())
    reader.open("/matches/money/")
    money = reader.page.locator("main .stat").first.inner_text()
    reader.open("/proposal/")
    reader.page.locator("main textarea[name=text]").fill(COURSE)
    reader.press("Check proposal")
    compared = _found(r"Compared with [\d,]+ activities", reader.main())
    return Seen(activities, matches, money, rows, compared)


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found, text
    return found[0]


@pytest.mark.parametrize(("one", "other"), [("secretariat", "member"), ("partner", "focal-al")])
def test_whatever_is_counted_is_counted_from_what_the_reader_sees(one: str, other: str, reading: Reading) -> None:
    with reading(one, widths=(WIDE,)) as first, reading(other, widths=(WIDE,)) as second:
        left, right = seen_by(first), seen_by(second)

    for name in Seen.__slots__:
        assert getattr(left, name) != getattr(right, name), name


def test_a_hidden_activity_is_in_no_list_search_answer_or_address(reading: Reading) -> None:
    hidden = title("a-alpine")
    with reading("secretariat", widths=(WIDE,)) as reader:
        reader.open("/activities/?q=correctional")
        reader.click(hidden)
        address = reader.page.url

    with reading(widths=(WIDE,)) as visitor:
        visitor.open("/activities/?q=correctional")
        assert hidden not in visitor.main()
        visitor.open("/proposal/")
        visitor.page.locator("main textarea[name=text]").fill(COURSE)
        visitor.press("Check proposal")
        assert hidden not in visitor.main()
        visitor.open(address, status=404)
        refused = visitor.main()
        visitor.open("/activities/00000000-0000-4000-8000-000000000000/", status=404)
        assert visitor.main() == refused
