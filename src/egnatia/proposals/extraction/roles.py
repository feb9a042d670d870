"""What a sentence says of each body that it names: by telling words before or behind the name."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from egnatia.formats.documents.text import CELLS
from egnatia.language import economy_code
from egnatia.proposals.extraction.bodies import (
    LONGEST,
    QUOTES,
    SHORTEST,
    SMALL,
    BodySpan,
    closing,
    one_body,
    same_word,
    tidied,
    words_of,
)
from egnatia.proposals.extraction.lines import TextLine
from egnatia.proposals.extraction.tokens import PhraseHit, Token, hits, sentences, tokens_of

ROLES = ("applicant", "partner", "funder", "receiver", "implementer")
NEAR = 3  # words between a telling word and the name
LONGEST_CELL = 14  # words of a name in a form's cell
_CODE = re.compile(r"^[A-Z]{0,3}\s?\d{1,2}\s?[:.)]\s+")  # "PP2: …"
_EMPTY = re.compile(r"(?:\s\|\W*)+$")
_REGISTERED = re.compile(r"[\s,;(–—-]+(?:[\w.]{2,8}:?\s*)?(?:\d[ /-]?){8,}\W*$")  # "… – ЕИК 000000000"
_EXAMPLE = re.compile(r"(?:ex|e\.\s?g|np|npr|p\.\s?sh|нпр|пр|напр|örn|π\.\s?χ|add|list)\b", re.IGNORECASE)
_ADJECTIVES = ("ska", "ski", "sko", "ske", "skata", "skiot", "cka", "cki", "cko", "cna", "cni", "rijska")
_ALONE = ("not", "elsewhere", "benefit", "source")  # cues that count wherever they stand in a sentence
_BESIDE_PLACES = frozenset(["na", "din", "in", "vo", "ne", "iz", "od", "ot", "nga", "se", "sto", "stin", "from", "at"])


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What one sentence says of the bodies that it names."""

    tokens: Sequence[Token]
    spans: Sequence[BodySpan]
    cues: Sequence[PhraseHit]
    inside: frozenset[int]  # tokens of names

    def role(self, span: BodySpan) -> str:
        """By the telling words nearest to the name, before or behind it, with no more than a few words between."""
        if any(cue.means == "elsewhere" and cue.first not in self.inside for cue in self.cues):
            return "other"
        found = sorted(self._told(span))
        return found[0][-1] if found else ""

    def gives_to(self, span: BodySpan) -> bool:
        """Whether a public body stands in a sentence on what is given or taught, and that names no sources."""
        means = {cue.means.partition(" ")[0] for cue in self.cues if cue.first not in self.inside}
        told = bool(means & {"benefit", "receiver"}) and not means & {"source", "not", "elsewhere", "none", "other"}
        place = self.tokens[span.first].folded.startswith(tuple(words_of("municipal")))
        return told and span.kind == "public" and not (span.known or place) and self.tokens[span.first].is_name

    def _told(self, span: BodySpan) -> Iterator[tuple[int, int, str]]:
        """(how near, rank, role): that a body takes no part is believed first, then what stands right before it."""
        for cue in self.cues:
            role, _, side = cue.means.partition(" ")
            is_behind = side in ("after", "around") and cue.first >= span.last
            gap = self._behind(span, cue) if is_behind else self._before(span, cue)
            if not side or cue.first in self.inside or gap > NEAR + is_behind:
                continue
            if side == "before" or is_behind or side == "around" or self._inverted(cue, gap):
                negated = any(each.means == "not" and -1 <= cue.first - each.last <= 1 for each in self.cues)
                said = "none" if negated and role != "other" else role
                yield (0 if said in ("none", "other") else gap, is_behind + 0, said)

    def _inverted(self, cue: PhraseHit, gap: int) -> bool:
        """Whether a verb's subject stands behind it: "The devices receives the Police"; nobody stands before it in the
        same part of the sentence."""
        before = (each.last for each in self.spans if each.last <= cue.first)
        return gap <= 1 and all(any(t.written in ",;–—" for t in self.tokens[at : cue.first]) for at in before)

    def _before(self, span: BodySpan, cue: PhraseHit) -> int:
        """How many words are between a cue and a name behind it; other names only where they are listed."""
        others = [each for each in self.spans if cue.last <= each.first < span.first]
        ends = [each.last for each in others]
        starts = [*(each.first for each in others[1:]), span.first]
        crossed = any(" " in each.means and cue.last <= each.first < span.first for each in self.cues)
        if cue.last > span.first or crossed or not all(map(self._listed, ends, starts)):
            return LONGEST
        return self._words(cue.last, others[0].first if others else span.first)

    def _behind(self, span: BodySpan, cue: PhraseHit) -> int:
        """How many words are between a name and a cue behind it; other names only listed ones, or ones that stand
        behind words of their own ("A together with B proposes …")."""
        others = [each for each in self.spans if span.last <= each.first < cue.first]
        last = span.last
        for other in others:
            own = any(self._before_itself(other, each) for each in self.cues)
            if not own and not self._listed(last, other.first):
                return LONGEST
            last = other.last
        return LONGEST if span.last > cue.first else self._words(last, cue.first)

    def _before_itself(self, span: BodySpan, cue: PhraseHit) -> bool:
        return cue.means.endswith("before") and cue.last <= span.first and not self._words(cue.last, span.first)

    def _listed(self, one: int, other: int) -> bool:
        """Whether nothing but commas and "and" is between two names."""
        small = words_of("and") | words_of("article") | words_of("with") | words_of("link") | _BESIDE_PLACES
        return all(not each.is_word or each.is_name or each.folded in small for each in self.tokens[one:other])

    def _words(self, first: int, last: int) -> int:
        small = words_of("link") | words_of("article")
        return sum(token.is_word and token.folded not in small for token in self.tokens[first:last])


