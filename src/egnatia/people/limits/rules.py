"""How much of what is too much. Pure."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` attempts of `action` by one account, or from one address, within `within`."""

    action: str
    most: int
    within: timedelta

    def key(self, whose: str) -> str:
        """A digest: the table holds no names and no addresses."""
        return sha256(f"{self.action}\n{whose.strip().casefold()}".encode()).hexdigest()


QUARTER = timedelta(minutes=15)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

SIGN_IN_BY_ACCOUNT = Limit("sign-in account", 10, QUARTER)
SIGN_IN_BY_BROWSER = Limit("sign-in browser", 10, QUARTER)  # one in which this account signed in before
SIGN_IN_BY_ADDRESS = Limit("sign-in address", 50, QUARTER)
RESET_BY_ACCOUNT = Limit("reset account", 5, HOUR)
RESET_BY_ADDRESS = Limit("reset address", 20, HOUR)
CODE_BY_ACCOUNT = Limit("code account", 10, QUARTER)
CODE_BY_BROWSER = Limit("code browser", 10, QUARTER)
CODE_BY_ADDRESS = Limit("code address", 50, QUARTER)
NAME_BY_INVITATION = Limit("name invitation", 10, DAY)  # each refusal tells that a name is taken


class TooManyError(Exception):
    """Too many attempts: the same answer whether there is such an account or not. `seconds` until the next window."""

    def __init__(self, *, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds
