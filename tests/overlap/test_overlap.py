"""Possible overlap to discuss: different money, same purpose, one specific thing in common."""

from typing import Any

import pytest

from egnatia.overlap import ActivityFacts, Reference, Text
from egnatia.overlap.basket_funds import pooled
from tests.overlap.make import activity, kind, match, names

YEARS: dict[str, Any] = {"start": "2026-01-01", "end": "2027-12-31"}
SECTOR = frozenset({"DAC:15210"})


def left(title: str = "Patrols along the river", **facts: Any) -> ActivityFacts:  # noqa: ANN401 - any field of Activity
    return activity("left", title, money="Nordlys Fund", **(YEARS | facts))


def right(title: str = "Equipment of stations", **facts: Any) -> ActivityFacts:  # noqa: ANN401 - any field of Activity
    return activity("right", title, money="Lumina Foundation", **(YEARS | facts))


def test_place_time_and_sector_alone_are_a_cell_of_the_matrix_and_no_match() -> None:
    assert kind(left(sectors=SECTOR), right(sectors=SECTOR)) == ""


@pytest.mark.parametrize(
    "shared",
    [
        {"objectives": frozenset({"3.2.1"})},
        {"receivers": names("Border Service"), "sectors": SECTOR},
        {"receivers": names("Border Service"), "groups": frozenset({"border-and-customs"})},
        {"implementers": names("Centre One", "Centre Two"), "sectors": SECTOR},
    ],
)
def test_one_specific_thing_besides_makes_it_an_overlap(shared: dict[str, Any]) -> None:
    assert kind(left(**shared), right(**shared)) == "overlap"


@pytest.mark.parametrize(
    ("partners", "found"),
    [
        (("Marine Training Centre (MTC)",), ""),
        (("Marine Training Centre (MTC)", "MTC"), ""),
        (("MTC", "Marine Training Centre (MTC)", "Centre Two"), "overlap"),
    ],
)
def test_one_partner_under_two_names_is_not_two_partners(partners: tuple[str, ...], found: str) -> None:
    shared: dict[str, Any] = {"implementers": names(*partners), "sectors": SECTOR}

    assert kind(left(**shared), right(**shared)) == found


def test_a_partner_that_the_other_lacks_makes_no_second_one_in_common() -> None:
    two = "Marine Training Centre (MTC)"
    one, other = names(two, "Centre Two"), names(two, "Centre Three")

    assert kind(left(implementers=one, sectors=SECTOR), right(implementers=other, sectors=SECTOR)) == ""


TWO_PARTNERS: dict[str, Any] = {"implementers": names("Centre One", "Centre Two")}


def test_two_ministries_of_one_economy_are_two_partners() -> None:
    shared: dict[str, Any] = {"implementers": names("Ministry of Interior", "Ministry of Justice"), "sectors": SECTOR}

    assert kind(left(**shared), right(**shared)) == "overlap"


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Rural school water", "Rural school garden", "overlap"),
        ("Bridge school", "Bridge road", ""),
    ],
)
def test_two_words_that_say_something_are_a_purpose_and_one_is_none(one: str, other: str, found: str) -> None:
    assert kind(left(one, **TWO_PARTNERS), right(other, **TWO_PARTNERS)) == found
    wells, choirs = ((Text(said),) for said in ("Boreholes are drilled.", "Choirs rehearse songs."))
    described = left(one, descriptions=wells, **TWO_PARTNERS), right(other, descriptions=choirs, **TWO_PARTNERS)
    assert kind(*described) == found


def test_an_institution_alone_is_no_purpose() -> None:
    shared: dict[str, Any] = {"receivers": names("Border Service")}

    assert kind(left(**shared), right(**shared)) == ""


def test_a_telling_concept_with_another_connects_two_languages() -> None:
    assert (
        kind(
            left("Training of prison staff"),
            right("Обука на затворски персонал", titles=(Text("Обука на затворски персонал", "mk"),)),
        )
        == "overlap"
    )
    assert kind(left("Prison roof"), right("Prison library")) == ""


def test_a_telling_concept_is_not_enough_for_other_types_of_work() -> None:
    one, other = frozenset({"training"}), frozenset({"works"})
    in_serbian = (Text("Osoblje zatvora", "sr"),)

    assert kind(left("Staff of prisons", types=one), right(titles=in_serbian, types=other)) == ""
    assert kind(left("Staff of prisons", types=one), right(titles=in_serbian, types=one)) == "overlap"


