"""What is said about input that cannot be used. The site translates by code; the params are the same."""

import re
from collections.abc import Mapping
from typing import Any

TABLE_IN_FILE = re.compile(r"\{table\}[^{}]*\{file\}")


def _(text: str) -> str:
    """The text as it is: `script/catalogues` finds by this name what the pages say in other languages."""
    return text


IATI_OR_JSONL = _("an IATI activity file (XML) or activities as JSON lines, plain or .gz")
SHEET = _("a sheet (.xlsx, .xls, .ods, .csv), a Word document (.docx) or a PDF with tables, or HXL records (.json)")
DOCUMENT = _("a Word document (.docx), a PDF with text or a text file")
SCAN = _("the scan or photo of a page: PDF, JPEG or PNG")

# What a file turned out to be, by the key that `sniff` gives.
KINDS = {
    "binary": _("binary content of an unknown kind"),
    "docx": _("a Word document (.docx)"),
    "gzip": _("a gzip file"),
    "html": _("a web page (HTML)"),
    "json-array": _("one JSON array"),
    "json-lines": _("JSON lines"),
    "markup": _("XML"),
    "odt": _("an OpenDocument text (.odt)"),
    "office": _("an older Office file (.doc, .xls) or one that a password protects"),
    "organisations": _("an IATI organisation file"),
    "pdf": _("a PDF"),
    "rtf": _("a rich text file (.rtf)"),
    "text": _("plain text"),
    "utf-16": _("text in UTF-16"),
    "xlsx": _("a workbook (.xlsx)"),
    "xml": _("XML without any IATI activity"),
    "zip": _("a ZIP archive"),
}

# What a file should have been, where no key of `sniff` says it.
A_PDF = KINDS["pdf"]
A_WORKBOOK = _("a workbook")
SEPARATED = _("text with separators (.csv)")
PICTURES = {"JPEG": _("a JPEG picture"), "PNG": _("a PNG picture")}
ENCODINGS = _("UTF-8 or the encoding named in its first line")
NO_NOTATION = _("it is neither YAML nor JSON")
NO_DECIMAL = _("decimal must be a point or a comma")
NO_COLUMN = _("it names no column")
ENDLESS = _("endless line")

# What is wrong with the form of XML or JSON; the words of a parser are of no language but its own.
BREAKS_OFF = _("it breaks off")
NOT_CLOSED = _("a tag closes another one than was opened")
BARE_SIGN = _("an & or < stands by itself")
ATTRIBUTE = _("an attribute is without quotation marks, or there twice")
CHARACTER = _("it has a character that is not allowed there")
AFTER_END = _("something stands after its end")
PREFIX = _("a name has a prefix that was not declared")
FORM = _("its form is wrong there")

# All that stands in for a placeholder and is itself words: the pages say it in the reader's language.
PHRASES = frozenset(
    {
        IATI_OR_JSONL,
        SHEET,
        DOCUMENT,
        SCAN,
        A_WORKBOOK,
        SEPARATED,
        ENCODINGS,
        NO_NOTATION,
        NO_DECIMAL,
        NO_COLUMN,
        ENDLESS,
        BREAKS_OFF,
        NOT_CLOSED,
        BARE_SIGN,
        ATTRIBUTE,
        CHARACTER,
        AFTER_END,
        PREFIX,
        FORM,
    }
    | set(KINDS.values())
    | set(PICTURES.values())
)

ROW = "row_"  # before the name of a param of the row that the sentence about a file names

