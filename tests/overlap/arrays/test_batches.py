"""Many activities read at once are read as each is alone."""

import gc
import string
import sys
import weakref
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from egnatia.overlap import ActivityFacts, ConceptProfile, Prepared, Reference, Text, across, keys, prepare, said
from egnatia.overlap.arrays import batches, facts, index
from egnatia.overlap.arrays.batches import Batches
from egnatia.overlap.arrays.buffers import Lists
from egnatia.overlap.arrays.columns import TableBuilder
from egnatia.overlap.arrays.glossary import Glossary
from egnatia.overlap.arrays.key_index import Keyed, asked, entries_of
from egnatia.overlap.arrays.tokens import BLANKS
from egnatia.overlap.concepts import FIRST_CHARACTERS, row_of
from egnatia.overlap.prepare import FIRST_WORDS
from egnatia.start.demo import fixtures
from egnatia.start.demo.facts import facts_of
from tests.examples import examples
from tests.overlap.generated import activities, collections
from tests.overlap.make import activity, names

MANY = settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module", params=["compiled", "plain"])
def loops(request: pytest.FixtureRequest, plainly_read: ModuleType) -> ModuleType:
    return plainly_read if request.param == "plain" else import_module("egnatia.overlap.arrays.batch_kernels")


def read(loops: ModuleType, found: Sequence[ActivityFacts]) -> list[Prepared]:
    return Batches(loops).prepared([(each, None) for each in found])


@MANY
@given(collections)
def test_whatever_is_stated_is_read_the_same(loops: ModuleType, found: list[ActivityFacts]) -> None:
    assert read(loops, found) == list(map(prepare, found))


def test_the_demo_is_read_the_same(loops: ModuleType) -> None:
    demo = [facts_of(each) for each in fixtures.activities()]

    assert read(loops, demo) == list(map(prepare, demo))


