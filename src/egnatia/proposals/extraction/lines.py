"""A document as lines: what each one tells ("Where: …", "Budget | …"), and which are not of the proposal at all.

Forms come as rows of cells: label and answer, tables with a head, boxes to tick. What the form says to whoever fills it
in, the applicant's older projects, addresses and the heads of mails are told from the proposal by their labels.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from egnatia.formats.documents.text import CELLS
from egnatia.proposals.extraction.tokens import PhraseHit, Token, hits, tokens_of, written

LONGEST_LABEL = 8  # words before a colon
LONGEST_HEADING = 12  # words
WRAPPED = 55  # letters, from which a line may be one of several of a sentence
_ITEM = re.compile(r"\d{1,2}[.)]\s+[A-ZČĆŠŽĐÇËĂÂÎȘȚİÖÜА-ЯЂЃЅЈЉЊЋЌЏΑ-Ω]")  # "2. Who applies"
_ENDS = (".", ":", ";", "!", "?")
FEWEST_ASKED, LONGEST_ASKED = 3, 16  # words of a question
_ORDER = (
    "title", "receiver", "requested", "amount", "when", "where", "record", "group", "partner", "applicant", "type",
    "summary",
)  # fmt: skip
LONGEST_QUESTION = 40  # words in the first cell of a row: a label with the form's explanation
# What lines may tell that is not of the proposal.
ASIDE = ("guidance", "record", "contact", "date", "letter", "own")
_SECTIONS = ("guidance", "record", "contact", "partner", "group", "where", "summary", "receiver", "amount", "type")
_NUMBERED = re.compile(
    r"^(?:(?:part|section|annex|pjesa|seksioni|deo|dio|дел|део|раздел|partea|secțiunea|μέρος|ενότητα|bölüm|del)\s+"
    r"(?:[IVX]{1,5}|[A-HА-Г]|\d{1,2})\s?[.):–—-]?|"
    r"[IVX]{1,5}(?:[.):]|(?=\s))|[A-HА-Г][.):](?!\d)|[A-HА-Г]?[.\-]?\d{1,2}(?:\.\d{1,2})*[.):]?)\s+",
    re.IGNORECASE,
)
_ONLY_NUMBER = re.compile(r"[^\W\d_]{1,2}[.)]|\d{1,2}(?:\.\d{1,2})*[.)]?")
_LIMIT = re.compile(
    r"(?:max|maks|макс|min|мин|највише|najviše|më së shumti)\b.{0,30}|"
    r"\d+ ?(?:chars?|characters|words|fjalë|riječi|reči|зборови|думи|cuvinte|λέξεις|kelime|besed)|[—–-]",
    re.IGNORECASE,
)
_BOX = re.compile(r"(☐|□|\[\s?\]|\(\s\)|☒|☑|✓|✔|✗|\[[xXхХ]\]|\([xXхХ]\))")
_TICKED = frozenset("☒☑✓✔✗xXхХ")
_PREFIXES = re.compile(
    r"^(?:(?:re|fw|fwd|odg|vs|sv|proslijeđeno|прослеђено|вн|отг|ilt|i̇lt|yn|ynt|përc|πρθ|σχετ)\s?:\s*)+", re.IGNORECASE
)
_CURRENCY_OF_COLUMN = re.compile(
    r"\(\s*(?:in |у |u |në |во |в |în |σε )?([A-Z]{3}|€|\$|£|KM|КМ|лв\.?|ден\.?|дин\.?)\s*\)"
)
_WHO = ("applicant", "partner", "funder", "receiver", "group")  # what a column of a table says of the whole proposal
_IS = frozenset(
    ["je", "is", "su", "are", "sta", "so", "bo", "este", "sunt", "eshte", "jane", "einai", "ke", "ce", "se"]
)
_SHORT = 3  # letters of a label that says little
_SEPARATORS = (":", "–", "—", "-", ".", "?")


@dataclass(frozen=True, slots=True)
class TextLine:
    """`about` is a meaning of labels.tsv, or "". `said` is the text behind the label; its tokens are `tokens`."""

    text: str
    about: str
    said: str
    tokens: tuple[Token, ...]

    def quote(self, first: int, last: int) -> str:
        return written(self.said, self.tokens, first, last)

    @property
    def is_aside(self) -> bool:
        return self.about in ASIDE


def _line(text: str, about: str, said: str) -> TextLine:
    return TextLine(text, about, said, tuple(tokens_of(said)))


def lines_of(text: str) -> list[TextLine]:
    """The lines that hold a word, each with what it tells."""
    raws = [raw.strip() for raw in text.splitlines()]
    quoted = sum(len(raw) for raw in raws if raw.startswith(">"))
    if 2 * quoted > sum(map(len, raws)):  # a forwarded idea is what the mail is about
        raws = [raw.lstrip("> ") for raw in raws]
    return _with_sections(_with_mail(list(_rows(list(_unwrapped(raws))))))


def _unwrapped(raws: Sequence[str]) -> Iterator[str]:
    """Lines without a word are left out; those that were broken in the middle of a sentence are one."""
    waiting = ""
    for raw in [*raws, ""]:
        whole = len(waiting) < WRAPPED or waiting.endswith(_ENDS) or not raw[:1].isalnum() or raw[:1].isupper()
        if whole or CELLS.strip() in raw or _ITEM.match(raw):
            if waiting:
                yield waiting
            waiting = raw
        else:
            waiting = f"{waiting} {raw}"


def about(lines: Sequence[TextLine], *names: str) -> Iterator[TextLine]:
    yield from (line for line in lines if line.about in names)


def _rows(raws: Sequence[str]) -> Iterator[TextLine]:
    """Each line by itself; below the head of a table, the cells by their columns."""
    head: list[str] = []
    for raw in raws:
        cells = _cells(raw)
        if len(cells) == len(head) and len(cells) > 2 and (found := _by_column(raw, cells, head)):
            yield from found
            continue
        head = cells if len(cells) > 2 and _is_head(cells) else head if len(cells) == len(head) else []
        yield _line(raw, "", "") if head is cells else _labelled(raw, cells)


def _cells(raw: str) -> list[str]:
    """The cells of a row, without a first one that only numbers it."""
    if CELLS.strip() not in raw:
        return [raw]
    cells = [cell.strip() for cell in raw.split("|")]
    if _ONLY_NUMBER.fullmatch(cells[0]) or (not cells[0] and sum(map(bool, cells)) == 1):
        cells = cells[1:]
    return cells if any(cells[1:]) else [next(filter(None, cells), raw)]


def _is_head(cells: Sequence[str]) -> bool:
    """Short cells without figures, two of which are labels and nothing else."""
    short = all(len(cell.split()) <= LONGEST_HEADING and not re.search(r"\d{3}", cell) for cell in cells)
    return short and sum(bool(_exactly(cell.partition("(")[0])) for cell in cells) > 1


def _by_column(raw: str, cells: Sequence[str], head: Sequence[str]) -> list[TextLine]:
    """The cells of a row as lines of their own. Of a table of costs, the row of the total alone."""
    columns = [_meaning(cell) for cell in head]
    if {"start", "end"} & set(columns):
        columns = ["end" if meaning == "where" else meaning for meaning in columns]  # "Početak | Kraj"
        pairs = zip(cells, columns, head, strict=True)
        return [_line(cell, meaning, _with_currency(cell, above)) for cell, meaning, above in pairs if cell]
    sums = [at for at, meaning in enumerate(columns) if meaning in ("amount", "requested", "own")]
    if sums and "partner" not in columns and "applicant" not in columns:
        first = _meaning(cells[0])
        if first not in ("amount", "requested"):
            return [_line(raw, "own", raw)]
        return [_line(cells[at], columns[at], _with_currency(cells[at], head[at])) for at in sums if cells[at]]
    if not any(columns):
        return []
    if "when" in columns and {"funder", "amount"} & set(columns):
        return [_line(raw, "record", raw)]
    role = next((_meaning(cell) for cell in cells if _meaning(cell) in ("applicant", "partner", "funder")), "")
    found = [
        _line(cell, role if meaning in ("applicant", "partner") and role else meaning if meaning in _WHO else "", cell)
        for cell, meaning in zip(cells, columns, strict=True)
        if cell
    ]
    return found or [_line(raw, "", raw)]


def _with_currency(cell: str, head: str) -> str:
    stated = _CURRENCY_OF_COLUMN.search(head)
    return f"{cell} {stated[1]}" if stated and cell else cell


def _labelled(raw: str, cells: Sequence[str]) -> TextLine:
    """A label is followed by a colon, a dash or a cell's border, or is all of the line."""
    if ticks := _ticked(raw, cells):
        return ticks
    if len(cells) > 1:
        return _row(raw, [cell for cell in cells if cell])
    raw = cells[0]
    if aside := "letter" if raw.startswith(">") else _begins(tokens_of(raw), "instructions.tsv") and "guidance":
        return _line(raw, aside, raw)
    if raw.endswith("?") and (meaning := _asked(raw)):
        return _line(raw, meaning, "")
    plain = raw[_numbered(raw) :]
    hit = _begins(tokens_of(plain)[: LONGEST_LABEL + 2])
    tokens = tokens_of(plain)
    if hit is None or any(token.folded in _IS for token in tokens[hit.last : hit.last + 1]):
        return _line(raw, "", raw)  # "Applicant is …" is a sentence
    return _behind(raw, plain, tokens, hit)


