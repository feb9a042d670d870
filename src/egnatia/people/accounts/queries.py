"""What somebody may know of their own account."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Person


@dataclass(frozen=True, slots=True)
class Factors:
    """Which second steps an account has."""

    app: bool
    keys: int
    codes: bool

    @property
    def any(self) -> bool:
        return self.app or self.keys > 0 or self.codes


@dataclass(frozen=True, slots=True)
class OwnAccount:
    username: str
    name: str
    organisation: str
    email: str
    has_password: bool
    unconfirmed_since: datetime | None
    is_demo: bool
    factors: Factors


def factors_of(person_id: str) -> Factors:
    types = list(Authenticator.objects.filter(user_id=person_id).values_list("type", flat=True))
    return Factors(
        app=Authenticator.Type.TOTP in types,
        keys=types.count(Authenticator.Type.WEBAUTHN),
        codes=Authenticator.Type.RECOVERY_CODES in types,
    )


def own_account(reader: Reader) -> OwnAccount:
    """The reader's own. Their organisation's name is theirs to know."""
    person = Person.objects.get(pk=reader.person)
    return OwnAccount(
        username=person.username,
        name=person.name,
        organisation=reader.organisation_name,
        email=person.email,
        has_password=person.has_usable_password(),
        unconfirmed_since=person.unconfirmed_since,
        is_demo=person.is_demo,
        factors=factors_of(reader.person),
    )
