"""A work cut into the cells that it is for."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import isfinite

from egnatia.coverage.framework import OBJECTIVE, cut
from egnatia.coverage.works import Slice, Work

MOST_WITHOUT_SHARES = 3  # a work for more economies that declares no share for any is regional
WHOLE = 100.0


def slices(work: Work, level: int = OBJECTIVE) -> tuple[Slice, ...]:
    """The slices of `work`, one for each objective and economy, their shares at most 1 together.

    A share that is not declared is an equal part of what the declared ones leave, and flagged; the only objective or
    economy of a work needs no share. Shares that add up to more than 100 are scaled down to 100; less stays less. An
    objective or economy with a declared share of 0 gives no slice; a share that is no number or negative counts as not
    declared. Measures are cut to the objective above them; what is named twice is taken once, and a confirmed
    objective wins over an estimate. At `level` 1 or 2 the slices of one heading or priority are put together.
    """
    regional = is_regional(work)
    aims = tuple(_shared(_aims(work)))
    places = tuple(_shared((place.code, place.share) for place in work.economies))
    estimated = {cut(aim.code) for aim in work.objectives} - _confirmed(work)
    parts = (
        Slice(work.ref, objective, economy, part * share, known and declared, regional, objective in estimated)
        for objective, part, known in aims
        for economy, share, declared in places
    )
    return tuple(parts) if level == OBJECTIVE else _put_together(parts, level)


def _put_together(parts: Iterable[Slice], level: int) -> tuple[Slice, ...]:
    """The slices of one work by heading or priority; what holds for one of them is flagged, but an estimate only
    where all are estimates."""
    found: dict[tuple[str, str], Slice] = {}
    for each in parts:
        key = (cut(each.objective, level), each.economy)
        known = found.get(key)
        found[key] = replace(
            each,
            objective=key[0],
            share=each.share + (known.share if known else 0),
            declared=each.declared and (known is None or known.declared),
            estimated=each.estimated and (known is None or known.estimated),
        )
    return tuple(found.values())


def is_regional(work: Work) -> bool:
    """More than three economies and no declared share. An own measure belongs to its economy: it never is."""
    several = len({place.code for place in work.economies}) > MOST_WITHOUT_SHARES
    return several and work.sort != "own-measure" and all(_declared(place.share) is None for place in work.economies)


def _aims(work: Work) -> Iterator[tuple[str, float | None]]:
    """Code and share of each aim; an estimate beside a confirmed aim of the same objective adds nothing."""
    confirmed = _confirmed(work)
    for aim in work.objectives:
        code = cut(aim.code)
        if not aim.estimated or code not in confirmed:
            yield code, aim.share


def _confirmed(work: Work) -> set[str]:
    return {cut(aim.code) for aim in work.objectives if not aim.estimated}


def _declared(share: float | None) -> float | None:
    return share if share is not None and isfinite(share) and share >= 0 else None


def _shared(stated: Iterable[tuple[str, float | None]]) -> Iterator[tuple[str, float, bool]]:
    """Code, share 0..1, and whether it is declared (or needs no declaration)."""
    shares: dict[str, float | None] = {}
    for code, share in stated:
        declared, before = _declared(share), shares.get(code)
        shares[code] = before if declared is None else declared + (before or 0)
    if len(shares) == 1 and None in shares.values():
        yield next(iter(shares)), 1.0, True
        return
    total = sum(share or 0 for share in shares.values())
    unsaid = sum(share is None for share in shares.values())
    for code, share in shares.items():
        if share is None:
            yield code, max(0.0, WHOLE - total) / unsaid / WHOLE, False
        elif share > 0:
            yield code, share / max(total, WHOLE), True