def _row(raw: str, cells: Sequence[str]) -> TextLine:
    """Label and answer; the last of several labels side by side counts, or one behind the answer."""
    told = [cell for cell in cells if not _LIMIT.fullmatch(cell)] or cells
    meaning, upto = "", 0
    for at, cell in enumerate(told[:-1]):
        short = len(cell.split()) <= LONGEST_QUESTION
        found = _asked(cell) or (_meaning(cell) or _together(told[max(0, at - 1) : at + 1]) if short else "")
        if not found and at:
            break
        meaning, upto = found or meaning, at + 1
    if not meaning and len(told) == 2 and (behind := _exactly(told[1])):
        return _line(raw, behind, told[0])
    said = CELLS.join(told[upto:] if meaning else told)
    return _line(raw, meaning, said)


def _together(cells: Sequence[str]) -> str:
    """What two short labels side by side mean: "2 Action | 2.1 Name"."""
    plain = [cell[_numbered(cell) :] for cell in cells]
    return _exactly(" ".join(plain)) if len(plain) > 1 else ""


def _exactly(cell: str) -> str:
    """What a cell means that is a label and nothing else."""
    tokens = tokens_of(cell.strip(" :*"))
    hit = _begins(tokens)
    return hit.means if hit and hit.last == len(tokens) else ""


