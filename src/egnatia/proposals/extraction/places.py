"""Economies and places, in the region's languages, scripts and declined forms.

A form's line that says where goes before the title, the title before the text, the text before what is told of the
applicant. What a sentence denies, compares with or tells of earlier years counts only where nothing else is named.
Settlements beside our own list are those of GeoNames (CC BY 4.0, geonames.org).
"""

import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from egnatia.language import fold
from egnatia.proposals.extraction.fact import Fact
from egnatia.proposals.extraction.lines import TextLine
from egnatia.proposals.extraction.titles import language
from egnatia.proposals.extraction.tokens import Token, hits, written

REGION = ("ALB", "BIH", "XKX", "MNE", "MKD", "SRB")  # what "Western Balkans" means
WHERE, TITLE, TEXT, BODIES, NOWHERE = range(5)  # how near a line is to where the work is done
_LEVELS = {"where": WHERE, "title": TITLE, "subject": TITLE, "note": TITLE, "applicant": BODIES, "partner": BODIES}
_LEVELS |= {"implementer": BODIES, "funder": NOWHERE, "amount": NOWHERE, "requested": NOWHERE}
FIRST_LINES, SHORT = 6, 30  # lines without a label that may hold the title, and their words
BEFORE, AFTER = 6, 3  # tokens in which a word of comparison or of language is looked for
SHORTEST = 3  # letters of a root
AGO = 2  # years between what a sentence tells of and the last year of the text: it tells of the past
SURE, MAYBE, DOUBTFUL = 2, 1, 0
_DIGRAPHS = re.compile(r"([szc])h|kh|t[sz]|ou|(.)\2")
_BETWEEN = frozenset(",/-–—(•·|;&")
_QUOTES = frozenset('„“”"«»‘')
_ENDINGS = {  # of declined forms, and of the names that they are declined from; spelled as `spelled` does
    "slavic": ("a u e i o om em iem ima ama og oga ome omu oi im ih ah iu ov aca", " a o e i ia ie"),
    "sq": ("i it in n u ut un a es en s t e ia ise ine se ne ve", " e a i"),
    "ro": ("ul ului lui lor ilor ei iei a i ii", " a i u e ea"),
    "el": ("is i as a os o u on es eos oi us ion iu", " i a os as o is es oi on ion ia us"),
}
_FAMILIES = {"hbs": "slavic", "mk": "slavic", "bg": "slavic", "sl": "slavic", "sq": "sq", "ro": "ro", "el": "el"}


def spelled(text: str) -> str:
    """`text` as the region's languages spell it alike: "Shtip", "Štip", "Штип" are one, as "Sofija" and "София"."""
    words = re.split(r"[\W_]+", fold(text).replace("dj", "gj"))
    return " ".join(map(_spelled, filter(None, words)))


@lru_cache(maxsize=1 << 15)
def _spelled(word: str) -> str:
    alike = word.replace("y", "i").replace("j", "i").replace("q", "c").replace("w", "v")
    return _DIGRAPHS.sub(_shortened, alike)


def _shortened(found: re.Match[str]) -> str:
    pair = found.group()
    return found[1] or found[2] or {"kh": "c", "ou": "u"}.get(pair, "c")


