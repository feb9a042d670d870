"""What somebody looks for, in the words of every language of the region."""

import re

import pytest

from egnatia.language import folded_words, lexicon
from egnatia.language.concepts import LANGUAGES, codes_of, patterns_at, patterns_of
from egnatia.language.economies import by_stems
from egnatia.language.query_expansion import LONGEST_NAME, beginning, fits, meant, sought, tongues_of
from egnatia.language.tables import rows


def concepts_of(typed: str, language: str = "en") -> list[list[str]]:
    return [[sense.concept for sense in part.senses] for part in sought(typed, language).parts]


def words_of(typed: str, language: str = "en") -> list[str]:
    return [part.written for part in sought(typed, language).parts]


def found(typed: str, text: str, lang: str = "en", *, reads: str = "en") -> bool:
    return fits(sought(typed, reads).parts, folded_words(text), tongues_of([lang]))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Support by the probation service"),
        ("mk", "Недостига пробација по затворот"),
        ("sr", "Нема пробације"),
        ("hr", "Uvjetni otpust bez nadzora"),
        ("bg", "Пробация за осъдени"),
        ("ro", "Serviciul de probațiune"),
        ("sq", "Shërbimi i provës"),
        ("tr", "Denetimli serbestlik"),
        ("sl", "Pogojni odpust"),
    ],
)
def test_one_word_finds_what_it_means_in_every_language(lang: str, text: str) -> None:
    assert found("probation", text, lang)


@pytest.mark.parametrize("typed", ["policijska obuka", "полициска обука", "trajnim policie", "polis eğitimi"])
def test_two_words_of_any_language_find_an_english_text(typed: str) -> None:
    assert found(typed, "Training of police officers")
    assert not found(typed, "Training of judges")


def test_a_script_an_accent_or_a_ligature_makes_no_difference() -> None:
    assert words_of("Ђорђе Ёлка ﬁnance ČAČAK") == words_of("Đorđe elka finance cacak")


def test_words_in_a_row_are_one_thing() -> None:
    assert words_of("foreign fighters") == ["foreign fighters"]
    assert concepts_of("foreign fighters") == [["foreign fighters"]]
    assert concepts_of("small arms") == [["firearms"]]


def test_a_word_is_meant_as_the_reader_or_english_means_it() -> None:
    assert concepts_of("prove") == [["prove"]]  # Albanian "provë" is probation
    assert concepts_of("most", "sr-latn") == [["bridge"]]
    assert concepts_of("vozila") == [["equipment"]]
    assert concepts_of("prove", "sq") == [["probation"]]
    assert concepts_of("prove", "mk") == [["prove"]], "English before others"


def test_a_word_that_means_much_means_the_first_three() -> None:
    assert concepts_of("napustiti", "hr") == concepts_of("napustiti") == [["abandon", "desert", "leave"]]


def test_a_word_that_is_short_or_silent_in_some_language_means_nothing_by_itself() -> None:
    assert concepts_of("go") == concepts_of("will") == [[]]
    assert concepts_of("age") == [["age"]]


def test_another_language_is_searched_by_whole_words_where_they_are_short() -> None:
    assert found("bridge", "Stari most", "hr")
    assert not found("bridge", "Mostar", "hr")
    assert found("lantern", "Dva fenjera", "hr")
    assert found("apple", "Kilogram jabuke", "hr")
    assert not found("debt", "Dug put", "hr"), "a long way"


def test_particles_and_words_without_content_need_not_be_there() -> None:
    assert found("accompany", "Başkana eşlik ettiler", "tr")
    assert found("database", "База податоци", "mk"), "without на"
    assert found("able", "Njerëz aftë", "sq")


def test_a_word_outside_the_compact_lexicon_is_found_in_other_languages_too() -> None:
    assert found("bridge", "Поправка на мостот: нов мост", "mk")
    assert found("мост", "A bridge over the river", reads="mk")


def test_a_text_is_read_in_its_own_language_and_in_english() -> None:
    assert not found("probation", "We prove it", "en")
    assert found("probation", "Provë", "sq")
    assert found("probation", "Probation në Tiranë", "sq")
    assert found("probation", "Provë", "und")


def test_words_without_content_are_left_out_beside_others() -> None:
    assert words_of("the training of police") == ["training", "police"]
    assert words_of("the of") == ["the", "of"]
    assert words_of("police midis all") == ["police"]
    assert words_of("police 41114") == ["police", "41114"], "a number is one of its own"
    assert words_of("kadar obuka", "hr") == ["kadar", "obuka"], "silent in Turkish, but means staff"


def test_names_and_numbers_mean_nothing_else() -> None:
    assert concepts_of("41114 xq UNDP") == [[], [], []]


def test_what_cannot_be_searched_is_taken_out() -> None:
    assert sought("  po\x00li\u00adce \n now ", "en").typed == "police now"
    assert sought("\x00\x01 … !?", "en").parts == ()
    assert sought("", "en").parts == ()
    assert not sought("!", "en").means


