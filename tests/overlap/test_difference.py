"""What two texts that both describe the work tell by sharing nothing; and what outweighs it."""

from dataclasses import replace
from typing import Any

import pytest

from egnatia.overlap import ActivityFacts, Text, features, prepare, score
from egnatia.overlap.agreement import one_sum
from egnatia.overlap.amounts import amount_of
from egnatia.overlap.constants import SHIPPED
from egnatia.overlap.descriptions import both_describe
from egnatia.overlap.difference import another_grant, another_round, only_received_by_one, under_other_titles
from tests.overlap.make import activity, kind, names

YEARS: dict[str, Any] = {"start": "2025-01-01", "end": "2027-12-31"}
WELLS = "Boreholes are drilled and pumps repaired, so that hamlets above the gorge drink clean water."
CHOIRS = "Choirs rehearse songs of the coast and perform them each summer before the harbour."


def said(title: str, description: str, lang: str = "en") -> dict[str, Any]:
    return {"titles": (Text(title, lang),), "descriptions": (Text(description, lang),) if description else ()}


def grant(**facts: Any) -> ActivityFacts:  # noqa: ANN401 - any field of Activity
    """What a facility pays the hub for."""
    stated: dict[str, Any] = {
        **said("Drinking water", WELLS), **YEARS, "amount": 900_000.0, "currency": "EUR",
        "reporters": names("Union Facility"), "implementers": names("Arms Hub"),
    }  # fmt: skip
    return activity("grant", money="Union Facility", **(stated | facts))


def report(**facts: Any) -> ActivityFacts:  # noqa: ANN401 - any field of Activity
    """What the hub reports that the facility pays."""
    stated: dict[str, Any] = {
        **said("Songs by the sea", CHOIRS), "start": "2025-06-01", "end": "2026-11-30", "amount": 240_000.0,
        "currency": "EUR", "reporters": names("Arms Hub"),
    }  # fmt: skip
    return activity("report", money="Union Facility", **(stated | facts))


def test_a_partner_who_describes_another_work_reports_another_grant() -> None:
    assert kind(grant(), report()) == kind(report(), grant()) == ""


@pytest.mark.parametrize(
    "facts",
    [
        said("Songs by the sea", ""),
        said("Songs by the sea", "Chants sur la mer.", "fr"),  # which the lexicon lacks
        said("Songs by the sea", "The hamlets above the gorge drink clean water; boreholes were drilled."),
        {"amount": 900_000.0},
        {"end": "2027-12-30"},
    ],
    ids=str,
)
def test_texts_that_cannot_be_compared_or_facts_that_speak_leave_it_passed_on(facts: dict[str, Any]) -> None:
    assert kind(grant(), report(**facts)) == kind(report(**facts), grant()) == "chain"


@pytest.mark.parametrize(
    ("fact", "shared", "another"),
    [
        ("sectors", frozenset({"DAC:14030"}), frozenset({"DAC:14031"})),
        ("objectives", frozenset({"3.2.1"}), frozenset({"3.2.2"})),
        ("types", frozenset({"works"}), frozenset({"training"})),
        ("groups", frozenset({"youth"}), frozenset({"police"})),
        ("places", frozenset({"Tetovo"}), frozenset({"Bitola"})),
        ("receivers", names("Water Board"), names("Music School")),
    ],
)
def test_one_thing_in_common_besides_the_parties_leaves_it_passed_on(fact: str, shared: Any, another: Any) -> None:  # noqa: ANN401 - any field of Activity
    assert kind(grant(**{fact: shared}), report(**{fact: shared})) == "chain"
    assert kind(grant(**{fact: shared}), report(**{fact: another})) == ""


@pytest.mark.parametrize(("start", "found"), [("2025-05-06", "chain"), ("2025-05-07", "")])
def test_what_one_title_names_and_the_other_speaks_of_in_one_season_leaves_it_passed_on(start: str, found: str) -> None:
    by_the_sea = said("Schools by the sea and choirs of the coast", CHOIRS) | {"start": start}

    assert kind(grant(), report(**by_the_sea)) == ""
    assert kind(grant(**said("Drinking water", f"{WELLS} Schools too.")), report(**by_the_sea)) == found


def test_in_two_languages_a_category_of_sectors_leaves_it_passed_on() -> None:
    in_serbian = said("Pesme sa obale", "Horovi vežbaju pesme i nastupaju svakog leta.", "sr")
    one, near = frozenset({"DAC:14030"}), frozenset({"DAC:14031"})

    assert kind(grant(sectors=one), report(sectors=near, **in_serbian)) == "chain"
    assert kind(grant(sectors=one), report(sectors=near)) == ""
    assert kind(grant(sectors=one), report(sectors=frozenset({"DAC:16061"}), **in_serbian)) == ""


