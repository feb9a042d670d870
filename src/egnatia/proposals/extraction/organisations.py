"""Who applies, takes part, pays and receives: by the labels of a form, else by what a sentence says of a body."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from egnatia.formats.documents.text import CELLS
from egnatia.proposals.extraction.bodies import (
    QUOTES,
    BodySpan,
    OrganisationNames,
    closing,
    one_body,
    spans_of,
    tidied,
    words_of,
)
from egnatia.proposals.extraction.fact import Fact
from egnatia.proposals.extraction.lines import TextLine, forwarded, is_subject
from egnatia.proposals.extraction.mentions import EARLIEST, LATEST
from egnatia.proposals.extraction.roles import (
    LONGEST_CELL,
    ROLES,
    ShortName,
    asked,
    begins_with,
    greets,
    is_proper,
    joined,
    labelled_item,
    large,
    named_again,
    names,
    present,
    roles,
    row_role,
    short_names,
    unambiguous,
)
from egnatia.proposals.extraction.tokens import Token, hits, sentences, tokens_of

LONGEST_HEAD = 40  # tokens of a letterhead
HEAD_LINES, LAST_LINES, SIGNED = 8, 6, 4  # where letterheads and signatures are
_GIVES = "gives"  # the role of a fund of which nothing is said
_BEFORE_ANSWERS = frozenset(["", "note", "letter", "subject", "guidance", "date", "title", "applicant"])
_ITEMS = re.compile(r"\s*(?:•|;|\||·|\n|(?:(?<=\s)|^)\(?\d{1,2}[.)](?=\s+[^\W\d]))\s*")
_TAIL = re.compile(r"\s[–—-]\s|:\s|\((?!\s?demo)")


@dataclass(frozen=True, slots=True)
class _Named:
    """A body with what it does by one passage. `weight`: 3 by a label, 2 by telling words, 1 by where it stands."""

    name: str
    role: str
    quote: str
    kind: str
    weight: int


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a document's bodies are read by."""

    known: OrganisationNames
    spoken: frozenset[str]
    begins: int  # in this year, 0 where no line says so
    shorts: Mapping[str, Sequence[ShortName]] = field(default_factory=dict)

    def _is_past(self, tokens: Sequence[Token]) -> bool:
        """Whether a sentence speaks of years well before those of the proposal."""
        years = [year for token in tokens if (year := _year(token))]
        return bool(years) and max(years) < self.begins - 1

    def spans(self, tokens: Sequence[Token]) -> list[BodySpan]:
        found = spans_of(tokens, self.known, self.spoken)
        return sorted([*found, *named_again(tokens, self.shorts, found)], key=lambda span: span.first)

    def cell(self, said: str, about: str, *, labelled: bool) -> Iterator[_Named]:
        """The bodies that a cell names, whatever their form; what stands behind a dash may say another role."""
        role = about
        for piece in filter(None, (part.lstrip("-–—*▪◦ ") for part in _ITEMS.split(said))):
            role, name = labelled_item(piece, role)
            found = list(self._item(name, tokens_of(name), role, labelled=labelled)) if role else []
            yield from found
            if role == "applicant" and found:
                role, labelled = "partner", False

    def _item(self, piece: str, tokens: Sequence[Token], role: str, *, labelled: bool) -> Iterator[_Named]:
        spans = self.spans(tokens)
        head = _TAIL.split(piece)[0]
        inside = {at for span in spans for at in range(span.first, span.last)}
        cues = list(hits(tokens, "roles.tsv"))
        sided = any(" " in cue.means and tokens[cue.first].at < len(head) and cue.first not in inside for cue in cues)
        if sided or len(list(sentences(tokens))) > 1 or len(head.split()) > LONGEST_CELL or not _begins_a_name(tokens):
            ours = any(cue.means == "self" or cue.means.startswith("applicant") for cue in cues)
            yield from self.prose(piece, tokens, spans, "" if ours else role, about="head")
            if spans or ours or not labelled or len(piece.split()) > LONGEST_CELL or not _begins_a_name(tokens):
                return
        behind = (cue for cue in cues if tokens[cue.first].at >= len(head) and cue.means != "receiver before")
        tail = {cue.means.partition(" ")[0] for cue in behind}
        tail |= {cue.means for cue in hits(tokens, "labels.tsv") if tokens[cue.first].at >= len(head)} & {
            "funder",
            "applicant",
        }
        benefits = "receiver" if tail & {"beside", "receiver"} else ""
        other = "none" if "none" in tail else benefits or next(iter(tail & {"funder", "applicant"}), "")
        said = other if other and role in ("partner", "applicant") and other != role else role
        named = list(names(piece, head, tokens, spans, labelled=labelled))
        for at, (name, quote, kind) in enumerate(named):
            own = said if at + 1 == len(named) or said == "none" else role  # a bracket is about the last of a list
            by_kind = {"public": "receiver", "donor": own if labelled else "funder"}.get(kind, own)
            yield _Named(name, by_kind if own == "partner" else own, quote, kind, 3)
            if own == "applicant":
                role = said = "partner"

    def prose(
        self, text: str, tokens: Sequence[Token], spans: Sequence[BodySpan], default: str = "", *, about: str = ""
    ) -> Iterator[_Named]:
        """The bodies of running text with their roles; known ones even without. `default` is for the first of them,
        `about` the part of the document: in a byline ("head") "with" is enough to name a partner, among who benefits
        ("group") public bodies receive."""
        beside = any(cue.means == "beside" for cue in hits(tokens, "roles.tsv"))
        ranges = list(sentences(tokens))
        first = ranges[0][1] if ranges else 0
        past = {at for begun, upto in ranges if self._is_past(tokens[begun:upto]) for at in range(begun, upto)}
        for span, role in roles(tokens, spans, is_head=about == "head"):
            quote = " ".join(text[tokens[span.first].at : tokens[span.last - 1].upto].split())
            default = default if span.first < first else ""
            said, weight = (role, 2) if role else (default, 3 if default else 1)
            if not said and about == "group" and span.kind == "public":
                said, weight = "receiver", 2
            default = ""
            if said == "partner" and span.kind == "public" and beside:
                said = "receiver"
            if said == "receiver" and span.kind in ("donor", "company"):
                said = "other" if span.kind == "donor" else "partner"
            if span.first in past and weight < 3 and said != "receiver":
                said = "other"
            proper = not said and not span.known and is_proper(tokens, span)
            said = _GIVES if proper and span.kind == "donor" else said
            if said in (*ROLES, _GIVES) or (span.known and said != "other") or proper:
                yield _Named(span.name or tidied(quote), said, quote, span.kind, weight)


