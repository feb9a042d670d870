"""The rules of the matrix once more, slow and plain: each cell from all works. The oracle of the tests."""

from datetime import date

from egnatia.coverage import Cell, NeedStatement, Work

Key = tuple[str, str]


def every_cell(statements: list[NeedStatement], works: list[Work], as_of: date) -> dict[Key, Cell]:
    keys = {(objective(s.objective), s.economy) for s in statements if s.confirmed}
    keys |= {key for work in works for key in keys_of(work)}
    return {key: one_cell(statements, works, as_of, key) for key in keys}


def one_cell(statements: list[NeedStatement], works: list[Work], as_of: date, key: Key) -> Cell:
    needs = [s for s in statements if s.confirmed and (objective(s.objective), s.economy) == key]
    there = [w for w in works if key in keys_of(w)]
    active = [w for w in there if when(w, as_of) != "ended"]
    reasons = why_only_partly(active, as_of) if needs and active else ()
    return Cell(
        state="none" if not needs else "open" if not active else "partly" if reasons else "reported",
        reasons=reasons,  # type: ignore[arg-type] # plain words
        priority=min((s.priority for s in needs), key=["high", "medium", "low"].index, default=""),
        needs=len(needs),
        dedicated=len([w for w in active if not own(w) and not regional(w)]),
        regional=len([w for w in active if regional(w)]),
        own=len([w for w in active if own(w)]),
        planned=len([w for w in active if when(w, as_of) == "planned"]),
        estimated=len([w for w in active if all(a.estimated for a in w.objectives if objective(a.code) == key[0])]),
        undeclared=len([w for w in active if guessed(w, key)]),
        ended=len(there) - len(active),
    )


def why_only_partly(active: list[Work], as_of: date) -> tuple[str, ...]:
    near = [w for w in active if not regional(w)]
    running = [w for w in active if when(w, as_of) == "running"]
    running_near = [w for w in running if not regional(w)]
    running_far = [w for w in running if regional(w)]
    carrying = running_near or near or running_far or active
    partners = {name for w in carrying for name in w.partners}
    reasons = []
    if not running_near and (near or not running):
        reasons.append("planned-only")
    if not running_near and (running_far or not near):
        reasons.append("only-regional")
    if not any(own(w) for w in carrying) and len(partners) < 2:
        reasons.append("single-partner")
    if all(w.types == {"training"} for w in carrying):
        reasons.append("only-training")
    if all(ending(w, as_of) for w in carrying):
        reasons.append("ends-soon")
    return tuple(reasons)


def keys_of(work: Work) -> set[Key]:
    return {
        (objective(aim.code), place.code)
        for aim in work.objectives
        for place in work.economies
        if stated_zero(work, aim.code) is False and sum_of(work.economies, place.code) != 0
    }


def stated_zero(work: Work, code: str) -> bool:
    return sum_of(aims(work), objective(code)) == 0


def aims(work: Work) -> list[tuple[str, float | None]]:
    confirmed = {objective(a.code) for a in work.objectives if not a.estimated}
    return [
        (objective(a.code), a.share) for a in work.objectives if not a.estimated or objective(a.code) not in confirmed
    ]


def sum_of(shares: object, code: str) -> float | None:
    """The declared share of a code; None where none is declared."""
    pairs = [(s.code, s.share) if hasattr(s, "code") else s for s in shares]  # type: ignore[attr-defined] # either
    declared = [share for c, share in pairs if c == code and share is not None]
    return sum(declared) if declared else None


def guessed(work: Work, key: Key) -> bool:
    """Whether a share of the work in this cell is not declared, although the work has more than one."""
    codes = {code for code, _ in aims(work)}
    economies = {place.code for place in work.economies}
    unsaid = sum_of(aims(work), key[0]) is None and len(codes) > 1
    return unsaid or (sum_of(work.economies, key[1]) is None and len(economies) > 1)


def objective(code: str) -> str:
    return ".".join(code.split(".")[:3])


def own(work: Work) -> bool:
    return work.sort == "own-measure"


def regional(work: Work) -> bool:
    return not own(work) and len({p.code for p in work.economies}) > 3 and all(p.share is None for p in work.economies)


def when(work: Work, as_of: date) -> str:
    if work.status in {"ended", "closed", "cancelled", "suspended"}:
        return "ended"
    end = work.end
    if end is None and work.start is not None:
        if work.sort == "event":
            end = work.start
        elif work.sort == "project" and not work.status:
            end = date.fromordinal(work.start.toordinal() + 3 * 365)
    if end is not None and end < as_of:
        return "ended"
    if work.status in {"planned", "pipeline"}:
        return "planned"
    return "planned" if not work.status and work.start is not None and work.start > as_of else "running"


def ending(work: Work, as_of: date) -> bool:
    end = work.end or (work.start if work.sort == "event" else None)
    return end is not None and (end.year, end.month, end.day) <= (as_of.year + 1, as_of.month, as_of.day)
