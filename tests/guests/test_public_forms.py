"""What every form for strangers has in common, tried on the one that asks what is missing."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from egnatia.guests import public_forms
from egnatia.guests.public_forms import (
    BY_FORM,
    FAST,
    LATE,
    TRAPPED,
    beginning_of,
    check_of,
    moment_in,
    moment_of,
    reference_of,
    sender_of,
    suspicion_of,
)
from egnatia.kernel import clock
from egnatia.people.limits.models import Attempts
from egnatia.people.limits.rules import HOUR, Limit
from egnatia.public.models import VisitorMessage
from tests.visits import Answer, faults, got, shown, typed

pytestmark = pytest.mark.django_db
PAGE = reverse("public:missing")
NOW = datetime(2026, 11, 4, 9, 20, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def at() -> Iterator[Clock]:
    passing = Clock()
    with clock.time_from(passing):
        yield passing


def opened(client: Client) -> dict[str, object]:
    """The fields as a browser has them, with the moment of the page."""
    page = got(client, "public:missing")
    return {name: values[0] for name, values in typed(page).items() if values}


def send(at: Clock, text: str = "Where is the strategy for youth?", after: float = 30, **changed: object) -> Answer:
    client = Client(REMOTE_ADDR=str(changed.pop("address", "192.0.2.7")))
    sent = {**opened(client), "text": text}
    at.pass_by(seconds=after)
    return client.post(PAGE, {**sent, **changed})


def test_what_somebody_wrote_is_kept_and_confirmed_by_a_number(at: Clock) -> None:
    answer = send(at, email="reader@example.org", page="/needs/")

    kept = VisitorMessage.objects.get()
    assert (kept.text, kept.email, kept.page) == ("Where is the strategy for youth?", "reader@example.org", "/needs/")
    assert answer.url == reverse("public:missing-thanks", args=[kept.reference])
    assert kept.reference in Client().get(answer.url).text


def test_whatever_number_is_confirmed_alike() -> None:
    one, other = (shown(Client(), "public:missing-thanks", number) for number in ("AAAAA-BBBBB", "CCCCC-DDDDD"))

    assert one.replace("AAAAA-BBBBB", "CCCCC-DDDDD") == other
    assert Client().get("/missing/thanks/<b>/").status_code == 404


@pytest.mark.parametrize("after", [0.5, 24 * 3600 + 1])
def test_what_is_sent_too_fast_or_too_late_is_asked_for_again_with_what_was_typed(at: Clock, after: float) -> None:
    answer = send(at, "My long text", after)

    assert answer.status_code == 422
    assert 'value="My long text"' in answer.text
    assert not VisitorMessage.objects.exists()


def test_the_button_that_sends_again_sends(at: Clock) -> None:
    again = send(at, after=0.5)
    fields = dict(re.findall(r'name="(text|moment)"\s+value="([^"]*)"', again.text))
    at.pass_by(seconds=3)

    assert Client().post(PAGE, fields).status_code == 302
    assert VisitorMessage.objects.count() == 1


@pytest.mark.parametrize(
    "changed", [{"website": "https://spam.example"}, {"moment": "1793783999:forged"}, {"moment": ""}]
)
def test_what_fails_the_invisible_check_costs_no_query(at: Clock, changed: dict[str, object]) -> None:
    client = Client()
    sent = {**opened(client), "text": "Buy now"}
    at.pass_by(seconds=30)
    with CaptureQueriesContext(connection) as asked:
        answer = client.post(PAGE, {**sent, **changed})

    assert (answer.status_code, len(asked)) == (422, 0)
    assert not VisitorMessage.objects.exists()


def test_a_moment_of_another_form_is_none() -> None:
    assert moment_in("contact", moment_of("missing", NOW)) is None
    assert moment_in("missing", moment_of("missing", NOW)) == NOW


def test_what_the_check_says() -> None:
    assert check_of("x", NOW, NOW + timedelta(minutes=1)) == TRAPPED
    assert check_of("", NOW, NOW + timedelta(seconds=2)) == FAST
    assert check_of("", NOW, NOW + timedelta(hours=25)) == LATE
    assert check_of("", None, NOW) == LATE
    assert check_of("", NOW, NOW + timedelta(seconds=3)) == ""


def test_the_same_text_is_kept_once_and_has_the_same_number(at: Clock) -> None:
    first, second = send(at), send(at, address="192.0.2.8")

    assert first.url == second.url
    assert VisitorMessage.objects.count() == 1


def test_a_sixth_message_from_one_address_waits_for_the_next_hour(at: Clock) -> None:
    answers = [send(at, f"Message {'x' * number}").status_code for number in range(6)]

    assert answers == [302] * 5 + [429]
    assert send(at, "Another one", address="192.0.2.9").status_code == 302
    at.pass_by(hours=1)
    assert send(at, "An hour later").status_code == 302


def test_a_form_takes_so_many_an_hour_from_all_together(at: Clock) -> None:
    key = Limit("public form missing", BY_FORM, HOUR).key("2026-11-04T09")
    Attempts.objects.create(key=key, count=BY_FORM - 1, ends_at=NOW + timedelta(minutes=40))
    answers = [send(at, f"Text {'y' * each}", address=f"192.0.2.{each}") for each in range(2)]

    assert [each.status_code for each in answers] == [302, 429]
    assert "Retry-After" in answers[1].headers
    assert "Text y" in answers[1].text


def test_no_address_is_kept(at: Clock) -> None:
    send(at, address="192.0.2.77")

    assert all("192.0.2" not in each.key for each in Attempts.objects.all())
    hour = Attempts.objects.order_by("ends_at").first()
    assert hour is not None
    assert hour.ends_at <= NOW + timedelta(hours=1)


def test_an_address_is_another_key_in_the_next_hour() -> None:
    assert sender_of("192.0.2.7", NOW) == sender_of("192.0.2.7", NOW + timedelta(minutes=5))
    assert sender_of("192.0.2.7", NOW) != sender_of("192.0.2.7", NOW + timedelta(hours=1))
    assert sender_of("2001:db8::1", NOW) == sender_of("2001:db8::ffff", NOW)
    assert sender_of("2001:db8::1", NOW) != sender_of("2001:db8:0:1::1", NOW)
    assert sender_of("no address", NOW)


@pytest.mark.parametrize("text", ["", " ", "x" * 2_001, "Bell\x07", "Delete\x7f"])
def test_texts_that_are_empty_too_long_or_not_text_are_refused(at: Clock, text: str) -> None:
    assert "text" in faults(send(at, text))
    assert not VisitorMessage.objects.exists()


def test_signs_that_turn_the_direction_are_left_out_and_ends_of_lines_are_of_one_sort(at: Clock) -> None:
    send(at, "One\r\ntwo \u202eeerht")

    assert VisitorMessage.objects.get().text == "One\ntwo eerht"


def test_half_a_character_is_refused(at: Clock) -> None:
    assert send(at, "NUL\0").status_code == 400


@pytest.mark.parametrize("email", ["nobody", "a@b", "a" * 250 + "@example.org", "a@example.org\nBcc: b@example.org"])
def test_an_address_that_is_none_is_refused(at: Clock, email: str) -> None:
    assert "email" in faults(send(at, email=email))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A plain question about https://example.org", ""),
        ("<a href=x>cheap</a>", "markup"),
        ("[url=x]cheap[/url]", "markup"),
        ("http://a http://b www.c", "links"),
        ("x" * 5_000, "typed"),
    ],
)
def test_what_makes_a_text_doubtful(text: str, code: str) -> None:
    assert suspicion_of([text], 20) == code


def test_messages_that_begin_alike_are_doubtful_from_the_third(at: Clock) -> None:
    for number in range(3):
        send(at, f"Dear sir or madam, we offer you good credit, number {number}", address=f"192.0.2.{number}")

    assert list(VisitorMessage.objects.order_by("at").values_list("suspicion", flat=True)) == ["", "", "repeated"]
    assert beginning_of(["Offer 12: x", "No"]) == "offer x"


def test_numbers_can_be_read_out() -> None:
    assert re.fullmatch(public_forms.REFERENCE, reference_of("ab" * 32))


def test_no_cookie_but_that_against_forged_forms(at: Clock) -> None:
    client = Client()
    got(client, "public:missing")
    assert set(client.cookies) == {settings.CSRF_COOKIE_NAME}


def test_a_form_from_elsewhere_is_refused(at: Clock) -> None:
    client = Client(enforce_csrf_checks=True)

    assert client.post(PAGE, {"text": "x"}).status_code == 403
