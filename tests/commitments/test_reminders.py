"""Letters before a report is due: to whoever gives it, in their language and daytime, without content, once."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID

import msgspec
import pytest
from django.core import mail
from django.test import Client, override_settings

from egnatia.commitments.follow_ups.fields import FOLLOW_UP
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.rules import ReportSchedule
from egnatia.commitments.reminders import due_soon
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import AuditEvent, Organisation, OrganisationType, Person
from egnatia.kernel.records import lifecycle
from egnatia.kernel.rooms import inbox_of
from egnatia.reminders.actions import plan_all
from tests import make
from tests.commitments.doing import SOURCE, WORDS, answer_of, commitment, focal_point, follow, secretariat
from tests.reminders.doing import SITE, send, sent, written_to
from tests.visits import got, of, offers, rows, shown

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
DUE = date(2026, 5, 14)


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.time_from(lambda: NOON), override_settings(SITE_ADDRESS=SITE):
        yield


@pytest.fixture
def desk() -> Reader:
    return secretariat()


@pytest.fixture
def arta() -> Reader:
    reader = focal_point()
    written_to(reader)
    return reader


def address(reader: Reader) -> str:
    return str(Person.objects.get(pk=reader.person).email)


@pytest.mark.parametrize(
    ("due", "recurrence", "reported_on", "expected"),
    [
        (None, "", None, None),
        (DUE, "", None, DUE),
        (date(2026, 5, 4), "", None, date(2026, 5, 4)),
        (date(2026, 5, 18), "", None, date(2026, 5, 18)),
        (date(2026, 5, 19), "", None, None),
        (date(2026, 5, 3), "", None, None),
        (date(2025, 5, 14), "yearly", None, DUE),
        (date(2025, 5, 14), "yearly", date(2026, 4, 30), None),  # it was reported for that day
        (date(2025, 5, 14), "yearly", date(2025, 5, 14), DUE),
        (DUE, "", date(2026, 1, 1), None),
        (DUE, "", date(2025, 11, 13), DUE),  # more than half a year before is for another day
    ],
)
def test_a_day_is_soon_for_two_weeks_unless_it_was_reported_for(
    due: date | None, recurrence: str, reported_on: date | None, expected: date | None
) -> None:
    assert due_soon(ReportSchedule(due, recurrence, reported_on), date(2026, 5, 4)) == expected


def test_the_letter_holds_a_link_and_nothing_of_any_record(desk: Reader, arta: Reader) -> None:
    follow(arta, commitment(desk), due=DUE, responsible="Probation (demo)")

    assert sent() == [address(arta)]

    (letter,) = mail.outbox
    whole = str(letter.message()) + letter.body
    assert f"{SITE}/commitments/mine/reports/" in letter.body
    for told in (WORDS, SOURCE, "Probation", "Albania", "supported", "14 May", "2026-05-14", "overdue"):
        assert told not in whole.partition("Date:")[0] + letter.body
    assert AuditEvent.objects.filter(verb="planned letters").count() == 1


def test_the_next_day_of_a_recurring_report_gets_a_letter_of_its_own(desk: Reader, arta: Reader) -> None:
    follow(arta, commitment(desk), due=DUE, recurrence="half-yearly")
    sent()

    with clock.time_from(lambda: datetime(2026, 11, 10, 10, tzinfo=UTC)):
        assert sent() == [address(arta)]


@pytest.mark.parametrize("gone", ["withdrawn", "closed", "moved", "no address"])
def test_what_changes_before_the_letter_leaves_holds(desk: Reader, arta: Reader, gone: str) -> None:
    said = follow(arta, commitment(desk), due=DUE)
    plan_all()
    person = Person.objects.filter(pk=arta.person)
    if gone == "withdrawn":
        lifecycle.withdraw(FOLLOW_UP, said, by=arta)
    elif gone == "closed":
        person.update(is_active=False)
    elif gone == "moved":
        person.update(organisation=make.organisation("Elsewhere (demo)"))
    else:
        person.update(email="")

    assert send() == 0


def test_who_does_not_see_it_or_cannot_give_the_report_is_not_written_to(desk: Reader, arta: Reader) -> None:
    house = Organisation.objects.get(pk=UUID(arta.organisation))
    written_to(make.reader("colleague", at=house))  # sits for no economy
    written_to(focal_point("MNE", "mira"))
    follow(arta, commitment(desk), due=DUE, marking=Marking(Tlp.RED))

    assert sent() == [address(arta)]


def test_the_mailbox_of_the_house_is_written_to_where_nobody_of_it_can_be(desk: Reader) -> None:
    arta = focal_point()
    Organisation.objects.filter(pk=UUID(arta.organisation)).update(mailbox="office@example.org")
    record = commitment(desk)
    follow(arta, record, due=DUE)
    follow(arta, record, economy="", due=date(2026, 5, 15), marking=Marking(Tlp.RED))  # named persons only

    assert sent() == ["office@example.org"]

    written_to(arta)
    follow(arta, commitment(desk, "Another"), economy="", due=date(2026, 5, 16))
    assert sent() == 3 * [address(arta)]


def test_a_next_day_after_a_report_is_waited_for(desk: Reader, arta: Reader) -> None:
    said = follow(arta, commitment(desk), due=date(2026, 5, 1))
    reported = answer_of(note="Begun", reported_on=date(2026, 5, 4), due=DUE)

    lifecycle.change(FOLLOW_UP, said, reported, expected=1, by=arta)

    assert sent() == [address(arta)]
    done = msgspec.structs.replace(reported, note="Done", reported_on=date(2026, 5, 6))
    lifecycle.change(FOLLOW_UP, said, done, expected=2, by=arta)
    assert due_soon(ReportSchedule(DUE, "", date(2026, 5, 6), date(2026, 5, 4)), date(2026, 5, 7)) is None


def test_every_kind_of_house_finds_there_what_its_letter_is_about(desk: Reader, arta: Reader) -> None:
    record = commitment(desk)
    for who in (
        arta,
        make.reader("many", seats=(("focal-points", "ALB"), ("focal-points", "MNE"))),
        make.reader("lira", at=make.organisation("Shelter (demo)", sort=OrganisationType.CIVIL_SOCIETY)),
        make.reader("agency", at=make.organisation("Agency (demo)", sort=OrganisationType.INTERNATIONAL)),
    ):
        economy = "ALB" if who.economies else ""
        later = follow(who, commitment(desk, "Later"), economy=economy, due=date(2026, 6, 1))
        follow(who, record, economy=economy, due=DUE)
        page = shown(of(who), "commitments:own-reports")
        assert page.index(WORDS) < page.index("Later")
        assert "14 May 2026" in page
        lifecycle.withdraw(FOLLOW_UP, later, by=who)
        assert "Later" not in shown(of(who), "commitments:own-reports")
    follow(arta, commitment(desk, "Waited for"), due=date(2026, 5, 1))
    page = got(of(arta), "commitments:own-reports")
    days = {line.commitment.words: line.said.waited_since for line in page.context["listing"].rows}
    assert days == {"Waited for": date(2026, 5, 1), WORDS: None}
    assert {row[0]: row[3].endswith("1 May 2026") for row in rows(page)} == {"Waited for": True, WORDS: False}
    nobodys = make.reader("mira", seats=(("focal-points", "ALB"),))
    assert WORDS not in shown(of(nobodys), "commitments:own-reports")
    assert Client().get("/commitments/mine/reports/").status_code == 302


def test_a_report_that_is_due_soon_or_overdue_is_a_task_until_it_is_given(desk: Reader, arta: Reader) -> None:
    colleague = make.reader("colleague", at=Organisation.objects.get(pk=UUID(arta.organisation)))
    weak = make.reader("weak", at=Organisation.objects.get(pk=UUID(arta.organisation)), strong=False)
    later, soon, overdue = (
        follow(arta, commitment(desk, words_of_it), due=day)
        for words_of_it, day in (("Later", date(2026, 9, 1)), ("Soon", DUE), ("Overdue", date(2026, 4, 1)))
    )

    def due(reader: Reader) -> int:
        return sum(each.count for each in inbox_of(reader) if each.sort == "reports")

    assert later
    assert [due(each) for each in (arta, colleague, weak, desk)] == [2, 0, 0, 0]
    page = got(of(arta), "start:home")
    assert offers(page, "commitments:own-reports")
    listed = got(of(arta), "commitments:own-reports")
    assert all(offers(listed, "commitments:follow-up-change", record) for record in (soon, overdue))
    assert not offers(got(of(colleague), "commitments:own-reports"), "commitments:follow-up-change", soon)
    for record in (soon, overdue):
        FollowUp.objects.filter(pk=record).update(reported_on=NOON.date(), due_set_on=date(2026, 1, 1))
    assert due(arta) == 0
    assert not offers(got(of(arta), "start:home"), "commitments:own-reports")


def test_the_handover_notes_name_the_overdue_report_first(desk: Reader, arta: Reader) -> None:
    follow(arta, commitment(desk, "Due soon"), due=DUE)
    follow(arta, commitment(desk, "Overdue for long"), due=date(2026, 4, 1), recurrence="two-yearly")

    page = shown(of(arta), "start:desk")

    assert page.index("Overdue for long") < page.index("1 April 2026") < page.rindex("Due soon")
