"""What `egnatia analyse` is made of: what is kept, what is counted, what is said."""

from pathlib import Path

import pytest

from egnatia.overlap import ActivityFacts, Component, Evidence, MatchResult
from egnatia.web.analysis import phrases
from egnatia.web.analysis.entries import Collected, InputEntry, collect
from egnatia.web.analysis.matches import InputMatch, count_once, find
from egnatia.web.analysis.sentences import sentence
from egnatia.web.analysis.tables import write_matches
from tests.formats.make import REPORTER, TITLE, activity, iati


def entry(label: str, amount: float | None = 10, currency: str = "EUR") -> InputEntry:
    made = ActivityFacts(ref=label, amount=amount, currency=currency)
    return InputEntry(activity=made, label=label, publisher="", file="", element=1, updated="")


def pair(
    left: InputEntry, right: InputEntry, kind: str = "same", *evidence: Evidence, direction: int = 0
) -> InputMatch:
    made = MatchResult(kind, 90, 1, direction, (Component("place", 0.5, 1),), evidence)  # type: ignore[arg-type]  # by its name
    return InputMatch(left, right, made)


def collected(tmp_path: Path, *contents: bytes) -> Collected:
    for number, content in enumerate(contents):
        (tmp_path / f"{number}.xml").write_bytes(content)
    return collect([tmp_path], starts=lambda _: None, on_progress=lambda _: None)


def test_of_several_versions_of_one_source_the_newest_stays(tmp_path: Path) -> None:
    old, new = (activity(TITLE + REPORTER, attributes=f'last-updated-datetime="{year}"') for year in (2020, 2024))

    found = collected(tmp_path, iati(new), iati(old), iati(new))

    assert [each.updated for each in found.entries] == ["2024"]
    assert found.entries[0].file == "2.xml"
    assert (found.again, found.accepted) == (2, 3)


def test_the_same_identifier_of_two_sources_stays_twice(tmp_path: Path) -> None:
    other = REPORTER.replace("XM-DAC-1", "XM-DAC-2")

    found = collected(tmp_path, iati(activity(TITLE + REPORTER)), iati(activity(TITLE + other)))

    assert [each.activity.source for each in found.entries] == ["XM-DAC-1", "XM-DAC-2"]


def test_nothing_is_kept_of_a_file_that_breaks_off(tmp_path: Path) -> None:
    bad = "<budget><value>much</value></budget>"
    found = collected(tmp_path, iati(activity(TITLE + bad), activity(""))[:-5], iati(activity(TITLE + bad)))

    assert (len(found.entries), len(found.refused), found.rejected) == (1, 1, [])
    assert found.doubts == {"no-amount": 1}
    assert found.examples["no-amount"] == ["XM-DAC-1-A: much in budget is not an amount. Enter a number like 250000."]


def test_examples_of_doubts_stay_few(tmp_path: Path) -> None:
    bad = TITLE + "<budget><value>much</value></budget>" * 4

    found = collected(tmp_path, iati(activity(bad)), iati(activity(bad, identifier="B")))

    assert found.doubts == {"no-amount": 8}
    assert len(found.examples["no-amount"]) == 3


def test_every_pair_is_found_once_and_progress_is_told(tmp_path: Path) -> None:
    shared = '<other-identifier ref="PRJ-2020-77"/>'
    contents = [activity(TITLE + REPORTER.replace("XM", f"X{n}") + shared, identifier=f"X{n}-1") for n in (1, 2)]
    steps: list[int] = []

    found = find(collected(tmp_path, iati(*contents)).entries, 0, step=steps.append)

    assert [(each.left.label, each.right.label, each.match.kind) for each in found] == [("X1-1", "X2-1", "same")]
    assert steps == [0, 1, 2]


def test_money_in_a_chain_passes_from_left_to_right(tmp_path: Path) -> None:
    lower = TITLE + REPORTER + '<transaction><provider-org provider-activity-id="Z-1"/></transaction>'
    upper = TITLE + REPORTER.replace("XM-DAC-1", "Z")
    entries = collected(tmp_path, iati(activity(lower), activity(upper, identifier="Z-1"))).entries

    (chain,) = find(entries, 0, step=lambda _: None)

    assert (chain.match.kind, chain.left.label, chain.right.label) == ("chain", "Z-1", "XM-DAC-1-A")


