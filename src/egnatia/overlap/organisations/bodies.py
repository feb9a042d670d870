"""Who is meant by the words of a name: a well-known body, a government, an embassy, a public body of an economy."""

from dataclasses import dataclass, replace
from functools import cache

from egnatia.language import economy_code
from egnatia.overlap.organisations.core_words import carrying, has_legal_form, plain
from egnatia.overlap.organisations.economies import marked
from egnatia.overlap.organisations.identifiers import identifier
from egnatia.overlap.organisations.spelling import words_of
from egnatia.overlap.organisations.tables import rows, words

_ALPHA3 = 3  # letters
_EMBASSY = "embassy"
_FOREIGN = "foreign ministry"
_MINISTRY = "ministry"


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

    @property
    def is_government(self) -> bool:
        return self.key.startswith("gov:")

    @property
    def is_ministry(self) -> bool:
        return _MINISTRY in self.key.partition("@")[0].split()


@dataclass(frozen=True, slots=True)
class _Row:
    body: Body
    offices: bool


NOBODY = Body("", "")


@cache
def _bodies() -> dict[str, _Row]:
    """Plain name, or key of an identifier -> who it is."""
    found: dict[str, _Row] = {}
    for key, money, offices, refs, names in rows("bodies.tsv"):
        row = _Row(Body(key, money), offices == "offices")
        found |= {plain(marked(words_of(name))): row for name in names.split("|")}
        found |= {identifier(ref).key: row for ref in refs.split("|") if ref}
    return found


@cache
def _public() -> dict[tuple[str, str], str]:
    """(plain name without its economy, economy or "") -> public body."""
    found: dict[tuple[str, str], str] = {}
    for key, economy, names in rows("state.tsv"):
        for name in names.split("|"):
            _, rest = _apart(carrying(marked(words_of(name))))
            found.setdefault((" ".join(sorted(rest)), economy), key)
    return found


@cache
def _of_some_economies() -> frozenset[str]:
    """Names that are a public body's in some economies only."""
    return frozenset(name for name, economy in _public() if economy)


def by_identifier(key: str) -> Body | None:
    """The well-known body that an identifier belongs to."""
    row = _bodies().get(key)
    return row.body if row and key else None


def body_of(written: list[str], economy: str = "") -> Body:
    """Who is meant by `written` (of `marked`). `economy`: whose public bodies the register of its identifier lists."""
    carried = carrying(written)
    if len(written) == 1 and len(written[0]) == _ALPHA3 and (code := economy_code(written[0])):
        carried = [f"@{code}"]
    if set(carried) <= words("not said"):
        return NOBODY
    whole = " ".join(sorted(carried))
    itself = Body(whole, whole, listed=False)
    if len(carried) == 1 and has_legal_form(written):
        return itself  # a company may be called as a well-known body or an economy is
    if row := _bodies().get(whole):
        return row.body
    return _of_an_economy(carried, economy) or itself


def _apart(carried: list[str]) -> tuple[list[str], list[str]]:
    """The economies that a name speaks of, in order, and its other words."""
    economies = dict.fromkeys(word[1:] for word in carried if word[0] == "@")
    return list(economies), [word for word in carried if word[0] != "@"]


def _of_an_economy(carried: list[str], economy: str) -> Body | None:
    economies, rest = _apart(carried)
    found = _government(economies, rest) or _embassy(economies, rest) or _office(rest)
    if found or len(economies) > 1:
        return found
    return _public_body(rest, economies[0] if economies else economy)


def _government(economies: list[str], rest: list[str]) -> Body | None:
    if len(economies) != 1:
        return None
    government = f"gov:{economies[0]}"
    if rest == ["aid"]:
        return Body(" ".join(sorted([*rest, f"@{economies[0]}"])), government, listed=False)
    return Body(government, government) if set(rest) <= words("government") else None


def _embassy(economies: list[str], rest: list[str]) -> Body | None:
    """The first economy sends, the second receives: "Embassy of Sweden in Albania", "Swedish Embassy Tirana"."""
    left = set(rest) - words("seat")
    if _EMBASSY not in left or not left <= words("embassy") or not 1 <= len(economies) <= 2:
        return None
    sender = Body(f"embassy {economies[0]}", f"gov:{economies[0]}", local=_EMBASSY)
    return sender.at(economies[1]) if len(economies) == 2 else sender


def _office(rest: list[str]) -> Body | None:
    """A body by its name besides its office in an economy or at a seat: "UNDP Serbia", "OSCE Mission to Skopje"."""
    names = [rest]
    if not (words("seat") | words("office")).isdisjoint(rest):
        at_a_seat = [word for word in rest if word not in words("seat")]
        names += [at_a_seat, [word for word in at_a_seat if word not in words("office")]]
    for left in names:
        if row := _bodies().get(" ".join(sorted(left))):
            return row.body if row.offices else None
    return None


def _public_body(rest: list[str], economy: str) -> Body | None:
    """A foreign ministry spends its government's money, and hardly ever in the economy where it works."""
    name = " ".join(sorted(word for word in rest if word not in words("state itself")))
    kind = _public().get((name, economy)) or _public().get((name, ""))
    if not kind and not (_MINISTRY in rest and len(rest) > 1) and (economy or name not in _of_some_economies()):
        return None
    if not economy:
        return Body(kind or name, kind or name, "" if kind == _FOREIGN else name, listed=bool(kind))
    key = f"{kind or name}@{economy}"
    return Body(key, f"gov:{economy}" if kind == _FOREIGN else key, listed=bool(kind))
