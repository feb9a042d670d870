"""Which specific things two activities have in common, and of what a little is too little."""

from dataclasses import replace
from typing import Any

import pytest

from egnatia.language import weight
from egnatia.overlap import ConceptProfile, Prepared, Text, cross_language, features, prepare, score
from egnatia.overlap.concepts import BITS, row_of
from egnatia.overlap.constants import SHIPPED, Constants
from egnatia.overlap.overlap import rare_names, specific_things
from tests.overlap.make import activity, kind, names

YEARS: dict[str, Any] = {"start": "2026-01-01", "end": "2027-12-31"}
SECTOR: dict[str, Any] = {"sectors": frozenset({"DAC:15210"})}
TWO_PARTNERS: dict[str, Any] = {"implementers": names("Centre One", "Centre Two")}
TETOVO = {"places": frozenset({"Tetovo"})}
RARE = {"qwertz": 9, "asdfgh": 9}  # two words that no table lists
COMMON = {"stem1": 10, "stem2": 9}


def told(ref: str, title: dict[str, int], description: dict[str, int] | None = None, **facts: Any) -> Prepared:  # noqa: ANN401 - any field of Activity
    """An activity whose words and their weights are known."""
    made = prepare(activity(ref, "Water", "en", descriptions=(Text("Wells", "en"),), **facts))
    return replace(made, titles=(replace(made.titles[0], terms=title),), description=description or {})


def things(one: Prepared, other: Prepared, text: float | None = None, constants: Constants = SHIPPED) -> str:
    """The kinds of things in common, by spaces, which are the same from either side."""
    found = specific_things(one, other, text, constants)
    assert specific_things(other, one, text, constants) == found
    return " ".join(found)


@pytest.mark.parametrize(
    ("fact", "shared", "found"),
    [
        ("objectives", frozenset({"3.2.1"}), "objective"),
        ("receivers", names("Border Service"), "receiver"),
        ("implementers", names("Centre One", "Centre Two"), "organisations"),
        ("implementers", names("Centre One"), ""),
    ],
)
def test_what_both_state_is_a_specific_thing_and_what_one_states_is_none(fact: str, shared: Any, found: str) -> None:  # noqa: ANN401 - any field of Activity
    one, other, silent = told("a", {}, **{fact: shared}), told("b", {}, **{fact: shared}), told("c", {})

    assert things(one, other) == found
    assert things(one, silent) == ""


@pytest.mark.parametrize(
    ("title", "found"), [(RARE, "name"), (RARE | {"asdfgh": 8}, ""), (RARE | {"asdfgh": 8, "stem1": 1}, "name")]
)
def test_rare_names_need_words_of_some_weight(title: dict[str, int], found: str) -> None:
    assert things(told("a", title), told("b", title)) == found


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ({"qwertz": 9, "asdfgh": 9}, {"qwertz": 9, "asdfgh": 9}, {"qwertz", "asdfgh"}),
        ({"qwert": 9, "asdfg": 9}, {"qwert": 9, "asdfg": 9}, {"qwert", "asdfg"}),
        ({"qwer": 9, "asdf": 9}, {"qwer": 9, "asdf": 9}, set()),  # too short
        ({"qwertz": 9}, {"qwertz": 9}, set()),  # that no table lists, and alone
        ({"qwertz": 9}, {"asdfgh": 9}, set()),
        ({"freetown": 9}, {"freetown": 9}, {"freetown"}),
    ],
)
def test_rare_names_are_long_words_of_both_titles(one: dict[str, int], other: dict[str, int], found: set[str]) -> None:
    assert rare_names(told("a", one), told("b", other), SHIPPED) == found


def test_a_listed_word_is_rare_from_the_class_that_the_constants_name() -> None:
    here = told("a", {"freetown": 9})

    assert rare_names(here, here, replace(SHIPPED, name_weight=weight("freetown"))) == {"freetown"}
    assert rare_names(here, here, replace(SHIPPED, name_weight=weight("freetown") + 1)) == set()


def test_a_telling_concept_needs_another_beside_it_and_both_sides() -> None:
    prison, schools = frozenset({"prison"}), frozenset({"schools", "teachers"})
    one, other = (replace(told(ref, {}), concepts=schools | prison, title_concepts=prison) for ref in "ab")

    assert things(one, other) == "concept"
    assert things(one, replace(other, concepts=schools, title_concepts=schools)) == ""
    assert things(replace(one, concepts=prison), replace(other, concepts=prison)) == ""


