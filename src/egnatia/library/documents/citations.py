"""References to documents as programs for literature read them: RIS, and BibTeX in UTF-8. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from egnatia.language import to_latin

RIS_TYPES = {"study": "RPRT", "report": "RPRT", "training": "GEN", "minutes": "UNPB", "guide": "GEN"}
BIBTEX_TYPES = {"study": "techreport", "report": "techreport", "training": "misc", "minutes": "unpublished"}
ESCAPED = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{each: f"\\{each}" for each in "#$%&_"},
}
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_ISBN = re.compile(r"(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx]")


@dataclass(frozen=True, slots=True)
class Citation:
    """`id` is the same for good; `languages` and `keywords` as they are read; `page` is its address on this site."""

    id: str
    category: str
    title: str
    summary: str
    issued_by: str
    issued_on: date | None
    languages: tuple[str, ...]
    keywords: tuple[str, ...]
    identifier: str
    address: str
    page: str


def ris(references: Iterable[Citation]) -> bytes:
    """One record after the other, each line "TY  - RPRT", ended by CR and LF."""
    lines = [line for each in references for line in (*_ris(each), "")]
    return "".join(f"{line}\r\n" for line in lines).encode()


def _ris(reference: Citation) -> Iterator[str]:
    yield f"TY  - {RIS_TYPES.get(reference.category, 'GEN')}"
    day = reference.issued_on
    told = [
        ("ID", reference.id),
        ("TI", reference.title),
        ("AU", f"{reference.issued_by}," if reference.issued_by else ""),  # a comma: not a person's names in order
        ("PB", reference.issued_by),
        ("PY", f"{day:%Y}" if day else ""),
        ("DA", f"{day:%Y/%m/%d}" if day else ""),
        ("AB", reference.summary),
        ("LA", ", ".join(reference.languages)),
        *(("KW", each) for each in reference.keywords),
        ("DO", doi_of(reference.identifier)),
        ("SN", isbn_of(reference.identifier)),
        ("M1", reference.identifier if not _is_standard(reference.identifier) else ""),
        ("UR", reference.address),
        ("UR", reference.page),
    ]
    yield from (f"{tag}  - {_one_line(text)}" for tag, text in told if text)
    yield "ER  - "


def bibtex(references: Iterable[Citation]) -> bytes:
    """One entry after the other. Keys are unique: the end of the identifier stands in them."""
    return "\n".join(_entry(each) for each in references).encode()


def _entry(reference: Citation) -> str:
    day, kind = reference.issued_on, BIBTEX_TYPES.get(reference.category, "misc")
    publisher = "institution" if kind == "techreport" else "publisher"
    told = [
        ("title", f"{{{_escaped(reference.title)}}}"),  # braces of its own: capitals stay
        ("author", f"{{{_escaped(reference.issued_by)}}}" if reference.issued_by else ""),
        (publisher, _escaped(reference.issued_by)),
        ("year", f"{day:%Y}" if day else ""),
        ("month", f"{day.month}" if day else ""),
        ("language", _escaped(", ".join(reference.languages))),
        ("keywords", _escaped(", ".join(each.replace(",", " ") for each in reference.keywords))),
        ("doi", _escaped(doi_of(reference.identifier))),
        ("isbn", _escaped(isbn_of(reference.identifier))),
        ("number", _escaped(reference.identifier) if not _is_standard(reference.identifier) else ""),
        ("url", _address(reference.address or reference.page)),
        ("note", _escaped(reference.page) if reference.address else ""),
        ("abstract", _escaped(reference.summary)),
    ]
    fields = "".join(f"  {name} = {{{text}}},\n" for name, text in told if text)
    return f"@{kind}{{{key_of(reference)},\n{fields}}}\n"


def key_of(reference: Citation) -> str:
    """Letters and digits of ASCII, as all programs take them: "studyonlineharm2026-1a2b3c4d"."""
    plain = unicodedata.normalize("NFKD", to_latin(reference.title)).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())
    year = f"{reference.issued_on:%Y}" if reference.issued_on else ""
    end = re.sub(r"[^0-9a-z]", "", reference.id.lower())[-8:]
    return f"{''.join(words[:3])[:40] or 'document'}{year}-{end}"


def doi_of(identifier: str) -> str:
    found = _DOI.search(identifier)
    return found[0] if found else ""


def isbn_of(identifier: str) -> str:
    found = _ISBN.search(identifier) if not doi_of(identifier) else None
    return found[0].strip() if found else ""


def _is_standard(identifier: str) -> bool:
    return bool(doi_of(identifier) or isbn_of(identifier))


def _one_line(text: str) -> str:
    """A line of its own begins a field, so there is none in one."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def _escaped(text: str) -> str:
    return "".join(ESCAPED.get(each, each) for each in _one_line(text))


def _address(text: str) -> str:
    """As it is, for programs open it; what would end the field stands encoded."""
    return _one_line(text).replace(" ", "%20").replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