@dataclass(frozen=True, slots=True)
class Place:
    """`size` is 4 for what we list, 1 to 3 for settlements by population; `is_word` where the name means more."""

    name: str
    economy: str
    size: int
    is_word: bool
    is_region: bool = False


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by the spelled words of their names; of longer names by the first word."""

    single: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    longer: dict[str, list[tuple[list[str], str]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, forms: Collection[str], row: str) -> None:
        for form in forms:
            first, *rest = form.split(" ")
            if rest:
                self.longer[first].append((rest, row))
            else:
                self.single[first].append(row)


@cache
def gazetteer() -> Gazetteer:
    """Our own list of municipalities and regions, then the settlements of GeoNames; read where it is first asked."""
    found, folder = Gazetteer(), files(__package__)
    for line in folder.joinpath("places.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            economy, kind, names = line.split("\t")
            name, *_ = names.replace("?", "").split("|")
            for mark in ("", "?"):
                forms = [spelled(form) for form in names.split("|") if form.startswith("?") == bool(mark)]
                found.add(forms, f"{economy}\t{'r' if kind == 'r' else '4'}{mark}\t{name}")
    settled = gzip.decompress(folder.joinpath("settlements.tsv.gz").read_bytes()).decode()
    for line in settled.splitlines():
        row, _, forms = line.rpartition("\t")
        found.add(forms.split("|"), row)
    return found


@lru_cache(maxsize=1 << 12)
def _place(row: str) -> Place:
    economy, kind, name = row.split("\t")
    size = 4 if kind[0] == "r" else int(kind[0])
    return Place(name, economy, size, kind.endswith("?"), kind[0] == "r")


@cache
def _cues() -> dict[str, frozenset[str]]:
    """Words that tell whether a name is where the work is done, folded -> what they are."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in files(__package__).joinpath("whereabouts.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            means, _, phrases = line.partition("\t")
            for phrase in phrases.split("|"):
                found[fold(phrase)].add(means)
    return {phrase: frozenset(means) for phrase, means in found.items()}


@lru_cache(maxsize=1 << 15)
def _roots(word: str, family: str) -> frozenset[str]:
    """Names of which the spelled `word` may be a declined form, by the rules of a family of languages."""
    endings, nominatives = _ENDINGS[family]
    found = set()
    for ending in endings.split():
        root = word.removesuffix(ending)
        if root != word and len(root) >= SHORTEST:
            found.update(root + final for final in nominatives.split(" "))
            if family in ("slavic", "sq"):
                found.update(_with_vowel(root))
            if family == "slavic" and ending == "i" and root[-1] in "czs":
                found.add(root[:-1] + {"c": "k", "z": "g", "s": "h"}[root[-1]] + "a")
    if family == "slavic" and word.endswith("aca"):
        found.add(word[:-3] + "ci")
    return frozenset(found)


def _with_vowel(root: str) -> Iterator[str]:
    """Leskovc- is of Leskovac, Shkodr- of Shkodër, Šapc- of Šabac."""
    if root[-1] not in "aeiou" and root[-2] not in "aeiou":
        stem = f"{root[:-2]}b" if root.endswith("pc") else root[:-1]
        yield from (stem + vowel + root[-1] for vowel in "ae")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a line: the places or the economy that it may be, and how sure it is where the work is done."""

    level: int
    line: int
    first: int
    last: int
    quote: str
    sure: int
    places: tuple[Place, ...] = ()
    codes: tuple[str, ...] = ()

    @property
    def economies(self) -> frozenset[str]:
        return frozenset(self.codes or (place.economy for place in self.places))


def places(lines: Sequence[TextLine]) -> Iterator[Fact]:
    """Economies and places. Where a line says where, it alone counts; else the title, else the text by frequency."""
    mentions = _resolved(_listed(list(_mentions(lines)), lines), lines)
    economies = _economies(mentions)
    towns = _towns(mentions, {code for code, _ in economies})
    yield from (Fact("economy", code, quote) for code, quote in economies)
    yield from (Fact("place", name, quote) for name, quote in towns)


def _mentions(lines: Sequence[TextLine]) -> Iterator[Mention]:
    said = "\n".join(line.text for line in lines)
    spoken = next((fact.value for fact in language(said)), "")
    years = [int(year) for year in re.findall(r"\b20\d\d\b", said)]
    for at, (line, level) in enumerate(zip(lines, _levels(lines), strict=True)):
        if level != NOWHERE:
            yield from _Line(line, at, level, spoken, max(years, default=0)).mentions()


def _levels(lines: Sequence[TextLine]) -> Iterator[int]:
    """How near each line is to where the work is done. Of a form's own list of what may be chosen, nothing is."""
    first, below, listing = FIRST_LINES, False, False
    for line in lines:
        level = _LEVELS.get(line.about, TEXT)
        head = _head(line)
        listing = (level == WHERE and "eligible" in head) or (listing and level == WHERE)
        if listing:
            level = NOWHERE
            listing = line.said.rstrip().endswith((",", ";")) or (
                len(line.said.split()) < SHORT and line.said[-1:].isalpha() and "," in line.said and _goes_on(line)
            )
        elif level in (TEXT, TITLE) and ("where" in head or below):
            level = WHERE
        elif level == TEXT and not line.about and first > 0 and len(line.said.split()) <= SHORT:
            level = TITLE
        first -= level in (TEXT, TITLE)
        below = "where" in head and line.text.rstrip(" :").count(" ") < 3 and level == WHERE and not below
        yield level


