"""What a kind of record says, described once: a frozen struct whose annotations say what each of its fields is.

Forms, versions, search, tables, filters and pages are derived from it. Nothing of a record leaves but by `seen_by`.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from egnatia.kernel.access.policy import Envelope
from egnatia.kernel.access.reader import Reader

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

UNKNOWN = "und"  # BCP 47: a text of which nobody said the language
Asked = Literal["always", "once", "later", "never"]
Choices = Callable[[Reader], "Mapping[str, str | _StrPromise]"]


class ByLanguage(msgspec.Struct, frozen=True):
    """A text in the languages that there are of it, and the one in which it was written first ("" where unknown)."""

    texts: dict[str, str] = {}
    original: str = ""

    def __bool__(self) -> bool:
        return any(self.texts.values())

    def first(self) -> tuple[str, str]:
        """(text, its language): the original, else any; "" for a language that is not known."""
        code = self.original or UNKNOWN
        if code not in self.texts:
            code = min(self.texts, default="")
        return self.texts.get(code, ""), "" if code == UNKNOWN else code


class Content(msgspec.Struct, frozen=True):
    """What a record says. Each field is `Annotated[type, Field(...)]`; one without a default has to be said.

    The first text by language is what a record is called, else its first field. A subclass repeats `frozen=True`, for
    mypy.
    """


@dataclass(frozen=True, slots=True)
class Field:
    """What one field of a content is, beside its type.

    `choices`: the name of a vocabulary of the taxonomy, or a function of the reader, for what may be said; of what is
    not offered any more, what was said stays. `offered`: the codes among them that a reader may say, if not all.
    `asked`: whether the form asks for it, once when the record is new, later for every
    change of it anew, or never, where it is worked out. `only`: who
    may know of it besides its record; it is absent for others at every exit. `public`: visitors may read it.
    """

    label: "_StrPromise"
    help: "str | _StrPromise" = ""
    search: bool = False
    column: bool = False  # of the list; a file has all fields
    filter: bool = False
    lines: int = 1
    longest: int = 300  # characters, in each language
    choices: str | Choices = ""
    offered: Callable[[Reader], Collection[str]] | None = None
    asked: Asked = "always"
    only: Callable[[Reader, Envelope], bool] | None = None
    public: bool = False


DAY, NUMBER, AMOUNT, SEVERAL = date | None, int | None, Decimal | None, tuple[str, ...]
TYPES: tuple[Any, ...] = (str, ByLanguage, DAY, NUMBER, AMOUNT, bool, SEVERAL)
TEXTS = (str, ByLanguage)
RESERVED = frozenset({"language", "version", "record", "once"})  # what forms and files say beside the fields


@dataclass(frozen=True, slots=True)
class ContentField:
    """A field with its name and type; `required` where the content has no default for it."""

    name: str
    type: Any
    field: Field
    required: bool


@cache
def parts_of(content: type[Content]) -> dict[str, ContentField]:
    """The fields of a content by name, in their order. Raises TypeError for what cannot be meant.

    mypy does not look inside `Annotated`: this is where a mistake is told, when the kind is declared.
    """
    hints = get_type_hints(content, include_extras=True)
    fields = msgspec.structs.fields(content)
    return {each.name: _part(content, each.name, hints[each.name], required=each.required) for each in fields}


def _part(content: type[Content], name: str, hint: Any, *, required: bool) -> ContentField:  # noqa: ANN401 - an annotation
    described = (
        [each for each in get_args(hint)[1:] if isinstance(each, Field)] if get_origin(hint) is Annotated else []
    )
    if len(described) != 1:
        raise TypeError(f"{content.__name__}.{name}: Annotated[type, Field(...)] is expected")
    part = ContentField(name, get_args(hint)[0], described[0], required)
    if fault := _fault(part):
        raise TypeError(f"{content.__name__}.{name}: {fault}")
    return part


def _fault(part: ContentField) -> str:
    field, several, is_text = part.field, part.type == SEVERAL, part.type in TEXTS and not part.field.choices
    faults = {
        "forms and files use this name": part.name in RESERVED,
        f"a field is one of {', '.join(map(str, TYPES))}": part.type not in TYPES,
        "its label is not translated": isinstance(field.label, str),
        "choices are for str and tuple[str, ...]": bool(field.choices) and part.type is not str and not several,
        "tuple[str, ...] needs choices": several and not field.choices,
        "search and lines are for texts": (field.search or field.lines > 1) and not is_text,
        "filter is for choices": field.filter and not field.choices,
        "one index serves all readers: what some may not know is neither searched nor filtered by": bool(
            field.only and (field.search or field.filter)
        ),
        "what only some may know is not public": bool(field.only and field.public),
    }
    return next((words for words, wrong in faults.items() if wrong), "")


def body_of(content: Content) -> dict[str, Any]:
    """The content as versions and rows keep it, in JSON."""
    found: dict[str, Any] = msgspec.to_builtins(content)
    return found


def said_in(content: type[Content], body: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a body by field, in its types; what an older shape does not have has its default.

    What cannot be read as its field any more is said as it was written.
    """
    return {name: _value(part, body, content) for name, part in parts_of(content).items()}


def _value(part: ContentField, body: Mapping[str, Any], content: type[Content]) -> Any:  # noqa: ANN401 - of the field's type
    if part.name not in body:
        return _default(content, part)
    try:
        return msgspec.convert(body[part.name], part.type, strict=False)
    except msgspec.ValidationError:
        return str(body[part.name])


@cache
def defaults_of(content: type[Content]) -> dict[str, Any]:
    """What fields say where nobody says anything."""
    every = msgspec.structs.fields(content)
    return {each.name: each.default for each in every if each.default is not msgspec.NODEFAULT}


def _default(content: type[Content], part: ContentField) -> Any:  # noqa: ANN401 - of the field's type
    empty: dict[Any, Any] = {str: "", ByLanguage: ByLanguage(), bool: False, SEVERAL: ()}
    return defaults_of(content).get(part.name, empty.get(part.type))


def seen_by(content: type[Content], reader: Reader, envelope: Envelope, body: Mapping[str, Any]) -> dict[str, Any]:
    """What the reader may know of a body, of the row or of a version: values by field, without those hidden from them.

    The one way from what is stored to a page, a list, a file, a history or an answer of the API.
    """
    said = said_in(content, body)
    return {name: said[name] for name, part in parts_of(content).items() if _may_know(part.field, reader, envelope)}


def _may_know(field: Field, reader: Reader, envelope: Envelope) -> bool:
    if reader.is_system:
        return True
    if reader.is_anonymous and not field.public:
        return False
    return field.only is None or field.only(reader, envelope)


def title_part(content: type[Content]) -> ContentField:
    """The field by which a record is called."""
    parts = parts_of(content).values()
    return next((part for part in parts if part.type is ByLanguage), next(iter(parts)))


def title_of(content: Content) -> dict[str, str]:
    """What the record is called, by language."""
    said = getattr(content, title_part(type(content)).name)
    texts = said.texts if isinstance(said, ByLanguage) else {UNKNOWN: str(said)}
    return {code: text[:200] for code, text in texts.items()}


def searched_texts(content: Content) -> tuple[str, ...]:
    """The texts by which it is found."""
    found: list[str] = []
    for name, part in parts_of(type(content)).items():
        if part.field.search:
            said = getattr(content, name)
            found.extend(said.texts.values() if isinstance(said, ByLanguage) else [str(said)])
    return tuple(found)
