"""The paragraphs of an outcome document as drafts, and what may become of each. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

KEEP, LEAVE, MERGE, LINK = "keep", "leave", "merge", "link"
SAYS_AGAIN = "says again"  # the link from what is newer to what it repeats
MOST_PARAGRAPHS = 250  # they have 750 fields on one page; a form may send 1,000
LONGEST = 5_000  # characters of a paragraph that is kept; a longer one is refused, never cut
FEWEST_WORDS = 5  # of a paragraph, where none is numbered: shorter ones are headings
NUMBERED = re.compile(  # "4. ", "(4) ", "§ 4: ", "4.1 Train"; "12 participants met" is none, nor is "2.5 million"
    r"[(\[§]?\s*(?P<number>\d{1,3}(?:\.\d{1,3})*)(?:[.):\]]+(?!\d)\s*|(?<=\.\d)\s+(?=[^\W\d_a-zа-я]))(?P<text>\S.*)"
)
LETTERED = re.compile(r"\(?(?P<letter>[a-zа-ш])\)\s*(?P<text>\S.*)")
ENDS = (".", ";", ":", "!", "?", "…")


@dataclass(frozen=True, slots=True)
class ParagraphDraft:
    """One paragraph. `other` is the commitment that it is merged into or linked with, `record` what was made of it."""

    number: str
    text: str
    decision: str = KEEP
    other: str = ""
    record: str = ""

    def body(self) -> dict[str, str]:
        return {
            "number": self.number,
            "text": self.text,
            "decision": self.decision,
            "other": self.other,
            "record": self.record,
        }


def as_known(draft: ParagraphDraft, seen: Collection[str], *, done: bool) -> ParagraphDraft:
    """The draft as somebody knows it who sees these commitments alone: what names another one was never decided.

    Once the document was carried out, nothing became of such a paragraph, as far as they can tell.
    """
    other, record = (each if each in seen else "" for each in (draft.other, draft.record))
    if done:
        kept = (LINK if draft.decision == LINK and other else KEEP) if record else LEAVE
        decision = MERGE if draft.decision == MERGE and other else kept
        other = other if decision in (MERGE, LINK) else ""
    elif draft.other and not other:
        decision = KEEP if draft.number else LEAVE
    else:
        decision = draft.decision
    return replace(draft, decision=decision, other=other, record=record)


def drafts_of(text: str) -> tuple[ParagraphDraft, ...]:
    """The paragraphs of a text, in its order; nothing is dropped.

    What carries a number is kept unless a person says otherwise; titles and phrases around it are left out.
    Where nothing is numbered (Word numbers by itself, and the text does not say it), long paragraphs are numbered.
    """
    lines = text.splitlines()
    numbered = any(NUMBERED.fullmatch(line.strip()) for line in lines)
    return tuple(_joined(_with_numbers(lines))) if numbered else tuple(_counted(_blocks(text)))


def _with_numbers(lines: Iterable[str]) -> Iterator[ParagraphDraft]:
    last = ""
    for line in filter(None, map(str.strip, lines)):
        if found := NUMBERED.fullmatch(line):
            last = found["number"]
            yield ParagraphDraft(last, found["text"])
        elif last and (found := LETTERED.fullmatch(line)):
            yield ParagraphDraft(f"{last}({found['letter']})", found["text"])
        else:
            yield ParagraphDraft("", line, LEAVE)


def _joined(drafts: Iterable[ParagraphDraft]) -> Iterator[ParagraphDraft]:
    """A line without a number goes on with the one before where that ends no sentence, or it begins in the middle."""
    begun: ParagraphDraft | None = None
    lines: list[str] = []
    for draft in drafts:
        if begun and begun.number and not draft.number and _goes_on(lines[-1], draft.text):
            lines.append(draft.text)
            continue
        if begun:
            yield replace(begun, text=" ".join(lines))
        begun, lines = draft, [draft.text]
    if begun:
        yield replace(begun, text=" ".join(lines))


def _goes_on(before: str, line: str) -> bool:
    return line[:1].islower() or not before.endswith(ENDS)


def _blocks(text: str) -> Sequence[str]:
    """Blocks between empty lines where there are such, else lines."""
    parts = re.split(r"\n\s*\n", text) if re.search(r"\n\s*\n", text.strip()) else text.splitlines()
    return [" ".join(part.split()) for part in parts if part.strip()]


def _counted(paragraphs: Iterable[str]) -> Iterator[ParagraphDraft]:
    number = 0
    for paragraph in paragraphs:
        if len(paragraph.split()) < FEWEST_WORDS:
            yield ParagraphDraft("", paragraph, LEAVE)
            continue
        number += 1
        yield ParagraphDraft(str(number), paragraph)
