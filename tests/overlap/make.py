"""Activities that say only what matters to a test."""

from typing import Any

from egnatia.overlap import (
    ActivityFacts,
    MatchResult,
    OrganisationMention,
    Prepared,
    Text,
    across,
    apart,
    keys,
    prepare,
    score,
)


def names(*written: str) -> tuple[OrganisationMention, ...]:
    return tuple(OrganisationMention(name) for name in written)


def activity(
    ref: str,
    title: str = "",
    lang: str = "en",
    *,
    where: str = "MKD",
    money: str = "",
    **facts: Any,  # noqa: ANN401 - any field of Activity
) -> ActivityFacts:
    """An activity in one economy or several (`where`, by spaces), paid by `money` (by commas)."""
    stated: dict[str, Any] = {
        "source": f"source of {ref}",
        "identifiers": (f"demo-{ref}-1",),
        "titles": (Text(title, lang),) if title else (),
        "economies": frozenset(where.split()),
        "funders": names(*filter(None, money.split(", "))),
    }
    return ActivityFacts(ref, **(stated | facts))


def meet(left: Prepared, right: Prepared) -> bool:
    """Whether the two are compared: by keys for all, or by those for activities that share no language."""
    return bool(keys(left) & keys(right) or (apart(left.said, right.said) and across(left) & across(right)))


def match(left: ActivityFacts, right: ActivityFacts) -> MatchResult | None:
    return score(prepare(left), prepare(right))


def kind(left: ActivityFacts, right: ActivityFacts) -> str:
    found = match(left, right)
    return found.kind if found else ""
