"""The shipped terms, on their way into the table of terms."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

import msgspec


@dataclass(frozen=True, slots=True)
class ShippedTerm:
    vocabulary: str
    code: str
    labels: dict[str, str]
    order: int
    broader: str  # code of the term above it, or ""


def shipped_terms() -> Iterator[ShippedTerm]:
    """Every term after the one above it."""
    text = files("egnatia.activities.vocabularies").joinpath("terms.json").read_bytes()
    for vocabulary, terms in msgspec.json.decode(text, type=dict[str, list[dict[str, object]]]).items():
        codes = {str(term["code"]) for term in terms}
        for order, term in enumerate(terms):
            code = str(term["code"])
            labels = msgspec.convert(term["labels"], type=dict[str, str])
            yield ShippedTerm(vocabulary, code, labels, order, _broader(code, codes))


def _broader(code: str, codes: set[str]) -> str:
    """ "2.3" above "2.3.1", "DAC:152" above "DAC:15210"."""
    above = code.rpartition(".")[0] if "." in code else code[: len("DAC:152")]
    return above if above in codes and above != code else ""
