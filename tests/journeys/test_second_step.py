"""From an invitation to a session with the second step, and out of it again."""

import base64
import hashlib
import hmac
import time
from uuid import uuid4

from tests.journeys.conftest import Reading
from tests.journeys.site import Site
from tests.journeys.watching import NARROW, WIDE, Visit

PASSWORD = "lanterns along the old road"
NOTICE = "You are signed in without two-step verification"


def digits(secret: str, at: float | None = None) -> str:
    """What an authenticator app shows for `secret` (RFC 6238, SHA-1, 30 seconds, six digits)."""
    key = base64.b32decode(secret.replace(" ", "").upper() + "=" * (-len(secret.replace(" ", "")) % 8))
    counter = int((time.time() if at is None else at) // 30)
    digest = hmac.new(key, counter.to_bytes(8, "big"), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


def test_the_app_of_this_test_counts_like_others() -> None:
    """RFC 6238, appendix B, shortened to six digits."""
    secret = base64.b32encode(b"12345678901234567890").decode()

    assert digits(secret, 59) == "287082"


def accept(site: Site, reader: Visit) -> str:
    """Follow an invitation printed on the machine; the user name."""
    wish = f"journey-{uuid4().hex[:8]}"
    organisation = "Alpine Cooperation (demo)"
    link = site.egnatia("user", "invite", "Officer of the journey", "--organisation", organisation)
    reader.open("/" + link.split("/", 3)[3])
    reader.page.locator("main [name=username]").fill(wish)
    for field in reader.page.locator("main input[type=password]").all():
        field.fill(PASSWORD)
    reader.press("Create the account")
    assert wish in reader.main()
    return wish


def sign_in(reader: Visit, username: str) -> None:
    reader.open("/account/login/")
    reader.page.locator("main [name=login]").fill(username)
    reader.page.locator("main [name=password]").fill(PASSWORD)
    reader.press("Sign in")


def sign_out(reader: Visit) -> None:
    reader.page.locator("details.menu summary", has_text="Your account").click()
    reader.click_on(reader.page.get_by_role("button", name="Sign out"))


def test_an_invited_person_adds_an_app_and_signs_in_with_it(site: Site, reading: Reading) -> None:
    with reading(widths=(WIDE, NARROW)) as reader:
        username = accept(site, reader)
        if "/login/" in reader.page.url:
            sign_in(reader, username)
        notice = reader.page.get_by_text(NOTICE)
        assert notice.count() == 1
        for path in ("/activities/", "/people/account/"):
            reader.open(path)
            assert notice.count() == 1, path

        reader.open("/account/second-step/app/")
        if reader.page.locator("main [name=password]").count():
            reader.page.locator("main [name=password]").fill(PASSWORD)
            reader.click_on(reader.page.locator("main button.primary"))
        secret = reader.page.locator("#secret").inner_text()
        reader.page.locator("main [name=code]").fill(digits(secret))
        reader.press("Turn on two-step verification")
        assert notice.count() == 0

        sign_out(reader)
        sign_in(reader, username)
        reader.page.locator("main [name=code]").fill("000000")
        reader.click_on(reader.page.locator("main button.primary"))
        assert reader.page.locator("main .errorlist").count()
        reader.page.locator("main [name=code]").fill(digits(secret))
        reader.click_on(reader.page.locator("main button.primary"))
        assert notice.count() == 0
        reader.open("/people/account/sessions/")
        assert reader.main().strip()


def test_a_session_that_is_ended_elsewhere_is_over_at_the_next_request(site: Site, reading: Reading) -> None:
    with reading(widths=(WIDE,)) as desk, reading(widths=(WIDE,)) as phone:
        username = accept(site, desk)
        for reader in (desk, phone):
            reader.open("/people/account/")
            if "/login/" in reader.page.url:
                sign_in(reader, username)
        desk.open("/people/account/sessions/")
        ending = desk.page.locator("main form[action$='/others/ending/'] button")
        desk.click_on(ending)

        phone.open("/people/account/")
        assert "/account/login/" in phone.page.url
