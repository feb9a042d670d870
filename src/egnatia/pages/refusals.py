"""Why a file or a row cannot be used, in the reader's language. The sentences are English in `egnatia.formats`."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from egnatia.formats import Refused
from egnatia.formats.sentences import PHRASES, ROW, SENTENCES, filled

_WORDS = frozenset({"found", "expected"})  # the placeholders that may be filled with words of ours


def told(code: str, params: Mapping[str, Any], otherwise: str = "", *, more: Mapping[str, object] | None = None) -> str:
    """The sentence of a code, of ours or of `more`; `otherwise` for a code that is no longer known."""
    known = more or {}
    text = str(known[code]) if code in known else gettext(SENTENCES[code]) if code in SENTENCES else ""
    try:
        return filled(text, _in_words(params)) if text else otherwise
    except KeyError:
        return otherwise


def _in_words(params: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in for placeholders; where it is words of ours and no name or number, in the reader's language.

    So is the sentence about a row that the one about a file names.
    """
    said = {name: gettext(params[name]) for name in _WORDS & params.keys() if params[name] in PHRASES}
    row = {name.removeprefix(ROW): value for name, value in params.items() if name.startswith(ROW)}
    if row:
        said["found"] = told(row.pop("code", ""), row, params.get("found", ""))
    return {**params, **said}


def refusal_words(refused: Refused) -> str:
    """Why a file was refused."""
    return told(refused.code, refused.params, refused.sentence)
