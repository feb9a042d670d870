"""The draft that a superior signs: what will be cleared, as whoever clears reads it now."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from egnatia.kernel.marking import Tlp
from egnatia.kernel.models import Record, covering
from egnatia.kernel.reader import Reader
from egnatia.mapping.papers.queries.signing import code_for, marking_of, signable
from egnatia.mapping.rounds.models import Participant
from egnatia.mapping.rounds.queries.answers import Item, Shown
from egnatia.mapping.rounds.queries.one import framework_words


@dataclass(frozen=True, slots=True)
class Line:
    """One question as it is printed: its text with the language, what was answered, by whom."""

    about: str
    words: str
    lang: str
    verdict: str
    note: str
    by: str
    unwritten: bool = False
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """`unprinted`: questions about what not everybody may read who will read the signed page. They are cleared all the
    same, and the secretariat reads of them what it may.
    """

    participant: UUID
    name: str
    round: UUID
    title: str
    framework: str
    sort: str
    house: str
    offices: bool
    lines: tuple[Line, ...]
    new: tuple[Line, ...]
    unprinted: int
    code: str
    footnote: str

    @property
    def answered(self) -> int:
        return sum(bool(line.verdict) for line in self.lines)


def draft_of(shown: Shown, participant: UUID) -> Draft:
    """Raises NotFound where there is no such participant, NotAllowed where the reader does not clear it now."""
    found = signable(shown.reader, participant)
    page = shown.page(participant)
    abouts = [*(item.about for item in page.items), *(need.id for need in page.new)]
    open_to_all = _open_to_all(shown.reader, found, abouts)
    printed = [item for item in page.items if item.about in open_to_all and not _is_red(item)]
    new = [need for need in page.new if need.id in open_to_all]
    return Draft(
        participant=found.pk,
        name=page.participant.name,
        round=page.round,
        title=page.title,
        framework=framework_words(found.round),
        sort=page.sort,
        house=shown.reader.actor_name,
        offices=bool(found.economy_id),
        lines=tuple(map(_line, printed)),
        new=tuple(Line(f"{need.objective} {need.objective_words}", need.words, need.lang, "", "", "") for need in new),
        unprinted=len(page.items) + len(page.new) - len(printed) - len(new),
        code=code_for(shown.reader, found),
        footnote=shown.names.footnote,
    )


def _open_to_all(reader: Reader, found: Participant, abouts: Collection[UUID]) -> frozenset[UUID]:
    """Those of the needs or activities, which he sees, that whoever will read the signed page may read too."""
    audience = marking_of(found).tokens(owner=reader.actor, author=reader.person)
    rows = Record.objects.filter(covering(audience, "pk"), pk__in=abouts)
    return frozenset(rows.values_list("pk", flat=True))


def _is_red(item: Item) -> bool:
    """An answer that its house has marked RED goes nowhere, neither cleared nor printed."""
    return item.answer is not None and item.answer.tlp == Tlp.RED


def _line(item: Item) -> Line:
    answer = item.answer
    about, words, lang = "", "", ""
    if item.need:
        about, words, lang = f"{item.need.objective} {item.need.objective_words}", item.need.words, item.need.lang
    elif item.activity:
        words, lang = item.activity.title, item.activity.lang
    return Line(
        about=about,
        words=words,
        lang=lang,
        verdict=item.answer_words,
        note=answer.note if answer else "",
        by=f"{answer.by}, {answer.organisation}" if answer else "",
        unwritten=item.unwritten,
        moved=item.moved,
    )
