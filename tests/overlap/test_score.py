"""The parts of a score one by one, what they add up to, and what one record says about another by name."""

from dataclasses import replace
from typing import Any

import pytest

from egnatia.overlap import SHIPPED, Evidence, MatchResult, Prepared, prepare
from egnatia.overlap import Reference as Named
from egnatia.overlap import features as of
from egnatia.overlap.amounts import Amount
from egnatia.overlap.concepts import ConceptProfile
from egnatia.overlap.identity import Reference, cited_numbers, one_source_and_money, references, shared_identifiers
from egnatia.overlap.match import Component, compose
from egnatia.overlap.titles import Title
from egnatia.overlap.window import Window
from tests.overlap.make import activity

NOTHING: frozenset[str] = frozenset()


def folded(**facts: Any) -> Prepared:  # noqa: ANN401 - any field of Prepared
    return replace(prepare(activity("a")), **facts)


def stated(**facts: Any) -> Prepared:  # noqa: ANN401 - any field of Activity
    return prepare(activity("a", **facts))


def titled(*titles: dict[str, int], numbers: str = "") -> tuple[Title, ...]:
    return tuple(Title(" ".join(terms), terms, frozenset(numbers.split()), NOTHING) for terms in titles)


def test_a_score_counts_what_both_state_and_confidence_how_much_that_is() -> None:
    evidence = (Evidence("place", ("Sombor",), ("Sombor",)),)
    weights = (("title", 40), ("money", 15), ("time", 7))

    found = compose(
        "same", weights, {"title": 0.5, "time": 1.0}, evidence=evidence, doubts=("no_funder",), direction=-1
    )

    components = (Component("title", 0.5, 40), Component("money", None, 15), Component("time", 1.0, 7))
    assert found == MatchResult(
        "same", 57.45, 0.7581, -1, components, evidence, ("no_funder",)
    )  # 27 of 47, and 47 of 62


def test_where_nothing_is_stated_the_score_is_nothing() -> None:
    found = compose("overlap", (("text", 50), ("size", 50)), {"size": None}, evidence=())

    assert (found.score, found.confidence, found.direction, found.doubts) == (0.0, 0.0, 0, ())
    assert compose("overlap", (("text", 1),), {"text": 0.0}, evidence=()).confidence == 1.0
    assert compose("overlap", (("text", 0.5),), {"text": 1.0}, evidence=()).score == 100.0


@pytest.mark.parametrize(
    ("kind", "direction", "by_transaction"),
    [
        ("1", -1, False),
        ("2", 1, False),
        ("3", 0, False),
        ("4", 0, False),
        ("5", 0, False),
        ("provider", -1, True),
        ("receiver", 1, True),
    ],
)
def test_a_reference_tells_which_way_the_money_goes(kind: str, direction: int, by_transaction: bool) -> None:
    of_left, of_right = Reference(kind, "xm-1", of_left=True), Reference(kind, "xm-1", of_left=False)

    assert (of_left.direction, of_right.direction) == (direction, -direction)
    assert of_left.by_transaction is of_right.by_transaction is by_transaction


def test_references_come_in_one_order_from_either_side() -> None:
    left = stated(identifiers=("XM-1",), references=(Named("provider", "XM-3"), Named("1", "XM-2"), Named("1", "XM-9")))
    right = stated(identifiers=("XM-2", "XM-3"), references=(Named("2", "XM-1"), Named("1", "XM-1")))

    found = references(left, right)

    assert [(r.kind, r.identifier, r.of_left) for r in found] == [
        ("1", "xm-1", False),
        ("1", "xm-2", True),
        ("2", "xm-1", False),
        ("provider", "xm-3", True),
    ]
    assert [(r.kind, r.identifier, not r.of_left) for r in references(right, left)] == [
        (r.kind, r.identifier, r.of_left) for r in found
    ]


