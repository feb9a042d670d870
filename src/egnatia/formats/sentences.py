"""What is said about input that cannot be used. The site translates by code; the params are the same."""

import re
from collections.abc import Mapping
from typing import Any

TABLE_IN_FILE = re.compile(r"\{table\}[^{}]*\{file\}")


def _(text: str) -> str:
    """The text as it is: `script/catalogues` finds by this name what the pages say in other languages."""
    return text


IATI_OR_JSONL = _("an IATI activity file (XML) or activities as JSON lines, plain or .gz")
SHEET = _(
    "a spreadsheet (.xlsx, .xls, .ods, .csv), a Word document (.docx) or a PDF with tables, or HXL records (.json)"
)
ANY_FILE = _(
    "an IATI file (.xml), JSON lines (.jsonl), a spreadsheet (.xlsx, .xls, .ods, .csv), a Word document (.docx), a PDF "
    "with tables or HXL records (.json)"
)
DOCUMENT = _("a Word document (.docx), a PDF with text or a text file")
SCAN = _("a scan or photo of the page: PDF, JPEG or PNG")
ATTACHMENT = _(
    "a PDF, a Word, Excel, PowerPoint or OpenDocument file without macros, an image (JPEG, PNG, WebP) or a text file"
)

# What a file turned out to be, by the key that `sniff` gives.
KINDS = {
    "binary": _("binary content of an unknown type"),
    "docx": _("a Word document (.docx)"),
    "gzip": _("a gzip file"),
    "html": _("a web page (HTML)"),
    "image": _("an image"),
    "json-array": _("a JSON array"),
    "json-lines": _("JSON lines"),
    "markup": _("XML"),
    "odt": _("an OpenDocument text document (.odt)"),
    "office": _("an older Office file (.doc, .xls) or a password-protected file"),
    "organisations": _("an IATI organisation file"),
    "pdf": _("a PDF"),
    "rtf": _("a rich text file (.rtf)"),
    "text": _("plain text"),
    "utf-16": _("text in UTF-16"),
    "xlsx": _("an Excel workbook (.xlsx)"),
    "xml": _("XML without IATI activities"),
    "zip": _("a ZIP archive"),
}

# What a file should have been, where no key of `sniff` says it.
A_PDF = KINDS["pdf"]
A_WORKBOOK = _("an Excel or LibreOffice workbook")
SEPARATED = _("delimited text (.csv)")
PICTURES = {"JPEG": _("a JPEG image"), "PNG": _("a PNG image")}
ENCODINGS = _("UTF-8 or the encoding stated in its first line")
NO_NOTATION = _("it is neither YAML nor JSON")
NO_DECIMAL = _("the decimal mark must be a point or a comma")
NO_COLUMN = _("it does not name any column")
ENDLESS = _("a line without end")

# What is wrong with the form of XML or JSON; the words of a parser are of no language but its own.
BREAKS_OFF = _("it ends too early")
NOT_CLOSED = _("a closing tag does not match the opening tag")
BARE_SIGN = _("an & or < is not escaped")
ATTRIBUTE = _("an attribute has no quotation marks or occurs twice")
CHARACTER = _("it contains a character that is not allowed")
AFTER_END = _("there is content after its end")
PREFIX = _("a prefix is not declared")
FORM = _("syntax error")

