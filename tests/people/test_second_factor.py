import re
from datetime import timedelta
from email.message import Message

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from procrastinate.contrib.django.models import ProcrastinateJob
from typer.testing import CliRunner

from egnatia.kernel import clock
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent, Person
from egnatia.kernel.readers import reader_of
from egnatia.kernel.requests import SECOND_FACTOR_SHOWN
from egnatia.people.accounts.jobs import send_announcement
from egnatia.people.accounts.second_factor import SecondFactorAdapter
from egnatia.people.administration.actions import confirm, make_recovery_codes, reset_second_factor
from egnatia.web.cli import main
from tests import make
from tests.letters import text_of
from tests.people.accounts import PASSWORD, SECRET, account, browser, code_now, factors, sign_in, with_app
from tests.people.test_passwords import letters
from tests.visits import faults, got, offers, typed

__all__ = ["letters"]
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


def set_up(client: Client) -> None:
    (secret,) = re.findall(r'<code id="secret">\s*(\w+)', client.get(APP).content.decode())
    assert client.post(APP, {"code": code_now(secret)}).status_code == 302


def joined(who: Person, *, ago: timedelta) -> None:
    Person.objects.filter(pk=who.pk).update(joined_at=clock.now() - ago)


@pytest.mark.parametrize(("days", "waits"), [(13, False), (15, True)])
def test_a_first_factor_that_comes_late_waits_for_a_steward_like_a_reset(days: int, waits: bool) -> None:
    """A password that somebody else learned meanwhile opens no more than it did."""
    who = account("officer")
    make.seat(who, "focal-points")
    joined(who, ago=timedelta(days=days))
    client = asked_again(who)
    page = got(client, "people:second-factor")
    assert page.context["account"].too_late == waits
    day = date_format(timezone.localdate(page.context["account"].first_factor_until))
    assert day in page.text

    set_up(client)

    who.refresh_from_db()
    assert (who.unconfirmed_since is not None) == waits
    assert client.session[SECOND_FACTOR_SHOWN] != waits
    assert ("A:focal-points:*" in reader_of(who, strong=True).held) != waits
    if waits:
        assert 'class="notice warning"' in got(client, "people:second-factor").text
        steward = make.person("steward")
        make.seat(steward, "focal-points", steward=True)
        confirm(who.pk, by=reader_of(steward, strong=True))
        assert "A:focal-points:*" in reader_of(Person.objects.get(pk=who.pk), strong=True).held


def test_nobody_confirms_their_own_late_factor_but_the_machine_may() -> None:
    who = account("officer")
    make.seat(who, "focal-points", steward=True)
    joined(who, ago=timedelta(days=15))
    set_up(asked_again(who))

    with pytest.raises(NotFound):
        confirm(who.pk, by=reader_of(Person.objects.get(pk=who.pk), strong=True))
    run = CliRunner()
    assert run.invoke(main, ["user", "confirm", "officer"]).exit_code == 0
    assert Person.objects.get(pk=who.pk).unconfirmed_since is None
    assert run.invoke(main, ["user", "confirm", "officer"]).exit_code == 1


def test_a_further_factor_added_with_the_password_alone_waits_too() -> None:
    """Whoever knows the password only would else add a key of their own beside the owner's app."""
    who = account("officer")
    client = asked_again(who)  # signed in before the app was there
    key = Authenticator.objects.create(user=who, type="webauthn", data={"name": "Blue key", "credential": {}})
    assert key.pk

    set_up(client)

    who.refresh_from_db()
    assert who.unconfirmed_since
    assert not client.session[SECOND_FACTOR_SHOWN]


def test_a_further_factor_of_a_session_that_showed_one_opens_at_once_whenever() -> None:
    who = account("officer")
    Authenticator.objects.create(user=who, type="webauthn", data={"name": "Blue key", "credential": {}})
    joined(who, ago=timedelta(days=400))

    set_up(asked_again(who, strong=True))

    who.refresh_from_db()
    assert who.unconfirmed_since is None


def test_a_late_factor_after_a_reset_does_not_let_the_one_who_reset_confirm() -> None:
    who, by = account("officer"), make.person("both", is_administrator=True)
    make.seat(who, "focal-points")
    make.seat(by, "focal-points", steward=True)
    joined(who, ago=timedelta(days=15))
    reset_second_factor(who.pk, by=reader_of(by, strong=True))

    set_up(asked_again(who))

    with pytest.raises(NotAllowed, match="second-person"):
        confirm(who.pk, by=reader_of(by, strong=True))


def announced() -> list[str]:
    """The changes of second factors whose e-mails wait in the queue; they are sent."""
    jobs = ProcrastinateJob.objects.filter(task_name="people.announce_second_factor").order_by("pk")
    for job in jobs:
        assert "@" not in str(job.args), "no address in the queue"
        send_announcement(**job.args)
    return [job.args["change"] for job in jobs]


def test_every_change_of_the_second_factors_is_announced_to_their_owner(letters: list[Message]) -> None:
    who, by = account("officer", email="officer@example.org"), make.reader("desk", secretariat=True)
    client = asked_again(who)
    key = Authenticator.objects.create(user=who, type="webauthn", data={"name": "Blue key", "credential": {}})

    joined(who, ago=timedelta(days=1))
    key.delete()
    set_up(client)
    client.post(reverse("mfa_generate_recovery_codes"))
    key = Authenticator.objects.create(user=who, type="webauthn", data={"name": "Blue key", "credential": {}})
    client.post(reverse("mfa_remove_webauthn", args=[key.pk]))
    client.post(reverse("mfa_deactivate_totp"))
    make_recovery_codes(who.pk, by=by)
    reset_second_factor(who.pk, by=by)

    assert announced() == ["added", "codes", "removed", "removed", "codes", "reset"]
    assert [letter["To"] for letter in letters] == ["officer@example.org"] * 6
    assert all("officer" in text_of(letter) for letter in letters)
    assert len({text_of(letter) for letter in letters}) == 4, "each kind of change has a sentence"
    assert not any("http" in text_of(letter) for letter in letters), "no link that somebody else could send too"


def test_an_account_without_an_address_is_told_nothing(letters: list[Message]) -> None:
    set_up(asked_again(account("officer")))

    assert announced() == ["added"]
    assert letters == []


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
