"""A photo with its place is cleaned, watermarked and recalled after a download; wider sharing is asked and refused."""

from playwright.sync_api import FilePayload

from tests.files import made
from tests.journeys.conftest import Reading
from tests.journeys.watching import NARROW, Visit

TITLE = "Photographs of a seized consignment (demo)"


def test_a_file_is_cleaned_watermarked_and_recalled_after_download(reading: Reading) -> None:
    with reading("secretariat") as officer:
        record = published(officer)
        file = cleaned_photo(officer)
    with reading("focal-al", widths=(NARROW,)) as focal:
        download(focal, record)
        focal.open(record)
        focal.press("Ask the owner to share this more widely")
        focal.picture("asked-to-widen")
    with reading("secretariat") as officer:
        refuse(officer)
        officer.click("Who has seen this")
        officer.picture("who-has-seen-this")
        assert "Focal point, Albania" in officer.main()
        receipts = recall(officer, file, "A person can be recognised.")
        assert "0 of 1 people who have it have acknowledged the recall." in officer.main()
    with reading("focal-al", widths=(NARROW,)) as focal:
        focal.open(file, status=404)
        focal.open(record)
        assert "The source does not agree." in focal.main()
        assert "seizure.jpg" not in focal.main()
        focal.open("/")
        focal.click("Read")
        assert "A person can be recognised." in focal.main()
        focal.press("Acknowledge the recall")
        focal.picture("recall-acknowledged")
    with reading("secretariat") as officer:
        officer.open(receipts)
        assert "1 of 1 people who have it have acknowledged the recall." in officer.main()
        recall(officer, record, "Sent to the wrong group.")
        assert "Recalled on" in officer.main()
        officer.open(receipts)
        assert "downloaded version" in officer.main(), "the history stays with the originator"
    with reading("focal-mk") as other:
        other.open(record, status=404)
        other.open("/people/changes/?kind=recall")
        assert "A record that you could read was recalled" in other.main()
        assert TITLE not in other.main()


def cleaned_photo(officer: Visit) -> str:
    """The path of a photo on the record at hand, freed of the place where it was taken."""
    officer.click("Add a file")
    photo: FilePayload = {"name": "seizure.jpg", "mimeType": "image/jpeg", "buffer": made.photo()}
    officer.page.locator("main input[type=file]").set_input_files(photo)
    officer.press("Upload")
    assert "latitude" in officer.main()
    officer.press("Remove metadata")
    assert "latitude" not in officer.main()
    return officer.page.url.removeprefix(officer.url)


def download(focal: Visit, record: str) -> None:
    """The copy carries a watermark and nothing of the camera; that it was opened is noted."""
    focal.open(record)
    assert "It is noted that you opened this page." in focal.main()
    focal.click("seizure.jpg")
    assert "Your copy carries a watermark" in focal.main()
    with focal.page.expect_download() as started:
        focal.page.locator("main a[download]").first.click()
    copy = started.value.path().read_bytes()
    assert copy != made.photo()
    assert b"Photographer" not in copy


def refuse(officer: Visit) -> None:
    officer.open("/")
    officer.click_on(officer.page.locator("main a[href*='/receipts/widening/']").first)
    officer.page.locator("main [name=answer]").fill("The source does not agree.")
    officer.press("Decline")


def recall(officer: Visit, path: str, reason: str) -> str:
    """The path of the page that says who has acknowledged it."""
    officer.open(path)
    officer.click("Recall")
    officer.page.locator("main [name=reason]").fill(reason)
    officer.press("Recall")
    return officer.page.url.removeprefix(officer.url)


def published(officer: Visit) -> str:
    """The path of a notice for the focal points."""
    officer.open("/exchange/notices/new/")
    officer.page.locator("main [name=title]").fill(TITLE)
    officer.unfold()
    officer.page.locator("main [name=marking-tlp][value='2']").check()
    group = officer.page.locator("main [name=marking-communities][value=focal-points]")
    officer.unfold(group)
    group.check()
    officer.press("Save the draft")
    officer.press("Publish")
    return officer.page.url.removeprefix(officer.url)
