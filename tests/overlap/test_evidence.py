"""What two texts share is named in the words of both, and of each language in its own."""

from dataclasses import replace

import pytest

from egnatia.language.lexicon import names, telling_weights
from egnatia.overlap import Prepared, Text, prepare
from egnatia.overlap.evidence import MOST_WORDS_READ, SAYS_SOMETHING, texts
from egnatia.overlap.titles import TELLING_WORD
from tests.overlap.make import activity


def told(left: Prepared, right: Prepared, kind: str) -> list[tuple[tuple[str, ...], ...]]:
    return [(e.left, e.right, e.shared) for e in texts(left, right) if e.kind == kind]


def pair(mine: tuple[str, str], theirs: tuple[str, str]) -> tuple[Prepared, Prepared]:
    return prepare(activity("a", *mine)), prepare(activity("b", *theirs))


def test_words_in_common_stand_as_each_writes_them_with_the_stem_that_they_share() -> None:
    left, right = pair(("Choirs by the harbour", "en"), ("A harbour choir", "en"))

    assert told(left, right, "word") == [(("harbour", "Choirs"), ("harbour", "choir"), ("harbour", "choir"))]


def test_a_word_that_stands_in_no_text_as_it_was_compared_is_named_as_it_was() -> None:
    """Texts may have been compared before they were read in another way: nobody is shown nothing for it."""
    left, right = pair(("Choirs by the harbour", "en"), ("A harbour choir", "en"))
    unwritten = {**left.titles[0].terms, "unwritten": TELLING_WORD, "small": TELLING_WORD - 1}
    left = replace(left, titles=(replace(left.titles[0], terms=unwritten),))
    right = replace(right, titles=(replace(right.titles[0], terms=unwritten),))

    ((mine, theirs, shared),) = told(left, right, "word")

    assert mine[shared.index("unwritten")] == theirs[shared.index("unwritten")] == "unwritten"
    assert "small" not in shared


def test_of_one_language_concepts_are_those_of_the_short_list() -> None:
    left, right = pair(("Books, bank, credit, energy", "en"), ("Energy, credit, bank, books", "en"))

    assert told(left, right, "concept") == []


@pytest.mark.parametrize(("before", "named"), [(MOST_WORDS_READ - 1, True), (MOST_WORDS_READ, False)])
def test_of_a_long_text_the_beginning_is_named(before: int, named: bool) -> None:
    left, right = pair(("x " * before + "cadastral", "en"), ("Harta kadastrale", "sq"))

    assert bool(told(left, right, "concept")) is named


def test_a_word_means_what_it_means_in_the_language_that_is_stated() -> None:
    """Told by the text, "burg" would be English, where it says nothing; in Albanian it is a prison."""
    left, right = pair(("Burg", "sq"), ("Zatvor", "sr"))

    assert [(mine, theirs) for mine, theirs, _ in told(left, right, "concept")] == [(("Burg",), ("Zatvor",))]


def test_where_no_language_is_stated_the_words_tell_it_together() -> None:
    left, right = pair(
        ("Harta kadastrale dixhitale dhe trajnim për tokën", ""), ("Digital cadastral maps and training", "en")
    )

    assert (("kadastrale",), ("cadastral",)) in [(mine, theirs) for mine, theirs, _ in told(left, right, "concept")]


def test_what_a_title_says_is_named_as_it_says_it() -> None:
    left = prepare(activity("a", "Prison", "en", descriptions=(Text("Jails and more jails", "en"),)))
    right = prepare(activity("b", "Zatvor", "sr"))

    assert (("Prison",), ("Zatvor",)) in [(mine, theirs) for mine, theirs, _ in told(left, right, "concept")]


def test_of_several_concepts_the_one_is_named_that_both_words_are_usual_for_in_their_languages() -> None:
    left, right = pair(("Препознавање", "mk"), ("Αναγνώριση", "el"))

    assert told(left, right, "concept") == [(("Препознавање",), ("Αναγνώριση",), ("recognize",))]


def test_a_word_of_the_least_telling_class_that_says_something_is_named() -> None:
    left, right = pair(("Committee", "en"), ("Komitet", "sq"))

    assert telling_weights()[names().index("committee")] == SAYS_SOMETHING
    assert told(left, right, "concept") == [(("Committee",), ("Komitet",), ("committee",))]
