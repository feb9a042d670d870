"""The same work in other words or another language: what a proposal is compared with."""

import pytest
from hypothesis import given, settings

from egnatia.overlap import ActivityFacts, MatchResult, Text, prepare, resemblance
from egnatia.overlap.concepts import FIRST_CHARACTERS
from egnatia.overlap.constants import MADE_BY
from egnatia.overlap.rows import likenesses, meaning, nearest
from egnatia.overlap.rows.vectors import MOST, PACKED
from tests.overlap.generated import activities
from tests.overlap.make import activity

PRISON = "Training prison officers for the rehabilitation of young prisoners after release"
BURGJET = "Trajnimi i personelit të burgjeve për rehabilitimin e të rinjve pas lirimit"
BRIDGES = "Bridges and roads for mountain villages"


def texts(left: ActivityFacts, right: ActivityFacts) -> float:
    return float(likenesses(meaning(left), [meaning(right)])[0])


def resembling(left: ActivityFacts, right: ActivityFacts) -> MatchResult | None:
    return resemblance(prepare(left), prepare(right), texts(left, right))


def test_one_work_in_two_languages_is_more_alike_than_two_works_in_one() -> None:
    asked = activity("a", PRISON)

    across, apart = texts(asked, activity("b", BURGJET, "sq")), texts(asked, activity("c", BRIDGES))

    assert across > 0.3
    assert apart < 0.15


@settings(max_examples=50, deadline=None)
@given(activities(), activities())
def test_likeness_reads_the_two_alone_and_has_no_side(left: ActivityFacts, right: ActivityFacts) -> None:
    alone = texts(left, right)

    among = likenesses(meaning(left), [meaning(activity("x", BRIDGES)), meaning(right), meaning(activity("y"))])

    assert abs(alone - texts(right, left)) < 1e-5
    assert abs(alone - float(among[1])) < 1e-5
    assert -1e-5 <= alone <= 1.01


def test_a_text_without_words_is_like_nothing() -> None:
    empty = meaning(activity("a"))

    assert empty == b""
    assert likenesses(empty, [empty, meaning(activity("b", PRISON)), empty]).tolist() == [0.0, 0.0, 0.0]
    assert likenesses(empty, []).size == 0


def test_a_row_holds_no_more_than_its_most_telling_columns() -> None:
    names = (f"{first}{second}ovac" for first in "BDFGHJKLMNPRSTVZ" for second in ("ar", "el", "in", "or", "ul", "az"))
    long = activity("a", PRISON, descriptions=(Text(" ".join(f"{name} Village" for name in names), "en"),))

    assert len(meaning(long)) == len(MADE_BY) + MOST * PACKED.itemsize


