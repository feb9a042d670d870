"""report.html: one calm file that needs nothing else."""

import re
from pathlib import Path

import pytest

from egnatia.formats import Finished, Refused, Rejected
from egnatia.overlap import ActivityFacts, Component, Evidence, MatchResult, OrganisationMention, Text
from egnatia.web.analysis.entries import Collected, InputEntry
from egnatia.web.analysis.matches import InputMatch
from egnatia.web.analysis.report import MOST_GROUPS, MOST_OF_A_GROUP, summary, write_report

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 }}{% now %}\"' onload="


def entry(label: str = "A-1", economies: str = "SRB", **activity: object) -> InputEntry:
    facts = {"source": "register", "titles": (Text("A title"),), "economies": frozenset(economies.split())} | activity
    made = ActivityFacts(ref=label, **facts)  # type: ignore[arg-type]  # builders take any field
    return InputEntry(
        activity=made, label=label, publisher="Publisher", file="a.xml", element=1, updated="2024-05-06T00:00"
    )


def match(left: InputEntry, right: InputEntry, kind: str = "overlap", *, score: float = 80) -> InputMatch:
    evidence = (Evidence("concept", ("prison",), ("zatvor",), ("prison",)),)
    parts = (Component("place", 1.0, 15), Component("size", None, 5))
    made = MatchResult(kind, score, 0.75, 0, parts, evidence, ("no_dates",))  # type: ignore[arg-type]  # a kind by its name
    return InputMatch(left, right, made)


def written(tmp_path: Path, found: list[InputMatch], **collected: object) -> str:
    entries = list({id(side): side for each in found for side in (each.left, each.right)}.values())
    finished = [Finished(file="a.xml", format="iati", accepted=len(entries), rejected=0)]
    what = Collected(**({"entries": entries, "finished": finished} | collected))  # type: ignore[arg-type]  # any field
    path = tmp_path / "report.html"
    write_report(path, what, found, 35)
    return path.read_text()


def test_the_report_begins_with_its_sum_and_its_basis(tmp_path: Path) -> None:
    html = written(tmp_path, [match(entry("A-1"), entry("B-2"))])

    assert "<h1>Overlaps among 2 activities</h1>" in html
    assert "1 possible overlap to discuss." in html
    assert "Compared: 2 activities of 1 source in 1 file; newest update 2024-05-06." in html


def test_a_match_shows_its_sentence_both_sides_its_doubts_and_last_its_score(tmp_path: Path) -> None:
    left = entry(
        "A-1",
        titles=(Text("Prison staff"),),
        funders=(OrganisationMention("Donor"),),
        implementers=(OrganisationMention("NGO"),),
        start="2020-03-01",
        end="2021",
        amount=1234567.0,
        currency="EUR",
    )
    html = written(tmp_path, [match(left, entry("B-2", titles=(Text("Zatvorsko osoblje"),)))])

    order = [
        "Possible overlap to discuss: both mention prison.",
        "Prison staff",
        "Donor through NGO",
        "Serbia · March 2020 to 2021 · EUR 1.2 million",
        "A-1",
        "Zatvorsko osoblje",
        "Publisher",
        "Reasons for doubt: one side states no dates.",
        "Score 80 of 100, confidence 75%. Based on what both activities state: place 100%.",
    ]
    places = [html.index(words) for words in order]
    assert places == sorted(places)
    assert 'title="1,234,567.00 EUR"' in html
    assert 'title="a.xml, activity 1"' in html


def test_nothing_from_a_file_becomes_markup(tmp_path: Path) -> None:
    left = entry(
        HOSTILE,
        HOSTILE.replace(" ", ""),
        titles=(Text(HOSTILE),),
        funders=(OrganisationMention(HOSTILE),),
        source=HOSTILE,
    )
    refused = [Refused(file=HOSTILE, code="x", sentence=HOSTILE)]
    rejected = [Rejected(file=HOSTILE, element=1, line=1, identifier="", code="x", sentence=HOSTILE)]

    html = written(tmp_path, [match(left, left)], refused=refused, rejected=rejected)

    assert "<script" not in html
    assert "<img" not in html
    assert not re.search(r"<[^>]*\son\w+=", html)
    assert html.count("{{ 7 }}") > 2  # shown as it is written, not run


