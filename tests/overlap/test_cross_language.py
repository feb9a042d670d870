"""One work in two languages: found by the concepts of the lexicon, and only where no language is shared."""

from dataclasses import replace
from typing import Any

import pytest

from egnatia.language.lexicon import entries
from egnatia.overlap import (
    DEFAULT_MIN_SCORE,
    SHIPPED,
    ActivityFacts,
    ConceptProfile,
    MatchResult,
    Prepared,
    Text,
    across,
    prepare,
    said,
)
from egnatia.overlap.arrays import Index
from egnatia.overlap.concepts import BITS, MOST_IN_TITLES, row_of, worths
from egnatia.overlap.cross_language import meant, meant_in_common, one_meaning, titles_meant
from egnatia.overlap.duplicates import same
from egnatia.overlap.evidence import texts
from egnatia.overlap.rows import packed, unpacked
from tests.overlap.make import activity, kind, meet, names

CADASTRE = "Digital cadastral maps and training of land surveyors"
KADASTRI = "Harta kadastrale dixhitale dhe trajnim për tokën"
YEARS: dict[str, Any] = {"start": "2025-01-01", "end": "2026-12-31", "amount": 300_000.0, "currency": "EUR"}


def english(ref: str = "en", **facts: Any) -> ActivityFacts:  # noqa: ANN401 - any field of Activity
    return activity(ref, CADASTRE, **({"money": "Lumina Foundation"} | YEARS | facts))


def albanian(ref: str = "sq", **facts: Any) -> ActivityFacts:  # noqa: ANN401 - any field of Activity
    return activity(ref, KADASTRI, "sq", **({"money": "Nordlys Fund"} | YEARS | facts))


def found(left: ActivityFacts, right: ActivityFacts) -> MatchResult | None:
    pairs = list(Index.build([left, right]).pairs())
    return pairs[0][2] if pairs else None


def test_an_overlap_in_other_words_of_another_language_is_found_and_said_in_both() -> None:
    match = found(english(), albanian(start="2025-06-01"))

    assert match is not None
    assert match.kind == "overlap"
    assert ("cadastral", "kadastrale") in {(e.left[0], e.right[0]) for e in match.evidence if e.kind == "concept"}
    assert "other_language" in match.doubts
    assert match.strength >= DEFAULT_MIN_SCORE
    (text,) = [part.value for part in match.components if part.name == "text"]
    assert text is not None
    assert text > SHIPPED.meant_floor


def test_of_many_small_concepts_the_three_that_say_most_are_named() -> None:
    left = prepare(activity("a", "Books, bank, credit, energy"))
    right = prepare(activity("b", "Libra, bankë, kredi, energji", "sq"))

    named = [(e.left[0], e.right[0]) for e in texts(left, right) if e.kind == "concept"]

    assert named == [("credit", "kredi"), ("energy", "energji"), ("bank", "bankë")]


def test_what_two_texts_of_one_language_mean_changes_nothing() -> None:
    one, other = prepare(english("a")), prepare(english("b"))

    assert not one_meaning(one, other, SHIPPED)
    assert titles_meant(one, other) == 0.0
    assert across(one) == across(other)


def test_only_strangers_in_one_economy_meet_under_keys_for_strangers() -> None:
    left = prepare(activity("a", CADASTRE, money="Lumina"))
    here = prepare(activity("b", "Cadastre", money="Nordlys"))
    abroad = prepare(activity("c", "Punë kadastrale", "sq", money="Nordlys"))

    assert across(left) & across(here) == across(left) & across(abroad) == {"MKD|x:959"}
    assert meet(left, abroad)
    assert not meet(left, here)
    assert not meet(left, prepare(activity("d", "Punë kadastrale", "sq", where="ALB")))


@pytest.mark.parametrize("other", [{"amount": 90_000.0}, {"start": "2025-06-01"}, {"money": "Nordlys Fund"}])
def test_two_of_money_amount_and_start_make_it_one_work_and_one_does_not(other: dict[str, Any]) -> None:
    one: dict[str, Any] = {"money": "Lumina Foundation"}
    assert kind(english(), albanian(**one)) == "same"

    assert kind(english(), albanian(**(one | other))) == "same"
    later = one | {"start": "2025-06-01", "amount": 90_000.0}
    assert kind(english(), albanian(**(later | other))) != "same"


def test_money_and_start_make_it_one_work_whoever_does_it() -> None:
    one: dict[str, Any] = {"money": "Lumina Foundation", "amount": 90_000.0}
    left = english(implementers=names("Arms Hub"))

    assert kind(left, albanian(implementers=names("Bricklayers"), **one)) == "same"
    assert kind(left, albanian(implementers=names("Bricklayers"), **(one | {"money": "Nordlys Fund"}))) != "same"


