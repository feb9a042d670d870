"""Commitments: lists, table, pages, forms, links, documents. What hides could show in counts, cells, suggestions."""

from collections.abc import Iterator
from typing import Any

from tests.commitments.worlds import COMMITMENT_WORLD
from tests.noninterference.access import Access, get, head, post
from tests.noninterference.commitments import SOURCES, WORDS
from tests.noninterference.kinds import routes_of
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route
from tests.noninterference.routes.activities import form

FILTERS: tuple[dict[str, str], ...] = (
    {},
    {"q": "undercover"},
    {"q": "prison", "position": "supported"},
    {"source": SOURCES[0]},
    {"source": "Masked commitment-0"},
    {"objective": "2.3"},
    {"economy": "ALB"},
    {"economy": "MNE", "position": "noted"},
    {"economy": "XXX", "page": "x"},
    {"page": "2"},
)
DOCUMENT = "\n".join(f"{n}. {words}." for n, words in enumerate(WORDS, start=1))


def typed(**said: object) -> dict[str, Any]:
    return {"source": SOURCES[0], "paragraph": "4", "text": WORDS[0], "language": "en", "marking-tlp": "1", **said}


def said(economy: str, **more: object) -> dict[str, Any]:
    answer = {"economy": economy, "position": "supported", "text": "Yes", "language": "en", "marking-tlp": "1"}
    return {**answer, **more}


@route("commitments:commitments", "commitments:table", "commitments:table-download")
def listed(known: Known) -> Iterator[Access]:
    for filters in FILTERS:
        yield get("commitments:commitments", **filters)
        yield get("commitments:table", **filters)
    for filters in FILTERS[::3]:
        yield get("commitments:table-download", "csv", **filters)
    yield get("commitments:table-download", "xlsx")
    yield get("commitments:table-download", "pdf")
    yield head("commitments:table")
    yield post("commitments:commitments")
    yield get("commitments:table", headers={"Accept-Language": "mk"})


@route("commitments:unfunded", "commitments:own", "commitments:own-reports", "commitments:economy")
def of_economies(known: Known) -> Iterator[Access]:
    for economy in ("", "ALB", "MNE", "XXX"):
        yield get("commitments:unfunded", economy=economy)
    yield get("commitments:unfunded", page="2")
    yield get("commitments:own")
    yield get("commitments:own-reports")
    yield get("commitments:own-reports", page="2")
    yield head("commitments:own-reports")
    yield post("commitments:own-reports")
    for economy in ("ALB", "MNE", "XKX", "XXX"):
        yield get("commitments:economy", economy)
        yield get("commitments:economy", economy, reported="no")
        yield get("commitments:economy", economy, position="supported", reported="yes")
    yield head("commitments:economy", "ALB")


@route("commitments:commitment")
def shown(known: Known) -> Iterator[Access]:
    for record in known.each_commitment():
        for language in ("en", "sq"):
            yield get("commitments:commitment", record, headers={"Accept-Language": language})
        yield head("commitments:commitment", record)
        yield post("commitments:commitment", record)
        yield get("people:marking", record)
    for record in list(known.activities.values())[:2]:
        yield get("commitments:commitment", record)


@route("commitments:commitment-new")
def added(known: Known) -> Iterator[Access]:
    yield get("commitments:commitment-new")
    yield get("commitments:commitment-new", source=SOURCES[1])
    for tlp in ("0", "1", "3", "4"):
        yield form("commitments:commitment-new", data=typed(**{"marking-tlp": tlp}))
    yield form("commitments:commitment-new", data=typed(preview="1"))
    yield form("commitments:commitment-new", data={})


@route("commitments:commitment-change")
def changed(known: Known) -> Iterator[Access]:
    for record in (*known.each_commitment(), *list(known.follow_ups.values())[:2]):
        yield get("commitments:commitment-change", record)
        for version in ("1", "2", "3", "x"):
            yield form("commitments:commitment-change", record, data=typed(version=version, text="Anew"))
        yield form("commitments:commitment-change", record, data={})


@route("commitments:commitment-withdrawal", "commitments:commitment-restoration", "commitments:commitments-withdrawn")
def withdrawn(known: Known) -> Iterator[Access]:
    yield get("commitments:commitments-withdrawn")
    yield post("commitments:commitments-withdrawn")
    for record in known.each_commitment():
        for name in ("commitments:commitment-withdrawal", "commitments:commitment-restoration"):
            yield get(name, record)
            yield post(name, record)


