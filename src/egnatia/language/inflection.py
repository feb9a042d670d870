"""Names of economies as a sentence needs them: "Montenegro", but "u Crnoj Gori" and "potrebe Crne Gore"."""

from enum import StrEnum
from functools import cache

from egnatia.language.script import to_latin
from egnatia.language.tables import rows


class Case(StrEnum):
    """What a sentence says of an economy. A language that has no such form uses the name as it is."""

    IN = "in"  # with the preposition, where the language has one of its own: "në Shqipëri"
    OF = "of"
    FOR = "for"


# A name outside the table, of a forum with names of its own, stands in the nominative after its noun.
_BESIDE = {
    ("sq", Case.IN): "në ekonominë {}",
    ("sq", Case.OF): "ekonomisë {}",
    ("sq", Case.FOR): "ekonominë {}",
    ("sr", Case.IN): "у економији {}",
    ("sr", Case.OF): "економије {}",
    ("sr", Case.FOR): "економију {}",
}


def inflected(name: str, case: Case, language: str) -> str:
    """The form of an economy's name; `language` as Django writes it. Where we know none, the name as it is."""
    base, _, script = language.partition("-")
    forms = _forms(base, latin=script == "latn")
    if name in forms:
        return forms[name][case]
    beside = _BESIDE.get((base, case), "{}")
    return (to_latin(beside) if script == "latn" else beside).format(name)


@cache
def _forms(language: str, *, latin: bool) -> dict[str, dict[Case, str]]:
    known = (row[1:] for row in rows("inflected.tsv") if row[0] == language)
    return {
        name: dict(zip(Case, forms, strict=True))
        for name, *forms in (map(to_latin, row) if latin else row for row in known)
    }
