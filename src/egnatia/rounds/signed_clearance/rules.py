"""The code that is printed on a draft: which answers, in which version each, it is signed for. Pure."""

from collections.abc import Iterable
from hashlib import sha256

from egnatia.people.limits.rules import HOUR, Limit

GROUPS, LETTERS = 4, 4  # "3F09-A1C2-77B0-E4D1"
_MISREAD = str.maketrans("OIL", "011")  # hexadecimal has none of these letters
LONGEST_NAME, LONGEST_FUNCTION = 150, 200

BROUGHT_BY_ACCOUNT = Limit("signed paper account", 30, HOUR)

PDF, JPEG, PNG = "pdf", "jpeg", "png"
TYPES = {PDF: "application/pdf", JPEG: "image/jpeg", PNG: "image/png"}


def code_of(lines: Iterable[str]) -> str:
    """64 bits of a digest of the lines, in whatever order they come, in groups that a person can copy."""
    letters = sha256("\n".join(sorted(lines)).encode()).hexdigest()[: GROUPS * LETTERS].upper()
    return "-".join(letters[at : at + LETTERS] for at in range(0, len(letters), LETTERS))


def same_code(typed: str, code: str) -> bool:
    """Whether somebody copied this code: case, blanks, dashes and letters that look like digits are forgiven."""
    return _plain(typed) == _plain(code)


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text)).upper().translate(_MISREAD)
