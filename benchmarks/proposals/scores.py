"""Precision and recall of what was read, and whether the right activities and needs are shown."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from benchmarks.proposals.answers import Answer, Asked, Fact, ShownActivity
from benchmarks.proposals.gold import SAME_WORK, ExpectedActivity, Gold
from benchmarks.proposals.spelling import is_name, is_near, is_place, is_title, plain

FIELDS = (
    "title",
    "economies",
    "places",
    "start",
    "end",
    "amount",
    "currency",
    "types",
    "professionals",
    "people",
    "receiving institutions",
    "applicant",
    "organisations (any role)",
)
PEOPLE = {"young-people", "returnees-families-children", "communities-civil-society", "media-and-platforms"}
ANY_ROLE = ("implementer", "organisation", "applicant", "partner", "funder", "receiver")
ONE_LANGUAGE = {"bs", "hr", "sr", "cn", "me", "hb"}  # as codes of two letters
NEED_ONLY, NOTHING = "need-only", "nothing"  # kinds of proposals with which nothing should be said to overlap
AMONG = (5, 10)  # first activities
FIRST = 5  # what a reader looks at
CLOSE_AMOUNT = 0.01  # of the amount
CLOSE_SHARE = 1  # percentage point


class Expected(NamedTuple):
    """Values of a field, those that are right as well, and how one is recognised in what was read."""

    values: Sequence[str]
    also: Sequence[str]
    same: Callable[[Fact, str], bool]


@dataclass
class Tally:
    """Counts of one field: right among what was said, found among what was expected."""

    said: int = 0
    right: int = 0
    expected: int = 0
    found: int = 0

    def add(self, said: int, right: int, expected: int, found: int) -> None:
        self.said += said
        self.right += right
        self.expected += expected
        self.found += found

    @property
    def precision(self) -> float:
        return self.right / self.said if self.said else float(not self.expected)

    @property
    def recall(self) -> float:
        return self.found / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass
class Ratio:
    """So many of so many."""

    count: int = 0
    of: int = 0

    def add(self, count: int, of: int = 1) -> None:
        self.count += count
        self.of += of

    @property
    def value(self) -> float:
        return self.count / self.of if self.of else 0.0

    def __str__(self) -> str:
        return f"{self.count}/{self.of}"


@dataclass
class Scores:
    """Of several proposals, as they are seen by a member or by a visitor."""

    by_member: bool
    read: Ratio = field(default_factory=Ratio)
    fields: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in FIELDS})
    languages: Ratio = field(default_factory=Ratio)
    shares: Ratio = field(default_factory=Ratio)
    main_objectives: Ratio = field(default_factory=Ratio)
    objectives: Ratio = field(default_factory=Ratio)
    among: dict[tuple[int, int], Ratio] = field(
        default_factory=lambda: {(grade, first): Ratio() for grade in (SAME_WORK, 1) for first in AMONG}
    )
    same_work_listed: Ratio = field(default_factory=Ratio)
    same_work_contacts: Ratio = field(default_factory=Ratio)
    first_right: Ratio = field(default_factory=Ratio)
    needs: Tally = field(default_factory=Tally)
    with_activities: int = 0
    false_nils: list[str] = field(default_factory=list)
    nothing_shown: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    alarms: dict[str, list[str]] = field(default_factory=lambda: {NOTHING: [], NEED_ONLY: []})
    unread: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    def add(self, gold: Gold, asked: Asked) -> None:
        """Counts one proposal. One that was not answered counts as an empty answer."""
        self.read.add(not asked.fault)
        if asked.fault:
            self.unread.append(f"{gold.file} ({asked.fault})")
        self._language(gold, asked.answer)
        self._single_values(gold, asked.answer)
        self._many_values(gold, asked.answer)
        self._organisations(gold, asked.answer)
        self._shares(gold, asked.answer)
        self._objectives(gold, asked.answer)
        self._activities(gold, asked.answer)
        self._alarms(gold, asked.answer)
        self._needs(gold, asked.answer)

    @property
    def f1(self) -> float:
        """The mean of all fields."""
        return sum(tally.f1 for tally in self.fields.values()) / len(self.fields)

    def _miss(self, gold: Gold, what: str, said: object, expected: object) -> None:
        self.misses.append(f"{gold.file:9} {what:12} got {said!r} want {expected!r}")

    def _language(self, gold: Gold, answer: Answer) -> None:
        said, expected = answer.first("language")[:2], gold.language[:2]
        right = said == expected or {said, expected} <= ONE_LANGUAGE
        self.languages.add(right)
        if not right:
            self._miss(gold, "language", answer.first("language"), gold.language)

    def _single_values(self, gold: Gold, answer: Answer) -> None:
        title = answer.first("title")
        self._one(gold, "title", title[:90], gold.title[:90], right=is_title(title, (gold.title, *gold.title_also)))
        for name, expected in (("start", gold.start or ""), ("end", gold.end or "")):
            said = answer.first(name)
            self._one(gold, name, said, expected, right=is_near(said, expected))
        if gold.amount:
            self._amount(gold, answer, gold.amount)

    def _one(self, gold: Gold, name: str, said: str, expected: str, *, right: bool) -> None:
        self.fields[name].add(bool(said), right, bool(expected), right)
        if not right and (said or expected):
            self._miss(gold, name, said, expected)

    def _amount(self, gold: Gold, answer: Answer, amount: float) -> None:
        """Another amount that is as right may be in another currency."""
        said, currency = answer.first("amount"), answer.first("currency")
        number = _number(said)
        close = [each for each in (amount, *gold.amount_also) if abs(number - each) <= CLOSE_AMOUNT * each]
        self._one(gold, "amount", said, str(amount), right=bool(close))
        right = currency == gold.currency or bool(close and number != amount and currency)
        self._one(gold, "currency", currency, gold.currency or "", right=right)

    def _many_values(self, gold: Gold, answer: Answer) -> None:
        groups = answer.facts("group")
        people = [fact for fact in groups if fact.value in PEOPLE]
        professionals = [fact for fact in groups if fact.value not in PEOPLE]
        self._many(gold, "economies", answer.facts("economy"), Expected(gold.economies, (), _is_code))
        places = _distinct(answer.facts("place"))
        self._many(gold, "places", places, Expected(gold.places, gold.places_ok, _is_place))
        self._many(gold, "types", answer.facts("type"), Expected(gold.types, gold.types_ok, _is_code))
        self._many(gold, "professionals", professionals, Expected(gold.groups, gold.groups_ok, _is_code))
        self._many(gold, "people", people, Expected(gold.people, gold.people_ok, _is_code))

    def _organisations(self, gold: Gold, answer: Answer) -> None:
        receivers = _distinct(answer.facts("receiver"))
        expected = Expected(gold.receivers, gold.receivers_ok, _is_organisation)
        self._many(gold, "receiving institutions", receivers, expected)
        if gold.applicant:
            applicants = _distinct(answer.facts("implementer", "applicant"))
            self._many(gold, "applicant", applicants, Expected((gold.applicant,), gold.partners, _is_organisation))
        bodies = tuple(filter(None, (gold.applicant, *gold.partners, *gold.funders)))
        in_any_role = Expected(bodies, (*gold.receivers, *gold.receivers_ok), _is_organisation)
        self._many(gold, "organisations (any role)", _distinct(answer.facts(*ANY_ROLE)), in_any_role)

    def _many(self, gold: Gold, name: str, said: Sequence[Fact], expected: Expected) -> None:
        values, also, same = expected
        wrong = [fact.value for fact in said if not any(same(fact, each) for each in (*values, *also))]
        lost = [each for each in values if not any(same(fact, each) for fact in said)]
        self.fields[name].add(len(said), len(said) - len(wrong), len(values), len(values) - len(lost))
        if wrong or lost:
            self._miss(gold, name, f"wrong {', '.join(wrong)}", f"lost {', '.join(lost)}")

    def _shares(self, gold: Gold, answer: Answer) -> None:
        if gold.shares:
            said = {each.economy: each.share for each in answer.shares}
            right = all(abs(said.get(code, 0) - share) < CLOSE_SHARE for code, share in gold.shares.items())
            self.shares.add(bool(said) and right)

    def _objectives(self, gold: Gold, answer: Answer) -> None:
        said = [each.code for each in answer.objectives]
        main, right = gold.objectives.main, (*gold.objectives.main, *gold.objectives.others)
        if main:
            found = any(code.startswith(main) for code in said)
            self.main_objectives.add(found)
            if not found:
                self._miss(gold, "objective", said, list(main))
        self.objectives.add(sum(code.startswith(right) for code in said), len(said))

    def _activities(self, gold: Gold, answer: Answer) -> None:
        expected = gold.expected(by_member=self.by_member)
        for (grade, first), ratio in self.among.items():
            graded = [each for each in expected if each.grade >= grade]
            ratio.add(sum(_is_among(answer.shown[:first], each) for each in graded), len(graded))
        for each in expected:
            self._rank(gold, answer, each)
        if not expected:
            return
        self.with_activities += 1
        if not answer.listed:
            self.false_nils.append(gold.stem)
        if not answer.shown:
            self.nothing_shown.append(gold.stem)
        listed = answer.listed[:FIRST]
        right = sum(_is_tolerated(each, gold) or any(_is(each, one) for one in gold.activities) for each in listed)
        self.first_right.add(right, len(listed))
        best, contacts = [each for each in expected if each.grade == SAME_WORK], _contacts(answer)
        self.same_work_listed.add(sum(_is_among(answer.listed, each) for each in best), len(best))
        self.same_work_contacts.add(sum(_is_among(contacts, each) for each in best), len(best))

    def _rank(self, gold: Gold, answer: Answer, expected: ExpectedActivity) -> None:
        """Notes an activity that is not among the first."""
        rank = next((rank for rank, each in enumerate(answer.shown, start=1) if _is(each, expected)), None)
        if rank is None or rank > FIRST:
            first = [(each.title[:40], each.score) for each in answer.shown[:3]]
            said = f"grade {expected.grade} {expected.key} at rank {rank}; shown: {first}"
            self.misses.append(f"{gold.file:9} activity     {said}")

    def _alarms(self, gold: Gold, answer: Answer) -> None:
        self.kinds[gold.kind] += 1
        wrong = [each for each in answer.listed if not _is_tolerated(each, gold)]
        if wrong and gold.kind in self.alarms:
            said = f"{gold.stem}: {len(wrong)} ({wrong[0].title[:50]}, {wrong[0].score})"
            self.alarms[gold.kind].append(said)

    def _needs(self, gold: Gold, answer: Answer) -> None:
        said = dict.fromkeys((cell.economy, ".".join(cell.objective.split(".")[:3])) for cell in answer.needs)
        expected = [(cell.economy, cell.objective) for cell in gold.needs]
        fine = {*expected, *((cell.economy, cell.objective) for cell in gold.needs_ok)}
        found = [each for each in expected if each in said]
        self.needs.add(len(said), len(fine & said.keys()), len(expected), len(found))
        if len(found) < len(expected):
            self._miss(gold, "needs", list(said), expected)


def _number(said: str) -> float:
    try:
        return float(said)
    except ValueError:
        return float("nan")  # close to nothing


def _distinct(facts: Iterable[Fact]) -> list[Fact]:
    """One for each value and quote, whatever role they were read as."""
    return list({(fact.value, fact.quote): fact for fact in facts}.values())


def _is_code(fact: Fact, expected: str) -> bool:
    return fact.value == expected


def _is_place(fact: Fact, expected: str) -> bool:
    return any(is_place(each, expected) for each in (fact.value, fact.quote) if each)


def _is_organisation(fact: Fact, expected: str) -> bool:
    return any(is_name(each, expected) for each in (fact.value, fact.quote) if each)


def _is(shown: ShownActivity, expected: ExpectedActivity) -> bool:
    return shown.identifier in expected.identifiers or plain(shown.title) in map(plain, expected.titles)


def _is_among(shown: Iterable[ShownActivity], expected: ExpectedActivity) -> bool:
    return any(_is(each, expected) for each in shown)


def _is_tolerated(shown: ShownActivity, gold: Gold) -> bool:
    return plain(shown.title) in map(plain, gold.tolerated)


def _contacts(answer: Answer) -> list[ShownActivity]:
    """The activities whose holders are named as those to talk to."""
    contacts = {contact.activity for contact in answer.talk_to}
    return [each for each in answer.shown if each.id in contacts]
