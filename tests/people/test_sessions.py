from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from egnatia.kernel import clock, memberships
from egnatia.kernel.models import AuditEvent, Membership
from egnatia.kernel.readers import reader_of
from egnatia.people.accounts.rules import browser_words
from egnatia.people.sessions.models import Session
from egnatia.people.sessions.store import stored
from egnatia.web.jobs import keep_retention_periods
from tests import make
from tests.people.accounts import account, browser, sign_in
from tests.visits import offers, rows

pytestmark = pytest.mark.django_db
PAGE = reverse("people:sessions")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def test_own_sessions_are_listed_and_nobody_elses() -> None:
    account("officer")
    account("other")
    here, there, stranger = Client(HTTP_USER_AGENT=FIREFOX), Client(), Client()
    for client, name in ((here, "officer"), (there, "officer"), (stranger, "other")):
        sign_in(client, name)

    page = here.get(PAGE)

    seen = {each.browser: each.here for each in page.context["sessions"]}
    assert len(page.context["sessions"]) == 2
    assert seen == {"Firefox, Linux": True, "": False}
    (first, *_others), (second, *_more) = rows(page)
    assert "Firefox, Linux" in {first, second}
    assert first != second
    assert all((first, second))
    other = Session.objects.get(session_key=stored(there.session.session_key or ""))
    own = Session.objects.get(session_key=stored(here.session.session_key or ""))
    assert offers(page, "people:session-ending", other.name)
    assert not offers(page, "people:session-ending", own.name)


def test_a_session_that_is_ended_is_signed_out_at_its_next_request() -> None:
    who = account("officer")
    here, there = Client(), Client()
    sign_in(here, "officer")
    sign_in(there, "officer")
    other = Session.objects.get(session_key=stored(there.session.session_key or ""))

    here.post(reverse("people:session-ending", args=[other.name]))

    assert there.get(PAGE).status_code == 302
    assert here.get(PAGE).status_code == 200
    assert AuditEvent.objects.filter(verb="ended session", person=str(who.pk)).count() == 1


def test_somebody_elses_session_is_answered_like_a_missing_one() -> None:
    account("officer")
    account("other")
    here, stranger = Client(), Client()
    sign_in(here, "officer")
    sign_in(stranger, "other")
    name = Session.objects.get(session_key=stored(stranger.session.session_key or "")).name

    theirs = here.post(reverse("people:session-ending", args=[name]))
    missing = here.post(reverse("people:session-ending", args=[make.uuid(7)]))

    assert theirs.status_code == missing.status_code == 404
    assert theirs.content == missing.content
    assert stranger.get(PAGE).status_code == 200


def test_all_others_are_ended_at_once() -> None:
    who = account("officer")
    here, one, two = browser(who), browser(who), browser(who)

    here.post(reverse("people:sessions-ending"))

    assert here.get(PAGE).status_code == 200
    assert [client.get(PAGE).status_code for client in (one, two)] == [302, 302]
    assert AuditEvent.objects.get().detail == {"sessions": 2}


def test_a_session_ends_by_itself() -> None:
    client = browser(account("officer"))
    session = Session.objects.get()
    session.expire_date = clock.now() - timedelta(seconds=1)
    session.save()

    assert client.get(PAGE).status_code == 302
    keep_retention_periods(timestamp=0)
    assert not Session.objects.filter(pk=session.pk).exists()


def test_a_session_gets_another_key_and_stays_the_same_session() -> None:
    """As it happens at a second step that is turned on and at a new password, with the session open."""
    person = account("maria")
    maria = Client()
    sign_in(maria, "maria")
    session = Session.objects.get(person=person)

    kept = maria.session
    kept.cycle_key()
    kept.save()

    changed = Session.objects.get(person=person)
    assert (changed.name, changed.started_at) == (session.name, session.started_at)
    assert changed.session_key != session.session_key


def test_a_membership_that_ends_closes_its_pages_at_the_next_request() -> None:
    who = account("officer")
    seat = make.seat(who, "focal-points")
    steward = make.reader("steward", seats=())
    make.seat(make.person("second"), "focal-points", steward=True)
    client = browser(who)
    page = reverse("people:community", args=["focal-points"])
    before = client.get(page).content.decode()

    Membership.objects.filter(pk=seat.pk).update(confirmed_by=steward.person)
    memberships.end(seat.pk, by=reader_of(who, strong=True))

    assert "second (demo)" in before
    assert "second (demo)" not in client.get(page).content.decode()


def test_the_key_of_a_session_stands_on_no_page() -> None:
    client = browser(account("officer"))

    assert str(client.session.session_key) not in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/140 Safari/537 Edg/140", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18 like Mac OS X) Version/18 Safari/604", "Safari, iPhone"),
        ("curl/8", ""),
    ],
)
def test_a_session_is_named_by_what_a_person_recognises(agent: str, words: str) -> None:
    assert browser_words(agent) == words


def test_whoever_reads_the_table_opens_no_session_by_it() -> None:
    account("officer")
    client = Client()
    sign_in(client, "officer")
    (kept,) = Session.objects.values_list("session_key", flat=True)
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = kept

    assert kept != client.session.session_key
    assert thief.get(PAGE).status_code == 302
    assert client.get(PAGE).status_code == 200
