"""What somebody may know of their own account."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Person
from egnatia.people.accounts.models import ProviderConnection
from egnatia.people.accounts.rules import first_factor_until


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
    first_factor_until: datetime
    too_late: bool  # for a first factor that nobody has to confirm
    connected_at: datetime | None  # with the provider of sign-ins, where there is one


@dataclass(frozen=True, slots=True)
class ProviderAccount:
    """Who signs in at a provider; `may_be_strong`: a second factor shown there may count."""

    person: Person
    may_be_strong: bool


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
    until = first_factor_until(person.joined_at)
    return OwnAccount(
        username=person.username,
        name=person.name,
        organisation=reader.organisation_name,
        email=person.email,
        has_password=person.has_usable_password(),
        unconfirmed_since=person.unconfirmed_since,
        is_demo=person.is_demo,
        factors=factors_of(reader.person),
        first_factor_until=until,
        too_late=clock.now() > until,
        connected_at=_connected_at(person),
    )


def _connected_at(person: Person) -> datetime | None:
    if settings.OIDC is None:
        return None
    found = ProviderConnection.objects.filter(person=person, issuer=settings.OIDC.issuer)
    return found.values_list("connected_at", flat=True).first()


def person_connected(issuer: str, subject: str) -> ProviderAccount | None:
    """Whose account this is; None where it is nobody's, or of an account that was closed: one answer for both."""
    found = ProviderConnection.objects.select_related("person").filter(issuer=issuer, subject=subject)
    row = found.filter(person__is_active=True).first()
    return ProviderAccount(row.person, row.may_be_strong) if row else None


def address_digest(address: str) -> str:
    """An e-mail address as the queue keeps it: only who knows it, and our secret, knows it again."""
    return salted_hmac("egnatia.reset", address.strip().casefold(), algorithm="sha256").hexdigest()


def reset_links(whose: str) -> list[tuple[Person, str]]:
    """The accounts whose address has this digest, and the path that lets each choose a new password."""
    people = Person.objects.filter(is_active=True).exclude(email="").order_by("pk")
    return [(person, _reset_path(person)) for person in people if address_digest(person.email) == whose]


def _reset_path(person: Person) -> str:
    key = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    return reverse("account_reset_password_from_key", kwargs=key)