def test_the_report_loads_nothing_and_runs_nothing(tmp_path: Path) -> None:
    html = written(tmp_path, [match(entry("A-1"), entry("B-2"))])

    assert "<style>" in html
    assert not re.search(r"<(?:link|script|img|iframe)|\ssrc=|https?://|url\(", html)


def test_long_lists_are_cut_with_honest_numbers(tmp_path: Path) -> None:
    codes = [f"{chr(65 + n)}AA" for n in range(MOST_GROUPS + 2)]
    found = [match(entry(f"{code}-1", code), entry(f"{code}-2", code)) for code in codes]
    found += [match(entry(f"S-{n}"), entry(f"T-{n}")) for n in range(MOST_OF_A_GROUP + 3)]

    html = written(tmp_path, found)

    assert f"{len(found)} possible overlaps to discuss" in html
    assert "Serbia <span>11 overlaps</span>" in html
    assert "The 8 highest scores are shown; 3 more are in matches.csv." in html
    assert "3 more overlaps in 3 other places: all are in matches.csv." in html
    assert html.count("<article>") == MOST_OF_A_GROUP + MOST_GROUPS - 1


def test_kinds_stand_in_their_order_each_with_what_it_means(tmp_path: Path) -> None:
    kinds = ("overlap", "series", "chain", "same")
    html = written(tmp_path, [match(entry(f"A-{kind}"), entry(f"B-{kind}"), kind) for kind in kinds])

    headings = re.findall(r"<h2>(.*?)</h2>", html)
    assert headings[1:5] == ["Reported twice", "Passed-on funding", "Same programme", "Possible overlap to discuss"]


@pytest.mark.parametrize(("economies", "notes"), [("XKX", 1), ("SRB", 0)])
def test_the_designation_has_its_footnote_once_where_it_stands(tmp_path: Path, economies: str, notes: int) -> None:
    html = written(tmp_path, [match(entry("A-1", economies), entry("B-2", economies))])

    assert html.count("without prejudice to positions on status") == notes
    assert ("Kosovo*" in html) == bool(notes)


def test_money_is_counted_once_by_currency(tmp_path: Path) -> None:
    upper, lower = entry("A-1", amount=6e6, currency="EUR"), entry("B-2", amount=4.4e6, currency="EUR")
    other = entry("C-3", amount=5.0, currency="USD")
    html = written(
        tmp_path, [match(upper, lower, "chain"), match(upper, other), match(entry("D-4", amount=7.0), other)]
    )

    assert "EUR 10.4 million reported, EUR 6 million after 1 case of passed-on funding." in html
    assert "Reported once only: USD 5." in html
    assert (
        "1 activity states an amount without a currency: these cannot be added up. 0 of them are counted twice." in html
    )


def test_what_could_not_be_used_is_told_with_examples(tmp_path: Path) -> None:
    rejected = [
        Rejected(file="a.xml", element=n, line=n, identifier="", code="no-title", sentence=f"Sentence {n}.")
        for n in (1, 2)
    ]
    finished = [Finished(file="a", format="iati", accepted=0, rejected=2, dropped={"contact-info": 3, "result": 1})]
    collected = {
        "rejected": rejected,
        "finished": finished,
        "refused": [Refused(file="b.xml", code="empty", sentence="b.xml is empty.")],
        "again": 2,
    }
    html = written(tmp_path, [], **collected)

    assert "No overlap reaches the threshold." in html
    assert "b.xml is empty." in html
    assert "2 rows, for example: Sentence 1." in html
    assert "3 contacts of persons and offices removed; not read: result." in html
    assert "2 older or equal versions not used" in html
    assert "the files do not specify when they were updated" in html


def test_the_sum_of_nothing_is_a_sentence_too() -> None:
    assert summary([]) == "No overlap reaches the threshold."
