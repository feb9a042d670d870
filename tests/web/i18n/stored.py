"""What people wrote: every text in the database, in pieces, so that it is known again where a page shows it."""

import re
from collections.abc import Iterator, Mapping

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from egnatia.activities.activities.labels import LANGUAGE
from egnatia.language.tables import rows
from egnatia.people.email_preferences.rules import ZONES

_CUT = re.compile(r"TLP:(?:AMBER\+STRICT|[A-Z]+)|[;,/→·|\n:“”„«»()\[\]○◐●]|\s[–—-]\s|\.\s")
# Identifiers, and the codes of papers (four groups of four digits).
_IDENTIFIER = re.compile(r"\b(?:[0-9a-f]{8}|[0-9a-f]{4})(?:-[0-9a-f]{4}){3}(?:-[0-9a-f]{12})?\b", re.IGNORECASE)
_NUMBERS = re.compile(r"^(?:\d+(?:\.\d+)*\s+)+|(?:\s+\d[\d.,]*)+$")
# Names of things that no language translates.
NAMES = ("Egnatia", "TLP", "CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED", "JSON", "CSV")


def pieces_of(text: str) -> Iterator[str]:
    """A text cut at its punctuation, without figures around a piece; what has no letters is left out."""
    for part in _CUT.split(_IDENTIFIER.sub("", text)):
        piece = _NUMBERS.sub("", " ".join(part.split()).strip(" .*'\"%+?!…–—-")).strip(" .*–—-").casefold()
        if re.search(r"[^\W\d_]{2}", piece):
            yield piece


def stored_texts() -> Iterator[str]:
    """Every text of every table, those inside JSON too, and names that the pages know from our own tables."""
    for model in apps.get_models():
        fields = [field.name for field in model._meta.concrete_fields if _holds_text(field)]  # noqa: SLF001 - public, for all its name
        for values in model._default_manager.values_list(*fields) if fields else ():  # noqa: SLF001 - public, for all its name
            yield from _inside(values)
    for language in (*rows("inflected.tsv"), LANGUAGE.values(), NAMES, _towns()):
        yield from language


def _towns() -> Iterator[str]:
    """Time zones bear the names of the tz database, which are codes."""
    return (zone.partition("/")[2].replace("_", " ") for zone in ZONES)


def _holds_text(field: object) -> bool:
    return isinstance(field, models.CharField | models.TextField | models.JSONField | ArrayField)


def _inside(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _inside([*value, *value.values()])
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _inside(each)
