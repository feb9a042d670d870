"""Notify me of similar activities: by the person's wish alone, of what they see, in their language."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import translation

from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.inbox import AT_ONCE
from egnatia.kernel.models import AuditEvent
from egnatia.people.email_preferences.actions import choose_letters
from egnatia.proposals.models import ProposalWatch
from tests import make
from tests.proposals.doing import TITLE, activity, chips, member
from tests.reminders.doing import SITE, sent, written_to
from tests.visits import of, rows

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)  # a Monday
LATER = NOON + timedelta(hours=1)
WATCH, WATCHES = "proposals:proposal-watch", "proposals:watches"


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.time_from(lambda: NOON), override_settings(SITE_ADDRESS=SITE):
        yield


def watching(client: Client, reader: Reader, language: str = "en") -> None:
    written_to(reader, language=language)
    choose_letters({"similar": AT_ONCE}, "Europe/Tirane", by=reader)
    assert client.post(reverse(WATCH), chips(save="1")).headers["Location"] == reverse(WATCHES)


def arrived(marking: Marking = make.CLEAR, title: str = TITLE, **said: object) -> object:
    """An activity of somebody else, an hour later; its identifier."""
    with clock.time_from(lambda: LATER):
        return activity(title, by=make.reader(f"owner-{title[:4]}", seats=("arms",)), marking=marking, **said).pk


def told() -> list[str]:
    before = len(mail.outbox)
    with clock.time_from(lambda: LATER + timedelta(hours=1)):
        sent()
        sent()
    return [f"{letter.subject}\n{letter.body}" for letter in mail.outbox[before:] if "/activities/" in str(letter.body)]


def test_what_is_similar_is_told_once_by_a_link_in_the_language_of_whoever_watches() -> None:
    activity(by=make.reader("before"))
    client, reader, _person = member()
    watching(client, reader, "sq")
    found = arrived()

    (letter,) = told()

    assert letter.count(f"{SITE}/activities/") == 1
    assert f"/activities/{found}/" in letter
    assert TITLE not in letter
    with translation.override("sq"):
        line = translation.gettext("An activity similar to a proposal that you watch")
    assert letter.splitlines()[0] == line
    assert told() == []


def test_what_is_hidden_or_something_else_is_not_told() -> None:
    client, reader, _person = member()
    watching(client, reader)
    arrived(make.STRICT)
    arrived(
        title="Bridges for cattle", descriptions=(), economies=frozenset({"MDA"}), types=frozenset(), groups=frozenset()
    )
    with clock.time_from(lambda: LATER):
        activity(by=reader)  # their own is no news

    assert told() == []


def test_a_watch_is_its_persons_alone_and_leaves_nothing_once_it_ends() -> None:
    client, reader, _person = member()
    other, _, _ = member("other")
    weak = member("weak", strong=False)[0]
    assert client.post(reverse(WATCH), chips()).status_code == 200
    assert not ProposalWatch.objects.exists(), "the first page stores nothing"
    watching(client, reader)
    watch = ProposalWatch.objects.get()
    ending = reverse("proposals:watch-ending", args=[watch.pk])

    assert [len(rows(each.get(reverse(WATCHES)))) for each in (client, other, weak)] == [1, 0, 0]
    assert other.post(ending).status_code == Client().get("/nowhere/").status_code == 404
    assert "prison officers" not in str(list(AuditEvent.objects.values()))
    assert of(reader).post(ending).status_code == 302
    assert not ProposalWatch.objects.exists()
    arrived()
    assert told() == []
