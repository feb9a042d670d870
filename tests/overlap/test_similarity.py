"""Similar work, worth a look: what counts, what it says, and what holds for every pair."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from egnatia.language import fold
from egnatia.overlap import ActivityFacts, Text, prepare
from egnatia.overlap.rows import likenesses, meaning
from egnatia.overlap.similarity import BAND, EVERYDAY, POINTS, Similarity, SimilarityReason, similar, total
from tests.examples import examples
from tests.overlap.generated import activities
from tests.overlap.make import activity, match, names

MANY = settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
LIKENESS = st.sampled_from([0.0, 0.04, 0.2, 0.31, 0.6, 1.0])


def compared(left: ActivityFacts, right: ActivityFacts) -> Similarity | None:
    alike = float(likenesses(meaning(left), [meaning(right)])[0])
    return similar(prepare(left), prepare(right), alike, cut=0.0)


def score(left: ActivityFacts, right: ActivityFacts) -> float:
    found = compared(left, right)
    return found.score if found else 0.0


def reasons(left: ActivityFacts, right: ActivityFacts) -> dict[str, SimilarityReason]:
    found = compared(left, right)
    return {each.feature: each for each in found.reasons} if found else {}


def test_a_pair_reads_the_same_from_both_sides() -> None:
    one, other = activity("a", "Exit support in prison", amount=500_000.0, currency="EUR"), activity("b", "Probation")
    there = compared(one, other)

    assert there is not None
    assert there == (compared(other, one) or there).swapped()


@MANY
@given(activities(), activities(), LIKENESS)
def test_it_reads_the_same_from_both_sides(left: ActivityFacts, right: ActivityFacts, likeness: float) -> None:
    a, b = prepare(left), prepare(right)
    found, back = similar(a, b, likeness), similar(b, a, likeness)

    assert (found and found.swapped()) == back
    assert found == similar(prepare(left), prepare(right), likeness)


@MANY
@given(activities(), activities(), LIKENESS)
def test_the_reasons_add_up_to_the_score(left: ActivityFacts, right: ActivityFacts, likeness: float) -> None:
    a, b = prepare(left), prepare(right)
    found = similar(a, b, likeness, cut=0.0)

    if found:
        assert 0 < found.score <= 100
        assert round(sum(each.points for each in found.reasons), 1) == found.score == round(total(a, b, likeness), 1)
        assert {each.feature for each in found.reasons} <= POINTS.keys()
        assert all(each.points * POINTS[each.feature] > 0 for each in found.reasons)


MORE: dict[str, Any] = {
    "objectives": frozenset({"9.9.9"}),
    "types": frozenset({"advice"}),
    "groups": frozenset({"judges"}),
    "places": frozenset({"Bitola"}),
    "economies": frozenset({"MNE"}),
    "receivers": names("Correctional Service (demo)"),
    "implementers": names("Alpine Cooperation (demo)"),
    "funders": names("Northern Trust (demo)"),
}
WHERE_UNKNOWN: dict[str, Any] = {"start": "2024-03-07", "end": "2031-05-09", "amount": 123_456.0}


def joined(stated: Any, more: Any) -> Any:  # noqa: ANN401 - a set or a row
    return stated | more if isinstance(stated, frozenset) else stated + more


@MANY
@given(activities(), activities(), LIKENESS, st.sampled_from(sorted(MORE)))
def test_another_fact_in_common_never_lowers_it(
    left: ActivityFacts, right: ActivityFacts, likeness: float, fact: str
) -> None:
    more = [replace(each, **{fact: joined(getattr(each, fact), MORE[fact])}) for each in (left, right)]

    assert total(prepare(more[0]), prepare(more[1]), likeness) >= total(prepare(left), prepare(right), likeness)


@MANY
@given(activities(), activities(), LIKENESS, st.sampled_from(sorted(WHERE_UNKNOWN)))
def test_a_day_or_a_sum_that_both_come_to_state_never_lowers_it(
    left: ActivityFacts, right: ActivityFacts, likeness: float, fact: str
) -> None:
    unknown: dict[str, Any] = {"amount": None, "band": ""} if fact == "amount" else {fact: ""}
    before = [replace(each, **unknown) for each in (left, right)]
    after = [replace(each, **{fact: WHERE_UNKNOWN[fact]}) for each in before]

    assert total(prepare(after[0]), prepare(after[1]), likeness) >= total(
        prepare(before[0]), prepare(before[1]), likeness
    )


ADJECTIVES = ("north macedonia", "macedonia", "mkd", "serbia", "serbian", "srpski", "croatian", "hrvatski", "albania")


@MANY
@given(activities(), activities(), LIKENESS)
def test_no_everyday_word_and_no_economy_is_given_as_a_reason(
    left: ActivityFacts, right: ActivityFacts, likeness: float
) -> None:
    found = similar(prepare(left), prepare(right), likeness, cut=0.0)

    for each in found.reasons if found else ():
        if each.feature in {"name", "concept", "number", "title", "meaning", "description"}:
            told = {fold(word) for word in (*each.left, *each.right, *each.shared)}
            assert not told & ({"project", "plan", "support", *ADJECTIVES} | EVERYDAY)


@pytest.mark.parametrize(
    ("left", "lang", "right", "other"),
    [
        ("Training of Serbian police staff: project plan", "en", "Project plan for staff of Serbian police", "en"),
        ("Обука на српската полиција: проект", "mk", "Obuka srpske policije: projekat", "sr"),
        ("Projekti për stafin e policisë shqiptare", "sq", "Projekat za osoblje albanske policije", "sr"),
    ],
)
def test_words_of_every_project_are_no_reason_but_the_work_is(left: str, lang: str, right: str, other: str) -> None:
    told = reasons(activity("a", left, lang, where="SRB"), activity("b", right, other, where="SRB"))

    assert told["concept"].shared == ("police",)
    assert "name" not in told


@pytest.mark.parametrize(
    ("left", "lang", "right", "other"),
    [
        ("Reconstruction of the bridge at Žeželj", "en", "Реконструкција моста код Жежеља", "sr"),
        ("Early warning centre in Kumanovo", "en", "Центар за рано предупредување во Куманово", "mk"),
        ("Qendra e Pogradecit për të rinjtë", "sq", "Youth centre of Pogradec", "en"),
    ],
)
def test_a_name_is_one_in_every_script_and_form(left: str, lang: str, right: str, other: str) -> None:
    assert reasons(activity("a", left, lang), activity("b", right, other))["name"].points > 0


FACTS: dict[str, Any] = {
    "start": "2021-03-15",
    "end": "2023-02-28",
    "amount": 483_200.0,
    "currency": "EUR",
    "money": "Nordlys Fund",
}


def test_facts_alone_are_enough() -> None:
    assert score(activity("a", "Radhë e re", "sq", **FACTS), activity("b", "Water", **FACTS)) >= BAND


def test_titles_alone_are_enough() -> None:
    title = "Reintegration of returnees from prison in small towns"

    assert score(activity("a", title), activity("b", title)) >= BAND
    assert score(activity("a", title), activity("b", "Risocializimi i të kthyerve nga burgu", "sq")) > score(
        activity("a", title), activity("b", "Rrugë rurale në veri", "sq")
    )


def test_what_differs_takes_points_away_and_rules_nothing_out() -> None:
    title = "Storage of seized firearms at the border"
    one = activity("a", title, receivers=names("Border Police (demo)"), start="2021-01-10", end="2021-12-20")
    other = activity("b", title, receivers=names("Customs (demo)"), start="2029-01-10", end="2029-12-20")

    told = reasons(one, other)

    assert told["other_receivers"].points < 0
    assert told["other_receivers"].right == ("Customs (demo)",)
    assert told["other_time"].points < 0
    assert BAND <= score(one, other) < score(one, replace(other, receivers=(), start="", end=""))


def test_a_target_group_without_the_work_is_no_evidence() -> None:
    told = reasons(activity("a", "Young people and schools"), activity("b", "Schools for young people"))

    assert told["concept"].shared == ()


@pytest.mark.parametrize(
    ("left", "right", "alike"),
    [
        ((483_200.0, "EUR"), (483_200.0, "EUR"), 3),
        ((500_000.0, "EUR"), (500_000.0, "EUR"), 2),
        ((1_000_000.0, "EUR"), (61_000_000.0, "MKD"), 1),
        ((500_000.0, "EUR"), (510_000.0, "EUR"), 1.25),
        ((500_000.0, "EUR"), (900_000.0, "EUR"), 0),
    ],
)
def test_one_sum_counts_the_more_the_surer_it_is(
    left: tuple[float, str], right: tuple[float, str], alike: float
) -> None:
    one, other = (activity("a", amount=amount, currency=code) for amount, code in (left, right))
    points = reasons(one, other)["amount"].points if alike else reasons(one, other).get("amount", 0)
    steps = {0: 0, 1: 0.4, 1.25: 0.5, 2: 0.7, 3: 1}  # of all points

    assert points == pytest.approx(steps[alike] * POINTS["amount"])


def test_a_language_that_is_not_read_is_said_to_be() -> None:
    hungarian = activity("a", "A Duna menti Kalocsa hídjának felújítása 2019", "hu")
    english = activity("b", "Bridge repair at Kalocsa 2019")

    found = compared(hungarian, english)

    assert found
    assert found.by_names
    assert {each.feature for each in found.reasons} >= {"name", "number"}
    same = compared(hungarian, replace(hungarian, ref="b"))
    assert same
    assert not same.by_names


def test_a_part_is_known_by_the_identifier_of_the_whole() -> None:
    whole = activity("a", identifiers=("XM-DAC-7-12345",))

    assert "identifier" in reasons(whole, activity("b", identifiers=("XM-DAC-7-12345-01",)))
    assert "identifier" not in reasons(whole, activity("b", identifiers=("XM-DAC-7-12346-01",)))


def test_a_hundred_is_the_most() -> None:
    title = Text("Kumanovo centre against trafficking in firearms, phase II, 2024", "en")
    one = activity("a", receivers=names("Border Police (demo)"), objectives=frozenset({"1.2.3"}), **FACTS)
    one = replace(
        one, titles=(title,), descriptions=(title,), places=frozenset({"Kumanovo"}), types=frozenset({"training"})
    )

    found = compared(one, replace(one, ref="b"))

    assert found
    assert found.score == 100
    assert round(sum(each.points for each in found.reasons), 1) == 100


def test_the_example_of_the_method_is_what_the_code_says() -> None:
    one = activity(
        "a",
        "Reintegration of returnees from prison in Shkodra",
        where="ALB",
        money="Nordlys Fund (demo)",
        start="2024-03-01",
        end="2026-02-28",
        amount=180_000.0,
        currency="EUR",
        receivers=names("Prison Service (demo)"),
    )
    title = Text("Risocializimi i të kthyerve nga burgu, Shkodër", "sq")
    other = replace(one, ref="b", source="other", identifiers=("demo-b-1",), titles=(title,), start="2024-09-01")
    other = replace(other, amount=210_000.0, receivers=names("Probation Service (demo)"))

    found = compared(one, other)

    assert found
    assert not match(one, other)
    assert found.score == 58
    assert {each.feature: each.points for each in found.reasons} == {
        "concept": 12.0, "meaning": 11.0, "title": 10.3, "last_day": 8.0, "period": 6.7, "funder": 6.0,
        "economy": 4.0, "name": 4.0, "other_receivers": -4.0,
    }  # fmt: skip