def test_texts_that_are_just_alike_enough_speak_of_one_grant() -> None:
    one, other = prepare(grant()), prepare(report(**said("Songs by clean water", CHOIRS)))
    alike = features.text(one, other)
    assert alike

    assert not another_grant(one, other, replace(SHIPPED, purpose_floor=alike))
    assert another_grant(one, other, replace(SHIPPED, purpose_floor=alike + 0.001))


def met(one: dict[str, Any], other: dict[str, Any], shared: dict[str, Any]) -> str:
    """The kind of two works of different funders in the same years."""
    left, right = (
        activity("a", money="Nordlys", **(YEARS | one | shared)),
        activity("b", money="Lumina", **(YEARS | other | shared)),
    )
    assert kind(left, right) == kind(right, left)
    return kind(left, right)


RECEIVED: dict[str, Any] = {"receivers": names("Border Service")}


@pytest.mark.parametrize(
    ("besides", "found"),
    [
        ({}, "overlap"),
        ({"sectors": frozenset({"DAC:15210"})}, "overlap"),
        ({"types": frozenset({"training"})}, "overlap"),
        ({"groups": frozenset({"police"})}, "overlap"),
        ({"sectors": frozenset({"DAC:15220"})}, ""),
    ],
    ids=str,
)
def test_one_receiving_institution_needs_more_than_a_category_where_both_describe(
    besides: dict[str, Any], found: str
) -> None:
    near: dict[str, Any] = {"sectors": frozenset({"DAC:15210"})}
    mine, theirs = said("Drinking water", WELLS if besides else ""), said("Songs by the sea", CHOIRS)
    second = near | besides
    first = {**near, **{name: value for name, value in besides.items() if name != "sectors"}}

    assert met(mine | first, theirs | second, RECEIVED) == found


def test_one_receiving_institution_and_texts_that_meet_are_an_overlap() -> None:
    one, near = ({"sectors": frozenset({code})} for code in ("DAC:15210", "DAC:15220"))
    about = said("Songs by the sea", "The hamlets above the gorge drink clean water; boreholes were drilled.")

    assert met(said("Drinking water", WELLS) | one, about | near, RECEIVED) == "overlap"


def test_one_receiving_institution_and_a_telling_concept_are_an_overlap() -> None:
    one, near = ({"sectors": frozenset({code})} for code in ("DAC:15210", "DAC:15220"))
    bands = said("Songs by the sea", f"{CHOIRS} Brass bands march through prisons at dusk while lanterns glow.")
    tiles = said("Drinking water", f"{WELLS} Latrines of prisons are rebuilt with tiles and cisterns.")
    barracks = said("Drinking water", f"{WELLS} Latrines of barracks are rebuilt with tiles and cisterns.")

    assert met(bands | one, tiles | near, RECEIVED) == "overlap"
    assert met(bands | one, barracks | near, RECEIVED) == ""
    assert met(said("Songs by the sea", "") | one, barracks | near, RECEIVED) == "overlap"


@pytest.mark.parametrize(("text", "only"), [(None, True), (0.29, True), (0.3, False)])
def test_texts_that_are_just_alike_enough_say_more_than_who_receives_it(text: float | None, only: bool) -> None:
    wells = prepare(activity("a", **said("Drinking water", WELLS)))
    choirs = prepare(activity("b", **said("Songs by the sea", CHOIRS)))

    assert only_received_by_one(wells, choirs, text, SHIPPED) is only


TRAINED = "Prison staff are trained."
SONGS = said("Songs by the sea", f"{CHOIRS} {TRAINED}")
PRISON_WATER = said("Prison water pumps for hamlets above the gorge", f"{WELLS} {TRAINED}")


@pytest.mark.parametrize(
    ("title", "facts", "found"),
    [
        ("Songs by the sea", {}, ""),
        ("Songs by the sea", {"implementers": names("Arms Hub")}, "overlap"),
        ("Songs by the sea", {"amount": 240_500.0, "currency": "EUR"}, "overlap"),
        ("Songs by the sea", {"end": "2027-12-31"}, "overlap"),
        ("Prison songs", {}, ""),
        ("Prison songs", {"sectors": frozenset({"DAC:15137"})}, "overlap"),
        ("Songs by the sea", {"sectors": frozenset({"DAC:15137"})}, ""),
        ("Boreholes and songs by the sea", {}, "overlap"),  # of which the other's description speaks
    ],
    ids=str,
)
def test_where_both_describe_a_title_must_say_what_the_other_says(
    title: str, facts: dict[str, Any], found: str
) -> None:
    ends_apart = {"end": "2028-06-30"} if "end" not in facts else {}

    assert met(PRISON_WATER, said(title, f"{CHOIRS} {TRAINED}") | ends_apart, facts) == found


