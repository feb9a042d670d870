"""The list of OWASP ASVS 5.0 (docs/asvs.tsv), and what no test of a feature holds of its first level."""

import ast
import csv
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.test import Client
from django.urls import reverse
from lxml import html

from egnatia.kernel.models import Person
from egnatia.people.limits import rules
from tests.architecture.tree import ROOT, modules, named, parsed
from tests.people.accounts import PASSWORD, account, browser, sign_in
from tests.people.test_second_factor import asked_again
from tests.visits import got

LIST = ROOT / "docs/asvs.tsv"
STATUS = {"met", "not applicable", "not met", "not judged"}
OF_5_0 = Counter({"1": 70, "2": 183, "3": 92})  # requirements by level, in the release of May 2025
CALLS = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "subprocess.getoutput"}
BROKEN = {"md5", "sha1", "new", "DES", "ARC4", "ECB"}  # `new`: whose name could be any
PASSWORDS = ("account_login", "account_change_password", "account_reauthenticate")


def rows() -> list[dict[str, str]]:
    with LIST.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(each.name for each in tree.body if isinstance(each, ast.FunctionDef))


def test_every_requirement_is_listed_once_with_its_status_and_a_reason() -> None:
    listed = rows()

    assert Counter(row["level"] for row in listed) == OF_5_0
    assert len({row["identifier"] for row in listed}) == len(listed)
    assert all(re.fullmatch(r"\d{1,2}\.\d{1,2}\.\d{1,2}", row["identifier"]) for row in listed)
    assert {row["status"] for row in listed} <= STATUS
    assert [row["identifier"] for row in listed if row["status"] != "not judged" and len(row["reason"]) < 15] == []
    order = [tuple(map(int, row["identifier"].split("."))) for row in listed]
    assert order == sorted(order)


def test_the_first_level_is_judged_and_what_is_met_names_tests_that_are_there() -> None:
    first = [row for row in rows() if row["level"] == "1"]

    assert [row["identifier"] for row in first if row["status"] == "not judged"] == []
    assert [row["identifier"] for row in first if row["status"] == "met" and not row["test"]] == []
    assert [name for row in rows() for name in row["test"].split() if not _exists(name)] == []


def _exists(name: str) -> bool:
    path, _, test = name.partition("::")
    return (ROOT / path).is_file() and test.startswith("test_") and test in names_in(path)


def test_a_test_that_is_not_there_is_found() -> None:
    assert _exists("tests/web/test_asvs.py::test_a_test_that_is_not_there_is_found")
    assert not _exists("tests/web/test_asvs.py::test_of_nothing")
    assert not _exists("tests/web/test_of_nothing.py::test_of_nothing")
    assert not _exists("tests/web/test_asvs.py::rows")


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def runs_text(tree: ast.AST) -> list[str]:
    """Calls that run a text as a program or as a command of a shell."""
    return [
        ast.unparse(call)
        for name, call in _calls(tree)
        if name in CALLS or any(word.arg == "shell" and ast.unparse(word.value) != "False" for word in call.keywords)
    ]


def test_no_text_is_run_as_a_program_or_by_a_shell() -> None:
    assert [(named(path), call) for path in modules("src/egnatia") for call in runs_text(parsed(path))] == []
    assert runs_text(ast.parse("subprocess.run(said, shell=True)\neval(said)\nre.compile('x')")) == [
        "subprocess.run(said, shell=True)",
        "eval(said)",
    ]


def weak(tree: ast.AST) -> list[str]:
    """Calls of hash functions and ciphers that are broken, from the libraries that have them."""
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("hashlib", "cryptography"))
        for alias in node.names
    }
    return [
        name
        for name, _call in _calls(tree)
        if name.rpartition(".")[2] in BROKEN
        and (name in imported or name.startswith(("hashlib.", "modes.", "algorithms.")))
    ]


def test_no_broken_hash_function_or_cipher_is_used() -> None:
    assert [(named(path), name) for path in modules("src/egnatia") for name in weak(parsed(path))] == []
    assert weak(ast.parse("from hashlib import md5\nmd5(x)\nhashlib.sha1(x)\nmodes.ECB()")) == [
        "md5",
        "hashlib.sha1",
        "modes.ECB",
    ]


def test_our_javascript_writes_text_and_keeps_nothing() -> None:
    ours = [
        path for path in (ROOT / "src").rglob("*.js") if not path.name.endswith(".min.js") and "vendor" not in str(path)
    ]
    unsafe = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|postMessage")
    kept = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie")

    assert ours
    assert [(path.name, found) for path in ours for found in unsafe.findall(path.read_text(encoding="utf-8"))] == []
    assert [(path.name, found) for path in ours for found in kept.findall(path.read_text(encoding="utf-8"))] == []


@pytest.mark.django_db
def test_no_other_site_may_read_an_answer() -> None:
    for origin in ("https://elsewhere.example", "null"):
        for name in ("account_login", "public:search", "health-live"):
            answer = Client().get(reverse(name), headers={"Origin": origin})
            assert not [header for header in answer.headers if header.lower().startswith("access-control-")]


