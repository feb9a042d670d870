"""The page of a record of the library in one of its languages, and how its translations stand to the original."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records import versions
from egnatia.kernel.records.content import ByLanguage
from egnatia.library.desk.models import ScheduledPublication
from egnatia.library.desk.queries import plan_words
from egnatia.library.desk.rules import TranslationState, read_in, translation_state
from egnatia.library.room import PAGES
from egnatia.pages.labels import language_name
from egnatia.pages.record_presenters import RecordPage, cells_of, title_cell

BY_ROUTE = {pages.name: pages for pages in PAGES}


@dataclass(frozen=True, slots=True)
class LanguageOfPage:
    code: str
    name: str
    shown: bool
    original: bool
    older: bool


@dataclass(frozen=True, slots=True)
class TranslatedPage:
    """The page of a record in the language that was asked for. `older`: what is shown is older than the original."""

    record: RecordPage
    languages: tuple[LanguageOfPage, ...]
    older: bool
    plan: str
    may_schedule: bool


def translated(reader: Reader, page: RecordPage, route: str, language: str) -> TranslatedPage | None:
    """A page of the library that the reader sees; None for those of other rooms. Three queries at most."""
    pages = BY_ROUTE.get(route)
    if pages is None:
        return None
    row = pages.row(reader, page.id)
    known = pages.kind.known(reader, row)
    bodies = versions.bodies_seen_by(reader, [page.id]).get(page.id, {})
    state = translation_state(_texts_of(known), [bodies[number] for number in sorted(bodies)])
    if language in state.there:
        known = read_in(known, language)
        cells = cells_of(pages.kind.content, reader, known)
        title = title_cell(pages.kind.content, reader, known, row)
        title = replace(title, original="" if language == state.original else state.original)
        page = replace(page, title=title, texts=tuple(each for each in cells if each.lines > 1))
    shown = _shown(state, language, page.title.lang)
    plan = None
    if may := page.standing.writable and reader.strong and row.record.tlp > Tlp.CLEAR:
        plan = ScheduledPublication.objects.filter(record=page.id).first()
    languages = _languages(state, shown) if len(state.there) > 1 else ()
    return TranslatedPage(page, languages, shown in state.older, plan_words(plan) if plan else "", may_schedule=may)


def _shown(state: TranslationState, asked: str, lang: str) -> str:
    """The language that the page is in: the one asked for, else that of the title, whose script may be derived."""
    found = (each for each in (asked, lang, lang.partition("-")[0]) if each in state.there)
    return next(found, state.original)


def _texts_of(known: Mapping[str, Any]) -> dict[str, ByLanguage]:
    return {name: value for name, value in known.items() if isinstance(value, ByLanguage)}


def _languages(state: TranslationState, shown: str) -> tuple[LanguageOfPage, ...]:
    return tuple(
        LanguageOfPage(code, language_name(code), code == shown, code == state.original, code in state.older)
        for code in state.there
    )
