from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from egnatia.kernel import clock
from egnatia.kernel.models import AuditEvent
from egnatia.kernel.requests import SECOND_FACTOR_SHOWN
from egnatia.people.limits.actions import count
from egnatia.people.limits.rules import (
    CODE_BY_ACCOUNT,
    RESET_BY_ACCOUNT,
    SIGN_IN_BY_ACCOUNT,
    SIGN_IN_BY_ADDRESS,
    SIGN_IN_BY_BROWSER,
    TooManyError,
)
from tests.people.accounts import PASSWORD, account, browser, code_now, plain, sign_in, with_app
from tests.visits import faults, got, words

pytestmark = pytest.mark.django_db
HERE = reverse("people:account")


def says_so(client: Client, name: str) -> bool:
    """Whether a page says that the session is without a second step."""
    page = client.get(reverse(name))
    assert page.status_code == 200
    noticed = bool(page.context["page"].second_factor_notice)
    assert ('class="strip factor"' in page.text) is noticed
    return noticed


def test_one_signs_in_by_user_name_or_by_e_mail() -> None:
    account("officer", email="officer@example.org")

    for name in ("officer", "officer@example.org"):
        client = Client()
        assert sign_in(client, name).status_code == 302
        assert "officer (demo)" in client.get(HERE).content.decode()


def test_signing_in_and_out_leaves_one_event_each() -> None:
    account("officer")
    client = Client()

    sign_in(client, "officer")
    client.post(reverse("account_logout"))

    assert list(AuditEvent.objects.order_by("at").values_list("verb", flat=True)) == ["signed in", "signed out"]
    assert client.get(HERE).status_code == 302


def test_without_a_second_factor_every_page_says_so_alike() -> None:
    account("officer")
    client = Client()
    sign_in(client, "officer")

    assert not client.session[SECOND_FACTOR_SHOWN]
    for name in ("people:account", "people:directory", "people:sessions", "people:second-factor"):
        assert says_so(client, name)


def test_with_the_code_of_the_app_the_session_is_strong() -> None:
    with_app("officer")
    client = Client()

    assert sign_in(client, "officer")["Location"] == reverse("mfa_authenticate")
    assert client.get(HERE).status_code == 302, "not in before the second step"
    answer = client.post(reverse("mfa_authenticate"), {"code": code_now()})

    assert answer.status_code == 302
    assert client.session[SECOND_FACTOR_SHOWN]
    assert not says_so(client, "people:account")


def test_a_code_of_the_app_works_once() -> None:
    with_app("officer")
    first, second, code = Client(), Client(), code_now()
    sign_in(first, "officer")
    sign_in(second, "officer")

    assert first.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    again = second.post(reverse("mfa_authenticate"), {"code": code})
    assert faults(again).keys() == {"code"}
    assert again.context["form"].errors["code"][0] in again.text
    assert not second.session.get(SECOND_FACTOR_SHOWN)


def test_there_is_no_self_sign_up() -> None:
    assert Client().get("/account/signup/").status_code == 404
    assert Client().post("/account/signup/", {"username": "me", "password1": PASSWORD}).status_code == 404


def test_an_unknown_name_and_a_wrong_password_get_the_same_bytes() -> None:
    account("officer")

    wrong = sign_in(Client(), "officer", "wrong")
    unknown = sign_in(Client(), "stranger", "wrong")

    assert plain(wrong.content).replace(b"officer", b"x") == plain(unknown.content).replace(b"stranger", b"x")
    assert wrong.status_code == unknown.status_code == 200


def test_where_nothing_would_be_saved_nothing_is_said_of_saving() -> None:
    account("ana")

    pages = [
        sign_in(Client(), "ana", "wrong wrong wrong").content,
        Client().post(reverse("account_reset_password"), {"email": "nobody"}).content,
        Client().post(reverse("proposals:proposal"), {"text": ""}).content,
    ]

    for page in pages:
        assert b"Please correct the following" in page
        assert b"Not saved yet" not in page


def test_a_closed_account_signs_in_nowhere() -> None:
    who = account("officer")
    client = browser(who)
    who.is_active = False
    who.save()

    assert client.get(HERE).status_code == 302, "the open session ends too"
    assert sign_in(Client(), "officer")["Location"] == reverse("account_inactive")
    page = got(Client(), "account_inactive")
    assert "account/account_inactive.html" in {each.name for each in page.templates}
    assert words(page.content)


@pytest.mark.parametrize("name", ["officer", "stranger"])
def test_too_many_attempts_are_refused_whether_there_is_such_an_account_or_not(name: str) -> None:
    account("officer")
    client = Client()
    answers = [sign_in(client, name, "wrong").status_code for _ in range(SIGN_IN_BY_ACCOUNT.most + 1)]

    assert answers == [200] * SIGN_IN_BY_ACCOUNT.most + [429]
    assert sign_in(client, name).status_code == 429, "the right password too"


