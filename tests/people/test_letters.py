"""Which letters somebody gets: chosen on his page, ended by the link in a letter."""

from zoneinfo import available_timezones

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent
from egnatia.kernel.reader import ANONYMOUS, Reader
from egnatia.people.letters.actions import choose_letters
from egnatia.people.letters.models import EndedLetters
from egnatia.people.letters.queries import chosen_by
from egnatia.people.letters.rules import REPORTS, mailbox_key, person_key, read_token, token_for, zones
from tests import make
from tests.mapping.activities.doing import of

pytestmark = pytest.mark.django_db
PAGE = reverse("people:letters")


@pytest.fixture
def amra() -> Reader:
    return make.reader("amra")


def link(reader: Reader) -> str:
    return reverse("people:letters-ending", args=[token_for(person_key(reader.person), REPORTS)])


def test_everybody_gets_them_in_the_installations_time_until_he_says_otherwise(amra: Reader) -> None:
    assert chosen_by(amra).wanted == {REPORTS}
    assert chosen_by(amra).zone == settings.TIME_ZONE

    answer = of(amra).post(PAGE, {"zone": "Europe/Athens"})

    assert answer["Location"] == PAGE
    assert chosen_by(amra).wanted == frozenset()
    assert chosen_by(amra).zone == "Europe/Athens"
    of(amra).post(PAGE, {"zone": "Europe/Athens", "wanted": [REPORTS]})
    assert chosen_by(amra).wanted == {REPORTS}
    assert AuditEvent.objects.filter(verb="chose letters").count() == 2


def test_a_zone_or_a_kind_that_is_none_is_refused_and_nothing_is_kept(amra: Reader) -> None:
    page = of(amra).post(PAGE, {"zone": "Mars/Olympus", "wanted": ["all"]})

    assert page.status_code == 200
    assert page.content.decode().count("Select a valid choice") >= 2
    assert chosen_by(amra).zone == settings.TIME_ZONE
    with pytest.raises(NotFound):
        choose_letters(frozenset(), "Mars/Olympus", by=amra)
    with pytest.raises(NotFound):
        choose_letters(frozenset({"all"}), "Europe/Athens", by=amra)
    with pytest.raises(NotAllowed):
        choose_letters(frozenset(), "Europe/Athens", by=ANONYMOUS)


def test_the_link_of_a_letter_ends_them_with_one_button_without_signing_in(amra: Reader) -> None:
    visitor = Client(enforce_csrf_checks=True)
    page = visitor.get(link(amra)).content.decode()
    assert "End them" in page
    assert chosen_by(amra).wanted == {REPORTS}  # a link that was looked at ends nothing

    answer = visitor.post(link(amra), {"List-Unsubscribe": "One-Click"})  # as mail programs send it, without a token

    assert "These letters have ended" in answer.content.decode()
    assert chosen_by(amra).wanted == frozenset()
    visitor.post(link(amra))
    assert EndedLetters.objects.count() == AuditEvent.objects.filter(verb="ended letters").count() == 1


def test_the_link_of_one_ends_nothing_of_another(amra: Reader) -> None:
    other = make.reader("besa")

    Client().post(link(other))

    assert chosen_by(amra).wanted == {REPORTS}


def test_what_was_not_signed_for_a_kind_of_letters_is_not_there() -> None:
    for token in ("x", "WyJhIiwicmVwb3J0cyJd:forged", token_for("somebody", "newsletter")):
        for send in (Client().get, Client().post):
            assert send(reverse("people:letters-ending", args=[token])).status_code == 404
        assert read_token(token) is None


def test_one_who_gets_letters_is_kept_without_a_name() -> None:
    assert mailbox_key(" Office@Example.org") == mailbox_key("office@example.org")
    assert "office" not in mailbox_key("office@example.org")


def test_every_zone_that_is_offered_is_one() -> None:
    assert settings.TIME_ZONE in zones()
    assert set(zones()) <= available_timezones()
