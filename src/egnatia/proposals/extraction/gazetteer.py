"""Municipalities, regions and settlements of the region by their spelled names, and words that tell where.

places.tsv is our own list; settlements.tsv.gz is a selection of GeoNames (geonames.org, CC BY 4.0), written by
script/settlements.
"""

import gzip
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice

from egnatia.language import economy_code, fold, nominatives, spelled, stem
from egnatia.language.economies import by_stems
from egnatia.proposals.extraction.fact import PlaceQuestion
from egnatia.proposals.extraction.lines import TextLine
from egnatia.proposals.extraction.tokens import Token, phrases

WHERE, TITLE, TEXT, BODIES, NOWHERE = range(5)  # how near a line is to where the work is done
_LEVELS = {"where": WHERE, "title": TITLE, "subject": TITLE, "note": TITLE, "applicant": BODIES, "partner": BODIES}
_LEVELS |= {"implementer": BODIES, "funder": NOWHERE, "amount": NOWHERE, "requested": NOWHERE}
FIRST_LINES, SHORT = 6, 30  # lines without a label that may hold the title, and their words
AGO = 2  # years between what a sentence tells of and the last year of the text: it tells of the past
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
SHORTEST = 3  # letters of a name that is declined
PAID_IN = {"ALL": "ALB", "BAM": "BIH", "BGN": "BGR", "MDL": "MDA", "MKD": "MKD", "RSD": "SRB", "TRY": "TUR"}
LISTED = 4  # the size of what our own list has
SURE = 2  # of a mention: nothing speaks against it; less is in places.py
MOST_ASKED = 3  # names of which a person is asked which place is meant


def head_of(line: str) -> frozenset[str]:
    """What the words before a colon are, or those of a line that is nothing else."""
    head, colon, _ = line.partition(":")
    words = [word for word in re.split(r"[\W\d_]+", fold(head)) if word]
    joined = len(words) == 3 and bool(cues().get(words[1], frozenset()) & {"and", "in"})  # "where and when"
    if not words or len(words) > 3 or not (colon or joined or len(words) < 3):
        return frozenset()
    if joined:
        return cues().get(words[0], frozenset()) & {"where"}
    return cues().get(" ".join(words), cues().get(words[0], frozenset()) & {"eligible"})


@cache
def adjectives() -> frozenset[str]:
    """Words that are no name of an economy, though they begin as one: "Albanian"."""
    known = (phrase.parts for rows in phrases("adjectives.tsv").values() for phrase, _ in rows)
    return frozenset(parts[0] for parts in known if len(parts) == 1 and not parts[0].endswith("*"))


@dataclass(frozen=True, slots=True)
class Place:
    """`size` is LISTED for what we list, 1 to 3 for settlements by population; `is_word` where the name means more."""

    name: str
    economy: str
    size: int
    is_word: bool
    is_region: bool = False


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
    may_be: tuple[Place, ...] = ()  # what it may have been before the rest of the text was weighed

    @property
    def economies(self) -> frozenset[str]:
        return frozenset(self.codes or (place.economy for place in self.places))


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
                found.add(forms, f"{economy}\t{'r' if kind == 'r' else LISTED}{mark}\t{name}")
    ours = {(row[:3], form): row for form, rows in found.single.items() for row in rows}
    settled = gzip.decompress(folder.joinpath("settlements.tsv.gz").read_bytes()).decode()
    for line in settled.splitlines():
        row, _, settled_as = line.rpartition("\t")
        economy = row[:3]
        forms = settled_as.split("|")
        found.add(forms, next((ours[economy, form] for form in forms if (economy, form) in ours), row))
    return found


@lru_cache(maxsize=1 << 12)
def place_of(row: str) -> Place:
    """What a row of the gazetteer tells."""
    economy, kind, name = row.split("\t")
    size = LISTED if kind[0] == "r" else int(kind[0])
    return Place(name, economy, size, kind.endswith("?"), kind[0] == "r")


