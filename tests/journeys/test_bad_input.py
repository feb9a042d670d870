"""Wrong addresses, empty forms and huge texts: one clear sentence, and nothing typed is lost."""

import pytest

from tests.journeys.conftest import Reading
from tests.journeys.watching import NARROW, WIDE

NOBODY = "00000000-0000-4000-8000-000000000000"
WRONG = (
    "/activities/{}/",
    "/activities/{}/change/",
    "/activities/{}/withdrawal/",
    "/actors/{}/",
    "/matches/{}/",
    "/imports/{}/",
    "/people/marking/{}/",
    "/nothing/",
    "/activities/../../etc/passwd",
    "/activities/download.exe",
)


@pytest.mark.parametrize("username", ["", "member", "partner", "secretariat"])
def test_a_wrong_address_gets_one_sentence_and_a_way_on(username: str, reading: Reading) -> None:
    with reading(username, widths=(WIDE,)) as reader:
        for path in WRONG:
            answer = reader.page.goto(reader.url + path.format(NOBODY))
            if "/account/login/" not in reader.page.url:
                assert answer
                assert answer.status == 404, path
                reader.look(refused=True)
                assert reader.page.locator("main a").count(), path


@pytest.mark.parametrize(
    "query",
    [
        "q=" + "x" * 5000,
        "economy=ZZZ&about=nothing&status=9&size=huge",
        "page=0",
        "page=99999999999999999999",
        "page=-1&order=;drop",
        "q=%ff%fe",
        "since=yesterday&until=31.02.2026",
        "q=%27%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    ],
)
@pytest.mark.parametrize("path", ["/activities/", "/matches/", "/matches/money/", "/actors/"])
def test_a_filter_that_makes_no_sense_still_gives_a_page(path: str, query: str, reading: Reading) -> None:
    with reading("secretariat", widths=(NARROW,)) as reader:
        reader.open(f"{path}?{query}")


def test_what_is_no_text_is_refused_with_one_sentence_and_a_way_on(reading: Reading) -> None:
    with reading("secretariat", widths=(NARROW,)) as reader:
        answer = reader.page.goto(f"{reader.url}/activities/?q=%00")

        assert answer
        assert answer.status == 400
        reader.look(refused=True)
        assert reader.page.locator("main a").count()


def test_an_activity_without_a_title_is_not_saved_and_keeps_what_was_typed(reading: Reading) -> None:
    with reading("partner") as reader:
        reader.open("/activities/new/")
        reader.unfold(reader.page.locator("main [name=description]"))
        reader.page.locator("main [name=description]").fill("Every second Tuesday. " * 200)
        reader.press("Save")

        assert reader.page.locator("main .errorlist").count()
        assert reader.page.locator("main [name=description]").input_value().startswith("Every second Tuesday.")


def test_a_text_that_is_far_too_long_is_answered_and_kept(reading: Reading) -> None:
    text = "Training of teachers in Albania against hate speech. " * 20_000
    with reading("partner", widths=(WIDE,)) as reader:
        reader.open("/proposal/")
        reader.page.locator("main textarea[name=text]").fill(text)
        reader.press("Check proposal")

        assert reader.page.locator("main textarea[name=text]").input_value().startswith("Training of teachers")


def test_a_wrong_code_does_not_sign_in_and_says_what_to_do(reading: Reading) -> None:
    with reading(widths=(WIDE,)) as reader:
        reader.open("/account/login/code/")
        for wrong in ("", "AAAA-BBBB-CCCC-DDDD", "x" * 3000):
            reader.page.locator("main [name=code]").fill(wrong)
            reader.press("Sign in")
            assert reader.page.locator("main .errorlist").first.inner_text().strip()
