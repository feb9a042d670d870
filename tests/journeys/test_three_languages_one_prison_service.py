"""Story A: three partners train the same prison staff in three languages, and two of them agree."""

from playwright.sync_api import expect

from tests.journeys.conftest import Reading
from tests.journeys.demo import title
from tests.journeys.watching import WIDE, Visit

ALPINE, URA, NORDLYS = title("a-alpine"), title("a-ura"), title("a-nordlys")
SHARED = "both offer training to Correctional Service (demo) in North Macedonia"


def address(reader: Visit, one: str, other: str) -> str:
    """The page of the match of two activities, found as a reader finds it: from the activity's own page."""
    reader.open("/activities/?q=" + one.replace(" ", "+"))
    reader.click(one)
    row = reader.page.locator("main tr", has=reader.page.get_by_role("link", name=other, exact=True))
    found = row.locator("a[href^='/matches/']").first.get_attribute("href")
    assert found
    return found


def say(reader: Visit, match: str, words: str, note: str = "") -> None:
    reader.open(match)
    reader.page.locator("#say [name=note]").fill(note)
    reader.press(words)


def take_back(reader: Visit, match: str, *, until: str) -> None:
    """Take back what this journey said: the view that holds begins with what the demo said."""
    reader.open(match)
    while until not in reader.page.locator("#views .cards").inner_text():
        reader.press("Take it back")


def test_the_sentence_names_what_is_shared_in_both_languages(reading: Reading) -> None:
    with reading("secretariat") as reader:
        reader.open(address(reader, ALPINE, NORDLYS))

        page = reader.main()
        assert SHARED in page
        shared = {"prison / correctional / затворскиот", "prison / затворскиот / correctional"}  # whichever is left
        assert any(words in page for words in shared)
        assert "Why we may be wrong" in page
        for original in (ALPINE, NORDLYS):
            expect(reader.page.get_by_role("heading", name=original)).to_be_visible()
        assert reader.page.locator("[lang=mk]", has_text=NORDLYS).count()
        reader.click(NORDLYS)
        assert "180,000 EUR" in reader.main()


def test_the_same_programme_in_another_economy_is_no_overlap(reading: Reading) -> None:
    with reading("partner", widths=(WIDE,)) as reader:
        reader.open("/activities/?q=Frontline+skills+for+correctional+officers")
        reader.click(ALPINE)

        expect(reader.page.locator("main tr", has_text=title("a-alpine-al"))).to_have_count(0)
        reader.page.get_by_text("Other parts of its programme").click()
        expect(reader.page.get_by_role("link", name=title("a-alpine-al"))).to_be_visible()


def test_two_owners_coordinate_and_the_match_says_agreed(reading: Reading) -> None:
    with reading("partner", widths=(WIDE,)) as alpine, reading("civil", widths=(WIDE,)) as ura:
        match = address(alpine, ALPINE, URA)
        with reading("focal-mk", widths=(WIDE,)) as other:
            other.open(match)
            assert "Agreed: both owners say the same." in other.main()
            assert "Our second phase moves to probation." in other.main()
            assert "members who see both activities" in other.page.locator(".marking").first.inner_text()
        alpine.open("/matches/?view=agreed")
        assert SHARED in alpine.main()

        try:
            say(ura, match, "I need to ask", "Which weeks in May?")
            assert "Open: one owner has said something" in ura.main()
            alpine.open("/")
            assert "Which weeks in May?" in alpine.main()
            say(alpine, match, "We coordinate", "The third and the fourth.")
            say(ura, match, "We coordinate")
            assert "Agreed: both owners say the same." in ura.main()
        finally:
            take_back(alpine, match, until="Our second phase moves to probation.")
            take_back(ura, match, until="Alpine Cooperation (demo): dy javët tona")
        assert "Agreed: both owners say the same." in ura.main()


def test_a_match_is_never_public(reading: Reading) -> None:
    with reading("member", widths=(WIDE,)) as reader:
        match = address(reader, ALPINE, URA)

    with reading(widths=(WIDE,)) as visitor:
        visitor.open(match)
        assert "/account/login/" in visitor.page.url
        visitor.open("/activities/?q=Forcimi")
        visitor.click(URA)
        assert SHARED not in visitor.main()
