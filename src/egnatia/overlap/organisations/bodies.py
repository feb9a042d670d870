"""Who is meant by the words of a name: a well-known body, a government, an embassy, a public body of an economy."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from egnatia.language import economy_code, folded_words
from egnatia.overlap.organisations.economies import marked
from egnatia.overlap.organisations.refs import identifier
from egnatia.overlap.organisations.spelling import words_of
from egnatia.overlap.organisations.tables import rows

_SMALL = frozenset(
    "the of for and in on to at by de du des la le les el del di da do dos e i u za na d o dhe si ve y a an et und im "
    "te per prej pri pentru al ale cu iz od s sa kai tis tou ton gia tin stin es az der die das v".split()
)
_LEGAL = frozenset(
    "ltd limited inc incorporated llc llp plc corp gmbh mbh ag kg sa sas srl spa bv nv oy ab as aps asbl onlus "
    "doo dd ad dooel ead eood ood shpk sha zrt kft nyrt bt sro spzoo zoo epe ae ike eirl ooo jsc pjsc jdoo dno "
    "sti eoo ee oe persero co".split()
)
_LEGAL_IN_FULL = (
    ("sh", "p", "k"),
    ("sh", "pk"),
    ("sh", "a"),
    ("korlatolt", "felelossegu", "tarsasag"),
    ("zartkoruen", "mukodo", "reszvenytarsasag"),
    ("nyilvanosan", "mukodo", "reszvenytarsasag"),
    ("druzba", "z", "omejeno", "odgovornostjo"),
)
_LEGAL_BEFORE = frozenset("pt ooo".split())
_UNIT = ("unitatea", "administrativ", "teritoriala")
_TOWN_HALL = frozenset("uat primaria a al".split())  # before "municipiul", "orasul", "comuna" and a name: the town itself
_OFFICE = frozenset(
    "secretariat office offices country mission presence representation branch hq headquarters delegation field bureau "
    "kancelarija ured zyra zastupnistvo delegacija filijala kantselariya biro ofis".split()
)
_SEATS = frozenset(
    "tirana tirane belgrade beograd sarajevo skopje shkup podgorica pristina prishtina prishtine zagreb ljubljana sofia "
    "bucharest bucuresti chisinau athens ankara istanbul brussels bruxelles geneva geneve vienna hague washington "
    "paris rome london".split()
)
_GOVERNMENT = frozenset("government republic kingdom royal federal people islamic democratic state aid".split())
_THE_STATE = frozenset("government republic socialist kingdom".split())
_OF_EMBASSY = frozenset("embassy royal republic kingdom federal people islamic democratic".split())
NOT_SAID = "none unknown unspecified other others n a na nil tbd private beneficiaries page various donors self "
NOT_SAID += "not available information applicable provided yet details specified carry over tba state"
_NOT_SAID = frozenset(NOT_SAID.split())
DEPARTMENT = frozenset(
    "treasury department directorate dg division unit section sector service inspectorate general "
    "uprava odjel odeljenje odjeljenje odsek odsjek sektor sluzba otdel oddel oddelek sektsia "
    "departamenti njesia drejtoria departamentul directia serviciul inspectoratul tmima genike baskanligi".split()
)
MINISTRY = "ministry"
ALPHA3 = 3  # letters
_FOREIGN = "foreign ministry"


@dataclass(frozen=True, slots=True)
class Body:
    """A body and its purse. `local`: the words of a name that does not say whose ministry, police or embassy it is."""

    key: str
    money: str
    local: str = ""
    listed: bool = True  # in a table, rather than by its own words

    def at(self, economy: str) -> "Body":
        """Who is meant where everything else happens in one economy."""
        if not self.local or not economy:
            return self
        if self.local == _EMBASSY:
            return replace(self, key=f"{self.key}@{economy}", local="")
        return _public_body(self.local.split(), economy) or self


_EMBASSY = "embassy"


@dataclass(frozen=True, slots=True)
class _Row:
    key: str
    money: str
    offices: bool


NOBODY = Body("", "")


def carrying(words: Iterable[str]) -> list[str]:
    """The words that carry a name, in order: no legal form at either end, no small words."""
    found = _without_legal_form([word for word, _ in groupby(words)])
    return [word for word in found if word not in _SMALL] or found


def _without_legal_form(words: list[str]) -> list[str]:
    left = list(words)
    for form in _LEGAL_IN_FULL:
        if tuple(left[-len(form) :]) == form:
            left = left[: -len(form)]
    while left and left[-1] in _LEGAL:
        left.pop()
    while len(left) > 1 and left[0] in _LEGAL_BEFORE:
        left.pop(0)
    while len(left) > 2 and tuple(left[:3]) == _UNIT:
        left = left[3:]
    while len(left) > 2 and left[0] in _TOWN_HALL:
        left.pop(0)
    return left or list(words)


def plain(words: Iterable[str]) -> str:
    """The words that carry a name, sorted: "Ministry of Health" and "Health Ministry" are one."""
    return " ".join(sorted(carrying(words)))


def _named(name: str) -> str:
    return plain(marked(words_of(name)))


@cache
def _bodies() -> dict[str, _Row]:
    """Plain name, or key of an identifier -> who it is."""
    found: dict[str, _Row] = {}
    for key, money, offices, refs, names in rows("bodies.tsv"):
        row = _Row(key, money, offices == "offices")
        found |= dict.fromkeys(map(_named, names.split("|")), row)
        found |= {identifier(ref).key: row for ref in refs.split("|") if ref}
    found.pop("", None)
    return found


@cache
def _public() -> dict[tuple[str, str], str]:
    """(plain name without its economy, economy or "") -> public body."""
    found: dict[tuple[str, str], str] = {}
    for key, economy, names in rows("state.tsv"):
        for name in names.split("|"):
            words = [word for word in carrying(marked(words_of(name))) if word[0] != "@"]
            found.setdefault((" ".join(sorted(words)), economy), key)
    return found


@cache
def _elsewhere() -> frozenset[str]:
    """Names that are a public body's in some economies only."""
    return frozenset(name for name, economy in _public() if economy)


