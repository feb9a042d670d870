import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from egnatia.language.lexicon import families, names, of_word, telling_weights
from egnatia.language.vectors import PIECES, vector, vectors, width
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


def test_a_name_is_the_pieces_of_its_spelling_and_a_number_is_one() -> None:
    row = vector("Lumbardhi", "en")

    assert len(row) == len("Lumbardhi"), "three letters each, its ends marked"
    assert 2 * len(names()) <= min(row) <= max(row) < width() == 2 * len(names()) + PIECES
    assert list(row.values()) == pytest.approx([1 / 3] * len(row))
    assert len(vector("12345", "en")) == 1
    assert len(vector("Xyz", "en")) == 3
    assert vector("Xq", "en") == {}, "too short"


def test_words_without_content_are_nothing_at_all() -> None:
    assert vector("the", "en") == vector("era", "ro") == vector("’", "en") == {}


@pytest.mark.parametrize(
    ("heavier", "lighter", "times"),
    [("Lumbardhi", "lumbardhi", 2), ("lumbardhi", "pollution", 10)],
)
def test_names_weigh_more_than_unknown_words_and_these_more_than_known_ones(
    heavier: str, lighter: str, times: float
) -> None:
    first = 2 * len(names())
    light, heavy = (
        {column: value for column, value in vector(f"{word} 12345", "en").items() if column >= first}
        for word in (lighter, heavier)
    )
    number = next(iter(light.keys() & vector("12345", "en").keys()))

    assert max(light.values()) == light[number]
    assert min(heavy.values()) / heavy[number] == pytest.approx(times * min(light.values()) / light[number])


def test_a_concept_counts_by_how_telling_it_is_and_less_each_time_and_gives_its_family_as_much() -> None:
    prison, bridge = (of_word(word, "en")[0] for word in ("prison", "bridge"))
    row, weights = vector("prison, prison, bridge", "en"), telling_weights()

    assert row[prison] / row[bridge] == pytest.approx(2**0.5 * weights[prison] / weights[bridge])
    assert row[len(names()) + families()[prison]] == row[prison]


def test_a_word_of_several_concepts_gives_less_to_each() -> None:
    several, bridge = of_word("training", "en"), of_word("bridge", "en")[0]
    row, weights = vector("training bridge", "en"), telling_weights()

    expected = [(len(several) ** -0.65) ** 0.5 * weights[each] / weights[bridge] for each in several]
    assert len(several) > 1
    assert [row[each] / row[bridge] for each in several] == pytest.approx(expected)


def test_a_family_has_as_much_as_the_concept_of_it_that_counts_most() -> None:
    row = vector("accreditation, accreditation, accredit", "en")
    often, once = (names().index(name) for name in ("accreditation", "accredit"))

    assert row[len(names()) + families()[once]] == max(row[often], row[once]) > min(row[often], row[once])


def test_spelling_counts_less_than_concepts_and_more_each_time() -> None:
    first = 2 * len(names())
    row = vector("the prison of Lumbardhi", "en")
    spelt, said = ([value for column, value in row.items() if (column >= first) is part] for part in (True, False))
    once, twice = (vector(text, "en") for text in ("Lumbardhi 12345", "Lumbardhi Lumbardhi 12345"))
    number = max(once, key=once.__getitem__)

    assert all(row.values())
    assert all(isinstance(column, int) for column in once)
    assert np.linalg.norm(spelt) == pytest.approx(0.6 * np.linalg.norm(said))
    assert min(once.values()) / once[number] == pytest.approx(2 / 3 / 6)
    assert min(twice.values()) / twice[number] == pytest.approx(2 * 2 / 3 / 6)


def test_a_word_is_known_in_the_language_of_its_text() -> None:
    known, unknown = (vector("ndotjes 12345", language) for language in ("sq", "en"))

    (number,) = vector("12345", "en")
    piece = min(unknown)
    assert unknown[piece] / unknown[number] == pytest.approx(10 * known[piece] / known[number])


def test_every_column_lies_within_the_width() -> None:
    assert max(vector(" ".join(names()), "en")) < width()


def test_each_text_has_its_language() -> None:
    with pytest.raises(ValueError, match="zip"):
        vectors(["A bridge"], ["en", "sq"])


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_text_is_a_vector_of_length_one_or_none(texts: list[str]) -> None:
    found = vectors(texts, ["en"] * len(texts))

    assert all(length == 0 or length == pytest.approx(1) for length in lengths(found))
