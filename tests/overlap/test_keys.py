"""Under which keys an activity can be found: of each kind exactly these, and the surest of them first.

Expected keys are written out: databases keep them, so another spelling would part what was stored from what is new.
"""

import zlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from egnatia.overlap import (
    ActivityFacts,
    ConceptProfile,
    Prepared,
    Reference,
    Text,
    across,
    days_of_keys,
    keys,
    prepare,
)
from egnatia.overlap.amounts import amount_of
from egnatia.overlap.concepts import BITS, row_of
from egnatia.overlap.keys import LONGEST, MOST, MOST_ACROSS, MOST_NAMES, by_name, by_reference, by_role, by_tongue
from egnatia.overlap.titles import Title
from egnatia.overlap.window import Window

STATED_AS_THEY_ARE = frozenset({"economies", "objectives", "sectors", "types", "groups"})
COMMON, RARE, RARER, UNLISTED, RAREST = 8, 9, 10, 11, 12  # classes of words, as the shipped table has them


def folded(where: str = "MKD", **facts: Any) -> Prepared:  # noqa: ANN401 - any field of Prepared or Activity
    """An activity of which nothing is known but `facts`, in one economy or several (by spaces)."""
    stated = {name: frozenset(facts.pop(name)) for name in STATED_AS_THEY_ARE & facts.keys()}
    named: dict[str, Any] = {
        name: frozenset(value) if isinstance(value, set) else value for name, value in facts.items()
    }
    return replace(prepare(ActivityFacts("a", **({"economies": frozenset(where.split())} | stated))), **named)


def title(terms: dict[str, int], plain: str = "") -> Title:
    return Title(plain or " ".join(terms), terms, frozenset(), frozenset())


def row(families: Mapping[int, int]) -> bytes:
    """Families of concepts with their worth, packed."""
    return row_of(sorted(family << BITS | worth for family, worth in families.items()))


def of_kind(letter: str, prepared: Prepared) -> set[str]:
    """The keys of one kind, without their economy."""
    return {key.partition("|")[2] for key in keys(prepared) if key.partition("|")[2].startswith(f"{letter}:")}


def many(name: str, count: int) -> set[str]:
    return {f"{name} {number:02}" for number in range(count)}


def test_it_is_found_by_what_identifies_it_and_by_what_it_names_wherever_it_is() -> None:
    found = folded("", identifiers={"demo-1"}, references={("1", "demo-2")}, numbers={"p040712"}, cited={"00069951"})

    assert keys(found) == {"i:demo-1", "i:demo-2", "n:p040712", "n:00069951"}


def test_identifiers_come_before_numbers_and_leave_two_thirds_to_the_rest() -> None:
    found = folded(identifiers=many("demo", 25), numbers=many("p", 5), receivers=many("school", 50))

    named = {key for key in keys(found) if by_reference(key)}

    assert named == {f"i:demo {number:02}" for number in range(20)}
    assert not any(key.startswith("n:") for key in keys(found))
    assert of_kind("r", found) == {f"r:school {number:02}" for number in range(40)}


@pytest.mark.parametrize(("where", "each"), [("MKD", 20), ("ALB MKD", 10)])
def test_chains_take_no_more_than_a_third(where: str, each: int) -> None:
    amount = amount_of(240_501.0, "eur", "")
    found = folded(where, implementers=many("hub", 25), reporters={"fund"}, objectives={"2.3.1"}, amount=amount)

    chains = {key for key in keys(found) if by_role(key)}

    assert chains == {f"{code}|c:hub {number:02}<fund" for code in where.split() for number in range(each)}
    assert of_kind("o", found) == {"o:2.3.1"}
    assert {f"{code}|m:240501EUR" for code in where.split()} <= keys(found)


def test_of_more_than_sixty_the_last_things_are_left_out_and_not_the_last_economies() -> None:
    found = folded("ALB MKD", receivers=many("school", 31))

    assert len(keys(found)) == MOST == 60
    assert keys(found) == {f"{where}|r:school {number:02}" for where in ("ALB", "MKD") for number in range(30)}


