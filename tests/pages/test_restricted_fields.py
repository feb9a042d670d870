"""A field that only some may know is absent for others at every exit of a record."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import pytest
from django.utils.translation import gettext_lazy as _

from egnatia.exchange.models import Notice
from egnatia.exchange.notices.pages import NOTICES
from egnatia.kernel.access.policy import Envelope
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.content import ByLanguage, Content, Field
from egnatia.kernel.records.lifecycle import RecordKind
from egnatia.kernel.search import Span
from egnatia.language.query_expansion import sought
from egnatia.pages.record_pages import RecordPages
from egnatia.pages.record_presenters import changed_since, file_row, header_of, page_of, row_of
from tests import make

pytestmark = pytest.mark.django_db


def for_its_owner(reader: Reader, envelope: Envelope) -> bool:
    return reader.organisation == envelope.owner


class Report(Content, frozen=True):
    title: Annotated[ByLanguage, Field(_("Title"), search=True)]
    due: Annotated[date | None, Field(_("Due"), column=True, only=for_its_owner)] = None
    note: Annotated[str, Field(_("Note"), lines=3, only=for_its_owner)] = ""
    source: Annotated[str, Field(_("Source"), search=True)] = ""


PAGES: RecordPages[Notice, Report] = RecordPages(
    kind=RecordKind(model=Notice, content=Report), words=NOTICES.words, name="exchange:notice", names="notices", place=1
)
SECRET = "undercover until 5 June 2026"


def said(note: str) -> Report:
    return Report(ByLanguage({"sq": "Raporti"}, "sq"), date(2026, 6, 5), note, "The report of the conference")


@pytest.fixture
def record() -> UUID:
    by = make.reader("by")
    made = lifecycle.create(PAGES.kind, said(SECRET), make.GREEN, by=by)
    lifecycle.change(PAGES.kind, made, said("Changed"), expected=1, by=by)
    lifecycle.change(PAGES.kind, made, said(SECRET), expected=2, by=by)
    return made


def exits(reader: Reader) -> dict[str, Any]:
    """Everything that leaves of the only record, by the place where it does."""
    row: Notice = Notice.visible_to(reader).get()
    page = page_of(PAGES.kind, reader, row)
    found = PAGES.searcher.find(reader, sought("report", "en"), Span(0, 5))
    return {
        "facts": page.facts,
        "texts": page.texts,
        "history": page.history,
        "list": row_of(Report, reader, row),
        "file": file_row(Report, reader, row),
        "search": found.hits,
        "conflict": changed_since(PAGES.kind, reader, row, 2),
        "what's new": PAGES.telling.told(reader, [row.pk]),
    }


def test_whoever_may_know_it_finds_it_wherever_it_belongs(record: UUID) -> None:
    found = {place: repr(what) for place, what in exits(make.reader("colleague", at=owner_of(record))).items()}

    assert all(SECRET in found[place] for place in ("texts", "history", "file", "conflict"))
    assert all("5 June 2026" in found[place] for place in ("facts", "list"))


def test_it_is_absent_for_others_at_every_exit(record: UUID) -> None:
    for place, what in exits(make.reader("other")).items():
        assert "undercover" not in repr(what), place
        assert "2026-06-05" not in repr(what), place
        assert "5 June" not in repr(what), place
        assert "Due" not in repr(what) or place == "list", place  # the column is there, its cell is empty


def test_where_a_word_stands_is_told_of_what_one_may_know() -> None:
    """All its words are words by which the record is found, so no word would be new."""
    lifecycle.create(PAGES.kind, said("conference: the report"), make.GREEN, by=make.reader("by"))

    (hit,) = PAGES.searcher.find(make.reader("other"), sought("report", "en"), Span(0, 5)).hits

    assert hit.passage is not None
    assert hit.passage.after == " of the conference"


def test_what_a_file_does_not_tell_comes_back_as_no_change(record: UUID) -> None:
    row: Notice = Notice.visible_to(make.reader("other")).get()
    cells = dict(zip(header_of(Report), file_row(Report, make.reader("another"), row), strict=True))

    assert (cells["due"], cells["note"]) == ("", "")


def owner_of(record: UUID) -> Any:  # noqa: ANN401 - an organisation
    return Notice.objects.select_related("record__owner").get(pk=record).record.owner


def test_what_visitors_may_not_read_finds_nothing_for_them() -> None:
    with pytest.raises(TypeError, match="these are public: source, title"):
        RecordPages(
            kind=PAGES.kind, words=NOTICES.words, name="exchange:notice", names="notices", place=1, visitors=True
        )
