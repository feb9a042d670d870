"""Economies and places, in the region's languages, scripts and declined forms.

A form's line that says where goes before the title, the title before the text, the text before what is told of the
applicant. What a sentence denies, compares with or tells of earlier years counts only where nothing else is named.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from egnatia.language import fold, spelled
from egnatia.proposals.extraction.fact import Fact
from egnatia.proposals.extraction.gazetteer import (
    AGO,
    BODIES,
    LISTED,
    NOWHERE,
    PAID_IN,
    SHORT,
    SURE,
    TEXT,
    TITLE,
    WHERE,
    Mention,
    Place,
    adjectives,
    cues,
    headword,
    is_declined,
    levels,
    places_at,
)
from egnatia.proposals.extraction.lines import TextLine
from egnatia.proposals.extraction.titles import language
from egnatia.proposals.extraction.tokens import PhraseHit, hits, sentence, written

REGION = ("ALB", "BIH", "XKX", "MNE", "MKD", "SRB")  # what "Western Balkans" means
BEFORE, AFTER = 6, 3  # tokens in which a word of comparison or of language is looked for
LONGEST = 3  # words of a name that is in no list
LETTER = 9  # tokens of a line with the place and the day of a letter
LIKELY = 5  # letters of a name that is hardly another word by chance
SHORTEST = 3  # letters of a name that is in no list
AGAIN = 3  # times that a name which is also a word is written, where it is a place
MAYBE, DOUBTFUL = 1, 0  # below SURE
_KINDS = frozenset(["of", "region", "body", "where", "in", "language", "comparison", "elsewhere"])
_LOCATIVE = frozenset(["da", "de", "ta", "te", "daki", "deki", "taki", "teki"])
_LISTING = frozenset(["and", "of", "region", "in", "article"])
_BETWEEN = frozenset(",/-–—(•·|;&")
_QUOTES = frozenset('„“”"«»‘')


def places(lines: Sequence[TextLine], paid_in: Fact | None = None) -> Iterator[Fact]:
    """Economies and places. Where a line says where, it alone counts; else the title, else the text by frequency.

    The text names the economy of the currency that it is `paid_in` too, unless a line or the title says where.
    """
    yield from told(located(lines), paid_in)


def located(lines: Sequence[TextLine]) -> list[Mention]:
    """Every name of a place or an economy, as it is read."""
    return _resolved(_listed(list(_mentions(lines)), lines))


def told(mentions: Sequence[Mention], paid_in: Fact | None = None) -> Iterator[Fact]:
    """Economies and places, by the same order."""
    economies = _economies(mentions)
    paid = PAID_IN.get(paid_in.value, "") if paid_in else ""
    if paid_in and paid and not any(code == paid for code, _ in economies) and not _says_where(mentions):
        economies = [(paid, paid_in.quote)]
    towns = _towns(mentions, {code for code, _ in economies})
    yield from (Fact("economy", code, quote) for code, quote in economies)
    yield from (Fact("place", name, quote) for name, quote in towns)


def _says_where(mentions: Sequence[Mention]) -> bool:
    return any(each.sure == SURE and each.level in (WHERE, TITLE) and "" not in each.economies for each in mentions)


def _mentions(lines: Sequence[TextLine]) -> Iterator[Mention]:
    said = "\n".join(line.said for line in lines)
    spoken = next((fact.value for fact in language(said)), "")
    years = [int(year) for year in re.findall(r"\b20\d\d\b", said)]
    for at, (line, level) in enumerate(zip(lines, levels(lines, max(years, default=0)), strict=True)):
        if level != NOWHERE:
            labelled = line.text != line.said or (at > 0 and not (lines[at - 1].about and lines[at - 1].said))
            reading = _Line(line, at, level, spoken, max(years, default=0), labelled=labelled)
            found = list(reading.mentions())
            if level == TITLE and not line.about and not any(reading.says_in(each.first) for each in found):
                found = [replace(each, level=TEXT) for each in found]
            yield from found


class _Line:
    """The names in one line."""

    def __init__(  # noqa: PLR0913 - what a line is judged by, each named by the caller
        self, line: TextLine, at: int, level: int, spoken: str, last_year: int, *, labelled: bool
    ) -> None:
        self.line, self.at, self.level, self.spoken, self.last_year = line, at, level, spoken, last_year
        self.tokens = [headword(token) for token in line.tokens]
        self.means = [cues().get(token.folded, frozenset()) for token in self.tokens]
        self.shouts = line.said.isupper()
        self.is_labelled = labelled
        self.lists = level == WHERE and len(line.said.split()) <= SHORT

    def mentions(self) -> Iterator[Mention]:
        economies = list(self._economies())
        yield from economies
        yield from self._places({at for each in economies for at in range(each.first, each.last)})

    def _economies(self) -> Iterator[Mention]:
        taken: set[int] = set()
        for table, most in (("economies.tsv", SURE), ("adjectives.tsv", MAYBE)):
            for hit in hits(self.tokens, table):
                alone = hit.last == hit.first + 1 and self.tokens[hit.first].folded in adjectives()
                if hit.first in taken or (alone and most == SURE) or not self._is_economy(hit, most):
                    continue
                taken.update(range(hit.first, hit.last))
                starred = hit.last < len(self.tokens) and self.tokens[hit.last].written == "*"
                codes = REGION if hit.means == "REGION" else (hit.means,)
                sure = min(self._told(hit.first, hit.last), most)
                yield self._mention(hit.first, hit.last + starred, sure, codes=codes)

    def _places(self, taken: Collection[int]) -> Iterator[Mention]:
        at = 0
        while at < len(self.tokens):
            found, last = (
                places_at(self.tokens, at, self.spoken) if at not in taken and self.tokens[at].is_name else ((), at + 1)
            )
            if found and last == at + 1 and self.means[at] & _KINDS:
                found = tuple(place for place in found if self._is_of(at) and place.size == LISTED)
            if not found and self.lists and self.is_labelled:
                last = self._unknown(at, taken)
                found = (Place(written(self.line.said, self.tokens, at, last), "", 1, is_word=True),) * (last > at)
            if found and self._may_be(at, last):
                yield self._mention(at, last, self._sure(at, last, found), found=found)
            at = last if found else at + 1

    def says_in(self, at: int) -> bool:
        """Whether a preposition or a Turkish ending says that it is in the place named at this token."""
        return "in" in self._before(at) or self._is_cut(at)

    def _before(self, at: int) -> frozenset[str]:
        """What the word before is, articles left out: "në komunat e Prizrenit"."""
        while at > 1 and "article" in self.means[at - 1] and self.means[at - 2]:
            at -= 1
        return self.means[at - 1] if at else frozenset()

    def _is_cut(self, at: int) -> bool:
        ending = self.line.tokens[at].written[len(self.tokens[at].written) + 1 :]
        return ending in _LOCATIVE

    def _unknown(self, at: int, taken: Collection[int]) -> int:
        """The token after a name that stands by itself in a list of places, `at` where there is none."""
        before = self.tokens[at - 1].written if at else ","
        if before not in _BETWEEN and not self.means[at - 1] & _LISTING:
            return at
        last = at
        while last < len(self.tokens) and self.tokens[last].is_name and last not in taken and not self.means[last]:
            last += 1
        behind = self.tokens[last].written if last < len(self.tokens) else "."
        ends = behind in _BETWEEN or behind in ".)" or "and" in self.means[last]
        return last if ends and last - at <= LONGEST and len(self.tokens[at].written) > SHORTEST else at

    def _is_of(self, at: int) -> bool:
        return at > 0 and "of" in self.means[at - 1]

    def _mention(
        self, first: int, last: int, sure: int, *, found: tuple[Place, ...] = (), codes: tuple[str, ...] = ()
    ) -> Mention:
        quote = written(self.line.said, self.tokens, first, last)
        return Mention(self.level, self.at, first, last, quote, sure, found, codes)

    def _is_economy(self, hit: PhraseHit, most: int) -> bool:
        first, last = hit.first, hit.last
        if most == SURE:
            return self.tokens[first].is_name
        near = range(last, min(sentence(self.tokens, first)[1], last + BEFORE))
        alone = last >= len(self.tokens) or not self.tokens[last].is_word or "and" in self.means[last]
        behind_a_noun = first > 0 and self.tokens[first - 1].is_word and not self.means[first - 1] & {"in", "and"}
        return (behind_a_noun or not alone) and not any(
            "language" in self.means[at] for at in (*near, max(0, first - 1))
        )

    def _may_be(self, first: int, last: int) -> bool:
        """No abbreviation, no code and no month: "NIS2" is no town."""
        token = self.tokens[first]
        if last - first == 1 and (len(token.written) < SHORTEST or any(hits([token], "months.tsv"))):
            return False
        if last - first == 1 and token.written.isupper() and len(token.written) <= 4 and not self.shouts:
            return False
        return not (last < len(self.tokens) and self.tokens[last].is_number and self.tokens[last].at == token.upto)

    def _sure(self, first: int, last: int, found: Sequence[Place]) -> int:
        """Whether a name in the text is a place: where words say so, or it is well known and stands by itself."""
        told = self._told(first, last)
        before = self._before(first)
        if told == DOUBTFUL or self.lists:
            named = (first and "body" in self.means[first - 1]) or self._written(last) in _QUOTES
            return DOUBTFUL if named else told
        if self._is_date_of_letter(first) or self._is_address(first):
            return DOUBTFUL
        behind = self.means[last] if last < len(self.tokens) else frozenset()
        if before & {"in", "of", "region"} or behind & {"of", "region"} or self._is_cut(first):
            return told
        if "from" in before or self._is_part_of_a_name(first, last):
            return DOUBTFUL
        if all(place.is_word or place.size == 1 for place in found):
            return MAYBE
        token = self.tokens[first]
        alike = len(token.folded) > LIKELY or any(fold(place.name) == token.folded for place in found)
        begins = first == sentence(self.tokens, first)[0] and not any(place.size == LISTED for place in found)
        return MAYBE if last == first + 1 and (is_declined(token) or begins or not alike) else told

    def _is_date_of_letter(self, first: int) -> bool:
        """ "Sofia, November 2026" is where and when somebody wrote."""
        return first < 2 and len(self.tokens) < LETTER and any(len(t.written) == 4 and t.is_number for t in self.tokens)

    def _written(self, at: int) -> str:
        return self.tokens[at].written if at < len(self.tokens) else " "

    def _is_address(self, first: int) -> bool:
        """ "Rruga e Ullinjve 7, Vlorë": behind the number of a house."""
        return (
            first > 1
            and self.tokens[first - 1].written == ","
            and len(self.tokens[first - 2].written) < 4
            and (self.tokens[first - 2].is_number)
        )

    def _is_part_of_a_name(self, first: int, last: int) -> bool:
        before = self.tokens[first - 1] if first else None
        behind = self.tokens[last] if last < len(self.tokens) else None
        if before and (before.written in _QUOTES or (before.is_name and first > 1 and not self.means[first - 1])):
            return True
        if any("body" in self.means[at] and self.tokens[at].is_name for at in range(max(0, first - 4), first)):
            return "," not in [token.written for token in self.tokens[max(0, first - 4) : first]]
        return bool(behind and behind.is_name and not places_at(self.tokens, last, self.spoken)[0])

    def _told(self, first: int, last: int) -> int:
        """DOUBTFUL where the sentence denies it, compares with it or tells of earlier years."""
        begin, end = sentence(self.tokens, first)
        denial = f"not:{self.spoken or 'en'}"
        names = {
            at for at in range(begin + 1, end) if self.tokens[at].is_name and not self.tokens[at].written.isupper()
        }
        if any(denial in self.means[at] for at in range(begin, end) if at not in names):
            return DOUBTFUL  # but "u Nišu" is no "nisu"
        near = range(max(begin, first - BEFORE), min(end, last + AFTER))
        if any("comparison" in self.means[at] for at in near):
            return DOUBTFUL
        if any(token.written == "1244" for token in self.tokens[begin:end]):  # the footnote on Kosovo*
            return DOUBTFUL
        years = [int(token.written) for token in self.tokens[begin:end] if re.fullmatch(r"20\d\d", token.written)]
        if years and max(years) <= self.last_year - AGO and not self.lists:
            return DOUBTFUL
        return SURE


def _listed(mentions: list[Mention], lines: Sequence[TextLine]) -> list[Mention]:
    """In a list, what is a place makes its neighbours places; so does the name of its economy beside it."""
    found = list(mentions)
    order = sorted(range(len(found)), key=lambda n: (found[n].line, found[n].first))
    for pairs in (list(pairwise(order)), list(pairwise(order[::-1]))):
        for one, other in pairs:
            a, b = found[one], found[other]
            alike = a.economies & b.economies
            if b.sure != MAYBE or not b.places or not _beside(a, b, lines):
                continue
            if (a.sure == SURE and (alike or _is_likely(b))) or (alike and _is_likely(a) and _is_likely(b)):
                found[other] = replace(b, sure=SURE)
    again = Counter(
        each.places for each in found if any(spelled(p.name) == spelled(each.quote) for p in each.places[:1])
    )
    often = {places for places in again if again[places] >= AGAIN}
    return [replace(each, sure=SURE) if each.sure == MAYBE and each.places in often else each for each in found]


def _is_likely(mention: Mention) -> bool:
    listed = any(place.size == LISTED and not place.is_word for place in mention.places)
    return mention.sure >= MAYBE and listed and len(mention.quote) >= LIKELY


def _beside(a: Mention, b: Mention, lines: Sequence[TextLine]) -> bool:
    first, second = (a, b) if a.first < b.first else (b, a)
    between = lines[a.line].tokens[first.last : second.first] if a.line == b.line else ()
    return bool(between) and all(
        token.written in _BETWEEN or cues().get(token.folded, frozenset()) & _LISTING for token in between
    )


def _resolved(mentions: Sequence[Mention]) -> list[Mention]:
    """Each name as one place: of the economy that is named with it, else that of most; small ones only so."""
    named: dict[int, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        known = {place.economy for place in mention.places if place.size > 1 and not place.is_word}
        codes = mention.codes if len(mention.codes) == 1 else tuple(known) if len(known) == 1 else ()
        named[mention.line].update(dict.fromkeys(codes, 1 + mention.sure + 2 * (mention.level == WHERE)))
    overall: Counter[str] = sum(named.values(), Counter())
    sure = [mention for mention in mentions if mention.sure == SURE]
    coded = {code for mention in sure for code in mention.codes} or {
        place.economy for mention in sure for place in mention.places if place.size == LISTED and not place.is_word
    }
    return [
        _trusted(
            replace(mention, places=_chosen(mention, named[mention.line], overall, coded), may_be=mention.places), coded
        )
        if mention.places
        else mention
        for mention in mentions
    ]


def _trusted(mention: Mention, coded: Collection[str]) -> Mention:
    """One of our list, of an economy that the text names, is meant even where no preposition says so."""
    known = [p for p in mention.places if p.size == LISTED and not p.is_word and p.economy in coded]
    likely = known and mention.sure == MAYBE and len(known[0].name) >= LIKELY
    return replace(mention, sure=SURE) if likely else mention


def _chosen(mention: Mention, beside: Counter[str], overall: Counter[str], coded: Collection[str]) -> tuple[Place, ...]:
    """The likeliest place, () where its name may be of several economies or is of a place too small to be meant.

    One that is not in our list is of an economy that the text names, if it names any.
    """
    best = max(mention.places, key=lambda place: (beside[place.economy], overall[place.economy], place.size))
    left = (replace(best, name=mention.quote, economy=""),) if mention.level == WHERE else ()
    if best.size < LISTED and best.economy not in coded and (coded or mention.level != WHERE):
        return left
    rivals = {p.economy for p in mention.places if p.size >= best.size and p.economy != best.economy}
    if told := overall[best.economy]:
        alike = any((beside[code], overall[code]) == (beside[best.economy], told) for code in rivals)
        return left if alike else (best,)
    if best.size == 1 or best.is_word:
        return left if rivals or overall else (best,) if mention.level == WHERE else ()
    return left if rivals else (best,)


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
    single = any(len(each.codes) == 1 for each in mentions)
    for mention in sorted(mentions, key=lambda each: (not each.codes, each.line, each.first)):
        if mention.codes == REGION and single and not everything:
            continue
        for code in dict.fromkeys(mention.codes or (place.economy for place in mention.places)):
            counts[code] += 1
            quotes.setdefault(code, mention.quote)
    counts.pop("", None)
    most = max(counts.values(), default=0)
    return [(code, quotes[code]) for code in quotes if code and (everything or 2 * counts[code] >= most)]


def _frequent(towns: Sequence[Mention]) -> list[Mention]:
    """Without those that a text names once where it names others again and again."""
    counts = Counter(each.places[0].name for each in towns)
    least = 2 if max(counts.values(), default=0) > 3 else 1
    return [each for each in towns if counts[each.places[0].name] >= least]


def _is_known(mention: Mention) -> bool:
    """What nothing says to be where the work is done is one of our list, as it is written there."""
    (place, *_) = mention.places
    plain = fold(place.name) == fold(mention.quote) or len(mention.quote) > LIKELY
    return mention.sure == SURE or (place.size == LISTED and not place.is_word and plain)


def _towns(mentions: Sequence[Mention], economies: Collection[str]) -> list[tuple[str, str]]:
    """Places with their words, by the same order; regions beside them where a line says where, else alone."""
    named = [each for each in mentions if each.places and each.places[0].economy in ("", *economies)]
    named = [each for each in named if _is_known(each)]
    for sure in (SURE, DOUBTFUL):
        for regions in (False, True):
            for level in (WHERE, TITLE, TEXT, BODIES)[: 4 if sure else 3]:
                here = [each for each in named if each.level == level and each.sure >= sure]
                towns = [each for each in here if regions or level == WHERE or not each.places[0].is_region]
                if towns:
                    kept = _frequent(towns) if level == TEXT else towns
                    return list({each.places[0].name: each.quote for each in kept[::-1]}.items())[::-1]
    return []
