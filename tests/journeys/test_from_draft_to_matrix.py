"""Story C: a draft is checked, money moves to where nobody is, and an economy answers two cards in four minutes."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from egnatia.start.demo import fixtures as material
from tests.journeys.conftest import Reading
from tests.journeys.demo import title
from tests.journeys.test_proposals import ask
from tests.journeys.watching import OWN, WIDE, Visit

SAFE_ONLINE = material.proposal_text(next(each for each in material.proposals() if each.file == "safe-online-en.txt"))
TITLE = "Safe Online: youth and first responders"
MOST, RED = title("c-most"), title("c-red")
(LAW,) = material.reports()
ONLINE, INCIDENTS = "/matrix/MDA/2.2.1/", "/matrix/MDA/3.4.1/"


def card(reader: Visit, heading: str) -> str:
    """What stands on the card of one organisation to talk to."""
    found = reader.page.locator("#answer .contacts > li", has=reader.page.get_by_role("heading", name=heading))
    return found.inner_text()


def needed(reader: Visit, economy: str) -> str:
    """What the answer says of one economy's cell."""
    cell = reader.page.locator("section[aria-labelledby=needed] article", has_text=f"{economy} – 2.2.1")
    return cell.inner_text()


def test_the_answer_names_whom_to_talk_to_what_ends_and_what_nobody_does(reading: Reading) -> None:
    with reading("lumina") as manager:
        ask(manager, SAFE_ONLINE)

        for chip in ("Albania", "Montenegro", "Moldova"):
            expect(manager.page.locator("#proposal .chips li", has_text=chip).first).to_be_visible()
        assert manager.page.locator("[name=amount]").input_value() == "1500000"
        most = manager.page.locator("#answer article.found", has_text=MOST)
        most.get_by_text("Why this may be wrong").click()
        assert "dates not specified" in most.inner_text()
        assert re.search("date|month|time", most.locator("ul").inner_text())
        assert manager.page.locator(f"#answer [lang=sr-Latn]:has-text('{MOST}')").count()
        assert "Most Network (demo)" in card(manager, "Most Network (demo)")
        assert "Support ends in 4 months." in needed(manager, "Montenegro")
        moldova = needed(manager, "Moldova")
        assert "need stated (high, 2026), no activity reported" in moldova
        assert "open need" in moldova
        assert "Analiza riscurilor online, 2026 (demo), page 23" in " ".join(moldova.split())
        assert "Limits of this check" in manager.main()
        manager.picture("c-answer")


def answered(reader: Visit) -> str:
    """The page of the answer, without what is new in each: the protection of its forms."""
    ask(reader, SAFE_ONLINE)
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", reader.page.content())


def test_what_only_named_persons_know_changes_no_byte_of_the_answer(reading: Reading) -> None:
    """The activity is there, is taken away, and is there again: the manager's page is the same."""
    with reading("focal-al", widths=(WIDE,)) as focal, reading("lumina", widths=(WIDE,)) as manager:
        focal.open(f"/activities/?q={RED.split()[0]}")
        focal.click(RED)
        red = focal.page.url
        manager.open(red, status=404)
        with_it = answered(manager)
        assert RED not in with_it

        focal.open(red + "withdrawal/")
        focal.click_on(focal.page.locator("main form button").first)
        try:
            assert answered(manager) == with_it
        finally:
            focal.open("/activities/withdrawn/")
            focal.click_on(focal.page.locator("main tr", has_text=RED).get_by_role("button"))
        focal.open(red)
        assert RED in focal.main()
        assert answered(manager) == with_it


@contextmanager
def saved(manager: Visit) -> Iterator[str]:
    """They move 600,000 to Moldova, copy the paragraph and save it as planned for members to see."""
    ask(manager, SAFE_ONLINE)
    manager.page.locator("[name='share-MDA']").fill("600,000")
    manager.press("Update the result")
    assert manager.page.locator("[name='share-MDA']").input_value() == "600,000"
    manager.page.get_by_role("button", name="Copy").click()
    expect(manager.page.get_by_role("button", name="Copied")).to_be_visible()
    copied = manager.page.evaluate("navigator.clipboard.readText()")
    assert "Planned for Moldova: 600,000 EUR (40 %)." in copied
    assert "a need for which no activity is reported: Moldova – 2.2.1" in copied
    manager.picture("c-shares")
    manager.press("Save as a planned activity")
    manager.unfold()
    manager.page.get_by_role("radio", name="TLP:GREEN").check()
    manager.picture("c-save")
    manager.press("Save")
    plan = manager.page.url
    try:
        yield plan
    finally:
        manager.open(plan + "withdrawal/")
        manager.click_on(manager.page.locator("main form button").first)


