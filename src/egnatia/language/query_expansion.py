"""What somebody looks for: the words that they typed, and how the languages of the region say what they mean. Pure.

A term is a row of folded words that must all be there, in whatever order; one that ends in * is the beginning of a
word. A concept of the compact lexicon is read in every language, other words in the first language that knows them.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain
from string import ascii_lowercase
from uuid import UUID

from egnatia.language.concepts import LANGUAGES, codes_of, language_group, patterns_at, patterns_of
from egnatia.language.economies import LONGEST_CODE, by_stems, names_of
from egnatia.language.lexicon.sides import PARTICLES
from egnatia.language.lexicon.tables import entries, names
from egnatia.language.script import fold
from egnatia.language.tables import rows
from egnatia.language.words import folded_words, stem

Term = tuple[str, ...]
MOST_WORDS = 12  # that a search reads
MOST_READ = 2_000  # characters, before anything else is done with them
MOST_TYPED = 300  # characters that are looked up as they are: no identifier is longer
LONGEST_NAME = 9  # words of an economy's name
LONGEST_WORD = 80  # letters; the database refuses words of thousands
FEWEST_LETTERS = 3  # shorter words are looked up as they are, not as beginnings
TELLING = 5  # letters of a beginning by which another language is searched: "rad*" (work) would find "radical"
FEWEST_CORRECTED = 4  # of a word that is corrected: of three, every second one is a neighbour of another
MOST_CHANGED = 2  # letters before an ending that is known: "tkaju" and "tkanje" have three in common
MOST_SHORTENED = 3  # letters that an unknown ending may have
# Single letters of other scripts that are two or three when folded, so that one of them is missed or mistaken as one.
PAIRS = ("lj", "nj", "dj", "dz", "gj", "kj", "st", "ju", "ja", "th", "ch", "ps", "ou")
MOST_SENSES = 3  # of one word: of more the first, since what means everything means nothing


def search_expression(typed: str) -> str:
    """What the database searches for: every word, in whatever form it ends ("zatvor" finds "zatvorski").

    "" where nothing is left to search for. Folded words hold letters and digits only, so nothing needs quoting.
    """
    return " & ".join(beginning(word).replace("*", ":*") for word in folded_words(typed)[:MOST_WORDS])


def folded_text(*texts: str) -> str:
    """What a search finds a record by: its words as `search_expression` asks for them."""
    return " ".join(word for text in texts for word in folded_words(text))


@dataclass(frozen=True, slots=True)
class Sense:
    """A concept, and the terms for it by language."""

    concept: str
    terms: Mapping[str, tuple[Term, ...]] = field(hash=False)  # they follow from the concept

    def read_in(self, languages: Collection[str]) -> Iterator[Term]:
        for language in languages:
            yield from self.terms.get(language, ())


@dataclass(frozen=True, slots=True)
class QueryPart:
    """Words in a row that stand for one thing: they themselves, or one of their senses, must be there.

    Of an economy its code and its other `names`, which are as good as the one that was typed.
    """

    words: Term
    senses: tuple[Sense, ...]
    written: str  # the words as typed, folded
    economy: str
    names: tuple[Term, ...]

    def terms(self, languages: Collection[str]) -> tuple[Term, ...]:
        """All that is looked for, the words first; each once."""
        meant = (term for sense in self.senses for term in sense.read_in(languages))
        return tuple(dict.fromkeys((self.words, *self.names, *meant)))


@dataclass(frozen=True, slots=True)
class SearchFilters:
    """What a search is limited to: records about an economy, on a topic, with a text in a language; "" for any."""

    economy: str = ""
    topic: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Sought:
    """`typed` without what cannot be searched. `more`: there were more words than are read.

    `relaxed`: no record has all words, nor is called as was typed; `nearest` are wanted before all others, in order.
    """

    typed: str
    parts: tuple[QueryPart, ...]
    more: bool
    filters: SearchFilters = SearchFilters()
    nearest: tuple[UUID, ...] = ()
    relaxed: bool = False

    @property
    def tongues(self) -> tuple[str, ...]:
        """The languages other than English in which something else is looked for than in English."""
        meant = {language for part in self.parts for sense in part.senses for language in sense.terms}
        return tuple(language for language in LANGUAGES if language in meant and language != "en")

    @property
    def limited(self) -> bool:
        """Whether filters leave out some of what could be found."""
        return self.filters != SearchFilters()

    @property
    def means(self) -> bool:
        """Whether there is more to look for than the words themselves."""
        return any(part.senses for part in self.parts)


def sought(typed: str, language: str) -> Sought:
    """What `typed` looks for, of somebody who reads `language`. Without a word there are no parts."""
    plain = " ".join("".join(c for c in typed[:MOST_READ] if c.isprintable() or c.isspace()).split())
    words = [word[:LONGEST_WORD] for word in folded_words(plain)]
    parts = tuple(_parts(words[:MOST_WORDS], language_group(language)))
    content = tuple(part for part in parts if not says_nothing([part]))
    return Sought(plain[:MOST_TYPED], content or parts, more=len(words) > MOST_WORDS or len(typed) > MOST_READ)


def _parts(words: Sequence[str], reads: str) -> Iterator[QueryPart]:
    position = 0
    while position < len(words):
        length, economy = _economy_at(words, position)
        senses: tuple[Sense, ...] = ()
        if not economy:
            length, senses = _meanings_at(words, position, reads)
        row = words[position : position + length]
        yield QueryPart(tuple(map(beginning, row)), senses, " ".join(row), economy, _names(economy))
        position += length


def _economy_at(words: Sequence[str], position: int) -> tuple[int, str]:
    """How many words from `position` on name which economy, as many as can; "" for none."""
    stems = tuple(map(stem, words[position : position + LONGEST_NAME]))
    found = ((length, by_stems().get(stems[:length], "")) for length in range(len(stems), 0, -1))
    return next((each for each in found if each[1]), (1, ""))


def _names(economy: str) -> tuple[Term, ...]:
    names = (name for name in names_of(economy) if len(name) > LONGEST_CODE)
    return tuple(dict.fromkeys(tuple(map(beginning, name.split())) for name in names))


def _meanings_at(words: Sequence[str], position: int, reads: str) -> tuple[int, tuple[Sense, ...]]:
    """How many words from `position` on mean what, as many as can; one word may mean nothing that is known.

    What the reader's language or English says is meant so, whatever another language could mean by it.
    """
    patterns, word = patterns_at(words, position), words[position]
    own = tuple(dict.fromkeys((reads, "en")))
    near = tuple(each for each in patterns if each.lang in own)
    if not near and (senses := _lexical(word, own)):
        return 1, senses
    found = near or patterns
    length = max((len(each.parts) for each in found), default=1)
    concepts = tuple(dict.fromkeys(each.concept for each in found if len(each.parts) == length))
    senses = tuple(map(_compact, concepts[:MOST_SENSES]))
    return length, senses or _lexical(word, [each for each in LANGUAGES if each not in own])


def _lexical(word: str, languages: Sequence[str]) -> tuple[Sense, ...]:
    """What a word means by the large lexicon, in the first of `languages` that knows it."""
    if len(word) < FEWEST_LETTERS or word in _silent():
        return ()
    known = (_heads(language).get(stem(word), ()) for language in languages if language in LANGUAGES)
    return tuple(map(_sense, next(filter(None, known), ())[:MOST_SENSES]))


def says_nothing(parts: Sequence[QueryPart]) -> bool:
    """Whether all of them are words without content in one of the languages of the region."""
    return all(not part.senses and not part.economy and part.written in _silent() for part in parts)


def part_of(word: str, reads: str) -> QueryPart:
    """What one folded word looks for, of somebody who reads `reads`."""
    return next(_parts([word], language_group(reads)))


def economy_of(word: str) -> str:
    """The economy that one folded word names; "" for none."""
    return by_stems().get((stem(word),), "")


@cache
def known_stems() -> frozenset[str]:
    """The stems of all words by which a lexicon says something, in whatever language."""
    return frozenset(chain.from_iterable(map(_heads, LANGUAGES)))


@cache
def _compact(concept: str) -> Sense:
    """As the compact lexicon says it; its patterns are what is looked for, but for one that is no row of words."""
    said = {
        language: tuple(pattern for pattern in patterns if all(part.removesuffix("*").isalnum() for part in pattern))
        for language, patterns in patterns_of(concept).items()
    }
    return Sense(concept, said)


@cache
def _heads(language: str) -> dict[str, tuple[int, ...]]:
    """The concepts of the large lexicon by the stem of a term of one word; abbreviations are names, and left out."""
    found: dict[str, list[int]] = defaultdict(list)
    for concept, terms in enumerate(entries(language)):
        for term in terms:
            if " " not in term and term != term.upper():
                found[stem(fold(term))].append(concept)
    return {root: tuple(dict.fromkeys(concepts)) for root, concepts in found.items()}


@cache
def _sense(concept: int) -> Sense:
    said = {language: tuple(_said(entries(language)[concept], language)) for language in LANGUAGES}
    return Sense(names()[concept], {language: terms for language, terms in said.items() if terms})


def _said(terms: Sequence[str], language: str) -> Iterator[Term]:
    """The terms as they are looked for; none that is too short to tell something in every other language."""
    without = _silent() | PARTICLES.get(language, frozenset())
    for written in terms:
        row = [word for word in folded_words(written) if word not in without]
        if row and max(map(len, row)) >= TELLING - 1:
            yield tuple(f"{stem(word)}*" if len(stem(word)) >= TELLING else word for word in row)


@cache
def _silent() -> frozenset[str]:
    """Words without content in one of the languages of the region."""
    listed = " ".join(words for language, words in rows("stopwords.tsv") if language in LANGUAGES)
    return frozenset(folded_words(listed))


def beginning(word: str) -> str:
    """A folded word in whatever form it ends: "zatvor*" finds "zatvorski"."""
    root = stem(word)
    return f"{root}*" if len(root) >= FEWEST_LETTERS and not root.isdigit() else word


def shortened(word: str) -> str:
    """What is looked for, without the letters that an ending of a short word may change: "bakom*" becomes "bak*"."""
    root = word.removesuffix("*")
    return f"{root[: max(FEWEST_LETTERS, len(root) - MOST_CHANGED)]}*" if root.isalpha() else word


def tongues_of(codes: Collection[str]) -> tuple[str, ...]:
    """The languages that a text under these codes is read in: English always, all where its language is not known."""
    if not codes or not {"", "und"}.isdisjoint(codes):
        return LANGUAGES
    return ("en", *(each for each in LANGUAGES if each != "en" and not set(codes_of(each)).isdisjoint(codes)))


def meant(parts: Sequence[QueryPart], there: Collection[str], tongues: Collection[str]) -> tuple[str, ...]:
    """The concepts by which a text with the folded words `there` is found, where the words typed are not in it."""
    ordered = sorted(there)
    found = (_meant(part, ordered, tongues) for part in parts if part.senses and not holds(part.words, ordered))
    return tuple(dict.fromkeys(concept for concept in found if concept))


def fits(parts: Sequence[QueryPart], there: Collection[str], tongues: Collection[str]) -> bool:
    """Whether a text with the folded words `there` is found."""
    ordered = sorted(there)
    return bool(parts) and all(any(holds(term, ordered) for term in part.terms(tongues)) for part in parts)


def _meant(part: QueryPart, ordered: Sequence[str], tongues: Collection[str]) -> str:
    by = (sense.concept for sense in part.senses if any(holds(term, ordered) for term in sense.read_in(tongues)))
    return next(by, "")


def holds(term: Term, ordered: Sequence[str]) -> bool:
    """Whether all words of the term are among `ordered`, sorted folded words."""
    return all(_there(word, ordered) for word in term)


def _there(word: str, ordered: Sequence[str]) -> bool:
    root = word.removesuffix("*")
    at = bisect_left(ordered, root)
    return at < len(ordered) and (ordered[at].startswith(root) if root != word else ordered[at] == root)


@dataclass(frozen=True, slots=True)
class Spelling:
    """What may be meant: `term` as it is looked for, and the `words` that it stands for. `known`: a lexicon has it.
    `distance`: 1 for a typing error, more for each letter that was left out of an ending."""

    term: str
    words: tuple[str, ...]
    known: bool
    distance: int


def neighbours(word: str) -> frozenset[str]:
    """All words at distance 1: a letter left out, added, replaced, or changed for its neighbour in the word."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    units = (*ascii_lowercase, *PAIRS)
    shorter = {a + b[1:] for a, b in cuts if b} | {a + b[2:] for a, b in cuts if b[:2] in PAIRS}
    turned = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    other = {a + unit + b[1:] for a, b in cuts if b for unit in units}
    longer = {a + unit + b for a, b in cuts for unit in units}
    return frozenset((shorter | turned | other | longer) - {word, ""})


