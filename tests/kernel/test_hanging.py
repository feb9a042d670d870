"""What hangs on other records is seen by whoever sees all of them, however they reach it."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from egnatia.kernel import clock, records
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import SYSTEM, Reader
from egnatia.kernel.audience import grounds_of, readers_of
from egnatia.kernel.faults import NotFound
from egnatia.kernel.feed import newest
from egnatia.kernel.models import Kind, Person, Record, Release, kinds, seen
from egnatia.kernel.readers import reader_of
from egnatia.kernel.records import VersionContent, markings
from egnatia.kernel.records.links import connect, disconnect, links_seen_by, visible_records
from egnatia.kernel.records.versions import versions_seen_by
from egnatia.matching.actions import state_position
from egnatia.matching.models import Position
from egnatia.people.marking.queries import releases_waiting_for
from tests import make
from tests.matching.doing import overlapping
from tests.people.accounts import browser
from tests.visits import reader_at

pytestmark = pytest.mark.django_db

# Columns that name another record without hanging on it: what is told there is worked out from what the reader sees.
NAMED_ONLY = {
    "comment": {"organisation"},  # for whom its author wrote; named where the reader knows of it
    "queue-entry": {"organisation"},  # the answer to a name; shown where the reader knows of the organisation
    "snapshot": {"round", "corrects"},  # shown where the reader knows of them; its sources have markings of their own
}
# Supports of more than one kind, held as the record itself: each of these kinds hangs on nothing.
OF_SEVERAL_KINDS = {
    ("economy-word", "about"): {"activity", "measure-report"},  # actions ask for a plan or a report that they know
    ("round-answer", "about"): {"need", "activity"},  # actions take answers to questions of a round alone
}


def view_of_hidden(author: Reader) -> Position:
    """A view for all members, on a match of two activities that only the author's house sees."""
    match = overlapping(author, reader_at(author, "colleague"), marking=make.STRICT)
    return state_position(match.pk, "different", "Two floors of one house.", make.GREEN, by=author)


def test_every_column_that_holds_another_record_is_a_support_or_named_only() -> None:
    bare = [kind for kind in kinds() if not kind.SUPPORTS]
    for kind in kinds():
        fields = kind._meta.get_fields()  # noqa: SLF001 - the model's own columns
        columns = {field.name: field.related_model for field in fields if _holds_a_record(field)}
        assert set(columns) - {"record", *kind.SUPPORTS} == NAMED_ONLY.get(kind.KIND, set()), kind.KIND
        for name in kind.SUPPORTS:
            several = OF_SEVERAL_KINDS.get((kind.KIND, name))
            named = {columns[name]}
            held = {other for other in kinds() if (other.KIND in several if several else other in named)}
            if kind.OF_AUTHOR:  # on records of any kind: what these hang on themselves is listed for each
                assert (columns[name], bool(kind.LISTED)) == (Record, True), kind.KIND
                continue
            assert held, kind.KIND
            assert {other for other in held if not _is_hung_on_whole(kind, other)} <= set(bare), (
                "hangs on nothing itself"
            )


def _is_hung_on_whole(kind: type[Kind], other: type[Kind]) -> bool:
    """Whether all that `other` hangs on is a support of `kind` besides: a view on a follow-up names its commitment."""
    return bool(other.SUPPORTS) and set(other.SUPPORTS) <= set(kind.SUPPORTS)


def _holds_a_record(field: object) -> bool:
    model = field.related_model if isinstance(field, models.ForeignKey) else None
    return isinstance(model, type) and issubclass(model, (Kind, Record))


def test_no_record_is_seen_by_its_own_marking_where_a_support_is_hidden() -> None:
    author, stranger = make.reader("author"), make.reader("stranger")
    view = view_of_hidden(author)
    assert may_read(stranger, view.record.envelope).allowed

    assert visible_records(author, {view.pk}) == visible_records(SYSTEM, {view.pk}) == {view.pk}
    assert visible_records(stranger, {view.pk}) == set()
    assert [place.record for place in newest(author, "position", limit=3)] == [view.pk]
    assert [place.record for place in newest(SYSTEM, "position", limit=3)] == [view.pk]
    assert newest(stranger, "position", limit=3) == []
    assert versions_seen_by(author, view.pk, "position")
    assert versions_seen_by(stranger, view.pk, "position") == []
    assert Position.visible_to(author).exists()
    assert not Position.visible_to(stranger).exists()


def test_one_hidden_support_is_enough() -> None:
    author, stranger = make.reader("author"), make.reader("stranger")
    match = overlapping(author, reader_at(author, "colleague"))
    view = state_position(match.pk, "different", "", make.GREEN, by=author)
    assert visible_records(stranger, {view.pk}) == {view.pk}

    markings.remark(Record.objects.get(pk=match.left_id), make.STRICT, by=author)

    assert visible_records(stranger, {view.pk}) == set()


def test_its_readers_are_those_of_its_own_marking_where_all_that_it_hangs_on_is_public() -> None:
    author, member = make.reader("author"), make.person("member")
    Person.objects.update(confirmed_at=clock.now())
    match = overlapping(author, reader_at(author, "colleague"), marking=make.CLEAR)
    view = state_position(match.pk, "different", "", make.GREEN, by=author)
    assert {ground.tlp for ground in grounds_of(view.record)} == {Tlp.CLEAR}
    assert member in readers_of(view.record)

    markings.remark(Record.objects.get(pk=match.left_id), make.STRICT, by=author)

    assert member not in readers_of(view.record)


