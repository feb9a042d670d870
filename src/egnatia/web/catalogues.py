"""The translations of the pages: `python -m egnatia.web.catalogues` makes from texts what gettext reads.

A catalogue is a file `locale/<language>/LC_MESSAGES/django.po` that people edit: those of all pages here, those of the
pages that are open to visitors in `egnatia.public`. Serbian is written in Cyrillic; its Latin form and the other
variants of the language are derived from that, never the reverse. Where such a variant has a file of its own, what it
says wins.
"""

import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from gettext import GNUTranslations
from pathlib import Path
from re import compile as pattern

import allauth
import django
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from egnatia.language import to_latin, variants
from egnatia.language.variants import VARIANTS, in_variant

FOLDER = Path(__file__).parent / "locale"
OF_VISITORS = Path(__file__).parents[1] / "public" / "locale"
FOLDERS = (FOLDER, OF_VISITORS)
WORDS = Path(variants.__file__).with_suffix(".tsv")
SOURCE = "sr"
IN_LATIN = "sr_Latn"
DERIVED = (IN_LATIN, *VARIANTS)
# Names in placeholders, tags and addresses are no words of a language.
_KEPT = pattern(r"(%\(\w+\)[a-z]|%[a-z]|\{\w*\}|<[^>]*>|&\w+;|https?://\S+)")
LIBRARIES = (
    Path(django.__file__).parent / "conf" / "locale",
    Path(django.__file__).parent / "contrib" / "auth" / "locale",
    Path(django.__file__).parent / "contrib" / "postgres" / "locale",
    Path(allauth.__file__).parent / "locale",
)


def compiled(*folders: Path) -> Iterator[Path]:
    """Write every catalogue that is older than its text, or missing; yields what it wrote."""
    for folder in folders or FOLDERS:
        for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
            language = source.parent.parent.name
            if language not in DERIVED:
                yield from _written(source.with_suffix(".mo"), [source], partial(catalogue, source))
        source = _file(folder, SOURCE)
        for language in DERIVED if source.exists() else ():
            own = _file(folder, language)
            read = [source, WORDS, *([own] if own.exists() else [])]
            yield from _written(own.with_suffix(".mo"), read, partial(_derived, source, own, language))


def _file(folder: Path, language: str) -> Path:
    return folder / language / "LC_MESSAGES" / "django.po"


def catalogue(source: Path) -> Catalog:
    """The catalogue as people wrote it. Raises babel's PoFileError where it is no catalogue."""
    language = source.parent.parent.name
    with source.open("rb") as file:
        # Babel does not know every language of ours.
        return read_po(file, locale=SOURCE if language in DERIVED else language, abort_invalid=True)


def in_latin(text: str) -> str:
    """Serbian text in Latin letters; placeholders, tags and addresses stay as they are."""
    return _apart(text, to_latin)


def in_words_of(variant: str, text: str) -> str:
    """Serbian text as a variant of the language writes it; placeholders, tags and addresses stay as they are."""
    return _apart(text, partial(in_variant, variant=variant))


def _apart(text: str, change: Callable[[str], str]) -> str:
    return "".join(part if _KEPT.fullmatch(part) else change(part) for part in _KEPT.split(text))


def _derived(source: Path, own: Path, language: str) -> Catalog:
    change = in_latin if language == IN_LATIN else partial(in_words_of, language)
    texts = catalogue(source)
    if language != IN_LATIN:
        for message in _of_libraries(language):
            context = message.context.decode() if isinstance(message.context, bytes) else message.context
            if texts.get(message.id, context) is None:
                texts.add(message.id, message.string, context=context)
    for message in texts:
        message.string = _changed(message, change)
    for message in catalogue(own) if own.exists() else ():
        if message.id and message.string and not message.fuzzy:
            texts.delete(message.id, message.context)
            texts.add(message.id, message.string, context=message.context)
    return texts


def in_libraries(language: str) -> frozenset[object]:
    """What Django and allauth say in a language: the keys of their texts, as gettext has them."""
    found: set[object] = set()
    for folder in LIBRARIES:
        path = _file(folder, language).with_suffix(".mo")
        if path.exists():
            with path.open("rb") as file:
                known = vars(GNUTranslations(file))["_catalog"]  # gettext has no public name for it
            found |= {key[0] if isinstance(key, tuple) else key for key, said in known.items() if said}
    return frozenset(found)


def _of_libraries(language: str) -> Iterator[Message]:
    """What Django and allauth say in Serbian, but not in a variant of it: Montenegrin they do not know at all."""
    for folder in LIBRARIES:
        known = _compiled(folder, language)
        for message in _compiled(folder, SOURCE) or ():
            if message.id and (known is None or not getattr(known.get(message.id, message.context), "string", "")):
                yield message


def _compiled(folder: Path, language: str) -> Catalog | None:
    path = _file(folder, language).with_suffix(".mo")
    if not path.exists():
        return None
    with path.open("rb") as file:
        return read_mo(file)


def _written(target: Path, read: list[Path], made: Callable[[], Catalog]) -> Iterator[Path]:
    if target.exists() and target.stat().st_mtime >= max(each.stat().st_mtime for each in read):
        return
    texts = made()
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(f".{os.getpid()}.part")  # of this process: others may write the same one now
    with unfinished.open("wb") as file:
        write_mo(file, texts)
    unfinished.replace(target)  # whoever starts meanwhile reads the old one or the new one
    yield target


def _changed(message: Message, change: Callable[[str], str]) -> str | tuple[str, ...]:
    if not message.id:  # the heading: names of fields, the rule for plurals
        return str(message.string)
    if isinstance(message.string, str):
        return change(message.string)
    return tuple(map(change, message.string or ()))


def main() -> None:
    for path in compiled():
        sys.stdout.write(f"{path.parent.parent.name}: {path.name}\n")


if __name__ == "__main__":
    main()
