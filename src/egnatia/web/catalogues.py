"""The translations of the pages: `python -m egnatia.web.catalogues` makes from texts what gettext reads.

A catalogue is a file `locale/<language>/LC_MESSAGES/django.po` that people edit. Serbian is written in Cyrillic; its
Latin form is derived from that, never the reverse.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from egnatia.language import to_latin

FOLDER = Path(__file__).parent / "locale"
DERIVED = {"sr": "sr_Latn"}
# Names in placeholders, tags and addresses are no words of a language.
_KEPT = re.compile(r"(%\(\w+\)[a-z]|%[a-z]|\{\w*\}|<[^>]*>|&\w+;|https?://\S+)")


def compiled(folder: Path = FOLDER) -> Iterator[Path]:
    """Write every catalogue that is older than its text, or missing; yields what it wrote."""
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        language = source.parent.parent.name
        yield from _written(source, source.with_suffix(".mo"), derive=False)
        if language in DERIVED:
            target = folder / DERIVED[language] / "LC_MESSAGES" / f"{source.stem}.mo"
            yield from _written(source, target, derive=True)


def catalogue(source: Path) -> Catalog:
    """The catalogue as people wrote it. Raises babel's PoFileError where it is no catalogue."""
    with source.open("rb") as file:
        return read_po(file, locale=source.parent.parent.name, abort_invalid=True)


def in_latin(text: str) -> str:
    """Serbian text in Latin letters; placeholders, tags and addresses stay as they are."""
    return "".join(part if _KEPT.fullmatch(part) else to_latin(part) for part in _KEPT.split(text))


def _written(source: Path, target: Path, *, derive: bool) -> Iterator[Path]:
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return
    texts = catalogue(source)
    if derive:
        for message in texts:
            message.string = _derived(message)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".part")
    with unfinished.open("wb") as file:
        write_mo(file, texts)
    unfinished.replace(target)  # whoever starts meanwhile reads the old one or the new one
    yield target


def _derived(message: Message) -> str | tuple[str, ...]:
    if not message.id:  # the heading: names of fields, the rule for plurals
        return str(message.string)
    if isinstance(message.string, str):
        return in_latin(message.string)
    return tuple(map(in_latin, message.string or ()))


def main() -> None:
    for path in compiled():
        sys.stdout.write(f"{path.parent.parent.name}: {path.name}\n")


if __name__ == "__main__":
    main()