def test_asked_about_kinds_that_are_known_the_answer_is_the_same_for_these_and_no_for_others() -> None:
    author, stranger = make.reader("author"), make.reader("stranger")
    view, note, kept = view_of_hidden(author), make.record(by=author), make.record(by=author, marking=make.STRICT)
    gone = make.record(by=author)
    records.withdraw(gone, by=author)

    def found(reader: Reader, *among: str) -> set[UUID]:
        rows = Record.objects.filter(seen(reader, "pk", *among), kind__in=("note", "position"))
        return set(rows.values_list("pk", flat=True))

    for reader in (author, SYSTEM):
        assert found(reader, "note") == {note.pk, kept.pk}
        assert found(reader, "position") == {view.pk}
        assert found(reader, "note", "position") == found(reader) == {note.pk, kept.pk, view.pk}
    assert found(stranger, "note") == found(stranger, "note", "position") == found(stranger) == {note.pk}
    assert found(stranger, "position") == found(stranger, "activity") == set()


def test_it_goes_with_a_support_that_is_withdrawn() -> None:
    author = make.reader("author")
    view = view_of_hidden(author)

    records.withdraw(Record.objects.get(pk=view.left_id), by=author)

    assert visible_records(author, {view.pk}) == set()
    with pytest.raises(NotFound):
        records.withdraw(view.record, by=author)


def test_a_link_to_it_is_hidden_and_costs_no_query_more() -> None:
    author, stranger = make.reader("author"), make.reader("stranger")
    view, note = view_of_hidden(author), make.record(by=author)
    with queries() as before:
        assert links_seen_by(stranger, note.pk) == []

    link = connect(note.pk, "about", view.pk, by=author)

    with queries() as after:
        assert links_seen_by(stranger, note.pk) == []
    assert len(before) == len(after)
    assert [row.other for row in links_seen_by(author, note.pk)] == [view.pk]
    with pytest.raises(NotFound):
        connect(note.pk, "about", view.pk, by=stranger)
    disconnect(link, by=author)


def test_a_house_that_no_longer_sees_what_it_said_something_about_does_not_write_there() -> None:
    """Its own view hangs on an activity of another house that has been narrowed since."""
    author, other = make.reader("author"), make.reader("other")
    match = overlapping(author, other)
    view = state_position(match.pk, "different", "", make.STRICT, by=author)
    theirs = match.left_id if str(match.left_owner) == other.organisation else match.right_id
    records.change(view.record, VersionContent(), by=author)

    markings.remark(Record.objects.get(pk=theirs), make.STRICT, by=other)

    with pytest.raises(NotFound):
        records.change(view.record, VersionContent(), by=author)
    with pytest.raises(NotFound):
        markings.remark(view.record, make.CLEAR, by=author)


def test_its_marking_page_is_the_page_of_a_missing_record() -> None:
    author = make.person("author")
    view = view_of_hidden(reader_of(author, strong=True))
    stranger = browser(make.person("stranger"))
    assert "This record refers to other records" in browser(author).get(page(view.pk)).content.decode()

    for ask in (Client.get, Client.post):
        for name in ("people:marking", "people:marking-preview-of"):
            with queries() as hidden_queries:
                hidden = ask(stranger, reverse(name, args=[view.pk]), {"marking-tlp": "3"})
            with queries() as missing_queries:
                missing = ask(stranger, reverse(name, args=[make.uuid(7)]), {"marking-tlp": "3"})
            assert hidden.status_code == missing.status_code
            assert hidden.content == missing.content
            assert len(hidden_queries) == len(missing_queries)
            assert hidden.status_code in (404, 405)


def test_a_wish_to_widen_it_is_as_hidden_as_itself() -> None:
    """A colleague who may not know of one of the two activities is asked nothing about the view."""
    writer = make.person("writer")
    colleague = make.person("colleague", at=writer.organisation)
    author, second = reader_of(writer, strong=True), reader_of(colleague, strong=True)
    match = overlapping(author, reader_at(author, "third"), marking=make.GREEN)
    view = state_position(match.pk, "different", "", make.GREEN, by=author)
    release = markings.remark(view.record, make.CLEAR, by=author)
    assert release is not None
    assert releases_waiting_for(second).exists()

    markings.remark(Record.objects.get(pk=match.left_id), make.RED, by=author)

    assert not releases_waiting_for(second).exists()
    for name in ("people:release-confirmation", "people:release-declining"):
        with queries() as hidden_queries:
            hidden = browser(colleague).post(reverse(name, args=[release.pk]))
        with queries() as missing_queries:
            missing = browser(colleague).post(reverse(name, args=[make.uuid(8)]))
        assert (hidden.status_code, hidden.content) == (missing.status_code, missing.content)
        assert len(hidden_queries) == len(missing_queries)
    assert Release.objects.exists()


def page(record: UUID) -> str:
    return reverse("people:marking", args=[record])


@contextmanager
def queries() -> Iterator[CaptureQueriesContext]:
    with CaptureQueriesContext(connection) as asked:
        yield asked
