"""The terms of a field: what they are called, and any word that means them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from egnatia.formats.sheets import folded
from egnatia.formats.sheets.fields import CLOSED


@dataclass(frozen=True, slots=True)
class FieldTerms:
    """The terms of a field: label by code in the reader's language, and code by any word for it."""

    labels: Mapping[str, str]
    codes: Mapping[str, str]

    def code(self, typed: str) -> str:
        first = typed.split(maxsplit=1)[0] if typed.split() else ""
        return self.codes.get(folded(typed), "") or (first if first in self.labels else "")

    def words(self, code: str) -> str:
        label = self.labels.get(code, "")
        return f"{code} {label}" if label and code[:1].isdigit() else label or code


def closed_terms(field: str, labels: Mapping[str, object]) -> FieldTerms:
    """Terms of a field whose values are fixed."""
    words = {code: str(labels.get(code, code)) for code in CLOSED[field]}
    return FieldTerms(words, {folded(word): code for code, label in words.items() for word in (code, label)})
