"""What changed among what a reader sees, and nothing of what they do not; lists and the addresses of them."""

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import pytest

from egnatia.kernel import clock, records
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import SYSTEM, Reader
from egnatia.kernel.changes import ChangeEvent, Span, Telling, moved_for, number_for, records_moved
from egnatia.kernel.lists import LONGEST, LONGEST_VALUE, Filter, FilteredList, read_query
from egnatia.kernel.models import Record, Version
from egnatia.kernel.records import VersionContent, markings
from egnatia.kernel.records.versions import CHANGED, MARKED, NEW, VersionChange, standing_since
from egnatia.kernel.rooms import filtered_lists, tellings
from tests import make

pytestmark = pytest.mark.django_db
FIRST = datetime.fromisoformat("2026-05-04T12:00+00:00")
SPAN = Span(FIRST, FIRST + timedelta(days=10))


def on(day: int) -> datetime:
    return FIRST + timedelta(days=day)


def note(by: Reader, day: int, marking: Marking = make.CLEAR, kind: str = "note") -> Record:
    with clock.time_from(partial(on, day)):
        return make.record(kind, by=by, marking=marking)


def said_again(record: Record, by: Reader, day: int) -> None:
    with clock.time_from(partial(on, day)):
        records.change(record, VersionContent(body={"said": f"on day {day}"}), by=by)


def marked(record: Record, marking: Marking, by: Reader, day: int) -> None:
    with clock.time_from(partial(on, day)):
        markings.remark(record, marking, by=by)


def telling(kind: str = "note", only: UUID | None = None) -> Telling:
    narrower = None if only is None else lambda reader, span: records_moved(reader, span, kind).filter(pk=only)
    return Telling(kind, kind, f"{kind}s", lambda _reader, _records: {}, narrower)


def moved(reader: Reader, *of: Telling, span: Span = SPAN) -> dict[str, list[tuple[UUID, datetime]]]:
    found = moved_for(reader, span, of or (telling(),))
    return {kind: [(each.id, each.at) for each in there] for kind, there in found.items()}


@pytest.fixture
def author() -> Reader:
    return make.reader("author")


@pytest.fixture
def reader() -> Reader:
    return make.reader("reader")


def test_what_changed_in_the_span_is_told_with_its_last_moment_the_newest_first(author: Reader, reader: Reader) -> None:
    note(author, 0)  # at the very beginning, which lies outside
    changed, new, later = note(author, -3), note(author, 2), note(author, 11)
    said_again(changed, author, 3)
    said_again(changed, author, 4)

    assert moved(reader) == {"note": [(changed.pk, on(4)), (new.pk, on(2))]}
    assert moved(reader, span=Span(on(4), on(11))) == {"note": [(later.pk, on(11))]}
    assert moved(reader, span=Span(on(20), on(30))) == {}


def test_what_is_hidden_withdrawn_or_narrowed_leaves_no_trace(author: Reader, reader: Reader) -> None:
    hidden, gone, narrowed = note(author, 1, make.RED), note(author, 1), note(author, 1, make.GREEN)
    records.withdraw(gone, by=author)
    marked(narrowed, make.STRICT, author, 2)

    assert moved(reader) == {}
    assert {pk for pk, _ in moved(author)["note"]} == {hidden.pk, narrowed.pk}
    assert {pk for pk, _ in moved(SYSTEM)["note"]} == {hidden.pk, narrowed.pk}


def test_kinds_are_told_apart_and_may_ask_for_more_than_the_marking(author: Reader, reader: Reader) -> None:
    first, second, other = note(author, 1), note(author, 2), note(author, 3, kind="letter")
    note(author, 4, kind="unheard of")

    found = moved(reader, telling(only=second.pk), telling("letter"))

    assert found == {"note": [(second.pk, on(2))], "letter": [(other.pk, on(3))]}
    assert [pk for pk, _ in moved(reader)["note"]] == [second.pk, first.pk]
    assert moved_for(reader, SPAN, ()) == {}
    assert number_for(reader, SPAN, ()) == 0
    assert number_for(reader, SPAN, (telling(),)) == 2
    assert number_for(reader, SPAN, (telling(only=second.pk), telling("letter"))) == 2
    assert number_for(reader, SPAN, (telling("letter"), telling())) == 3
    assert ChangeEvent(on(1), first.pk, "note") < ChangeEvent(on(2), second.pk, "note")


