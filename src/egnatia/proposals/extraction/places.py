"""Economies and towns, in the region's languages and declined forms."""

from collections.abc import Iterable, Iterator, Sequence

from egnatia.proposals.extraction.fact import Fact
from egnatia.proposals.extraction.lines import TextLine, about
from egnatia.proposals.extraction.tokens import hits

REGION = ("ALB", "BIH", "XKX", "MNE", "MKD", "SRB")  # what "Western Balkans" means
WHERE = "where"


def places(lines: Sequence[TextLine]) -> Iterator[Fact]:
    """Economies and towns. Where a line says where, the economies of that line count alone; else those of the text.

    Without any economy, that of the towns.
    """
    said = list(about(lines, WHERE))
    economies = list(_economies(said)) or list(_economies(lines))
    towns = list(_towns(said)) or list(_towns(lines))
    yield from economies
    yield from (Fact("place", town, quote) for town, _, quote in towns)
    if not economies:
        yield from (Fact("economy", economy, quote) for _, economy, quote in towns)


def _economies(lines: Iterable[TextLine]) -> Iterator[Fact]:
    for line in lines:
        for hit in hits(line.tokens, "economies.tsv"):
            if not line.tokens[hit.first].is_name:
                continue
            starred = hit.last < len(line.tokens) and line.tokens[hit.last].written == "*"
            last = hit.last + starred
            quote = line.quote(hit.first, last)
            codes = REGION if hit.means == "REGION" else (hit.means,)
            yield from (Fact("economy", code, quote) for code in codes)


def _towns(lines: Iterable[TextLine]) -> Iterator[tuple[str, str, str]]:
    for line in lines:
        for hit in hits(line.tokens, "places.tsv"):
            if any(token.is_name for token in line.tokens[hit.first : hit.last]):
                name, _, economy = hit.means.partition(":")
                yield name, economy, line.quote(hit.first, hit.last)
