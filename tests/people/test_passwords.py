import re
import threading
from collections.abc import Iterator
from email.message import Message

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from egnatia.kernel.models import AuditEvent
from egnatia.people.accounts import passwords
from egnatia.people.accounts.jobs import send_reset
from egnatia.people.accounts.queries import address_digest
from egnatia.people.limits.rules import TooManyError
from egnatia.web import settings as served
from tests.letters import mail_server, text_of
from tests.people.accounts import PASSWORD, account, browser, plain, sign_in
from tests.visits import faults, forms, offers

pytestmark = pytest.mark.django_db
RESET = reverse("account_reset_password")
NEW = "another four words entirely"


@pytest.fixture
def letters() -> Iterator[list[Message]]:
    """A real mail server; what it was given."""
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    with (
        mail_server() as post,
        override_settings(EMAIL_BACKEND=smtp, EMAIL_HOST="127.0.0.1", EMAIL_PORT=post.port, EMAIL_USE_TLS=False),
    ):
        yield post.letters


def test_a_new_password_is_chosen_with_a_link_from_the_mail(letters: list[Message]) -> None:
    who = account("officer", email="officer@example.org")
    send_reset(whose=address_digest("officer@example.org"), base="http://localhost:8000/", language="en")
    (letter,) = letters
    (link,) = re.findall(r"http://localhost:8000(\S+)", text_of(letter))
    client = Client()

    form = client.get(link, follow=True)
    assert "" in forms(form)
    answer = client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})

    assert answer["Location"] == reverse("account_reset_password_from_key_done")
    assert sign_in(Client(), "officer", NEW).status_code == 302
    assert list(AuditEvent.objects.filter(target=str(who.pk)).values_list("verb", flat=True)) == ["changed password"]
    again = Client().get(link, follow=True)
    assert again.context["token_fail"]
    assert offers(again, "account_reset_password")
    assert "" not in forms(again)


def test_the_mail_names_the_account_and_holds_one_link(letters: list[Message]) -> None:
    account("officer & co", email="officer@example.org")
    send_reset(whose=address_digest("OFFICER@example.org"), base="http://localhost:8000/", language="en")

    (letter,) = letters
    assert letter["To"] == "officer@example.org", "where the account is reached"
    assert "Egnatia" in letter["Subject"]
    assert "“officer & co”" in text_of(letter)
    assert text_of(letter).count("http") == 1


def test_nobody_gets_a_mail_for_an_address_without_account_or_a_closed_one(letters: list[Message]) -> None:
    account("closed", email="closed@example.org", is_active=False)
    account("without address")

    for address in ("closed@example.org", "stranger@example.org", ""):
        send_reset(whose=address_digest(address), base="http://localhost:8000/", language="en")

    assert letters == []


def test_asking_for_a_new_password_tells_nothing_about_accounts() -> None:
    account("officer", email="officer@example.org")
    Client().post(RESET, {"email": "anybody@example.org"})  # the first of this window
    answers, counts = [], []
    for address in ("officer@example.org", "stranger@example.org"):
        client = Client()
        with CaptureQueriesContext(connection) as queries:
            answers.append(client.post(RESET, {"email": address}, follow=True))
        counts.append(len(queries))

    assert plain(answers[0].content) == plain(answers[1].content)
    assert counts[0] == counts[1]


def test_the_lookup_and_the_mail_are_left_to_a_job() -> None:
    Client().post(RESET, {"email": "Officer@Example.org"})

    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args["whose"]) == ("people.send_reset", address_digest("officer@example.org"))
    assert "officer" not in str(job.args), "nobody reads an address in the queue"


def test_an_address_that_is_none_is_said_beside_the_field() -> None:
    answer = Client().post(RESET, {"email": "none"})

    assert faults(answer) == {"email": ["invalid"]}
    assert answer.context["form"].errors["email"][0] in answer.text


def test_changing_the_password_ends_the_other_sessions() -> None:
    who = account("officer")
    here, elsewhere = browser(who), browser(who)

    answer = here.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    )

    assert answer.status_code == 302
    assert here.get(reverse("people:account")).status_code == 200
    assert elsewhere.get(reverse("people:account")).status_code == 302
    assert AuditEvent.objects.get().verb == "changed password"


def test_a_short_or_common_password_is_refused() -> None:
    client = browser(account("officer"))
    for weak in ("short", "q1w2e3r4t5y6"):
        form = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
        assert client.post(reverse("account_change_password"), form).status_code == 200


def test_a_demo_user_without_a_password_may_choose_one() -> None:
    who = account("demo", is_demo=True)
    who.set_unusable_password()
    who.save()
    client = browser(who)

    assert offers(client.get(reverse("people:account")), "account_set_password")
    client.post(reverse("account_set_password"), {"password1": NEW, "password2": NEW})
    who.refresh_from_db()
    assert who.check_password(NEW)


def test_passwords_are_hashed_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "PATIENCE", 0.05)
    release, inside = threading.Event(), threading.Semaphore(0)

    def slow() -> None:
        inside.release()
        release.wait(5)

    busy = [threading.Thread(target=passwords.in_turn, args=[slow]) for _ in range(passwords.AT_ONCE)]
    for thread in busy:
        thread.start()
    for _ in busy:
        inside.acquire()
    try:
        with pytest.raises(TooManyError):
            passwords.in_turn(lambda: None)
    finally:
        release.set()
        for thread in busy:
            thread.join()
    assert passwords.in_turn(lambda: "free again") == "free again"


def test_a_server_that_hashes_too_much_asks_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "PATIENCE", 0.01)

    def taken(turns: int) -> int:
        if turns == 0:
            return sign_in(Client(), "stranger").status_code
        return passwords.in_turn(taken, turns - 1)

    assert taken(passwords.AT_ONCE) == 429


@override_settings(PASSWORD_HASHERS=served.PASSWORD_HASHERS)
def test_passwords_are_kept_as_argon2() -> None:
    assert account("officer").password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert len(served.PASSWORD_HASHERS) == 1


@pytest.mark.parametrize(
    "password",
    [
        "qwertyqwerty",
        "Password2026!",
        "monkeydragon",
        "monkeydragon2026",
        "!!abc123456789",
        "12345qwerty",
    ],
)
def test_what_people_make_of_a_common_password_is_refused_as_such(password: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password)

    assert "password_too_common" in {error.code for error in refused.value.error_list}


@pytest.mark.parametrize("password", [PASSWORD, NEW, "vjosa-lumi-i-lire", "пет речи без везе", "x7Kq2mWv9TfB"])
def test_a_password_of_ones_own_is_taken(password: str) -> None:
    validate_password(password)