def _asked(cell: str) -> str:
    """What a short question of a form asks for, with its mark or as a label that begins like one."""
    plain = cell[_numbered(cell) :]
    tokens = tokens_of(plain)
    found = list(hits(tokens, "questions.tsv"))
    begins = any(hit.first == 0 for hit in found) and len(plain.split()) >= FEWEST_ASKED
    if not (plain.endswith("?") or begins) or len(plain.split()) > LONGEST_ASKED:
        return ""
    return next((meaning for meaning in _ORDER if any(hit.means == meaning for hit in found)), "")


def _behind(raw: str, plain: str, tokens: Sequence[Token], hit: PhraseHit) -> TextLine:
    """A line that begins with a label: what it says behind it, if it is one."""
    at = hit.last
    if at < len(tokens) and tokens[at].written == "(":  # "Title (max. 120 characters): …"
        at = next((n + 1 for n in range(at, len(tokens)) if tokens[n].written == ")"), at)
    words = 0
    while at < len(tokens) and tokens[at].written not in _SEPARATORS and words <= 3:
        at, words = at + 1, words + 1
    if words and hit.last - hit.first == 1 and len(tokens[hit.first].folded) <= _SHORT:
        return _line(raw, "", raw)  # "Ne samo u …: …" is no question "Ne"
    colon = at < len(tokens) and tokens[at].written in _SEPARATORS
    ends_line = colon and at == len(tokens) - 1 and tokens[at].written in (".", "-")
    sentence = colon and tokens[at].written == "." and len(tokens) > at + LONGEST_HEADING
    if colon and not ends_line and (words == 0 or sentence or tokens[at].written == ":"):
        if hit.means == "note" and tokens[at].written not in (":", "–", "—"):
            return _line(raw, "note", raw)
        return _line(raw, hit.means, plain[tokens[at].upto :].strip())
    if at >= len(tokens) and words and _tells(tokens[hit.last :]) and not raw.isupper():
        return _line(raw, hit.means, plain[tokens[hit.last].at :])  # "Ukupno 180.000 eura"
    if at >= len(tokens) and (words == 0 or _is_heading(raw)):
        return _line(raw, hit.means, "")
    return _line(raw, "note" if hit.means == "note" and _is_heading(raw) else "", raw)


def _tells(tokens: Sequence[Token]) -> bool:
    return any(token.is_number or token.is_name for token in tokens)


def _ticked(raw: str, cells: Sequence[str]) -> TextLine | None:
    """Of boxes to tick, what is ticked; a line on which nothing is belongs to the form."""
    pieces = _BOX.split(raw)
    if len(pieces) == 1:
        return None
    kept = [
        text.strip(" |;,•") for box, text in zip(pieces[1::2], pieces[2::2], strict=True) if _TICKED.intersection(box)
    ]
    meaning = _meaning(cells[0]) if len(cells) > 1 else _meaning(pieces[0].rstrip(" :"))
    if not kept:
        return _line(raw, "guidance", raw)
    return _line(raw, meaning, "; ".join(kept))