def roles(tokens: Sequence[Token], spans: Sequence[BodySpan], *, is_head: bool) -> Iterator[tuple[BodySpan, str]]:
    """Each body of a text with what its sentence says of it: a role, "none" (it takes no part), "other" (it does other
    work) or ""."""
    cues = [cue for cue in hits(tokens, "roles.tsv") if " " in cue.means or cue.means in _ALONE]
    cues += list(_labels(tokens))
    inside = frozenset(at for span in spans for at in range(span.first, span.last))
    for first, last in sentences(tokens):
        here = [span for span in spans if first <= span.first < last]
        said = [cue for cue in cues if first <= cue.first < last] if here else []
        sentence = _Sentence(tokens, here, said, inside)
        for span in here:
            beside = is_head and span is not here[0] and _is_with(tokens, span.first)
            yield span, sentence.role(span) or ("partner" if beside else "receiver" if sentence.gives_to(span) else "")


def _labels(tokens: Sequence[Token]) -> Iterator[PhraseHit]:
    """Labels within a text ("Donor: …"), as words before a name."""
    colons = {at for at, token in enumerate(tokens) if token.written == ":"}
    for hit in hits(tokens, "labels.tsv") if colons else ():
        if hit.means in ROLES and hit.last in colons:
            yield PhraseHit(f"{hit.means} before", hit.first, hit.last + 1)


def _is_with(tokens: Sequence[Token], first: int) -> bool:
    before = [token.folded for token in tokens[max(0, first - 2) : first] if token.folded not in words_of("article")]
    return bool(before) and before[-1] in words_of("with")


def greets(line: TextLine) -> bool:
    """Whether a line is nothing but how a letter begins: "Sayın Programme Ekibi,"."""
    hit = next(hits(line.tokens[:2], "naming.tsv"), None)
    return (
        hit is not None and hit.means == "dear" and line.said.endswith((",", "!")) and len(line.tokens) <= LONGEST_CELL
    )


def is_proper(tokens: Sequence[Token], span: BodySpan) -> bool:
    """Whether a body is named so plainly that it takes part even where no word says how: in quotes, or by several
    words with a capital. "New initiative “…”" is the proposal."""
    inner = tokens[span.first : span.last]
    named = any(hit.means == "title" for hit in hits(inner[:SMALL], "naming.tsv"))
    plain = sum(token.is_name for token in inner) > 1 or any(token.written in QUOTES for token in inner)
    quoted = bool(span.first) and tokens[span.first - 1].written in QUOTES
    return plain and not (named or quoted) and span.kind in ("civil", "academia", "company", "donor")


