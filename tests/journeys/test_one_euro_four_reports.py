"""Story B: one grant passed on twice and reported four times is counted once."""

from playwright.sync_api import expect

from tests.journeys.conftest import Reading
from tests.journeys.demo import title
from tests.journeys.speaking import said
from tests.journeys.watching import OWN, WIDE

MONEY = "/matches/money/?q=arms&economy=MNE"
PASSED_ON = [title(key) for key in ("b-hub", "b-dinara", "b-ministry")]


def test_four_reports_of_one_grant_are_counted_once(reading: Reading) -> None:
    with reading("secretariat") as reader:
        reader.open(MONEY)

        said = reader.page.locator("main .stat")
        expect(said).to_have_text(
            "7.1 million EUR reported, 4.0 million EUR after excluding 3 cases of passed-on funding."
        )
        assert "7,138,500" in (said.locator("[title]").first.get_attribute("title") or "")
        for grant in PASSED_ON:
            row = reader.page.locator("main tr", has=reader.page.locator("th", has_text=grant))
            counted_with = row.get_by_role("cell").last.get_by_role("link").inner_text()
            assert counted_with in {title("b-union"), *PASSED_ON} - {grant}


def test_every_figure_and_step_can_be_clicked_down_to_its_records(reading: Reading) -> None:
    with reading("secretariat", widths=(WIDE,)) as reader:
        for figure in ("7.1 million EUR", "3 cases of passed-on funding"):
            reader.open(MONEY)
            reader.click(figure)
            for grant in PASSED_ON:
                assert grant in reader.main(), figure
        reader.open(MONEY)
        for grant in PASSED_ON:
            row = reader.page.locator("main tr", has=reader.page.locator("th", has_text=grant))
            reader.click_on(row.get_by_role("link", name="passed-on funding"))
            assert "One appears to be funded from the other" in reader.main()
            reader.page.go_back()


def test_the_hub_s_training_grant_in_another_economy_is_no_match(reading: Reading) -> None:
    with reading("secretariat", widths=(WIDE,)) as reader:
        reader.open("/activities/?q=veštake")
        reader.click(title("b-training"))

        for grant in (title("b-union"), *PASSED_ON):
            assert grant not in reader.main()


def test_the_focal_point_of_montenegro_reads_it_in_serbian_latin_and_the_text_as_it_was_written(
    reading: Reading,
) -> None:
    with reading("focal-me", language=OWN) as reader:
        reader.open(MONEY)

        assert reader.language.casefold() == "sr-latn"
        figures = reader.page.locator("main .stat").inner_text()
        assert "7,1" in figures
        assert "4,0" in figures
        assert said("sr-latn", "passed-on funding") in reader.main()
        reader.picture("b-money")
        reader.open(f"/activities/?q={title('b-dinara').split()[0]}")
        reader.click(title("b-dinara"))
        written = reader.page.locator("[lang=cnr]", has_text=title("b-dinara"))
        assert written.count()
        assert reader.page.locator("main .chips li").count()  # what it speaks of, in the reader's language
        reader.picture("b-activity")


def test_the_chips_of_a_montenegrin_text_are_in_the_reader_s_language(reading: Reading) -> None:
    with reading("secretariat", widths=(WIDE,)) as reader:
        reader.open(f"/activities/?q={title('b-dinara').split()[0]}")
        reader.click(title("b-dinara"))

        chips = reader.page.locator("main .chips").first.inner_text()
        assert "weapons" in chips or "firearms" in chips or "storage" in chips, chips