def _year(token: Token) -> int:
    number = int(token.written) if token.is_number and len(token.written) == 4 else 0
    return number if EARLIEST <= number <= LATEST else 0


def _begins_a_name(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and (tokens[0].is_name or tokens[0].is_number or tokens[0].written in QUOTES)


def organisations(lines: Sequence[TextLine], known: OrganisationNames, economies: Iterable[str] = ()) -> Iterator[Fact]:
    """Each body once, with its strongest role. `lines` are all of a document's, also those that are not the
    proposal's own: a mail's sender may apply where nobody else is said to. `economies` are those of the proposal."""
    years = [year for line in lines if line.about in ("when", "start") for year in map(_year, line.tokens) if year]
    lines = list(forwarded(lines))
    reading = _Reading(known, frozenset(economies), min(years, default=0))
    shorts = (each for line in lines for each in short_names(line.said, line.tokens, reading.spans(line.tokens)))
    reading = replace(reading, shorts=unambiguous(shorts))
    named = list(_named(list(joined(lines)), reading))
    if not any(each.role == "applicant" for each in named):
        taking = {each.name for each in named if each.role in ROLES and each.weight > 1}
        named += list(_signed(lines, reading)) or list(_by_standing(lines, reading, taking))
    yield from _facts(named)


def _named(lines: Sequence[TextLine], reading: _Reading) -> Iterator[_Named]:
    heading, is_head = "", True
    yield from _addressed(lines, reading)
    for at, line in enumerate(lines):
        is_head = is_head and at < HEAD_LINES and line.about in _BEFORE_ANSWERS
        is_question = not line.about and line.said[-1:] in ("?", ":") and len(line.tokens) <= LONGEST_CELL
        if is_question or (line.about in ROLES and not line.said):
            heading = asked(line)
            tokens = tokens_of(line.text)
            yield from reading.prose(line.text, tokens, reading.spans(tokens))
        elif line.about == "letter":
            yield from _addressee(line, reading)
        elif line.is_aside or not line.said:
            yield from _aside(line, reading, is_head=is_head)
        elif line.about in ROLES or (heading and not line.about):
            labelled = line.text != line.said
            role = (asked(line) if labelled else heading) or line.about
            said = line.said if labelled or CELLS not in line.said else _answer(line, reading)
            yield from reading.cell(said, role, labelled=labelled or said != line.said)
        else:
            heading = ""
            yield from _other(line, reading, is_head=is_head)


def _aside(line: TextLine, reading: _Reading, *, is_head: bool) -> Iterator[_Named]:
    """Who was at the meeting, who gives the own contribution, whose form it is, and who receives by a form's row."""
    spans = reading.spans(line.tokens)
    for span, role in present(line, spans):
        name = line.quote(span.first, span.last)
        yield _Named(span.name or tidied(name), role, name, span.kind, 2)
    if line.about == "own" and line.text != line.said:
        yield from reading.prose(line.said, line.tokens, spans, "funder")
    if is_head and line.about in ("guidance", "note") and line.text != line.said:
        whole = replace(line, said=line.text, tokens=tuple(tokens_of(line.text)))
        yield from _letterhead(whole, reading.spans(whole.tokens))
    if line.about == "guidance" and CELLS in line.text and line.text != line.said:
        told = reading.prose(line.said, line.tokens, spans)
        yield from (each for each in told if each.role == "receiver")


def _answer(line: TextLine, reading: _Reading) -> str:
    """Of a row below a heading, what stands behind its label; nothing of the head of a table."""
    first, _, rest = line.said.partition(CELLS)
    if not reading.spans(line.tokens):
        return ""
    return line.said if reading.spans(tokens_of(first)) else rest


def _addressed(lines: Sequence[TextLine], reading: _Reading) -> Iterator[_Named]:
    """To whom a letter goes: the last of several bodies above its subject."""
    subject = next((at for at, line in enumerate(lines[:HEAD_LINES]) if line.about == "subject" or is_subject(line)), 0)
    above = [line for line in lines[:subject] if line.about != "letter"]
    found = [(line, span) for line in above for span in reading.spans(line.tokens)[:1] if not span.first]
    for line, span in found[1:][-1:]:
        name = line.quote(span.first, span.last)
        yield _Named(span.name or tidied(name), "funder", name, span.kind, 2)


def _other(line: TextLine, reading: _Reading, *, is_head: bool) -> Iterator[_Named]:
    if greets(line):
        return
    spans = reading.spans(line.tokens)
    if line.about == "title":
        own = (span for span in spans if span.kind in ("civil", "academia"))
        whole = [span for span in own if (span.first, span.last) == (0, len(line.tokens))]
        yield from (_Named(span.name or tidied(line.said), "applicant", line.said, span.kind, 3) for span in whole)
        return
    role, answer, labelled = row_role(line, spans)
    if role and (reading.spans(tokens_of(answer)) or (labelled and sum(map(str.istitle, answer.split())) > 1)):
        yield from reading.cell(answer, role, labelled=labelled)
        return
    paid = list(_letterhead(line, spans)) if is_head else []
    yield from paid
    for each in reading.prose(line.said, line.tokens, spans, about="head" if is_head else line.about):
        if not (paid and each.name == paid[0].name):
            yield each


def _letterhead(line: TextLine, spans: Sequence[BodySpan]) -> Iterator[_Named]:
    """Whose form or call it is: a fund named at the top, the name quoted in a call's heading, or what stands first."""
    tokens = line.tokens
    begun = begins_with(line, "addressee")
    cues = [cue for cue in hits(tokens, "roles.tsv") if cue.means == "call"]
    paying = [span for span in spans if begun and span.first <= 3]
    short = len(tokens) <= LONGEST_CELL
    paying += [
        each
        for each in spans
        if each.kind == "donor"
        and (
            not (each.first and re.match(r"\w", tokens[each.first - 1].written))
            or (short and (each.known or any(cue.last == each.first for cue in cues)))
        )
    ]
    if paying:
        also = (each for each in spans if each.known and tokens[each.first - 1].written == "/")
        span = paying[0] if paying[0].known else next(also, paying[0])
        name = line.quote(span.first, span.last)
        yield _Named(span.name or tidied(name), "funder", name, "donor", 3)
        return
    if not cues or len(tokens) > LONGEST_HEAD:
        return
    taken = {at for span in spans for at in range(span.first, span.last)}
    for at, token in enumerate(tokens):
        if token.written in QUOTES and at not in taken and (close := closing(tokens, at)):
            name = line.quote(at, close + 1)
            yield _Named(tidied(name), "funder", name, "donor", 2)
            return
    upto = next((at for at, token in enumerate(tokens) if token.written in ("·", "|", "–", "—")), 0)
    named = [token for token in tokens[:upto] if token.is_word and len(token.written) > 2]
    whole = any(not span.first and span.last == upto for span in spans) or all(large(token.written) for token in named)
    if 1 < len(named) < LONGEST_CELL and cues[0].first > upto and whole:
        name = line.quote(0, upto)
        yield _Named(tidied(name), "funder", name, "donor", 2)


def _addressee(line: TextLine, reading: _Reading) -> Iterator[_Named]:
    """To whom a mail is sent: by name or by mailbox."""
    if not begins_with(line, "addressee"):
        return
    for span in reading.spans(line.tokens):
        gives = line.tokens[span.first].folded.startswith(tuple(words_of("giver")))
        if span.known or span.kind == "donor" or gives:
            name = line.quote(span.first, span.last)
            yield _Named(span.name or name, "funder", name, span.kind, 3)
    for mailbox in re.findall(r"[\w.+-]+@[\w.-]+\w", line.said.lower()):
        if owner := reading.known.mailboxes.get(mailbox):
            yield _Named(owner, "funder", mailbox, "donor", 3)


def _signed(lines: Sequence[TextLine], reading: _Reading) -> Iterator[_Named]:
    """Who signs below a greeting: of a mail that forwards another, its own sender."""
    for at, line in enumerate(lines):
        hit = next(hits(line.tokens[:3], "bodies.tsv"), None)
        if hit is None or hit.first or hit.means != "greeting" or len(line.tokens) > LONGEST_CELL:
            continue
        for below in lines[at : at + SIGNED]:
            if quoted := _quoted_name(below, reading):
                yield _Named(tidied(quoted), "applicant", quoted, "", 4)
                return
            for span in reading.spans(below.tokens) if len(below.tokens) <= LONGEST_CELL else ():
                if span.kind != "public":
                    name = below.quote(span.first, span.last)
                    yield _Named(span.name or tidied(name), "applicant", name, span.kind, 4)
                    return


def _quoted_name(line: TextLine, reading: _Reading) -> str:
    """A signature that is a name with quotes, of no kind that is known: "Social Kitchen “Root”"."""
    words = [token for token in line.tokens if token.is_word]
    name = len(words) <= LONGEST_CELL // 2 and all(token.is_name for token in words) and not reading.spans(line.tokens)
    behind = re.search(r"[„“«\"][^„“”»\"]+[“”»\"]$", line.said) if name else None
    return line.said if behind and behind.start() else ""


def _by_standing(lines: Sequence[TextLine], reading: _Reading, taking: set[str]) -> Iterator[_Named]:
    """Who applies where no label and no sentence says so: a byline or a signature, else the last of the senders, from
    whom the others had it, else "who we are"."""
    found: dict[str, list[_Named]] = {"edge": [], "sender": [], "record": []}
    for at, line in enumerate(lines):
        is_edge = at < HEAD_LINES or at >= len(lines) - LAST_LINES
        if line.about in ("", "letter") and begins_with(line, "sender"):
            spans, place = [span for span in reading.spans(line.tokens) if span.kind != "donor"][-1:], "sender"
        elif line.about == "record" or (is_edge and line.about in ("", "note")):
            ends = at >= max(SIGNED, len(lines) - SIGNED) and len(line.tokens) <= LONGEST_CELL
            spans = [span for span in reading.spans(line.tokens)[:1] if _stands_first(span, line, ends=ends)]
            spans = [span for span in spans if not ends or tidied(line.quote(span.first, span.last)) not in taking]
            place = line.about if line.about == "record" else "edge"
        else:
            continue
        for span in spans:
            name = line.quote(span.first, span.last)
            found[place].append(_Named(span.name or tidied(name), "applicant", name, span.kind, 2))
    yield from found["edge"][:1] or found["sender"][-1:] or found["record"][:1]


def _stands_first(span: BodySpan, line: TextLine, *, ends: bool) -> bool:
    if span.kind in ("public", "donor", "international") or len(line.tokens) > LONGEST_HEAD:
        return False
    behind = line.tokens[span.last : span.last + 1]
    if ends and not any(token.is_word for token in behind):
        return True
    return not any(token.is_word and token.folded not in words_of("article") for token in line.tokens[: span.first])


_ORDER = ("applicant", "receiver", "partner", "funder", "implementer", "organisation")


def _facts(named: Sequence[_Named]) -> Iterator[Fact]:
    """One fact for each body, and one more for an applicant that also receives. A fund of which nothing is said pays
    where nobody else does."""
    paid = any(each.role == "funder" for each in named)
    named = [
        replace(each, role="funder") if each.role == _GIVES else each
        for each in named
        if each.role != _GIVES or not paid
    ]
    groups: list[list[_Named]] = []
    for each in named:
        group = next((row for row in groups if any(one_body(each.name, other.name) for other in row)), None)
        if group is None:
            groups.append([each])
        else:
            group.append(each)
    facts = [fact for group in groups for fact in _strongest(group)]
    applicants = [fact for fact in facts if fact.name == "applicant"]
    kinds = {each.name: each.kind for each in named if each.kind}
    instead = {"public": "receiver", "donor": "funder"}
    for fact in facts:
        other = instead.get(kinds.get(fact.value, ""), "partner")
        yield replace(fact, name=other) if fact in applicants[1:] else fact
    if not any(fact.name == "receiver" for fact in facts):
        yield from [replace(each, name="receiver") for each in applicants[:1] if kinds.get(each.value) == "public"]


def _strongest(group: Sequence[_Named]) -> Iterator[Fact]:
    said = [each for each in group if each.role and each.role != "none"]
    if not said:
        yield Fact("organisation", group[0].name, group[0].quote)
        return
    roles = {each.role for each in said}
    best = min(said, key=lambda each: (-each.weight, _ORDER.index(each.role)))
    name = max(said, key=lambda each: (each.weight, -group.index(each)))
    public = any(each.kind == "public" for each in group)
    role = "receiver" if best.role in ("partner", "implementer") and "receiver" in roles else best.role
    yield Fact(role, name.name, name.quote)
    if role == "applicant" and public and "receiver" in roles:
        yield Fact("receiver", name.name, name.quote)