@pytest.mark.parametrize("space", [" ", "\n"], ids=["words", "lines"])
def test_of_a_text_its_beginning_is_read_and_no_word_that_was_cut(space: str) -> None:
    beginning = f"{space}x" * (FIRST_CHARACTERS // 2 - 2) + " "
    read, cut = (
        activity("a", PRISON, descriptions=(Text(beginning + more, "en"),)) for more in ("", "ammunition " * 99)
    )

    assert meaning(read) == meaning(cut)
    assert meaning(activity("a", "Support for prisons")) != meaning(activity("a", "Support for bridges"))


def test_a_text_without_a_space_is_cut_all_the_same() -> None:
    whole, cut = (
        activity("a", PRISON, descriptions=(Text("x" * length, "en"),)) for length in (9_000, FIRST_CHARACTERS)
    )

    assert meaning(whole) == meaning(cut)


def test_a_row_of_other_tables_is_like_nothing() -> None:
    own = meaning(activity("a", PRISON))

    assert likenesses(own, [own, b"0000" + own[len(MADE_BY) :]]).tolist() == [pytest.approx(1.0, abs=1e-2), 0.0]


@pytest.mark.parametrize("letter", ["\u02bb", "\u02bc", "\u02bf"])
def test_an_apostrophe_alone_is_no_word(letter: str) -> None:
    assert texts(activity("a", f"Training {letter} police"), activity("b", "Training police")) > 0.9


def test_what_resembles_is_said_in_the_words_of_both() -> None:
    found = resembling(
        activity("a", PRISON, start="2026-01", end="2027-12"),
        activity("b", BURGJET, "sq", start="2026-02", end="2027-12"),
    )

    assert found is not None
    assert found.kind == "overlap"
    assert ("rehabilitation", "rehabilitimin") in {
        (e.left[0], e.right[0]) for e in found.evidence if e.kind == "concept"
    }
    assert any(part.name == "time" and (part.value or 0.0) > 0.9 for part in found.components)
    assert found.score > 45


def test_words_in_common_are_called_by_what_they_most_plainly_mean() -> None:
    found = resembling(
        activity("a", "Praktična obuka mladih za zanate", "sr"), activity("b", "Rad sa mladima i zanatima", "sr")
    )

    assert found is not None
    assert {each.shared[0] for each in found.evidence if each.kind == "concept"} == {"craft", "youth"}


def test_what_both_mean_is_named_once_however_many_words_say_it() -> None:
    found = resembling(activity("a", "Prihvat i prijem", "hr"), activity("b", "Prihvata i prijema", "hr"))

    assert found is not None
    assert [each.shared for each in found.evidence if each.kind == "concept"] == [("reception",)]


def test_a_language_that_nobody_stated_is_told_by_the_text() -> None:
    found = resembling(activity("a", PRISON, ""), activity("b", BURGJET, ""))

    assert found is not None
    assert "concept" in {each.kind for each in found.evidence}


def test_nothing_resembles_in_another_economy_or_with_too_little_in_common() -> None:
    asked = activity("a", PRISON)

    assert resembling(asked, activity("b", BURGJET, "sq", where="ALB")) is None
    assert resembling(asked, activity("c", "Dairy farms", start="2020")) is None
    assert resemblance(prepare(asked), prepare(activity("d", "Dairy farms")), 0.06) is None


def test_likeness_of_which_nothing_can_be_said_is_none() -> None:
    years = {"start": "2026-01-01", "end": "2026-12-31"}
    asked, other = activity("a", "Project of the programme", **years), activity("b", "Programme with projects", **years)

    assert texts(asked, other) > 0.3
    assert resembling(asked, other) is None


def test_rare_words_and_bodies_in_common_count() -> None:
    without = resembling(activity("a", f"{PRISON} in Idrizovo"), activity("b", BURGJET, "sq"))
    with_name = resembling(activity("a", f"{PRISON} in Idrizovo"), activity("b", f"{BURGJET} në Idrizovo", "sq"))

    assert without is not None
    assert with_name is not None
    assert with_name.strength > without.strength


def test_the_nearest_are_those_that_share_something_telling_with_their_likeness() -> None:
    written = (("Radicalisation in prisons", "en"), ("Radikalizimi në burgje", "sq"), ("Бунари во Ресен", "mk"))
    found = [activity(str(at), title, lang) for at, (title, lang) in enumerate(written)]
    kept = [meaning(each) for each in found]

    near = dict(nearest([prepare(each) for each in found], kept))

    assert [other for other, _ in near[0]] == [1]
    assert near[0][0][1] == pytest.approx(float(likenesses(kept[0], kept)[1]), abs=1e-3)
    assert near[1][0] == (0, near[0][0][1])
    assert all(alike < 0.05 for _, alike in near[2])


def test_what_many_share_finds_nobody_and_each_gets_a_hundred_at_most() -> None:
    alike = [activity(str(at), "Training") for at in range(450)]
    named = [activity(f"n{at}", f"Reintegration in Gračanica {at}", amount=5_001.0) for at in range(150)]

    found = dict(nearest([prepare(each) for each in (*alike, *named)], [meaning(each) for each in (*alike, *named)]))

    assert found[0] == []
    assert len(found[500]) == 100
    assert 500 not in dict(found[500])
