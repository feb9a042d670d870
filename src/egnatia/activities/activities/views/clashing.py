"""The hint before an event is saved. It does not forbid: whoever saves again has seen it."""

from uuid import UUID

from egnatia import overlap
from egnatia.activities.activities.queries.clashing import Clash, clashes_seen_by, mark_of
from egnatia.activities.activities.terms import Vocabulary
from egnatia.kernel.requests import ReaderRequest

SEEN = "clashes"  # the field that says which ones were shown


def unseen(
    request: ReaderRequest, facts: overlap.Activity, sort: str, words: Vocabulary, *, but: UUID | None = None
) -> dict[str, object]:
    """What `activities/clashes.html` shows, empty where nothing is in the way or all of it was shown before."""
    clashes: tuple[Clash, ...] = ()
    if sort == "event":
        clashes = clashes_seen_by(request.reader, facts, words, but=but)
    mark = mark_of(clashes)
    if not clashes or request.POST.get(SEEN) == mark:
        return {}
    return {"rows": clashes, "mark": mark}
