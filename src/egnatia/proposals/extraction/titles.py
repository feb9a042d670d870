"""The title, the language and the part of a text that says what is done."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from egnatia.language import folded_words
from egnatia.proposals.extraction.bodies import NOBODY, spans_of, words_of
from egnatia.proposals.extraction.fact import Fact
from egnatia.proposals.extraction.lines import TextLine, about
from egnatia.proposals.extraction.tokens import Token, hits, tokens_of

LONGEST_TITLE = 200
FEWEST_WORDS = 2
SENTENCE = 8  # words; what is shorter is a heading
TELLING = 4_000  # characters of a description
SHORTEST_HEAD = 4  # letters of a head noun of a body
TELLING_SUBJECT = 5  # words, from which the subject of a mail is a title
NEAR = 50  # letters around a name, in which a year or a sum tells of other work
WORDS_BEFORE = 5  # of a title in quotes, in which a word for a title is looked for
MOST_BROKEN, LONGEST_BROKEN = 3, 14  # lines of a title, words of one of them
SHORT_HEADING = 6  # words, below which a heading with figures is an address or a number
MOST_OF_A_LINE = 0.8  # how much of a heading is in quotes, where that is the title
MOST_HEADINGS = 14  # lines in which the title is looked for
LOOKED_THROUGH = 20_000  # characters whose small words tell the language
FOREIGN, FEW = 1.3, 5  # how many times as many small words as of our languages, and at least
NOT_COMPARED = frozenset(["fr", "es"])
_QUOTED = re.compile('[„“”"«‘]([^„“”"«»]{2,200})[“”"»’]|»([^„“”"«»]{2,200})«|(?<!\\w)\'([^\'„“”"«»]{8,120})\'(?!\\w)')
_PARTS = re.compile(r"\s[–—-]\s|:\s")
_REMARK = re.compile(r"(?<=\w)\s\([^()A-Z]{8,}\)$")  # "… (still without a subtitle)"
_OF_THE_FORM = re.compile(  # "Where will you work? [towns]", "Part A – Basic data": what a form says, not a proposal
    r"\?\s*(?:•\s*)?[\[(]|^(?:part|section|pjesa|seksioni|deo|dio|del|дел|део|раздел|част|partea|secțiunea|μέρος|bölüm)"
    r"\s+(?:[A-ZА-ЯΑ-Ω]|\d{1,2}|[IVX]+)\s*[–—:.-]",
    re.IGNORECASE,
)
_NAMED = ("title", "is")
_SIGNS = frozenset(":–—-,")
_GOES_ON = re.compile(r"[–—:,&/-]$")
_MARKS = re.compile(r"^[#*\-–•\s\d.)]+(?=\w)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SUM = re.compile(r"\d{3}|\d,\d")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_MACEDONIAN, _SERBIAN, _BULGARIAN = re.compile("[ѓќѕ]"), re.compile("[ђћјљњџ]"), re.compile("[ъщю]")


def title(lines: Sequence[TextLine]) -> Iterator[Fact]:
    """What a line says is the title, else what is in quotes behind such a word, else the likeliest heading, else the
    subject of a mail."""
    told = (_joined(lines, at) for at, line in enumerate(lines) if line.about == "title" and not _is_bracket(line.said))
    headings = sorted(_headings(lines), key=lambda pair: -pair[0])
    likely = (said for worth, said in headings if worth > 0)
    mails = [bare(line.said) for line in about(lines, "subject") if _names_something(line.said)]
    telling = (said for said in mails if len(said.split()) >= TELLING_SUBJECT and not _of_forms(tokens_of(said)))
    rest = (said for _, said in headings)
    for said in (*told, *_quoted(lines), *_called(lines), *telling, *likely, *mails, *rest):
        plain = _unquoted(_REMARK.sub("", _MARKS.sub("", said).strip()))
        if len(plain.split()) >= FEWEST_WORDS and any(map(str.isalpha, plain)) and not _OF_THE_FORM.search(plain):
            short = plain if len(plain) <= LONGEST_TITLE else plain[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
            yield Fact("title", short, plain[:LONGEST_TITLE])
            return


def _is_bracket(said: str) -> bool:
    """Whether a line is nothing but what a form says of its field: "(max. 15 words)"."""
    return said.startswith(("(", "[")) and said.endswith((")", "]"))


def _joined(lines: Sequence[TextLine], at: int) -> str:
    """A title with what a page has broken off: it ends with a dash or a small word, or the next line begins small."""
    said = lines[at].said
    for below in lines[at + 1 : at + MOST_BROKEN]:
        if below.about or below.text != below.said or len(below.said.split()) > LONGEST_BROKEN:
            break
        last = next(reversed(tokens_of(said)), Token("-", "-", 0, 0))
        small = last.folded in words_of("link") and last.written.islower()
        if not (_GOES_ON.search(said) or small or below.said[0].islower()) or said.endswith((".", "?", "!")):
            break
        said = f"{said} {below.said}"
    return said


def _unquoted(text: str) -> str:
    """Without quotation marks around all of it."""
    found = _QUOTED.fullmatch(text)
    return _inside(found) if found else text


def _inside(found: re.Match[str]) -> str:
    return next(filter(None, found.groups()), "")


def bare(said: str) -> str:
    """A subject without what it says of the letter: "Application for the project …", "… – short concept"."""
    parts = [part for part in _PARTS.split(said) if part]
    telling = [part for part in parts if not _names_a_paper(part) and _behind_lead(part)]
    if len(telling) < len(parts) and any(len(part.split()) > FEWEST_WORDS for part in telling):
        said = said[said.index(telling[0]) : said.rindex(telling[-1]) + len(telling[-1])]
    rest = _behind_lead(said)
    large = rest[:1].isupper() or rest[:1] in "„“”\"«»‘'"
    return rest if large and len(rest.split()) >= FEWEST_WORDS else said


def _names_something(said: str) -> bool:
    """Whether a subject says more than that one asks for something: not "your call for ideas"."""
    words = [token for token in tokens_of(said) if token.is_word]
    return any(not any(hit.means in ("head", "lead", "title") for hit in hits([word], "naming.tsv")) for word in words)


def _names_a_paper(part: str) -> bool:
    """Whether a part of a subject is nothing but a kind of paper: "short concept"."""
    return len(part.split()) < SHORT_HEADING - 1 and _of_forms(tokens_of(part))


def _behind_lead(said: str) -> str:
    """What stands behind the words of a request; all of it where it begins with none."""
    tokens = tokens_of(said)
    found = list(hits(tokens, "naming.tsv"))
    if not found or found[0].first or found[0].means not in ("head", "title"):
        return said
    upto = 0
    for at, token in enumerate(tokens):
        small = at and (token.is_name or token.written in "„“”\"«»‘'")
        if token.written in _SIGNS:
            continue
        if small or not any(True for hit in hits([token], "naming.tsv") if hit.means in ("head", "lead", "title")):
            break
        upto = at + 1
    return said[tokens[upto].at :] if upto < len(tokens) else ""


def _quoted(lines: Sequence[TextLine]) -> Iterator[str]:
    """ "… with the working title “…”": words in quotes, right behind a word for a title; or those of a subject."""
    latest = max((year for line in lines for year in _years(line.said)), default=0)
    for place, (above, line) in enumerate(pairwise([TextLine("", "", "", ()), *lines])):
        for found in _QUOTED.finditer(line.said):
            inside = _inside(found)
            label = line.text.removesuffix(line.said) if line.about != "title" else ""
            before = tokens_of(f"{above.said} {label} {line.said[: found.start()]}")[-WORDS_BEFORE:]
            behind = tokens_of(line.said[found.end() :])[:WORDS_BEFORE]
            named = any(hit.means in _NAMED for around in (before, behind) for hit in hits(around, "naming.tsv"))
            bodily = _is_of_a_body(before) or _is_in_a_name(line, found.start())
            named = named and not (bodily or _tells_of_others(line))
            told = any(hit.means == "title" for hit in hits(before, "labels.tsv"))
            around = line.said[max(0, found.start() - NEAR) : found.start()] + line.said[found.end() :][:NEAR]
            past = any(year < latest - 1 for year in _years(around)) or _SUM.search(_YEAR.sub("", around))
            words = len(inside.split())
            heads = words > FEWEST_WORDS and len(inside) > MOST_OF_A_LINE * len(line.said)
            ahead = f"{label}{line.said[: found.start()]}".rstrip()
            behind_colon = ahead.endswith(":") and len(ahead.split()) < SHORT_HEADING and inside[-1].isalnum()
            heads = place < MOST_HEADINGS and (heads or behind_colon) and not past
            said = (named and not past) or (told and words > FEWEST_WORDS)
            if words >= FEWEST_WORDS and (said or ((heads or line.about == "subject") and not bodily)):
                yield inside


def _is_of_a_body(before: Sequence[Token]) -> bool:
    """Whether what is in quotes behind these words is the name of a body: "the foundation “…”"."""
    bodies = [hit.last for hit in hits(before, "bodies.tsv") if " " in hit.means]
    named = [hit.last for hit in hits(before, "naming.tsv") if hit.means in _NAMED]
    return bool(bodies) and bodies[-1] >= len(before) - 1 and (not named or named[-1] < bodies[-1])


def _is_in_a_name(line: TextLine, at: int) -> bool:
    """Whether what is in quotes at a letter of a line is a part of the name of a body."""
    for span in spans_of(line.tokens, NOBODY, frozenset()):
        inner = line.tokens[span.first : span.last]
        if inner[0].at <= at < inner[-1].upto:
            return not any(hit.means in _NAMED for hit in hits(inner, "naming.tsv"))
    return False


def _tells_of_others(line: TextLine) -> bool:
    """Whether a line speaks of earlier work, or of that of others."""
    return any(hit.means == "elsewhere" for hit in hits(line.tokens, "roles.tsv"))


def _years(text: str) -> Iterator[int]:
    yield from map(int, _YEAR.findall(text))


def _called(lines: Sequence[TextLine]) -> Iterator[str]:
    """ "The working title is Safe Ferries for All.": a name behind such words, up to the end of the sentence."""
    for line in lines:
        for hit in hits(line.tokens, "naming.tsv"):
            behind = line.tokens[hit.last : hit.last + 1]
            if hit.means == "is" and behind and behind[0].is_name:
                said = re.split(r"[.;,(!?]|\s[–—-]\s", line.said[behind[0].at :])[0].strip()
                if FEWEST_WORDS < len(said.split()) <= LONGEST_BROKEN:
                    yield said


def _headings(lines: Sequence[TextLine]) -> Iterator[tuple[int, str]]:
    """The first lines, up to the first that tells of the work, each with how much speaks for its being the title."""
    for place, line in enumerate(lines[:MOST_HEADINGS]):
        if line.about in ("summary", "amount") and line.said:
            return
        if line.about in ("", "note") and line.said:
            yield _worth(line, place), bare(_joined(lines, place))


def _of_forms(tokens: Sequence[Token]) -> bool:
    return any(hit.means in ("note", "guidance", "record", "contact") for hit in hits(tokens, "labels.tsv"))


def _greets(tokens: Sequence[Token]) -> bool:
    """Whether a line greets, is an address, or says who wrote it."""
    return any(hit.means == "dear" and not hit.first for hit in hits(tokens[:4], "naming.tsv"))


def _tells_who(tokens: Sequence[Token]) -> bool:
    """Whether a line is a byline: "Together with …"."""
    return any(not hit.first and hit.means.endswith("before") for hit in hits(tokens[:SHORT_HEADING], "roles.tsv"))


def _worth(line: TextLine, place: int) -> int:
    said = line.said
    count = len(said.split())
    nouns = [hit for hit in hits(line.tokens, "bodies.tsv") if " " in hit.means]
    ends = bool(nouns) and nouns[-1].means.endswith(" last") and nouns[-1].last == len(line.tokens)
    of_a_body = ends or (bool(nouns) and not nouns[0].first and len(line.tokens[0].written) >= SHORTEST_HEAD)
    return (
        3 * (count in range(4, 22))
        + 2 * (count in range(2, 4))
        + 2 * bool(re.search(r"[:„“«\"]|\s[–-]\s", said))
        - 4 * _of_forms(line.tokens)
        - 5 * (_greets(line.tokens) or _tells_who(line.tokens))
        - 2 * bool(re.search(r"\d", said) and count < SHORT_HEADING)
        - 6 * of_a_body
        - (2 if count > 4 else 3) * said.isupper()
        - 3 * said.startswith(("http", "www", "[", "(", "*", "•", "-", "–"))
        - 3 * (said.endswith((".", ",", ";", "?", "!", ":")) or ". " in said)
        - 3 * bool(re.search(r"\d{1,2}\.\s?\d{1,2}\.|·|\b20\d\d\b|\b\d+/\d|@|\||b\.b\.|_{3}", said))
        - 2 * ("(demo)" in said)
        - min(place, 2)
    )


def description(lines: Sequence[TextLine], heading: str) -> str:
    """What is done, without labels, headings and the title; from a summary on, where there is one."""
    begin = next((at for at, line in enumerate(lines) if line.about == "summary"), 0)
    told = [*_sentences(lines[begin:], heading), *_sentences(lines[:begin], heading)]
    return "\n".join(told)[:TELLING]


def _sentences(lines: Sequence[TextLine], heading: str) -> Iterator[str]:
    for line in lines:
        tells = line.about in ("", "summary") and len(line.said.split()) >= SENTENCE
        if tells and line.said != heading and _MARKS.sub("", line.said).strip() != heading:
            yield line.said


@cache
def _small_words() -> dict[str, frozenset[str]]:
    rows = files("egnatia.language").joinpath("stopwords.tsv").read_text(encoding="utf-8").splitlines()
    split = [row.split("\t") for row in rows if row and not row.startswith("#")]
    return {lang: frozenset(folded_words(words)) for lang, words, *_ in split}


def language(text: str) -> Iterator[Fact]:
    """The language with most of its small words in the text; "hbs" for bs, hr, sr and cnr, which nobody can tell apart.

    Nothing where too little is written.
    """
    words = folded_words(text)
    scores = {lang: sum(word in small for word in words) for lang, small in _small_words().items()}
    best = max(scores, key=lambda lang: scores[lang])
    if scores[best] >= 3:
        yield Fact("language", _by_letters(text, best), "")


def is_foreign(text: str) -> bool:
    """Whether most small words of the text are of a language whose texts are not compared by meaning."""
    words = Counter(folded_words(text[:LOOKED_THROUGH]))
    ours = max(sum(words[each] for each in small) for lang, small in _small_words().items() if lang not in NOT_COMPARED)
    theirs = max(sum(words[each] for each in small) for small in _foreign_words())
    return theirs > max(FOREIGN * ours, FEW)


@cache
def _foreign_words() -> tuple[frozenset[str], ...]:
    rows = files("egnatia.proposals.extraction").joinpath("foreign.tsv").read_text(encoding="utf-8").splitlines()
    listed = [frozenset(folded_words(row.partition("\t")[2])) for row in rows if row and not row.startswith("#")]
    return (*listed, *(small for lang, small in _small_words().items() if lang in NOT_COMPARED))


def _by_letters(text: str, best: str) -> str:
    """Cyrillic letters say more than small words, which Serbian, Macedonian and Bulgarian share."""
    small = text.lower()
    if len(_CYRILLIC.findall(small)) < len(small) / 4:
        return best if best not in ("mk", "bg") else "hbs"
    found = {
        "mk": len(_MACEDONIAN.findall(small)) * 4,
        "hbs": len(re.findall("[ђћ]", small)) * 4,
        "bg": len(_BULGARIAN.findall(small)) * 2,
    }
    surest = max(found, key=lambda lang: found[lang])
    return surest if found[surest] else "mk" if _SERBIAN.search(small) else best
