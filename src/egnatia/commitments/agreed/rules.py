"""What a commitment says, in values. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

LONGEST = 5_000  # characters of the text in one language
UNKNOWN = "und"  # BCP 47: a text of which nobody said the language
NUMBERS = re.compile(r"\d+")
MOST_LISTED = 5_000
HIGHEST = 2_000  # number of a paragraph that is told apart in the order
PAGE = 50


@dataclass(frozen=True, slots=True)
class Said:
    """What was agreed. `words` by language; `language` is the one of the original. What is unknown is "" or None."""

    source: str
    words: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    paragraph: str = ""
    agreed_on: date | None = None
    objective: str = ""
    topics: str = ""

    def body(self) -> dict[str, object]:
        """As a version keeps it."""
        return {
            "source": self.source,
            "words": dict(self.words),
            "language": self.language,
            "paragraph": self.paragraph,
            "agreed_on": self.agreed_on.isoformat() if self.agreed_on else "",
            "objective": self.objective,
            "topics": self.topics,
        }


@dataclass(frozen=True, slots=True)
class CommitmentFilters:
    """The filters of a list of commitments; an empty one does not narrow."""

    q: str = ""
    source: str = ""
    objective: str = ""  # with everything below it
    economy: str = ""  # that has a follow-up
    position: str = ""  # of the economy, or of any

    @property
    def narrowed(self) -> bool:
        return self != CommitmentFilters()


def place_of(paragraph: str) -> int:
    """Where a numbered paragraph stands in its document: "4" before "4.1" before "4.1.2" before "12"; none in front.

    Three numbers, so that it stays a whole number of the database; letters, and what goes deeper, stand as text.
    """
    first, second, third = ([int(number[:6]) for number in NUMBERS.findall(paragraph)] + [0, 0, 0])[:3]
    return min(first, HIGHEST) * 1_000_000 + min(second, 999) * 1_000 + min(third, 999)


def in_original(words: Mapping[str, str], language: str) -> tuple[str, str]:
    """(text, its language): the original, else any. A language that is not known is ""."""
    original = language or UNKNOWN
    if original in words:
        return words[original], spoken(original)
    code, text = next(iter(sorted(words.items())), ("", ""))
    return text, spoken(code)


def spoken(language: str) -> str:
    """A language as `lang` takes it: "" where it is not known."""
    return "" if language == UNKNOWN else language


def with_words(words: str, language: str, english: str, kept: Mapping[str, str], original: str) -> dict[str, str]:
    """Texts by language. The original and English are as said now; other languages of `kept` stay."""
    rest = {code: text for code, text in kept.items() if code not in ("en", original or UNKNOWN)}
    translated = {"en": english} if english and language != "en" else {}
    return {**rest, **translated, language or UNKNOWN: words}