SUREST_FIRST = (
    "m:240501EUR", "c:hub<fund", "c:town<fund", "b:fund+738000", "b:hub+738000", "b:town+738000", "r:town", "o:2.3.1",
    "k:firearms", "w:ballist", "b:DAC:152+738000", "d:hub+DAC:152", "d:town+DAC:152", "p:ballist+water",
    "y:training+border", "y:training+firearms", "y:training+police", "y:training+youth", "g:hub+town",
    "l:tetovo+DAC:152", "l:tetovo+ballist", "l:tetovo+water", "w:cobalt", "v:border+police+youth",
)  # fmt: skip


@pytest.mark.parametrize("room", range(len(SUREST_FIRST) + 1))
def test_where_titles_leave_little_room_the_surest_kinds_take_it(room: int) -> None:
    in_short = tuple(title({}, f"no {number}") for number in range(MOST - room - 1))

    found = folded(
        titles=(*in_short, title({"ballist": RARE, "water": 5})),
        amount=amount_of(240_501.0, "eur", ""),
        window=Window(738_000, 738_100),
        implementers={"hub"},
        receivers={"town"},
        funders={"fund"},
        objectives={"2.3.1"},
        concepts={"border", "firearms", "police", "youth"},
        types={"training"},
        places={"tetovo"},
        sectors={"DAC:15210"},
        description={"cobalt": RARE},
    )

    assert {key for key in keys(found) if "|t:" not in key} == {f"MKD|{each}" for each in SUREST_FIRST[:room]}


def test_a_round_sum_comes_after_words_in_twos_and_before_concepts_with_types() -> None:
    in_short = tuple(title({}, f"no {number}") for number in range(MOST - 4))

    found = folded(
        titles=(*in_short, title({"roads": 5, "water": 5})),
        amount=amount_of(240_000.0, "eur", ""),
        reporters={"union"},
        concepts={"youth"},
        types={"training"},
    )

    assert {key for key in keys(found) if "|t:" not in key} == {
        "MKD|p:roads+water",
        "MKD|a:union+240000EUR",
        "MKD|y:training+youth",
    }
    one_more = replace(found, activity=replace(found.activity, sectors=frozenset({"DAC:15210"})))
    assert {key for key in keys(one_more) if "|t:" not in key} == {
        "MKD|p:roads+water",
        "MKD|a:union+240000EUR",
        "MKD|a:DAC:152+240000EUR",
    }


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("MKD ALB", {"ALB|r:school", "MKD|r:school"}),
        ("MKD balkans", {"MKD|r:school"}),
        ("balkans", {"balkans|r:school"}),
        ("", set()),
    ],
)
def test_a_region_counts_only_where_no_economy_is_stated(where: str, expected: set[str]) -> None:
    assert keys(folded(where, receivers={"school"})) == expected


def test_of_many_economies_the_first_twelve_count() -> None:
    codes = "ALB AUT BGR BIH DEU FRA GRC HRV HUN ITA MDA MKD MNE SRB"

    found = keys(folded(codes, receivers={"school"}))

    assert found == {f"{code}|r:school" for code in codes.split()[:12]}


def test_a_long_key_keeps_its_beginning_and_ends_in_a_checksum_of_the_whole() -> None:
    just, longer = "2" * (LONGEST - len("MKD|o:")), "3" * (LONGEST - len("MKD|o:") + 1)

    found = keys(folded(objectives={just, longer}))

    whole = f"MKD|o:{longer}"
    assert found == {f"MKD|o:{just}", f"{whole[:39]}~{zlib.crc32(whole.encode()):08x}"}
    assert max(map(len, found)) == LONGEST == 48


@pytest.mark.parametrize(
    ("value", "currency", "expected"),
    [
        (240_501.0, "EUR", {"m:240501EUR"}),
        (240_500.6, " usd", {"m:240501USD"}),
        (1_500.0, "", {"m:1500"}),
        (240_000.0, "EUR", set()),  # whole thousands are equal by chance
        (None, "EUR", set()),
    ],
)
def test_a_sum_that_is_not_round_is_a_key(value: float | None, currency: str, expected: set[str]) -> None:
    assert of_kind("m", folded(amount=amount_of(value, currency, "50-250k"))) == expected


