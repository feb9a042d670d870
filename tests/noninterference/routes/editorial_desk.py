"""The editorial overview: what hides could show in its lines and totals, and in what a plan answers."""

from collections.abc import Iterator

from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route

SECTIONS = ("drafts", "approvals", "scheduled", "published", "stale", "untranslated", "read", "broken", "secrets")


@route("library:desk", "library:desk-section")
def overview(known: Known) -> Iterator[Access]:
    assert known
    yield head("library:desk")
    for language in ("", "sq", "mk", "xx"):
        yield get("library:desk", language=language)
    for code in SECTIONS:
        yield get("library:desk-section", code)
    yield get("library:desk-section", "untranslated", language="en")


@route("library:desk-schedule", "library:desk-cancellation")
def planned(known: Known) -> Iterator[Access]:
    for record in (*known.described.values(), *list(known.activities.values())[:1], NEVER):
        yield get("library:desk-schedule", record)
        for level in ("0", "1", "3"):
            yield post("library:desk-schedule", record, day="2026-12-01", hour="9", **{"marking-tlp": level})
        yield post("library:desk-schedule", record, day="yesterday", hour="9", **{"marking-tlp": "0", "preview": "1"})
        yield post("library:desk-cancellation", record)
        yield get("library:desk-cancellation", record)


@route("library:desk-preview", "library:desk-preview-page")
def previewed(known: Known) -> Iterator[Access]:
    for record in (*known.described.values(), *list(known.activities.values())[:1], NEVER):
        yield get("library:desk-preview", record, language="sq", width="1280")
        for language in ("en", "sr-latn", "xx"):
            yield get("library:desk-preview-page", record, language)
        yield get("library:desk-preview-page", record, "mk", framed="")
