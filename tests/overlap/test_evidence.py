"""What two texts share is named in the words of both, and of each language in its own."""

from dataclasses import replace
from typing import Any

import pytest

from egnatia.language import lexicon
from egnatia.overlap import Evidence, OrganisationMention, Prepared, Text, evidence, prepare
from egnatia.overlap.evidence import MOST_SMALL, MOST_WORDS_READ, SAYS_SOMETHING, texts
from egnatia.overlap.identity import Reference
from egnatia.overlap.titles import TELLING_WORD
from tests.overlap.make import activity, names


def told(left: Prepared, right: Prepared, kind: str) -> list[tuple[tuple[str, ...], ...]]:
    return [(e.left, e.right, e.shared) for e in texts(left, right) if e.kind == kind]


def pair(mine: tuple[str, str], theirs: tuple[str, str]) -> tuple[Prepared, Prepared]:
    return prepare(activity("a", *mine)), prepare(activity("b", *theirs))


def test_words_in_common_stand_as_each_writes_them_with_the_stem_that_they_share() -> None:
    left, right = pair(("Choirs by the harbour", "en"), ("A Harbour choir", "en"))

    assert told(left, right, "word") == [(("harbour", "Choirs"), ("Harbour", "choir"), ("harbour", "choir"))]


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

    assert lexicon.telling_weights()[lexicon.names().index("committee")] == SAYS_SOMETHING
    assert told(left, right, "concept") == [(("Committee",), ("Komitet",), ("committee",))]


def test_of_many_words_eight_are_named() -> None:
    words = "choir harbour lantern costume fiddler drummer carpenter tailor ballad stage"
    left, right = pair((words, "en"), (words, "en"))

    ((mine, theirs, shared),) = told(left, right, "word")

    assert len(mine) == len(theirs) == len(shared) == 8


def test_of_many_concepts_eight_are_named() -> None:
    said = "Prison staff training, police, border, youth, women, victims, cyber, weapons, trafficking, probation"
    left, right = pair((said, "en"), (said, "en"))
    assert len(left.concepts & right.concepts) > 8

    assert len(told(left, right, "concept")) == 8


NUMBERED = activity("a", identifiers=("XM-1", "XM-2")), activity("b", identifiers=("YM-1", "XM-1"))


def test_of_identifiers_each_shows_its_own_first_and_all_that_are_shared() -> None:
    left, right = map(prepare, NUMBERED)

    assert evidence.identifiers(left, right, {"z", "xm-1"}) == Evidence(
        "identifier", ("XM-1",), ("YM-1",), ("xm-1", "z")
    )
    assert evidence.identifiers(left, right, {"p1"}, "number") == Evidence("number", ("XM-1",), ("YM-1",), ("p1",))


def test_a_reference_stands_on_the_side_that_names_the_other() -> None:
    mine, theirs = Reference("1", "YM-1", of_left=True), Reference("provider", "XM-1", of_left=False)

    assert evidence.references([mine, theirs]) == (
        Evidence("reference", ("YM-1",), (), ("1",)),
        Evidence("reference", (), ("XM-1",), ("provider",)),
    )


def test_titles_are_named_as_written() -> None:
    left, right = prepare(activity("a", titles=(Text("One"), Text("Two")))), prepare(activity("b", "Three"))

    assert evidence.titles(left, right) == Evidence("title", ("One", "Two"), ("Three",))


def test_organisations_in_common_are_named_as_each_side_does_or_by_their_codes() -> None:
    mine, theirs = names("Marine Training Centre (MTC)", "Arms Hub"), names("MTC")
    code = (OrganisationMention("", "XM-DAC-41114"),)

    assert list(evidence.organisations("partner", mine, theirs, ("", ""))) == [
        Evidence("partner", ("Marine Training Centre (MTC)",), ("MTC",))
    ]
    assert list(evidence.organisations("funder", code, code, ("", ""))) == [
        Evidence("funder", ("XM-DAC-41114",), ("XM-DAC-41114",))
    ]
    assert list(evidence.organisations("partner", mine, (), ("", ""))) == []
    assert list(evidence.organisations("partner", (), theirs, ("", ""))) == []


def test_homes_are_the_economies_where_each_has_but_one() -> None:
    left, right = prepare(activity("a", where="MKD")), prepare(activity("b", where="ALB MKD"))

    assert evidence.homes(left, right) == ("MKD", "")
    assert evidence.homes(right, left) == ("", "MKD")


