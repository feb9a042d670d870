"""Codes as people copy them, browsers as people call them. Pure."""

from datetime import datetime, timedelta

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