def test_a_long_text_is_read_as_far_as_twelve_words() -> None:
    long = sought("word " * 5_000, "en")

    assert (len(long.parts), long.more) == (12, True)
    assert sought("a" * 2_001, "en").more
    assert len(sought("a" * 10_000, "en").parts[0].written) == 80
    assert sought("a" * 10_000, "en").typed == "a" * 300
    assert not any(sought(typed, "en").more for typed in ("word " * 12, "a" * 2_000, "a word"))


def test_the_other_languages_are_told_in_their_order() -> None:
    assert sought("probation", "en").tongues == tuple(each for each in LANGUAGES if each != "en")
    assert sought("41114", "en").tongues == ()


def test_beginnings_are_those_of_the_lists() -> None:
    assert [beginning(word) for word in ("zatvori", "law", "is", "2026", "eu")] == [
        "zatvor*",
        "law*",
        "is",
        "2026",
        "eu",
    ]


def test_it_says_by_which_concept_a_text_was_found() -> None:
    parts = sought("probation training", "en").parts

    assert meant(parts, folded_words("Обука за пробација"), ("en", "mk")) == ("probation", "training")
    assert meant(parts, folded_words("Training on probation"), ("en",)) == ()
    assert meant(parts, folded_words("Parole training"), ("en",)) == ("probation",)
    assert meant(parts, folded_words("Roads"), ("en",)) == ()


def test_nothing_that_is_looked_for_fits_nothing() -> None:
    assert not fits((), ["word"], ("en",))


def test_a_text_of_a_known_language_is_read_in_few() -> None:
    assert tongues_of(["sr-latn", "en"]) == ("en", "hbs")
    assert tongues_of(["fr"]) == ("en",)
    assert tongues_of([]) == tongues_of([""]) == LANGUAGES
    assert tongues_of(["und", "mk"]) == LANGUAGES


@pytest.mark.parametrize(
    ("group", "codes"),
    [
        ("en", "en en-gb en-us"),
        ("sq", "sq sq-al sq-mk sq-xk"),
        ("hbs", "bs bs-ba cnr hbs hr hr-hr me sh sr sr-cyrl sr-latn sr-me sr-rs"),
        ("mk", "mk mk-mk"),
        ("bg", "bg bg-bg"),
        ("ro", "ro ro-md ro-ro"),
        ("el", "el el-cy el-gr"),
        ("tr", "tr tr-tr"),
        ("sl", "sl sl-si"),
    ],
)
def test_codes_of_a_language_are_those_that_sources_write(group: str, codes: str) -> None:
    assert codes_of(group) == tuple(codes.split())


def test_patterns_are_those_that_the_words_fit() -> None:
    assert {each.concept for each in patterns_at(["small", "arms"], 0)} == {"firearms"}
    assert patterns_at(["small"], 0) == ()
    assert patterns_of("probation")["sl"] == (("probacij*",), ("pogojn*", "odpust*"))


@pytest.mark.parametrize("typed", ["Albania", "Shqipëri", "Албанија", "albanije", "Αλβανία"])
def test_an_economy_is_known_by_any_of_its_names(typed: str) -> None:
    (part,) = sought(typed, "en").parts

    assert part.economy == "ALB"
    assert found(typed, "Patrol on the border of Albania")
    assert found(typed, "Во Албанија", "mk")
    assert not found(typed, "An album of songs"), "the code is no beginning of a word"
    assert meant([part], [], ("en",)) == ()


@pytest.mark.parametrize(
    ("typed", "economies"),
    [
        ("Republic of Bosnia and Herzegovina", ["BIH"]),
        ("police of the former Yugoslav Republic of Macedonia", ["", "MKD"]),
        ("patrol at the Albania border", ["", "ALB", ""]),
        ("Cuba", ["CUB"]),
        ("patrol at the border Kosovo Albania", ["", "", "XKX", "ALB"]),
    ],
)
def test_a_name_is_read_as_a_whole_however_long_it_is(typed: str, economies: list[str]) -> None:
    assert [part.economy for part in sought(typed, "en").parts] == economies
    assert max(map(len, by_stems())) == LONGEST_NAME


def test_a_name_of_several_words_is_one_economy_and_a_word_of_it_none() -> None:
    assert [part.economy for part in sought("police in North Macedonia", "en").parts] == ["", "MKD"]
    assert [part.economy for part in sought("north and me", "en").parts] == [""]


def test_whatever_is_looked_for_is_a_word_or_its_beginning() -> None:
    """The database is asked in a language of its own, in which other characters mean something."""
    heads = [name for name in lexicon.names() if " " not in name]
    compact = [row[0] for row in rows("concepts.tsv")][1:]
    parts = [part for typed in (*heads[::7], *compact) for part in sought(typed, "en").parts]

    terms = {word for part in parts for term in part.terms(LANGUAGES) for word in term}
    assert len(terms) > 10_000
    assert [word for word in terms if not re.fullmatch(r"[^\W_]+\*?", word)] == []
