"""The published criteria of a review, how long one is valid, and which heading of a document belongs to which field."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from egnatia.language.script import fold

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MONTHS = (24, 36)  # for which a review is valid
# By code: the criterion and what reviewers look for.
CRITERIA: "Mapping[str, tuple[_StrPromise, _StrPromise]]" = {
    "aim": (
        _("The aim is clear"),
        _("It says what should change, for whom, and how one would notice."),
    ),
    "described": (
        _("Others can do it"),
        _("The method is described step by step, with the setting, the people and the time that it takes."),
    ),
    "evidence": (
        _("There is evidence"),
        _("Results are reported with their sources, and their limits are named."),
    ),
    "evaluation": (
        _("It was evaluated"),
        _("Somebody who did not run it assessed it, or a plan for this is under way."),
    ),
    "ethics": (
        _("It does no harm"),
        _("Risks, consent, confidentiality, data protection and stigma are dealt with."),
    ),
    "cost": (
        _("The cost is stated"),
        _("The money, staff and equipment that it needs are named."),
    ),
    "transfer": (
        _("It can be transferred"),
        _("It says what must be in place elsewhere and what would have to change."),
    ),
    "involvement": (
        _("Those concerned were involved"),
        _("The people whom it serves took part in planning it or in assessing it."),
    ),
}
# How headings begin, folded to Latin letters, in the languages of the members' pages and some others of the region.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "aim": ("aim", "objective", "purpose", "goal", "cilj", "cel", "qellim", "obiectiv", "scop", "amac"),
    "method": ("method", "approach", "metod", "pristup", "pristap", "qasj", "yontem"),
    "run_by": ("run by", "implemented by", "sprovodi", "provodi", "sproveduva", "zbatues", "nosilac", "nositel"),
    "partners": ("partner", "ortak"),
    "resources": ("resource", "cost", "resurs", "burime", "troskov", "trosoci", "kosto", "kaynak"),
    "evidence": ("evidence", "result", "dokaz", "prova", "rezultat", "dovezi", "kanit", "deshmi"),
    "evaluation": (
        "evaluation",
        "evaluacij",
        "vleresim",
        "vrednovanj",
        "vrednuvanj",
        "evaluim",
        "evaluare",
        "degerlendirme",
    ),
    "transfer": ("transfer", "what it takes", "prenos", "prijenos"),
    "ethics": ("ethic", "etik", "etick", "safety", "bezbednost", "sigurnost"),
    "contact": ("contact", "kontakt", "iletisim"),
}
LONGEST_HEADING = 60
LONGEST_TITLE = 200


def expiry_of(day: date, months: int) -> date:
    """The last day on which a review of that day is valid. Pure."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in range(day.day, 0, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:  # the month is shorter
            continue
    raise AssertionError


def heading_of(text: str) -> str:
    """The field that a heading belongs to; "" for none. Pure."""
    words = fold(text).strip().lstrip("0123456789.) ")
    return next((field for field, begins in HEADINGS.items() if words.startswith(begins)), "")


def fields_in(paragraphs: Iterable[str]) -> dict[str, str]:
    """What a document says, by field. Pure.

    A short paragraph without a full stop that begins like a known heading is one; "Aim: …" is heading and text. What
    stands before the first heading belongs to no field, but its first line is the title.
    """
    found: dict[str, list[str]] = {}
    field = ""
    for text in filter(None, (each.strip() for each in paragraphs)):
        before, colon, after = text.partition(":")
        named = heading_of(before) if len(before) <= LONGEST_HEADING else ""
        if named and (colon or not text.endswith(".")):
            field = named
            found.setdefault(field, []).extend(filter(None, [after.strip()]))
        elif field:
            found[field].append(text)
        elif "title" not in found:
            found["title"] = [text[:LONGEST_TITLE]]
    return {name: "\n".join(lines) for name, lines in found.items() if lines}
