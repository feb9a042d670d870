"""Bodies that a text names: those that the asker can see, in any form of their words, and unknown ones, told by their
nouns ("Uprava za …", "Directorate for …", "… Derneği")."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from egnatia.language import economy_code, folded_words
from egnatia.proposals.extraction.lines import TextLine
from egnatia.proposals.extraction.tokens import PhraseHit, Token, hits, phrases, tokens_of

LONGEST = 16  # tokens of an unknown name on each side of its noun
SMALL = 3  # words in small letters in a row
SHORTEST = 3  # letters of an abbreviation that is read as a name
_KEY, _FIRST = 3, 3  # letters of so many words
_SHORT = 5  # letters of a name
QUOTES = {"„": '“”"', "“": '”"', "«": "»", '"': '"', "”": "”“", "‘": "’"}

# How a name's noun ends as it is declined -> how a list has it, and the link that is then behind it.
_BASIC = (
    (r"(?<=[а-яѓќѕј])(а|о|е|я)т[аo о]$", r"\1", ""),
    (r"(?<=[нвдтрзсц])(?:от|ът)$", "", ""),
    (r"(?<=[a-z])iji$", "ija", ""),
    (r"(?<=c)ije$", "ija", ""),
    (r"(?<=klad|drug)[ei]$", "a", ""),
    (r"(?<=[а-я])ији$", "ија", ""),
    (r"(?<=ц)ије$", "ија", ""),
    (r"(?<=[a-z])ției$", "ția", ""),
    (r"(?<=[a-z])(?:isë|inë)$", "ia", "e "),
    (r"(?<=[a-z])(?:ës|ën)$", "a", "e "),
    (r"(?<=[drnmtvb])(?:it|in)(?=$)", "i", "i "),
)


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name in folded words. `economy` is that of its suffix ("Ministry of Safety, Serbia"), which texts leave out."""

    words: tuple[str, ...]
    name: str
    usual: str
    economy: str = ""
    abbreviation: str = ""  # as it is written, where it is one


@dataclass(frozen=True, slots=True)
class OrganisationNames:
    """Names that may be read, by the first letters of their first words; and functional mailboxes."""

    by_first: Mapping[tuple[str, ...], tuple[KnownName, ...]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    mailboxes: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls, names: Sequence[tuple[str, str, str]], mailboxes: Mapping[str, str] | None = None
    ) -> "OrganisationNames":
        """From (name or alias, the organisation's name, usual role or ""). What stands in brackets may be left out."""
        found: dict[tuple[str, ...], set[KnownName]] = {}
        for known in (_known_name(*each) for each in names):
            if len("".join(known.words)) >= SHORTEST:
                found.setdefault(_key(known.words), set()).add(known)
        ordered = {
            key: sorted(row, key=lambda each: (-len(each.words), each.words, each.name)) for key, row in found.items()
        }
        named = frozenset(name for _, name, _ in names)
        return cls({key: tuple(row) for key, row in ordered.items()}, named, mailboxes or {})

    def is_known(self, name: str) -> bool:
        """Whether a name that was read is an organisation's that the asker can see."""
        return name in self.names


def _key(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word[:_KEY] for word in words[:_FIRST])


def _known_name(alias: str, name: str, usual: str) -> KnownName:
    core = alias.partition("(")[0].strip()
    body, comma, suffix = core.rpartition(", ")
    economy = (economy_code(suffix.rstrip("* ")) or "") if comma else ""
    words = tuple(folded_words(body if economy else core))
    short = core if len(words) == 1 and core.isupper() else ""
    return KnownName(words, name, usual, economy, short) if words else KnownName(("",), name, usual)


NOBODY = OrganisationNames()

# "Probacijska služba", "Форензичката лабораторија": an adjective makes a name of a singular noun in small letters.
_AGREEING = re.compile(
    r"\w{2,}(?:[nkv]a \w+a|[nkv]ata \w+|[nkv]i \w+[^aeiou]|[nkv]iot \w+|[nkv]iy?at \w+|[nkv]o \w+[oe]|[nkv]oto \w+)$"
)


@dataclass(frozen=True, slots=True)
class BodySpan:
    """A body named by the tokens from `first` to before `last`. `kind` is a first column of bodies.tsv."""

    first: int
    last: int
    name: str
    kind: str
    known: bool = False


def same_word(one: str, other: str) -> bool:
    """Whether two folded words are forms of one word."""
    if one == other:
        return True
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    endings = words_of("ending")
    return (
        shared >= _KEY
        and shared * 2 >= len(one)
        and all(not end or end in endings for end in (one[shared:], other[shared:]))
    )


@cache
def words_of(meaning: str) -> frozenset[str]:
    """The single words of a row of bodies.tsv."""
    rows = (row for rows in phrases("bodies.tsv").values() for row in rows)
    found = frozenset(phrase.parts[0] for phrase, means in rows if means == meaning)
    return found | words_of("and") if meaning == "link" else found