def test_of_one_side_alone_references_are_found_and_nobody_refers_to_itself() -> None:
    child, parent = stated(identifiers=("XM-1",), references=(Named("1", "XM-2"),)), stated(identifiers=("XM-2",))
    again = stated(identifiers=("XM-1", "XM-2"))

    assert references(child, parent) == [Reference("1", "xm-2", of_left=True)]
    assert references(parent, child) == [Reference("1", "xm-2", of_left=False)]
    assert references(child, replace(again, references=frozenset({("1", "xm-1")}))) == [
        Reference("1", "xm-2", of_left=True)
    ]
    assert references(parent, parent) == []


def test_identifiers_and_numbers_connect_by_what_is_in_both() -> None:
    one = folded(identifiers=frozenset({"a1", "a2"}), cited=frozenset({"p1"}), numbers=frozenset({"p2", "p3"}))
    other = folded(identifiers=frozenset({"a2", "a3"}), cited=frozenset({"p3"}), numbers=frozenset({"p1", "p4"}))
    silent = folded(identifiers=NOTHING, cited=NOTHING, numbers=frozenset({"p2"}))

    assert shared_identifiers(one, other) == {"a2"}
    assert cited_numbers(one, other) == cited_numbers(other, one) == {"p1", "p3"}
    assert cited_numbers(one, silent) == NOTHING  # both are named so, and neither cites it


@pytest.mark.parametrize(
    ("sources", "one", "other", "expected"),
    [
        (("register", "register"), "Lumina", "Lumina", True),
        (("register", "register"), "Lumina", "", True),
        (("register", "register"), "", "", True),
        (("register", "register"), "Lumina", "Nordlys", False),
        (("register", "sheet"), "Lumina", "Lumina", False),
        (("", ""), "Lumina", "Lumina", False),
    ],
)
def test_one_source_holds_one_money_unless_it_names_two(
    sources: tuple[str, str], one: str, other: str, expected: bool
) -> None:
    left, right = stated(source=sources[0], money=one), stated(source=sources[1], money=other)

    assert one_source_and_money(left, right) is one_source_and_money(right, left) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("MKD", "MKD", 1.0),
        ("MKD", "", None),
        ("MKD", "SRB", 0.0),
        ("MKD SRB", "MKD ALB", 0.5),
        ("MKD SRB ALB", "MKD", 1.0),  # a few are no region
        ("MKD SRB ALB MNE", "MKD", 0.6),
        ("MKD SRB ALB MNE", "MKD XKX", 0.3),
    ],
)
def test_the_place_is_the_share_of_the_fewer_economies(left: str, right: str, expected: float | None) -> None:
    one, other = stated(where=left), stated(where=right)

    assert of.place(one, other, SHIPPED) == of.place(other, one, SHIPPED) == expected


def test_named_places_weaken_the_place_only_where_both_name_some_and_share_none() -> None:
    here, there, silent = (folded(places=frozenset(names.split())) for names in ("sombor apatin", "lajkovac", ""))
    both = folded(places=frozenset({"lajkovac", "sombor"}))

    assert of.place(here, there, SHIPPED) == 0.6
    two, others = (
        replace(each, activity=stated(where="MKD " + more).activity) for each, more in ((here, "SRB"), (there, "ALB"))
    )
    assert of.place(two, others, SHIPPED) == 0.3
    assert of.place(here, both, SHIPPED) == of.place(here, silent, SHIPPED) == of.place(silent, here, SHIPPED) == 1.0


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, False), (1, True), (SHIPPED.most_places, True), (SHIPPED.most_places + 1, False)],
)
def test_who_names_a_few_places_is_elsewhere_than_another_of_that_sort(count: int, expected: bool) -> None:
    one, other = folded(places=frozenset(map(str, range(count)))), folded(places=frozenset({"lajkovac"}))

    assert of.elsewhere(one, other, SHIPPED) is of.elsewhere(other, one, SHIPPED) is expected
    assert not of.elsewhere(one, replace(other, places=frozenset({"lajkovac", "0"})), SHIPPED)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("DAC:15210", "DAC:15210", 1.0),
        ("DAC:15210 DAC:31110", "DAC:15210", 1.0),
        ("DAC:152", "DAC:152", 0.5),  # a category
        ("DAC:15210", "DAC:15220", 0.5),
        ("DAC:15210", "DAC:15110", 0.0),
        ("DAC:15210", "OWN:15210", None),
        ("OWN:4", "OWN:4", 0.5),
        ("OWN:4123456789", "OWN:4123456780", 0.0),
        ("OWN:4123456789", "OWN:4123456789", 0.5),
        ("OWN:4:1", "OWN:5:1", 0.0),
        ("police", "police", 0.5),
        ("police", "prisons", None),
        ("police", "DAC:15210", None),
        ("", "DAC:15210", None),
    ],
)
def test_sectors_are_compared_within_one_list_and_by_how_exact_they_are(
    left: str, right: str, expected: float | None
) -> None:
    one, other = frozenset(left.split()), frozenset(right.split())

    assert of.sectors(one, other) == of.sectors(other, one) == expected


