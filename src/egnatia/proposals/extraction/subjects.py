"""What is done, for whom, in which sector: read from the concepts of the text and from words of a table."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from egnatia.language import concept_words, concepts, telling
from egnatia.proposals.extraction.fact import Fact
from egnatia.proposals.extraction.lines import TextLine
from egnatia.proposals.extraction.tokens import hits

KINDS = ("type", "group", "sector")
MOST = {"type": 3, "group": 3, "sector": 2, "concept": 8}
IN_TITLE = 3  # how much more a word of the title says


@cache
def _categories() -> Mapping[str, tuple[str, str, str]]:
    rows = files(__package__).joinpath("categories.tsv").read_text(encoding="utf-8").splitlines()
    split = [row.split("\t") for row in rows if row and not row.startswith("#")]
    return {concept: (kind, group, sector) for concept, kind, group, sector in split}


def subjects(lines: Sequence[TextLine], title: str, language: str) -> Iterator[Fact]:
    """Types, groups, sectors and concepts, the most often said first, each with the first words that say it."""
    body = "\n".join(line.said for line in lines if line.about not in ("amount", "when", "note", "funder"))
    said = concepts(body, language)
    for concept in concepts(title, language):
        said[concept] += IN_TITLE
    words = concept_words(f"{title}\n{body}", language)
    for position, name in enumerate(KINDS):
        yield from _of_kind(name, position, said, words, lines)
    order = sorted(said, key=lambda concept: (concept not in telling(), -said[concept], concept))
    yield from (Fact("concept", concept, words[concept]) for concept in order[: MOST["concept"]] if concept in words)


def _of_kind(
    name: str, position: int, said: Mapping[str, int], words: Mapping[str, str], lines: Sequence[TextLine]
) -> Iterator[Fact]:
    weight: Counter[str] = Counter()
    quotes: dict[str, str] = {}
    for concept, count in said.items():
        code = _categories().get(concept, ("-", "-", "-"))[position]
        if code != "-" and concept in words:
            weight[code] += count
            quotes.setdefault(code, words[concept])
    if name == "type":
        for code, quote in _services(lines):
            weight[code] += 1
            quotes.setdefault(code, quote)
    ranked = sorted(weight, key=lambda code: (-weight[code], code))
    yield from (Fact(name, code, quotes[code]) for code in ranked[: MOST[name]])


def _services(lines: Sequence[TextLine]) -> Iterator[tuple[str, str]]:
    for line in lines:
        for hit in hits(line.tokens, "services.tsv"):
            yield hit.means, line.quote(hit.first, hit.last)
