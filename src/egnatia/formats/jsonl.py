"""Activities as JSON lines: one object a line, with source, id, publisher, title, description, countries, lang,
funders, implementers, sectors, start, end, amount and locations. Only id and title are needed; `source:id` names it."""

from collections.abc import Iterator

import msgspec

from egnatia.formats.activity import (
    ActivityDate,
    Classification,
    Description,
    Doubt,
    Location,
    Money,
    Narrative,
    Parsed,
    ParsedOrganisation,
    Provenance,
    Recipient,
)
from egnatia.formats.limits import Limits
from egnatia.formats.outcomes import Rejected
from egnatia.formats.sentences import BREAKS_OFF, FORM, said_bytes, sentence, shortened
from egnatia.formats.values import is_nothing, read_amount, read_date

_decode = msgspec.json.Decoder().decode


def read_jsonl(pieces: Iterator[bytes], file: str, limits: Limits) -> Iterator[Parsed | Rejected]:
    """The activities of a file in their order; empty lines are passed over."""
    element = 0
    for number, line in enumerate(_lines(pieces, limits), 1):
        if line is None or line.strip():
            element += 1
            yield _Row(file, element, number, limits).read(line)


def _lines(pieces: Iterator[bytes], limits: Limits) -> Iterator[bytes | None]:
    """The lines without their ends; None for one that is too long. The first loses a byte order mark."""
    rest: bytes | None = b""
    first = True
    for piece in pieces:
        head, *more = piece.split(b"\n")
        rest = None if rest is None or len(rest) + len(head) > limits.line_bytes else rest + head
        for following in more:
            yield rest.removeprefix(b"\xef\xbb\xbf") if first and rest is not None else rest
            rest, first = following, False
    yield rest.removeprefix(b"\xef\xbb\xbf") if first and rest is not None else rest


class _Row:
    """One line on its way to an activity."""

    def __init__(self, file: str, element: int, line: int, limits: Limits) -> None:
        self.file = file
        self.element = element
        self.line = line
        self.limits = limits
        self.row: dict[str, object] = {}
        self.doubts: list[Doubt] = []

    def read(self, line: bytes | None) -> Parsed | Rejected:
        if line is None:
            return self._rejected("row-too-long", limit=said_bytes(self.limits.line_bytes))
        try:
            row = _decode(line)
        except UnicodeDecodeError:
            readable = line.decode("utf-8", "replace").partition("\N{REPLACEMENT CHARACTER}")[0]
            return self._rejected("row-encoding", value=readable, found=str(len(readable.encode()) + 1))
        except (msgspec.DecodeError, RecursionError) as error:
            found = BREAKS_OFF if "truncated" in str(error) else FORM
            return self._rejected("no-json", value=line[:400].decode("utf-8", "replace"), found=found)
        if not isinstance(row, dict):
            return self._rejected("no-object", value=line[:400].decode("utf-8", "replace"), found=_KINDS[type(row)])
        self.row = row
        return self._activity()

    def _activity(self) -> Parsed | Rejected:
        number = self._text("id")
        title = self._text("title")
        if not number:
            return self._rejected("no-id", value=title)
        publisher = self._text("publisher")
        source = self._source(publisher)
        if not title:
            return self._rejected("no-title", identifier=f"{source}:{number}")
        lang = self._text("lang").lower()
        lang = "" if lang == "und" else lang
        description = self._text("description")
        provenance = Provenance(
            file=self.file, element=self.element, line=self.line, publisher=publisher, source=source
        )
        return Parsed(
            identifier=f"{source}:{number}",
            titles=(Narrative(text=title, lang=lang),),
            format="jsonl",
            lang=lang,
            reporting=ParsedOrganisation(names=(Narrative(text=publisher),)) if publisher else None,
            participating=self._organisations("funders", "funding")
            + self._organisations("implementers", "implementing"),
            descriptions=(Description(texts=(Narrative(text=description, lang=lang),)),) if description else (),
            dates=self._date("start", lang) + self._date("end", lang),
            economies=tuple(Recipient(texts=(Narrative(text=name),)) for name in self._list("countries")),
            locations=tuple(Location(names=(Narrative(text=name),)) for name in self._list("locations")),
            sectors=tuple(_sector(name) for name in self._list("sectors")),
            total=self._total(),
            doubts=tuple(self.doubts),
            provenance=provenance,
        )

    def _source(self, publisher: str) -> str:
        source = self._text("source")
        if not source:
            source = publisher or self.file
            self._doubt("no-source", "source", source)
        return source

    def _text(self, field: str) -> str:
        """A field as text; numbers are written out. "" where it is absent, with a doubt where it is of another type."""
        value = self.row.get(field)
        if isinstance(value, str):
            return _clean(value)
        if value is None:
            return ""
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        self._doubt("wrong-type", field, _KINDS.get(type(value), "an object"))
        return ""

    def _list(self, field: str) -> list[str]:
        """A field as a list of texts; one text is a list of one."""
        value = self.row.get(field)
        if value is None or value == "":
            return []
        values = value if isinstance(value, list) else [value]
        texts = [_clean(str(each)) for each in values if type(each) in {str, int, float}]
        if len(texts) != len(values):
            self._doubt("wrong-type", field, _KINDS.get(type(value), "an object"))
        return [text for text in texts if text]

    def _organisations(self, field: str, role: str) -> tuple[ParsedOrganisation, ...]:
        return tuple(ParsedOrganisation(names=(Narrative(text=name),), role=role) for name in self._list(field))

    def _date(self, field: str, lang: str) -> tuple[ActivityDate, ...]:
        written = self._text(field)
        if is_nothing(written):
            return ()
        found, year_only = read_date(written, month_first_possible=lang in {"", "en"})
        if year_only or not found:
            self._doubt("unclear-date" if year_only else "no-date", field, written)
        return (ActivityDate(type=field, date=found),) if found else ()

    def _total(self) -> Money | None:
        written = self._text("amount")
        if is_nothing(written):
            return None
        amount, beside = read_amount(written)
        currency = self._text("currency").upper() or beside
        if amount is None:
            self._doubt("no-amount", "amount", written)
            return Money(amount=None, currency=currency, as_written=written)
        return Money(amount=amount, currency=currency)

    def _doubt(self, code: str, field: str, value: str) -> None:
        value = shortened(value)
        said = sentence(code, {"field": field, "value": value})
        self.doubts.append(Doubt(code=code, field=field, value=value, sentence=said))

    def _rejected(self, code: str, *, value: str = "", identifier: str = "", **params: str) -> Rejected:
        params |= {"file": self.file, "element": str(self.element), "line": str(self.line), "identifier": identifier}
        return Rejected(
            file=self.file,
            element=self.element,
            line=self.line,
            identifier=identifier,
            code=code,
            sentence=sentence(code, params),
            value=shortened(value),
            params=params,
        )


_KINDS = {list: "a list", str: "a text", int: "a number", float: "a number", bool: "a truth value", type(None): "null"}


def _clean(text: str) -> str:
    """Without the one character that no database keeps in a text."""
    return text.replace("\0", "").strip()


def _sector(name: str) -> Classification:
    """A code is one of the DAC's; a name stays a name."""
    if name.isdigit() and len(name) in {3, 5}:
        return Classification(kind="sector", code=name, vocabulary="1" if len(name) == 5 else "2")
    return Classification(kind="sector", texts=(Narrative(text=name),))
