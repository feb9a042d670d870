"""Every e-mail of the product, as somebody gets it."""

from collections.abc import Iterator
from pathlib import Path

import egnatia
from egnatia.people.mail import letter

_FOUND = Path(egnatia.__file__).parent.glob("*/templates/*/mails/*.txt")
MAILS = sorted("/".join(path.with_suffix("").parts[-3:]) for path in _FOUND)


def written(mail: str, said: dict[str, str], *, language: str) -> Iterator[str]:
    """Its subject and text, to somebody with an account and without. `said`: what is put into them."""
    for account in (True, False):
        made = letter(mail, "guest@example.org", {**said, "account": account}, language=language)
        yield f"{made.subject}\n{made.body}"
