"""Check a proposal, as a programme manager does it: text in, whom to talk to out."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Reading
from tests.journeys.demo import Proposal, proposals
from tests.journeys.watching import NARROW, WIDE, Visit

HELPLINE = proposals()[0]


def ask(reader: Visit, text: str) -> None:
    reader.open("/proposal/")
    reader.page.locator("main textarea[name=text]").fill(text)
    reader.press("Check proposal")


def first_answer(reader: Visit) -> str:
    """Of the activities, which stand below the needs that the proposal would answer."""
    return reader.page.locator(
        "#answer section:is([aria-labelledby=double], [aria-labelledby=similar]) h3"
    ).first.inner_text()


@pytest.mark.parametrize("proposal", proposals(), ids=lambda each: each.name)
def test_the_activity_that_a_proposal_rewords_comes_first(proposal: Proposal, reading: Reading) -> None:
    with reading("partner") as reader:
        ask(reader, proposal.text)

        assert first_answer(reader) == proposal.first
        assert "Contact before signing" in reader.main()
        assert "Limits of this check" in reader.main()


def test_a_file_is_read_like_a_pasted_text(reading: Reading, tmp_path: Path) -> None:
    note = tmp_path / "concept note.txt"
    note.write_text(HELPLINE.text, encoding="utf-8")

    with reading("partner", widths=(WIDE,)) as reader:
        reader.open("/proposal/")
        reader.page.locator("main input[type=file]").set_input_files(note)
        reader.press("Check proposal")

        assert first_answer(reader) == HELPLINE.first


def test_taking_a_chip_away_changes_what_was_understood(reading: Reading) -> None:
    with reading("partner", widths=(WIDE,)) as reader:
        ask(reader, HELPLINE.text)
        chip = reader.page.locator("#proposal .chips li", has_text="NGO Talas (demo)")
        reader.click_on(chip.get_by_role("button"))

        expect(reader.page.locator("#proposal .chips li", has_text="NGO Talas (demo)")).to_have_count(0)
        assert "NGO Talas (demo) implements both" not in reader.main()


def test_the_paragraph_is_copied_with_one_press(reading: Reading) -> None:
    with reading("partner", widths=(WIDE,)) as reader:
        ask(reader, HELPLINE.text)
        reader.page.get_by_role("button", name="Copy").click()
        expect(reader.page.get_by_role("button", name="Copied")).to_be_visible()

        copied = reader.page.evaluate("navigator.clipboard.readText()")
        assert "was checked with Egnatia on" in copied
        assert HELPLINE.first in copied


def test_a_proposal_is_saved_as_planned_and_only_the_own_organisation_sees_the_draft(reading: Reading) -> None:
    with reading("partner", widths=(NARROW,)) as reader:
        ask(reader, HELPLINE.text)
        reader.press("Save as a planned activity")
        reader.unfold()
        reader.page.get_by_role("button", name="Show who will see this").click()
        expect(reader.page.get_by_role("heading", name="Who will see this under TLP:AMBER+STRICT")).to_be_visible()
        assert "Alpine Cooperation (demo)" in reader.main()
        reader.press("Save")
        saved = reader.page.url
        assert "planned" in reader.main()

        try:
            with reading("civil", widths=(WIDE,)) as other:
                other.open(saved, status=404)
        finally:
            reader.open(saved + "withdrawal/")
            reader.click_on(reader.page.locator("main form").get_by_role("button", name="Withdraw").first)


def test_an_empty_question_is_answered_with_what_is_needed(reading: Reading) -> None:
    with reading("partner", widths=(WIDE,)) as reader:
        reader.open("/proposal/")
        reader.press("Check proposal")

        assert reader.page.locator("main .errorlist").first.inner_text().strip()