@pytest.mark.parametrize(
    ("of_other", "found"),
    [
        (("MTC", "Marine Training Centre"), ""),  # which the one side knows as one
        (("MTC", "Marine Training Centre", "Centre Two"), "organisations"),
    ],
)
def test_two_names_that_one_side_gives_to_one_partner_are_one(of_other: tuple[str, ...], found: str) -> None:
    one = told("a", {}, implementers=names("Marine Training Centre (MTC)", "Centre Two"))

    assert things(one, told("b", {}, implementers=names(*of_other))) == found


@pytest.mark.parametrize(
    ("text", "title", "found"),
    [(0.6, COMMON, "text"), (0.59, COMMON, ""), (None, COMMON, ""), (0.6, COMMON | {"stem1": 9}, "")],
)
def test_texts_need_to_be_alike_in_words_of_some_weight(text: float | None, title: dict[str, int], found: str) -> None:
    assert things(told("a", title), told("b", title), text) == found


def test_a_short_code_is_no_word_in_common() -> None:
    code, word = COMMON | {"stem1": 9, "mtc": 9}, COMMON | {"stem1": 9, "mtch": 9}

    assert things(told("a", code), told("b", code), 0.6) == ""
    assert things(told("a", word), told("b", word), 0.6) == "text"


def test_the_words_of_a_title_may_stand_in_the_description_of_the_other() -> None:
    assert things(told("a", COMMON), told("b", {}, COMMON), 0.6) == "text"


def test_of_two_descriptions_the_words_count_a_third() -> None:
    enough, less = ({f"stem{n}": 1 for n in range(number)} for number in (57, 56))

    assert things(told("a", {}, enough), told("b", {}, enough), 0.6) == "text"
    assert things(told("a", {}, less), told("b", {}, less), 0.6) == ""


def test_one_meaning_in_two_languages_is_a_specific_thing() -> None:
    english = prepare(activity("a", "Digital cadastral maps and training of land surveyors"))
    albanian = prepare(activity("b", "Harta kadastrale dixhitale dhe trajnim për tokën", "sq"))

    assert things(english, albanian) == "meaning"


def near(title: dict[str, int], concepts: int = 0, **facts: Any) -> tuple[Prepared, Prepared]:  # noqa: ANN401 - any field of Activity
    """Two activities in one place with these words and so many concepts in common."""
    named = frozenset(("schools", "teachers", "youth")[:concepts])
    one, other = (replace(told(ref, title, **(TETOVO | facts)), concepts=named) for ref in "ab")
    return one, other


FIFTEEN, FOURTEEN = {"stem1": 15}, {"stem1": 14}


@pytest.mark.parametrize(
    ("title", "concepts", "text", "found"),
    [
        ({}, 2, None, "place"),
        ({}, 1, None, ""),
        (FIFTEEN, 0, 0.2, "place"),
        (FIFTEEN, 0, 0.19, ""),
        (FIFTEEN, 0, None, ""),
        (FOURTEEN, 0, 0.2, ""),
    ],
)
def test_a_place_needs_two_concepts_or_words_of_some_weight(
    title: dict[str, int], concepts: int, text: float | None, found: str
) -> None:
    assert things(*near(title, concepts), text) == found


def test_a_place_that_one_side_names_is_no_place_in_common() -> None:
    one, other = near(FIFTEEN)

    assert things(one, replace(other, places=frozenset()), 0.2) == ""
    assert things(one, replace(other, places=frozenset({"bitola"})), 0.2) == ""


@pytest.mark.parametrize(("number", "found"), [(6, "place"), (7, "")])
def test_who_names_many_places_is_not_specific_about_one(number: int, found: str) -> None:
    one, other = near(FIFTEEN)
    many = other.places | {f"place {n}" for n in range(number - 1)}

    assert things(one, replace(other, places=many), 0.2) == found


@pytest.mark.parametrize(("text", "found"), [(None, ""), (0.29, ""), (0.3, "place")])
def test_where_both_describe_a_place_needs_texts_that_are_alike(text: float | None, found: str) -> None:
    one, other = (replace(each, description={f"stem{each.activity.ref}": 5}) for each in near({}, 2))

    assert things(one, other, text) == found


def test_activities_without_titles_have_no_words_in_common() -> None:
    one, other = (replace(each, titles=()) for each in near({}))

    assert things(one, other, 0.3, replace(SHIPPED, place_weight=1)) == ""


def pair(one: str, other: str, first: dict[str, Any], second: dict[str, Any]) -> tuple[Prepared, Prepared]:
    """Two activities of different funders."""
    return (
        prepare(activity("a", one, money="Nordlys", **(YEARS | first))),
        prepare(activity("b", other, money="Lumina", **(YEARS | second))),
    )


