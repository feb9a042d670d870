"""Lists that pages offer as files. A file of one that is brought back is known again by what it says itself.

A workbook names its list among its keywords, which spreadsheets keep. A file of text has its columns only, and so has a
workbook that was made from one.
"""

import re
from collections.abc import Iterable
from functools import cache

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext

from egnatia.formats import Refused
from egnatia.formats.sentences import SENTENCES, sentence
from egnatia.formats.sheets import Table, folded
from egnatia.kernel.lists import Listing
from egnatia.kernel.rooms import rooms
from egnatia.pages.refusals import told


def listing_of(tables: Iterable[Table]) -> Listing | None:
    """The list that a file is of; None where it is none of ours."""
    tables = list(tables)
    named = {word for table in tables for word in re.split(r"[\s,;]+", table.keywords)}
    known = [each for room in rooms() for each in room.listings]
    ours = (each for each in known if each.keyword in named)
    return next(ours, None) or next((each for table in tables for each in known if _is_of(table, each)), None)


def _is_of(table: Table, listing: Listing) -> bool:
    found = [folded(column.words) for column in table.header if column.words]
    wanted = next((each for each in _columns(listing) if each <= set(found)), None)
    if not wanted:
        return False
    rest = [words for words in found if words not in wanted and not words.startswith("* ")]  # a footnote is no column
    return listing.others is None or all(map(listing.others.fullmatch, rest))


@cache
def _columns(listing: Listing) -> frozenset[frozenset[str]]:
    """Its columns in each language of the pages."""
    found = set()
    for language, _name in settings.LANGUAGES_OF_MEMBERS:
        with translation.override(language):
            found.add(frozenset(folded(str(column)) for column in listing.columns))
    return frozenset(found)


def returned(tables: Iterable[Table], file: str, *, taken: Iterable[str] = ()) -> Refused | None:
    """Why a file of ours is not read where it was brought; `taken` are the lists that are read there."""
    found = listing_of(tables)
    if found is None or found.name in taken:
        return None
    code = "list-elsewhere" if found.returns else "list-worked-out"
    params = {"file": file, "list": str(found.title), "place": str(found.place_title), "address": found.place}
    return Refused(file=file, code=code, sentence=sentence(code, params), params=params)


def returned_words(refused: Refused) -> str:
    """The sentence of `returned`, with a link to where a change is made."""
    address, place = refused.params.get("address", ""), refused.params.get("place", "")
    if not address:
        return told(refused.code, refused.params, refused.sentence)
    link = format_html('<a href="{}">{}</a>', reverse(address), place)
    return format_html(gettext(SENTENCES[refused.code]), **{**refused.params, "place": link})
