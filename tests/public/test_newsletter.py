"""The newsletter: asked for, confirmed by a link, sent once each edition, ended by a link."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.message import Message
from smtplib import SMTPRecipientsRefused
from unittest import mock

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from egnatia.exchange.notices.actions import NOTICE
from egnatia.exchange.notices.fields import NoticeContent
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import AuditEvent
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.content import ByLanguage
from egnatia.public.jobs import send_confirmation, send_newsletters
from egnatia.public.models import NewsletterSubscription
from egnatia.public.newsletter.queries import MONTHLY, WEEKLY, edition_of, end_token
from egnatia.web.jobs import keep_retention_periods
from tests import make
from tests.letters import mail_server, text_of
from tests.visits import Answer, faults, got, typed

pytestmark = pytest.mark.django_db
PAGE = reverse("public:newsletter")
SEND = "django.core.mail.message.EmailMessage.send"
SITE = "https://site.example"
MAILBOX = "reader@example.org"
MONDAY = datetime(2026, 11, 9, 7, 37, tzinfo=UTC)


@pytest.fixture(autouse=True)
def letters() -> Iterator[list[Message]]:
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    with (
        mail_server() as post,
        override_settings(
            EMAIL_BACKEND=smtp,
            EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=post.port,
            EMAIL_USE_TLS=False,
            SITE_ADDRESS=SITE,
        ),
    ):
        yield post.letters


def asked(email: str = MAILBOX, **said: str) -> Answer:
    client, now = Client(), clock.now()
    fields = {name: values[0] for name, values in typed(got(client, "public:newsletter")).items() if values}
    with clock.time_from(lambda: now + timedelta(seconds=20)):
        return client.post(PAGE, {**fields, "frequency": WEEKLY, "language": "en", "email": email, **said})


def waiting() -> NewsletterSubscription:
    return NewsletterSubscription.objects.get(confirmed_at__isnull=True)


def link_in(letter: Message) -> str:
    (found,) = re.findall(rf"{SITE}(\S+)", text_of(letter))
    return str(found)


def confirmed(letters: list[Message], email: str = MAILBOX, **said: str) -> NewsletterSubscription:
    asked(email, **said)
    send_confirmation(subscription=str(waiting().pk))
    assert Client().post(link_in(letters.pop())).status_code == 302
    return NewsletterSubscription.objects.get(email=email, confirmed_at__isnull=False)


def at(moment: datetime) -> int:
    with clock.time_from(lambda: moment):
        return send_newsletters(timestamp=0)


def published(title: str, by: Reader, marking: Marking) -> None:
    with clock.time_from(lambda: MONDAY - timedelta(days=2)):
        lifecycle.create(NOTICE, NoticeContent(title=ByLanguage({"en": title}, "en")), marking, by=by)


def test_nothing_is_sent_before_the_link_of_the_e_mail_is_confirmed(letters: list[Message]) -> None:
    assert asked().status_code == 302
    assert ProcrastinateJob.objects.get(task_name="public.send_newsletter_confirmation").args == {
        "subscription": str(waiting().pk)
    }
    send_confirmation(subscription=str(waiting().pk))
    send_confirmation(subscription=str(waiting().pk))

    (letter,) = letters
    assert letter["To"] == MAILBOX
    link = link_in(letter)
    assert Client().get(link).status_code == 200
    assert waiting()
    answer = Client().post(link)

    assert answer["Location"] == reverse("public:newsletter-confirmed")
    assert NewsletterSubscription.objects.get().confirmed_at
    assert Client().post(link).status_code == 404


def test_the_e_mail_is_in_the_language_that_was_chosen(letters: list[Message]) -> None:
    asked(language="sq")
    send_confirmation(subscription=str(waiting().pk))

    assert "?language=sq" in link_in(letters[0])


def test_a_link_holds_for_three_days(letters: list[Message]) -> None:
    asked()
    send_confirmation(subscription=str(waiting().pk))
    NewsletterSubscription.objects.update(asked_at=clock.now() - timedelta(days=3, minutes=1))

    assert Client().post(link_in(letters[0])).status_code == 404
    assert keep_retention_periods(timestamp=0)["newsletter"] == 1
    assert not NewsletterSubscription.objects.exists()


def test_whoever_asks_cannot_tell_whether_the_address_is_known(letters: list[Message]) -> None:
    first = confirmed(letters)
    known, unknown = asked(frequency=MONTHLY), asked("other@example.org", frequency=MONTHLY)

    pages = [re.sub(r"[0-9A-Z]{5}-[0-9A-Z]{5}", "", answer["Location"]) for answer in (known, unknown)]
    assert pages[0] == pages[1]
    assert NewsletterSubscription.objects.filter(pk=first.pk, frequency=WEEKLY).exists()
    assert NewsletterSubscription.objects.filter(confirmed_at__isnull=True).count() == 2


def test_another_choice_replaces_the_one_before_when_it_is_confirmed(letters: list[Message]) -> None:
    confirmed(letters)
    confirmed(letters, frequency=MONTHLY, language="mk")

    left = NewsletterSubscription.objects.get()
    assert (left.frequency, left.language) == (MONTHLY, "mk")


def test_nobody_can_have_a_mailbox_flooded() -> None:
    for language in ("en", "sq", "sr", "mk"):
        assert asked(language=language).status_code == 302

    assert ProcrastinateJob.objects.filter(task_name="public.send_newsletter_confirmation").count() == 3


@pytest.mark.parametrize(("name", "said"), [("frequency", "hourly"), ("language", "xx"), ("email", "nobody")])
def test_what_nobody_can_choose_is_refused(name: str, said: str) -> None:
    assert name in faults(asked(**{name: said}))
    assert not NewsletterSubscription.objects.exists()


def test_a_newsletter_tells_of_public_records_once_each_edition(letters: list[Message]) -> None:
    row = confirmed(letters)
    NewsletterSubscription.objects.update(confirmed_at=MONDAY - timedelta(days=5))
    desk = make.reader("officer", secretariat=True)
    published("Public notice", desk, make.CLEAR)
    published("Hidden notice", desk, make.GREEN)

    assert [at(MONDAY), at(MONDAY), at(MONDAY + timedelta(days=3))] == [1, 0, 0]

    (letter,) = letters
    assert "Public notice" in text_of(letter)
    assert "Hidden notice" not in text_of(letter)
    assert f"{SITE}/en/exchange/notices/" in text_of(letter)
    ending = f"{SITE}/en" + reverse("public:newsletter-end", args=[end_token(row.pk)])
    assert "".join(letter["List-Unsubscribe"].split()) == f"<{ending}>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert ending in text_of(letter)


def test_an_edition_without_news_is_not_sent(letters: list[Message]) -> None:
    confirmed(letters)
    NewsletterSubscription.objects.update(confirmed_at=MONDAY - timedelta(days=5))

    assert at(MONDAY) == 0
    assert letters == []


def test_one_click_deletes_the_address(letters: list[Message]) -> None:
    row = confirmed(letters)
    address = reverse("public:newsletter-end", args=[end_token(row.pk)])

    assert Client().get(address).status_code == 200
    assert NewsletterSubscription.objects.exists()
    assert Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not NewsletterSubscription.objects.exists()
    assert Client().post(address).status_code == 200
    assert Client().post(reverse("public:newsletter-end", args=["forged"])).status_code == 404
    assert not any(MAILBOX in str(each.detail) + each.target for each in AuditEvent.objects.all())


def test_editions_begin_on_monday_and_on_the_first() -> None:
    wednesday = date(2026, 11, 4)

    weekly, monthly = edition_of(WEEKLY, wednesday), edition_of(MONTHLY, wednesday)
    assert (weekly.since, weekly.begins) == (date(2026, 10, 26), date(2026, 11, 2))
    assert (monthly.since, monthly.begins) == (date(2026, 10, 1), date(2026, 11, 1))


def test_what_the_server_refuses_waits(letters: list[Message]) -> None:
    confirmed(letters)
    NewsletterSubscription.objects.update(confirmed_at=MONDAY - timedelta(days=5))
    published("Public notice", make.reader("officer", secretariat=True), make.CLEAR)

    with mock.patch(SEND, side_effect=SMTPRecipientsRefused({})):
        assert at(MONDAY) == 0
    assert at(MONDAY + timedelta(days=1)) == 1
