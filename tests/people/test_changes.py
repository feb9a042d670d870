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

from egnatia.activities.activities.storage import update
from egnatia.kernel import clock, records
from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.kernel.changes import MOST, ChangeEvent
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent, Organisation, Person, Record
from egnatia.kernel.readers import reader_of
from egnatia.kernel.records import markings
from egnatia.kernel.records.versions import MARKED
from egnatia.matching.actions import state_position
from egnatia.matching.labels import VERDICT
from egnatia.people.changes.actions import saw_all
from egnatia.people.changes.models import Looked
from egnatia.people.changes.queries import FATES, ChangeSummary, changes_for, news_for
from egnatia.people.changes.rules import PAGE, Beginning, ChangeCount, counted, moment_of, on_page, page_asked, units_of
from tests import make
from tests.activities.activities.doing import activity, facts
from tests.commitments.doing import commitment, focal_point, follow, secretariat
from tests.matching.doing import overlapping
from tests.needs.needs.doing import need
from tests.visits import Answer, browser, faults, got, links, of, offers, shown, words

pytestmark = pytest.mark.django_db
PAGE_OF_CHANGES = "people:changes"
SEEN = reverse("people:changes-seen")
HOME = "start:home"


def days_ago(number: int) -> datetime:
    return timezone.now() - timedelta(days=number)


def page_of(reader: Reader, **query: str) -> str:
    return shown(of(reader), PAGE_OF_CHANGES, **query)


def answer_to(reader: Reader, **query: str) -> Answer:
    return got(of(reader), PAGE_OF_CHANGES, **query)


def at_home(client: Client) -> ChangeSummary:
    """What one's home says of it."""
    found: ChangeSummary = got(client, HOME).context["changed"]
    return found


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

    answer = answer_to(reader)

    since = answer.context["changes"].since
    assert (since.marked, since.chosen) == (False, False)
    assert since.at.date() == days_ago(30).date()
    page = words(answer.content)
    assert "Patrol training" in page
    assert "Flood protection" not in page
    news = at_home(of(reader))
    assert news.count == ChangeCount(1, more=False)
    assert not news.since.marked
    assert news.since.at.date() == days_ago(30).date()


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
    looked = Beginning(datetime.fromisoformat(until), marked=True)
    seen = got(client, PAGE_OF_CHANGES)
    assert seen.context["changes"].since == looked
    page = words(seen.content)
    assert "Came meanwhile" in page
    assert "Patrol training" not in page
    assert at_home(client) == ChangeSummary(ChangeCount(1, more=False), looked)
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
    assert not lines["Undercover work"].by  # nobody's version of it is theirs to read
    page = of(reader).get(lines["Patrol training at night"].told.url).content.decode()
    assert 'id="history"' in page
    assert str(FATES[MARKED]) in page_of(reader)


def test_what_was_recalled_or_narrowed_is_simply_absent(author: Reader, reader: Reader) -> None:
    gone, narrowed = activity("Patrol training", by=author), activity("Flood protection", by=author)
    assert news_for(reader).count == ChangeCount(2, more=False)
    records.withdraw(Record.objects.get(pk=gone.pk), by=author)
    markings.remark(narrowed.record, make.STRICT, by=author)

    answer = answer_to(reader)

    assert news_for(reader).count == ChangeCount(0, more=False)
    assert answer.context["changes"].count == ChangeCount(0, more=False)
    assert answer.context["changes"].lines == ()
    assert "Patrol training" not in answer.text
    assert "Flood protection" not in answer.text
    news = at_home(of(reader))
    assert news.count == ChangeCount(0, more=False)
    assert not news.since.marked


def test_a_day_can_be_chosen_and_the_mark_stays(author: Reader, reader: Reader) -> None:
    with clock.time_from(partial(days_ago, 9)):
        activity("Patrol training", by=author)
    saw_all(days_ago(5), by=reader)
    assert "Patrol training" not in page_of(reader)

    page = answer_to(reader, since=days_ago(10).date().isoformat())

    assert "Patrol training" in page.text
    assert not offers(page, "people:changes-seen")
    assert offers(answer_to(reader), "people:changes-seen")
    for said in ("yesterday", "1999-12-31", days_ago(-2).date().isoformat()):
        answer = answer_to(reader, since=said)
        assert "errorlist" in answer.text or "wrong" in answer.text
        assert faults(answer).keys() == {"since"}
        assert answer.context["changes"].since.marked
        assert not answer.context["changes"].since.chosen


def test_one_kind_can_be_looked_at_alone() -> None:
    desk, arta = secretariat(), focal_point()
    agreed = commitment(desk)
    follow(arta, agreed)
    need(desk)
    activity("Patrol training", by=desk)

    every, needs = answer_to(arta), answer_to(arta, kind="need")

    parts = {part.kind: part.count for part in every.context["changes"].parts}
    assert parts == dict.fromkeys(("need", "activity", "commitment", "follow-up"), ChangeCount(1, more=False))
    assert {f"?kind={kind}" for kind in parts} <= links(every)
    assert "Patrol training" in every.text
    assert "Patrol training" not in needs.text
    assert not offers(needs, "people:changes-seen")
    assert "Patrol training" in page_of(arta, kind="nothing of ours")


def test_a_view_on_a_match_is_told_to_whoever_knows_of_the_match(reader: Reader) -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)
    state_position(match.pk, "ask", "Which prison?", by=left)

    (line,) = changes_for(right, kind="position").lines

    assert line.told.url == reverse("matching:match", args=[match.pk])
    assert line.told.words == match.left.title
    assert line.told.about == f"{VERDICT['ask']}: {match.right.title}"
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


def test_an_import_is_one_line_and_what_is_asked_and_of_ones_economy_comes_first(author: Reader) -> None:
    arta = focal_point()
    for number in range(3):
        stored = activity(f"Imported {number}", by=author, marking=make.GREEN)
        Record.objects.filter(pk=stored.pk).update(provenance={"import": str(make.uuid(77))})
    activity("In Albania", by=author, marking=make.GREEN, economies=frozenset({"ALB"}))
    drafted = need(secretariat(), marking=make.GREEN)

    found = changes_for(arta)

    asked, own, other = found.groups
    assert [line.told.url for line in asked.lines] == [reverse("needs:need", args=[drafted])]
    assert [line.told.words for line in own.lines] == ["In Albania"]
    imported = next(line for line in other.lines if line.imported > 1)
    assert imported.imported == 3
    assert {imported.told.words, *(each.words for each in imported.beside)} == {f"Imported {n}" for n in range(3)}
    page = page_of(arta)
    assert all(str(group.title) in page for group in found.groups)


def test_pages_hold_what_is_listed_and_say_where_there_is_more(reader: Reader) -> None:
    moved = [ChangeEvent(days_ago(number), make.uuid(number), "note") for number in range(MOST + 1)]
    other = [ChangeEvent(days_ago(1000), make.uuid(9999), "letter")]

    assert counted({"note": moved, "letter": other}) == ChangeCount(MOST + 1, more=True)
    assert counted({"note": moved[:2]}) == ChangeCount(2, more=False)
    units = units_of({"note": moved, "letter": other}, {}, lambda _subject: 0)
    assert on_page(units, 1)[0].events == (moved[0],)
    assert len(on_page(units, 2)) == PAGE
    assert on_page(units, MOST // PAGE + 1)[-1].events == tuple(other)
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
    answer = answer_to(reader, page="2")
    assert (answer.context["changes"].number, answer.context["changes"].last) == (2, 2)
    assert "?page=1" in links(answer)
    assert "?page=3" not in links(answer)
