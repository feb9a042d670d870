"""Objectives of the frameworks in use for the search over everything: public, the same for every reader."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.forum import in_language
from egnatia.kernel.reader import Reader
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.language import folded_words, language_group
from egnatia.language.concepts import LANGUAGES
from egnatia.language.passages import Passage, passage
from egnatia.language.seeking import Sought, fits, meant
from egnatia.needs.frameworks.document import Document, of_json
from egnatia.needs.frameworks.models import Framework


class Entry(NamedTuple):
    """An objective and the folded words of its labels, by language."""

    code: str
    labels: dict[str, str]
    words: dict[str, frozenset[str]]


def find(reader: Reader, sought: Sought, span: Span) -> Found:  # noqa: ARG001 - everybody sees the same
    """The code that was typed first, then labels in whatever language, in the frameworks' order. One query."""
    found = sorted(_found(sought), key=lambda each: each[0])
    return Found(tuple(hit for _step, hit in found[span.begin : span.end]), len(found))


def _found(sought: Sought) -> Iterator[tuple[int, Hit]]:
    for document, entries in _in_use():
        title, url = in_language(document.title), reverse("needs:framework", args=[document.slug])
        for entry in entries:
            step, concepts = _step(sought, entry)
            if step is not None:
                words, address = f"{entry.code} {in_language(entry.labels)}", f"{url}#aim-{entry.code}"
                yield step, Hit(words, "", address, (title,), concepts=concepts, passage=_where(sought, words, entry))


def _step(sought: Sought, entry: Entry) -> tuple[int | None, tuple[str, ...]]:
    """0 for the code, 1 for the words, 2 for what they mean; None where it is not found. The concepts of the last."""
    if entry.code == sought.typed:
        return 0, ()
    by = [meant(sought.parts, words, (lang, "en")) for lang, words in entry.words.items() if _fits(sought, lang, words)]
    return (None, ()) if not by else (1, ()) if () in by else (2, by[0])


def _where(sought: Sought, shown: str, entry: Entry) -> Passage | None:
    """Where it stands in a label of another language."""
    labels = [(text, lang) for lang, text in entry.labels.items()]
    return passage(sought.parts, LANGUAGES, shown, labels, frozenset[str]().union(*entry.words.values()))


def _fits(sought: Sought, lang: str, words: frozenset[str]) -> bool:
    return fits(sought.parts, words, (lang, "en"))


def _in_use() -> list[tuple[Document, tuple[Entry, ...]]]:
    """The one that describes activities first."""
    rows = Framework.objects.filter(in_use=True).annotate(text=Cast("content", TextField())).order_by("prefix", "slug")
    return [_read(pk, text) for pk, text in rows.values_list("pk", "text")]


@lru_cache(maxsize=8)
def _read(_key: UUID, text: str) -> tuple[Document, tuple[Entry, ...]]:
    """A stored version never changes, so each process reads it once."""
    document = of_json(text)
    return document, tuple(Entry(aim.code, aim.labels, _words(aim.labels)) for aim in document.objectives)


def _words(labels: dict[str, str]) -> dict[str, frozenset[str]]:
    """By the language that they are compared in: Serbian in both scripts is one."""
    return {language_group(lang): frozenset(folded_words(text)) for lang, text in labels.items()}


SEARCHER = Searcher("objective", _("Objectives"), 60, find)
