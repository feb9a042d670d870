"""An officer in a browser before a served home: invited, signed in with the password alone, reading and saving."""

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

import requests

from tests.web.serve.served import environment

WORDS = "four words not belonging together"
INVITE = "user invite Secretariat --organisation Regional --new --secretariat --administrator"
PATIENCE = 60.0  # seconds
NOTICE = {"text": "Said.", "language": "en", "marking-tlp": "1"}


def sent(browser: requests.Session, page: str, address: str, **said: str) -> requests.Response:
    """What the form at `page` sends to `address`; no redirect is followed."""
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', browser.get(page, timeout=PATIENCE).text)
    assert token, page
    form = {"csrfmiddlewaretoken": token[1], **said}
    return browser.post(address, form, allow_redirects=False, timeout=PATIENCE)


class Officer:
    """Of the secretariat that the first invitation of a home makes."""

    def __init__(self, home: Path, told: Mapping[str, str] | None = None) -> None:
        command = [sys.executable, "-m", "egnatia.web.cli", "--home", str(home), *INVITE.split()]
        said = subprocess.run(command, env=environment() | dict(told or {}), capture_output=True, text=True, check=True)
        link = re.search(r"http://\S+/invitations/open/\S+", said.stdout)
        assert link, said.stdout
        self.site = f"http://{link[0].split('/')[2]}"
        self.browser = requests.Session()
        accept = self.browser.get(link[0], timeout=PATIENCE).url
        sent(self.browser, accept, accept, username="officer", password=WORDS, again=WORDS)

    def sign_in(self) -> None:
        """With the password alone, in a browser that knows nothing of before."""
        self.browser = requests.Session()
        login = f"{self.site}/account/login/"
        sent(self.browser, login, login, login="officer", password=WORDS)

    def status(self, page: str) -> int:
        return self.browser.get(self.site + page, timeout=PATIENCE).status_code

    def save(self, title: str) -> int:
        """The status of the answer to a new notice with this title: 302 acknowledges it."""
        new = f"{self.site}/exchange/notices/new/"
        answer = sent(self.browser, new, new, title=title, once=str(uuid4()), **NOTICE)
        assert "/login/" not in answer.headers.get("Location", ""), "the session has ended"
        return answer.status_code
