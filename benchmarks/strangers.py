"""How surely texts that share no language are told to mean the same: news sentences and their English twins.

EGNATIA_DATA=… python -m benchmarks.strangers
"""

from random import Random

from benchmarks.twins import LANGUAGES, sentences

from egnatia.overlap import SHIPPED, ActivityFacts, Prepared, Text, across, prepare
from egnatia.overlap.cross_language import one_meaning

OTHERS = 200  # English sentences that each is also compared with, drawn by chance
SEED = 1


def main() -> None:
    english = prepared("eng", "en")
    print("| | meets its twin by a key | is told to mean the same | … as another sentence |\n| --- | --- | --- | --- |")
    for name, code in LANGUAGES.items():
        measure(name, prepared(name, code), english)


def prepared(name: str, language: str) -> list[Prepared]:
    """Each sentence as the title of an activity in one economy."""
    lines = sentences(name)
    return [prepare(ActivityFacts("", titles=(Text(line, language),), economies=frozenset({"MKD"}))) for line in lines]


def measure(name: str, found: list[Prepared], english: list[Prepared]) -> None:
    """Prints the shares of twins that meet and that mean the same, and of other pairs that are told to."""
    chance = Random(SEED)
    twins = list(zip(found, english, strict=True))
    met = sum(bool(across(one) & across(other)) for one, other in twins)
    same = sum(one_meaning(one, other, SHIPPED) for one, other in twins)
    wrong = sum(
        one_meaning(one, other, SHIPPED)
        for one, own in twins
        for other in chance.sample(english, OTHERS)
        if other is not own
    )
    compared = len(twins) * OTHERS
    print(f"| {name} | {met / len(twins):.1%} | {same / len(twins):.1%} | {wrong / compared:.3%} |")


if __name__ == "__main__":
    main()
