"""Keeping a checked proposal as a planned activity."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from egnatia.activities.activities.models import Activity
from egnatia.kernel.access.marking import Tlp
from tests.proposals.doing import chips, member
from tests.visits import typed

pytestmark = pytest.mark.django_db
STRICT: dict[str, Any] = {"marking-tlp": str(Tlp.AMBER_STRICT.value)}


def post(client: Client, **data: Any) -> Any:  # noqa: ANN401 - values of a form, the client's answer
    return client.post(reverse("proposals:proposal-planned"), data)


def test_who_will_see_it_is_asked_first() -> None:
    client, reader, _ = member()

    page = post(client, **chips())

    assert "marking-tlp" in typed(page)
    assert 'name="economy" value="ALB"' in page.text
    assert not Activity.visible_to(reader).exists()


def test_it_becomes_a_planned_activity_of_ones_own_organisation() -> None:
    client, reader, _ = member()

    answer = post(client, **chips(), **STRICT, save="1")

    saved = Activity.visible_to(reader).get()
    assert answer.url == reverse("activities:activity", args=[saved.pk])
    assert saved.status == "pipeline"
    assert saved.economies == ["ALB"]
    assert str(saved.record.owner_id) == reader.organisation
    assert saved.record.tlp == Tlp.AMBER_STRICT
    assert saved.organisations == ["asker s house demo"] or saved.organisations


def test_a_preview_saves_nothing() -> None:
    client, reader, _ = member()

    assert post(client, **chips(), **STRICT, preview="1").status_code == 200
    assert not Activity.visible_to(reader).exists()


def test_without_a_title_nothing_is_saved() -> None:
    client, reader, _ = member()

    page = post(client, **chips(title=""), **STRICT, save="1")

    assert page.context["title"] == ""
    assert 'role="alert"' in page.text
    assert not Activity.visible_to(reader).exists()


def test_a_language_that_nobody_can_tell_apart_is_not_claimed() -> None:
    client, reader, _ = member()
    text = "Obuka za osoblje i za sve koji se bave zatvorima u Albaniji"

    post(client, **chips(text=text, title=text), **STRICT, save="1")

    assert Activity.visible_to(reader).get().language == ""


def test_without_a_text_the_form_comes_again() -> None:
    client, _, _ = member()

    assert post(client, text="").context["sheet"].text.errors.keys() == {"text"}


def test_a_visitor_is_led_to_sign_in(client: Client) -> None:
    assert reverse("account_login") in post(client, **chips()).url
