"""The answer to a proposal, worked out from nothing but what the asker sees."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egnatia.activities.activities.columns import folded_name
from egnatia.activities.activities.queries.lists import ActivityBasis, basis_of, with_ids
from egnatia.activities.activities.rows import ActivityRow
from egnatia.activities.activities.rules import ActivityFilters
from egnatia.kernel.access.reader import Reader
from egnatia.matching.clauses import MatchLabels
from egnatia.matching.labels import DOUBT, label
from egnatia.matching.rows import words_of
from egnatia.matching.sentences import sentence, similarity_sentence
from egnatia.overlap import MatchResult
from egnatia.proposals.extraction import Understood, activity_of
from egnatia.proposals.queries.candidates import Compared, compared
from egnatia.proposals.queries.organisations import FirstContact, OrganisationContact, bodies_named, first_contacts
from egnatia.proposals.rules import DOUBLE, MOST_DOUBLE, MOST_FURTHER, MOST_SIMILAR, MOST_TO_LOOK_AT, MOST_TO_TALK_TO
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.vocabularies import Vocabulary

_OF_KIND = {
    "same": gettext_lazy("Is this the same activity as ours, and which of us reports it?"),
    "chain": gettext_lazy("Is one activity funded from the other, and with how much?"),
}
_OF_EVIDENCE = {
    "receiver": gettext_lazy(
        "Which staff of the institution do you work with, and when? Could we divide the groups between us?"
    ),
    "place": gettext_lazy("Whom do you work with in this place, and where could our activities duplicate each other?"),
    "partner": gettext_lazy("What does our common partner do for you, and does it have the capacity for both?"),
}


@dataclass(frozen=True, slots=True)
class SimilarActivity:
    """An activity that concerns the same work, or is worth a look: why, and why this may be wrong.

    `match` is None where no rule says so. `kind` is a code, "" where it is only worth a look. `serves`: it serves an
    objective of the proposal, in an economy and some months of it.
    """

    row: ActivityRow
    match: MatchResult | None
    kind: str
    why: str
    doubts: tuple[str, ...]
    score: float
    serves: bool
    holder: str  # the organisation that reports it
    own: bool  # of the asker's organisation
    until: str

    @property
    def who(self) -> str:
        """Those whose work it is, as the page names them."""
        return " → ".join(self.row.who) or self.holder


@dataclass(frozen=True, slots=True)
class HolderContact:
    """Whom to talk to: why, where to, and what to ask. `mailbox` is "" where one asks through the secretariat."""

    name: str
    mailbox: str
    found: SimilarActivity
    question: str


@dataclass(frozen=True, slots=True)
class ProposalAnswer:
    """Three bands: the same work or an overlap (`double`, `similar`); similar work that is worth a look, with all that
    serves the same objective in the same economy and months (`look`); what shares less (`further`).

    `unnamed`: how many more are worth a look than are shown. `first`: whom to ask before anybody else. `compared` says
    whether there was enough to compare: a text or a title, and an economy.
    """

    contacts: tuple[HolderContact, ...]
    double: tuple[SimilarActivity, ...]
    similar: tuple[SimilarActivity, ...]
    look: tuple[SimilarActivity, ...]
    unnamed: int
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
        return not (self.double or self.similar or self.look or self.further)

    @property
    def nothing_likely(self) -> bool:
        return not self.double and not self.similar


def answer_to(understood: Understood, *, reader: Reader, names: ForumNames, vocabulary: Vocabulary) -> ProposalAnswer:
    """What `reader` can be told about the proposal."""
    facts = activity_of(understood)
    found = compared(facts, reader=reader)
    finder = _Finder(reader, names, words_of(names, vocabulary))
    matches = [each for each in found if each.is_likely]
    # What doubles comes first: however much is alike, it takes no double's place.
    double = finder.found([each for each in matches if each.kind in DOUBLE], most=MOST_DOUBLE)
    similar = finder.found([each for each in matches if each.kind not in DOUBLE], most=MOST_SIMILAR)
    rest = sorted((each for each in found if not each.is_likely), key=lambda each: (not each.serves, -each.score))
    worth = [each for each in rest if each.worth_a_look]
    look = finder.found(worth, most=MOST_TO_LOOK_AT)
    less = [each for each in rest if not each.worth_a_look]
    economies = [each for each in names.economies if each.code in facts.economies]
    first = first_contacts(reader, economies) if facts.titles or facts.descriptions else ()
    asked = {reader.organisation, *(each.organisation for each in first)}
    return ProposalAnswer(
        contacts=tuple(_contacts((*double, *similar, *look), reader, facts.start, asked))[:MOST_TO_TALK_TO],
        double=double,
        similar=similar,
        look=tuple(sorted(look, key=lambda each: -each.score)),
        unnamed=max(0, len(worth) - MOST_TO_LOOK_AT),
        further=finder.found(less, most=MOST_FURTHER),
        first=first,
        basis=basis_of(reader, ActivityFilters()),
        compared=bool((facts.titles or facts.descriptions) and facts.economies),
    )


class _Finder:
    """Shows the strongest matches; of several records of one identifier the first that is asked for."""

    def __init__(self, reader: Reader, names: ForumNames, words: MatchLabels) -> None:
        self._reader, self._names, self._words = reader, names, words
        self._shown: set[str] = set()

    def found(self, matches: Sequence[Compared], *, most: int) -> tuple[SimilarActivity, ...]:
        first = matches[: 3 * most]  # some of them may be records of one identifier
        rows = with_ids(self._reader, [each.activity for each in first], self._names)
        return tuple(islice((self._one(row, each) for each, row in self._each_once(first, rows)), most))

    def _each_once(
        self, matches: Sequence[Compared], rows: Mapping[UUID, ActivityRow]
    ) -> Iterator[tuple[Compared, ActivityRow]]:
        for each in matches:
            row = rows.get(each.activity)
            if row and row.key not in self._shown:
                self._shown.add(row.key)
                yield each, row

    def _one(self, row: ActivityRow, each: Compared) -> SimilarActivity:
        match = None if each.is_less else each.match
        said = tuple(label(DOUBT, code) for code in match.doubts) if match else ()
        bodies = row.facts.reporters or row.facts.funders or row.facts.implementers
        holder, own = bodies[0].name if bodies else row.source, row.owner == self._reader.organisation
        why, score = _why(each, self._words), match.score if match else each.score
        return SimilarActivity(row, match, each.kind, why, said, score, each.serves, holder, own, row.end)


def _why(each: Compared, words: MatchLabels) -> str:
    if each.match:
        return sentence(each.match, words).text
    if each.similarity:
        return similarity_sentence(each.similarity, words)
    return _("It serves the same objective in the same economy and period.")


def _contacts(
    found: Sequence[SimilarActivity], reader: Reader, start: str, asked: Container[str]
) -> Iterator[HolderContact]:
    """Each organisation once, for its strongest activity; none of `asked`: the asker's own, and who is asked first."""
    known = bodies_named(reader, [each.holder for each in found])
    seen: set[str] = set()
    for each in found:
        folded = folded_name(each.holder)
        body = known.get(folded) or OrganisationContact("", each.holder, "")
        mark = body.id or folded
        if mark and mark not in seen and not (body.id and body.id in asked):
            seen.add(mark)
            question = question_about(each.match, start=start, until=each.until)
            yield HolderContact(body.name, body.mailbox, each, question)


def every(answer: ProposalAnswer) -> Iterable[SimilarActivity]:
    """All that was found, the strongest first."""
    found = (*answer.double, *answer.similar)
    return sorted(found, key=lambda each: -(each.match.strength if each.match else each.score))


def question_about(match: MatchResult | None, *, start: str, until: str) -> str:
    """What settles most with one answer. `start` of the proposal and `until` of the other as precise as stated."""
    if match and match.kind in _OF_KIND:
        return str(_OF_KIND[match.kind])
    if until and start and until[: len(start)] < start and not _shares(match, "receiver"):
        return _("What lessons have you learned, and who will continue the work after it ends?")
    for kind, question in _OF_EVIDENCE.items():
        if _shares(match, kind):
            return str(question)
    return _("What do you plan there in this period, and how could our activities complement each other?")


def _shares(match: MatchResult | None, kind: str) -> bool:
    return match is not None and any(evidence.kind == kind for evidence in match.evidence)
