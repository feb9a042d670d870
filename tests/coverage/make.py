"""Works and needs that say only what matters to a test."""

from datetime import date
from typing import Any

from egnatia.coverage import Aim, Cell, EconomyShare, NeedStatement, Work, cell

TODAY = date(2026, 11, 24)
HERE = ("2.3.2", "MNE")


def work(ref: str = "w", *, to: str = "2.3.2", where: str = "MNE", by: str = "", **stated: Any) -> Work:  # noqa: ANN401 - any field of Work
    """A work for objectives, economies and partners (each by spaces), without declared shares."""
    return Work(
        ref,
        objectives=tuple(map(Aim, to.split())),
        economies=tuple(map(EconomyShare, where.split())),
        partners=frozenset(by.split()),
        **stated,
    )


def regional(ref: str = "r", **stated: Any) -> Work:  # noqa: ANN401 - any field of Work
    """A programme for five economies that declares no share."""
    return work(ref, where="ALB MKD MNE SRB XKX", **stated)


def measure(ref: str = "m", **stated: Any) -> Work:  # noqa: ANN401 - any field of Work
    return work(ref, sort="own-measure", **stated)


def need(priority: Any = "medium", **stated: Any) -> NeedStatement:  # noqa: ANN401 - any field of Statement
    return NeedStatement("n", **({"objective": "2.3.2", "economy": "MNE", "priority": priority} | stated))


def here(*works: Work, needs: tuple[NeedStatement, ...] = (need(),)) -> Cell:
    """The cell of probation in Montenegro, where a need is stated."""
    return cell(needs, works, TODAY, at=HERE)