@pytest.mark.django_db
def test_a_form_of_another_site_signs_nobody_in_or_out() -> None:
    account("officer")
    stranger = Client(enforce_csrf_checks=True)
    assert sign_in(stranger, "officer").status_code == 403
    client = Client(enforce_csrf_checks=True)
    client.force_login(Person.objects.get(username="officer"))
    for name in ("account_logout", "people:sessions-ending", "account_change_password"):
        assert client.post(reverse(name)).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_login", "public:search", "health-live", "security"])
def test_an_answer_says_what_it_is_and_in_which_letters(name: str) -> None:
    kind = Client().get(reverse(name)).headers["Content-Type"]

    assert re.fullmatch(r"text/(html|plain); charset=utf-8|application/json", kind), kind


def fields_of(answer: Any) -> list[Any]:  # noqa: ANN401 - what the test client gets
    fields = html.fromstring(answer.content).iter("input")
    return [field for field in fields if "password" in field.get("autocomplete", "")]


@pytest.mark.django_db
@pytest.mark.parametrize("name", PASSWORDS)
def test_a_password_is_masked_and_a_program_may_fill_it_in(name: str) -> None:
    client = Client() if name == "account_login" else browser(account("officer"))
    found = fields_of(got(client, name))

    assert found
    assert {field.get("type") for field in found} == {"password"}
    assert {field.get("autocomplete") for field in found} <= {"current-password", "new-password"}
    assert not [key for field in found for key in field.attrib if key.startswith("on")]
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "src/egnatia").rglob("*.js")]
    assert not [text for text in texts if re.search(r"[\"']paste[\"']|onpaste", text)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "password", ["only letters and spaces", "384729105738", "ЛозинкаСаЋирилицом", " spaces at both ends ", "x7" * 50]
)
def test_a_password_of_any_letters_is_taken_and_checked_exactly_as_it_was_typed(password: str) -> None:
    validate_password(password)
    client = asked_again(account("officer"))
    said = {"oldpassword": PASSWORD, "password1": password, "password2": password}

    assert client.post(reverse("account_change_password"), said).status_code == 302
    for other in (
        password.upper() if password.upper() != password else password[:-1],
        password[:72][:-1],
        password + " ",
    ):
        assert sign_in(Client(), "officer", other).status_code == 200
    assert sign_in(Client(), "officer", password).status_code == 302


@pytest.mark.django_db
def test_who_changes_a_password_types_the_present_one() -> None:
    client = browser(account("officer"))
    new = "five words that nobody puts together"

    for wrong in ("", "another one that is wrong"):
        client.post(reverse("account_change_password"), {"oldpassword": wrong, "password1": new, "password2": new})

    assert Person.objects.get(username="officer").check_password(PASSWORD)


@pytest.mark.django_db
def test_no_account_is_there_before_somebody_was_invited() -> None:
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_a_session_has_another_key_after_each_proof_and_the_earlier_one_opens_nothing() -> None:
    account("officer")
    client = Client()
    client.get(reverse("account_login"))
    keys = [client.session.session_key]
    sign_in(client, "officer")
    keys.append(client.session.session_key)
    assert client.post(reverse("account_reauthenticate"), {"password": "wrong"}).status_code == 200
    assert client.session.session_key == keys[-1]
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    keys.append(client.session.session_key)

    assert len(set(keys)) == 3
    assert got(client, "people:account")
    for key in filter(None, keys[:2]):
        old = Client()
        old.cookies[settings.SESSION_COOKIE_NAME] = key
        assert old.get(reverse("people:account")).status_code == 302


@pytest.mark.django_db
def test_keys_of_sessions_are_long_and_none_comes_twice() -> None:
    account("officer")
    keys = set()
    for _ in range(20):
        client = Client()
        sign_in(client, "officer")
        keys.add(client.session.session_key or "")

    assert len(keys) == 20
    assert {len(key) for key in keys} == {32}, "of 36 letters each: 165 bits"


def test_the_history_of_the_source_is_out_of_reach_of_what_is_served() -> None:
    unit = Path(ROOT / "deploy/egnatia.service").read_text(encoding="utf-8")
    container = Path(ROOT / "deploy/Containerfile").read_text(encoding="utf-8")

    assert "InaccessiblePaths=-/opt/egnatia/.git" in unit
    assert "rm -rf .git" in container
    assert Client().get("/.git/config").status_code == 404


def test_who_runs_it_reads_how_guessing_is_limited_and_how_soon_packages_are_mended() -> None:
    """What an administrator has to know of these is documented, with the figures of the code."""
    text = (ROOT / "docs/operate.md").read_text(encoding="utf-8")
    section = text.partition("\n## Limits on sign-ins\n")[2].partition("\n## ")[0]
    for limit in (rules.SIGN_IN_BY_ACCOUNT, rules.SIGN_IN_BY_ADDRESS, rules.RESET_BY_ACCOUNT, rules.RESET_BY_ADDRESS):
        assert str(limit.most) in section, limit.action
    assert re.search(r"7 days .* 30 days .* 90 days", text.partition("\n## Checks\n")[2].replace("\n", " "))
