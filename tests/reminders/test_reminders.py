"""A reminder leaves once, in the daytime of a working day, to whoever wants it, in their language.

What is due here is a report on a follow-up; what each room reminds of, and whom, is tested beside the room.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.message import Message
from logging import WARNING
from smtplib import SMTPRecipientsRefused
from socket import gaierror
from unittest import mock
from uuid import UUID

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.utils import translation

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.inbox import OFF
from egnatia.kernel.models import Economy, Organisation, Person
from egnatia.kernel.rooms import letters
from egnatia.people.email_preferences.actions import choose_letters, end_letters
from egnatia.people.email_preferences.models import LetterZone
from egnatia.people.email_preferences.queries import chosen_by
from egnatia.people.email_preferences.rules import Ending, organisation_key, token_for
from egnatia.reminders.actions import LOG, plan_all
from egnatia.reminders.jobs import send_due
from egnatia.reminders.models import Reminder
from egnatia.workdays.models import WorkingCalendar
from tests.commitments.doing import commitment, focal_point, follow, secretariat
from tests.letters import mail_server, text_of
from tests.reminders.doing import SITE, send, sent, written_to

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)  # a Monday
DUE = date(2026, 5, 14)
SEND = "django.core.mail.message.EmailMessage.send"


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.time_from(lambda: NOON), override_settings(SITE_ADDRESS=SITE):
        yield


@pytest.fixture
def desk() -> Reader:
    return secretariat()


@pytest.fixture
def arta(desk: Reader) -> Reader:
    """Somebody with an address who is to report soon."""
    reader = focal_point()
    written_to(reader)
    follow(reader, commitment(desk), due=DUE)
    return reader


def address(reader: Reader) -> str:
    return str(Person.objects.get(pk=reader.person).email)


def at(moment: datetime) -> list[str]:
    """Whom reminders left for at that moment."""
    with clock.time_from(lambda: moment):
        return sent()


def test_none_is_sent_twice_however_often_the_job_runs(desk: Reader, arta: Reader) -> None:
    follow(arta, commitment(desk, "Another"), economy="", due=DUE)  # one reminder for one day

    assert sent() == [address(arta)]
    assert sent() == at(NOON + timedelta(days=1)) == []


def test_one_that_was_cut_off_between_is_not_sent_again(arta: Reader) -> None:
    assert arta
    plan_all()

    class Killed(BaseException):
        """What ends a worker at once."""

    with mock.patch(SEND, side_effect=Killed), pytest.raises(Killed):
        send()

    assert send() == 0
    assert Reminder.objects.get().sent_at is None


def test_it_speaks_the_language_of_whoever_gets_it(arta: Reader) -> None:
    written_to(arta, language="sq")

    with mock.patch.object(translation, "override", wraps=translation.override) as spoken:
        sent()

    assert mock.call("sq") in spoken.call_args_list


def test_it_comes_in_the_daytime_of_whoever_gets_it(arta: Reader) -> None:
    early = datetime(2026, 5, 4, 5, 30, tzinfo=UTC)  # half past seven in Sarajevo, half past eight in Athens
    assert at(early) == []
    LetterZone.objects.create(person_id=UUID(arta.person), zone="Europe/Athens")
    assert at(early) == [address(arta)]


def test_what_was_planned_by_day_does_not_go_at_night(arta: Reader) -> None:
    assert arta
    plan_all()
    with clock.time_from(lambda: datetime(2026, 5, 4, 21, tzinfo=UTC)):
        assert send() == 0

    assert send() == 1


def test_none_comes_on_a_day_on_which_they_do_not_work(arta: Reader) -> None:
    WorkingCalendar.objects.create(economy=Economy.objects.get(code="ALB"), weekend=[5, 6], holidays=[NOON.date()])
    WorkingCalendar.objects.create(economy=Economy.objects.get(code="SRB"), weekend=[5, 6], holidays=[date(2026, 5, 5)])

    assert sent() == [], "a holiday of their economy"
    assert at(datetime(2026, 5, 9, 10, tzinfo=UTC)) == [], "a Saturday"
    assert at(datetime(2026, 5, 5, 10, tzinfo=UTC)) == [address(arta)], "a holiday elsewhere"


def test_where_an_organisation_has_its_seat_says_when_it_works(arta: Reader) -> None:
    organisation = Organisation.objects.filter(pk=UUID(arta.organisation))
    organisation.update(economy=Economy.objects.get(code="SRB"))
    WorkingCalendar.objects.create(economy=Economy.objects.get(code="ALB"), weekend=[5, 6], holidays=[NOON.date()])

    assert sent() == [address(arta)]


def test_whoever_ended_them_gets_none_planned_ones_included(arta: Reader) -> None:
    plan_all()
    choose_letters(dict.fromkeys(letters(), OFF), "Europe/Tirane", by=arta)

    assert send() == 0
    assert sent() == []


def test_the_link_in_a_reminder_ends_them_all_of_one_sort(desk: Reader, arta: Reader) -> None:
    sent()
    (letter,) = mail.outbox
    header = letter.extra_headers["List-Unsubscribe"]
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert header.strip("<>") in letter.body

    answer = Client(enforce_csrf_checks=True).post(header.strip("<>").removeprefix(SITE))

    assert answer.status_code == 200
    follow(arta, commitment(desk, "Another"), economy="", due=date(2026, 5, 15))
    assert sent() == []
    assert chosen_by(arta).wanted == letters().keys() - {"reports", "week"}


def test_a_mailbox_can_end_them_too(arta: Reader) -> None:
    Person.objects.filter(pk=arta.person).update(email="")
    Organisation.objects.filter(pk=UUID(arta.organisation)).update(mailbox="office@example.org")

    end_letters(token_for(Ending(organisation_key(arta.organisation), "reports")), by=arta)

    assert sent() == []


def test_what_the_server_refuses_waits_and_does_not_stop_the_others(desk: Reader, arta: Reader) -> None:
    mira = focal_point("MNE", "mira")
    written_to(mira)
    follow(mira, commitment(desk, "Another"), economy="MNE", due=DUE)
    plan_all()
    with mock.patch(SEND, side_effect=[SMTPRecipientsRefused({}), 1]):
        assert send() == 1

    assert send() == 1
    assert Reminder.objects.filter(sent_at__isnull=False).count() == 2
    assert arta


@pytest.mark.parametrize("failure", [ConnectionRefusedError("away"), gaierror("away"), TimeoutError("away")])
def test_a_server_that_is_away_is_asked_again_later(arta: Reader, failure: OSError) -> None:
    assert arta
    plan_all()
    away = mock.patch("django.core.mail.backends.locmem.EmailBackend.open", side_effect=failure)
    with away, pytest.raises(OSError, match="away"):
        send()

    assert send() == 1


def test_those_that_were_cut_off_are_reported(arta: Reader, caplog: pytest.LogCaptureFixture) -> None:
    assert arta
    plan_all()
    Reminder.objects.update(taken_at=clock.now())

    with caplog.at_level(WARNING, logger=LOG.name):
        assert send() == 0

    assert "1 reminders were cut off" in caplog.text


def test_one_whose_day_is_past_does_not_leave(arta: Reader) -> None:
    assert arta
    plan_all()

    with clock.time_from(lambda: NOON + timedelta(days=11)):
        assert send() == 0


def test_the_job_sends_through_a_real_server(arta: Reader) -> None:
    with mail_server() as post:
        smtp = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend"}
        with override_settings(**smtp, EMAIL_HOST="127.0.0.1", EMAIL_PORT=post.port, EMAIL_USE_TLS=False):
            send_due(0)
            send_due(0)
        letters: list[Message] = post.letters

    (letter,) = letters
    assert letter["To"] == address(arta)
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert SITE in text_of(letter)


@override_settings(SITE_ADDRESS="")
def test_without_an_address_of_the_site_none_is_sent(arta: Reader) -> None:
    assert arta
    send_due(0)

    assert not Reminder.objects.exists()


def test_a_reminder_is_to_one_and_there_is_one_for_each_thing_and_day(arta: Reader) -> None:
    plan_all()

    (reminder,) = Reminder.objects.all()
    assert str(reminder) == f"report 2026-05-14 to {arta.person}"
    Reminder.objects.bulk_create([Reminder(name="report", day=DUE, person=reminder.person)], ignore_conflicts=True)
    assert Reminder.objects.count() == 1
