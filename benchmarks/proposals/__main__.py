"""How well proposals are read and answered by `egnatia check`, on documents with gold answers (README.md).

python -m benchmarks.proposals [development | held-out | FOLDER] [STEM ...] --home HOME [--as USER] [--misses]
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from benchmarks.proposals.answers import Check
from benchmarks.proposals.gold import DEVELOPMENT, HELD_OUT, SAME_WORK, documents, golds_in
from benchmarks.proposals.scores import FIRST, Scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "documents", nargs="?", default=DEVELOPMENT, help="which half, or a folder (default: %(default)s)"
    )
    parser.add_argument("stems", nargs="*", metavar="STEM", help="only these documents")
    parser.add_argument("--home", type=Path, default=Path("var"), help="of an installation with the demo")
    parser.add_argument("--as", dest="user", default="", help="as a member, who also sees what only members see")
    parser.add_argument("--jobs", type=int, default=2, help="checks at a time (default: %(default)s)")
    parser.add_argument("--save", type=Path, help="a folder for the answers")
    parser.add_argument("--misses", action="store_true", help="print what was wrong and what is missing")
    asked = parser.parse_args()
    if asked.misses and asked.documents == HELD_OUT:
        parser.error("the misses of the held-out half stay unseen, or it is no longer held out")
    with documents(asked.documents) as folder:
        golds = [gold for gold in golds_in(folder) if not asked.stems or gold.stem in asked.stems]
        answers = Check.of(asked.home, asked.user).ask_all(folder, golds, jobs=asked.jobs, save=asked.save)
    scores = Scores(by_member=bool(asked.user))
    for gold, answer in zip(golds, answers, strict=True):
        scores.add(gold, answer)
    if asked.misses:
        print("\n".join(scores.misses), end="\n\n")
    print("\n".join(report(scores)))


def report(scores: Scores) -> Iterator[str]:
    """The lines that are printed; the last is the summary."""
    view = "members" if scores.by_member else "everyone"
    unread = f"; not read: {'; '.join(scores.unread)}" if scores.unread else ""
    yield f"{scores.read.of} proposals, view: {view}; read {scores.read}{unread}"
    yield from _fields(scores)
    yield f"language {scores.languages}; shares of economies {scores.shares}"
    yield f"objectives: main code among chips {scores.main_objectives}, chips right {scores.objectives}"
    yield from _activities(scores)
    needs = scores.needs
    yield f"needs: found {needs.found}/{needs.expected}, right among said {needs.right}/{needs.said}"
    yield from _alarms(scores)
    yield (
        f"fields F1 {scores.f1:.2f}, objectives {scores.main_objectives.value:.2f}, "
        f"activities@{FIRST} {scores.among[SAME_WORK, FIRST].value:.2f}, needs {needs.recall:.2f}, "
        f"false nil {len(scores.false_nils)}/{scores.with_activities}"
    )


def _fields(scores: Scores) -> Iterator[str]:
    yield f"{'field':26} precision recall  F1   right/said found/wanted"
    for name, tally in scores.fields.items():
        counts = f"{tally.right}/{tally.said}  {tally.found}/{tally.expected}"
        yield f"{name:26} {tally.precision:9.2f} {tally.recall:6.2f} {tally.f1:5.2f}   {counts}"


def _activities(scores: Scores) -> Iterator[str]:
    for (grade, first), found in scores.among.items():
        grades = "2" if grade == SAME_WORK else "1+2"
        yield f"activities grade {grades} among first {first:2}: {found} = {found.value:.2f}"
    listed = scores.same_work_listed
    yield f"activities grade 2 said to be double or similar (not only further): {listed} = {listed.value:.2f}"
    yield (
        f"of the first {FIRST} said to be alike: {scores.first_right} are in gold or tolerated; "
        f"holders of grade 2 among those to talk to: {scores.same_work_contacts}"
    )


def _alarms(scores: Scores) -> Iterator[str]:
    nils, empty = scores.false_nils, scores.nothing_shown
    said = f"{len(nils)}/{scores.with_activities} {' '.join(nils)}; not even further: {len(empty)} {' '.join(empty)}"
    yield f"false nils (nothing double or similar, gold has activities): {said}"
    for kind, alarms in scores.alarms.items():
        yield f"false alarms on '{kind}': {len(alarms)}/{scores.kinds[kind]}  {'; '.join(alarms)}"


if __name__ == "__main__":
    main()
