"""Who signs in reads their own language, until they choose another one in their browser."""

import pytest
from django.conf import settings
from django.test import Client

from egnatia.kernel.models import Person
from tests import make
from tests.visits import browser

pytestmark = pytest.mark.django_db


def speaking(language: str) -> Client:
    who = make.person("reader")
    Person.objects.filter(pk=who.pk).update(language=language)
    return browser(Person.objects.get(pk=who.pk))


def test_the_pages_speak_the_language_of_the_account_whatever_the_browser_prefers() -> None:
    page = speaking("sq").get("/", headers={"Accept-Language": "mk"})

    assert '<html lang="sq"' in page.text
    assert page["Content-Language"] == "sq"


def test_what_was_chosen_in_the_browser_wins() -> None:
    client = speaking("sq")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "mk"

    assert '<html lang="mk"' in client.get("/").text


@pytest.mark.parametrize("language", ["en", "xx"])
def test_without_a_wish_of_the_account_the_browser_is_asked(language: str) -> None:
    assert '<html lang="mk"' in speaking(language).get("/", headers={"Accept-Language": "mk"}).text


def test_a_visitor_after_a_reader_gets_their_own_language_again() -> None:
    speaking("sq").get("/")

    assert '<html lang="en"' in Client().get("/").text