def spans_of(tokens: Sequence[Token], known: OrganisationNames, spoken: frozenset[str]) -> list[BodySpan]:
    """The bodies that are named, known ones first, in the order of the text."""
    found = list(_known(tokens, known, spoken))
    taken = {at for span in found for at in range(span.first, span.last)}
    nouns = [hit for hit in hits(tokens, "bodies.tsv") if " " in hit.means]
    heads = frozenset(hit.first for hit in nouns)
    for hit in nouns:
        if hit.means.endswith(" last") and hit.last in heads and hit.means.startswith("public"):
            continue  # "Emniyet" in "Emniyet Müdürlüğü"
        if not taken.intersection(range(hit.first, hit.last)) and (span := _by_form(tokens, hit, heads)):
            span = _apart(span, hit.first, tokens, taken)
            found.append(span)
            taken.update(range(span.first, span.last))
    return sorted(found, key=lambda span: span.first)


def without_bodies(
    lines: Iterable[TextLine], known: OrganisationNames, economies: Iterable[str] = ()
) -> Iterator[TextLine]:
    """Lines whose names of bodies are blank, for whoever reads what the work is about: "the Women's Network" is no
    target group. Places in the text stay as they are."""
    spoken = frozenset(economies)
    for line in lines:
        spans = spans_of(line.tokens, known, spoken)
        said = line.said
        for at, upto in ((line.tokens[span.first].at, line.tokens[span.last - 1].upto) for span in spans):
            said = said[:at] + " " * (upto - at) + said[upto:]
        inside = {at for span in spans for at in range(span.first, span.last)}
        kept = tuple(token for at, token in enumerate(line.tokens) if at not in inside)
        yield replace(line, said=said, tokens=kept) if spans else line


def _apart(span: BodySpan, noun: int, tokens: Sequence[Token], taken: set[int]) -> BodySpan:
    """What remains of a span beside others."""
    first = max((at + 1 for at in range(span.first, noun) if at in taken), default=span.first)
    while first < noun and (not tokens[first].is_word or tokens[first].folded in words_of("link")):
        first += 1
    return replace(span, first=first, last=next((at for at in range(noun, span.last) if at in taken), span.last))


def _known(tokens: Sequence[Token], known: OrganisationNames, spoken: frozenset[str]) -> Iterator[BodySpan]:
    """The longest known name at each place; its first word begins with a capital."""
    plain = [(position, token) for position, token in enumerate(tokens) if token.is_word or token.is_number]
    at = 0
    while at < len(plain):
        position, token = plain[at]
        there = [each.folded for _, each in plain[at : at + _FIRST]] if token.is_name or token.is_number else []
        keys = [_key(there[:length]) for length in range(len(there), 0, -1)]
        fitting = [each for key in keys for each in known.by_first.get(key, ()) if _fits(each, plain, at, tokens)]
        if not fitting:
            at += 1
            continue
        most = max(len(each.words) for each in fitting)
        longest = [each for each in fitting if len(each.words) == most]
        upto = plain[at + most - 1][0] + 1
        last, economy = _suffix(tokens, upto)
        name = _meant(longest, economy, spoken)
        if name:
            yield BodySpan(
                position, last, name.name, {"receiver": "public", "funder": "donor"}.get(name.usual, ""), known=True
            )
        at += most if name else 1


def _fits(known: KnownName, plain: Sequence[tuple[int, Token]], at: int, tokens: Sequence[Token]) -> bool:
    there = plain[at : at + len(known.words)]
    if len(there) < len(known.words):
        return False
    if known.abbreviation:
        return there[0][1].written == known.abbreviation
    if not all(same_word(word, token.folded) for word, (_, token) in zip(known.words, there, strict=True)):
        return False
    if len(known.words) > 1:
        return True
    if len(known.words[0]) <= _SHORT and there[0][1].folded.endswith("ar"):
        return False  # "Mostar" is no form of "Most"
    position = there[0][0]
    beside = (*tokens[max(0, position - 1) : position], *tokens[position + 1 : position + 2])
    return not any(each.is_name or each.written in QUOTES for each in beside)  # "Most" in "Most na Ibru" is another


def _suffix(tokens: Sequence[Token], at: int) -> tuple[int, str]:
    """Where a name ends with its economy and "(demo)", and that economy: "…, Serbia (demo)"."""
    economy = ""
    if at + 1 < len(tokens) and tokens[at].written in (",", "(") and tokens[at + 1].is_name:
        for upto in range(min(len(tokens), at + 5), at + 1, -1):
            if tokens[upto - 1].is_word and (
                economy := economy_code(" ".join(token.written for token in tokens[at + 1 : upto])) or ""
            ):
                at = upto + (upto < len(tokens) and tokens[upto].written in ("*", ")"))
                break
    if [token.folded for token in tokens[at : at + 3]] == ["(", "demo", ")"]:
        at += 3
    return at, economy