def test_words_that_are_just_alike_enough_are_a_purpose() -> None:
    one, other = pair("Rural school water", "Rural school garden", TWO_PARTNERS, TWO_PARTNERS)
    text, theme = features.text(one, other), features.theme(one, other, SHIPPED)
    assert text

    assert score(one, other, replace(SHIPPED, purpose_floor=text, theme_floor=theme)) is not None
    assert score(one, other, replace(SHIPPED, purpose_floor=text + 0.001)) is None
    assert score(one, other, replace(SHIPPED, theme_floor=theme + 0.001)) is None


def test_descriptions_alone_are_no_purpose_where_a_title_is_missing() -> None:
    shared = TWO_PARTNERS | {"descriptions": (Text("Rural school gardens with rural water.", "en"),)}

    assert kind(activity("a", "", money="Nordlys", **shared), activity("b", "Roofs", money="Lumina", **shared)) == ""


ONE, ANOTHER = {"sectors": frozenset({"DAC:15210"})}, {"sectors": frozenset({"DAC:31110"}), "end": "2028-06-30"}


def test_a_telling_concept_of_both_titles_alone_outweighs_other_sectors() -> None:
    one = TWO_PARTNERS | ONE
    guards = "Courses for officers who guard inmates"

    assert score(*pair("Prison staff training", guards, one, TWO_PARTNERS | ANOTHER), SHIPPED) is not None


def test_titles_that_are_just_alike_enough_outweigh_other_sectors() -> None:
    one, other = pair("Rural school water", "Rural school garden", TWO_PARTNERS | ONE, TWO_PARTNERS | ANOTHER)
    alike = features.title_words(one, other)

    assert score(one, other, replace(SHIPPED, sector_floor=alike)) is not None
    assert score(one, other, replace(SHIPPED, sector_floor=alike + 0.001)) is None


def test_titles_that_mean_just_enough_outweigh_other_sectors() -> None:
    english = prepare(activity("a", "Digital cadastral maps and training of land surveyors", **(YEARS | ONE)))
    albanian = prepare(activity("b", "Harta kadastrale dixhitale dhe trajnim për tokën", "sq", **(YEARS | ANOTHER)))
    meant = cross_language.titles_meant(english, albanian)

    assert score(english, albanian, replace(SHIPPED, meant_as_one=meant)) is not None
    assert score(english, albanian, replace(SHIPPED, meant_as_one=meant + 0.001)) is None


def test_one_institution_and_a_title_in_part_alike_are_an_overlap_though_the_sectors_are_only_near() -> None:
    border = {"receivers": names("Border Service")}
    first = border | {"sectors": frozenset({"DAC:15210"}), "descriptions": (Text("Boreholes are drilled.", "en"),)}
    second = border | {"sectors": frozenset({"DAC:15220"}), "descriptions": (Text("Choirs rehearse songs.", "en"),)}

    assert score(*pair("Drinking water pumps", "Pumps and songs", first, second)) is not None
    assert score(*pair("Drinking water pumps", "Harbours and songs", first, second)) is None


def under_two_titles(title: dict[str, int], description: dict[str, int], **facts: Any) -> tuple[Prepared, Prepared]:  # noqa: ANN401 - any field of Activity
    """Two works of one sector, of which both describe few words, with these words in common and more of their own."""
    one, other = (
        told(
            ref,
            title | {f"title{ref}{n}": 9 for n in range(4)},
            description | {f"text{ref}{n}": 11 for n in range(13)},
            money=money,
            **(SECTOR | YEARS | {"end": end} | facts),
        )
        for ref, money, end in (("a", "Nordlys", "2027-12-31"), ("b", "Lumina", "2028-06-30"))
    )
    return one, other


@pytest.mark.parametrize(
    ("title", "description", "specific"),
    [({"freetown": 9, "stem1": 9}, {}, "name"), ({}, {f"stem{n}": 11 for n in range(6)}, "text")],
)
def test_what_texts_alone_tell_is_too_little_under_other_titles(
    title: dict[str, int], description: dict[str, int], specific: str
) -> None:
    one, other = under_two_titles(title, description)
    neighbours = under_two_titles(title, description, **TETOVO)

    assert things(one, other, features.text(one, other)) == specific
    assert score(one, other) is None
    assert things(*neighbours, features.text(*neighbours)) == f"{specific} place"
    assert score(*neighbours) is not None


def test_one_meaning_of_descriptions_is_too_little_under_other_titles() -> None:
    one, other = under_two_titles({}, {})
    english, serbian = (
        replace(each, said=ConceptProfile(tongue, b"", row_of([family << BITS | 200 for family in families])))
        for each, tongue, families in ((one, 1, range(1, 41)), (other, 2, range(28, 68)))
    )

    assert things(english, serbian, features.text(english, serbian)) == "meaning"
    assert score(english, serbian) is None
    assert score(replace(english, description={}), serbian) is not None