def test_descriptions_that_are_one_outweigh_other_titles() -> None:
    apart = {"end": "2028-06-30"}

    one, other = (said(title, f"{WELLS} {TRAINED}") for title in ("Brass bands", "Songs by the sea"))
    assert met(one, other | apart, {}) == "overlap"


def test_titles_that_share_a_word_need_no_description_that_does() -> None:
    prison, song = said("Prison orchards", f"{WELLS} {TRAINED}"), f"{CHOIRS} {TRAINED}"

    assert met(prison, said("Songs of orchards", song) | {"end": "2028-06-30"}, {}) == "overlap"
    assert met(prison, said("Songs of harbours", song) | {"end": "2028-06-30"}, {}) == ""


@pytest.mark.parametrize(
    ("title", "description", "found"),
    [
        ("Pesme sa obale i luke", "Horovi vežbaju pesme. Osoblje zatvora pohađa obuku.", ""),
        ("Obuka", "Horovi vežbaju pesme. Osoblje zatvora pohađa obuku.", "overlap"),
        ("Pumpe za vodu u zatvoru", "Horovi vežbaju pesme. Osoblje zatvora pohađa obuku.", "overlap"),
    ],
)
def test_of_two_languages_a_title_must_mean_what_the_other_says(title: str, description: str, found: str) -> None:
    serbian = said(title, description, "sr") | {"end": "2028-06-30"}

    assert met(PRISON_WATER, serbian, {}) == found


def test_of_two_languages_titles_may_also_name_the_same() -> None:
    pumps = said("Pumps of Orolik and Vrbanja", f"{WELLS} {TRAINED}")
    song = "Horovi vežbaju pesme. Osoblje zatvora pohađa obuku."

    assert met(pumps, said("Pesme: Orolik i Vrbanja", song, "sr") | {"end": "2028-06-30"}, {}) == "overlap"


def test_titles_that_are_just_alike_enough_are_no_other_titles() -> None:
    bands = prepare(activity("a", **said("Brass bands", WELLS)))
    lamps = prepare(activity("b", **said("Brass lamps", CHOIRS)))

    assert not under_other_titles(bands, lamps, replace(SHIPPED, theme_floor=features.title_words(bands, lamps)))


def test_descriptions_that_mean_one_thing_outweigh_other_titles() -> None:
    bands = said("Brass bands", f"{WELLS} {TRAINED}")
    one = "Popravljaju se pumpe, selo pije čistu vodu, zatvorsko osoblje pohađa obuku."

    assert met(bands, said("Pesme sa obale i luke", one, "sr") | {"end": "2028-06-30"}, {}) == "overlap"


def test_where_one_gives_a_title_only_its_words_are_all_that_can_be_compared() -> None:
    apart = {"end": "2028-06-30"}

    assert met(PRISON_WATER, said("Prison staff songs and choirs of the coast", "") | apart, {}) == "overlap"
    assert met(PRISON_WATER, said("Prison staff songs and choirs of the coast", CHOIRS) | apart, {}) == ""


def test_a_place_connects_what_both_describe_only_where_the_texts_meet() -> None:
    shared: dict[str, Any] = {"sectors": frozenset({"DAC:14030"}), "places": frozenset({"Tetovo"})}
    taps = "Taps and toilets for hamlets in the valley, with clean drinking troughs."

    assert met(said("Drinking water", WELLS), said("Troughs", taps), shared) == "overlap"
    assert met(said("Drinking water", WELLS), said("Hamlets, harbours and the coast", CHOIRS), shared) == ""
    boats, dogs = "River patrol boats and cars", "Patrol dogs and harbour lights"
    assert met(said(boats, ""), said(dogs, CHOIRS), shared) == "overlap"
    assert met(said(boats, WELLS), said(dogs, CHOIRS), shared) == ""
    assert met(said(boats, WELLS), said(dogs, CHOIRS), {"types": frozenset({"works"})} | shared) == "overlap"
    assert met(said(boats, WELLS), said(dogs, CHOIRS), {"groups": frozenset({"police"})} | shared) == "overlap"


def test_a_place_in_common_outweighs_other_titles() -> None:
    songs = said("Songs by the sea", f"{CHOIRS} {TRAINED}") | {"end": "2028-06-30"}

    assert met(PRISON_WATER, songs, {"places": frozenset({"Tetovo"})}) == "overlap"


ONE_TITLE = "Clean water and a library for mountain villages"
VILLAGES: dict[str, Any] = {"titles": (Text(ONE_TITLE, "en"),)}
MUSEUM: dict[str, Any] = {"titles": (Text("Clean water and a museum for mountain villages", "en"),)}


