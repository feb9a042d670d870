"""The title, the language and the part of a text that says what is done."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from egnatia.language import folded_words
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
MOST_HEADINGS = 14  # lines in which the title is looked for
LOOKED_THROUGH = 20_000  # characters whose small words tell the language
FOREIGN, FEW = 1.3, 5  # how many times as many small words as of our languages, and at least
NOT_COMPARED = frozenset(["fr", "es"])
_QUOTED = re.compile('[„“”"«‘]([^„“”"«»]{8,200})[“”"»’]')
_MARKS = re.compile(r"^[#*\-–•\s\d.)]+(?=\w)")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_MACEDONIAN, _SERBIAN, _BULGARIAN = re.compile("[ѓќѕ]"), re.compile("[ђћјљњџ]"), re.compile("[ъщю]")


def title(lines: Sequence[TextLine]) -> Iterator[Fact]:
    """What a line says is the title, else what is in quotes behind such a word, else the likeliest heading, else the
    subject of a mail."""
    told = (line.said for line in about(lines, "title"))
    headings = sorted(_headings(lines), key=lambda pair: -pair[0])
    likely = (said for worth, said in headings if worth > 0)
    mails = [line.said for line in about(lines, "subject")]
    telling = (said for said in mails if len(said.split()) >= TELLING_SUBJECT and not _of_forms(tokens_of(said)))
    rest = (said for _, said in headings)
    for said in (*told, *_quoted(lines), *telling, *likely, *mails, *rest):
        plain = _unquoted(_MARKS.sub("", said).strip())
        if len(plain.split()) >= FEWEST_WORDS and any(map(str.isalpha, plain)):
            short = plain if len(plain) <= LONGEST_TITLE else plain[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
            yield Fact("title", short, plain[:LONGEST_TITLE])
            return


def _unquoted(text: str) -> str:
    """Without quotation marks around all of it."""
    found = _QUOTED.fullmatch(text)
    return found[1] if found else text


def _quoted(lines: Sequence[TextLine]) -> Iterator[str]:
    """ "… with the working title “…”": words in quotes, right behind a word for a title."""
    for above, line in pairwise([TextLine("", "", "", ()), *lines]):
        for found in _QUOTED.finditer(line.said):
            before = tokens_of(f"{above.said} {line.said[: found.start()]}")[-WORDS_BEFORE:]
            behind = tokens_of(line.said[found.end() :])[:WORDS_BEFORE]
            named = any(True for around in (before, behind) for _ in hits(around, "naming.tsv"))
            told = any(hit.means == "title" for hit in hits(before, "labels.tsv"))
            around = line.said[max(0, found.start() - NEAR) : found.start()] + line.said[found.end() :][:NEAR]
            if (named and not re.search(r"\d", around)) or (told and len(found[1].split()) > FEWEST_WORDS):
                yield found[1]


def _headings(lines: Sequence[TextLine]) -> Iterator[tuple[int, str]]:
    """The first lines, up to the first that tells of the work, each with how much speaks for its being the title."""
    for place, line in enumerate(lines[:MOST_HEADINGS]):
        if line.about in ("summary", "amount") and line.said:
            return
        if line.about in ("", "note") and line.said:
            yield _worth(line, place), line.said


def _of_forms(tokens: Sequence[Token]) -> bool:
    return any(hit.means in ("note", "guidance", "record", "contact") for hit in hits(tokens, "labels.tsv"))


def _worth(line: TextLine, place: int) -> int:
    said = line.said
    count = len(said.split())
    first = next((hit for hit in hits(line.tokens, "bodies.tsv") if hit.first == 0), None)
    of_a_body = first is not None and len(line.tokens[0].written) >= SHORTEST_HEAD
    return (
        3 * (count in range(4, 22))
        + 2 * (count in range(2, 4))
        + 2 * bool(re.search(r"[:„“«\"]|\s[–-]\s", said))
        - 4 * _of_forms(line.tokens)
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
