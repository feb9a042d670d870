"""Whose name it is that stands in one field: bodies that it is known as, bodies whose money it spends."""

from dataclasses import dataclass, replace
from functools import lru_cache

from egnatia.language import RARE, stem, weight
from egnatia.overlap.organisations.bodies import DEPARTMENT, MINISTRY, NOBODY, Body, body_of
from egnatia.overlap.organisations.economies import marked
from egnatia.overlap.organisations.forms import Written, parts_of, taken_apart
from egnatia.overlap.organisations.refs import tax_number
from egnatia.overlap.organisations.spelling import words_of

LONGEST_NAME = 160  # longer texts in a name's field are sentences
SHORTEST_ABBREVIATION = 3  # shorter ones stand for anything
SHORTEST_TELLING = 5  # from here on the abbreviation of a well-known body is hardly ever another's too


@dataclass(frozen=True, slots=True)
class Meant:
    """The bodies that a field names, and those whose money they spend besides their own."""

    bodies: tuple[Body, ...] = ()
    purses: tuple[Body, ...] = ()
    numbers: tuple[str, ...] = ()  # keys of tax numbers


@lru_cache(maxsize=1 << 18)
def meant(field: str, economy: str = "") -> Meant:
    """Who is named in `field`. `economy`: whose public bodies the register of its identifier lists."""
    if len(field) > LONGEST_NAME:
        return Meant()
    written = taken_apart(field)
    numbers = tuple(filter(None, map(tax_number)))
    whole = _body(written.name, economy)
    if whole is NOBODY or numbers and _is_a_sort(whole):
        return Meant(numbers=numbers)
    return replace(_named(written, whole, economy), numbers=numbers)


def _named(written: Written, whole: Body, economy: str) -> Meant:
    if house := _with_its_house(written, economy):
        return house
    if found := [body for body in (_body(full, economy) for full in written.full) if body is not NOBODY]:
        bodies = (*found, *([whole] if _tells(written.name) else []))
        return Meant(bodies, bodies)
    if not whole.listed and not whole.local:
        if parts := _of_parts(written, whole, economy):
            return parts
    bodies = (whole, *_abbreviated(written, whole))
    return Meant(bodies, bodies)


def _is_a_sort(body: Body) -> bool:
    """Whether a name has none but common words ("Vodovod", waterworks): then a number tells more than it."""
    if body.listed or body.local:
        return False
    return all(word[0] != "@" and weight(stem(word)) < RARE for word in body.key.split())


def _body(text: str, economy: str) -> Body:
    return body_of(marked(words_of(text)), economy)


def _with_its_house(written: Written, economy: str) -> Meant | None:
    """Two well-known names, one in brackets: a government and its agency, a body and the one that it belongs to."""
    inside = [_body(text, economy) for text in (*written.beside, *written.foreign)]
    whole = _body(written.outside, economy)
    if not inside or not all(body.listed and not _is_government(body) for body in (whole, *inside)[_is_government(whole) :]):
        return None
    if _is_government(whole):
        return Meant((inside[0],), (whole, *inside)) if inside[0].money == whole.money else None
    return Meant((whole,), (whole, *inside)) if written.beside else None


def _is_government(body: Body) -> bool:
    return body.key.startswith("gov:")


def _tells(abbreviation: str) -> bool:
    return sum(map(str.isalnum, abbreviation)) >= SHORTEST_ABBREVIATION


def _abbreviated(written: Written, whole: Body) -> list[Body]:
    """What the name is called for short. A well-known body's short form is only its own where it is long enough."""
    if whole.listed or whole.local:
        return []
    found = [(short, _body(short, "")) for short in written.short if _tells(short)]
    return [body for short, body in found if not body.listed or len(short) >= SHORTEST_TELLING]


def _of_parts(written: Written, whole: Body, economy: str) -> Meant | None:
    """Names on both sides of a dash, comma or stroke: of one body, of several, of a department and its ministry."""
    texts = parts_of(written.name)
    if len(texts) < 2:
        return None
    words = [marked(words_of(text)) for text in texts]
    economies = {word for each in words for word in each if word[0] == "@"}
    shared = economies.pop()[1:] if len(economies) == 1 else economy
    bodies = [body_of(each, shared) for each in words]
    known = [body for body in bodies if body.listed or _is_ministry(body)]
    if len(known) == len(bodies):
        alone = any(_is_government(body) and body.money not in {o.money for o in bodies if o is not body} for body in bodies)
        return None if alone or NOBODY in bodies else _all_known(bodies, written)
    heads = [body for body in known if _has_departments(body)]
    tails = [each for each, body in zip(words, bodies, strict=True) if body not in known]
    if len(heads) == 1 and len(known) == 1 and any(DEPARTMENT & set(tail) for tail in tails):
        return Meant((whole,), (whole, *heads))
    return None


def _all_known(bodies: list[Body], written: Written) -> Meant:
    """The most special of them: an agency before its government, a department before its ministry."""
    named = [body for body in bodies if body.key not in {other.money for other in bodies if other is not body}] or bodies
    special = [body for body in named if not _is_ministry(body)] or named
    joint = "/" in written.outside
    return Meant(tuple(named if joint else special), tuple(bodies))


def _is_ministry(body: Body) -> bool:
    return MINISTRY in body.key.partition("@")[0].split()


def _has_departments(body: Body) -> bool:
    return _is_ministry(body) or body.money.startswith("gov:") or body.money == "european union"