def spellings(word: str) -> tuple[Spelling, ...]:
    """What may be meant by a folded word that occurs nowhere, each term once; nothing of a number.

    Neighbours of the word and of its stem, since what is typed may end in another way than what is written.
    """
    if len(word) < FEWEST_CORRECTED or not word.isalpha():
        return ()
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for root, each, distance in _in_order(word):
        found[f"{root}*" if len(root) >= TELLING else each].setdefault(each, distance)
    return tuple(
        Spelling(term, tuple(words), term.removesuffix("*") in known_stems(), min(words.values()))
        for term, words in found.items()
    )


def _in_order(word: str) -> Iterator[tuple[str, str, int]]:
    """Stem, word and distance."""
    root = stem(word)
    yield from ((stem(each), each, 1) for each in sorted(neighbours(word)) if len(each) >= FEWEST_CORRECTED)
    yield from ((each, each, 1) for each in sorted(neighbours(root)) if len(each) >= TELLING)
    for cut in range(1, MOST_SHORTENED + 1):
        if len(root) - cut >= TELLING:
            yield root[:-cut], root[:-cut], 1 + cut


def corrected(part: QueryPart, meant: Sequence[Spelling], reads: str) -> QueryPart:
    """The part as if one of the words `meant` had been typed, the first above all: it is read in all languages."""
    first, *others = meant
    names = tuple((each.term,) for each in others)
    return replace(part_of(first.words[0], reads), written=part.written, words=(first.term,), names=names)
