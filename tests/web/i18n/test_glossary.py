"""Texts for visitors say one thing by one term in each language: as the glossary has it."""

import re

import pytest
from django.utils import translation

from egnatia.language.tables import rows
from egnatia.web.public_catalogues import CONTEXT, texts_of_visitors

HEADER, *BODY = rows("glossary.tsv", "egnatia.web")
ROWS = [dict(zip(HEADER, row, strict=True)) for row in BODY]
LANGUAGES = HEADER[1:]


def pattern_of(cell: str) -> re.Pattern[str]:
    """One of the forms, of each word what never changes, with at most four other words in between."""
    forms = ([word.rpartition("-")[0] for word in form.split() if "-" in word] for form in cell.split("|"))
    return re.compile("|".join(r"\w*\W+(?:\w+\W+){0,4}".join(map(re.escape, words)) for words in forms), re.IGNORECASE)


def told(text: str) -> str:
    """A text of the sources as visitors read it."""
    context, divided, words = text.rpartition(CONTEXT)
    return translation.pgettext(context, words) if divided else translation.gettext(words)


def without_values(text: str) -> str:
    """Its words alone: neither what is put into it nor its context."""
    return re.sub(r"%\(\w+\)s", "", text.rpartition(CONTEXT)[2])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", ROWS, ids=[row["english"] for row in ROWS])
def test_a_term_is_what_the_glossary_says(row: dict[str, str], language: str) -> None:
    english, term = re.compile(rf"\b({row['english']})\b", re.IGNORECASE), pattern_of(row[language])
    with translation.override(language):
        said = {text: told(text) for text in texts_of_visitors() if english.search(without_values(text))}

    assert said
    assert {text: words for text, words in said.items() if not term.search(words)} == {}
