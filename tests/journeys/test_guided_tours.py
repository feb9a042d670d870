"""A tour for each of the demo's users on their start page: every stop leads to a page of theirs, in every language."""

import pytest
from django.utils import translation

from egnatia.start.demo import tour
from tests.journeys.conftest import Reading
from tests.journeys.site import USERS
from tests.journeys.watching import OWN, WIDE, Visit

LANGUAGES = ("en", "sq", "sr-latn", "sr", "mk")
STOPS = "section[aria-labelledby=tour] li"


def heading(reader: Visit) -> str:
    return reader.page.locator("h1").inner_text().strip()


@pytest.mark.parametrize("username", ["", *USERS])
def test_every_stop_leads_to_a_page_that_is_there(username: str, reading: Reading) -> None:
    with reading(username, language=OWN) as reader:
        reader.open("/")
        reader.picture(f"home-{username or 'visitor'}")
        stops = reader.page.locator(STOPS).count()
        assert stops == len(tour.TOURS[username])
        for number in range(stops):
            reader.open("/")
            reader.click_on(reader.page.locator(STOPS).nth(number).locator("a, button").first)

            assert heading(reader)
            assert "/account/login/" not in reader.page.url


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tour_speaks_five_languages(language: str, reading: Reading) -> None:
    for username in ("focal-me", "lumina"):
        with reading(username, language=language, widths=(WIDE,)) as reader:
            reader.open("/")

            told = reader.page.locator(STOPS).all_inner_texts()
            for name, text in zip(tour.TOURS[username], told, strict=True):
                label, words, *_ = tour.PLACES[name]
                with translation.override(language):
                    assert (str(label) in text, str(words) in text) == (True, True), text


def test_a_newcomer_is_told_how_to_look_around(reading: Reading) -> None:
    with reading() as reader:
        reader.open("/")
        reader.page.get_by_text("Explore as a demonstration user").click()
        for username in USERS:
            assert f"egnatia user code {username}" in reader.main()
        reader.picture("guests")
        reader.click("Sign in with a demonstration code")


def test_the_cell_of_probation_in_montenegro_is_one_click_from_the_start_page_of_its_focal_point(
    reading: Reading,
) -> None:
    with reading("focal-me") as reader:
        reader.open("/")
        reader.click("Support after release in Montenegro")

        assert reader.page.url.endswith("/matrix/MNE/2.3.2/")


def test_without_a_tour_it_is_three_clicks_away(reading: Reading) -> None:
    """Matrix, the priority, the objective's cell: what docs/method/cell-page.md says."""
    with reading("secretariat") as reader:
        reader.open("/")
        clicks = 0
        for step in ("nav a[href='/matrix/']", "main a[href*='under=2.3']", "main a[href^='/matrix/MNE/2.3.2/']"):
            reader.click_on(reader.page.locator(step).first)
            clicks += 1

        assert clicks == 3
        assert "Montenegro" in heading(reader)


def test_the_four_answers_stand_on_the_first_screen(reading: Reading) -> None:
    """Is there anything for probation in Montenegro, by whom, until when, who said that it is needed?"""
    with reading("focal-me") as reader:
        reader.open("/matrix/MNE/2.3.2/")
        reader.picture("cell-me")
        for width in reader.widths:
            reader.page.set_viewport_size({"width": width, "height": 844 if width < WIDE else 800})
            answers = reader.page.locator("main .card.call dl.facts")
            box = answers.bounding_box()
            assert box
            assert box["y"] + box["height"] <= reader.page.viewport_size["height"], width  # type: ignore[index]  # it was set
            words = " ".join(answers.inner_text().split())
            for question in ("Is there support?", "By whom?", "Until when?", "Who stated the need?"):
                assert question in words
            assert "Izvještaj o probaciji, 2026 (demo), page 9" in words