@pytest.mark.parametrize(
    ("dates", "hands", "found"),
    [
        ({"start": "", "end": ""}, "Bricklayers", ""),
        ({"start": "", "end": ""}, "Well Diggers", "same"),
        ({"start": "", "end": ""}, "", "same"),
        ({"start": "2025-01-20", "end": "2026-06-30"}, "Bricklayers", "same"),
        ({"start": "2025-06-20", "end": "2027-12-31"}, "Bricklayers", "same"),
        ({"start": "2025-06-20", "end": "2026-06-30"}, "Bricklayers", ""),
        ({"start": "2025-06-20", "end": "2026-06-30"}, "Well Diggers", "same"),
    ],
    ids=str,
)
def test_under_one_title_other_hands_and_no_common_day_are_another_round(
    dates: dict[str, str], hands: str, found: str
) -> None:
    left = activity("a", ONE_TITLE, money="Nordlys", implementers=names("Well Diggers"), **YEARS)
    right = activity("b", ONE_TITLE, money="Nordlys", implementers=names(*filter(None, [hands])), **dates)

    assert kind(left, right) == kind(right, left) == found


@pytest.mark.parametrize(
    ("theirs", "hands", "shared", "found"),
    [
        ({"start": "2026-01-01", "end": ""}, "Bricklayers", MUSEUM, "overlap"),
        ({"start": "", "end": ""}, "Bricklayers", MUSEUM, "overlap"),
        ({"start": "", "end": ""}, "Bricklayers", {}, ""),
        ({"start": "", "end": ""}, "Well Diggers", {}, "overlap"),
        ({"start": "", "end": ""}, "Bricklayers", {"objectives": frozenset({"3.2.1"})}, "overlap"),
        ({"start": "2026-01-01", "end": ""}, "Bricklayers", {}, ""),
        ({"start": "2026-01-01", "end": ""}, "Bricklayers", {"receivers": names("Water Board")}, "overlap"),
        ({"start": "2026-01-01", "end": "", "receivers": names("Water Board")}, "Bricklayers", {}, ""),
        ({"start": "2026-01-01", "end": "", "objectives": frozenset({"3.2.1"})}, "Bricklayers", {}, ""),
        ({"start": "2025-01-20", "end": ""}, "Bricklayers", {}, "overlap"),
        ({"start": "2026-01-01", "end": "2028-06-30"}, "Bricklayers", {}, "overlap"),
    ],
    ids=str,
)
def test_rounds_of_two_funders_that_only_dates_tell_apart_are_no_overlap(
    theirs: dict[str, Any], hands: str, shared: dict[str, Any], found: str
) -> None:
    both = {"sectors": frozenset({"DAC:14030"}), "descriptions": (Text(WELLS, "en"),), "currency": "EUR"}
    diggers, others = names("Well Diggers"), names(hands)
    left = activity("a", money="Nordlys", implementers=diggers, amount=9e4, **(both | YEARS | shared | VILLAGES))
    right = activity("b", money="Lumina", implementers=others, amount=5e4, **(both | theirs | VILLAGES | shared))

    assert kind(left, right) == kind(right, left) == found


def test_titles_that_are_just_alike_enough_are_of_two_rounds() -> None:
    both = {"sectors": frozenset({"DAC:14030"}), "descriptions": (Text(WELLS, "en"),)}
    hands = names("Well Diggers"), names("Bricklayers")
    one = prepare(activity("a", money="Nordlys", implementers=hands[0], **(both | YEARS | VILLAGES)))
    other = prepare(activity("b", money="Lumina", implementers=hands[1], start="2026-01-01", **(both | MUSEUM)))
    alike = features.title_words(one, other)

    assert score(one, other, replace(SHIPPED, near_equal=alike)) is None
    assert score(one, other, replace(SHIPPED, near_equal=alike + 0.001)) is not None


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ((240_500.0, "EUR"), (240_500.0, "EUR"), True),
        ((240_000.0, "EUR"), (240_000.0, "EUR"), True),  # round or not
        ((250_000.0, "EUR"), (249_750.0, "EUR"), True),
        ((250_000.0, "EUR"), (249_740.0, "EUR"), False),
        ((250_000.0, "EUR"), (250_000.0, "USD"), False),
        ((250_000.0, "EUR"), (None, "EUR"), False),
    ],
)
def test_one_sum(one: tuple[float | None, str], other: tuple[float | None, str], equal: bool) -> None:
    left, right = (amount_of(value, currency, "") for value, currency in (one, other))

    assert one_sum(left, right) is one_sum(right, left) is equal


def test_who_is_named_by_one_side_only_tells_no_round_apart() -> None:
    left, right = (prepare(activity(ref, ONE_TITLE, implementers=names(*hands))) for ref, hands in _HANDS)

    assert not another_round(left, right)
    assert not both_describe(left, right)


_HANDS = (("a", ("Well Diggers",)), ("b", ()))
