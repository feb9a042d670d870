"""The search over everything: what hides could show in numbers, order, reasons, pages and what an identifier opens."""

from collections.abc import Iterator

from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.operations import identifier_of
from tests.noninterference.routes import route

# Words that the worlds say, the same in other languages and scripts, a code, a document, nothing.
TYPED = (
    "probation",
    "пробација",
    "zatvor",
    "prison training",
    "undercover",
    "Masked",
    "release",
    "oružje",
    "said",
    "conclusions of ohrid",
    "mapping",
    "report",
    "house (demo)",
    "2.3.2",
    "1",
    "x",
    "the of",
    "",
    "' & |",
)
KINDS = (
    *("activity", "need", "organisation", "commitment", "follow-up", "observation", "outcome", "objective"),
    *("round", "snapshot", "report", "publication", "import"),
)


# Typing errors in words that the worlds say, words of nobody beside them, long questions, what facets limit.
MISTYPED = (
    "undercovr",
    "Msaked",
    "probatoin",
    "prison undercoverr",
    "prsion training zzyzx",
    "relaese of the undercover",
    "пробацја",
    "Albnia prison",
    "which training for prison staff and undercover probation is there in Albania and Kosovo now",
    "zzyzx qqwx",
)
LIMITED = (
    {"economy": "ALB"},
    {"economy": "MKD", "language": "en"},
    {"language": "sq"},
    {"topic": "2"},
    {"topic": "2.3", "kind": "notice"},
    {"economy": "XXX", "language": "x", "topic": "x"},
)


@route("public:search")
def forgiven(known: Known) -> Iterator[Access]:
    """Which words are corrected or left out, and what facets count, follows from what is seen alone."""
    del known
    for q in MISTYPED:
        yield get("public:search", q=q)
        yield get("public:search", q=q, kind="activity")
    for limits in LIMITED:
        for q in ("prison", "probation", "undercovr", "house (demo)"):
            yield get("public:search", q=q, **limits)


@route("public:search")
def searched(known: Known) -> Iterator[Access]:
    for q in TYPED:
        yield get("public:search", q=q)
    for q in TYPED[:8]:
        for kind in KINDS:
            yield get("public:search", q=q, kind=kind)
    for variant in range(4):
        yield get("public:search", q=identifier_of(variant))
    yield from _records(known)
    yield get("public:search", q="prison", kind="activity", page="2")
    yield get("public:search", q="prison", kind="activity", page="x")
    yield get("public:search", q="probation", headers={"Accept-Language": "mk"})
    yield head("public:search")
    yield post("public:search", q="prison")


def _records(known: Known) -> Iterator[Access]:
    """Every record by its identifier, hidden ones too."""
    kept = (known.activities, known.needs, known.commitments, known.follow_ups, known.rounds, known.publications)
    for record in (*(each for records in kept for each in records.values()), NEVER):
        yield get("public:search", q=str(record))


@route("public:help", "public:help-page")
def helped(known: Known) -> Iterator[Access]:
    del known
    yield get("public:help")
    yield head("public:help-page", "overlaps")
    for name in ("overlaps", "visibility", "nothing-of-this-name"):
        yield get("public:help-page", name)
        yield get("public:help-page", name, headers={"Accept-Language": "sq"})