@pytest.mark.parametrize(
    ("value", "currency", "expected"),
    [
        (240_000.0, "EUR", {"a:DAC:152+240000EUR", "a:DAC:311+240000EUR"}),
        (1_000.0, "", {"a:DAC:152+1000", "a:DAC:311+1000"}),
        (240_501.0, "EUR", set()),
        (0.0, "EUR", set()),
        (None, "EUR", set()),
    ],
)
def test_a_round_sum_is_a_key_with_two_categories_of_sectors(
    value: float | None, currency: str, expected: set[str]
) -> None:
    amount = amount_of(value, currency, "50-250k")

    assert of_kind("a", folded(amount=amount, sectors={"DAC:15210", "DAC:31110", "DAC:41010"})) == expected
    assert of_kind("a", folded(amount=amount)) == set()


@pytest.mark.parametrize("kind", ["m", "a"])
def test_without_an_amount_there_is_no_key_of_one(kind: str) -> None:
    assert of_kind(kind, folded(amount=None, sectors={"DAC:15210"})) == set()


@pytest.mark.parametrize("role", ["implementers", "receivers", "reporters", "funders"])
def test_in_whatever_role_an_organisation_is_found_by_a_first_day_and_by_a_round_sum(role: str) -> None:
    roles: dict[str, Any] = {role: {"hub", "town"}}

    stated = folded(window=Window(738_000, 738_100), amount=amount_of(240_000.0, "EUR", ""), **roles)

    assert of_kind("b", stated) == {"b:hub+738000", "b:town+738000"}
    assert of_kind("a", stated) == {"a:hub+240000EUR", "a:town+240000EUR"}
    assert of_kind("b", replace(stated, window=None)) == of_kind("a", replace(stated, amount=None)) == set()


def test_two_categories_of_sectors_are_found_by_a_first_day() -> None:
    sectors = {"DAC:15210", "DAC:31110", "DAC:41010"}

    assert of_kind("b", folded(sectors=sectors, window=Window(738_000, 738_100))) == {
        "b:DAC:152+738000",
        "b:DAC:311+738000",
    }
    assert of_kind("b", folded(sectors=sectors, window=None)) == set()


@pytest.mark.parametrize(("letter", "stated"), [("b", "738000"), ("a", "240000EUR")])
def test_of_many_organisations_the_first_twelve_are_found_by_a_day_or_a_sum(letter: str, stated: str) -> None:
    window, amount = Window(738_000, 738_100), amount_of(240_000.0, "EUR", "")
    facts: dict[str, Any] = {"window": window} if letter == "b" else {"amount": amount}

    crowded = folded(funders=many("fund", 8), implementers=many("hub", 8), **facts)

    first = (*many("fund", 8), "hub 00", "hub 01", "hub 02", "hub 03")
    assert of_kind(letter, crowded) == {f"{letter}:{one}+{stated}" for one in first}