FACTS: dict[str, Any] = {
    "where": "ALB MKD",
    "places": frozenset({"Tetovo", "Ohrid"}),
    "receivers": names("Correctional Service"),
    "objectives": frozenset({"2.3.2", "2.3.1"}),
    "sectors": frozenset({"DAC:15210", "DAC:15110"}),
    "types": frozenset({"works", "training"}),
    "groups": frozenset({"police", "youth"}),
    "start": "2025-01",
    "end": "2026-12-31",
    "amount": 1250.5,
    "currency": "EUR",
}


def test_facts_in_common_are_named_in_one_order() -> None:
    left, right = prepare(activity("a", **FACTS)), prepare(activity("b", **(FACTS | {"end": "", "amount": 900.0})))

    assert list(evidence.common_facts(left, right)) == [
        Evidence("economy", ("ALB", "MKD"), ("ALB", "MKD"), ("ALB", "MKD")),
        Evidence("place", ("Ohrid", "Tetovo"), ("Ohrid", "Tetovo"), ("ohrid", "tetovo")),
        Evidence("receiver", ("Correctional Service",), ("Correctional Service",)),
        Evidence("objective", ("2.3.1", "2.3.2"), ("2.3.1", "2.3.2"), ("2.3.1", "2.3.2")),
        Evidence("sector", ("DAC:15110", "DAC:15210"), ("DAC:15110", "DAC:15210"), ("DAC:15110", "DAC:15210")),
        Evidence("type", ("training", "works"), ("training", "works"), ("training", "works")),
        Evidence("group", ("police", "youth"), ("police", "youth"), ("police", "youth")),
        Evidence("time", ("2025-01", "2026-12-31"), ("2025-01",)),
        Evidence("amount", ("1250.50 EUR",), ("900.00 EUR",)),
    ]


@pytest.mark.parametrize(
    ("mine", "theirs", "kinds"),
    [
        ({"where": "MKD"}, {"where": "ALB"}, []),
        ({"places": frozenset({"Tetovo"})}, {"places": frozenset({"Ohrid"})}, ["economy"]),
        ({"start": "2025", "end": "2025"}, {"start": "2026", "end": "2026"}, ["economy"]),
        ({"start": "2025", "end": "2026-01-01"}, {"start": "2026", "end": "2026"}, ["economy", "time"]),
        ({"start": "2025", "end": "2025"}, {}, ["economy"]),
        ({}, {"start": "2025", "end": "2025"}, ["economy"]),
        ({"amount": 5.0}, {}, ["economy"]),
        ({}, {"amount": 5.0}, ["economy"]),
        ({"band": "<50k"}, {"amount": 5.0}, ["economy", "amount"]),
    ],
)
def test_what_is_not_common_is_not_named(mine: dict[str, Any], theirs: dict[str, Any], kinds: list[str]) -> None:
    left, right = prepare(activity("a", **mine)), prepare(activity("b", **theirs))

    assert [each.kind for each in evidence.common_facts(left, right)] == kinds


def test_a_band_stands_for_an_amount_and_no_currency_for_none() -> None:
    left = prepare(activity("a", band="<50k", currency="EUR"))
    right = prepare(activity("b", amount=7.0))

    (found,) = [each for each in evidence.common_facts(left, right) if each.kind == "amount"]

    assert (found.left, found.right) == (("<50k EUR",), ("7.00",))


PRISON, CYBER = "Training of communities and prison staff, cyber crime", "Prison: cyber training for communities"


def test_telling_concepts_come_first_then_by_the_alphabet_in_the_words_of_both() -> None:
    left, right = pair((PRISON, "en"), (CYBER, "en"))

    assert told(left, right, "concept") == [
        (("cyber",), ("cyber",), ("cyber security",)),
        (("prison",), ("Prison",), ("prison",)),
        (("communities",), ("communities",), ("communities",)),
        (("Training",), ("training",), ("training",)),
    ]


def test_a_concept_that_no_text_expresses_any_more_is_called_by_its_own_name() -> None:
    left, right = (replace(each, concepts=each.concepts | {"weapons"}) for each in pair((PRISON, "en"), (CYBER, "en")))

    assert (("weapons",), ("weapons",), ("weapons",)) in told(left, right, "concept")


def test_what_two_texts_mean_is_told_of_any_languages_the_most_telling_first() -> None:
    left, right = pair(("Pitka voda", "sr"), ("Ujë i pijshëm", "sq"))

    assert [(e.kind, e.left, e.right, e.shared) for e in evidence.meanings(left, right)] == [
        ("concept", ("Pitka voda",), ("Ujë i pijshëm",), ("drinkable",)),
        ("concept", ("Pitka",), ("pijshëm",), ("potable",)),
        ("concept", ("voda",), ("Ujë",), ("water",)),
    ]


