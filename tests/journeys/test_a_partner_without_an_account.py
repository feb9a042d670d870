"""An organisation without an account answers by a personal link: ask, letter, open, change, add, hand in, confirm."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.conftest import Reading
from tests.journeys.demo import title
from tests.journeys.watching import NARROW, WIDE, Visit
from tests.letters import Post, letter_to, text_of

NORDLYS, MAILBOX = "Nordlys Fund (demo)", "grants.nordlys@example.org"
KNOWN, ADDED = title("a-nordlys"), "Evening classes in two prisons (demo)"


def ask(reader: Visit) -> None:
    """About one activity of all that may go out."""
    reader.open("/actors/?q=Nordlys")
    reader.click(NORDLYS)
    reader.click("Request an update")
    form = reader.page.locator("main form")
    expect(form.locator("[name=mailbox]")).to_have_value(MAILBOX)
    for box in form.locator("[name=activities]").all():
        box.set_checked(KNOWN in box.locator("xpath=ancestor::label").inner_text())
    reader.press("Send the e-mail")


def test_ask_open_change_add_hand_in_confirm_and_the_link_is_dead(reading: Reading, post: Post) -> None:
    with reading("secretariat", widths=(WIDE,)) as officer:
        ask(officer)
        letter = letter_to(post, MAILBOX)
        words = text_of(letter)
        assert KNOWN not in words
        assert "Nordlys" not in words
        (link,) = re.findall(r"http://localhost:\d+(/partners/link/\S+)", words)

        with reading() as partner:
            partner.open(link)
            partner.press("Begin")
            partner.click("First question")
            assert "180,000" in partner.main()
            partner.click("Something changed")
            partner.page.locator("main [name=end]").fill("5/2028")
            partner.press("Save and continue")
            partner.click("Add a missing activity")
            partner.page.locator("main [name=title]").fill(ADDED)
            partner.press("Save and continue")
            partner.press("Submit")
            assert "Thank you" in partner.main()

        with reading(widths=(NARROW,)) as again:
            again.open(link)
            again.press("Begin", status=404)
            assert "This link is not valid" in again.main()

        officer.open("/")
        assert "2 replies entered on behalf of organisations" in officer.main()
        officer.open("/partners/answers/")
        changed = officer.page.locator("main article", has_text=KNOWN)
        assert "May 2028" in changed.inner_text()
        officer.click_on(changed.get_by_role("button", name="Confirm"))
        officer.open("/activities/?q=" + KNOWN.replace(" ", "+"))
        officer.click(KNOWN)
        assert "May 2028" in officer.main()

        # The demo is left as it was.
        officer.click("See the reply")
        officer.press("Undo the confirmation")
        for name in (KNOWN, ADDED):
            officer.open("/partners/answers/")
            card = officer.page.locator("main article", has_text=name)
            officer.click_on(card.get_by_role("button", name="Set aside"))
        assert "Nothing awaits your confirmation." in officer.main()


def test_a_link_and_its_sheet_are_used_without_javascript(reading: Reading, tmp_path: Path) -> None:
    with reading("secretariat", widths=(WIDE,)) as officer, reading(scripts=False) as partner:
        ask(officer)
        officer.press("Create a link to share")
        link = officer.page.locator("#link").inner_text()

        partner.open(link)
        partner.press("Begin")
        partner.click("Use a spreadsheet instead")
        with partner.page.expect_download() as download:
            partner.page.get_by_role("link", name="Download the spreadsheet (Excel)").click()
        sheet = tmp_path / download.value.suggested_filename
        download.value.save_as(sheet)
        partner.page.locator("main input[type=file]").set_input_files(sheet)
        partner.press("Upload the spreadsheet")
        assert "You have replied to everything." in partner.main()

        officer.open("/partners/")
        officer.click(NORDLYS)
        officer.press("Withdraw the link")
        partner.press("Submit", status=404)
