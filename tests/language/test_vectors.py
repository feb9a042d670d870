import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from egnatia.language.vectors import vectors, width
from tests.examples import examples

SAME = [
    ("en", "Support to the reintegration of returnees into their municipalities"),
    ("sq", "Mbështetje për riintegrimin e të kthyerve në komunat e tyre"),
    ("mk", "Поддршка за реинтеграција на повратниците во нивните општини"),
    ("sr", "Podrška reintegraciji povratnika u njihove opštine"),
    ("sr", "Подршка реинтеграцији повратника у њихове општине"),
]
OTHER = [
    ("en", "A new bridge over the river opens for traffic in spring"),
    ("sq", "Festivali i filmit mbledh artistë nga e gjithë bota"),
    ("mk", "Цените на пченицата паднаа по добрата жетва"),
]


def lengths(found: csr_matrix) -> list[float]:
    return [float(value) for value in np.sqrt(np.asarray(found.multiply(found).sum(axis=1)).ravel())]


def test_a_row_is_a_text_of_length_one_and_nothing_is_nothing() -> None:
    found = vectors(["Training for prison staff", "…", "2024"], ["en", "en", "en"])

    assert found.shape == (3, width())
    assert lengths(found) == [pytest.approx(1), 0, pytest.approx(1)]
    assert vectors([]).shape == (0, width())


def test_translations_are_nearer_than_anything_else() -> None:
    languages, texts = zip(*SAME, *OTHER, strict=True)
    found = vectors(texts, languages)
    near = (found @ found.T).toarray()

    same, others = near[: len(SAME), : len(SAME)], near[: len(SAME), len(SAME) :]
    assert same.min() > 2 * others.max()


def test_both_scripts_of_a_language_are_one_text() -> None:
    latin, cyrillic = vectors([SAME[3][1], SAME[4][1]], ["sr", "sr"]).toarray()

    assert latin @ cyrillic > 0.95


def test_names_meet_by_how_they_are_spelt_and_numbers_by_themselves() -> None:
    texts = ["Lumbardhi Foundation", "Fondacioni Lumbardhit", "Vardar Foundation", "Order 12345", "Наредба 12345"]
    found = vectors(texts, ["en", "sq", "en", "en", "mk"])
    near = (found @ found.T).toarray()

    assert near[0, 1] > near[1, 2]
    assert near[3, 4] > 0.5


def test_without_a_language_the_text_tells_it() -> None:
    stated, told = vectors([SAME[1][1]], ["sq"]), vectors([SAME[1][1]])

    assert (stated != told).nnz == 0


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_text_is_a_vector_of_length_one_or_none(texts: list[str]) -> None:
    found = vectors(texts, ["en"] * len(texts))

    assert all(length == 0 or length == pytest.approx(1) for length in lengths(found))
