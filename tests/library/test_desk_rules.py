"""How translations stand to their original, which visits count, and which addresses a text names."""

from typing import Any

import pytest

from egnatia.kernel.records.content import ByLanguage
from egnatia.library.desk.rules import addresses_in, is_visit, older_translations, read_in, translation_state

BROWSER = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/605"


def bodies(*texts: dict[str, str]) -> list[dict[str, Any]]:
    return [{"title": {"texts": each, "original": "en"}} for each in texts]


@pytest.mark.parametrize(
    ("versions", "older"),
    [
        ([], set()),
        ([{"en": "a", "sq": "b"}], set()),
        ([{"en": "a", "sq": "b"}, {"en": "c", "sq": "b"}], {"sq"}),
        ([{"en": "a", "sq": "b"}, {"en": "c", "sq": "d"}], set()),
        ([{"en": "a", "sq": "b"}, {"en": "c", "sq": "b"}, {"en": "c", "sq": "d"}], set()),
        ([{"en": "a"}, {"en": "a", "sq": "b"}], set()),
        ([{"en": "a", "sq": "b", "mk": "c"}, {"en": "d", "sq": "b", "mk": "e"}], {"sq"}),
    ],
)
def test_a_translation_is_older_where_the_original_changed_after_it(
    versions: list[dict[str, str]], older: set[str]
) -> None:
    now = versions[-1] if versions else {"en": "a", "sq": "b"}

    assert older_translations("title", ByLanguage(now, "en"), bodies(*versions)) == older


def test_an_older_shape_of_a_version_claims_nothing() -> None:
    told: list[dict[str, Any]] = [{"title": "plain"}, {}, *bodies({"en": "a", "sq": "b"})]

    assert older_translations("title", ByLanguage({"en": "a", "sq": "b"}, "en"), told) == frozenset()


def test_the_state_names_languages_that_are_there_missing_and_incomplete() -> None:
    said = {
        "title": ByLanguage({"mk": "а", "en": "a", "sr-Latn": "a"}, "mk"),
        "text": ByLanguage({"mk": "б", "en": "b"}, "mk"),
        "results": ByLanguage(),
    }

    state = translation_state(said)

    assert (state.original, state.there) == ("mk", ("mk", "en", "sr-Latn"))
    assert state.partly == {"sr-Latn"}
    assert "sr" not in state.missing
    assert "sq" in state.missing
    assert state.is_asked_for("sq")
    assert not state.is_asked_for("en")


def test_a_text_without_a_language_is_in_none() -> None:
    assert translation_state({"title": ByLanguage({"und": "a"})}).there == ()
    assert translation_state({}).there == ()


def test_texts_are_read_in_a_language_that_they_have() -> None:
    said = {"title": ByLanguage({"en": "a", "sq": "b"}, "en"), "text": ByLanguage({"en": "c"}, "en"), "year": 1}

    read = read_in(said, "sq")

    assert [read["title"].first(), read["text"].first(), read["year"]] == [("b", "sq"), ("c", "en"), 1]


@pytest.mark.parametrize(
    ("method", "headers", "counts"),
    [
        ("GET", {"User-Agent": BROWSER}, True),
        ("HEAD", {"User-Agent": BROWSER}, False),
        ("GET", {}, False),
        ("GET", {"User-Agent": BROWSER, "Sec-Purpose": "prefetch"}, False),
        ("GET", {"User-Agent": BROWSER, "Purpose": "prefetch"}, False),
        ("GET", {"User-Agent": "Mozilla/5.0 (compatible; Examplebot/1; +https://example.org)"}, False),
        ("GET", {"User-Agent": "python-requests/2"}, False),
    ],
)
def test_a_visit_is_a_person_who_opens_the_page(method: str, headers: dict[str, str], *, counts: bool) -> None:
    assert is_visit(method, headers) is counts


def test_addresses_are_found_in_texts_without_what_closes_a_sentence() -> None:
    said = ["https://a.example/x", ByLanguage({"en": "See (https://b.example/y?z=1), https://a.example/x."}), 3, None]

    assert addresses_in(said) == ("https://a.example/x", "https://b.example/y?z=1")
    assert addresses_in(["https://c.example/" + "x" * 600]) == ()
