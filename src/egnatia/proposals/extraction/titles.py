"""The title, the language and the part of a text that says what is done."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from egnatia.language import folded_words
from egnatia.proposals.extraction.fact import Fact
from egnatia.proposals.extraction.lines import TextLine, about

LONGEST_TITLE = 200
FEWEST_WORDS = 2
SENTENCE = 8  # words; what is shorter is a heading
TELLING = 4_000  # characters of a description
_MARKS = re.compile(r"^[#*\-–•\s\d.)]+(?=\w)")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_MACEDONIAN, _SERBIAN, _BULGARIAN = re.compile("[ѓќѕ]"), re.compile("[ђћјљњџ]"), re.compile("[ъщю]")


def title(lines: Sequence[TextLine]) -> Iterator[Fact]:
    """The line that says it is the title, else the first one that can be one."""
    for line in (*about(lines, "title"), *about(lines, "subject"), *about(lines, ""), *about(lines, "note")):
        plain = _MARKS.sub("", line.said).strip()
        if len(plain.split()) >= FEWEST_WORDS:
            short = plain if len(plain) <= LONGEST_TITLE else plain[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
            yield Fact("title", short, plain[:LONGEST_TITLE])
            return


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
