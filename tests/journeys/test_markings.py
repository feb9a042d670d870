"""Who exactly will see this, before and after saving; why you can see this."""

from playwright.sync_api import expect

from tests.journeys.conftest import Reading
from tests.journeys.watching import NARROW, WIDE, Visit

NOTE = "Meeting with the municipalities on school referrals"


def new_activity(reader: Visit, words: str) -> None:
    reader.open("/activities/new/")
    reader.page.locator("main [name=title]").fill(words)


def test_who_will_see_it_is_named_before_saving_and_again_afterwards(reading: Reading) -> None:
    with reading("focal-al") as reader:
        new_activity(reader, NOTE)
        reader.unfold()
        reader.page.get_by_role("radio", name="TLP:AMBER+STRICT").check()
        reader.page.get_by_role("button", name="Show who will see this").click()
        expect(reader.page.get_by_role("heading", name="Who will see this under TLP:AMBER+STRICT")).to_be_visible()
        for named in ("Staff of Ministry of Public Safety, Albania (demo)", "The secretariat"):
            assert named in reader.main()
        reader.look()
        reader.press("Save")

        saved = reader.page.url
        try:
            assert NOTE in reader.main()
            assert "Why you can see this" in reader.main()
            assert "Who can see this" in reader.main()
            reader.open(saved + "marking/")
            assert "Staff of Ministry of Public Safety, Albania (demo)" in reader.main()
            for username, status in (("civil", 404), ("secretariat", 200)):  # as the preview said
                with reading(username, widths=(WIDE,)) as other:
                    other.open(saved, status=status)
        finally:
            reader.open(saved + "withdrawal/")
            reader.click_on(reader.page.locator("main form").get_by_role("button", name="Withdraw").first)


def test_what_was_typed_is_still_there_when_the_marking_is_not_complete(reading: Reading) -> None:
    with reading("focal-al", widths=(NARROW,)) as reader:
        new_activity(reader, NOTE)
        reader.unfold()
        reader.page.get_by_role("radio", name="TLP:RED").check()
        reader.page.get_by_role("radio", name="TLP:AMBER", exact=True).check()
        reader.press("Save")

        assert reader.page.locator("main [name=title]").input_value() == NOTE
        assert reader.page.locator("main .errorlist").count()
