import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from typer.testing import CliRunner, Result

from egnatia.kernel.models import Person
from egnatia.kernel.readers import reader_named, reader_of
from egnatia.web.cli import main
from tests import make
from tests.people.accounts import account, sign_in, with_app

pytestmark = pytest.mark.django_db


def egnatia(*words: str) -> Result:
    return CliRunner().invoke(main, ["user", *words])


def test_a_code_for_a_demo_user_signs_in() -> None:
    make.person("focal-al", is_demo=True)

    printed = egnatia("code", "focal-al")

    assert printed.exit_code == 0
    assert re.fullmatch(r"(\w{4}-){3}\w{4}\n", printed.stdout)
    assert Client().post(reverse("account_machine_code"), {"code": printed.stdout.strip()}).status_code == 302


@pytest.mark.parametrize(("name", "words"), [("stranger", "no open account"), ("officer", "not a demonstration user")])
def test_other_names_get_one_clear_sentence(name: str, words: str) -> None:
    make.person("officer")

    refused = egnatia("code", name)

    assert refused.exit_code == 1
    assert words in refused.stderr
    assert refused.stdout == ""


def test_accounts_are_listed_for_people_and_for_machines() -> None:
    with_app("officer")
    account("closed", is_active=False)

    for_people, for_machines = egnatia("list"), egnatia("list", "--json")

    closed, officer = (line.rstrip() for line in for_people.stdout.splitlines()[-2:])
    assert officer.endswith("officer (demo)"), "nothing is missing"
    assert closed.partition("closed (demo)")[2].count(",") == 1, "it is closed, and has no second step"
    rows = [json.loads(line) for line in for_machines.stdout.splitlines()]
    assert [(row["username"], row["active"], row["second_factor"]) for row in rows] == [
        ("closed", False, False),
        ("officer", True, True),
    ]


def test_the_first_steward_is_invited_into_an_empty_installation() -> None:
    make.community("focal-points", closed=True)

    invited = egnatia(
        "invite", "First officer", "--organisation", "Secretariat", "--new", "--secretariat", "--administrator",
        "--community", "focal-points", "--steward",
    )  # fmt: skip

    assert invited.exit_code == 0, invited.stderr
    path = invited.stdout.strip().removeprefix("http://localhost:8000")
    client = Client()
    client.get(path)
    words = "four words not belonging together"
    client.post(reverse("people:invitation-acceptance"), {"username": "first", "password": words, "again": words})
    made = reader_of(Person.objects.get(username="first"), strong=True)
    assert made.is_secretariat
    assert [seat.steward for seat in made.seats] == [True]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--organisation", "Nobody"], "no such organisation"),
        (["--organisation", "House (demo)", "--community", "nowhere"], "no such organisation, group"),
        (["--organisation", "Another", "--new", "--secretariat"], "A secretariat exists already"),
    ],
)
def test_an_invitation_that_cannot_be_says_why(words: list[str], said: str) -> None:
    make.organisation("House (demo)")
    make.organisation("Secretariat (demo)", secretariat=True)

    refused = egnatia("invite", "Somebody", *words)

    assert refused.exit_code == 1
    assert said in refused.stderr


def test_recovery_codes_are_printed_for_who_lost_the_second_step() -> None:
    with_app("officer")

    printed = egnatia("reset", "officer").stdout.split()
    client = Client()
    sign_in(client, "officer")

    assert len(printed) == 10
    assert client.post(reverse("mfa_authenticate"), {"code": printed[0]}).status_code == 302
    assert not reader_named("officer").strong, "until a steward confirms"
    assert egnatia("reset", "stranger").exit_code == 1


def test_help_teaches_every_command() -> None:
    for command in ("code", "list", "invite", "reset"):
        assert len(egnatia(command, "--help").stdout) > 200
