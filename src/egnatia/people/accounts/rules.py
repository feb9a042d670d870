"""Codes as people copy them, browsers as people call them, what a provider of sign-ins claims. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

AT_PROVIDER = "provider"  # how somebody signed in: at a provider of OpenID Connect
# What says that a second factor was shown there: RFC 8176 for `amr`; for `acr` OpenID EAP and REFEDS.
SHOWN_METHOD = "mfa"
SHOWN_CLASSES = {"phr", "phrh", "https://refeds.org/profile/mfa"}

# After this the password alone may have been in use for long: a steward confirms whoever adds the first factor.
FIRST_FACTOR_WITHIN = timedelta(days=14)

# No letter that is taken for a digit.
CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def first_factor_until(joined_at: datetime) -> datetime:
    """Until when the first factor of an account opens what its person may see without anybody's confirmation."""
    return joined_at + FIRST_FACTOR_WITHIN


def grouped(code: str) -> str:
    """`ABCDEFGHJKLMNPQR` as `ABCD-EFGH-JKLM-NPQR`."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def plain(typed: str) -> str:
    """What was typed, without what people put between the letters."""
    return "".join(letter for letter in typed.upper() if letter in CODE_LETTERS)


def browser_words(user_agent: str) -> str:
    """`Firefox, Linux`: enough to recognise one's own session, no more. Empty where nothing is known."""
    browser = next((words for part, words in BROWSERS if part in user_agent), "")
    system = next((words for part, words in SYSTEMS if part in user_agent), "")
    return ", ".join(part for part in (browser, system) if part)


def second_factor_claimed(claims: Mapping[str, object]) -> bool:
    """Whether a provider's token says that a second factor was shown at this sign-in."""
    methods, level = claims.get("amr"), claims.get("acr")
    listed = methods if isinstance(methods, list) else [methods]
    return SHOWN_METHOD in listed or (isinstance(level, str) and level in SHOWN_CLASSES)


def address_belongs(address: str, issuer: str) -> bool:
    """Whether an address is on the issuer's own server: same scheme, name and port."""
    return urlsplit(address)[:2] == urlsplit(issuer)[:2]