@pytest.mark.parametrize(
    ("left", "right", "sectors", "expected"),
    [
        ("3.2.1", "3.2.1", ("", ""), 1.0),
        ("3.2.1", "3.2.1 3.2.2", ("", ""), 1.0),
        ("3.2.1 1.1.1", "3.2.1 2.1.1", ("", ""), 0.5),
        ("3.2.1", "3.2.2", ("", ""), 0.5),
        ("3.2.1", "3.1.1", ("", ""), 0.0),
        ("3.2.1", "3.1.1", ("DAC:15210", "DAC:15210"), 0.5),
        ("3.2.1", "3.1.1", ("DAC:15210", "DAC:15220"), 0.25),
        ("3.2.1", "", ("DAC:15210", "DAC:15210"), 1.0),
        ("", "3.2.1", ("DAC:15210", "DAC:31110"), 0.0),
        ("", "", ("", ""), None),
    ],
)
def test_the_purpose_is_told_by_objectives_then_priorities_then_sectors(
    left: str, right: str, sectors: tuple[str, str], expected: float | None
) -> None:
    one, other = (
        stated(objectives=frozenset(codes.split()), sectors=frozenset(coded.split()))
        for codes, coded in zip((left, right), sectors, strict=True)
    )

    assert of.purpose(one, other) == of.purpose(other, one) == expected


@pytest.mark.parametrize(
    ("left", "right", "share", "any_shared"),
    [("x y", "x", 1.0, 1.0), ("x y", "x z", 0.5, 1.0), ("x", "z", 0.0, 0.0), ("x", "", None, None)],
)
def test_types_groups_and_receivers_are_unknown_where_a_side_is_silent(
    left: str, right: str, share: float | None, any_shared: float | None
) -> None:
    one, other = (frozenset(said.split()) for said in (left, right))

    for compared, field in ((of.types, "types"), (of.groups, "groups")):
        assert compared(stated(**{field: one}), stated(**{field: other})) == share
        assert compared(stated(**{field: other}), stated(**{field: one})) == share
    assert of.receiver(folded(receivers=one), folded(receivers=other)) == any_shared
    assert of.receiver(folded(receivers=other), folded(receivers=one)) == any_shared


def test_time_is_half_for_a_day_in_common_and_whole_for_the_whole_of_the_shorter() -> None:
    ten, inner, later = (folded(window=Window(*days)) for days in ((1, 10), (3, 6), (9, 18)))
    assumed, silent = folded(window=Window(1, 10, assumed=True)), folded(window=None)

    assert [of.time(ten, each) for each in (ten, inner, later, silent)] == [1.0, 1.0, 0.6, None]
    assert of.time(silent, ten) is None
    assert of.time(ten, assumed) == of.time(assumed, ten) == 0.9
    assert [of.time_in_common(ten, each) for each in (ten, inner, silent)] == [1.0, 0.4, None]
    assert of.time_in_common(silent, ten) is None


