"""A served home with a provider of OpenID Connect, from the invitation to the second sign-in."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from tests.people.openid import answering
from tests.web.serve.served import environment, served

pytestmark = pytest.mark.slow
WORDS = "four words not belonging together"
INVITE = "user invite Secretariat --organisation Regional --new --secretariat --administrator"


def form(browser: requests.Session, page: str, address: str, **said: str) -> requests.Response:
    """What the form at `page` sends to `address`; no redirect is followed."""
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', browser.get(page, timeout=60).text)
    assert token, page
    return browser.post(address, {"csrfmiddlewaretoken": token[1], **said}, allow_redirects=False, timeout=60)


def test_who_was_invited_connects_an_account_there_and_signs_in_by_it(home: Path) -> None:
    with answering() as provider, served(home, told=provider.settings()) as running:
        running.wait_until_ready()
        command = [sys.executable, "-m", "egnatia.web.cli", "--home", str(home), *INVITE.split()]
        told = environment() | provider.settings()
        said = subprocess.run(command, env=told, capture_output=True, text=True, check=True).stdout
        link = re.search(r"http://\S+/invitations/open/\S+", said)
        assert link, said
        site = f"http://{link[0].split('/')[2]}"
        browser, another = requests.Session(), requests.Session()
        accept = browser.get(link[0], timeout=60).url
        form(browser, accept, accept, username="officer", password=WORDS, again=WORDS)

        account = f"{site}/people/account/"
        left = form(browser, account, f"{site}/account/provider/connection/")
        browser.get(provider.page(left.headers["Location"]), timeout=60)
        login = f"{site}/account/login/"
        policy = another.get(login, timeout=60).headers["Content-Security-Policy"]
        left = form(another, login, f"{site}/account/provider/")
        another.get(provider.page(left.headers["Location"]), timeout=60)
        page = another.get(account, timeout=60)

    assert f"form-action 'self' {provider.issuer};" in policy
    assert (page.url, page.status_code) == (account, 200)
    assert re.search(r"<dd>\s*officer\s*</dd>", page.text)