def test_a_family_that_one_side_did_not_keep_is_worth_nothing() -> None:
    """Only the most telling families are kept; the words of others may still be read."""
    left, right = pair(("Digital cadastral maps, bank", "en"), ("Harta kadastrale dixhitale, bankë", "sq"))
    empty = replace(right, said=replace(right.said, titles=b""))

    both, less = ([theirs for _, (theirs,), _ in told(left, each, "concept")] for each in (right, empty))

    assert both[0] == "kadastrale"
    assert len(less) <= MOST_SMALL
    assert told(empty, left, "concept") == [
        (theirs, mine, shared) for mine, theirs, shared in told(left, empty, "concept")
    ]


def test_of_much_that_two_texts_mean_the_eight_most_telling_are_named_each_word_once() -> None:
    english = "Cadastre, credit, energy, bank, forest, harbour, bridge, milk, museum, orchestra, laboratory, factory"
    albanian = "Kadastër, kredi, energji, bankë, pyll, port, urë, qumësht, muze, orkestër, laborator, fabrikë"
    left, right = pair((english, "en"), (albanian, "sq"))

    meant = [(mine, theirs) for e in evidence.meanings(left, right) for mine in e.left for theirs in e.right]

    assert meant == [
        ("harbour", "port"),
        ("milk", "qumësht"),
        ("orchestra", "orkestër"),
        ("Cadastre", "Kadastër"),
        ("bridge", "urë"),
        ("museum", "muze"),
        ("factory", "fabrikë"),
        ("laboratory", "laborator"),
    ]


def test_of_the_short_list_and_of_the_whole_lexicon_eight_words_are_named_together() -> None:
    english = "Prison staff, police, youth, women, training; cadastre, orchestra, harbour, museum, laboratory, milk"
    albanian = (
        "Burgu dhe personeli, policia, të rinjtë, gratë, trajnim; kadastër, orkestër, port, muze, laborator, qumësht"
    )
    left, right = pair((english, "en"), (albanian, "sq"))

    named = told(left, right, "concept")

    assert [shared for _, _, (shared,) in named] == [
        *("prison", "police", "staff", "training", "women", "youth", "milk", "orchestra"),
    ]


@pytest.mark.parametrize(
    ("english", "named"),
    [("Jail and prison", [("prison", "Burg")]), ("Prison and jail", [("Prison", "Burg")]), ("Boat, ship", [])],
)
def test_a_word_is_named_once_whatever_of_the_other_side_it_may_stand_for(
    english: str, named: list[tuple[str, str]]
) -> None:
    left, right = pair((english, "en"), ("Burg", "sq"))

    for one, other in ((left, right), (right, left)):
        found = [(mine, theirs) for (mine,), (theirs,), _ in told(one, other, "concept")]
        assert found == (named if one is left else [(theirs, mine) for mine, theirs in named])


def test_a_name_is_that_of_the_body_at_home() -> None:
    here, there = names("Ministry of Interior"), names("Ministry of Interior of North Macedonia")

    assert len(list(evidence.organisations("partner", here, there, ("MKD", "")))) == 1
    assert list(evidence.organisations("partner", here, there, ("", ""))) == []
    assert list(evidence.organisations("partner", here, here, ("MKD", "ALB"))) == []


def test_only_what_is_common_is_named() -> None:
    left = prepare(
        activity(
            "a", **(FACTS | {"places": frozenset({"Novi Sad", "Ohrid"}), "objectives": frozenset({"1.1.1", "2.3.1"})})
        )
    )
    right = prepare(
        activity(
            "b",
            where="MKD SRB",
            places=frozenset({"NOVI SAD", "Bitola"}),
            objectives=frozenset({"2.3.1", "4.1.1"}),
            sectors=frozenset({"DAC:15210", "DAC:11110"}),
            types=frozenset({"training", "equipment"}),
            groups=frozenset({"youth", "women"}),
            start="2025-03",
            end="2025-09",
        )
    )

    found = {each.kind: (each.left, each.right, each.shared) for each in evidence.common_facts(left, right)}

    assert found == {
        "economy": (("MKD",), ("MKD",), ("MKD",)),
        "place": (("Novi Sad",), ("NOVI SAD",), ("novi sad",)),
        "objective": (("2.3.1",), ("2.3.1",), ("2.3.1",)),
        "sector": (("DAC:15210",), ("DAC:15210",), ("DAC:15210",)),
        "type": (("training",), ("training",), ("training",)),
        "group": (("youth",), ("youth",), ("youth",)),
        "time": (("2025-01", "2026-12-31"), ("2025-03", "2025-09"), ()),
    }
