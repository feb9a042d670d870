import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import reverse

from egnatia.kernel.models import AuditEvent, Person
from egnatia.kernel.requests import SECOND_FACTOR_SHOWN
from egnatia.people.accounts.second_factor import SecondFactorAdapter
from tests.people.accounts import PASSWORD, SECRET, account, browser, code_now, factors, sign_in, with_app
from tests.visits import faults, offers, typed

pytestmark = pytest.mark.django_db
APP = reverse("mfa_activate_totp")
PICTURE = reverse("mfa_totp_picture")


def asked_again(who: Person, *, strong: bool = False) -> Client:
    """A client whose person has just typed the password once more."""
    client = browser(who, strong=strong)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("at").values_list("verb", flat=True))


def test_setting_up_an_app_asks_for_the_password_again() -> None:
    client = browser(account("officer"), strong=False)

    assert client.get(APP)["Location"].startswith(reverse("account_reauthenticate"))


def test_the_app_is_set_up_with_a_code_and_opens_the_session() -> None:
    who = account("officer")
    client = asked_again(who)
    (secret,) = re.findall(r'<code id="secret">\s*(\w+)', client.get(APP).content.decode())

    answer = client.post(APP, {"code": code_now(secret)})

    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    assert factors(who) == {"totp", "recovery_codes"}
    assert client.session[SECOND_FACTOR_SHOWN]
    assert verbs() == ["added second factor"]


def test_a_wrong_code_sets_nothing_up() -> None:
    who = account("officer")
    client = asked_again(who)
    client.get(APP)

    answer = client.post(APP, {"code": "000000"})
    assert faults(answer).keys() == {"code"}
    assert answer.context["form"].errors["code"][0] in answer.text
    assert factors(who) == set()


def test_the_picture_of_the_secret_stands_at_an_address_of_its_own_and_is_never_stored() -> None:
    client = asked_again(account("officer"))
    client.get(APP)
    picture = client.get(PICTURE)

    assert picture["Content-Type"] == "image/svg+xml"
    assert "no-store" in picture["Cache-Control"]
    assert b"<svg" in picture.content
    assert browser(account("other")).get(PICTURE).status_code == 404


def test_the_secret_of_an_app_is_encrypted_in_the_database() -> None:
    who = with_app("officer")
    stored = Authenticator.objects.get(user=who).data["secret"]

    assert SECRET not in stored
    assert SecondFactorAdapter().decrypt(stored) == SECRET


def test_printed_codes_alone_are_a_second_step() -> None:
    who = account("officer")
    codes = RecoveryCodes.activate(who).generate_codes()
    client = Client()

    assert sign_in(client, "officer")["Location"] == reverse("mfa_authenticate")
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})

    assert client.session[SECOND_FACTOR_SHOWN]
    again = Client()
    sign_in(again, "officer")
    assert again.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 200, "each works once"


def test_the_printed_codes_are_shown_to_their_owner() -> None:
    who = with_app("officer")
    (code, *_rest) = RecoveryCodes.activate(who).generate_codes()

    page = asked_again(who).get(reverse("mfa_view_recovery_codes"))

    assert code in page.text
    assert len(page.context["unused_codes"]) == page.text.count("<code>") == 10


def test_new_printed_codes_replace_the_old_ones() -> None:
    who = with_app("officer")
    (old, *_rest) = RecoveryCodes.activate(who).generate_codes()
    client = asked_again(who)

    client.post(reverse("mfa_generate_recovery_codes"))

    assert old not in client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert verbs() == ["made recovery codes"]


def test_with_the_last_factor_goes_what_it_opened() -> None:
    who = with_app("officer")
    client = asked_again(who, strong=True)

    client.post(reverse("mfa_deactivate_totp"))

    assert factors(who) == set()
    assert not client.session[SECOND_FACTOR_SHOWN]
    assert verbs() == ["removed second factor"]


def test_a_key_is_removed_and_the_app_keeps_the_session_open() -> None:
    who = with_app("officer")
    key = Authenticator.objects.create(user=who, type="webauthn", data={"name": "Blue key", "credential": {}})
    client = asked_again(who, strong=True)
    listed = client.get(reverse("mfa_list_webauthn")).content.decode()

    client.post(reverse("mfa_remove_webauthn", args=[key.pk]))

    assert "Blue key" in listed
    assert factors(who) == {"totp"}
    assert client.session[SECOND_FACTOR_SHOWN]


def test_somebody_elses_key_is_a_missing_page() -> None:
    key = Authenticator.objects.create(
        user=account("other"), type="webauthn", data={"name": "Blue key", "credential": {}}
    )
    client = asked_again(account("officer"))

    assert client.get(reverse("mfa_remove_webauthn", args=[key.pk])).status_code == 404
    assert client.get(reverse("mfa_edit_webauthn", args=[key.pk])).status_code == 404


def test_a_key_can_be_added_and_renamed_under_the_strict_policy() -> None:
    who = account("officer")
    client = asked_again(who)
    page = client.get(reverse("mfa_add_webauthn")).content.decode()
    key = Authenticator.objects.create(user=who, type="webauthn", data={"name": "Blue key", "credential": {}})

    client.post(reverse("mfa_edit_webauthn", args=[key.pk]), {"name": "Red key"})

    assert "mfa/js/webauthn.js" in page
    key.refresh_from_db()
    assert key.data["name"] == "Red key"


def test_the_name_of_a_key_is_asked_for_in_the_language_of_the_page() -> None:
    who = account("officer")
    client = asked_again(who)
    albanian = {"accept-language": "sq"}
    adding = client.get(reverse("mfa_add_webauthn"), headers=albanian)
    key = Authenticator.objects.create(user=who, type="webauthn", data={"name": "Blue key", "credential": {}})

    renaming = client.get(reverse("mfa_edit_webauthn", args=[key.pk]), headers=albanian)

    for page in (adding, renaming):
        assert re.search(r"<label[^>]*>\s*Emri\b", page.content.decode())


def test_the_second_step_can_be_asked_for_again() -> None:
    client = browser(with_app("officer"))
    page = client.get(reverse("mfa_reauthenticate"))

    answer = client.post(reverse("mfa_reauthenticate"), {"code": code_now()})

    assert page.status_code == 200
    assert typed(page)["code"] == [""]
    assert answer.status_code == 302
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200


def test_the_page_of_the_second_step_says_what_is_there() -> None:
    page = browser(with_app("officer"), strong=False).get(reverse("people:second-factor"))

    assert 'class="notice"' in page.text  # it is there, and was not shown in this session
    assert 'class="notice success"' not in page.text
    assert page.context["account"].factors.any
    assert offers(page, "mfa_deactivate_totp")
    assert not offers(page, "mfa_activate_totp")
    assert reverse("mfa_index") != reverse("people:second-factor")
    assert browser(account("other")).get(reverse("mfa_index"))["Location"] == reverse("people:second-factor")


@pytest.mark.parametrize(
    "name",
    ["people:sessions", "people:second-factor", "mfa_activate_totp", "mfa_list_webauthn", "account_change_password"],
)
def test_every_page_below_the_account_leads_back_to_it(name: str) -> None:
    page = asked_again(account("officer")).get(reverse(name)).content.decode()

    trail = page.split('<nav class="breadcrumb"', 1)[1].split("</nav>", 1)[0]
    assert reverse("people:account") in trail
    assert (reverse("people:second-factor") in trail) == name.startswith("mfa_")
