"""What a link opens: nothing before a button, then one request's questions, and nothing at all once it is over."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from egnatia.guests.rules import ASKED, HANDED_IN, MADE, OPENED, OPENED_BY_ADDRESS, OVER, RECALLED, SENT
from egnatia.kernel import clock
from egnatia.kernel.faults import AlreadyThere
from egnatia.kernel.models import AuditEvent
from egnatia.people.limits.models import Attempts
from egnatia.people.sessions.models import Session as OwnSession
from tests.guests.conftest import Asked
from tests.people.accounts import plain
from tests.visits import shown

pytestmark = pytest.mark.django_db
SITE = "https://here.example/"


def said(answer: HttpResponseBase) -> bytes:
    """A page without the tokens of its forms and its own address, which the language switch repeats."""
    path = answer.wsgi_request.get_full_path()  # type: ignore[attr-defined]  # the test client's own
    return plain(answer.content).replace(path.encode(), b"ADDRESS")  # type: ignore[attr-defined]  # it has a body


def events(verb: str, asked: Asked) -> int:
    return AuditEvent.objects.filter(verb=verb, target=str(asked.id)).count()


def test_a_scanner_that_follows_the_link_changes_nothing(asked: Asked) -> None:
    link = asked.link()
    before = asked.pages.links.model.objects.values().get()

    for method in ("get", "head"):
        assert getattr(Client(), method)(asked.address(link)).status_code == 200

    assert asked.pages.links.model.objects.values().get() == before
    assert not OwnSession.objects.exists()
    assert events("opened", asked) == 0


def test_looking_at_a_link_does_not_tell_whether_it_is_good(asked: Asked) -> None:
    good = asked.link()
    with CaptureQueriesContext(connection) as one:
        real = Client().get(asked.address(good))
    with CaptureQueriesContext(connection) as other:
        wrong = Client().get(asked.address("x" * len(good)))

    assert said(real) == said(wrong)
    assert len(one) == len(other)


def test_the_page_before_the_button_speaks_the_language_of_the_letter(asked: Asked) -> None:
    link = asked.address("abc")

    assert '<html lang="sq"' in Client().get(link, {"language": "sq"}).text
    assert '<html lang="en"' in Client().get(link, {"language": "xx"}).text


def test_the_button_opens_the_questions_of_the_request(asked: Asked) -> None:
    client = asked.open(asked.link())

    assert asked.words in shown(client, asked.route("own"))
    event = AuditEvent.objects.get(verb="opened", target=str(asked.id))
    assert event.by == f"{asked.stored.spoken_for.name}, through a link"
    assert "127.0.0.1" not in str(vars(event))
    asked.open(asked.link())
    assert events("opened", asked) == 1, "the first time is told"


def test_what_was_entered_is_there_when_the_link_is_opened_again(asked: Asked) -> None:
    link = asked.link()
    first = asked.open(link)
    assert asked.answer(first) == 302

    again = asked.open(link)

    assert first.get(reverse(asked.route("own"))).status_code == 404, "one link is open in one place"
    assert asked.hand_in(again) == 302
    assert events("handed in", asked) == 1


def test_handing_in_needs_at_least_one_answer(asked: Asked) -> None:
    client = asked.open(asked.link())

    answer = client.post(reverse(asked.route("handing-in")))

    assert answer["Location"] == reverse(asked.route("own"))
    assert asked.stored.handed_in_at is None


def _used(asked: Asked, client: Client) -> None:
    asked.answer(client)
    asked.hand_in(client)


def _recalled(asked: Asked, client: Client) -> None:
    asked.pages.links.recall(asked.id, by=asked.by)


def _over(asked: Asked, client: Client) -> None:
    asked.pages.links.model.objects.update(expires_at=clock.now() - timedelta(seconds=1))


def _replaced(asked: Asked, client: Client) -> None:
    asked.link()


@pytest.mark.parametrize("end", [_used, _recalled, _over, _replaced])
def test_a_link_that_is_over_answers_like_one_that_never_was(
    end: Callable[[Asked, Client], None], asked: Asked
) -> None:
    link = asked.link()
    end(asked, asked.open(link))

    with CaptureQueriesContext(connection) as one:
        dead = Client().post(asked.address(link))
    with CaptureQueriesContext(connection) as other:
        wrong = Client().post(asked.address("x" * len(link)))

    assert dead.status_code == wrong.status_code == 404
    assert said(dead) == said(wrong)
    assert dict(dead.items()) == dict(wrong.items())
    assert len(one) == len(other)
    assert "guests/nothing_here.html" in [each.name for each in dead.templates]


@pytest.mark.parametrize("end", [_used, _recalled, _over, _replaced])
def test_an_open_session_ends_with_its_link_at_the_next_request(
    end: Callable[[Asked, Client], None], asked: Asked
) -> None:
    client = asked.open(asked.link())
    session = dict(client.session.items())
    end(asked, client)
    kept = Client()
    kept_session = kept.session
    kept_session.update(session)
    kept_session.save()

    for holder in (client, kept):
        for method, path in (
            ("get", reverse(asked.route("own"))),
            ("get", asked.row),
            ("post", asked.row),
            ("post", reverse(asked.route("handing-in"))),
        ):
            answer, stranger = (getattr(each, method)(path, asked.saying) for each in (holder, Client()))
            assert answer.status_code == 404
            assert said(answer) == said(stranger)


@pytest.mark.parametrize(("end", "status"), [(_used, HANDED_IN), (_recalled, RECALLED), (_over, OVER)])
def test_what_is_over_is_neither_recalled_nor_gets_a_link(
    end: Callable[[Asked, Client], None], status: str, asked: Asked
) -> None:
    end(asked, asked.open(asked.link()))

    assert asked.stored.status == status
    for act in (asked.pages.links.make, asked.pages.links.recall):
        with pytest.raises(AlreadyThere):
            act(asked.id, by=asked.by)


def test_a_session_is_short_and_the_link_opens_another(asked: Asked) -> None:
    link = asked.link()
    client = asked.open(link)
    asked.pages.links.model.objects.update(session_until=clock.now() - timedelta(seconds=1))

    assert client.get(reverse(asked.route("own"))).status_code == 404
    assert asked.words in shown(asked.open(link), asked.route("own"))


def test_the_last_day_is_a_whole_day(asked: Asked) -> None:
    request = asked.another(1)
    client = asked.open(asked.pages.links.make(request, by=asked.by))
    late = timezone.localtime(clock.now()).replace(hour=23, minute=50) + timedelta(days=1)
    asked.pages.links.model.objects.update(session_until=late + timedelta(days=2))

    with clock.time_from(lambda: late):
        assert client.get(reverse(asked.route("own"))).status_code == 200
    with clock.time_from(lambda: late + timedelta(minutes=20)):
        assert client.get(reverse(asked.route("own"))).status_code == 404


def test_no_secret_stands_in_the_table(asked: Asked) -> None:
    link = asked.link()
    client = asked.open(link)

    stored = str(asked.pages.links.model.objects.values().get())

    assert link not in stored
    assert client.session[asked.pages.session] not in stored


@pytest.mark.slow
def test_trying_links_is_limited_like_signing_in(asked: Asked) -> None:
    client = Client()
    for _ in range(OPENED_BY_ADDRESS.most):
        assert client.post(asked.address("guess")).status_code == 404

    assert client.post(asked.address("guess")).status_code == 429
    assert Attempts.objects.get().count == OPENED_BY_ADDRESS.most + 1


def test_a_letter_holds_a_link_that_opens_the_request_and_the_last_day_and_leaves_once(asked: Asked) -> None:
    send = asked.pages.links.send_letter
    assert asked.stored.status == ASKED

    assert send(asked.id, site=SITE)
    assert not send(asked.id, site=SITE)

    (letter,) = mail.outbox
    (link,) = (word for word in letter.body.split() if word.startswith(SITE))
    assert date_format(timezone.localtime(asked.stored.expires_at)) in letter.body
    assert asked.words not in f"{letter.subject} {letter.body}"
    assert asked.stored.status == SENT
    client = Client()
    assert client.post(f"/{link.removeprefix(SITE)}", follow=True).status_code == 200
    assert asked.words in shown(client, asked.route("own"))
    assert asked.stored.status == OPENED


def test_no_letter_leaves_for_what_was_recalled_or_has_a_link_already(asked: Asked) -> None:
    asked.link()
    assert asked.stored.status == MADE
    recalled = asked.another(7)
    asked.pages.links.recall(recalled, by=asked.by)

    for request in (asked.id, recalled):
        assert not asked.pages.links.send_letter(request, site=SITE)
    assert mail.outbox == []