def test_a_rare_name_connects_two_titles_only_with_a_common_theme() -> None:
    assert kind(left("Water supply pipes for Freetown hospitals"), right("Freetown water supply towers")) == "overlap"
    assert kind(left("Water pipes for Freetown hospitals"), right("Freetown water towers")) == ""
    assert kind(left("Water pipes for Freetown hospitals"), right("Freetown choir festival")) == ""


def test_words_outside_the_table_connect_only_in_twos() -> None:
    shared: dict[str, Any] = {"sectors": SECTOR}

    assert kind(left("Qwertzu patrols", **shared), right("Qwertzu stations", **shared)) == ""
    assert kind(left("Qwertzu asdfgh patrols", **shared), right("Qwertzu asdfgh stations", **shared)) == "overlap"


def test_a_place_connects_where_both_name_few_and_the_texts_meet() -> None:
    places = frozenset({"Sombor"})
    shared: dict[str, Any] = {"sectors": SECTOR, "places": places}

    assert kind(left("River patrol boats", **shared), right("Patrol cars", **shared)) == "overlap"
    assert kind(left("River patrol boats", **shared), right("Choir festival", **shared)) == ""
    many = frozenset(f"Place {n}" for n in range(9)) | places
    assert kind(left("River patrol boats", sectors=SECTOR, places=many), right("Patrol cars", **shared)) == ""


def test_a_place_connects_by_two_concepts_too() -> None:
    shared: dict[str, Any] = {"sectors": SECTOR, "places": frozenset({"Shkodër"})}

    assert (
        kind(
            left("Schools and teachers", **shared),
            right("Sigurno: učitelji i škole", **(shared | {"titles": (Text("Sigurno: učitelji i škole", "sr"),)})),
        )
        == "overlap"
    )


def test_the_same_sort_of_work_in_other_places_is_no_overlap() -> None:
    title = "Construction of a playground for migrant children"
    here, there = frozenset({"Sombor"}), frozenset({"Lajkovac"})

    assert kind(left(title + " near the bridge", places=here), right(title + " by the station", places=there)) == ""
    assert (
        kind(left(title + " near the bridge", places=here), right(title + " by the station", places=here)) == "overlap"
    )


def test_other_sectors_are_outweighed_only_by_what_the_titles_tell() -> None:
    one, other = frozenset({"DAC:15210"}), frozenset({"DAC:31110"})

    assert (
        kind(left("Prison staff training", sectors=one), right("Prison training for staff", sectors=other)) == "overlap"
    )
    described = (Text("Prison staff training"),)
    assert (
        kind(
            left("Patrols", descriptions=described, sectors=one), right("Boats", descriptions=described, sectors=other)
        )
        == ""
    )


def test_a_telling_concept_of_both_titles_outweighs_other_sectors_and_others_do_not() -> None:
    one: dict[str, Any] = {"sectors": frozenset({"DAC:15210"}), **TWO_PARTNERS}
    other: dict[str, Any] = {"sectors": frozenset({"DAC:31110"}), **TWO_PARTNERS}

    guards = "Courses for officers who guard inmates"
    assert kind(left("Prison staff training", **one), right(guards, **other)) == "overlap"
    pupils = "Pupils, educators, juveniles"
    assert kind(left("Schools and teachers for children", **one), right(pupils, **other)) == ""
    assert kind(left("Schools and teachers for children", **one), right(pupils, **one)) == "overlap"


def test_titles_alone_without_dates_must_be_nearly_one() -> None:
    undated: dict[str, Any] = {"start": "", "end": "", "sectors": SECTOR}
    one, other = "Clean water and a library for mountain villages", "Clean water and a museum for mountain villages"

    assert kind(left(one, **undated), right(other, **undated)) == ""
    assert kind(left(one, **undated), right(one, **undated)) != ""
    assert kind(left(one, sectors=SECTOR), right(other, sectors=SECTOR)) == "overlap"
    described: dict[str, Any] = {**undated, "descriptions": (Text("Wells, pipes and taps"),)}
    assert kind(left(one, **described), right(other, **described)) == "overlap"


def test_one_place_and_a_broad_sector_are_neighbourhood_where_the_titles_share_no_word() -> None:
    texts = (Text("Machines and courses for mothers who bake and sell bread in the valley"),)
    shared: dict[str, Any] = {"places": frozenset({"Sombor"}), "descriptions": texts}
    broad, near = frozenset({"DAC:15210"}), frozenset({"DAC:15220"})

    assert kind(left("Bakery", sectors=broad, **shared), right("Livelihoods", sectors=near, **shared)) != ""
    aside: dict[str, Any] = {**shared, "descriptions": (Text("Courses for mothers, sports for sons and bread"),)}
    assert kind(left("Bakery", sectors=broad, **shared), right("Football", sectors=near, **aside)) == ""