def _goes_on(line: TextLine) -> bool:
    return bool(line.tokens) and "and" in _cues().get(line.tokens[-1].folded, ())


def _head(line: TextLine) -> frozenset[str]:
    """What the words before a colon are, or those of a line that is nothing else."""
    head, colon, _ = line.text.partition(":")
    words = [word for word in re.split(r"[\W\d_]+", fold(head)) if word]
    if not words or len(words) > 3 or not (colon or len(words) < 3):
        return frozenset()
    return _cues().get(" ".join(words), _cues().get(words[0], frozenset()) & {"eligible"})


class _Line:
    """The names in one line."""

    def __init__(self, line: TextLine, at: int, level: int, spoken: str, last_year: int) -> None:
        self.line, self.at, self.level, self.spoken, self.last_year = line, at, level, spoken, last_year
        self.tokens = [_headword(token) for token in line.tokens]
        self.means = [_cues().get(token.folded, frozenset()) for token in self.tokens]
        self.shouts = line.said.isupper()

    def mentions(self) -> Iterator[Mention]:
        taken: set[int] = set()
        for hit in hits(self.tokens, "economies.tsv"):
            code = hit.means.rstrip("~")
            if not self._is_economy(hit.first, hit.last, adjective=code != hit.means):
                continue
            starred = hit.last < len(self.tokens) and self.tokens[hit.last].written == "*"
            taken.update(range(hit.first, hit.last))
            sure = min(self._told(hit.first, hit.last), MAYBE if code != hit.means else SURE)
            codes = REGION if code == "REGION" else (code,)
            yield self._mention(hit.first, hit.last + starred, sure, codes=codes)
        at = 0
        while at < len(self.tokens):
            found, last = self._at(at) if at not in taken and self.tokens[at].is_name else ((), at + 1)
            if found and self._may_be(at, last):
                yield self._mention(at, last, self._sure(at, last, found), found=found)
            at = last if found else at + 1

    def _mention(
        self, first: int, last: int, sure: int, *, found: tuple[Place, ...] = (), codes: tuple[str, ...] = ()
    ) -> Mention:
        quote = written(self.line.said, self.tokens, first, last)
        return Mention(self.level, self.at, first, last, quote, sure, found, codes)

    def _is_economy(self, first: int, last: int, *, adjective: bool) -> bool:
        if not adjective:
            return self.tokens[first].is_name
        near = range(last, min(len(self.tokens), last + BEFORE))
        alone = last >= len(self.tokens) or not self.tokens[last].is_word or "and" in self.means[last]
        return not alone and not any("language" in self.means[at] for at in (*near, max(0, first - 1)))

    def _at(self, at: int) -> tuple[tuple[Place, ...], int]:
        """The places whose name begins here, the longest name alone, and the token after it."""
        known, words = gazetteer(), self._words(at)
        longest: dict[int, list[str]] = defaultdict(list)
        for word in words:
            for rest, row in known.longer.get(word, ()):
                last = self._follows(at + 1, rest)
                if last:
                    longest[last].append(row)
        if longest:
            last = max(longest)
            return tuple(map(_place, dict.fromkeys(longest[last]))), last
        exact = known.single.get(words[0])
        rows = exact or [row for word in words[1:] for row in known.single.get(word, ())]
        return tuple(map(_place, dict.fromkeys(rows))), at + 1

    def _words(self, at: int) -> tuple[str, ...]:
        folded = self.tokens[at].folded
        word = _spelled(folded.replace("dj", "gj"))
        family = _FAMILIES.get(self.spoken, "" if self.spoken else "slavic")
        return word, *(sorted(_roots(word, family)) if family and len(word) > SHORTEST else ())

    def _follows(self, at: int, rest: Sequence[str]) -> int:
        """The token after the words of a name from here on, 0 where they are not here. Hyphens are none of them."""
        for wanted in rest:
            while at < len(self.tokens) and self.tokens[at].written in "-–":
                at += 1
            if at >= len(self.tokens) or not self.tokens[at].is_word or wanted not in self._words(at):
                return 0
            at += 1
        return at

    def _may_be(self, first: int, last: int) -> bool:
        """No abbreviation and no code: "NIS2" is no town."""
        token = self.tokens[first]
        if last - first == 1 and token.written.isupper() and len(token.written) <= 4 and not self.shouts:
            return False
        return not (last < len(self.tokens) and self.tokens[last].is_number and self.tokens[last].at == token.upto)

    def _sure(self, first: int, last: int, found: Sequence[Place]) -> int:
        """Whether a name in the text is a place: where words say so, or it is well known and stands by itself."""
        told = self._told(first, last)
        before = self.means[first - 1] if first else frozenset()
        if told == DOUBTFUL or self.level == WHERE:
            return told
        if before & {"in", "of", "region"} or self.line.tokens[first].written != self.tokens[first].written:
            return told
        behind = self.means[last] if last < len(self.tokens) else frozenset()
        if behind & {"of", "region"}:
            return told
        if self._is_part_of_a_name(first, last):
            return DOUBTFUL
        return MAYBE if all(place.is_word or place.size == 1 for place in found) else told

    def _is_part_of_a_name(self, first: int, last: int) -> bool:
        before = self.tokens[first - 1] if first else None
        behind = self.tokens[last] if last < len(self.tokens) else None
        if before and (before.written in _QUOTES or (before.is_name and first > 1 and not self.means[first - 1])):
            return True
        if any("body" in self.means[at] and self.tokens[at].is_name for at in range(max(0, first - 4), first)):
            return "," not in [token.written for token in self.tokens[max(0, first - 4) : first]]
        return bool(behind and behind.is_name and not self._at(last)[0])

    def _told(self, first: int, last: int) -> int:
        """DOUBTFUL where the sentence denies it, compares with it or tells of earlier years."""
        begin, end = self._sentence(first)
        if any(f"not:{self.spoken}" in self.means[at] for at in range(begin, end)):
            return DOUBTFUL
        near = range(max(begin, first - BEFORE), min(end, last + AFTER))
        if any("comparison" in self.means[at] for at in near):
            return DOUBTFUL
        years = [int(token.written) for token in self.tokens[begin:end] if re.fullmatch(r"20\d\d", token.written)]
        if years and max(years) <= self.last_year - AGO and self.level != WHERE:
            return DOUBTFUL
        return SURE

    def _sentence(self, at: int) -> tuple[int, int]:
        ends = [n + 1 for n, (one, other) in enumerate(pairwise(self.tokens)) if _is_end(one, other, self.tokens, n)]
        begin = max((end for end in ends if end <= at), default=0)
        return begin, min((end for end in ends if end > at), default=len(self.tokens))


