"""What changed since one last looked: from one's own mark, which only one's own word moves."""

import re
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from egnatia.activities.activities.storing import update
from egnatia.kernel import clock, markings, records
from egnatia.kernel.changes import MOST, Moved
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent, Organisation, Person, Record
from egnatia.kernel.reader import ANONYMOUS, Reader
from egnatia.kernel.readers import reader_of
from egnatia.matching.actions import state_position
from egnatia.people.changes.actions import saw_all
from egnatia.people.changes.models import Looked
from egnatia.people.changes.queries import changes_for, news_for
from egnatia.people.changes.rules import PAGE, Counted, counted, moment_of, on_page, page_asked
from tests import make
from tests.activities.activities.doing import activity, browser, facts, of, shown, words
from tests.commitments.doing import commitment, focal_point, follow, secretariat
from tests.matching.doing import overlapping
from tests.needs.needs.doing import need

pytestmark = pytest.mark.django_db
PAGE_OF_CHANGES = "people:changes"
SEEN = reverse("people:changes-seen")
HOME = "start:home"


def days_ago(number: int) -> datetime:
    return timezone.now() - timedelta(days=number)


def page_of(reader: Reader, **query: str) -> str:
    return shown(of(reader), PAGE_OF_CHANGES, **query)


@pytest.fixture
def reader() -> Reader:
    return make.reader("reader")


@pytest.fixture
def author() -> Reader:
    return make.reader("author")


def test_a_visitor_is_led_to_the_sign_in() -> None:
    assert Client().get(reverse(PAGE_OF_CHANGES)).status_code == 302
    assert Client().post(SEEN, {"until": days_ago(1).isoformat()}).status_code == 302


def test_whoever_never_looked_reads_the_last_thirty_days(author: Reader, reader: Reader) -> None:
    with clock.time_from(partial(days_ago, 40)):
        activity("Flood protection", by=author)
    activity("Patrol training", by=author)

    page = page_of(reader)

    assert "In the last 30 days" in page
    assert "Patrol training" in page
    assert "Flood protection" not in page
    assert "1 thing changed in the last 30 days" in shown(of(reader), HOME)


def test_looking_moves_nothing_and_saying_so_moves_the_mark_to_the_moment_of_the_page(
    author: Reader, reader: Reader
) -> None:
    activity("Patrol training", by=author)
    client = of(reader)
    page = client.get(reverse(PAGE_OF_CHANGES)).content.decode()
    client.head(reverse(PAGE_OF_CHANGES))
    assert not Looked.objects.exists()
    (until,) = re.findall(r'name="until" value="([^"]+)"', page)
    activity("Came meanwhile", by=author)  # after the page was made, before the button was pressed

    answer = client.post(SEEN, {"until": until})

    assert answer["Location"] == reverse(PAGE_OF_CHANGES)
    page = words(client.get(reverse(PAGE_OF_CHANGES)).content)
    assert "Since you last looked, on" in page
    assert "Came meanwhile" in page
    assert "Patrol training" not in page
    assert "1 thing changed since you last looked, on" in shown(client, HOME)
    assert AuditEvent.objects.filter(verb="saw all changes", person=reader.person).count() == 1


def test_the_mark_never_moves_back_and_not_into_what_is_to_come(reader: Reader) -> None:
    saw_all(days_ago(2), by=reader)
    saw_all(days_ago(5), by=reader)
    with pytest.raises(NotFound):
        saw_all(days_ago(-1), by=reader)
    with pytest.raises(NotAllowed):
        saw_all(days_ago(1), by=ANONYMOUS)

    assert {mark.until.date() for mark in Looked.objects.all()} == {days_ago(2).date()}
    for said in ("", "soon", "2026-05-04T12:00", days_ago(-1).isoformat()):
        assert of(reader).post(SEEN, {"until": said}).status_code == 404


def test_what_a_session_without_the_second_step_has_seen_is_not_all(author: Reader, reader: Reader) -> None:
    weak = make.reader("weak", strong=False)
    person = Person.objects.get(pk=weak.person)
    colleague = make.reader("colleague", at=Organisation.objects.get(pk=UUID(weak.organisation)))
    activity("Named for one", by=colleague, marking=make.STRICT)
    assert "Named for one" not in page_of(weak)

    saw_all(clock.now(), by=weak)

    assert "Named for one" in shown(browser(person), PAGE_OF_CHANGES)
    saw_all(clock.now(), by=reader_of(person, strong=True))
    assert "Named for one" not in shown(browser(person), PAGE_OF_CHANGES)
    assert news_for(weak).since.marked


