"""Letters before a report is due: to whoever gives it, in his language and daytime, without content, once."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.message import Message
from logging import WARNING
from smtplib import SMTPRecipientsRefused
from socket import gaierror
from unittest import mock
from uuid import UUID

import msgspec
import pytest
from django.core import mail
from django.test import Client, override_settings
from django.utils import translation

from egnatia.commitments.follow_ups.content import FOLLOW_UP
from egnatia.commitments.follow_ups.rules import Waiting
from egnatia.commitments.reminders.actions import plan_letters, send_letters
from egnatia.commitments.reminders.jobs import send_due_letters
from egnatia.commitments.reminders.models import DueLetter
from egnatia.commitments.reminders.rules import due_soon
from egnatia.kernel import clock
from egnatia.kernel.marking import Marking, Tlp
from egnatia.kernel.models import AuditEvent, Organisation, OrganisationType, Person
from egnatia.kernel.reader import Reader
from egnatia.kernel.records import lifecycle
from egnatia.people.letters.actions import LOG, choose_letters, end_letters
from egnatia.people.letters.models import LetterZone
from egnatia.people.letters.rules import REPORTS, Ending, organisation_key, token_for
from tests import make
from tests.commitments.doing import SOURCE, WORDS, answer_of, commitment, focal_point, follow, secretariat
from tests.letters import mail_server, text_of
from tests.visits import got, of, rows, shown

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
DUE = date(2026, 5, 14)
SITE = "https://egnatia.example"


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.time_from(lambda: NOON), override_settings(SITE_ADDRESS=SITE):
        yield


@pytest.fixture
def desk() -> Reader:
    return secretariat()


@pytest.fixture
def arta() -> Reader:
    return written_to(focal_point())


def written_to(reader: Reader, language: str = "en") -> Reader:
    Person.objects.filter(pk=reader.person).update(email=f"{reader.person[:8]}@example.org", language=language)
    return reader


def address(reader: Reader) -> str:
    return str(Person.objects.get(pk=reader.person).email)


def sent() -> list[str]:
    plan_letters()
    send_letters()
    return sorted(letter.to[0] for letter in mail.outbox)


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
    assert due_soon(Waiting(due, recurrence, reported_on), date(2026, 5, 4)) == expected


def test_the_letter_holds_a_link_and_nothing_of_any_record(desk: Reader, arta: Reader) -> None:
    follow(arta, commitment(desk), due=DUE, responsible="Probation (demo)")

    assert sent() == [address(arta)]

    (letter,) = mail.outbox
    whole = str(letter.message()) + letter.body
    assert f"{SITE}/commitments/mine/reports/" in letter.body
    for told in (WORDS, SOURCE, "Probation", "Albania", "supported", "14 May", "2026-05-14", "overdue"):
        assert told not in whole.partition("Date:")[0] + letter.body
    assert AuditEvent.objects.filter(verb="planned letters").count() == 1


def test_none_is_sent_twice_however_often_the_job_runs(desk: Reader, arta: Reader) -> None:
    record = commitment(desk)
    follow(arta, record, due=DUE)
    follow(arta, record, economy="", due=DUE)  # one letter for one day

    assert sent() == [address(arta)]
    assert sent() == [address(arta)]
    with clock.time_from(lambda: NOON + timedelta(days=1)):
        assert sent() == [address(arta)]


def test_one_that_was_cut_off_between_is_not_sent_again(desk: Reader, arta: Reader) -> None:
    follow(arta, commitment(desk), due=DUE)
    plan_letters()

    class Killed(BaseException):
        """What ends a worker at once."""

    with mock.patch("django.core.mail.message.EmailMessage.send", side_effect=Killed), pytest.raises(Killed):
        send_letters()

    assert send_letters() == 0
    assert DueLetter.objects.get().sent_at is None


def test_the_next_day_of_a_recurring_report_gets_a_letter_of_its_own(desk: Reader, arta: Reader) -> None:
    follow(arta, commitment(desk), due=DUE, recurrence="half-yearly")
    sent()

    with clock.time_from(lambda: datetime(2026, 11, 10, 10, tzinfo=UTC)):
        assert len(sent()) == 2


def test_it_speaks_the_language_of_whoever_gets_it(desk: Reader) -> None:
    arta = written_to(focal_point(), language="sq")
    follow(arta, commitment(desk), due=DUE)

    with mock.patch.object(translation, "override", wraps=translation.override) as spoken:
        sent()

    assert mock.call("sq") in spoken.call_args_list


def test_it_comes_in_his_daytime(desk: Reader, arta: Reader) -> None:
    follow(arta, commitment(desk), due=DUE)
    early = datetime(2026, 5, 4, 5, 30, tzinfo=UTC)  # half past seven in Sarajevo, half past eight in Athens
    with clock.time_from(lambda: early):
        assert sent() == []
        LetterZone.objects.create(person_id=UUID(arta.person), zone="Europe/Athens")
        assert sent() == [address(arta)]


def test_whoever_ended_them_gets_none_planned_ones_included(desk: Reader, arta: Reader) -> None:
    follow(arta, commitment(desk), due=DUE)
    plan_letters()
    choose_letters(frozenset(), "Europe/Tirane", by=arta)

    assert send_letters() == 0
    assert sent() == []


def test_the_link_in_the_letter_ends_them(desk: Reader, arta: Reader) -> None:
    record = commitment(desk)
    follow(arta, record, due=DUE)
    sent()
    (letter,) = mail.outbox
    header = letter.extra_headers["List-Unsubscribe"]
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert header.strip("<>") in letter.body

    answer = Client(enforce_csrf_checks=True).post(header.strip("<>").removeprefix(SITE))

    assert answer.status_code == 200
    follow(arta, record, economy="", due=date(2026, 5, 15))
    assert sent() == [address(arta)]


@pytest.mark.parametrize("gone", ["withdrawn", "closed", "moved", "no address"])
def test_what_changes_before_the_letter_leaves_holds(desk: Reader, arta: Reader, gone: str) -> None:
    said = follow(arta, commitment(desk), due=DUE)
    plan_letters()
    person = Person.objects.filter(pk=arta.person)
    if gone == "withdrawn":
        lifecycle.withdraw(FOLLOW_UP, said, by=arta)
    elif gone == "closed":
        person.update(is_active=False)
    elif gone == "moved":
        person.update(organisation=make.organisation("Elsewhere (demo)"))
    else:
        person.update(email="")

    assert send_letters() == 0


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
    assert sent() == sorted(["office@example.org", *3 * [address(arta)]])


def test_a_mailbox_can_end_them_too(desk: Reader) -> None:
    arta = focal_point()
    Organisation.objects.filter(pk=UUID(arta.organisation)).update(mailbox="office@example.org")
    follow(arta, commitment(desk), due=DUE)

    end_letters(token_for(Ending(organisation_key(arta.organisation), REPORTS)), by=arta)

    assert sent() == []


def test_what_the_server_refuses_waits_and_does_not_stop_the_others(desk: Reader, arta: Reader) -> None:
    mira = written_to(focal_point("MNE", "mira"))
    record = commitment(desk)
    follow(arta, record, due=DUE)
    follow(mira, record, economy="MNE", due=DUE)
    plan_letters()
    refused = SMTPRecipientsRefused({})
    with mock.patch("django.core.mail.message.EmailMessage.send", side_effect=[refused, 1]):
        assert send_letters() == 1

    assert send_letters() == 1
    assert DueLetter.objects.filter(sent_at__isnull=False).count() == 2


@pytest.mark.parametrize("failure", [ConnectionRefusedError("away"), gaierror("away"), TimeoutError("away")])
def test_a_server_that_is_away_is_asked_again_later(desk: Reader, arta: Reader, failure: OSError) -> None:
    follow(arta, commitment(desk), due=DUE)
    plan_letters()
    away = mock.patch("django.core.mail.backends.locmem.EmailBackend.open", side_effect=failure)
    with away, pytest.raises(OSError, match="away"):
        send_letters()

    assert send_letters() == 1


def test_what_was_planned_by_day_does_not_go_at_night(desk: Reader, arta: Reader) -> None:
    follow(arta, commitment(desk), due=DUE)
    plan_letters()
    night = datetime(2026, 5, 4, 21, tzinfo=UTC)
    with clock.time_from(lambda: night):
        assert send_letters() == 0

    assert send_letters() == 1


def test_a_next_day_after_a_report_is_waited_for(desk: Reader, arta: Reader) -> None:
    said = follow(arta, commitment(desk), due=date(2026, 5, 1))
    reported = answer_of(note="Begun", reported_on=date(2026, 5, 4), due=DUE)

    lifecycle.change(FOLLOW_UP, said, reported, expected=1, by=arta)

    assert sent() == [address(arta)]
    done = msgspec.structs.replace(reported, note="Done", reported_on=date(2026, 5, 6))
    lifecycle.change(FOLLOW_UP, said, done, expected=2, by=arta)
    assert due_soon(Waiting(DUE, "", date(2026, 5, 6), date(2026, 5, 4)), date(2026, 5, 7)) is None


def test_letters_that_were_cut_off_are_reported(desk: Reader, arta: Reader, caplog: pytest.LogCaptureFixture) -> None:
    follow(arta, commitment(desk), due=DUE)
    plan_letters()
    DueLetter.objects.update(taken_at=clock.now())

    with caplog.at_level(WARNING, logger=LOG.name):
        assert send_letters() == 0

    assert "1 letters were cut off" in caplog.text


def test_the_job_sends_through_a_real_server(desk: Reader, arta: Reader) -> None:
    follow(arta, commitment(desk), due=DUE)
    with mail_server() as post:
        smtp = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend"}
        with override_settings(**smtp, EMAIL_HOST="127.0.0.1", EMAIL_PORT=post.port, EMAIL_USE_TLS=False):
            send_due_letters(0)
            send_due_letters(0)
        letters: list[Message] = post.letters

    (letter,) = letters
    assert letter["To"] == address(arta)
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert SITE in text_of(letter)


@override_settings(SITE_ADDRESS="")
def test_without_an_address_of_the_site_none_is_sent(desk: Reader, arta: Reader) -> None:
    follow(arta, commitment(desk), due=DUE)

    send_due_letters(0)

    assert not DueLetter.objects.exists()


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
