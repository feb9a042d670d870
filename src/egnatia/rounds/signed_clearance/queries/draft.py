"""The draft that a superior signs: what will be cleared, as whoever clears reads it now."""

from dataclasses import dataclass
from uuid import UUID

from egnatia.rounds.rounds.queries.answers import Item, Shown
from egnatia.rounds.rounds.queries.one import framework_words
from egnatia.rounds.signed_clearance.queries.signing import signable, to_sign


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
class Unprinted:
    """Something that is not on the paper. `sent`: the clearance sends the answer to it; `stays`: it does not."""

    words: str
    lang: str
    sent: bool = False
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """`unprinted` is for whoever prints it and stands on no paper: what not everybody may read who will read the signed
    page, and answers that their marking keeps from being cleared.
    """

    participant: UUID
    name: str
    round: UUID
    title: str
    framework: str
    sort: str
    organisation: str
    offices: bool
    lines: tuple[Line, ...]
    new: tuple[Line, ...]
    unprinted: tuple[Unprinted, ...]
    code: str
    footnote: str

    @property
    def answered(self) -> int:
        return sum(bool(line.verdict) for line in self.lines)


def draft_of(shown: Shown, participant: UUID) -> Draft:
    """Raises NotFound where there is no such participant, NotAllowed where the reader does not clear it now."""
    found = signable(shown.reader, participant)
    page = shown.page(participant)
    signed = to_sign(shown.reader, found)
    printed = [item for item in page.items if item.about in signed.printed]
    new = [need for need in page.new if need.id in signed.printed]
    left = [_unprinted(item, signed.staying) for item in page.items if item.about not in signed.printed]
    left += [Unprinted(need.words, need.lang) for need in page.new if need.id not in signed.printed]
    return Draft(
        participant=found.pk,
        name=page.participant.name,
        round=page.round,
        title=page.title,
        framework=framework_words(found.round),
        sort=page.sort,
        organisation=shown.reader.organisation_name,
        offices=bool(found.economy_id),
        lines=tuple(map(_line, printed)),
        new=tuple(Line(f"{need.objective} {need.objective_words}", need.words, need.lang, "", "", "") for need in new),
        unprinted=tuple(left),
        code=signed.code,
        footnote=shown.names.footnote,
    )


def _unprinted(item: Item, staying: frozenset[UUID]) -> Unprinted:
    line, stays = _line(item), item.about in staying
    return Unprinted(line.words, line.lang, sent=item.answer is not None and not stays, stays=stays)


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
