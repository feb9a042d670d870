"""The matrix: what stands in its cells, what is folded, what its links carry."""

import pytest
from django.test import Client
from django.urls import reverse

from egnatia.kernel.models import Person
from egnatia.kernel.reader import Reader
from egnatia.kernel.requests import SECOND_FACTOR_SHOWN
from tests.mapping.matrix import doing

pytestmark = pytest.mark.django_db


def browser(reader: Reader) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=reader.person))
    session = client.session
    session[SECOND_FACTOR_SHOWN] = True
    session.save()
    return client


@pytest.fixture
def mira() -> Reader:
    return doing.focal_point("MNE", "mira")


def test_a_stated_need_without_activity_is_an_open_need(mira: Reader) -> None:
    doing.need(mira, economy="MNE", priority="high")

    page = browser(mira).get(reverse("mapping:matrix"))

    assert page.status_code == 200
    assert "open need" in page.text