# A file as a whole.
_FILES = {
    "missing": _("{file} does not exist."),
    "unreadable": _("{file} cannot be opened: {found}."),
    "no-file": _("{file} is no ordinary file; expected is {expected}."),
    "empty": _("{file} is empty; expected is {expected}."),
    "too-big": _("{file} has {found}; at most {limit} are accepted."),
    "unpacks-too-far": _("{file} unpacks to more than {found}; at most {limit} are accepted."),
    "unpacks-suspiciously": _("{file} unpacks to more than {limit} times its size, which no real file does."),
    "packed-twice": _("{file} holds another packed file; expected is {expected}."),
    "truncated": _("{file} breaks off before its end: it was probably not copied completely."),
    "damaged": _("{file} is damaged: it cannot be unpacked."),
    "wrong-kind": _("{file} is {found}; expected is {expected}."),
    "no-activities": _("{file} is XML with the root <{found}> and holds no activity; expected is {expected}."),
    "encoding": _(
        "{file} says that it is {expected}, but line {line} holds bytes that are not: save it again as UTF-8."
    ),
    "broken-xml": _("{file} is not well-formed XML at line {line}, column {column}: {found}."),
    "document-type": _(
        "{file} declares a document type (<!DOCTYPE …>), which no IATI file needs; expected is plain XML without one."
    ),
    "too-deep": _("{file} nests its elements more than {limit} deep at line {line}, which no IATI file does."),
    "too-many-elements": _("{file} has more than {limit} elements."),
    "activity-too-big": _("{file} has an activity of more than {limit} elements at line {line}."),
    "element-too-long": _("{file} has a text or tag of more than {limit} at line {line}, which no real file has."),
    "too-many-rejected": _("{file} has more than {limit} rows that cannot be used; the first: {found}"),
    "time": _("{file} took longer than {limit} seconds to read and was stopped."),
    "memory": _("{file} needed more memory than the {limit} that reading a file may take."),
    "stopped": _("{file} could not be read: the reader stopped ({found})."),
    "protected": _("{file} is protected by a password; remove the password and try again."),
    "broken-document": _("{file} cannot be read as {expected}: it is damaged or was not copied completely."),
    "no-text": _(
        "{file} holds no text, only pictures of its pages; expected is a PDF with text: run text recognition (OCR) "
        "first."
    ),
    "nothing-written": _("{file} holds no text."),
    "too-many-rows": _("{file} has more than {limit} rows; divide it and bring the parts in one after the other."),
    "too-many-columns": _("{file} has more than {limit} columns in {table}, which no real table has."),
    "too-wide": _("{file} has more than {limit} columns, which no real table has."),
    "no-table": _("{file} holds no table: expected are a header and at least one row below it."),
    "no-columns": _("{file} has no table with the columns that the mapping names: {expected}."),
    "no-mapping": _("{file} is no mapping: {found}."),
    "no-such-table": _("{file} has no table {table}; it has {found}."),
    "list-worked-out": _(
        "{file} is the list “{list}” as it was downloaded. It is worked out from what is recorded: "
        "nothing is changed by bringing it back. Make a change here: {place}."
    ),
    "list-elsewhere": _("{file} is the list “{list}” as it was downloaded. Its changes are read here: {place}."),
    "broken-sheet": _("{file} cannot be read as {expected}: it is damaged or was not copied completely."),
    "too-many-pages": _("{file} has {found} pages; at most {limit} are read."),
    "too-many-pixels": _("{file} is a picture of {found} points; at most {limit} million are accepted."),
}

# A Word template of reports.
_TEMPLATES = {
    "template-names": _("{file} names {{{{ {found} }}}}, which reports do not know; expected are {expected}."),
    "template-body": _(
        "{file} has {found} paragraphs that say {{{{ body }}}} and nothing else; expected is one, where "
        "the report goes."
    ),
    "template-facts": _(
        "{file} says {{{{ facts }}}} {found} times; expected is one paragraph at most, which says nothing else."
    ),
    "template-marking": _(
        "{file} has pages without {{{{ marking }}}} in their header; expected is it in every header, "
        "the one of a first page too."
    ),
    "template-footnote": _(
        "{file} has pages without {{{{ footnote }}}} in their footer; expected is it in every footer, "
        "the one of a first page too."
    ),
    "template-outside": _(
        "{file} fetches something from elsewhere ({found}) when it is opened; expected is a document "
        "that holds all its pictures itself."
    ),
    "template-active": _(
        "{file} holds {found}; expected is a document without macros, embedded files and fields that load something."
    ),
}

# One row of a file.
_ROWS = {
    "no-identifier": _("Activity {element} of {file} (line {line}) has no identifier; expected is an iati-identifier."),
    "no-id": _("Line {line} of {file} has no id; expected are at least source, id and title."),
    "no-title": _("Activity {element} of {file} (line {line}), {identifier}, has no title."),
    "no-json": _("Line {line} of {file} is no JSON ({found}); expected is one activity as a JSON object."),
    "no-object": _("Line {line} of {file} is {found}; expected is one activity as a JSON object."),
    "row-encoding": _("Line {line} of {file} is not UTF-8 at byte {found}; save the file again as UTF-8."),
    "row-too-long": _("Line {line} of {file} is longer than {limit}."),
}