def test_a_record_is_new_changed_or_marked_otherwise_as_far_as_its_versions_meet_the_reader(
    author: Reader, reader: Reader
) -> None:
    new, changed, remarked, released = (
        note(author, 1),
        note(author, -1),
        note(author, -1),
        note(author, -1, make.STRICT),
    )
    for each in (new, changed):
        said_again(each, author, 2)
    marked(remarked, make.GREEN, author, 2)
    marked(released, make.GREEN, author, 3)
    every = [new.pk, changed.pk, remarked.pk, released.pk]

    assert standing_since(reader, FIRST, every) == {
        new.pk: VersionChange(NEW, "author (demo)"),
        changed.pk: VersionChange(CHANGED, "author (demo)"),
        remarked.pk: VersionChange(MARKED),
        released.pk: VersionChange(NEW),  # they learn neither that it was there before, nor who wrote it then
    }
    assert standing_since(author, FIRST, [released.pk]) == {released.pk: VersionChange(MARKED)}
    said_again(released, author, 4)
    assert standing_since(reader, FIRST, [released.pk]) == {released.pk: VersionChange(NEW, "author (demo)")}
    assert standing_since(author, FIRST, [released.pk]) == {released.pk: VersionChange(CHANGED, "author (demo)")}


def test_a_version_that_the_reader_does_not_meet_says_nothing_of_a_record(author: Reader, reader: Reader) -> None:
    found = note(author, -1)
    said_again(found, author, 2)
    Version.objects.filter(record=found, number=2).update(tokens=["O:elsewhere"])

    assert standing_since(reader, FIRST, [found.pk]) == {found.pk: VersionChange(MARKED)}
    assert standing_since(SYSTEM, FIRST, [found.pk]) == {found.pk: VersionChange(CHANGED, "author (demo)")}


FILTERS = {"q": Filter("Search"), "economy": Filter("Economy", {"ALB": "Albania"}), "hidden": Filter("")}
LIST = FilteredList("Notes", "activities:activities", lambda: FILTERS)


def test_of_an_address_only_filters_of_the_list_are_known_in_its_order() -> None:
    said = {"next": "//elsewhere.example", "economy": "ALB", "q": " prison ", "hidden": "", "page": "2"}

    assert list(LIST.known(said).items()) == [("q", "prison"), ("economy", "ALB")]
    assert LIST.address(LIST.known(said)) == "/activities/?q=prison&economy=ALB"
    assert LIST.words({"q": "prison", "economy": "ALB", "hidden": "1"}) == ("Search: prison", "Economy: Albania")
    assert LIST.words({"economy": "XXX"}) == ("Economy: XXX",)


def test_what_no_list_takes_is_not_known() -> None:
    assert LIST.known({"q": "two\nlines", "economy": "\0"}) == {}
    assert LIST.known({"q": "x" * LONGEST_VALUE}) == {"q": "x" * LONGEST_VALUE}
    assert LIST.known({"q": "x" * (LONGEST_VALUE + 1), "economy": "ALB"}) == {}
    assert LIST.known({"q": "ш" * LONGEST_VALUE, "economy": "ш" * LONGEST_VALUE}) == {}  # three times as long, quoted
    assert LONGEST < 2 * 6 * LONGEST_VALUE


def test_an_address_is_read_without_harm() -> None:
    assert read_query("q=a&q=b&economy=ALB&empty=") == {"q": "b", "economy": "ALB"}
    assert read_query("q=%D1%88&%=&=x&broken") == {"q": "ш", "": "x"}
    assert read_query("&".join("q=a" for _ in range(101))) == {}


def test_every_domain_says_what_changes_and_which_lists_have_filters() -> None:
    assert {each.kind for each in tellings()} >= {"activity", "need", "commitment", "follow-up"}
    titles = {each.title for each in filtered_lists().values()}
    assert titles >= {"Needs and support", "Needs", "Activities", "Commitments"}
    assert [each.title for each in tellings()] == sorted(each.title for each in tellings())