def _is_end(one: Token, other: Token, tokens: Sequence[Token], at: int) -> bool:
    if one.written in "!?":
        return True
    return (
        one.written == "." and other.is_name and at > 0 and tokens[at - 1].is_word and len(tokens[at - 1].written) > 3
    )


def _headword(token: Token) -> Token:
    """Without what an apostrophe adds: "Ankara'da", "Albania's"."""
    head = re.split("['’ʼ`]", token.written)[0]
    return token if head == token.written or len(head) < SHORTEST else replace(token, written=head, folded=fold(head))


def _listed(mentions: list[Mention], lines: Sequence[TextLine]) -> list[Mention]:
    """In a list, what is a place makes its neighbours places; so does the name of its economy beside it."""
    found = list(mentions)
    order = sorted(range(len(found)), key=lambda n: (found[n].line, found[n].first))
    for pairs in (list(pairwise(order)), list(pairwise(order[::-1]))):
        for one, other in pairs:
            a, b = found[one], found[other]
            alike = a.economies & b.economies
            if a.sure == SURE and b.sure == MAYBE and b.places and alike and _beside(a, b, lines):
                found[other] = replace(b, sure=SURE)
    return found


def _beside(a: Mention, b: Mention, lines: Sequence[TextLine]) -> bool:
    first, second = (a, b) if a.first < b.first else (b, a)
    between = lines[a.line].tokens[first.last : second.first] if a.line == b.line else ()
    return bool(between) and all(
        token.written in _BETWEEN or _cues().get(token.folded, frozenset()) & {"and", "of", "region"}
        for token in between
    )


