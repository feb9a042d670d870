"""The folded form of an activity that keys and scores are worked out from."""

import re
from dataclasses import dataclass

from egnatia.overlap.activity import Activity, Organisation
from egnatia.overlap.constants import SHIPPED, Constants

WORD = re.compile(r"\w{3,}")


@dataclass(frozen=True, slots=True)
class Prepared:
    """An activity, folded. Cheap to make again: it is never stored."""

    activity: Activity
    identifiers: frozenset[str]
    title_words: frozenset[str]
    money: frozenset[str]
    implementers: frozenset[str]
    reporters: frozenset[str]
    funders: frozenset[str]


def names(organisations: tuple[Organisation, ...]) -> frozenset[str]:
    return frozenset(o.name.casefold().strip() for o in organisations if o.name.strip())


def prepare(activity: Activity, constants: Constants = SHIPPED) -> Prepared:
    """The folded form of `activity`; pure."""
    del constants
    funders, reporters = names(activity.funders), names(activity.reporters)
    words = frozenset(w for t in activity.titles for w in WORD.findall(t.text.casefold()))
    return Prepared(
        activity,
        frozenset(i.casefold().strip() for i in activity.identifiers),
        words,
        funders or reporters,
        names(activity.implementers),
        reporters,
        funders,
    )