# All that stands in for a placeholder and is itself words: the pages say it in the reader's language.
PHRASES = frozenset(
    {
        IATI_OR_JSONL,
        SHEET,
        ANY_FILE,
        DOCUMENT,
        SCAN,
        ATTACHMENT,
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
    "no-file": _("{file} is not a regular file. Provide {expected}."),
    "empty": _("{file} is empty. Provide {expected}."),
    "too-big": _("{file} is {found} in size. The maximum is {limit}."),
    "unpacks-too-far": _("{file} exceeds {found} when unpacked. The maximum is {limit}."),
    "unpacks-suspiciously": _("{file} unpacks to more than {limit} times its size. This is not accepted."),
    "packed-twice": _("{file} contains another compressed file. Provide {expected}."),
    "truncated": _("{file} is incomplete. It was probably not copied fully; copy it again."),
    "damaged": _("{file} is damaged and cannot be unpacked."),
    "wrong-kind": _("{file} is {found}. Provide {expected}."),
    "archive": _("{file} is a ZIP archive. Unpack it and select the files inside."),
    "picture": _(
        "{file} is an image. Ask the sender for the table as a spreadsheet or Word document, or run text recognition "
        "(OCR) and import the PDF with text."
    ),
    "no-activities": _("{file} is XML with the root <{found}> and contains no activities. Provide {expected}."),
    "encoding": _(
        "{file} should use {expected}, but line {line} contains other bytes. Save it as UTF-8 and try again."
    ),
    "broken-xml": _("{file} is not well-formed XML at line {line}, column {column}: {found}."),
    "document-type": _(
        "{file} declares a document type (<!DOCTYPE …>), which IATI files do not need. Remove it and try again."
    ),
    "too-deep": _("{file} has elements nested more than {limit} levels deep at line {line}. This is not accepted."),
    "too-many-elements": _("{file} has more than {limit} elements. This is not accepted."),
    "activity-too-big": _("Line {line} of {file} has an activity of more than {limit} elements. This is not accepted."),
    "element-too-long": _("Line {line} of {file} has a text or tag longer than {limit}. This is not accepted."),
    "too-many-rejected": _("{file} has more than {limit} rows that cannot be used. The first: {found}"),
    "time": _("Reading {file} took longer than {limit} seconds and was stopped."),
    "memory": _("Reading {file} needed more memory than the permitted {limit}."),
    "stopped": _("{file} could not be read: the process stopped ({found})."),
    "protected": _("{file} is protected by a password. Remove the password and try again."),
    "broken-document": _("{file} cannot be read as {expected}. It is damaged or was not copied fully."),
    "no-text": _(
        "{file} contains only images of its pages. Run text recognition (OCR) first and upload the PDF with text."
    ),
    "nothing-written": _("{file} contains no text."),
    "too-many-rows": _("{file} has more than {limit} rows. Split it and import the parts one after the other."),
    "too-many-columns": _("{file} has more than {limit} columns in {table}. This is not accepted."),
    "too-wide": _("{file} has more than {limit} columns. This is not accepted."),
    "no-table": _("{file} contains no table. It needs a header row and at least one row below it."),
    "no-columns": _("{file} has no table with the columns of the mapping: {expected}."),
    "no-mapping": _("{file} is not a valid column mapping: {found}."),
    "no-such-table": _("{file} has no table {table}. Its tables are: {found}."),
    "list-worked-out": _(
        "{file} is a download of the list “{list}”. This list is calculated and cannot be imported. Make "
        "changes here: {place}."
    ),
    "list-elsewhere": _("{file} is a download of the list “{list}”. Import its changes here: {place}."),
    "broken-sheet": _("{file} cannot be read as {expected}. It is damaged or was not copied fully."),
    "too-many-pages": _("{file} has {found} pages. The maximum is {limit}."),
    "too-many-pixels": _("{file} is an image of {found} pixels. The maximum is {limit} million."),
}

# A Word template of reports.
_TEMPLATES = {
    "template-names": _("{file} uses {{{{ {found} }}}}, which is not a placeholder for reports. Use: {expected}."),
    "template-body": _(
        "{file} must contain {{{{ body }}}} exactly once, in a paragraph of its own, where the report goes."
    ),
    "template-facts": _("{file} may contain {{{{ facts }}}} once at most, in a paragraph of its own."),
    "template-marking": _(
        "{file} has pages without {{{{ marking }}}} in their header. Add it to every header, including "
        "that of the first page."
    ),
    "template-footnote": _(
        "{file} has pages without {{{{ footnote }}}} in their footer. Add it to every footer, including "
        "that of the first page."
    ),
    "template-outside": _(
        "{file} loads content from elsewhere ({found}) when opened. Embed all images in the document."
    ),
    "template-active": _("{file} contains {found}. Remove macros, embedded files and fields that load content."),
}

# One row of a file.
_ROWS = {
    "no-identifier": _("Activity {element} of {file} (line {line}) has no identifier. Add an iati-identifier."),
    "no-id": _("Line {line} of {file} has no id. Each line needs at least source, id and title."),
    "no-title": _("Activity {element} of {file} (line {line}), {identifier}, has no title."),
    "no-json": _("Line {line} of {file} is not valid JSON ({found}). Each line must be one activity as a JSON object."),
    "no-object": _("Line {line} of {file} is {found}. Each line must be one activity as a JSON object."),
    "row-encoding": _("Line {line} of {file} is not UTF-8 at byte {found}. Save the file as UTF-8 and try again."),
    "row-too-long": _("Line {line} of {file} is longer than {limit}."),
}

# One cell of a table.
_CELLS = {
    "cell-title": _("Row {line} of {table} in {file} has no title. Enter one in {column}."),
    "cell-date": _(
        "Row {line} of {table} in {file}, column {column}: {value} is not a date. Enter one like "
        "2024-05-31, 31.5.2024 or May 2024."
    ),
    "cell-date-unclear": _(
        "Row {line} of {table} in {file}, column {column}: {value} is ambiguous: the day or the month "
        "may come first. Set the order in the column mapping, or write 2024-05-31."
    ),
    "cell-order": _(
        "Row {line} of {table} in {file}, column {column}: the end date {value} is before the start "
        "date. Enter a later date."
    ),
    "cell-amount": _(
        "Row {line} of {table} in {file}, column {column}: {value} is not an amount. Enter a number like "
        "250000 or 250.000,00, or a band like 50-250k."
    ),
    "cell-amount-unclear": _(
        "Row {line} of {table} in {file}, column {column}: {value} is ambiguous: its point or comma may "
        "separate thousands or decimals. Write it like 1234567.89 or 1.234.567,89."
    ),
    "cell-band": _(
        "Row {line} of {table} in {file}, column {column}: {value} is not an amount band. Use one of: {expected}."
    ),
    "cell-currency": _(
        "Row {line} of {table} in {file}, column {column}: {value} is not a currency. Enter a "
        "three-letter code like EUR."
    ),
    "cell-term": _(
        "Row {line} of {table} in {file}, column {column}: {value} is not a known value. Add it to the "
        "column mapping, or use a value from: {expected}."
    ),
    "cell-shares": _(
        "Row {line} of {table} in {file}, column {column}: the shares add up to {value}. They cannot exceed 100 %."
    ),
    "cell-record": _(
        "Row {line} of {table} in {file}, column {column}: {value} is not a record identifier. Keep the "
        "column as downloaded, or leave it empty for a new entry."
    ),
    "cell-measure": _(
        "Row {line} of {table} in {file}, column {column}: {value} is a type of own measure. Leave the "
        "cell empty, or set the activity type to own-measure."
    ),
    "cell-economy": _(
        "Row {line} of {table} in {file}, column {column}: {value} is not an economy. Enter its name or code."
    ),
    "cell-objective": _("Row {line} of {table} in {file} has no objective. Enter its code in {column}."),
    "cell-words": _("Row {line} of {table} in {file} has no need. Describe it in {column}."),
}

# One value, kept beside a usable row.
_VALUES = {
    "no-date": _("{value} in {field} is not a date. Enter one like 2024-05-31."),
    "unclear-date": _("{value} in {field} is ambiguous: the day or the month may come first. Only the year is used."),
    "no-amount": _("{value} in {field} is not an amount. Enter a number like 250000."),
    "no-percentage": _("{value} in {field} is not a percentage. Enter a number from 0 to 100."),
    "no-position": _("{value} in {field} is not a position. Enter latitude and longitude in degrees."),
    "wrong-type": _("{value} in {field} is not a valid value and was left out."),
    "own-identifier": _("No IATI identifier. The publisher's own number {value} is used."),
    "no-source": _("No source. {value} is used."),
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