def _resolved(mentions: Sequence[Mention], lines: Sequence[TextLine]) -> list[Mention]:
    """Each name as one place: of the economy that is named with it, else that of most; small ones only so."""
    named: dict[int, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        known = {place.economy for place in mention.places if place.size > 1 and not place.is_word}
        codes = mention.codes if len(mention.codes) == 1 else tuple(known) if len(known) == 1 else ()
        named[mention.line].update(dict.fromkeys(codes, 1 + mention.sure + 2 * (mention.level == WHERE)))
    overall: Counter[str] = sum(named.values(), Counter())
    return [
        replace(mention, places=_chosen(mention, named[mention.line], overall)) if mention.places else mention
        for mention in mentions
    ]


def _chosen(mention: Mention, beside: Counter[str], overall: Counter[str]) -> tuple[Place, ...]:
    """The likeliest place, () where its name may be of several economies or is of a place too small to be meant."""
    best = max(mention.places, key=lambda place: (beside[place.economy], overall[place.economy], place.size))
    if not overall[best.economy] and mention.level != WHERE and (best.size == 1 or best.is_word):
        return ()
    rivals = {p.economy for p in mention.places if p.size >= best.size and p.economy != best.economy}
    if not overall[best.economy] and rivals:
        return (replace(best, economy=""),) if mention.level == WHERE else ()
    return (best,)


def _economies(mentions: Sequence[Mention]) -> list[tuple[str, str]]:
    """Codes with their words: of the lines nearest to where the work is done that name any."""
    for sure in (SURE, MAYBE, DOUBTFUL):
        for level in (WHERE, TITLE, TEXT, BODIES):
            here = [each for each in mentions if each.level == level and each.sure == sure]
            found = _weighed(here, everything=level in (WHERE, TITLE))
            if found:
                return found
    return []


def _weighed(mentions: Sequence[Mention], *, everything: bool) -> list[tuple[str, str]]:
    """Economies by how often they and their towns are named; in the text, those at least half as often as the first."""
    counts: Counter[str] = Counter()
    quotes: dict[str, str] = {}
    regional = [each for each in mentions if each.codes == REGION]
    for mention in sorted(mentions, key=lambda each: (not each.codes, each.line, each.first)):
        if mention.codes == REGION and len(regional) < len(mentions) and not everything:
            continue
        for code in dict.fromkeys(mention.codes or (place.economy for place in mention.places)):
            counts[code] += 1
            quotes.setdefault(code, mention.quote)
    counts.pop("", None)
    most = max(counts.values(), default=0)
    return [(code, quotes[code]) for code in quotes if code and (everything or 2 * counts[code] >= most)]


def _towns(mentions: Sequence[Mention], economies: Collection[str]) -> list[tuple[str, str]]:
    """Places with their words, by the same order; regions where no town is named beside them in the text."""
    for sure in (SURE, DOUBTFUL):
        for level in (WHERE, TITLE, TEXT, BODIES):
            here = [each for each in mentions if each.level == level and each.sure >= sure and each.places]
            here = [each for each in here if each.places[0].economy in ("", *economies)]
            if here and (level != BODIES or sure == SURE):
                towns = [each for each in here if not each.places[0].is_region] or here
                kept = here if level == WHERE else towns
                return list(dict((each.places[0].name, each.quote) for each in kept[::-1]).items())[::-1]
    return []