def numbers(reader: Visit, cell: str, under: str) -> str:
    reader.open(f"/matrix/?level=objective&under={under}")
    return " ".join(reader.page.locator(f"main a[href^='{cell}']").first.inner_text().split())


def test_two_cards_are_answered_and_both_cells_show_what_changed(reading: Reading) -> None:
    with reading("lumina") as manager, reading("focal-md", language=OWN) as focal:
        before = numbers(focal, ONLINE, "2.2"), numbers(focal, INCIDENTS, "3.4")
        focal.open(INCIDENTS)
        assert "single partner" in focal.main()
        with saved(manager) as plan:
            manager.open(plan)
            assert "40 %" in manager.main()
            focal.open("/")
            assert "3 tasks, about 14 minutes" in focal.page.locator("h1").inner_text()
            cards = focal.page.locator("main article.card.call h2").all_inner_texts()
            assert cards[:2] == [  # a request for information waits as well
                f"Lumina Foundation (demo) plans “{TITLE}” in Moldova: do you know of it?",
                f"“{LAW.title}”: add as own measure?",
            ]
            focal.picture("c-home")

            measure = answer_both(focal)

            try:
                focal.open("/")
                left = focal.page.locator("main article.card.call h2").all_inner_texts()
                assert not [words for words in left if TITLE in words or LAW.title in words], left
                both_cells_show_it(focal, before)
                manager.open(plan)
                assert "Moldova: we know of it and agree – With the police school in Chișinău." in manager.main()
            finally:
                focal.open(measure + "withdrawal/")
                focal.click_on(focal.page.locator("main form button").first)


def answer_both(focal: Visit) -> str:
    """One word to the plan, one saved form for the law; the address of the measure."""
    focal.click_on(focal.page.locator("main article.card.call a.button").first)
    assert "40 % for Moldova" in focal.main()
    focal.picture("c-cards")
    focal.page.locator("main [name=note]").first.fill("With the police school in Chișinău.")
    focal.press("We know of it and agree")
    focal.click("Add as own measure")
    assert focal.page.locator("[name=title]").input_value() == LAW.title
    focal.unfold()
    focal.page.get_by_role("radio", name="TLP:GREEN").check()
    focal.picture("c-measure")
    focal.press("Save")
    return focal.page.url


def both_cells_show_it(focal: Visit, before: tuple[str, str]) -> None:
    focal.open(ONLINE)
    main = focal.main()
    assert re.search(r"partly\s+– planned, funding not confirmed", main)
    assert "Moldova: we know of it and agree" in main
    assert "share: 20 %" in main  # of the 40 % for Moldova half, as it serves two objectives
    focal.picture("c-cell-online")
    focal.open(INCIDENTS)
    assert "activities reported" in focal.main()
    assert LAW.title in focal.main()
    assert focal.page.locator("[lang=ro]", has_text=LAW.title).count()
    focal.picture("c-cell-incidents")
    online, incidents = numbers(focal, ONLINE, "2.2"), numbers(focal, INCIDENTS, "3.4")
    assert ("open" in before[0], "1 + 0r" in online) == (True, True)
    assert ("own" in before[1], "1 own" in incidents) == (False, True)
    rows = download(focal)
    assert any("2.2.1" in row and "MDA" in row and "planned" in row for row in rows)


def download(reader: Visit) -> list[str]:
    """The matrix as a file; it ranks nobody. The page that it comes from says the footnote and the limits."""
    answer = reader.page.context.request.get(f"{reader.url}/matrix/download.csv?level=objective")
    assert not re.search(r"\brank", answer.text(), re.IGNORECASE)
    return answer.text().splitlines()


@pytest.mark.parametrize("path", [ONLINE, INCIDENTS, "/matrix/", "/announced/"])
def test_the_pages_of_the_story_rank_nobody(path: str, reading: Reading) -> None:
    with reading("focal-md") as reader:
        reader.open(path)

        assert not re.search(r"\brank|country|best|worst", reader.main(), re.IGNORECASE)
