"""A served home with a provider of OpenID Connect, from the invitation to the second sign-in."""

import re
from pathlib import Path

import pytest
import requests

from tests.people.openid import answering
from tests.web.serve.officer import Officer, sent
from tests.web.serve.served import served

pytestmark = pytest.mark.slow


def test_who_was_invited_connects_an_account_there_and_signs_in_by_it(home: Path) -> None:
    with answering() as provider, served(home, told=provider.settings()) as running:
        running.wait_until_ready()
        officer, another = Officer(home, provider.settings()), requests.Session()
        site, browser = officer.site, officer.browser

        account = f"{site}/people/account/"
        left = sent(browser, account, f"{site}/account/provider/connection/")
        browser.get(provider.page(left.headers["Location"]), timeout=60)
        login = f"{site}/account/login/"
        policy = another.get(login, timeout=60).headers["Content-Security-Policy"]
        left = sent(another, login, f"{site}/account/provider/")
        another.get(provider.page(left.headers["Location"]), timeout=60)
        page = another.get(account, timeout=60)

    assert f"form-action 'self' {provider.issuer};" in policy
    assert (page.url, page.status_code) == (account, 200)
    assert re.search(r"<dd>\s*officer\s*</dd>", page.text)