def by_identifier(key: str) -> Body | None:
    """The well-known body that an identifier belongs to."""
    row = _bodies().get(key)
    return Body(row.key, row.money) if row else None


def body_of(words: list[str], economy: str = "") -> Body:
    """Who is meant by `words` (of `marked`). `economy`: whose public bodies the register of its identifier lists."""
    carried = carrying(words)
    if len(words) == 1 and len(words[0]) == ALPHA3 and (code := economy_code(words[0])):
        carried = [f"@{code}"]
    if not carried or set(carried) <= _NOT_SAID:
        return NOBODY
    whole = " ".join(sorted(carried))
    if len(carried) == 1 and len(words) > 1 and _LEGAL & set(words):
        return Body(whole, whole, listed=False)  # a company may be called as a well-known body or an economy is
    if row := _bodies().get(whole):
        return Body(row.key, row.money)
    economies = list(dict.fromkeys(word[1:] for word in carried if word[0] == "@"))
    rest = [word for word in carried if word[0] != "@"]
    return (
        _government(economies, rest)
        or _embassy(economies, rest)
        or _office(rest)
        or (_public_body(rest, economies[0] if economies else economy) if len(economies) <= 1 else None)
        or Body(whole, _purse(economies, rest) or whole, listed=False)
    )


def _government(economies: list[str], rest: list[str]) -> Body | None:
    if len(economies) != 1 or not set(rest) <= _GOVERNMENT or "aid" in rest:
        return None
    return Body(f"gov:{economies[0]}", f"gov:{economies[0]}")


def _purse(economies: list[str], rest: list[str]) -> str:
    return f"gov:{economies[0]}" if len(economies) == 1 and rest == ["aid"] else ""


def _embassy(economies: list[str], rest: list[str]) -> Body | None:
    """The first economy sends, the second receives: "Embassy of Sweden in Albania", "Swedish Embassy Tirana"."""
    left = set(rest) - _SEATS
    if "embassy" not in left or not left <= _OF_EMBASSY or not 1 <= len(economies) <= 2:
        return None
    sender = economies[0]
    if len(economies) == 2:
        return Body(f"embassy {sender}@{economies[1]}", f"gov:{sender}")
    return Body(f"embassy {sender}", f"gov:{sender}", local=_EMBASSY)


def _office(rest: list[str]) -> Body | None:
    """A body by its name besides its office in an economy or at a seat: "UNDP Serbia", "OSCE Mission to Skopje"."""
    for left in (rest, [w for w in rest if w not in _SEATS], [w for w in rest if w not in _SEATS | _OFFICE]):
        row = _bodies().get(" ".join(sorted(left))) if left else None
        if row:
            return Body(row.key, row.money) if row.offices else None
    return None


def _public_body(rest: list[str], economy: str) -> Body | None:
    """A foreign ministry spends its government's money, and hardly ever in the economy where it works."""
    name = " ".join(sorted(word for word in rest if word not in _THE_STATE or not economy))
    kind = _public().get((name, economy)) or _public().get((name, ""))
    if not economy:
        awaits = kind or name in _elsewhere() or _is_ministry(rest)
        local = name if awaits and kind != _FOREIGN else ""
        return Body(kind or name, kind or name, local, listed=bool(kind)) if awaits else None
    if not kind and not _is_ministry(rest):
        return None
    key = f"{kind or name}@{economy}"
    return Body(key, f"gov:{economy}" if kind == _FOREIGN else key, listed=bool(kind))


def _is_ministry(rest: list[str]) -> bool:
    return MINISTRY in rest and len(rest) > 1


def of_office(text: str) -> bool:
    """Whether `text` (what stands in brackets) names a branch: an office is the body itself."""
    return bool(_OFFICE & set(folded_words(text)))