def test_the_size_is_that_of_both_amounts() -> None:
    one, other = folded(amount=Amount(100.0, "EUR", 0)), folded(amount=Amount(200.0, "EUR", 0))

    assert (of.size(one, one), of.size(one, other), of.size(one, folded())) == (1.0, 0.75, None)


def test_the_best_pair_of_titles_counts_and_less_where_lots_are_told_apart() -> None:
    one = folded(titles=titled({"pump": 3, "well": 4}, {"roof": 5}))
    other = folded(titles=titled({"pump": 3}, {"choir": 4}))
    lots = [folded(titles=titled({"pump": 3}, numbers=number)) for number in ("2", "3", "2 3", "")]

    assert of.title_words(one, other) == of.title_words(other, one) == 0.6
    assert of.title_words(one, folded()) == 0.0
    assert [of.title_words(lots[0], each) for each in lots] == [1.0, 0.7, 1.0, 1.0]
    assert of.title_words(lots[3], lots[0]) == 1.0


def test_descriptions_speak_of_one_thing_from_a_third_of_their_words() -> None:
    well = folded(description={"pump": 3, "well": 4})
    little, all_of_it = {"pump": 3, "choir": 12}, {"pump": 3, "choir": 4}

    assert of.description_words(well, folded(description=all_of_it)) == 1.0  # 9 of 25 are more
    assert of.description_words(well, folded(description=little)) == pytest.approx(9 / (5 * 153**0.5) / 0.35)
    assert of.description_words(well, folded()) == 0.0


def test_a_theme_is_what_is_alike_without_rare_words() -> None:
    rare = SHIPPED.name_weight
    one = folded(titles=titled({"orolik": rare, "pump": 3, "well": 4}))
    other = folded(titles=titled({"orolik": rare, "pump": 3}))
    nearly = folded(titles=titled({"orolik": rare - 1}))

    assert of.theme(one, other, SHIPPED) == 0.6
    assert of.theme(nearly, nearly, SHIPPED) == 1.0
    assert of.theme(one, folded(), SHIPPED) == of.theme(folded(), folded(), SHIPPED) == 0.0


def test_a_theme_is_told_by_both_descriptions_or_by_none() -> None:
    rare = SHIPPED.name_weight
    titles = titled({"choir": 3})
    well = folded(titles=titles, description={"orolik": rare, "pump": 3, "well": 4})
    pump = folded(titles=titled({"roof": 3}), description={"orolik": rare, "pump": 3, "choir": 8})

    alike = 9 / (5 * 73**0.5) / 0.35
    assert of.theme(well, pump, SHIPPED) == of.theme(pump, well, SHIPPED) == pytest.approx(alike)
    assert of.theme(well, replace(pump, titles=titles), SHIPPED) == 1.0
    assert of.theme(well, replace(well, titles=()), SHIPPED) == 1.0
    assert of.theme(well, replace(pump, description={}), SHIPPED) == 0.0
    assert of.theme(replace(pump, description={}), well, SHIPPED) == 0.0


def test_a_title_may_stand_in_the_description_of_the_other() -> None:
    one = folded(titles=titled({"roof": 2}, {"pump": 3, "well": 4}), description={"choir": 5})
    other = folded(titles=titled({"choir": 5, "song": 5}), description={"pump": 3})

    assert of.title_in_description(one, replace(other, titles=())) == 0.36  # 9 of 25
    assert of.title_in_description(replace(other, titles=()), one) == 0.36
    assert of.title_in_description(one, other) == of.title_in_description(other, one) == 0.5
    assert of.title_in_description(one, replace(other, titles=(), description={})) == 0.0
    assert of.title_in_description(folded(titles=titled({})), other) == 0.0
    light = folded(titles=titled({"work": 1}), description={"work": 1})
    assert of.title_in_description(light, light) == 1.0


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("staff training", "staff training", 0.5),  # none is telling
        ("prison staff", "prison staff", 1.0),
        ("prison staff", "prison training", 0.75),  # three of four, since a telling one counts three times
        ("prison staff", "staff training", 1 / 6),
        ("prison staff", "schools training", 0.0),
        ("prison", "prison staff", None),
        ("prison staff", "prison", None),
    ],
)
def test_concepts_are_alike_by_how_telling_they_are(left: str, right: str, expected: float | None) -> None:
    one, other = (folded(concepts=frozenset(said.split())) for said in (left, right))

    assert of.concept_likeness(one, other) == of.concept_likeness(other, one) == pytest.approx(expected)


