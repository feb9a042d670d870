"""Money that several donors put into one fund or one budget: whoever pays into it meets the others there."""

from functools import cache
from importlib.resources import files

from egnatia.language import folded_words
from egnatia.overlap.prepared import FIRST_WORDS, Prepared


def one_fund(a: Prepared, b: Prepared) -> bool:
    """Whether both texts speak of such money."""
    return _pooled(a) and _pooled(b)


def _pooled(a: Prepared) -> bool:
    said = [
        *(folded_words(t.text) for t in a.activity.titles),
        *(folded_words(t.text)[:FIRST_WORDS] for t in a.activity.descriptions),
    ]
    return any(term in f" {' '.join(words)} " for words in said for term in _terms())


@cache
def _terms() -> tuple[str, ...]:
    """Folded, each between spaces."""
    text = files("egnatia.overlap").joinpath("pooled.tsv").read_text(encoding="utf-8")
    terms = (line.split("\t")[1] for line in text.splitlines() if not line.startswith("#"))
    return tuple(f" {' '.join(folded_words(term))} " for term in terms)
