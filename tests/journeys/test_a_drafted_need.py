"""A focal point answers what the secretariat drafted for its economy, and takes the answer back."""

import re

from tests.journeys.conftest import Reading


def test_a_drafted_need_is_confirmed_in_one_click_and_is_no_longer_so_in_two(reading: Reading) -> None:
    with reading("focal-al") as focal:
        focal.open("/needs/waiting/")
        card = focal.page.locator("article.call").first
        need = card.get_by_role("link").first.get_attribute("href") or ""
        focal.click_on(card.get_by_role("button", name="Confirm"))
        assert need not in [link.get_attribute("href") for link in focal.page.locator("article.call h2 a").all()]

        focal.open(need)
        assert re.search("[Cc]onfirmed", focal.main())
        focal.page.get_by_text("No longer valid?").click()
        focal.press("Set aside")
        focal.page.get_by_text("Confirm it after all?").click()
        focal.press("Confirm")
        assert "No longer valid?" in focal.main()