def _meant(fitting: Sequence[KnownName], economy: str, spoken: frozenset[str]) -> KnownName | None:
    """Of names that differ by their economy, the one that is said; else the one of the text's economies."""
    for wanted in ({economy} - {""}, spoken):
        of_it = {each.name: each for each in fitting if each.economy in wanted}
        if len(of_it) == 1:
            return next(iter(of_it.values()))
    alone = {each.name: each for each in fitting if not each.economy or not (economy or spoken)}
    return next(iter(alone.values())) if len(alone) == 1 else None


def _by_form(tokens: Sequence[Token], hit: PhraseHit, heads: frozenset[int]) -> BodySpan | None:
    """A name around its noun. The noun alone names nobody; neither does a noun in small letters that only an adjective
    at the beginning of a sentence stands before ("Local schools …")."""
    kind, _, style = hit.means.partition(" ")
    written = tokens[hit.first].written
    if written.isascii() and tokens[hit.first].folded in words_of("cyrillic"):
        return None  # "Novi Sad" is no court, as "съд" is
    short = kind == "company" and hit.last - hit.first == 1 and len(written) <= SHORTEST and not written.isupper()
    if short and written.casefold() not in ("ltd", "llc", "inc", "plc"):
        return None
    if not short and kind == "company" and style == "last" and _left(tokens, hit, style) == hit.first:
        style = "small"  # "ДОО „Микрон“" beside "„Микрон“ ДОО"
    return _around(tokens, hit, kind, style, heads)


def _around(tokens: Sequence[Token], hit: PhraseHit, kind: str, style: str, heads: frozenset[int]) -> BodySpan | None:
    first = _left(tokens, hit, style)
    last = hit.last if style == "last" else _right(tokens, hit.last, style, heads)
    small = not tokens[hit.first].is_name
    alone = first == hit.first and last == hit.last and hit.last - hit.first == 1
    begins = not first or not (tokens[first - 1].is_word or tokens[first - 1].written in (",", "(", ":"))
    begins = begins and not _makes_a_name(tokens[first].folded, tokens[hit.last - 1].folded)
    behind = tokens[hit.last : hit.last + 1]
    follows = bool(behind) and (behind[0].written in QUOTES or (behind[0].is_name and is_plain(tokens[hit.first])))
    ahead = tokens[hit.last : hit.last + 2]  # "the municipality of Kukës"
    named = style == "en" and len(ahead) > 1 and ahead[0].folded == "of" and ahead[1].is_name and kind != "civil"
    quoted = first == hit.first and ((kind != "public" and follows) or named)
    if (
        not (tokens[first].is_name or (quoted and last > hit.last))
        or alone
        or (small and not quoted and (style == "en" or (last == hit.last and begins)))
    ):
        return None
    if kind == "public" and tokens[hit.first].folded.startswith(tuple(words_of("office"))):
        kind = "civil" if any(token.written in QUOTES for token in tokens[first:last]) else kind
    if style == "last" and first == hit.first:
        return None
    last, _ = _suffix(tokens, last)
    suffixes = (each for each in hits(tokens[hit.last : last], "bodies.tsv") if each.means == "company last")
    if style == "en" and (suffix := next(suffixes, None)):
        last = hit.last + suffix.last  # "Greenfield Studio LLC for …"
    inside = first and tokens[first - 1].written == "("
    close = next((at for at in range(last, min(len(tokens), last + SMALL)) if tokens[at].written == ")"), 0)
    kind = _kind_of_last(tokens, hit, last) or kind if style == "en" else kind
    return BodySpan(first, close if inside and close else last, "", kind)


def is_plain(noun: Token) -> bool:
    """Whether a noun in small letters begins a name with a capital: "the network Porodice za mir"."""
    return noun.folded.startswith(tuple(words_of("plain")))


def _kind_of_last(tokens: Sequence[Token], hit: PhraseHit, last: int) -> str:
    """What the last of several nouns in a row says: a "School Network" is no school."""
    row = next((at for at in range(hit.last, last) if not (tokens[at].is_word and tokens[at].is_name)), last)
    nouns = [each for each in hits(tokens[hit.first : row], "bodies.tsv") if each.means.endswith(" en")]
    return nouns[-1].means.partition(" ")[0] if len(nouns) > 1 and nouns[-1].last == row - hit.first else ""


def _makes_a_name(adjective: str, noun: str) -> bool:
    generic = re.sub(r"(?:ata|oto|iot|iy?at|[aoie])$", "", adjective) in words_of("generic")
    return not generic and bool(_AGREEING.match(f"{adjective} {noun}"))


