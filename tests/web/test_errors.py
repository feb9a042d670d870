"""Error pages are made once in a process, for each language and for what the installation says of itself."""

from django.http import Http404, HttpRequest
from django.utils import translation

from egnatia.web import errors


def missing_page(language: str) -> str:
    with translation.override(language):
        return errors.not_found(HttpRequest(), Http404()).content.decode()


def test_an_error_page_speaks_the_language_of_whoever_asks_however_often_it_was_shown() -> None:
    errors.said.cache_clear()

    pages = [missing_page(language) for language in ("en", "sq", "en", "sr", "sr-latn", "sq")]

    assert [pages[0], pages[1]] == [pages[2], pages[5]]
    assert ["Page not available" in page for page in pages] == [True, False, True, False, False, False]
    assert len(set(pages)) == errors.said.cache_info().misses == 4