def test_whoever_gets_in_starts_from_nought() -> None:
    account("officer")
    for _ in range(SIGN_IN_BY_ACCOUNT.most - 1):
        sign_in(Client(), "officer", "wrong")
    sign_in(Client(), "officer")

    assert sign_in(Client(), "officer", "wrong").status_code == 200


def test_a_window_begins_with_the_first_attempt_and_ends_by_itself() -> None:
    def attempts(moment: datetime, number: int) -> None:
        with clock.time_from(lambda: moment):
            for _ in range(number):
                count(SIGN_IN_BY_ACCOUNT, "officer")

    before_the_hour = datetime(2026, 11, 30, 9, 59, 59, tzinfo=UTC)
    attempts(before_the_hour, SIGN_IN_BY_ACCOUNT.most)

    with pytest.raises(TooManyError) as refused:
        attempts(before_the_hour + timedelta(seconds=2), 1)
    assert refused.value.seconds == SIGN_IN_BY_ACCOUNT.within.total_seconds() - 2
    attempts(before_the_hour + SIGN_IN_BY_ACCOUNT.within, SIGN_IN_BY_ACCOUNT.most)


def test_attempts_of_strangers_do_not_refuse_the_browser_of_the_owner() -> None:
    account("officer")
    own = Client()
    assert sign_in(own, "officer").status_code == 302
    own.post(reverse("account_logout"))
    for _ in range(SIGN_IN_BY_ACCOUNT.most + 1):
        sign_in(Client(), "officer", "wrong")
    for _ in range(SIGN_IN_BY_ADDRESS.most + 1):
        with suppress(TooManyError):
            count(SIGN_IN_BY_ADDRESS, "127.0.0.1")

    assert sign_in(Client(), "officer").status_code == 429
    assert sign_in(own, "officer").status_code == 302
    own.post(reverse("account_logout"))
    assert sign_in(own, "another", "wrong").status_code == 429, "it is known to one account alone"


def test_the_browser_of_the_owner_has_a_limit_of_its_own() -> None:
    account("officer")
    own = Client()
    sign_in(own, "officer")
    own.post(reverse("account_logout"))
    answers = [sign_in(own, "officer", "wrong").status_code for _ in range(SIGN_IN_BY_BROWSER.most + 1)]

    assert answers == [200] * SIGN_IN_BY_BROWSER.most + [429]


@pytest.mark.parametrize("letters", ["secretar\u0131at", "SECRETARIAT", "Secretariat@Example.org"])
def test_other_letters_for_one_account_give_no_new_attempts(letters: str) -> None:
    account("secretariat", email="secretariat@example.org")
    for _ in range(SIGN_IN_BY_ACCOUNT.most):
        sign_in(Client(), "secretariat", "wrong")

    assert sign_in(Client(), letters, "wrong").status_code == 429


@pytest.mark.slow
def test_right_sign_ins_use_up_no_attempts_of_an_address() -> None:
    account("officer")
    for _ in range(SIGN_IN_BY_ADDRESS.most + 1):
        assert sign_in(Client(), "officer").status_code == 302


@pytest.mark.slow
def test_one_address_tries_many_names_in_vain() -> None:
    client = Client()
    answers = {sign_in(client, f"name-{number}", "wrong").status_code for number in range(SIGN_IN_BY_ADDRESS.most)}
    refused = sign_in(client, "another", "wrong")

    assert answers == {200}
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0


def test_code_entry_is_limited() -> None:
    with_app("officer")
    client = Client()
    sign_in(client, "officer")
    wrong = [client.post(reverse("mfa_authenticate"), {"code": "000000"}) for _ in range(CODE_BY_ACCOUNT.most + 1)]

    assert [answer.status_code for answer in wrong] == [200] * CODE_BY_ACCOUNT.most + [429]


def test_asking_for_a_new_password_is_limited_by_address() -> None:
    answers = [
        Client().post(reverse("account_reset_password"), {"email": "nobody@example.org"})
        for _ in range(RESET_BY_ACCOUNT.most + 1)
    ]

    assert [answer.status_code for answer in answers] == [302] * RESET_BY_ACCOUNT.most + [429]


def test_every_page_around_signing_in_is_ours_and_keeps_the_policy() -> None:
    for name in ("login", "machine_code", "reset_password", "reset_password_done", "reset_password_from_key_done"):
        answer = Client().get(reverse(f"account_{name}"))
        assert answer.status_code == 200
        assert '<footer class="page-footer">' in answer.text
        assert "script-src 'self'" in answer["Content-Security-Policy"]


def test_after_signing_in_one_comes_back_to_where_one_was_led_from() -> None:
    account("officer")
    client = Client()
    led = client.get(reverse("people:sessions"))

    answer = client.post(
        led["Location"], {"login": "officer", "password": PASSWORD, "next": reverse("people:sessions")}
    )

    assert answer["Location"] == reverse("people:sessions")


def test_whoever_signs_in_is_led_back_unless_the_way_back_is_absurdly_long() -> None:
    client = Client()

    assert "tab%3Dkeys" in client.get(HERE, {"tab": "keys"})["Location"]
    assert client.get(HERE, {"tab": "9" * 20_000})["Location"].endswith("?next=/")
