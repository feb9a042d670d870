"""How telling a word is, from a shipped table: no collection changes it."""

from functools import cache

from egnatia.language.script import fold
from egnatia.language.tables import rows
from egnatia.language.words import stem

UNLISTED = 11  # a word outside the table: rare, or misspelt; used for keys only together with another
RARE = 9  # from this class on a word can stand alone as a key


@cache
def weights() -> dict[str, int]:
    """Stem -> class 0..13, about log2 of how many texts one must read to meet it once. 0 for words without content.

    Names of donors and words of their language ("pooled fund") tell little, however rare they are.
    """
    table = {entry[0]: int(entry[1]) for entry in rows("terms.tsv")}
    said = {stem(word): int(most) for word, most in rows("general.tsv")}
    table |= {word: min(most, table.get(word, most)) for word, most in said.items()}
    table |= {stem(word): 0 for entry in rows("stopwords.tsv") for word in fold(entry[1]).split()}
    return table


def weight(a_stem: str) -> int:
    """The class of a stem; UNLISTED outside the table. Codes with digits and one or two letters carry nothing."""
    if len(a_stem) < 3 or (not a_stem.isalpha() and any(map(str.isdigit, a_stem))):
        return 0
    return weights().get(a_stem, UNLISTED)