def test_changed_is_what_was_there_and_new_what_was_not(author: Reader, reader: Reader) -> None:
    with clock.time_from(partial(days_ago, 9)):
        old = activity("Patrol training", by=author)
        marked = activity("Flood protection", by=author).record
        draft = activity("Undercover work", by=author, marking=make.STRICT).record
    saw_all(days_ago(5), by=reader)
    update(old, facts("Patrol training at night"), by=author)
    markings.remark(marked, make.GREEN, by=author)
    markings.remark(draft, make.GREEN, by=author)
    activity("Brand new", by=author)

    lines = {line.told.words: line for line in changes_for(reader).lines}

    assert {title: line.fate for title, line in lines.items()} == {
        "Patrol training at night": "changed",
        "Flood protection": "marked",
        "Undercover work": "new",
        "Brand new": "new",
    }
    assert lines["Patrol training at night"].difference.endswith(f"{old.pk}/#history")
    assert not lines["Brand new"].difference
    assert lines["Brand new"].by == author.name
    assert not lines["Undercover work"].by  # nobody's version of it is his to read
    page = of(reader).get(lines["Patrol training at night"].told.url).content.decode()
    assert 'id="history"' in page
    assert "its marking changed" in page_of(reader)


def test_what_was_recalled_or_narrowed_is_simply_absent(author: Reader, reader: Reader) -> None:
    gone, narrowed = activity("Patrol training", by=author), activity("Flood protection", by=author)
    assert news_for(reader).count == Counted(2, more=False)
    records.withdraw(Record.objects.get(pk=gone.pk), by=author)
    markings.remark(narrowed.record, make.STRICT, by=author)

    page = page_of(reader)

    assert news_for(reader).count == Counted(0, more=False)
    assert "Nothing that you can see has changed since then." in page
    assert "Patrol training" not in page
    assert "Flood protection" not in page
    assert "Nothing changed in the last 30 days" in shown(of(reader), HOME)


def test_a_day_can_be_chosen_and_the_mark_stays(author: Reader, reader: Reader) -> None:
    with clock.time_from(partial(days_ago, 9)):
        activity("Patrol training", by=author)
    saw_all(days_ago(5), by=reader)
    assert "Patrol training" not in page_of(reader)

    page = page_of(reader, since=days_ago(10).date().isoformat())

    assert "Patrol training" in page
    assert "I have seen all" not in page
    assert "I have seen all" in page_of(reader)
    for said in ("yesterday", "1999-12-31", days_ago(-2).date().isoformat()):
        answer = of(reader).get(reverse(PAGE_OF_CHANGES), {"since": said})
        assert answer.status_code == 200
        assert "errorlist" in answer.content.decode() or "wrong" in answer.content.decode()
        assert "Since you last looked" in words(answer.content)


def test_one_kind_can_be_looked_at_alone() -> None:
    desk, arta = secretariat(), focal_point()
    agreed = commitment(desk)
    follow(arta, agreed)
    need(desk)
    activity("Patrol training", by=desk)

    every, needs = page_of(arta), page_of(arta, kind="need")

    for said in ("Needs 1", "Activities 1", "Commitments 1", "Follow-ups 1"):
        assert said in every
    assert "Patrol training" in every
    assert "Patrol training" not in needs
    assert "I have seen all" not in needs
    assert "Patrol training" in page_of(arta, kind="nothing of ours")


def test_a_view_on_a_match_is_told_to_whoever_knows_of_the_match(reader: Reader) -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)
    state_position(match.pk, "ask", "Which prison?", by=left)

    (line,) = changes_for(right, kind="position").lines

    assert line.told.url == reverse("matching:match", args=[match.pk])
    assert line.told.about == "I need to ask"
    assert line.by == left.name
    assert changes_for(reader, kind="position").count.number == 0  # a match of the first days is its owners'


def test_questions_to_the_database_do_not_grow_with_what_changed(author: Reader, reader: Reader) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert changes_for(reader).lines
        return len(found)

    activity("Patrol training", by=author)
    before = asked()
    for number in range(5):
        activity(f"Flood protection {number}", by=author)

    assert asked() == before


def test_pages_hold_what_is_listed_and_say_where_there_is_more(reader: Reader) -> None:
    moved = [Moved(days_ago(number), make.uuid(number), "note") for number in range(MOST + 1)]
    other = [Moved(days_ago(1000), make.uuid(9999), "letter")]

    assert counted({"note": moved, "letter": other}) == Counted(MOST + 1, more=True)
    assert counted({"note": moved[:2]}) == Counted(2, more=False)
    assert on_page({"note": moved, "letter": other}, 1)[0] == moved[0]
    assert len(on_page({"note": moved}, 2)) == PAGE
    assert on_page({"note": moved, "letter": other}, MOST // PAGE + 1) == other
    assert [page_asked(said, 3) for said in ("2", "4", "0", "-1", "x", "²", "99999", "")] == [2, 1, 1, 1, 1, 1, 1, 1]
    assert moment_of("2026-05-04T12:00+02:00") is not None
    assert moment_of("2026-05-04T12:00") is None


def test_further_pages_lead_back_to_the_first(author: Reader, reader: Reader) -> None:
    for number in range(PAGE + 1):
        activity(f"Flood protection {number}", by=author)

    first = changes_for(reader)

    assert (first.number, first.last, first.previous, first.next) == (1, 2, None, 2)
    assert first.may_be_seen
    second = changes_for(reader, page="2")
    assert (second.previous, second.next) == (1, None)
    assert not second.may_be_seen
    assert "Page 2 of 2" in page_of(reader, page="2")