@route("commitments:follow-up", "commitments:follow-up-withdrawal")
def followed(known: Known) -> Iterator[Access]:
    for record in (*known.each_follow_up(), *list(known.commitments.values())[:1]):
        for language in ("en", "sq"):
            yield get("commitments:follow-up", record, headers={"Accept-Language": language})
        yield head("commitments:follow-up", record)
        yield get("people:marking", record)
        yield get("commitments:follow-up-withdrawal", record)
        yield post("commitments:follow-up-withdrawal", record)


@route("commitments:follow-ups-withdrawn", "commitments:follow-up-restoration")
def restored(known: Known) -> Iterator[Access]:
    yield get("commitments:follow-ups-withdrawn")
    yield head("commitments:follow-ups-withdrawn")
    yield post("commitments:follow-ups-withdrawn")
    for record in (*known.each_follow_up(), *list(known.commitments.values())[:1]):
        yield get("commitments:follow-up-restoration", record)
        yield post("commitments:follow-up-restoration", record)


@route("commitments:follow-up-new", "commitments:follow-up-change")
def following(known: Known) -> Iterator[Access]:
    for record in known.each_commitment():
        yield get("commitments:follow-up-new", record, economy="MNE")
        for economy in ("", "ALB", "MNE", "XKX"):
            yield form("commitments:follow-up-new", record, data=said(economy))
            yield form("commitments:follow-up-new", record, data=said(economy, note="Begun", **{"marking-tlp": "3"}))
        yield form("commitments:follow-up-new", record, data=said("ALB", preview="1"))
        yield form("commitments:follow-up-new", record, data={})
    for record in known.each_follow_up():
        yield get("commitments:follow-up-change", record)
        for version in ("1", "2", "3"):
            yield form("commitments:follow-up-change", record, data=said("ALB", version=version, note="Anew"))
        yield form("commitments:follow-up-change", record, data={})


for name in ("download", "upload", "carrying-out"):
    brought = COMMITMENT_WORLD.pages.list_route(name)
    route(brought)(routes_of(COMMITMENT_WORLD)[brought])


@route("commitments:follow-up-still-true")
def still_true(known: Known) -> Iterator[Access]:
    for record in (*known.each_follow_up(), *list(known.commitments.values())[:1]):
        yield get("commitments:follow-up-still-true", record)
        for version in ("1", "2", "x"):
            yield post("commitments:follow-up-still-true", record, version=version)


@route("commitments:joining", "commitments:joining-removal")
def joined(known: Known) -> Iterator[Access]:
    others = [*list(known.activities.values())[:4], *list(known.needs.values())[:2], NEVER]
    for record in known.each_commitment():
        yield get("commitments:joining", record)
        for typed_words in ("training", "undercover", "release"):
            yield get("commitments:joining", record, q=typed_words)
        for other in (*others, *list(known.commitments.values())[:1]):
            yield post("commitments:joining", record, other=str(other))
        yield post("commitments:joining", record, other="x")
        yield get("commitments:joining-removal", record, NEVER)
        for link in (*known.each_link(), record):
            yield post("commitments:joining-removal", record, link)


@route("commitments:outcomes", "commitments:outcome-new")
def read(known: Known) -> Iterator[Access]:
    yield get("commitments:outcomes")
    yield post("commitments:outcomes")
    yield get("commitments:outcome-new")
    for text in (DOCUMENT, "Without a number at all, but long.", ""):
        yield form("commitments:outcome-new", data={"title": "Conclusions", "text": text, "language": "en"})
    # Reading a file takes a process of its own, so there is only one.
    yield Access("POST", get("commitments:outcome-new").path, {"title": "Conclusions", "upload": DOCUMENT.encode()})


@route("commitments:outcome", "commitments:outcome-withdrawal")
def reviewed(known: Known) -> Iterator[Access]:
    """Decisions name every commitment there is, hidden ones too."""
    earlier = [*known.each_commitment()]
    for record in (*known.each_outcome(), *earlier[:1]):
        yield get("commitments:outcome", record)
        yield get("commitments:outcome", record, headers={"Accept-Language": "sq"})
        yield head("commitments:outcome", record)
        yield get("people:marking", record)
        for version in ("1", "2"):
            sent = {"version": version, "marking-tlp": "1"}
            yield form("commitments:outcome", record, data=sent)
            yield form("commitments:outcome", record, data={**sent, "later": "1", "text-1": "Typed"})
            yield form("commitments:outcome", record, data={**sent, "preview": "1", "decision-1": "leave"})
            for other in earlier:
                yield form("commitments:outcome", record, data={**sent, "decision-1": f"merge:{other}"})
                yield form("commitments:outcome", record, data={**sent, "decision-2": f"link:{other}"})
        yield get("commitments:outcome-withdrawal", record)
        yield post("commitments:outcome-withdrawal", record)