def present(line: TextLine, spans: Sequence[BodySpan]) -> Iterator[tuple[BodySpan, str]]:
    """Who was at a meeting: "prisutni: mi (Udruženje Zora), …"; those who write, else the first who may, apply."""
    cues = list(hits(tokens_of(line.text), "roles.tsv")) if line.about == "contact" else []
    if not cues or cues[0].first or cues[0].means != "present":
        return
    able = [span for span in spans if span.kind not in ("public", "donor", "international")]
    ours = [each.last for each in hits(line.tokens, "roles.tsv") if each.means == "self" or "applicant" in each.means]
    own = next((span for span in able if any(0 <= span.first - at <= 1 for at in ours)), next(iter(able), None))
    for span in spans:
        gives = span.kind == "donor" or line.tokens[span.first].folded.startswith(tuple(words_of("giver")))
        yield span, "applicant" if span is own else "funder" if gives else ""


def joined(lines: Iterable[TextLine]) -> Iterator[TextLine]:
    """Lines that a page has broken within a sentence or a list, as one."""
    held: TextLine | None = None
    for line in lines:
        if held and line.text == line.said and _goes_on(held, line):
            said = f"{held.said} {line.said}"
            held = replace(held, said=said, tokens=tuple(tokens_of(said)))
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _goes_on(held: TextLine, line: TextLine) -> bool:
    if held.about in ROLES and held.said and line.about in ("", held.about):
        listed = held.said[-1] in ",;" or (line.said[:1] in QUOTES and held.said[-1].isalpha())
        if listed and len(line.said.split()) <= LONGEST_CELL:
            return True
    return held.about == line.about and line.said[:1].islower() and held.said[-1:].isalnum()


def asked(line: TextLine) -> str:
    """What a question asks for: "Who receives the devices?" and "Who pays" are not about who applies."""
    label = line.text.removesuffix(line.said) or line.text
    cues = list(hits(tokens_of(label), "roles.tsv"))
    if not any(cue.means == "who" for cue in cues):
        return ""
    means = (cue.means.partition(" ")[0] for cue in cues)
    return next((role for role in means if role in ("receiver", "funder", "partner")), "")


def label_role(cell: str) -> str:
    """What a cell of a few words asks for, where it is nothing but a label: "Ko prijavljuje", "Partners"."""
    tokens = tokens_of(cell)
    if len(tokens) > NEAR + 1 or any(token.is_number for token in tokens):
        return ""
    for table in ("labels.tsv", "role_labels.tsv"):
        hit = next(hits(tokens, table), None)
        if hit and not hit.first:
            return hit.means if hit.means in ROLES else ""
    cues = [cue.means.split() for cue in hits(tokens, "roles.tsv")]
    asks = any(cue == ["who"] for cue in cues)
    return next((cue[0] for cue in cues if cue[0] in ROLES and len(cue) > 1), "") if asks else ""


def labelled_item(piece: str, role: str) -> tuple[str, str]:
    """What an item of a cell says of itself ("Partner: …"), and the rest."""
    piece = _CODE.sub("", piece)
    bare = _REGISTERED.sub("", piece)
    piece = bare if len(bare.split()) > 1 and bare[0].isupper() and ":" not in bare else piece
    tokens = tokens_of(piece)
    label = next(hits(tokens[:4], "labels.tsv"), None)
    if re.search(r"@|https?:|www\.|(?:\d[ /-]?){8,}", piece) and len(tokens) < LONGEST_CELL:
        return "", piece
    if label is None or label.first or tokens[label.last :][:1] == []:
        return role, piece
    behind = tokens[label.last]
    if label.means in ("contact", "date", "where", "group", "type", "when", "amount", "requested"):
        return ("", piece) if behind.written in (":", ".") else (role, piece)
    is_label = label.means in ROLES and behind.written == ":"
    return (label.means, piece[behind.upto :].strip()) if is_label else (role, piece)


