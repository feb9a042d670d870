"""Whose name it is that stands in one field: bodies that it is known as, bodies whose money it spends."""

from dataclasses import dataclass, replace
from functools import lru_cache

from egnatia.language import RARE, stem, weight
from egnatia.overlap.organisations.bodies import Body, body_of
from egnatia.overlap.organisations.core_words import carrying
from egnatia.overlap.organisations.economies import marked
from egnatia.overlap.organisations.forms import Written, parts_of, taken_apart
from egnatia.overlap.organisations.identifiers import tax_number
from egnatia.overlap.organisations.spelling import words_of
from egnatia.overlap.organisations.tables import words

LONGEST_NAME = 160  # longer texts in a name's field are sentences
SHORTEST_ABBREVIATION = 3  # shorter ones stand for anything
SHORTEST_TELLING = 5  # from here on the abbreviation of a well-known body is hardly ever another's too


@dataclass(frozen=True, slots=True)
class NamedBodies:
    """The bodies that a field names, and those whose money they spend, their own among it."""

    bodies: tuple[Body, ...] = ()
    purses: tuple[Body, ...] = ()
    numbers: tuple[str, ...] = ()  # keys of tax numbers


@lru_cache(maxsize=1 << 16)
def meant(field: str, economy: str = "") -> NamedBodies:
    """Who is named in `field`. `economy`: whose public bodies the register of its identifier lists."""
    if len(field) > LONGEST_NAME:
        return NamedBodies()
    written = taken_apart(field)
    numbers = tuple(filter(None, map(tax_number, written.numbers)))
    whole = _body(written.name, economy)
    if not whole.key or (numbers and _is_a_sort(whole)):
        return NamedBodies(numbers=numbers)
    named = _named(written, whole, economy)
    return replace(named, numbers=numbers) if numbers else named


def _body(text: str, economy: str) -> Body:
    return body_of(marked(words_of(text)), economy)


def _is_a_sort(body: Body) -> bool:
    """Whether a name has none but common words ("Vodovod", waterworks): then its number tells more than it."""
    if body.listed or body.is_ministry:
        return False
    return all(word[0] != "@" and weight(stem(word)) < RARE for word in body.key.split())


def _named(written: Written, whole: Body, economy: str) -> NamedBodies:
    full = [body for body in (_body(text, economy) for text in written.full) if body.key]
    if full:
        bodies = (*full, *([whole] if _tells(written.outside) else []))
        return NamedBodies(bodies, bodies)
    if organisation := _with_its_organisation(written, economy):
        return organisation
    if whole.listed:
        return NamedBodies((whole,), (whole,))
    if parts := _of_parts(written, whole, economy):
        return parts
    if whole.is_ministry:
        return NamedBodies((whole,), (whole,))
    bodies = (whole, *_abbreviated(written))
    return NamedBodies(bodies, bodies)


def _tells(abbreviation: str) -> bool:
    return sum(map(str.isalnum, abbreviation)) >= SHORTEST_ABBREVIATION


def _abbreviated(written: Written) -> list[Body]:
    """What the name is called for short. A well-known body's short form is only its own where it is long enough."""
    found = [(short, _body(short, "")) for short in written.short if _tells(short)]
    return [body for short, body in found if not body.listed or len(short) >= SHORTEST_TELLING]


def _with_its_organisation(written: Written, economy: str) -> NamedBodies | None:
    """Two well-known names, one in brackets: a government and its agency, a body and the one that it belongs to."""
    inside = [_body(text, economy) for text in (*written.beside, *written.foreign)]
    if not inside or not all(_is_well_known(body) for body in inside):
        return None
    whole = _body(written.outside, economy)
    if whole.is_government and inside[0].money == whole.money:
        return NamedBodies((inside[0],), (whole, *inside))
    return NamedBodies((whole,), (whole, *inside)) if written.beside and _is_well_known(whole) else None


def _is_well_known(body: Body) -> bool:
    return bool(body.key) and body.listed and not body.is_government


def _of_parts(written: Written, whole: Body, economy: str) -> NamedBodies | None:
    """Names on both sides of a dash, comma or stroke: of one body, of several, of a department and its ministry."""
    texts = parts_of(written.name)
    if len(texts) < 2 or min(map(len, texts)) < SHORTEST_ABBREVIATION:
        return None
    parts = [marked(words_of(text)) for text in texts]
    economies = {word[1:] for part in parts for word in part if word[0] == "@"}
    here = economies.pop() if len(economies) == 1 else economy
    bodies = [body_of(part, here) for part in parts]
    heads = [body for body in bodies if body.key and (body.listed or body.is_ministry)]
    if len(heads) == len(bodies):
        return _all_known(bodies, joint="/" in written.outside)
    tails = [(part, body) for part, body in zip(parts, bodies, strict=True) if body not in heads]
    if len(heads) == 1 and _has_departments(heads[0]) and any(_is_department(part) for part, _ in tails):
        return NamedBodies((whole,), (whole, *heads))
    if len(parts) == 2 and bodies[1] in heads and bodies[1].is_ministry and _stands_alone(parts[0]):
        return NamedBodies((whole, bodies[0]), (whole, bodies[0]))
    return None


def _stands_alone(part: list[str]) -> bool:
    """Whether a name says enough without the ministry after it: "University Grants Commission", no "planning unit"."""
    carried = carrying(part)
    return len(carried) > 2 and not (words("department") | words("office")) & set(carried)


def _is_department(part: list[str]) -> bool:
    """Whether a part of a name begins as departments do; "social services" is what a ministry is for."""
    first = part[1:2] if part[:1] == ["general"] else part[:1]
    return bool(words("department") & set(first))


def _all_known(bodies: list[Body], *, joint: bool) -> NamedBodies | None:
    """The most special of them: an agency before its government, a department before its ministry.

    None where one of them is an economy that is not the others' own: their branch or their member there.
    """
    purses = {body.money for body in bodies if not body.is_government}
    if any(body.is_government and body.money not in purses for body in bodies):
        return None
    organisations = {body.money for body in bodies if body.key != body.money}
    named = [body for body in bodies if body.key not in organisations]
    special = [body for body in named if not body.is_ministry] or named
    return NamedBodies(tuple(named if joint else special), tuple(bodies))


def _has_departments(body: Body) -> bool:
    return body.is_ministry or body.money.startswith("gov:") or body.money == "european union"