def test_who_does_it_and_who_receives_it_are_found_by_two_categories_of_sectors() -> None:
    sectors = {"DAC:15210", "DAC:31110", "DAC:41010"}
    hands = folded(implementers={"hub"}, receivers={"town"}, sectors=sectors)

    assert of_kind("d", hands) == {
        f"d:{hand}+{sector}" for hand in ("hub", "town") for sector in ("DAC:152", "DAC:311")
    }
    assert of_kind("d", folded(reporters={"union"}, funders={"fund"}, sectors=sectors)) == set()
    assert of_kind("d", folded(implementers=many("hub", 7), sectors={"DAC:15210"})) == {
        f"d:hub {number:02}+DAC:152" for number in range(6)
    }


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        (title({"train": 5, "prison": 7, "staff": 3}, "prisons train staff"), "prison staff train"),
        (title({"prison": 7, "the": 2}, "the prisons"), "prison"),
        (title({"go": 2, "on": 1}, "go on"), "go on"),
    ],
    ids=["in the order of the alphabet", "without light words", "as it stands if it has only light words"],
)
def test_a_title_is_found_by_the_words_that_carry_it(stated: Title, read: str) -> None:
    assert of_kind("t", folded(titles=(stated,))) == {f"t:{zlib.crc32(read.encode()):08x}"}


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ({"implementers": {"hub"}, "reporters": {"union"}}, {"hub<union"}),
        ({"receivers": {"town"}, "reporters": {"union"}}, {"town<union"}),
        ({"implementers": {"hub"}, "funders": {"fund"}}, {"hub<fund"}),
        ({"reporters": {"hub"}, "funders": {"fund"}}, {"hub<fund"}),
        ({"funders": {"fund", "trust"}}, {"fund<trust", "trust<fund"}),
        ({"implementers": {"hub"}, "reporters": {"hub"}}, set()),
        ({"implementers": {"hub"}, "receivers": {"town"}}, set()),
        (
            {"implementers": {"hub"}, "receivers": {"town"}, "reporters": {"union"}, "funders": {"fund"}},
            {"hub<union", "hub<fund", "town<union", "town<fund", "union<fund"},
        ),
    ],
)
def test_a_chain_is_found_by_who_passes_on_and_from_whom(roles: dict[str, Any], expected: set[str]) -> None:
    assert of_kind("c", folded(**roles)) == {f"c:{each}" for each in expected}


def test_receiving_institutions_and_objectives_are_keys_alone() -> None:
    found = folded(receivers={"school", "town"}, objectives={"2.3.1", "3.1.1"})

    assert of_kind("r", found) == {"r:school", "r:town"}
    assert of_kind("o", found) == {"o:2.3.1", "o:3.1.1"}


def test_a_concept_is_a_key_alone_only_where_it_is_telling() -> None:
    in_title = {"firearms", "police"}

    found = folded(title_concepts=in_title, concepts=in_title | {"probation", "prison", "youth"})

    assert of_kind("k", found) == {"k:firearms", "k:prison", "k:probation"}


def test_concepts_of_the_title_come_before_those_of_the_description() -> None:
    many_where = "ALB AUT BGR BIH DEU FRA GRC HRV HUN ITA MDA MKD"
    concepts = {"customs", "drugs", "explosives", "firearms", "prison", "probation"}

    found = folded(many_where, title_concepts={"prison", "probation"}, concepts=concepts)

    assert of_kind("k", found) == {"k:customs", "k:drugs", "k:explosives", "k:prison", "k:probation"}


@pytest.mark.parametrize(
    ("weight", "is_key"), [(COMMON, False), (RARE, True), (RARER, True), (UNLISTED, False), (RAREST, True)]
)
def test_a_word_is_a_key_alone_where_the_table_has_it_as_rare(weight: int, is_key: bool) -> None:
    expected = {"w:ballist"} if is_key else set()

    assert of_kind("w", folded(titles=(title({"ballist": weight}),))) == expected
    assert of_kind("w", folded(description={"ballist": weight})) == expected


def test_of_many_rare_words_the_six_rarest_are_keys() -> None:
    words = {"zither": RAREST, "yodel": RAREST} | dict.fromkeys(
        ("anvil", "basalt", "cobalt", "dulcimer", "ebony"), RARE
    )
    expected = {"w:zither", "w:yodel", "w:anvil", "w:basalt", "w:cobalt", "w:dulcimer"}

    assert of_kind("w", folded(titles=(title(words),))) == expected
    assert of_kind("w", folded(description=words)) == expected


def test_concepts_go_with_two_types_and_two_groups() -> None:
    found = folded(
        title_concepts={"staff"},
        concepts={"staff", "health"},
        types={"training", "works", "advice"},
        groups={"youth", "police", "women"},
    )

    firsts = ("advice", "training", "police", "women")
    assert of_kind("y", found) == {f"y:{what}+{concept}" for what in firsts for concept in ("staff", "health")}


