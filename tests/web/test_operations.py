"""What machines ask of a site is answered in a line, to everybody alike, without saying anything of its content."""

from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from tests import make
from tests.visits import of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/health/live/", "/health/ready/"])
def test_health_has_a_status_and_no_content(address: str) -> None:
    answer = Client().get(address)

    assert (answer.status_code, answer.content) == (200, b"")


def test_without_a_database_it_lives_and_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: Any) -> None:  # noqa: ANN401 - of Django's cursor
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", broken)

    assert Client().get("/health/ready/").status_code == 503
    assert Client().get("/health/live/").status_code == 200


def test_whom_to_tell_of_a_weakness_is_said_where_somebody_was_named(settings: Any) -> None:  # noqa: ANN401 - pytest-django's
    address = "/.well-known/security.txt"
    settings.SECURITY_CONTACT = ""
    assert Client().get(address).status_code == 404

    settings.SECURITY_CONTACT = "mailto:security@example.org"
    said = Client().get(address).content.decode()

    assert "Contact: mailto:security@example.org\n" in said
    assert "Expires: 20" in said


def test_robots_stay_out_of_accounts_and_the_search() -> None:
    said = Client().get("/robots.txt").content.decode()

    assert "Disallow: /account/" in said
    assert of(make.reader()).get("/robots.txt").content.decode() == said