def test_the_same_money_is_never_an_overlap() -> None:
    shared: dict[str, Any] = {"objectives": frozenset({"3.2.1"})}

    assert kind(left(**shared), activity("b", "Stations", money="Nordlys Fund", **(YEARS | shared))) == ""


def test_money_that_may_be_passed_on_is_no_other_money() -> None:
    shared: dict[str, Any] = {"receivers": names("Border Service"), "sectors": SECTOR}
    through = left(implementers=names("Lumina Foundation"), amount=100_000.0, **shared)

    assert kind(through, right(amount=50_000.0, **shared)) == ""
    assert kind(through, right(**shared)) == ""
    assert kind(through, right(amount=500_000.0, **shared)) == "overlap"
    objective: dict[str, Any] = {"objectives": frozenset({"3.2.1"})}
    assert kind(left(implementers=names("Lumina Foundation"), **objective), right(**objective)) == "overlap"


def test_a_reference_between_the_two_is_no_overlap() -> None:
    shared: dict[str, Any] = {"objectives": frozenset({"3.2.1"})}

    assert kind(left(**shared), right(references=(Reference("3", "demo-left-1"),), **shared)) == ""


def test_activities_that_only_follow_each_other_do_not_overlap() -> None:
    shared: dict[str, Any] = {"objectives": frozenset({"3.2.1"})}

    assert kind(left(**shared), right(**(shared | {"start": "2028-01-01", "end": "2028-12-31"}))) == ""
    undated: dict[str, Any] = {"start": "", "end": "", **shared}
    assert kind(left("Round 2024", **undated), right("Round 2026", **undated)) == ""
    assert kind(left("Round 2024", **undated), right("Round two", **undated)) == "overlap"


def test_regions_alone_are_no_common_place() -> None:
    shared: dict[str, Any] = {"objectives": frozenset({"3.2.1"}), "economies": frozenset({"western balkans"})}

    assert kind(left(**shared), right(**shared)) == ""


def test_the_parts_of_the_score_have_the_weights_of_the_domain() -> None:
    shared: dict[str, Any] = {
        "objectives": frozenset({"3.2.1"}),
        "types": frozenset({"training"}),
        "groups": frozenset({"police"}),
    }

    found = match(left(amount=10_000.0, **shared), right(band="<50k", **shared))

    assert found is not None
    assert {c.name: (c.value, c.weight) for c in found.components} == {
        "place": (1.0, 15),
        "purpose": (1.0, 20),
        "receiver": (None, 10),
        "time": (1.0, 15),
        "type": (1.0, 15),
        "text": (0.0, 15),
        "group": (1.0, 5),
        "size": (1.0, 5),
    }
    assert (found.score, found.confidence) == (83.33, 0.9)
    assert found.doubts == ("no_amount", "only_title", "no_receiver")


def test_an_objective_of_the_same_priority_counts_half() -> None:
    found = match(
        left(objectives=frozenset({"2.3.1"}), receivers=names("Prison Service")),
        right(objectives=frozenset({"2.3.2"}), receivers=names("Prison Service")),
    )

    assert found is not None
    assert found.components[1].value == 0.5


def test_texts_in_two_languages_without_concepts_are_unknown_not_unlike() -> None:
    shared: dict[str, Any] = {"objectives": frozenset({"3.2.1"})}

    found = match(left("Zzz", **shared), right("Ььь", titles=(Text("Щщщ", "bg"),), **shared))

    assert found is not None
    assert found.components[5].value is None
    without = match(left("", **shared), right(**shared))
    assert without is not None
    assert without.components[5].value is None


def test_partners_places_and_sectors_in_common_are_named_as_both_write_them() -> None:
    found = match(
        left(
            "River patrol boats",
            implementers=names("Marine Training Centre (MTC)"),
            sectors=SECTOR,
            places=frozenset({"Sombor"}),
        ),
        right("River patrol cars", implementers=names("MTC"), sectors=SECTOR, places=frozenset({"SOMBOR", "Novi Sad"})),
    )

    assert found is not None
    said = {e.kind: (e.left, e.right) for e in found.evidence}
    assert said["partner"] == (("Marine Training Centre (MTC)",), ("MTC",))
    assert said["place"] == (("Sombor",), ("SOMBOR",))
    assert said["word"] == (("patrol", "River"), ("patrol", "River"))