def test_of_many_concepts_six_go_with_types_and_those_of_the_title_first() -> None:
    in_title = {"women", "youth"}
    below = {"awareness", "border", "children", "families", "grants"}

    found = folded(title_concepts=in_title, concepts=in_title | below, types={"training"})

    six = in_title | {"awareness", "border", "children", "families"}
    assert of_kind("y", found) == {f"y:training+{concept}" for concept in six}


def test_concepts_that_say_little_are_keys_in_threes() -> None:
    found = folded(concepts={"youth", "border", "police", "grants", "firearms"})

    assert of_kind("v", found) == {
        "v:border+grants+police",
        "v:border+grants+youth",
        "v:border+police+youth",
        "v:grants+police+youth",
    }


@pytest.mark.parametrize(
    "broad", ["staff", "training", "communities", "health", "education", "research", "coordination", "equipment"]
)
def test_the_broadest_concepts_give_way_to_others(broad: str) -> None:
    others = {"strategy", "teachers", "victims", "women", "youth"}

    named = {key: key.removeprefix("v:").split("+") for key in of_kind("v", folded(concepts={broad} | others))}
    crowded = of_kind("v", folded(concepts={broad, "schools"} | others | {"police"}))

    assert any(broad in three for three in named.values())
    assert not any(broad in key.removeprefix("v:").split("+") for key in crowded)
    assert len(crowded) == 20


def test_words_of_a_title_are_keys_in_twos_without_the_light_ones() -> None:
    found = folded(titles=(title({"water": 5, "supply": 3, "rural": 6, "the": 2}), title({"roads": 4, "bridges": 7})))

    assert of_kind("p", found) == {"p:supply+water", "p:rural+water", "p:rural+supply", "p:bridges+roads"}


def test_of_many_words_of_a_title_the_six_heaviest_pair() -> None:
    heavy, lighter = ("zither", "yodel"), ("anvil", "basalt", "cobalt", "dulcimer", "ebony")
    words = dict.fromkeys(heavy, 7) | dict.fromkeys(lighter, 5)

    found = of_kind("p", folded(titles=(title(words),)))

    assert len(found) == 15
    assert not any("ebony" in key for key in found)
    assert "p:yodel+zither" in found


def test_who_does_it_and_who_receives_it_are_keys_in_twos_up_to_six() -> None:
    assert of_kind("g", folded(implementers={"hub", "army"}, receivers={"town"})) == {
        "g:army+hub",
        "g:army+town",
        "g:hub+town",
    }
    crowded = of_kind("g", folded(implementers=many("hub", 4), receivers=many("town", 3)))
    assert len(crowded) == 15
    assert not any("town 02" in key for key in crowded)


def test_a_place_goes_with_two_categories_of_sectors_and_two_words_of_each_title() -> None:
    found = folded(
        places={"tetovo"},
        sectors={"DAC:15210", "DAC:31110", "DAC:41010"},
        titles=(title({"water": 5, "supply": 4, "rural": 6}), title({"roads": 7})),
    )

    assert of_kind("l", found) == {f"l:tetovo+{what}" for what in ("DAC:152", "DAC:311", "rural", "water", "roads")}


def test_of_many_places_the_first_six_count() -> None:
    found = folded(places=many("village", 8), sectors={"DAC:15210"})

    assert of_kind("l", found) == {f"l:village {number:02}+DAC:152" for number in range(6)}


def test_strangers_meet_under_telling_families_alone_and_under_those_of_titles_in_twos() -> None:
    telling, less = 160, 159  # what words of class 10 and below are worth that mean one thing
    said = ConceptProfile(1, row({1: telling, 2: less}), row({1: telling, 3: telling, 4: less}))

    assert across(folded(said=said)) == {"MKD|x:1", "MKD|x:1+2", "MKD|x:3"}
    assert across(folded("ALB MKD", said=ConceptProfile(1, row({5: telling})))) == {"ALB|x:5", "MKD|x:5"}
    assert across(folded(said=ConceptProfile(1))) == frozenset()