def test_money_that_stands_twice_is_counted_once() -> None:
    first, twin, granted = entry("a", 6), entry("b", 6), entry("c", 3)
    found = [pair(first, twin), pair(first, granted, "chain"), pair(twin, granted, "overlap")]

    (money,) = count_once([first, twin, granted], found).totals

    assert (money.reported, money.counted) == (15, 6)
    assert (money.reported_twice, money.passed_on, money.activities) == (1, 1, 3)


def test_money_in_a_circle_is_not_lost() -> None:
    a, b, c = entry("a", 5), entry("b", 5), entry("c", 5)

    (money,) = count_once([a, b, c], [pair(a, b), pair(b, c), pair(c, a)]).totals

    assert money.counted == 5


def test_amounts_without_a_currency_are_never_added() -> None:
    a, b, none = entry("a", 5, ""), entry("b", 5, ""), entry("c", None)

    money = count_once([a, b, none, entry("d", -4)], [pair(a, b)])

    assert money.totals == ()
    assert (money.without_currency, money.again_without_currency, money.without_amount) == (2, 1, 2)


@pytest.mark.parametrize(
    ("kind", "evidence", "words"),
    [
        (
            "same",
            Evidence("number", ("A",), ("B",), ("p123456",)),
            "Reported twice: both mention the project number P123456.",
        ),
        ("same", Evidence("title", ("A",), ("B",)), "Reported twice: the titles are nearly identical."),
        (
            "chain",
            Evidence("reference", ("A",), (), ("provider",)),
            "Passed-on funding: the second refers to the first as the source of its funding.",
        ),
        ("chain", Evidence("reference", ("A",), (), ("77",)), "Passed-on funding: one refers to the other."),
        (
            "chain",
            Evidence("passes_to", ("NGO",), ("NGO",)),
            "Passed-on funding: NGO implements the first and reports or funds the second.",
        ),
        (
            "overlap",
            Evidence("receiver", ("Prison",), ("Zatvor",)),
            "Possible overlap to discuss: both are intended for Prison.",
        ),
        ("overlap", Evidence("place", ("Niš",), ("Nis",), ("nis",)), "Possible overlap to discuss: both work in Niš."),
        ("overlap", Evidence("word", ("a", "b"), ("a", "b")), "Possible overlap to discuss: both mention “a”, “b”."),
        (
            "overlap",
            Evidence("objective", ("x",), ("x",), ("x",)),
            "Possible overlap to discuss: both contribute to x.",
        ),
        ("series", Evidence("other", (), ()), "Same programme: they have several points in common."),
    ],
)
def test_the_sentence_names_what_is_shared(kind: str, evidence: Evidence, words: str) -> None:
    assert sentence(pair(entry("a"), entry("b"), kind, evidence).match) == words


def test_a_formula_in_an_identifier_reaches_no_spreadsheet(tmp_path: Path) -> None:
    write_matches(tmp_path / "m.csv", [pair(entry("=cmd()"), entry("@x"))])

    line = (tmp_path / "m.csv").read_text().splitlines()[1]
    assert line.startswith("'=cmd(),'@x,same,90.0,1.00,0.50,")


def test_numbers_names_and_dates_are_said_as_people_say_them() -> None:
    assert phrases.amount(1_250_000, "EUR") == "EUR 1.2 million"
    assert phrases.amount(3e9, "") == "3 billion"
    assert phrases.amount(123_456, "EUR") == "EUR 123,000"
    assert phrases.amount(950, "EUR") == "EUR 950"
    assert phrases.economies(frozenset({"XKX", "MKD", "TUR"})) == "Kosovo*, North Macedonia and Türkiye"
    assert phrases.economies(frozenset({"COD", "BOL", "west africa"})) == (
        "Democratic Republic of the Congo, Plurinational State of Bolivia and West africa"
    )
    assert phrases.listed(["a", "b", "c", "d"], 2) == "a, b and 2 more"
    assert phrases.listed([]) == ""
    assert phrases.period("2003-05-01", "2004") == "May 2003 to 2004"
    assert phrases.period("2003", "2003") == "2003"
    assert phrases.period("2003", "") == "from 2003"
    assert phrases.period("", "2004-01") == "until January 2004"
    assert phrases.period("", "") == ""
