"""What an organisation of civil society says, in values. Pure."""

from dataclasses import dataclass

from egnatia.pages.originals import UNKNOWN

LONGEST = 5_000


@dataclass(frozen=True, slots=True)
class ObservationText:
    """`language` is "" where nobody said it."""

    words: str
    language: str = ""

    def texts(self) -> dict[str, str]:
        """By language."""
        return {self.language or UNKNOWN: self.words}

    def body(self) -> dict[str, object]:
        """As a version keeps it."""
        return {"words": self.texts(), "language": self.language}
