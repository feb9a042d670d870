"""Invented collections: the same for one seed, as noisy as they say, and true about which pairs are one work."""

from collections import Counter
from functools import cache
from pathlib import Path
from random import Random

import pytest
from benchmarks.generated import LEVELS, Collection, Level, collection
from benchmarks.generated.collection import EACH, IN_PROGRAMMES
from benchmarks.generated.drawing import Weighted, by_rank
from benchmarks.generated.noise import FEWEST_DAYS, MOST_DAYS
from benchmarks.generated.stored import read, write
from benchmarks.generated.texts import half_changed, invented, misspelt
from benchmarks.generated.vocabulary import concepts
from benchmarks.generated.world import FUNDERS, world

from egnatia.language import concepts_of, folded_words
from egnatia.language.lexicon import names, telling_weights
from egnatia.overlap import ActivityFacts, prepare
from egnatia.overlap.window import days_of

COUNT, SEED = 2_000, 5
Pair = tuple[ActivityFacts, ActivityFacts]


@cache
def made(noisy: bool = True) -> Collection:
    return collection(COUNT, SEED, noisy=noisy)


def pairs(level: Level, noisy: bool = True) -> list[Pair]:
    """The two records of each pair, the funder's complete one first."""
    found = made(noisy)
    both = ((found.activities[i], found.activities[j]) for i, j in found.pairs[level])
    return [(one, other) if _of_funder(one) < _of_funder(other) else (other, one) for one, other in both]


def _of_funder(activity: ActivityFacts) -> tuple[bool, int]:
    """Reported by whoever pays; where both are, the one that was written first."""
    return not activity.funders or activity.reporters != activity.funders, int(activity.ref[1:])


def seconds() -> list[Pair]:
    """All pairs, for what noise does to the second record of each."""
    return [pair for level in LEVELS for pair in pairs(level)]


def words(activity: ActivityFacts) -> list[str]:
    return folded_words(" ".join(text.text for text in (*activity.titles, *activity.descriptions)))


def shared_words(pair: Pair) -> float:
    """Which share of the words of the shorter the other has too."""
    one, other = (set(words(each)) for each in pair)
    return len(one & other) / min(len(one), len(other))


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def test_one_seed_always_gives_the_same_and_another_something_else() -> None:
    assert collection(300, 1) == collection(300, 1)
    assert collection(300, 1) != collection(300, 2)