def test_of_many_families_six_of_the_titles_and_three_further_ones_say_most() -> None:
    titles = {9: 200, 8: 200} | dict.fromkeys((1, 2, 3, 4, 5), 170)
    below = {16: 200, 15: 200, 9: 250} | dict.fromkeys((11, 12), 170)

    found = across(folded(said=ConceptProfile(1, row(titles), row(below))))

    alone = {key for key in found if "+" not in key}
    assert alone == {f"MKD|x:{family}" for family in (9, 8, 1, 2, 3, 4, 16, 15, 11)}
    assert "MKD|x:8+9" in found
    assert len(found) == MOST_ACROSS == 24


def test_of_the_families_of_descriptions_three_are_keys_where_titles_say_nothing() -> None:
    below = dict.fromkeys((11, 12, 13), 170) | {14: 200}

    assert across(folded(said=ConceptProfile(1, b"", row(below)))) == {"MKD|x:14", "MKD|x:11", "MKD|x:12"}


def test_of_too_many_keys_for_strangers_the_first_families_alone_are_kept_everywhere() -> None:
    telling = dict.fromkeys(range(1, 7), 160)

    found = across(folded("ALB BIH MKD MNE SRB", said=ConceptProfile(1, row(telling))))

    assert len(found) == 24
    assert {key for key in found if key.startswith("ALB|")} == {f"ALB|x:{family}" for family in range(1, 6)}
    assert {key for key in found if key.startswith("SRB|")} == {f"SRB|x:{family}" for family in range(1, 5)}


@pytest.mark.parametrize(
    ("key", "reference", "role", "tongue"),
    [
        ("i:demo-1", True, False, False),
        ("i:demo|x:1", True, False, False),
        ("n:p040712", False, True, False),
        ("n:demo|x:1", False, True, False),
        ("MKD|c:hub<union", False, True, False),
        ("MKD|x:959", False, False, True),
        ("MKD|x:959+960", False, False, True),
        ("MKD|p:rural+water", False, False, False),
        ("MKD|r:school|x:1", False, False, False),
    ],
)
def test_a_key_tells_what_ties_those_who_share_it(key: str, reference: bool, role: bool, tongue: bool) -> None:
    assert (by_reference(key), by_role(key), by_tongue(key)) == (reference, role, tongue)


@pytest.mark.parametrize(
    ("key", "name"), [("i:a-1", True), ("n:p040712", True), ("MKD|w:prison", False), ("MKD|n:b", False)]
)
def test_identifiers_and_numbers_are_names(key: str, name: bool) -> None:
    assert by_name(key) is name


def test_keys_but_names_hold_between_the_days_of_an_activity() -> None:
    stated = ActivityFacts("a", start="2024-02", end="2024-03-05")
    day = prepare(stated).window

    assert day
    assert days_of_keys(prepare(stated)) == (day.first, day.last)
    assert days_of_keys(prepare(ActivityFacts("a"))) is None


@pytest.mark.parametrize(
    ("identifiers", "references", "numbers", "whenever"),
    [(20, 0, 0, False), (21, 0, 0, True), (10, 10, 0, False), (10, 11, 0, True), (10, 0, 10, False), (10, 0, 11, True)],
)
def test_who_has_more_names_than_keys_is_compared_whenever_it_takes_place(
    identifiers: int, references: int, numbers: int, whenever: bool
) -> None:
    """Its other names would tell of a match that no key of a name does."""
    named = ActivityFacts(
        "a",
        identifiers=tuple(f"x{number}" for number in range(identifiers)),
        references=tuple(Reference("parent", f"y{number}") for number in range(references)),
        titles=(Text(" ".join(f"Z{10**6 + number}" for number in range(numbers))),),
        start="2024",
    )
    assert MOST_NAMES == 20
    assert len(prepare(named).cited) == numbers

    assert (days_of_keys(prepare(named)) is None) is whenever
