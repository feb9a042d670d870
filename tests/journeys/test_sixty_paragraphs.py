"""Sixty paragraphs become commitments in a few presses: what is new is kept together, what repeats is decided."""

import re

from egnatia.commitments.demo import fixtures as material
from tests.journeys.conftest import Reading

MOST_PRESSES = 12
PARAGRAPHS = 60
TITLE = "Conclusions of the long conference (demo)"
WHAT = ("Count", "Map", "Paint", "Repair", "Insure", "Describe", "Photograph", "Measure", "Name", "Clean")
WHICH = ("the bridges", "the ferries", "the lighthouses", "the orchards", "the archives", "the aqueducts")
# Counted in the browser itself, across the pages of one visit.
COUNT = "addEventListener('pointerdown', () => sessionStorage.presses = 1 + Number(sessionStorage.presses || 0), true)"


def long_text() -> str:
    """The demo's five paragraphs that repeat earlier ones, among fifty-five that no other journey reads again."""
    numbered = [line for line in material.outcome_text().splitlines() if re.match(r"\d+\. ", line)]
    texts = [f"{what} {which} of the region before the year ends." for what in WHAT for which in WHICH]
    for number in sorted(map(int, material.repeats())):
        texts.insert(number - 1, numbered[number - 1].partition(". ")[2])
    return "\n".join(f"{number}. {text}" for number, text in enumerate(texts[:PARAGRAPHS], start=1))


def test_a_long_document_takes_few_presses(reading: Reading) -> None:
    with reading("secretariat") as officer:
        page = officer.page
        page.add_init_script(COUNT)
        officer.open("/commitments/")
        officer.click("Extract commitments from a document")
        for name, typed in (("title", TITLE), ("text", long_text())):
            page.locator(f"main [name={name}]").click()
            page.locator(f"main [name={name}]").fill(typed)
        officer.press("Show paragraphs")
        assert "60 paragraphs." in officer.main()

        for number in material.repeats():
            part = page.locator("fieldset", has=page.locator("legend", has_text=re.compile(f"Paragraph {number}\\s*$")))
            part.get_by_label("Same as item 1: do not create a commitment").check()
        officer.press("Create commitments")

        assert "55 commitments created." in page.locator("body").inner_text()
        presses = int(page.evaluate("sessionStorage.presses"))
        print(f"60 paragraphs, 5 of them repeats: {presses} presses")  # noqa: T201 - the figure is the result
        assert presses <= MOST_PRESSES
        officer.open(page.url + "withdrawal/")
        officer.press("Withdraw")
