"""A reminder goes by mail: the secretariat's own words and a link, once, and nothing of what the round holds."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused
from unittest import mock
from uuid import UUID

import pytest
from django.core import mail
from django.test import override_settings
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob
from tests import make
from tests.needs.needs.doing import focal_point, need
from tests.rounds.rounds.doing import TITLE, answer, clear, opened, participant, support_round
from tests.visits import counted, forms, got, of, offers, typed, words

from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.models import Organisation, Person, Record
from egnatia.kernel.records import withdraw
from egnatia.kernel.records.markings import remark
from egnatia.reminders.actions import send
from egnatia.reminders.models import Reminder
from egnatia.rounds.rounds.actions.reminders import remind
from egnatia.rounds.rounds.queries.reminders import remindable
from egnatia.taxonomy.forum import forum

pytestmark = pytest.mark.django_db
TEXT = "We look forward to your answers."
SITE = "https://egnatia.example/"


@pytest.fixture
def arta() -> Reader:
    reader = focal_point()
    Person.objects.filter(pk=reader.person).update(email="arta@example.org", language="sq")
    return reader


def letters_of(desk: Reader, record: UUID, *participants: UUID) -> list[UUID]:
    return remind(record, participants, TEXT, forum(), by=desk)


def test_a_letter_holds_the_words_and_a_link_and_nothing_of_the_round(desk: Reader, arta: Reader) -> None:
    need(arta)
    record = opened(desk)
    (letter,) = letters_of(desk, record, participant(record))

    assert send(letter, site=SITE)

    (sent,) = mail.outbox
    assert sent.to == ["arta@example.org"]
    assert TEXT in sent.body
    assert f"{SITE}rounds/{record}/" in sent.body
    assert TITLE not in str(sent.message())


def test_none_is_sent_twice_and_none_the_same_day(desk: Reader, arta: Reader) -> None:
    record = opened(desk)
    (letter,) = letters_of(desk, record, participant(record))

    assert letters_of(desk, record, participant(record)) == []
    assert send(letter, site=SITE)
    assert not send(letter, site=SITE)
    assert len(mail.outbox) == 1
    assert arta


def test_what_the_secretariat_writes_goes_at_any_hour_and_again_where_the_server_refuses(
    desk: Reader, arta: Reader
) -> None:
    record = opened(desk)
    (letter,) = letters_of(desk, record, participant(record))
    sunday_night = datetime(2026, 11, 29, 23, tzinfo=UTC)

    with clock.time_from(lambda: sunday_night):
        refused = mock.patch("django.core.mail.message.EmailMessage.send", side_effect=SMTPRecipientsRefused({}))
        with refused, pytest.raises(SMTPRecipientsRefused):
            send(letter, site=SITE)
        assert send(letter, site=SITE)

    assert arta


def test_whoever_has_cleared_meanwhile_gets_none(desk: Reader, arta: Reader) -> None:
    asked = need(arta)
    record = opened(desk)
    who = participant(record)
    (letter,) = letters_of(desk, record, who)
    answer(arta, who, asked)
    clear(who, "", by=arta)

    assert not send(letter, site=SITE)
    assert remindable(desk, record, forum()) == ()  # Montenegro has nobody to write to
    assert mail.outbox == []


def test_whoever_can_see_the_round_no_longer_gets_none(desk: Reader, arta: Reader) -> None:
    narrowed, withdrawn = opened(desk), opened(desk, title="Another")
    letters = [letters_of(desk, record, participant(record))[0] for record in (narrowed, withdrawn)]
    remark(Record.objects.get(pk=narrowed), Marking(Tlp.AMBER_STRICT), by=desk)
    withdraw(Record.objects.get(pk=withdrawn), by=desk)

    assert [send(letter, site=SITE) for letter in letters] == [False, False]
    assert mail.outbox == []
    assert arta


def test_nobody_is_reminded_before_the_first_day(desk: Reader, arta: Reader) -> None:
    record = opened(desk, opens=clock.today() + timedelta(days=3))

    assert remindable(desk, record, forum()) == ()
    assert letters_of(desk, record, participant(record)) == []
    assert arta


def test_only_those_who_can_see_the_round_are_written_to(desk: Reader, arta: Reader) -> None:
    for_few = opened(desk, marking=Marking(Tlp.AMBER_STRICT))

    assert remindable(desk, for_few, forum()) == ()
    assert [each.row.economy for each in remindable(desk, opened(desk), forum())] == ["ALB"]
    assert arta


def test_an_organisation_is_written_to_at_its_mailbox(desk: Reader) -> None:
    house, without = make.organisation("Lumina (demo)"), make.organisation("Nordlys (demo)")
    Organisation.objects.filter(pk=house.pk).update(mailbox="office@lumina.example")
    record = support_round(desk, house, without)
    everybody = [each.row.id for each in remindable(desk, record, forum())]

    letters = letters_of(desk, record, *everybody)

    assert len(everybody) == 2
    assert [send(letter, site=SITE) for letter in letters] == [True]
    assert [letter.to for letter in mail.outbox] == [["office@lumina.example"]]


def test_only_the_secretariat_reminds(desk: Reader, arta: Reader) -> None:
    record = opened(desk)

    with pytest.raises(NotAllowed, match="secretariat"):
        remind(record, [participant(record)], TEXT, forum(), by=arta)
    assert of(arta).get(reverse("rounds:round-reminder", args=[record])).status_code == 403


@override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend")
def test_the_page_puts_letters_into_the_queue_and_shows_who_was_reminded(desk: Reader, arta: Reader) -> None:
    record = opened(desk)
    client, address = of(desk), reverse("rounds:round-reminder", args=[record])
    first = client.get(address)
    assert typed(first)["text"] == [first.context["form"].initial["text"]] != [""]

    page = client.post(address, {"to": [str(participant(record))], "text": TEXT}, follow=True)

    assert counted(page) == [("success", ["1"])]
    assert ProcrastinateJob.objects.filter(task_name="reminders.send_written").count() == 1
    assert Reminder.objects.get().day.strftime("%Y") in words(page.content)
    assert Reminder.objects.get().about == participant(record)
    assert arta


@override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend")
def test_an_installation_without_a_mail_server_says_so(desk: Reader, arta: Reader) -> None:
    record = opened(desk)

    page = of(desk).post(
        reverse("rounds:round-reminder", args=[record]),
        {"to": [str(participant(record))], "text": TEXT},
        follow=True,
    )

    assert page.context["letters"] is False
    assert 'class="notice warning"' in page.text
    assert not Reminder.objects.exists()
    assert arta


def test_where_nobody_has_an_address_the_page_says_so(desk: Reader) -> None:
    record = opened(desk)

    page = got(of(desk), "rounds:round-reminder", record)

    assert page.context["form"].fields["to"].choices == []
    assert forms(page) == set()
    assert offers(page, "rounds:round", record)