def row_role(line: TextLine, spans: Sequence[BodySpan]) -> tuple[str, str, bool]:
    """What the first of two cells, or what is before a colon, asks for where it is no label: "Which institutions
    benefit?"; the answer; and whether it is a label of bodies for certain."""
    said = _EMPTY.sub("", line.said)
    is_row = CELLS in said
    asked, bar, answer = said.partition(CELLS if is_row else ": ")
    longest = LONGEST_CELL if is_row else LONGEST_CELL // 2
    if is_row and not line.about and CELLS not in answer and (behind := label_role(answer)):
        return behind, asked, True
    named = any(line.tokens[span.first].at < len(asked) for span in spans)
    if line.about or not bar or CELLS in answer or len(asked.split()) > longest or named:
        return "", "", False
    if label := next(hits(tokens_of(asked), "role_labels.tsv"), None):
        return label.means, answer, True
    cues = list(hits(tokens_of(asked), "roles.tsv"))
    is_row = is_row or (
        len(cues) == 1 and (cues[0].first, cues[0].last) == (0, len(tokens_of(asked))) and cues[0].last > 1
    )
    means = (cue.means.split() for cue in cues)
    return next((row[0] for row in means if len(row) > 1 and row[0] in ROLES and is_row), ""), answer, False


def begins_with(line: TextLine, meaning: str) -> bool:
    """Whether a line begins with "From", "To" or the like: with a colon, or in a heading of few words."""
    tokens = tokens_of(line.text)
    hit = next(hits(tokens[:3], "roles.tsv"), None)
    if hit and tokens[hit.last : hit.last + 1] != [] and tokens[hit.last].written != ":":
        told = (cue.means.endswith(("before", "after", "around")) for cue in hits(tokens, "roles.tsv"))
        if any(told):
            return False  # "From the fund we ask …"
    if hit is None or hit.first or hit.means != meaning or tokens[0].written.casefold() == "το":
        return False
    return tokens[hit.last : hit.last + 1] != [] and (tokens[hit.last].written == ":" or len(tokens) <= LONGEST_CELL)


def names(
    piece: str, head: str, tokens: Sequence[Token], spans: Sequence[BodySpan], *, labelled: bool
) -> Iterator[tuple[str, str, str]]:
    """(name, quote, kind) of the bodies in one item of a cell."""

    def quoted(span: BodySpan) -> str:
        return " ".join(piece[tokens[span.first].at : tokens[span.last - 1].upto].split())

    base = re.split(r",|\s/\s", head)[0].strip(" .*")
    known = any(span.known and span.first < 3 for span in spans)
    if _EXAMPLE.match(piece) or (tokens and tokens[0].folded in words_of("nobody")):
        return
    sentence = not spans and words_of("verb").intersection(token.folded for token in tokens)
    if known or sentence or not re.search(r"[^\W\d]{2}", base) or economy_code(base):
        base = ""
    else:
        inside = [span for span in spans if tokens[span.first].at < len(base)]
        if labelled or inside or base[0] in QUOTES or all(map(large, base.split())):
            whole = next((quoted(span) for span in inside if not span.first), "")
            quote = max(whole, base, key=len)
            yield tidied(quote), quote, inside[0].kind if inside else ""
    for span in spans:
        before = tokens[span.first - 1]
        apart = not span.first or before.written in (",", "/") or before.folded in words_of("link")
        ends = (tokens[span.first].folded in words_of("unit"), tokens[span.last - 1].folded in words_of("division"))
        part = span.first and not span.known and any(ends)
        if tokens[span.first].at >= len(base) and (span.known or apart) and not part:
            yield span.name or tidied(quoted(span)), quoted(span), span.kind


def large(word: str) -> bool:
    return not word[0].islower() or word in words_of("link")


@dataclass(frozen=True, slots=True)
class ShortName:
    """What a text calls a body by once it has named it in full."""

    words: tuple[str, ...]
    name: str
    kind: str
    abbreviation: str = ""
    is_noun: bool = False  # "the Service": only beside a word that says what it does


