"""Why we may be wrong: what could not be compared, as codes of match.DOUBTS."""

from collections.abc import Iterator

from egnatia.overlap import features
from egnatia.overlap.amounts import comparable
from egnatia.overlap.concepts import apart
from egnatia.overlap.constants import Constants
from egnatia.overlap.prepare import Prepared


def of_facts(a: Prepared, b: Prepared, constants: Constants) -> Iterator[str]:
    """Doubts about time, money and place that hold for every kind."""
    if a.window is None or b.window is None:
        yield "no_dates"
    elif a.window.assumed or b.window.assumed:
        yield "end_assumed"
    if a.amount is None or b.amount is None or a.amount.value is None or b.amount.value is None:
        yield "no_amount"  # a band is none
    elif comparable(a.amount, b.amount) is None or not a.amount.same_currency(b.amount):
        yield "currencies_differ"
    if not a.money or not b.money:
        yield "no_funder"
    if not a.activity.economies or not b.activity.economies:
        yield "no_economy"
    elif max(len(a.activity.economies), len(b.activity.economies)) > constants.few_economies:
        yield "many_economies"


def of_texts(a: Prepared, b: Prepared, constants: Constants) -> Iterator[str]:
    """Doubts about what was read."""
    if not a.description or not b.description:
        yield "only_title"
    if apart(a.said, b.said) or not features.one_language(a, b):
        yield "other_language"
    if all(t.weight < constants.telling_title for t in a.titles + b.titles):
        yield "short_title"


def of_purpose(a: Prepared, b: Prepared) -> Iterator[str]:
    """Doubts about whether the two work for the same end, with the same people."""
    if features.purpose(a, b) is None:
        yield "no_purpose"
    if not a.receivers or not b.receivers:
        yield "no_receiver"


def of_one_project(a: Prepared, b: Prepared, constants: Constants) -> Iterator[str]:
    """Of an overlap: one project that several pay for has the title in common, and no money."""
    if features.best_title(a, b, constants):
        yield "one_project"
