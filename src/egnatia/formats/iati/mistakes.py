"""What is wrong with the form of XML, by the words of its parser (libxml2)."""

import re

from egnatia.formats.sentences import (
    AFTER_END,
    ATTRIBUTE,
    BARE_SIGN,
    BREAKS_OFF,
    CHARACTER,
    FORM,
    NOT_CLOSED,
    PREFIX,
)

# The first that fits: several of them say of what is not closed that something is missing.
_MISTAKES = tuple(
    (re.compile(words, re.IGNORECASE), mistake)
    for words, mistake in (
        (r"tag mismatch|unexpected end tag", NOT_CLOSED),
        (r"extra content|content at the end", AFTER_END),
        (r"premature end|EndTag|end of start tag|not finished|not terminated|unterminated|is empty", BREAKS_OFF),
        (r"namespace prefix", PREFIX),
        (r"AttValue|attribute", ATTRIBUTE),
        (r"EntityRef|entity|StartTag|invalid element name|charref: .*expected", BARE_SIGN),
        (r"invalid char|invalid xmlchar|char 0x|out of allowed range|CharRef", CHARACTER),
    )
)


def mistake_of(words: str) -> str:
    """What a parser complains of, as a sentence of ours says it."""
    return next((mistake for pattern, mistake in _MISTAKES if pattern.search(words)), FORM)