def _left(tokens: Sequence[Token], hit: PhraseHit, style: str) -> int:
    """The first word of a name before its noun: words with a capital, and adjectives between them and the noun."""
    first, at, noun = hit.first, hit.first - 1, tokens[hit.first].folded
    while at >= 0 and hit.first - at <= LONGEST:
        token = tokens[at]
        if token.is_word and token.folded not in words_of("stop") | words_of("link"):
            if not token.is_name and not (style == "small" and first == hit.first and _agrees(token.folded, noun)):
                break
            if token.is_name and is_cue(tokens, at) and not hit.means.startswith("company"):
                break
            first = at if token.is_name else first
        elif not _joins(tokens, at) and not _links(tokens, at, style):
            break
        at -= 1
    return first


def _joins(tokens: Sequence[Token], at: int) -> bool:
    """Whether a sign joins the parts of a name: "East-West", "Growers' Association"."""
    return tokens[at].written in ("-", "'", "’", "&") and bool(at) and tokens[at - 1].is_word


def _links(tokens: Sequence[Token], at: int, style: str) -> bool:
    """Whether a small word is within a name that stands before its noun: "Save the Friends Foundation"."""
    inside = {"last": ("ve", "icin"), "en": ("the", "of", "for")}.get(style, ())
    return tokens[at].folded in inside and at > 0 and tokens[at - 1].is_name


def _agrees(adjective: str, noun: str) -> bool:
    return len(adjective) > _KEY and (adjective[-1] == noun[-1] or adjective.endswith(("om", "oj", "og", "ih", "im")))


def is_cue(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word begins one of the phrases that say what a body does."""
    hit = next(hits(tokens[at : at + 4], "roles.tsv"), None)
    return hit is not None and not hit.first and (" " in hit.means or hit.means == "not")


def _right(tokens: Sequence[Token], at: int, style: str, heads: frozenset[int]) -> int:
    """Where a name ends behind its noun: quoted words, words with a capital, genitives in small letters."""
    last, left, begun, quoted = at, SMALL - 1 if style == "small" else 0, at, False
    while at < min(len(tokens), begun + LONGEST):
        token = tokens[at]
        if token.written in QUOTES and (close := closing(tokens, at)):
            at = last = close + 1
            left, quoted = 0, True
            continue
        if token.is_word and token.is_name:
            last, left = at + 1, min(left, 1)
        elif token.is_word and token.folded in words_of("and") and heads.intersection(range(at + 1, at + 5)):
            break
        elif token.is_word and _is_link(token):
            left = SMALL if style == "small" and not quoted else 0
        elif token.is_word and left and token.folded not in words_of("stop") and not is_cue(tokens, at):
            last, left = at + 1, left - 1
        elif not _joins(tokens, at) or (token.written == "-" and tokens[at - 1].upto != token.at):
            break
        at += 1
    return last


def _is_link(token: Token) -> bool:
    """Albanian "së" and "të" are links, other languages' "se" and "te" end a name."""
    return token.folded in words_of("link") and (token.folded not in ("se", "te") or "ë" in token.written.lower())


def closing(tokens: Sequence[Token], at: int) -> int:
    ends = QUOTES[tokens[at].written]
    return next((n for n in range(at + 1, min(len(tokens), at + LONGEST)) if tokens[n].written in ends), 0)


def tidied(name: str) -> str:
    """Without the quotes around all of it and without what only its sentence adds; where that is safe, in the form that
    a list would have: "Управата за …" -> "Управа за …", "Ministrisë së …" -> "Ministria e …"."""
    name = re.sub(r"(?<=\w)['’](?:n?[iıuü]n|[dt][ea]n?|y?[aeiıuü]|yl[ae]|n[aei]|s)$", "", name.strip(" ,;:.–—-*"))
    pairs = QUOTES.get(name[:1], "")
    if pairs and name[-1:] in pairs and name.count(name[:1]) == 1:
        return name[1:-1].strip()
    first, space, rest = name.partition(" ")
    for form, basic, link in _BASIC:
        if re.search(form, first) and _is_noun(first):
            return re.sub(form, basic, first) + space + (re.sub(r"^(?:së|të) ", link, rest) if link else rest)
    return name


def _is_noun(word: str) -> bool:
    return any(" " in hit.means for hit in hits(tokens_of(word), "bodies.tsv"))


def one_body(one: str, other: str) -> bool:
    """Whether two names are of one body: the same, or one with words of the other ("Danubia Institute")."""
    a, b = _parts(one), _parts(other)
    return a == b or (min(len(a), len(b)) > 1 and (a <= b or b <= a))


@lru_cache(maxsize=4096)
def _parts(name: str) -> frozenset[str]:
    words = folded_words(name.replace("(demo)", ""))
    return frozenset(word[:5] for word in words if len(word) >= SHORTEST) or frozenset(words)
