"""One commitment in a list, as a frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from egnatia.commitments.commitments.fields import COMMITMENT
from egnatia.commitments.commitments.models import Commitment
from egnatia.kernel.access.reader import Reader
from egnatia.pages.labels import language_name, translation_words
from egnatia.pages.originals import spoken
from egnatia.people.marking.words import in_short
from egnatia.taxonomy.forum import ForumNames, told


@dataclass(frozen=True, slots=True)
class CommitmentText:
    """A text in its language; `language` is that language's own name."""

    text: str
    lang: str
    language: str


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """What a list says of a commitment: `known` by field. `words` are in their original language, `lang`; `others` in
    other ones."""

    id: UUID
    known: Mapping[str, Any]
    words: str
    lang: str
    translation: str
    others: tuple[CommitmentText, ...]
    objective_words: str
    tlp: str
    audience: str


@dataclass(frozen=True, slots=True)
class CommitmentLabels:
    """How a reader is answered: names of economies and communities, and what objectives are called."""

    names: ForumNames
    communities: Mapping[str, str]
    objectives: Mapping[str, str]

    def objective(self, code: str) -> str:
        """Code and words: "2.3.2 Probation and support after release"."""
        return f"{code} {self.objectives[code]}" if code in self.objectives else code


def row_of(reader: Reader, commitment: Commitment, words: CommitmentLabels) -> CommitmentRow:
    known = COMMITMENT.known(reader, commitment)
    text, lang, original = told(known["text"].texts, *known["text"].first())
    marking = commitment.record.marking
    return CommitmentRow(
        id=commitment.pk,
        known=known,
        words=text,
        lang=lang,
        translation=translation_words(original),
        others=tuple(others_of(known["text"].texts, text)),
        objective_words=words.objective(known["objective"]),
        tlp=marking.tlp.words,
        audience=in_short(marking, words.names, words.communities),
    )


def others_of(texts: Mapping[str, str], shown: str) -> list[CommitmentText]:
    rest = [(spoken(code), text) for code, text in sorted(texts.items()) if text != shown]
    return [CommitmentText(text, lang, language_name(lang) if lang else "") for lang, text in rest]