def test_there_are_as_many_activities_and_pairs_as_asked_for() -> None:
    found = made()

    assert len(found.activities) == len({each.ref for each in found.activities}) == COUNT
    assert {level: len(of_level) for level, of_level in found.pairs.items()} == dict.fromkeys(LEVELS, COUNT // EACH)
    planted = [position for of_level in found.pairs.values() for pair in of_level for position in pair]
    assert len(planted) == len(set(planted)) == 2 * len(LEVELS) * COUNT // EACH


def test_a_text_has_about_ninety_words() -> None:
    assert 80 < mean([float(len(words(each))) for each in made().activities]) < 105


def test_words_come_as_often_as_the_shipped_tables_say() -> None:
    drawn = Counter(concepts().some(Random(1), 300_000))
    share = [2.0 ** (min(telling_weights()) - weight) for weight in telling_weights()]

    for name in ("development", "police", "prison"):
        position = names().index(name)
        expected = 300_000 * share[position] / sum(share)
        assert 0.6 * expected < drawn[position] < 1.6 * expected


def test_verbatim_pairs_differ_by_typing_mistakes_only() -> None:
    shares = [shared_words(pair) for pair in pairs("1", noisy=False)]

    assert min(shares) > 0.75
    assert mean(shares) < 1.0


@pytest.mark.parametrize("level", ["2a", "2b"])
def test_about_half_of_the_words_are_changed_at_the_second_level(level: Level) -> None:
    assert 0.4 < mean([shared_words(pair) for pair in pairs(level, noisy=False)]) < 0.8


def test_funder_and_implementer_write_other_texts_about_one_thing() -> None:
    planted, strangers = pairs("3", noisy=False), made(noisy=False).activities
    by_chance = mean([shared_words(pair) for pair in zip(strangers[::2], strangers[1::2], strict=True)])
    of_level = mean([shared_words(pair) for pair in planted])

    assert by_chance < of_level < mean([shared_words(pair) for pair in pairs("2a", noisy=False)])
    assert all(one.implementers == other.reporters and one.funders == other.funders for one, other in planted)


def test_without_noise_all_facts_of_a_pair_are_the_same() -> None:
    for one, other in (pair for level in LEVELS for pair in pairs(level, noisy=False)):
        assert (one.economies, one.start, one.end, one.amount, one.sectors) == (
            other.economies, other.start, other.end, other.amount, other.sectors,
        )  # fmt: skip


def test_the_second_record_of_a_pair_is_as_noisy_as_it_says() -> None:
    both = seconds()
    amounts = [other.amount < one.amount for one, other in both if one.amount and other.amount]
    sectors = [one.sectors != other.sectors for one, other in both if other.sectors]
    moved = [abs(_day(one) - _day(other)) for one, other in both if other.start]
    fields = ("start", "end", "amount", "funders", "implementers", "sectors")
    missing = [not getattr(other, field) for _, other in both for field in fields]
    languages = [other.titles[0].lang != "en" for _, other in both]

    assert {_about(share) for share in (amounts, sectors, [each > 0 for each in moved])} == {0.2}
    assert all(FEWEST_DAYS <= days <= MOST_DAYS for days in moved if days)
    assert 0.1 < mean([float(each) for each in missing]) < 0.2
    assert 0.03 < mean([float(each) for each in languages]) < 0.17


def _day(activity: ActivityFacts) -> int:
    found = days_of(activity.start)
    assert found
    return found[0]


def _about(happened: list[bool]) -> float:
    """To the next fifth: 140 cases say no more."""
    return round(5 * mean([float(each) for each in happened])) / 5


def test_records_of_a_programme_are_never_the_same_work() -> None:
    found = made(noisy=False)
    planted = {position for of_level in found.pairs.values() for pair in of_level for position in pair}
    alike: dict[str, list[ActivityFacts]] = {}
    for position, activity in enumerate(found.activities):
        if position not in planted and activity.funders:
            alike.setdefault(f"{activity.funders[0].name} {min(activity.sectors)} {activity.amount}", []).append(
                activity
            )
    programmes = [each for each in alike.values() if len(each) > 1]

    assert sum(map(len, programmes)) == COUNT * IN_PROGRAMMES
    for records in programmes:
        assert all(_apart(one, other) for at, one in enumerate(records) for other in records[at + 1 :])
        assert mean([shared_words((records[0], other)) for other in records[1:]]) > 0.7


def _apart(one: ActivityFacts, other: ActivityFacts) -> bool:
    left, right = prepare(one).window, prepare(other).window
    assert left
    assert right
    return not one.economies & other.economies or left.shared_days(right) <= 0


def test_texts_in_other_languages_say_the_same_concepts() -> None:
    translated = [each for each in made().activities if each.titles[0].lang == "sq"]
    understood = [concepts_of(words(each), "sq") for each in translated]

    assert translated
    assert any(understood)


def test_a_collection_comes_back_from_its_file(tmp_path: Path) -> None:
    write(made(), tmp_path / "collection")

    assert read(tmp_path / "collection") == made()


def test_typing_mistakes_leave_short_words_and_most_others_alone() -> None:
    text = "of " * 500 + "reintegration " * 500
    found = misspelt(Random(1), text.strip()).split()

    assert found[:500] == ["of"] * 500
    assert 10 < sum(word != "reintegration" for word in found[500:]) < 50


def test_nothing_changes_where_no_share_of_the_words_is_to_change() -> None:
    writing = invented(Random(1))

    assert half_changed(Random(2), writing, 0.0) == writing
    assert half_changed(Random(2), writing, 1.0).description != writing.description


def test_what_weighs_more_is_drawn_more_often() -> None:
    drawn = Weighted({"often": 9.0, "seldom": 1.0}).some(Random(1), 1000)
    ranked = by_rank(["first", "second"], 1.0).some(Random(1), 3000)

    assert 850 < drawn.count("often") < 950
    assert 1850 < ranked.count("first") < 2150


def test_no_more_different_things_are_drawn_than_there_are() -> None:
    assert sorted(by_rank([1, 2, 3], 0.0).different(Random(1), 5)) == [1, 2, 3]


def test_every_organisation_of_a_world_has_a_name_of_its_own() -> None:
    found = world(Random(1), 5_000)
    everybody = [each for local in found.economies.values() for each in (*local.partners, *local.institutions)]

    assert len(found.funders) == FUNDERS
    assert len({each.name.split()[0] for each in everybody}) == len(everybody)
