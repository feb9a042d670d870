"""Generated works and needs that meet often: few objectives, economies and partners, so that every state occurs."""

from datetime import date, timedelta

from hypothesis import strategies as st

from egnatia.coverage import Aim, EconomyShare, NeedStatement, Work
from tests.coverage.make import TODAY

ECONOMIES = ("ALB", "MKD", "MNE", "SRB", "XKX")
OBJECTIVES = ("2.3.1", "2.3.2", "2.3.2.1", "2.4.1", "3.1.1", "2.3")
SHARES = st.sampled_from((None, None, None, 0.0, 20.0, 50.0, 100.0))
STATUSES = ("", "", "planned", "running", "ended", "pipeline", "implementation", "closed")
DAYS = st.sampled_from((-2000, -800, -1, 0, 1, 200, 365, 366, 900))


def days() -> st.SearchStrategy[date | None]:
    return st.none() | DAYS.map(lambda days: TODAY + timedelta(days=days))


def some(values: tuple[str, ...], most: int) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(values), max_size=most)


def aims() -> st.SearchStrategy[tuple[Aim, ...]]:
    one = st.builds(Aim, st.sampled_from(OBJECTIVES), SHARES, st.booleans())
    return st.lists(one, max_size=3).map(tuple)


def places() -> st.SearchStrategy[tuple[EconomyShare, ...]]:
    declared = st.lists(st.builds(EconomyShare, st.sampled_from(ECONOMIES), SHARES), max_size=5).map(tuple)
    whole_region = st.just(tuple(map(EconomyShare, ECONOMIES)))
    return st.one_of(declared, declared, whole_region)


def works() -> st.SearchStrategy[Work]:
    return st.builds(
        Work,
        ref=st.uuids().map(str),
        sort=st.sampled_from(("project", "project", "event", "own-measure")),
        objectives=aims(),
        economies=places(),
        partners=some(("Nordlys", "Alpine", "Ura"), 2),
        types=some(("training", "equipment"), 2),
        start=days(),
        end=days(),
        status=st.sampled_from(STATUSES),
    )


def statements() -> st.SearchStrategy[NeedStatement]:
    return st.builds(
        NeedStatement,
        ref=st.uuids().map(str),
        objective=st.sampled_from(OBJECTIVES),
        economy=st.sampled_from(ECONOMIES),
        priority=st.sampled_from(("high", "medium", "low")),
        confirmed=st.sampled_from((True, True, False)),
    )