TEXTS = {
    "phrases of several words": Text("Small arms and light weapons control at the border crossing points", "en"),
    "phrases bent": Text("kontrolli i armëve të vogla dhe të lehta në pikat e kalimit kufitar", "sq"),
    "a pattern at the very end": Text("Control of small arms", "en"),
    "half of a pattern at the very end": Text("Control of small", "en"),
    "nothing but particles": Text("Se të", "sq"),
    "no word": Text("–", "en"),
    "nothing": Text("", "en"),
    "figures alone": Text("2024 17", "en"),
    "the number of a project": Text("Roads (P040712), second phase", "en"),
    "a pooled fund": Text("Contribution to the multi-partner trust fund", "en"),
    "French": Text("Appui à la police", "fr"),
    "no language stated": Text("Подршка полицији у борби против кријумчарења", ""),
    "a script of another region": Text("მხარდაჭერა", ""),
    "half a character": Text("Support \ud83d to the police", "en"),
    "an elision and an apostrophe": Text("L'appui à l'école; the court's judges", "en"),
    "white space of every sort": Text("\tPrison\u2003staff\u00a0training\x1cof\u3000police\u200bstaff\n\n\x85", "en"),
    "nothing but white space": Text(" \u2028\n", "en"),
    "a word of two languages": Text("Internet ambulanta", "sq"),
    "capitals": Text("WHO and who: SALW control, MPs' training", "en"),
    "many words": Text(" ".join(f"word{n} prison" for n in range(FIRST_WORDS)), "en"),
    "many characters": Text("reintegration of returnees " * 60 + "laboratory", "en"),
    "one endless word": Text("x" * (FIRST_CHARACTERS + 50) + " prison", "en"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_texts_of_every_sort_are_read_the_same(loops: ModuleType, name: str) -> None:
    text = TEXTS[name]
    found = [
        activity("title", titles=(text,)),
        activity("description", "Prison staff", descriptions=(text,)),
        activity("both", titles=(text, TEXTS["French"]), descriptions=(text, TEXTS["phrases bent"])),
        activity("stated and not", titles=(text, Text("Подршка полицији", ""), Text("Подршка полицији", "sr"))),
        activity("none"),
    ]

    assert read(loops, found) == list(map(prepare, found))


def test_what_lies_behind_the_last_white_space_is_none() -> None:
    assert chr(BLANKS - 1).isspace()
    assert not any(chr(character).isspace() for character in range(BLANKS, sys.maxunicode + 1))


def test_a_piece_is_met_again_in_another_language_and_where_slots_were_moved(loops: ModuleType) -> None:
    many, words = Batches(loops), [f"qwertz{number}" for number in range(40)]
    found = [activity(word, f"{word} Internet ambulanta", language) for word in words for language in ("sq", "en")]

    every = [many.prepared([(each, None)]) for each in found]

    assert every == [[prepare(each)] for each in found]


def test_of_too_many_families_the_most_telling_ones_are_kept(loops: ModuleType) -> None:
    many = (
        "prison probation police firearms trafficking laboratory judge prosecutor school municipality youth women "
        "bridge border customs passport asylum orphan hospital road water electricity forest river harvest cattle fish "
        "bread weather museum theatre library novel poem violin drum painting statue castle church mosque market bank"
    )
    further = "railway airport harbour ship lorry bicycle"
    found = [activity("a", many, descriptions=(Text(f"{many} {further}", "en"),))]

    (one,) = read(loops, found)

    assert one == prepare(found[0])
    assert one.said == said(found[0])


def test_what_an_activity_says_is_not_worked_out_where_it_was_kept(loops: ModuleType) -> None:
    asked_of = activity("a", "Prison staff")
    kept = ConceptProfile(1, b"\x01\x02\x03\x04")

    (one,) = Batches(loops).prepared([(asked_of, kept)])

    assert one == prepare(asked_of, said=kept)
    assert one.said is kept


def test_words_that_were_met_with_their_meaning_are_known_without_it_too(loops: ModuleType) -> None:
    asked_of, many = activity("a", "Prison staff"), Batches(loops)

    first = many.prepared([(asked_of, None)])
    second = many.prepared([(asked_of, first[0].said)])

    assert first == second == [prepare(asked_of)]


def test_a_glossary_that_is_full_begins_anew(loops: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the one before goes at once: whoever adds many lets Python look for no circles."""
    made: list[weakref.ref[Glossary]] = []

    class Watched(Glossary):
        def __init__(self) -> None:
            super().__init__()
            made.append(weakref.ref(self))

    monkeypatch.setattr(batches, "Glossary", Watched)
    monkeypatch.setattr(batches, "MOST", 1)
    many = Batches(loops)
    found = [activity("a", "Prison staff"), activity("b", "Water supply for schools"), activity("c", "Prison staff")]

    gc.disable()
    try:
        many.filed([(found[0], None)])
        every = [many.prepared([(each, None)]) for each in found]
        counts = [glossary and glossary.count for glossary in [each() for each in made]]
    finally:
        gc.enable()

    assert every == [[prepare(each)] for each in found]
    assert counts == [None, None, None, 2]


def test_sets_that_are_many_are_let_go_and_words_are_kept(loops: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    lists: list[weakref.ref[Lists]] = []
    glossaries: list[Glossary] = []

    class Listed(Lists):
        def __init__(self, kind: npt.DTypeLike = np.int32) -> None:
            super().__init__(kind)
            lists.append(weakref.ref(self))

    class Watched(Glossary):
        def __init__(self) -> None:
            super().__init__()
            glossaries.append(self)

    monkeypatch.setattr(facts, "Lists", Listed)
    monkeypatch.setattr(facts, "MOST", 1)
    monkeypatch.setattr(batches, "Glossary", Watched)
    many = Batches(loops)
    found = [activity(ref, "Prison staff", implementers=names(f"Hub {ref}")) for ref in "abc"]

    gc.disable()
    try:
        every = [many.filed([(each, None)]) for each in found]
        kept = [each() is not None for each in lists]
    finally:
        gc.enable()

    assert kept == [False, False] * 2 + [True, True]
    assert [each.count for each in glossaries] == [2]
    for each, (_, filed, entries) in zip(found, every, strict=True):
        _, alone, its_entries = Batches(loops).filed([(each, None)])
        np.testing.assert_array_equal(filed.sets, alone.sets)
        np.testing.assert_array_equal(entries.hashes, its_entries.hashes)


@MANY
@given(st.lists(activities(), min_size=1, max_size=9))
def test_whatever_is_stated_is_put_into_arrays_the_same(loops: ModuleType, found: list[ActivityFacts]) -> None:
    assert_filed_the_same(loops, found)


def test_the_demo_is_put_into_arrays_the_same(loops: ModuleType) -> None:
    assert_filed_the_same(loops, [facts_of(each) for each in fixtures.activities()])


@pytest.mark.parametrize("name", TEXTS)
def test_texts_of_every_sort_are_put_into_arrays_the_same(loops: ModuleType, name: str) -> None:
    text = TEXTS[name]
    found = [
        activity("title", titles=(text,)),
        activity("both", where="MKD SRB", titles=(text, TEXTS["French"]), descriptions=(text, TEXTS["phrases bent"])),
        activity("nowhere", where="", titles=(text,)),
    ]

    assert_filed_the_same(loops, found)


MANY_NAMES = tuple(f"A-{number}" for number in range(100, 130))
FACTS: dict[str, dict[str, Any]] = {
    "more identifiers than are keys": {"identifiers": MANY_NAMES},
    "references": {"references": tuple(Reference("2", each) for each in MANY_NAMES[:3])},
    "more economies than are keys": {"economies": frozenset(f"A{letter}B" for letter in string.ascii_uppercase)},
    "a region alone": {"economies": frozenset({"balkans"})},
    "more chains than are keys": {"implementers": names(*(f"Hub {n}" for n in "abcdefgh")), "where": "MKD SRB"},
    "one who pays and does": {"implementers": names("Nordlys"), "reporters": names("Nordlys", "Lumina")},
    "places": {"places": frozenset(["Tetovo", "Niš", "Skopje", "Ohrid", "Bitola", "Prilep", "Veles", "Struga"])},
    "no round sum": {"amount": 123_457.0, "currency": "eur"},
    "a band": {"band": "<50k"},
    "sectors of every sort": {"sectors": frozenset({"DAC:15210", "DAC:152", "99:7", "health"})},
    "types and groups": {
        "types": frozenset({"training", "works", "supplies"}),
        "groups": frozenset({"police", "youth", "judges"}),
        "objectives": frozenset({"2.3.1", "3.1.1"}),
    },
}
FACTS["more of everything than are keys"] = (
    FACTS["places"] | FACTS["sectors of every sort"] | FACTS["types and groups"] | FACTS["more chains than are keys"]
)


@pytest.mark.parametrize("name", FACTS)
def test_facts_of_every_sort_are_put_into_arrays_the_same(loops: ModuleType, name: str) -> None:
    facts = {"money": "Nordlys, Lumina", **FACTS[name]}
    titles = (Text("Forensic laboratory for border police and prison staff training in Tetovo", "en"),)
    described = (Text("Judges, prosecutors, schools and youth: health, water, roads; laboratory Qwertzu", "en"),)
    found = [activity(one, titles=titles, descriptions=described, **facts) for one in ("a", "b")]

    assert_filed_the_same(loops, found)


def test_what_was_kept_of_an_activity_is_put_into_arrays_as_it_is(loops: ModuleType) -> None:
    read_again, asked_of = activity("a", "Prison staff"), activity("b", "Prison staff", descriptions=(Text("Roads"),))
    kept = ConceptProfile(1, *(row_of(row) for row in ([3 << 8 | 170], [4 << 8 | 20, 5 << 8 | 161])))

    assert_filed_the_same(loops, [read_again, asked_of, read_again], [None, kept, None])


def assert_filed_the_same(
    loops: ModuleType, found: Sequence[ActivityFacts], kept: Sequence[ConceptProfile | None] | None = None
) -> None:
    """Whether activities that are put into arrays at once stand there as those that are prepared one by one."""
    batch = list(zip(found, kept or [None] * len(found), strict=True))
    prepared = [prepare(each, said=said) for each, said in batch]
    at_once, one_by_one = TableBuilder(index.kernels().spell), TableBuilder(index.kernels().spell)
    facts, filed, entries = Batches(loops).filed(batch)
    at_once.file(facts, filed)
    one_by_one.add(prepared)

    for name, column in one_by_one.table()._asdict().items():
        np.testing.assert_array_equal(getattr(at_once.table(), name), column, err_msg=name)
    for name, row in entries_of(prepared)._asdict().items():
        np.testing.assert_array_equal(getattr(entries, name), row, err_msg=name)


def test_the_demo_stands_under_its_keys() -> None:
    demo = [prepare(facts_of(each)) for each in fixtures.activities()][:60]

    assert under_its_keys(demo)


@MANY
@given(st.lists(activities(), min_size=1, max_size=6))
def test_activities_stand_under_their_keys_however_many_are_added(found: list[ActivityFacts]) -> None:
    assert under_its_keys(list(map(prepare, found)))


def under_its_keys(prepared: Sequence[Prepared]) -> bool:
    """Whether each is near those with whom it shares a key, and has no key twice."""
    together = Keyed()
    together.add(prepared)
    for each in prepared:
        by = asked(each)
        share = {i for i, other in enumerate(prepared) if keys(each) & keys(other) or across(each) & across(other)}
        if set(together.near(by.hashes).tolist()) != share:
            return False
        if not len(by.hashes) == len(set(by.hashes.tolist())) == len(keys(each)) + len(across(each)):
            return False
    return True
