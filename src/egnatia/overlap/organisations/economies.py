"""Which economies a name speaks of, and what it says besides."""

from functools import cache

from egnatia.language import economy_code
from egnatia.language.tables import rows as of_language
from egnatia.overlap.organisations.spelling import words_of
from egnatia.overlap.organisations.tables import rows

SHORTEST_NAME = 4  # shorter ones are codes, and words too: "in", "and", "per"
_SHORT = frozenset({"usa", "bih", "drc"})
_HELD_LONGEST = 9  # words of the longest name

Words = tuple[str, ...]


@cache
def _named() -> dict[Words, str]:
    """Words of a name, a people or an adjective -> alpha-3."""
    found: dict[Words, str] = {}
    for alpha3, _, names in of_language("economies.tsv"):
        for name in (alpha3, *names.split("|")):
            words = tuple(words_of(name))
            if len("".join(words)) >= SHORTEST_NAME or words[0] in _SHORT:
                found.setdefault(words[:_HELD_LONGEST], alpha3)
            if len(words) == 1 and words[0].endswith("a") and name.isascii():
                found.setdefault((f"{words[0]}n",), alpha3)  # Armenia, Armenian
    for alpha3, names in rows("peoples.tsv"):
        found |= {tuple(words_of(name)): alpha3 for name in names.split("|")}
    return found


@cache
def _lengths() -> dict[str, list[int]]:
    """First word -> how many words the names have that begin with it, the longest first."""
    found: dict[str, set[int]] = {}
    for words in _named():
        found.setdefault(words[0], set()).add(len(words))
    return {first: sorted(lengths, reverse=True) for first, lengths in found.items()}


def marked(words: list[str]) -> list[str]:
    """`words` with every economy as "@" and its alpha-3 code: "serbian" and "of the republic of serbia" are one."""
    found: list[str] = []
    at = 0
    while at < len(words):
        for length in _lengths().get(words[at], ()):
            if alpha3 := _named().get(tuple(words[at : at + length])):
                found.append(f"@{alpha3}")
                at += length
                break
        else:
            found.append(words[at])
            at += 1
    return found


def economy_of(text: str) -> str:
    """The economy that `text` is the name or a code of, or ""."""
    return economy_code(text) or _named().get(tuple(words_of(text)), "")
