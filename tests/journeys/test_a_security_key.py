"""A security key as the second step: added, used to sign in, removed. The key is the browser's own virtual one."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import CDPSession

from tests.journeys.conftest import Reading
from tests.journeys.site import Site
from tests.journeys.test_second_step import NOTICE, PASSWORD, accept, sign_in, sign_out
from tests.journeys.watching import WIDE, Visit

KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@contextmanager
def plugged_in(reader: Visit) -> Iterator[tuple[CDPSession, str]]:
    """A virtual security key in the reader's browser, which is touched whenever it is asked."""
    session = reader.page.context.new_cdp_session(reader.page)
    session.send("WebAuthn.enable")
    key = session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]
    try:
        yield session, key
    finally:
        session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": key})
        session.detach()


def credentials(session: CDPSession, key: str) -> list[dict[str, object]]:
    """What the key holds."""
    held: list[dict[str, object]] = session.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]
    return held


def add_key(reader: Visit, name: str) -> None:
    reader.open("/account/second-step/keys/new/")
    if reader.page.locator("main [name=password]").count():
        reader.page.locator("main [name=password]").fill(PASSWORD)
        reader.click_on(reader.page.locator("main button.primary"))
    reader.page.locator("main [name=name]").fill(name)
    reader.press("Add the key")


def test_a_person_adds_a_security_key_and_signs_in_with_it(site: Site, reading: Reading) -> None:
    with reading(widths=(WIDE,)) as reader:
        username = accept(site, reader)
        if "/login/" in reader.page.url:
            sign_in(reader, username)
        notice = reader.page.get_by_text(NOTICE)
        assert notice.count() == 1

        with plugged_in(reader) as (session, key):
            add_key(reader, "Key on my ring")
            assert len(credentials(session, key)) == 1
            assert notice.count() == 0
            reader.open("/account/second-step/keys/")
            assert "Key on my ring" in reader.main()

            sign_out(reader)
            sign_in(reader, username)
            assert reader.page.url.startswith("http://localhost:")
            reader.press("Use a security key")
            assert notice.count() == 0
            reader.open("/people/account/")
            assert reader.main().strip()
            (held,) = credentials(session, key)
            assert int(str(held["signCount"])) > 1

        with reading(widths=(WIDE,)) as stranger:  # who knows the password and has no key
            sign_in(stranger, username)
            stranger.open("/people/account/")
            assert "/second-step/authenticate/" in stranger.page.url
