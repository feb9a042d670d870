"""Comments, whatever record they are on: every address of each."""

from collections.abc import Iterator
from uuid import UUID

from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route


def _comments(known: Known) -> Iterator[UUID]:
    yield from known.comments.values()
    yield from list(known.described.values())[:1]  # a record, which is no comment
    yield NEVER


@route("comments:comment", "comments:comment-change", "comments:comment-withdrawal")
def one(known: Known) -> Iterator[Access]:
    for made in _comments(known):
        for name in ("comment", "comment-change", "comment-withdrawal"):
            yield get(f"comments:{name}", made)
        yield head("comments:comment", made)
        yield get("people:marking", made)
        for version in ("1", "2"):
            yield post("comments:comment-change", made, text="Other words", version=version)
        yield post("comments:comment-withdrawal", made)


@route("comments:new", "comments:preview")
def new(known: Known) -> Iterator[Access]:
    people = [str(who.pk) for who in list(known.stage.persons.values())[:3]]
    said = {"text": "Some words", "readers": "same"}
    fewer = {"text": "Some words", "readers": "narrower", "marking-tlp": "3"}
    records = (*known.described.values(), *list(known.activities.values())[:2], *list(known.needs.values())[:1])
    for record in (*records, *list(known.comments.values())[:1], NEVER):
        yield get("comments:new", record)
        yield post("comments:new", record, **said)
        yield post("comments:new", record, **said, notify=people)
        yield post("comments:new", record, **fewer)
        yield post("comments:new", record, **fewer, preview="1")
        yield post("comments:preview", record, **{"marking-tlp": "3"})
        for made in known.comments.values():
            yield get("comments:new", record, answers=str(made))
