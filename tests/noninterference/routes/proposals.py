"""Check my proposal: texts near to what is hidden, changed chips, questions, planned activities."""

from collections.abc import Iterator
from typing import Any

from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.operations import ECONOMIES, TITLES
from tests.noninterference.routes import route

PLACES = {"ALB": "Albania", "MNE": "Montenegro", "XKX": "Kosovo*"}
MARKED: dict[str, Any] = {"marking-tlp": "3"}


def text_about(title: str, economy: str) -> str:
    return (
        f"{title}\nWhere: {PLACES[economy]}\nWhen: January to December 2026\nBudget: 101,000 EUR\n"
        f"{title} with the staff of the Correctional Service (demo), funded by Funder 1 (demo) for ministry-al (demo)."
    )


def chips(title: str, economy: str) -> dict[str, Any]:
    """What the form holds once a text was understood, XM-DEMO numbers included."""
    return {
        "understood": "1",
        "text": f"{text_about(title, economy)} XM-DEMO-1",
        "title": title,
        "start": "2026-01",
        "end": "2026-12",
        "amount": "101000",
        "currency": "EUR",
        "economy": [economy],
        "receiver": ["Correctional Service (demo)"],
        "sector": ["DAC:15210"],
    }


@route("proposals:proposal")
def proposal(known: Known) -> Iterator[Access]:
    del known  # what a reader types does not depend on what there is
    yield get("proposals:proposal")
    yield head("proposals:proposal")
    for title in TITLES:
        for economy in ECONOMIES:
            yield post("proposals:proposal", text=text_about(title, economy))
            yield post("proposals:proposal", **chips(title, economy))
    sent = chips(TITLES[0], ECONOMIES[0])
    yield post("proposals:proposal", **sent, remove="receiver:Correctional Service (demo)")
    added: dict[str, Any] = {"add-economy": "MNE", "add-funder": "Funder 1 (demo)"}
    yield post("proposals:proposal", **sent, **added)
    yield post("proposals:proposal", **sent, headers={"HX-Request": "true"})
    yield post("proposals:proposal", text="", upload=text_about(TITLES[1], "MNE").encode())
    yield post("proposals:proposal", text="", upload=b"%PDF-1.4 broken")


@route("proposals:proposal-planned")
def planned(known: Known) -> Iterator[Access]:
    del known
    yield get("proposals:proposal-planned")
    for title in TITLES[:3]:
        sent = chips(title, "ALB")
        yield post("proposals:proposal-planned", **sent)
        yield post("proposals:proposal-planned", **sent, preview="1", **MARKED)
        yield post("proposals:proposal-planned", **sent, save="1", **MARKED)


@route("proposals:proposal-question")
def question(known: Known) -> Iterator[Access]:
    del known
    yield get("proposals:proposal-question")
    for title in TITLES:
        for economy in ECONOMIES:
            sent = chips(title, economy)
            yield post("proposals:proposal-question", **sent)
            yield post(
                "proposals:proposal-question",
                **sent,
                send="1",
                question="What do you plan there?",
                mailbox="desk@example.org",
                disclose=["title", "economy"],
            )


@route("proposals:questions")
def questions(known: Known) -> Iterator[Access]:
    del known
    yield get("proposals:questions")
    yield head("proposals:questions")


@route("proposals:form-words")
def words(known: Known) -> Iterator[Access]:
    del known  # the same for every reader who may open it
    yield get("proposals:form-words")
    yield head("proposals:form-words")
    yield post("proposals:form-words", fact="labels:title", words="")
    yield post("proposals:form-words", fact="labels:weather", words="Sobriquet")
    yield post("proposals:form-words", remove="1", chosen=[str(NEVER)])


@route("proposals:proposal-watch")
def watch(known: Known) -> Iterator[Access]:
    del known
    yield get("proposals:proposal-watch")
    for title in TITLES[:2]:
        yield post("proposals:proposal-watch", **chips(title, "ALB"))
        yield post("proposals:proposal-watch", **chips(title, "ALB"), save="1")


@route("proposals:watches", "proposals:watch-ending")
def watched(known: Known) -> Iterator[Access]:
    yield get("proposals:watches")
    yield head("proposals:watches")
    for watch in (*known.filters.values(), NEVER):
        yield get("proposals:watch-ending", watch)
        yield post("proposals:watch-ending", watch)