def test_money_and_sum_make_it_one_work_of_other_hands_only_on_one_day() -> None:
    one: dict[str, Any] = {"money": "Lumina Foundation"}
    left, later = english(implementers=names("Arms Hub")), one | {"start": "2025-06-01", "end": "2027-06-30"}

    assert kind(left, albanian(implementers=names("Arms Hub"), **later)) == "same"
    assert kind(left, albanian(implementers=names("Bricklayers"), **later)) != "same"
    assert kind(left, albanian(implementers=names("Bricklayers"), **one)) == "same"


def test_texts_that_mean_just_enough_are_one_work() -> None:
    left, right = prepare(english()), prepare(albanian())
    alike = meant(left, right)

    assert same(left, right, replace(SHIPPED, meant_as_one=alike))
    assert not same(left, right, replace(SHIPPED, meant_as_one=alike + 0.001))


@pytest.mark.parametrize(
    "other",
    [
        {"start": "", "end": ""},  # rounds of a programme are told apart by their dates alone
        {"start": "2031-01-01", "end": "2032-12-31"},
        {"where": "ALB"},
        {"places": frozenset({"Tetovo"})},
        {"types": frozenset({"works"})},
        {"titles": (Text(f"{KADASTRI}, faza 2", "sq"),)},
        {"titles": (Text("Trajnimi i gjyqtarëve", "sq"),)},
        {"titles": (Text("Harta kadastrale për doganat dhe policinë kufitare, xhandarmërinë, gjykatat", "sq"),)},
    ],
)
def test_other_dates_places_work_phases_or_words_make_it_another_work(other: dict[str, Any]) -> None:
    here: dict[str, Any] = {"places": frozenset({"Struga"}), "types": frozenset({"training"})}
    there: dict[str, Any] = {"money": "Lumina Foundation"} | here
    assert kind(english(**here), albanian(**there)) == "same"

    assert kind(english(**here), albanian(**(there | other))) != "same"


def test_one_telling_concept_alone_is_too_little() -> None:
    left = activity("a", "Support to local self-government", money="Lumina", **YEARS)
    right = activity("b", "Kurse verore për vetëqeverisjen vendore", "sq", money="Nordlys", **YEARS)

    worth, beside = meant_in_common(prepare(left), prepare(right))

    assert worth > beside
    assert beside < SHIPPED.meant_beside
    assert kind(left, right) == ""


def test_where_it_is_says_nothing_of_what_it_is() -> None:
    nation, work = (max(worths(said(activity("a", title)).titles).values()) for title in ("Croatian", "Cadastral"))

    assert work > 5 * nation


def test_titles_that_mean_one_thing_outweigh_other_sectors() -> None:
    coded = albanian(sectors=frozenset({"DAC:11110"}), start="2025-06-01")

    assert kind(english(sectors=frozenset({"DAC:21010"}), titles=(Text("Orphans", "en"),)), coded) == ""
    title, short = (Text("Digital cadastral maps", "en"),), (Text("Harta kadastrale dixhitale", "sq"),)
    assert kind(english(sectors=frozenset({"DAC:21010"}), titles=title), replace(coded, titles=short)) == "overlap"


def test_descriptions_are_compared_beside_titles_that_say_little() -> None:
    more = ", orphans, firearms, vaccines, earthquakes, volcanoes, tuberculosis, satellites"
    further = ", jetimët, armët e zjarrit, vaksinat, tërmetet, vullkanet, tuberkulozi, satelitët"
    left = english(titles=(Text("Project", "en"),), descriptions=(Text(f"{CADASTRE}{more}", "en"),))
    right = albanian(titles=(Text("Projekt", "sq"),), descriptions=(Text(f"{KADASTRI}{further}", "sq"),))

    assert kind(left, replace(right, start="2025-06-01", amount=90_000.0)) == "overlap"


@pytest.mark.parametrize("titles", [(Text(CADASTRE, "fr"),), (Text(CADASTRE, "en"), Text("Cartes", "fr"))])
def test_with_a_language_that_the_lexicon_lacks_nothing_is_said(titles: tuple[Text, ...]) -> None:
    there = english(titles=titles)

    assert said(there) == ConceptProfile()
    assert across(prepare(there)) == frozenset()
    assert not one_meaning(prepare(there), prepare(albanian()), SHIPPED)


def test_a_language_that_nobody_states_is_told_by_all_texts_together() -> None:
    told = replace(albanian(), titles=(Text(KADASTRI),), descriptions=(Text("Për komunat dhe qytetarët"),))

    assert said(told).tongues == said(albanian()).tongues
    assert said(activity("a")).tongues == 0
    assert found(english(), told) is not None


def test_an_activity_in_both_languages_is_no_stranger_to_either() -> None:
    both = english("both", titles=(Text(CADASTRE, "en"), Text(KADASTRI, "sq")))

    assert not one_meaning(prepare(both), prepare(albanian()), SHIPPED)
    assert not one_meaning(prepare(both), prepare(english()), SHIPPED)


def test_of_long_texts_the_most_telling_families_are_kept() -> None:
    every = " ".join(terms[0] for terms in entries("en")[300:420])

    assert len(worths(said(activity("a", every)).titles)) == MOST_IN_TITLES


