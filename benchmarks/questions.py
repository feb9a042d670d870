"""Whether people find what they ask for: questions as they are typed, in the languages of the region, over the demo.

Run: EGNATIA_BENCH_DB=egnatia_demo python -m benchmarks.questions [--file benchmarks/questions.tsv] [--wrong]
Each as a visitor who reads its language. A right item is one whose title begins with one of the titles named. It counts
where it is among the first five of the page: the best of all kinds, or the first ones of the only kind. The first run
loads the demo. `--wrong` lists what was not found.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import database, measuring
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import reverse

from egnatia.start.demo import actions

assert database  # connects
QUESTIONS = Path(__file__).with_name("questions.tsv")
FIRST = 5


@dataclass(frozen=True, slots=True)
class Question:
    typed: str
    language: str
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`place` of the first right item, from 1 on; 0 where it is not among what the page shows first."""

    place: int
    shown: tuple[str, ...]

    @property
    def right(self) -> bool:
        return 0 < self.place <= FIRST


def questions(file: Path) -> Iterator[Question]:
    for line in file.read_text().splitlines():
        if line and not line.startswith("#"):
            typed, language, right = line.split("\t")
            yield Question(typed, language, tuple(each.strip() for each in right.split("|")))


def outcome(client: Client, question: Question) -> Outcome:
    address, asked = reverse("public:search"), {"q": question.typed}
    answer = client.get(address, asked, headers={"Accept-Language": question.language}).context["answer"]
    lines = answer.best or tuple(line for section in answer.sections for line in section.lines)
    shown = tuple(line.hit.title for line in lines)
    places = (at for at, title in enumerate(shown, 1) if title.startswith(question.right))
    return Outcome(next(places, 0), shown)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--file", type=Path, default=QUESTIONS)
    parser.add_argument("--wrong", action="store_true")
    asked = parser.parse_args()
    actions.install()  # a second time changes nothing
    setup_test_environment(debug=False)  # what a page showed is kept
    client, found = measuring.browser(""), Counter[str]()
    languages: dict[str, Counter[str]] = {}
    for question in questions(asked.file):
        result = outcome(client, question)
        fate = "right" if result.right else "nothing" if not result.shown else "other"
        found[fate] += 1
        languages.setdefault(question.language, Counter())[fate] += 1
        if asked.wrong and fate != "right":
            shown = " / ".join(each[:50] for each in result.shown)
            print(f"{fate:8} {question.language:4} {question.typed}\n{'':14}{shown}")
    for language, fates in languages.items():
        print(f"{language:4} {fates['right']:3} of {fates.total():3}, nothing found for {fates['nothing']}")
    share = 100 * found["right"] / found.total()
    among = f"{found['right']} of {found.total()} ({share:.0f} %) among the first {FIRST}"
    print(f"{among}, nothing found for {found['nothing']}")


if __name__ == "__main__":
    main()