def _numbered(raw: str) -> int:
    found = _NUMBERED.match(raw)
    return found.end() if found else 0


def _meaning(cell: str) -> str:
    """What a cell or a heading is a label for, "" for anything else: by its beginning, else by a part of it."""
    plain = cell[_numbered(cell) :].strip(" :*•")
    tokens = tokens_of(plain.partition("(")[0] or plain)
    hit = _begins(tokens)
    if hit is None and len(tokens) <= LONGEST_HEADING:
        found = [each for each in hits(tokens, "labels.tsv") if each.last - each.first > 1]
        hit = max(found, key=lambda each: each.last - each.first, default=None)
    return hit.means if hit else ""


def _begins(tokens: Sequence[Token], table: str = "labels.tsv") -> PhraseHit | None:
    first = next((at for at, token in enumerate(tokens) if token.is_word), len(tokens))
    if any(token.is_number and len(token.written) > 2 for token in tokens[:first]):
        return None  # "392.000 € ukupno" is an answer
    hit = next(hits(tokens[first:], table), None)
    if hit is None or hit.first:
        return None
    return replace(hit, first=first, last=first + hit.last)


def _is_heading(raw: str) -> bool:
    return len(raw.split()) <= LONGEST_HEADING and not raw.endswith((".", ";", ",", "!", "?"))


def _with_mail(lines: list[TextLine]) -> list[TextLine]:
    """The heads of mails: several of their lines together. Of the subject, what is not "Re:" may be a title."""
    heads = [_mail_head(line.text) for line in lines]
    found = []
    for at, (line, head) in enumerate(zip(lines, heads, strict=True)):
        beside = any(heads[max(0, at - 1) : at]) or any(heads[at + 1 : at + 2])
        alone = head is not None and head.about == "subject"
        found.append(_line(line.text, head.about, _PREFIXES.sub("", head.said)) if head and (beside or alone) else line)
    return found


def _mail_head(raw: str) -> TextLine | None:
    tokens = tokens_of(raw)
    hit = _begins(tokens[:3], "mail.tsv")
    if hit is None or hit.last >= len(tokens) or tokens[hit.last].written != ":":
        return None
    return _line(raw, hit.means, raw[tokens[hit.last].upto :].strip())


def _with_sections(lines: Sequence[TextLine]) -> list[TextLine]:
    """A line that is nothing but a label speaks for those below it, until the next heading."""
    found: list[TextLine] = []
    section, numbered = "", False
    for line in lines:
        within = section
        if section in _WHO and line.about == "where" and ":" not in line.text and CELLS not in line.text:
            line = _line(line.text, "", line.text)  # noqa: PLW2901 - "Općina Stari Grad" in a list of partners
        if line.about and not line.said:
            section, numbered, within = line.about.removesuffix("note"), bool(_numbered(line.text)), ""
        elif line.about == "guidance" and section:
            within = ""
        elif line.about and section != "record":
            section = within = "" if section != "guidance" else section
        elif _ends(line, numbered=numbered, section=section):
            section = within = ""
        elif section not in _SECTIONS:
            section = ""
        found.append(replace(line, about=within) if within and (not line.about or within == "record") else line)
    return found


def _ends(line: TextLine, *, numbered: bool, section: str) -> bool:
    """Whether a line that is no label begins another part: numbered as the heading was, or in capitals."""
    if not _is_heading(line.text):
        return False
    if _numbered(line.text):
        return numbered
    return line.text.isupper() and len(line.text) > 3 and section != "amount"


def is_subject(line: TextLine) -> bool:
    hit = next(hits(tokens_of(line.text)[:3], "mail.tsv"), None)
    return hit is not None and not hit.first and hit.means == "subject"


_FORWARDED = re.compile(
    r"^\W*(?:\w+\s?:\s*)?(?:fw|fwd|proslijeđeno|прослеђено|прослеђена|препратено|препр|i̇lt|ilt|πρθ|pd|tr|përc|posr)\s?:",
    re.IGNORECASE,
)


def forwarded(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """Lines without the marks of a quotation where the mail forwards what it quotes."""
    forwards = any(line.about == "subject" and _FORWARDED.match(line.text) for line in lines)
    for line in lines:
        if forwards and line.about == "letter" and line.said.startswith(">"):
            said = line.said.lstrip("> ")
            if said:
                yield TextLine(said, "", said, tuple(tokens_of(said)))
        else:
            yield line
