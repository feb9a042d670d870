"""The answer to a proposal, worked out from nothing but what the asker sees."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from egnatia.activities.activities.columns import folded_name
from egnatia.activities.activities.queries.lists import ActivityBasis, basis_of, with_ids
from egnatia.activities.activities.rows import ActivityRow
from egnatia.activities.activities.rules import ActivityFilters
from egnatia.coverage import cut
from egnatia.kernel.access.reader import Reader
from egnatia.matching.clauses import MatchLabels
from egnatia.matching.labels import DOUBT, KIND, label
from egnatia.matching.rows import words_of
from egnatia.matching.sentences import Sentence, sentence
from egnatia.needs.frameworks.models import ActivityAim
from egnatia.overlap import ActivityFacts, MatchResult
from egnatia.overlap.window import window_of
from egnatia.proposals.extraction import Understood, activity_of
from egnatia.proposals.queries.candidates import Compared, compared
from egnatia.proposals.queries.organisations import FirstContact, OrganisationContact, bodies_named, first_contacts
from egnatia.proposals.questions import question_about
from egnatia.proposals.rules import DOUBLE, MOST_DOUBLE, MOST_FURTHER, MOST_SIMILAR, MOST_TO_TALK_TO
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.vocabularies import Vocabulary


@dataclass(frozen=True, slots=True)
class SimilarActivity:
    """An activity that concerns the same work: why, and why this may be wrong."""

    row: ActivityRow
    match: MatchResult
    kind: str
    sentence: Sentence
    doubts: tuple[str, ...]
    holder: str  # the organisation that reports it
    until: str


@dataclass(frozen=True, slots=True)
class HolderContact:
    """Whom to talk to: why, where to, and what to ask. `mailbox` is "" where one asks through the secretariat."""

    name: str
    mailbox: str
    found: SimilarActivity
    question: str


@dataclass(frozen=True, slots=True)
class ProposalAnswer:
    """`near` are less alike, but for the same objective, economy and months: each is named. `further` share less: worth
    a look, not a call. `first`: whom to ask before anybody else. `compared` says whether there was enough to compare: a
    text or a title, and an economy.
    """

    contacts: tuple[HolderContact, ...]
    double: tuple[SimilarActivity, ...]
    similar: tuple[SimilarActivity, ...]
    near: tuple[SimilarActivity, ...]
    further: tuple[SimilarActivity, ...]
    first: tuple[FirstContact, ...]
    basis: ActivityBasis
    compared: bool

    @property
    def says_something(self) -> bool:
        """Whether anything was compared: of too little nobody can say that nothing concerns the same work."""
        return self.compared or not self.nothing_likely

    @property
    def nothing(self) -> bool:
        """No list shows anything."""
        return not (self.double or self.similar or self.near or self.further)

    @property
    def nothing_likely(self) -> bool:
        return not self.double and not self.similar


def answer_to(understood: Understood, *, reader: Reader, names: ForumNames, vocabulary: Vocabulary) -> ProposalAnswer:
    """What `reader` can be told about the proposal."""
    facts = activity_of(understood)
    matches = compared(facts, reader=reader)
    finder = _Finder(reader, names, words_of(names, vocabulary))
    # What doubles comes first: however much is alike, it takes no double's place.
    double = finder.found([each for each in matches if each.match.kind in DOUBLE], most=MOST_DOUBLE)
    other = [each for each in matches if each.match.kind not in DOUBLE]
    similar = finder.found([each for each in other if each.likely], most=MOST_SIMILAR)
    less = finder.found([each for each in other if not each.likely], most=MOST_FURTHER)
    near = _beside(less, understood, facts)
    economies = [each for each in names.economies if each.code in facts.economies]
    return ProposalAnswer(
        contacts=tuple(_contacts((*double, *similar), reader, facts.start))[:MOST_TO_TALK_TO],
        double=double,
        similar=similar,
        near=tuple(each for each in less if each.row.id in near),
        further=tuple(each for each in less if each.row.id not in near),
        first=first_contacts(reader, economies) if facts.titles or facts.descriptions else (),
        basis=basis_of(reader, ActivityFilters()),
        compared=bool((facts.titles or facts.descriptions) and facts.economies),
    )


def _beside(found: Sequence[SimilarActivity], understood: Understood, facts: ActivityFacts) -> frozenset[UUID]:
    """Those that share the proposal's objective, an economy and some months. One query."""
    codes, window = understood.values("objective"), window_of(facts.start, facts.end)
    if not codes or window is None:
        return frozenset()
    together = [
        each.row.id
        for each in found
        if each.row.facts.economies & facts.economies
        and (other := window_of(each.row.start, each.row.end))
        and other.first <= window.last
        and window.first <= other.last
    ]
    serving = ActivityAim.objects.filter(activity__in=together).values_list("activity", "code")
    return frozenset(activity for activity, code in serving if cut(code) in codes)


class _Finder:
    """Shows the strongest matches; of several records of one identifier the first that is asked for."""

    def __init__(self, reader: Reader, names: ForumNames, words: MatchLabels) -> None:
        self._reader, self._names, self._words = reader, names, words
        self._shown: set[str] = set()

    def found(self, matches: Sequence[Compared], *, most: int) -> tuple[SimilarActivity, ...]:
        first = matches[: 3 * most]  # some of them may be records of one identifier
        rows = with_ids(self._reader, [each.activity for each in first], self._names)
        return tuple(islice((_shown(row, each, self._words) for each, row in self._each_once(first, rows)), most))

    def _each_once(
        self, matches: Sequence[Compared], rows: Mapping[UUID, ActivityRow]
    ) -> Iterator[tuple[Compared, ActivityRow]]:
        for each in matches:
            row = rows.get(each.activity)
            mark = (row.facts.identifiers[0] if row.facts.identifiers else str(row.id)) if row else ""
            if row and mark not in self._shown:
                self._shown.add(mark)
                yield each, row


def _shown(row: ActivityRow, each: Compared, words: MatchLabels) -> SimilarActivity:
    match = each.match
    said = tuple(label(DOUBT, code) for code in match.doubts)
    bodies = row.facts.reporters or row.facts.funders or row.facts.implementers
    holder = bodies[0].name if bodies else row.source
    return SimilarActivity(row, match, label(KIND, match.kind), sentence(match, words), said, holder, row.end)


def _contacts(found: Sequence[SimilarActivity], reader: Reader, start: str) -> Iterator[HolderContact]:
    """Each organisation once, for its strongest activity; never the asker's own."""
    known = bodies_named(reader, [each.holder for each in found])
    seen: set[str] = set()
    for each in found:
        folded = folded_name(each.holder)
        body = known.get(folded) or OrganisationContact("", each.holder, "")
        mark = body.id or folded
        if mark and mark not in seen and not (body.id and body.id == reader.organisation):
            seen.add(mark)
            yield HolderContact(
                body.name, body.mailbox, each, question_about(each.match, start=start, until=each.until)
            )


def every(answer: ProposalAnswer) -> Iterable[SimilarActivity]:
    """All that was found, the strongest first."""
    return sorted((*answer.double, *answer.similar), key=lambda each: -each.match.strength)