# One cell of a table.
_CELLS = {
    "cell-title": _("Row {line} of {table} in {file} has no title; expected is one in {column}."),
    "cell-date": _(
        "Row {line} of {table} in {file}, column {column}: {value} is no date; expected is one like "
        "2024-05-31, 31.5.2024 or May 2024."
    ),
    "cell-date-unclear": _(
        "Row {line} of {table} in {file}, column {column}: {value} can be read with the day or the "
        "month first; say in the mapping which comes first, or write 2024-05-31."
    ),
    "cell-order": _(
        "Row {line} of {table} in {file}, column {column}: the end {value} lies before the beginning; "
        "expected is a later one."
    ),
    "cell-amount": _(
        "Row {line} of {table} in {file}, column {column}: {value} is no amount; expected is a number like "
        "250000, 250.000,00 or a band like 50-250k."
    ),
    "cell-amount-unclear": _(
        "Row {line} of {table} in {file}, column {column}: the point or comma of {value} can part "
        "thousands or decimals; expected is an amount that can be read in one way, like 1234567.89 or 1.234.567,89."
    ),
    "cell-band": _(
        "Row {line} of {table} in {file}, column {column}: {value} is no amount band; expected is one of {expected}."
    ),
    "cell-currency": _(
        "Row {line} of {table} in {file}, column {column}: {value} is no currency; expected is a code of "
        "three letters like EUR."
    ),
    "cell-term": _(
        "Row {line} of {table} in {file}, column {column}: nobody said what {value} means; expected is one "
        "of the values of the mapping, or of {expected}."
    ),
    "cell-shares": _(
        "Row {line} of {table} in {file}, column {column}: the shares make {value}; expected are shares "
        "that make 100 % at most."
    ),
    "cell-record": _(
        "Row {line} of {table} in {file}, column {column}: {value} is no record number; leave the column "
        "as it was downloaded, or empty for something new."
    ),
    "cell-measure": _(
        "Row {line} of {table} in {file}, column {column}: {value} is a kind of own measure; expected is "
        "an empty cell, or own-measure as the sort."
    ),
    "cell-economy": _(
        "Row {line} of {table} in {file}, column {column}: {value} is no economy; expected is one by its name or code."
    ),
    "cell-objective": _("Row {line} of {table} in {file} names no objective; expected is its code in {column}."),
    "cell-words": _("Row {line} of {table} in {file} says no need; expected are its words in {column}."),
}

# One value, kept beside a usable row.
_VALUES = {
    "no-date": _("{value} in {field} is no date; expected is one like 2024-05-31."),
    "unclear-date": _("{value} in {field} can be read with the day or the month first; only the year is used."),
    "no-amount": _("{value} in {field} is no amount; expected is a number like 250000."),
    "no-percentage": _("{value} in {field} is no percentage; expected is a number from 0 to 100."),
    "no-position": _("{value} in {field} is no position; expected are a latitude and a longitude in degrees."),
    "wrong-type": _("{value} in {field} is not what is expected there and was left out."),
    "own-identifier": _("There is no IATI identifier; the publisher's own number {value} is used."),
    "no-source": _("There is no source; {value} is used."),
}

SENTENCES = _FILES | _TEMPLATES | _ROWS | _CELLS | _VALUES


def sentence(code: str, params: dict[str, str]) -> str:
    """The English sentence for a code."""
    return filled(SENTENCES[code], params)


def filled(text: str, params: Mapping[str, Any]) -> str:
    """A sentence of whatever language with what it is about. A file that is one table itself is named once."""
    if "file" in params and params.get("table") == params["file"]:
        text = TABLE_IN_FILE.sub("{file}", text)
    return text.format_map(params)


def shortened(value: str, limit: int = 120) -> str:
    """A value as it may stand in a sentence: on one line, without control characters, cut with an ellipsis."""
    words = " ".join(value[: limit * 4].split())
    printable = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in words)
    return printable if len(printable) <= limit else printable[: limit - 1] + "…"


def said_bytes(count: int) -> str:
    """A number of bytes as people say it: 1.5 MB. Rounded, in powers of 1,000."""
    for unit, size in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= size:
            return f"{count / size:.1f} {unit}".replace(".0 ", " ")
    return f"{count} bytes"