def test_of_a_text_whose_language_cannot_be_told_nothing_is_said() -> None:
    found = said(ActivityFacts("1", titles=(Text("Prison staff", "en"), Text("12-2024"))))

    assert found == said(ActivityFacts("1", titles=(Text("Prison staff", "en"),)))


def test_a_text_without_a_letter_is_in_no_language() -> None:
    found = said(
        ActivityFacts("1", titles=(Text("Prison staff", "en"),), descriptions=(Text("2024", "sq"), Text("-", "fr")))
    )

    assert found == said(ActivityFacts("1", titles=(Text("Prison staff", "en"),)))


def test_what_another_version_kept_is_not_read() -> None:
    found = said(english())

    assert unpacked(packed(found)) == found
    assert unpacked(b"of another version" + packed(found)) is None
    assert unpacked(b"") is None


def test_of_a_text_that_begins_without_a_letter_nothing_is_said() -> None:
    found = said(ActivityFacts("1", titles=(Text("Prison staff", "en"), Text("0 " * 600 + "x"))))

    assert found == said(ActivityFacts("1", titles=(Text("Prison staff", "en"),)))


Rows = tuple[dict[int, int], dict[int, int]]  # family -> worth, of titles and of descriptions


def speaking(tongue: int, titles: dict[int, int] | None = None, descriptions: dict[int, int] | None = None) -> Prepared:
    """Somebody who says these families, each with its worth, in a language of their own."""
    rows = (sorted(family << BITS | worth for family, worth in (row or {}).items()) for row in (titles, descriptions))
    return replace(prepare(english()), said=ConceptProfile(tongue, *(row_of(row) for row in rows)))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (({1: 48, 2: 64}, {}), ({1: 48}, {}), 0.6),
        (({1: 48, 2: 64}, {}), ({3: 48}, {}), 0.0),
        (({}, {1: 48, 2: 64}), ({}, {1: 48, 3: 64}), 0.72),  # 0.36 of their descriptions, of 0.4
        (({}, {1: 48}), ({}, {1: 48}), 0.8),
        (({1: 48, 2: 64}, {}), ({}, {1: 48}), 0.288),  # so much of a title stands in a description
        (({1: 48, 2: 64}, {}), ({}, {1: 24, 3: 64}), 0.144),
        (({1: 48, 2: 64}, {}), ({}, {1: 96}), 0.288),  # and no more where that says it more clearly
        (({1: 48, 2: 64}, {3: 48}), ({1: 48, 3: 64}, {1: 48}), 0.8 * 0.64 * 48 / 64),
        (({}, {}), ({}, {}), 0.0),
    ],
)
def test_meaning_is_as_alike_as_titles_descriptions_or_a_title_in_a_description(
    one: Rows, other: Rows, alike: float
) -> None:
    left, right = speaking(1, *one), speaking(2, *other)

    assert meant(left, right) == meant(right, left) == pytest.approx(alike)
    assert titles_meant(speaking(1, one[0]), speaking(1, other[0])) == 0.0


@pytest.mark.parametrize(
    ("one", "other", "worth"),
    [
        (({1: 48, 2: 96}, {}), ({1: 16, 2: 128}, {}), (7.0, 1.0)),
        (({1: 48, 2: 96}, {}), ({3: 16}, {1: 48}), (3.0, 0.0)),
        (({}, {1: 48, 2: 96}), ({}, {1: 48, 2: 96}), (3.0, 1.0)),  # by a third
        (({1: 16}, {1: 48, 2: 96}), ({1: 16}, {1: 48, 2: 96}), (3.0, 1.0)),
        (({}, {}), ({1: 48}, {1: 48}), (0.0, 0.0)),
    ],
)
def test_what_is_meant_in_common_is_worth_what_the_lesser_side_says(
    one: Rows, other: Rows, worth: tuple[float, float]
) -> None:
    left, right = speaking(1, *one), speaking(2, *other)

    assert meant_in_common(left, right) == meant_in_common(right, left) == worth


@pytest.mark.parametrize(
    ("floors", "expected"),
    [
        ({}, True),
        ({"meant_floor": 0.81}, False),
        ({"meant_weight": 7.1}, False),
        ({"meant_beside": 1.1}, False),
    ],
)
def test_one_meaning_is_at_least_as_alike_and_worth_as_much_as_each_floor(
    floors: dict[str, Any], expected: bool
) -> None:
    exactly: dict[str, Any] = {"meant_floor": 0.8, "meant_weight": 7.0, "meant_beside": 1.0}
    constants = replace(SHIPPED, **(exactly | floors))
    left, right = speaking(1, {1: 16, 2: 96}), speaking(2, {}, {1: 16, 2: 96})

    assert one_meaning(left, right, constants) is one_meaning(right, left, constants) is expected
    assert not one_meaning(left, replace(right, titles=()), constants)
    assert not one_meaning(replace(left, titles=()), right, constants)
    assert not one_meaning(left, replace(right, said=replace(right.said, tongues=3)), constants)