def test_a_theme_is_told_by_descriptions_too() -> None:
    described = (Text("Old pumps are replaced so that clean drinking water reaches every household."),)

    assert (
        kind(left("Freetown pumps", descriptions=described), right("Freetown taps", descriptions=described))
        == "overlap"
    )


def test_a_regional_activity_shares_its_place_less() -> None:
    objective = frozenset({"3.2.1"})

    found = match(left(where="MKD ALB MNE SRB", objectives=objective), right(objectives=objective))

    assert found is not None
    assert found.components[0].value == 0.6
    assert "many_economies" in found.doubts


def test_named_places_that_are_not_shared_weaken_the_place() -> None:
    objective = frozenset({"3.2.1"})

    found = match(
        left(places=frozenset({"Sombor"}), objectives=objective),
        right(places=frozenset({"Lajkovac"}), objectives=objective),
    )

    assert found is not None
    assert found.components[0].value == 0.6


def test_equal_titles_under_two_donors_may_be_one_project() -> None:
    shared: dict[str, Any] = {"objectives": frozenset({"3.2.1"}), "currency": "EUR"}
    first = left(amount=10_000.0, funders=names("Donor One"), **shared)
    second: dict[str, Any] = {"amount": 90_000.0, "funders": names("Donor Two"), **shared}

    one = match(first, right("Patrols along the river", **second))
    two = match(first, right("Equipment of stations", **second))

    assert one is not None
    assert two is not None
    assert (one.kind, "one_project" in one.doubts) == ("overlap", True)
    assert "one_project" not in two.doubts


WATER = "Water supply and sanitation of Orolik and Vrbanja"


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("", "", "overlap"),
        ("multi-donor trust fund", "", "overlap"),
        ("multi-donor trust fund", "Zajednički fond", ""),
        ("Basket fund", "буџетска поддршка", ""),
    ],
)
def test_those_who_pay_into_one_fund_meet_there(one: str, other: str, found: str) -> None:
    assert kind(left(f"{WATER}. {one}", sectors=SECTOR), right(f"{WATER}: {other}", sectors=SECTOR)) == found


@pytest.mark.parametrize(
    ("small", "found"),
    [
        ({"amount": 1_000_000.0}, "overlap"),
        ({"amount": 90_000.0}, "overlap"),
        ({"amount": 80_000.0}, ""),
        ({"amount": 80_000.0, "receivers": names("Waterworks of Orolik")}, "overlap"),
        ({"amount": 80_000.0, "objectives": frozenset({"3.2.1"})}, "overlap"),
        ({"amount": 80_000.0, "implementers": names("Centre One", "Centre Two")}, "overlap"),
        # what is not stated, or cannot be compared, is unknown
        ({"amount": 80_000.0, "currency": ""}, "overlap"),
        ({"amount": 80_000.0, "currency": "QQQ"}, "overlap"),
        ({"band": "<50k"}, "overlap"),
        ({}, "overlap"),
    ],
)
def test_a_small_part_is_no_overlap_by_words_alone(small: dict[str, Any], found: str) -> None:
    both: dict[str, Any] = {"sectors": SECTOR, "places": frozenset({"Orolik"}), "currency": "EUR"}
    both |= {field: small[field] for field in ("receivers", "objectives", "implementers") if field in small}
    handbook = left("Sewers of Orolik: handbook for engineers", **(both | small))
    roads = right("Regional roads, bridges, sewers and street lighting of Orolik", amount=1_000_000.0, **both)

    assert kind(handbook, roads) == found


@pytest.mark.parametrize(("source", "found"), [("one register", ""), ("", "overlap")])
def test_amounts_of_one_register_are_in_one_currency(source: str, found: str) -> None:
    both: dict[str, Any] = {"sectors": SECTOR, "places": frozenset({"Orolik"}), "source": source}
    handbook = left("Sewers of Orolik: handbook for engineers", amount=8_000.0, **both)
    roads = right("Regional roads, bridges, sewers and street lighting of Orolik", amount=1_000_000.0, **both)

    assert kind(handbook, roads) == found


def test_a_text_that_begins_alike_or_ends_early_speaks_of_no_fund() -> None:
    assert pooled([["trust", "fund"]])
    assert not pooled([["trust", "us"], ["a", "multi"], []])
