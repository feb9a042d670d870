"""E-mails of requests: to those who are asked and those who ask, with a link and without what is above GREEN."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.test import override_settings
from django.urls import reverse

from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.inbox import AT_ONCE
from egnatia.kernel.models import Person
from egnatia.kernel.rooms import letters
from egnatia.people.email_preferences.actions import choose_letters
from tests import make
from tests.exchange.requests.asking import AL, Asked
from tests.reminders.doing import SITE, sent, written_to

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)  # a Monday


@pytest.mark.parametrize(("marking", "told"), [(make.GREEN, True), (make.amber("focal-points"), False)])
def test_whoever_is_asked_and_whoever_asked_are_told_once(marking: Marking, told: bool) -> None:
    with clock.time_from(lambda: NOON), override_settings(SITE_ADDRESS=SITE):
        asked = Asked(marking=marking)
        for reader in (asked.al, asked.desk):
            written_to(reader)
            choose_letters(dict.fromkeys(letters().keys() - {"week"}, AT_ONCE), "Europe/Tirane", by=reader)
        sent()
        asked.reply(AL, asked.al, q1="7", q2="Not for an e-mail")
        for hours in (1, 2, 24):
            sent_at(NOON + timedelta(hours=hours))

    link = SITE + reverse("exchange:information-request", args=[asked.id])
    found = [[each for each in mail.outbox if each.to == [address(reader.person)]] for reader in (asked.al, asked.desk)]
    assert [len(each) for each in found] == [1, 1]
    assert all(link in str(each.body) for (each,) in found)
    assert ["Storage of seized weapons" in str(each.body) for (each,) in found] == [told, False], "a reply is narrower"
    assert not any("Not for an e-mail" in str(each.body) for each in mail.outbox)


def sent_at(moment: datetime) -> None:
    with clock.time_from(lambda: moment):
        sent()


def address(person: str) -> str:
    return str(Person.objects.get(pk=UUID(person)).email)