def unambiguous(shorts: Iterable[ShortName]) -> Mapping[str, Sequence[ShortName]]:
    """Each short name once, by its first letters, the longest first; none that several bodies may be called by."""
    found: dict[tuple[str, ...], list[ShortName]] = {}
    for each in shorts:
        found.setdefault(each.words, []).append(each)
    alone = (row for row in found.values() if not row[0].is_noun or all(one_body(row[0].name, o.name) for o in row))
    kept: dict[str, list[ShortName]] = {}
    for short in sorted((row[-1] for row in alone), key=lambda each: -len(each.words)):
        kept.setdefault(short.words[0][:SHORTEST], []).append(short)
    return kept


def short_names(text: str, tokens: Sequence[Token], spans: Iterable[BodySpan]) -> Iterator[ShortName]:
    """The words in quotes of a name, those beside its noun, and the abbreviation in brackets behind it."""
    for span in spans:
        named = span.name or tidied(" ".join(text[tokens[span.first].at : tokens[span.last - 1].upto].split()))
        head = next((hit for hit in hits(tokens[span.first : span.last], "bodies.tsv") if " " in hit.means), None)
        noun = tokens[span.first + head.first].folded if head else ""
        adjective = noun.endswith(_ADJECTIVES)  # "Probacijski uslužbenci" are not the "Probacijska služba"
        if (
            head
            and not adjective
            and head.last - head.first == 1
            and not head.means.endswith("last")
            and span.last - span.first > 1
        ):
            yield ShortName((noun,), named, span.kind, is_noun=True)
        if span.known:
            continue
        name = tidied(" ".join(text[tokens[span.first].at : tokens[span.last - 1].upto].split()))
        behind = tokens[span.last : span.last + 3]
        if len(behind) == 3 and behind[0].written == "(" and behind[2].written == ")" and behind[1].written.isupper():
            yield ShortName((behind[1].folded,), name, span.kind, behind[1].written)
        if span.kind in ("public", "donor", "international"):
            continue
        inner = tokens[span.first : span.last]
        begun = next((at for at, token in enumerate(inner) if token.written in QUOTES), -1)
        upto = closing(inner, begun) if begun >= 0 else 0
        nouns = {at for hit in hits(inner, "bodies.tsv") if " " in hit.means for at in range(hit.first, hit.last)}
        own = inner[begun + 1 : upto] if upto else [token for at, token in enumerate(inner) if at not in nouns]
        short = 0 < len(own) <= SMALL and own[0].is_name and all(token.is_word for token in own)
        if short and len(own[0].folded) > SHORTEST and (len(own) == 1 or not own[0].written.isupper()):
            yield ShortName(tuple(token.folded for token in own), name, span.kind)


def named_again(
    tokens: Sequence[Token], shorts: Mapping[str, Sequence[ShortName]], taken: Sequence[BodySpan]
) -> Iterator[BodySpan]:
    """Where a text names a body by its short name alone."""
    inside = {at for span in taken for at in range(span.first, span.last)}
    beside_cues: set[int] | None = None
    for at, token in enumerate(tokens):
        for short in shorts.get(token.folded[:SHORTEST], ()) if token.is_name and at not in inside else ():
            if not _is_named(short, tokens, at, inside):
                continue
            if short.is_noun and beside_cues is None:
                cues = [cue for cue in hits(tokens, "roles.tsv") if cue.means.startswith(ROLES) and " " in cue.means]
                beside_cues = {place for cue in cues for place in (cue.first - 1, cue.last, cue.last + 1)}
            if not short.is_noun or at in (beside_cues or ()):
                inside.update(range(at, at + len(short.words)))
                yield BodySpan(at, at + len(short.words), short.name, short.kind)
                break


def _is_named(short: ShortName, tokens: Sequence[Token], at: int, inside: set[int]) -> bool:
    upto = at + len(short.words)
    there = tokens[at:upto]
    if len(there) < len(short.words) or inside.intersection(range(at, upto)):
        return False
    if not all(same_word(word, token.folded) for word, token in zip(short.words, there, strict=True)):
        return False
    beside = (*tokens[max(0, at - 1) : at], *tokens[upto : upto + 1])
    apart = not any(token.written in (*QUOTES, "-", "@") or (token.is_word and token.is_name) for token in beside)
    return apart and (not short.abbreviation or there[0].written == short.abbreviation)
