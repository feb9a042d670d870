"""The languages that only pages open to visitors are in: their catalogues hold what such pages ask for, and no more.

`python -m egnatia.web.public_catalogues CODE FILE.json` writes one from {text: translation or [plural forms]}, with the
keys of `egnatia/public/visitors.json`: what visitors' pages ask for, as `tests/web/i18n/test_visitors.py` records it.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from egnatia.web import catalogues

LIST = catalogues.OF_VISITORS.parent / "visitors.json"
CONTEXT = "\x04"  # between context and text, as gettext writes it
# How many forms a plural has, and which is whose: as in Django's catalogues, beside which ours are read.
PLURALS = {
    "bg": (2, "(n != 1)"),
    "el": (2, "(n != 1)"),
    "tr": (2, "(n > 1)"),
    "sl": (4, "(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3)"),
}
Said = Mapping[str, str | Sequence[str]]


def texts_of_visitors() -> dict[str, str]:
    """Each text that visitors' pages ask for, behind its context, with its plural: "" where it has none."""
    texts: dict[str, str] = json.loads(LIST.read_text(encoding="utf-8"))
    return texts


def as_json(texts: Mapping[str, str]) -> str:
    return json.dumps(dict(sorted(texts.items())), ensure_ascii=False, indent=1) + "\n"


def file_of(code: str) -> Path:
    return catalogues.OF_VISITORS / code / "LC_MESSAGES" / "django.po"


def faults(code: str, said: Said) -> Iterator[str]:
    """What keeps texts from being the catalogue of a language, in words."""
    forms, asked = PLURALS[code][0], texts_of_visitors()
    yield from (f"not asked for: {key}" for key in said if key not in asked)
    for key, plural in asked.items():
        given = said.get(key) or ""
        if plural and not isinstance(given, str) and len(given) not in (1, forms):
            yield f"{len(given)} forms instead of {forms}: {key}"
        elif not plural and not isinstance(given, str):
            yield f"forms without a plural: {key}"
        elif not given or not all(given):
            yield f"missing: {key}"


def catalogue(code: str, said: Said) -> Catalog:
    """Of what is asked for and said. One form serves for all where there is only that one."""
    count, rule = PLURALS[code]
    made = Catalog(locale=code, project="Egnatia", header_comment="# Texts of pages that are open to visitors.")
    made.mime_headers = [
        ("Language", code),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Plural-Forms", f"nplurals={count}; plural={rule};"),
    ]
    made.fuzzy = False
    for key, plural in sorted(texts_of_visitors().items()):
        context, _, text = key.rpartition(CONTEXT)
        given = said.get(key)
        if not given:
            continue
        forms = [given] if isinstance(given, str) else list(given)
        string = tuple(forms * count if len(forms) == 1 else forms) if plural else forms[0]
        flags = ("python-format",) if "%(" in text else ()
        identity = (text, plural.rpartition(CONTEXT)[2]) if plural else text
        made.add(identity, string, context=context or None, flags=flags)
    return made


def main(code: str, file: str) -> int:
    """Writes the catalogue; 1 where something is missing or does not fit, which it names."""
    said: Said = json.loads(Path(file).read_text(encoding="utf-8"))
    found = list(faults(code, said))
    target = file_of(code)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as written:
        write_po(written, catalogue(code, said), width=0, sort_output=True)
    sys.stdout.write("".join(f"{each}\n" for each in found))
    sys.stdout.write(f"{target}: {len(said)} texts\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
