"""Who pays, who carries it out, who receives: names that the asker can see, and unknown ones behind telling words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from egnatia.language import folded_words
from egnatia.proposals.extraction.fact import Fact
from egnatia.proposals.extraction.lines import TextLine
from egnatia.proposals.extraction.tokens import PhraseHit, Token, hits

ROLES = ("receiver", "funder", "implementer")
NEAR = 4  # words between a telling word and the name
LONGEST = 9  # words of an unknown name
SHORTEST = 3  # letters of an abbreviation that is read as a name
_LINKING = frozenset(
    ["of", "for", "the", "and", "i", "za", "dhe", "e", "të", "së", "и", "за", "на", "во", "де", "la", "pentru", "și"]
)


@dataclass(frozen=True, slots=True)
class OrganisationNames:
    """Names that may be read: folded words in a row -> the organisation's name and the role it usually has."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], str, str], ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, names: Sequence[tuple[str, str, str]]) -> "OrganisationNames":
        """From (name or alias, the organisation's name, usual role or ""). What stands in brackets may be left out."""
        found: dict[str, set[tuple[tuple[str, ...], str, str]]] = {}
        for alias, name, role in names:
            for form in {alias, alias.partition("(")[0]}:
                words = tuple(folded_words(form))
                if len("".join(words)) >= SHORTEST and (len(words) > 1 or form.strip()[:1].isupper()):
                    found.setdefault(words[0], set()).add((words, name, role))
        longest_first = {key: sorted(row, key=lambda each: (-len(each[0]), each)) for key, row in found.items()}
        return cls({key: tuple(row) for key, row in longest_first.items()})


NOBODY = OrganisationNames()


@dataclass(frozen=True, slots=True)
class _Span:
    first: int
    last: int
    name: str
    usual: str


def organisations(lines: Sequence[TextLine], known: OrganisationNames) -> Iterator[Fact]:
    """The role comes from the line's label, else from words before the name, else from what it usually does."""
    for line in lines:
        found = list(_known(line.tokens, known))
        cues = list(hits(line.tokens, "roles.tsv"))
        for span in found:
            role = line.about if line.about in ROLES else _cue_before(span.first, cues) or span.usual or "organisation"
            yield Fact(role, span.name, line.quote(span.first, _bracket_closed(line.tokens, span.last)))
        yield from _unknown(line, cues, found)


def _bracket_closed(tokens: Sequence[Token], last: int) -> int:
    return last + (last < len(tokens) and tokens[last].written == ")")


def _known(tokens: Sequence[Token], known: OrganisationNames) -> Iterator[_Span]:
    """Names in the order of the text, the longest at each place; a single word only where it begins with a capital."""
    words = [(position, token) for position, token in enumerate(tokens) if not token.folded.isspace()]
    plain = [(position, token) for position, token in words if token.is_word or token.is_number]
    at = 0
    while at < len(plain):
        span, length = _known_at(plain, at, known)
        if span:
            yield span
        at += length


def _known_at(plain: Sequence[tuple[int, Token]], at: int, known: OrganisationNames) -> tuple[_Span | None, int]:
    position, token = plain[at]
    for words, name, role in known.by_first.get(token.folded, ()):
        there = plain[at : at + len(words)]
        if token.is_name and tuple(each.folded for _, each in there) == words:
            return _Span(position, there[-1][0] + 1, name, role), len(words)
    return None, 1


def _cue_before(first: int, cues: Sequence[PhraseHit]) -> str:
    near = [cue for cue in cues if 0 <= first - cue.last <= NEAR]
    return near[-1].means if near else ""


def _unknown(line: TextLine, cues: Sequence[PhraseHit], found: Sequence[_Span]) -> Iterator[Fact]:
    """A run of capitalised words right behind a telling word or at the beginning of a line that says who."""
    starts = [(cue.last, cue.means) for cue in cues]
    if line.about in ROLES:
        starts.append((0, line.about))
    for start, role in starts:
        first, last = _run(line.tokens, start)
        if last > first and not any(span.first < last and first < span.last for span in found):
            quote = line.quote(first, last)
            yield Fact(role, quote, quote)


def _run(tokens: Sequence[Token], start: int) -> tuple[int, int]:
    first = start
    if first < len(tokens) and tokens[first].folded in ("the", "nga", "od"):
        first += 1
    last = first
    for at in range(first, min(len(tokens), first + LONGEST)):
        token = tokens[at]
        if token.is_word and token.is_name:
            last = at + 1
        elif not (token.folded in _LINKING and at > first):
            break
    return first, last