@cache
def cues() -> dict[str, frozenset[str]]:
    """Words that tell whether a name is where the work is done, folded -> what they are."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in files(__package__).joinpath("whereabouts.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            means, _, phrases = line.partition("\t")
            for phrase in phrases.split("|"):
                found[fold(phrase)].add(means)
    return {phrase: frozenset(means) for phrase, means in found.items()}


def places_at(tokens: Sequence[Token], at: int, spoken: str) -> tuple[tuple[Place, ...], int]:
    """The places whose name begins at a token of a text in this language, the longest name alone; the token after."""
    known, words = gazetteer(), _words(tokens[at], spoken)
    longest: dict[int, list[str]] = defaultdict(list)
    for word in words:
        for rest, row in known.longer.get(word, ()):
            last = _follows(tokens, at + 1, rest, spoken)
            if last:
                longest[last].append(row)
    if longest:
        last = max(longest)
        return tuple(map(place_of, dict.fromkeys(longest[last]))), last
    exact = [place_of(row) for row in known.single.get(words[0], ())]
    if any(place.size == LISTED for place in exact):
        return tuple(exact), at + 1
    declined = [place_of(row) for word in words[1:] for row in known.single.get(word, ())]
    more = [place for place in declined if not exact or place.size == LISTED]
    found = [place for place in dict.fromkeys(exact + more) if _begins_alike(tokens[at], place)]
    return (() if found and _is_another_economy(tokens[at]) else tuple(found)), at + 1


def is_declined(token: Token) -> bool:
    """Whether a word is no name as it is written, but may be a form of one."""
    return spelled(token.folded) not in gazetteer().single


def _words(token: Token, spoken: str) -> tuple[str, ...]:
    word = spelled(token.folded)
    language = "el" if _GREEK.match(token.written) else spoken or "hbs"
    return word, *(sorted(nominatives(word, language)) if len(word) > SHORTEST else ())


def _follows(tokens: Sequence[Token], at: int, rest: Sequence[str], spoken: str) -> int:
    """The token after the words of a name from here on, 0 where they are not here. Hyphens are none of them."""
    for wanted in rest:
        while at < len(tokens) and tokens[at].written in "-–":
            at += 1
        if at >= len(tokens) or not tokens[at].is_word or wanted not in _words(tokens[at], spoken):
            return 0
        at += 1
    return at


def _begins_alike(token: Token, place: Place) -> bool:
    """Of a short name, other spellings must begin alike: "Lige" is no form of Ljig."""
    return len(place.name) > SHORTEST + 1 or fold(place.name)[:2] == token.folded[:2]


def _is_another_economy(token: Token) -> bool:
    """ "Rusija" is no town of Ruse."""
    return bool(economy_code(token.written)) or (stem(token.folded),) in by_stems()


def headword(token: Token) -> Token:
    """Without what an apostrophe adds: "Ankara'da", "Albania's"."""
    head = re.split("['’ʼ`]", token.written)[0]
    return token if head == token.written or len(head) < SHORTEST else replace(token, written=head, folded=fold(head))


def asked(mentions: Sequence[Mention]) -> Iterator[PlaceQuestion]:
    """The names of places that stay open, because places of several economies have them and the text names none."""
    named = {code for mention in mentions if mention.sure == SURE for code in mention.codes}
    open_ones: dict[str, dict[str, Place]] = {}
    settled = {mention.quote for mention in mentions if any(place.economy for place in mention.places)}
    for mention in mentions:
        if mention.sure == SURE and mention.quote not in settled:
            choices = open_ones.setdefault(mention.quote, {})
            for place in sorted(mention.may_be, key=lambda each: -each.size):
                if place.economy and (not named or place.economy in named):
                    choices.setdefault(place.economy, place)
    several = ((quote, choices) for quote, choices in open_ones.items() if len(choices) > 1)
    for quote, choices in islice(several, MOST_ASKED):
        yield PlaceQuestion(quote, tuple((code, place.name) for code, place in choices.items()))


def levels(lines: Sequence[TextLine], last_year: int) -> Iterator[int]:
    """How near each line is to where the work is done. Of a form's own list of what may be chosen, nothing is."""
    early, below, listing = FIRST_LINES, False, False
    for at, line in enumerate(lines):
        level = _LEVELS.get(line.about, TEXT)
        head = head_of(line.text)
        listing = level == WHERE and (listing or "eligible" in head)
        if listing or (level == WHERE and line.text == line.said and _is_of_the_past(lines[at : at + 3], last_year)):
            level = NOWHERE
            listing = listing and _goes_on(line)
        elif level in (TEXT, TITLE) and ("where" in head or below):
            level = WHERE
        elif level == TEXT and not line.about and early > 0 and _may_be_title(line):
            level = TITLE
        early -= level in (TEXT, TITLE)
        below = "where" in head and level == WHERE and not below and ":" not in line.text.rstrip(" :")
        yield level


def _is_of_the_past(lines: Sequence[TextLine], last_year: int) -> bool:
    """Whether what follows in a table's row says when, and that is over: the row is of the applicant's record."""
    when = next((line.said for line in lines if line.about in ("when", "start", "end")), "")
    years = [int(year) for year in re.findall(r"\b20\d\d\b", when)]
    return bool(years) and max(years) <= last_year - AGO


def _may_be_title(line: TextLine) -> bool:
    return len(line.said.split()) <= SHORT and not line.said.rstrip().endswith((".", "?", "!", ",", ";"))


def _goes_on(line: TextLine) -> bool:
    last = line.tokens[-1] if line.tokens else None
    return last is not None and (last.written in ",;" or "and" in cues().get(last.folded, ()))