def test_titles_may_be_in_one_language_unless_both_state_others() -> None:
    english, both, serbian, silent = (folded(languages=frozenset(said.split())) for said in ("en", "en sr", "sr", ""))

    assert [of.one_language(english, each) for each in (english, both, serbian, silent)] == [True, True, False, True]
    assert of.one_language(silent, english)


def test_the_text_is_the_best_of_titles_descriptions_and_concepts() -> None:
    silent = folded(titles=titled({"roof": 5}))
    one = folded(titles=titled({"pump": 3, "well": 4}), description={"choir": 5, "song": 5})

    assert of.text(one, folded()) is of.text(folded(), one) is None
    assert of.text(one, folded(titles=titled({"pump": 3}))) == 0.6
    assert of.text(one, replace(silent, description={"choir": 5})) == 0.8
    assert of.text(one, replace(silent, description={"pump": 3, "well": 4})) == 0.8
    concepts: dict[str, Any] = {"concepts": frozenset({"prison", "staff"})}
    assert of.text(replace(one, **concepts), replace(silent, **concepts)) == 0.9
    assert of.text(replace(one, **concepts), replace(one, concepts=frozenset({"schools", "training"}))) == 1.0


def test_texts_without_a_word_in_common_are_unlike_in_one_language_and_unknown_in_two() -> None:
    english = folded(titles=titled({"pump": 3}), languages=frozenset({"en"}))
    serbian = replace(english, titles=titled({"krov": 3}), languages=frozenset({"sr"}))

    assert of.text(english, replace(serbian, languages=NOTHING)) == 0.0
    assert of.text(english, serbian) is None
    assert of.text(english, replace(english, languages=frozenset({"sr"}))) == 1.0
    staff, schools = frozenset({"prison", "staff"}), frozenset({"schools", "training"})
    assert of.text(replace(english, concepts=staff), replace(serbian, concepts=schools)) == 0.0


def test_meaning_counts_between_texts_that_share_no_language() -> None:
    row = (5 << 8 | 16).to_bytes(4, "little")
    english = folded(titles=titled({"pump": 3}), said=ConceptProfile(1, row))
    serbian = folded(titles=titled({"pumpa": 3}), said=ConceptProfile(2, row))

    assert of.text(english, serbian) == 1.0
    assert of.text(english, replace(serbian, said=ConceptProfile(3, row))) == 0.0


def test_the_best_title_is_one_that_is_nearly_equal() -> None:
    one = stated(title="Safe storage of weapons in police stations")
    two = prepare(replace(one.activity, titles=(*one.activity.titles, *activity("b", "Choirs").titles)))
    shorter = stated(title="Storage of weapons in police stations")

    assert of.best_title(one, two, SHIPPED) == of.best_title(two, one, SHIPPED) == 1.0
    alike = of.best_title(two, shorter, SHIPPED)
    assert SHIPPED.near_equal < alike < 1.0
    assert of.best_title(one, shorter, replace(SHIPPED, near_equal=alike + 0.01)) == 0.0
    assert of.best_title(one, folded(), SHIPPED) == 0.0


def test_the_names_of_regions_are_no_economies_in_common() -> None:
    one = stated(economies=frozenset({"MKD", "SRB", "western balkans"}))
    other = stated(economies=frozenset({"MKD", "ALB", "western balkans"}))

    assert of.shared_economies(one, other) == {"MKD"}
