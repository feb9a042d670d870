"""Why an objective is suggested, in words: the sector that leads to it, and the words of the text, quoted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from egnatia.taxonomy.document import FrameworkDocument
from egnatia.taxonomy.forum import in_language
from egnatia.taxonomy.vocabularies import Vocabulary

MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class FrameworkLabels:
    """How things are called in this request."""

    vocabulary: Vocabulary
    document: FrameworkDocument

    def objective(self, code: str) -> str:
        return self.vocabulary.objectives.full(code)

    def because(self, evidence: Iterable[Mapping[str, Any]]) -> str:
        """One line of what speaks for it, or "" where nothing was noted."""
        return "; ".join(self._said(each["kind"], each["what"]) for each in evidence)

    def _said(self, kind: str, what: list[str]) -> str:
        if kind == "crosswalk":
            return _("classified as %(sectors)s") % {"sectors": ", ".join(map(self._elsewhere, what))}
        return _("the text mentions %(words)s") % {"words": ", ".join(f"“{word}”" for word in what[:MOST_WORDS])}

    def _elsewhere(self, code: str) -> str:
        """What a code of another scheme is called."""
        scheme, _colon, bare = code.partition(":")
        labels = self.document.schemes[scheme].labels if scheme in self.document.schemes else {}
        return in_language(labels[bare]) if bare in labels else self.vocabulary.sector_label(code)
