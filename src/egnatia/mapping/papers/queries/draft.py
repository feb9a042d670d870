"""The draft that a superior signs: what will be cleared, as whoever clears reads it now."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from egnatia.kernel.marking import Tlp
from egnatia.mapping.papers.queries.signing import code_for, signable
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
    """`unprinted`: questions about what is marked TLP:RED, which no paper carries; they are cleared all the same."""

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
    printed = [item for item in page.items if not _is_red(item)]
    new = [need for need in page.new if need.tlp != Tlp.RED.words]
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


def _is_red(item: Item) -> bool:
    return Tlp.RED.words in set(_markings(item))


def _markings(item: Item) -> Iterator[str]:
    if item.need:
        yield item.need.tlp
    if item.activity:
        yield item.activity.tlp
    if item.answer:
        yield Tlp(item.answer.tlp).words


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
