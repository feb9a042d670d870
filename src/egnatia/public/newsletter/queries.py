"""What a newsletter says, the same as What's new says to whoever has no account; which edition is due when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from egnatia.activities.activities.columns import titles_by_language
from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.models import Activity
from egnatia.kernel import clock
from egnatia.kernel.access.reader import ANONYMOUS
from egnatia.people.changes.queries import newest_by_kind
from egnatia.taxonomy.forum import told

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST, MOST_EVENTS, AHEAD = 10, 10, timedelta(days=31)

HOLDS = timedelta(days=3)  # a link that confirms
SALT = "newsletter"
WEEKLY, MONTHLY = "weekly", "monthly"


@dataclass(frozen=True, slots=True)
class NewsletterLine:
    """`day`: the first one of an event."""

    words: str
    url: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class NewsletterPart:
    """The newest of one kind; `more`: how many are not listed."""

    title: "str | _StrPromise"
    lines: tuple[NewsletterLine, ...]
    more: int


@dataclass(frozen=True, slots=True)
class NewsletterContent:
    since: date
    parts: tuple[NewsletterPart, ...]
    events: tuple[NewsletterLine, ...]

    @property
    def nothing(self) -> bool:
        return not (self.parts or self.events)


def content_since(day: date, site: str) -> NewsletterContent:
    """Public records that are new or changed since that day, and events of the next month, in the language at hand."""
    return NewsletterContent(day, tuple(_parts(day, site)), tuple(_events(site)))


def _parts(day: date, site: str) -> Iterator[NewsletterPart]:
    for kind in newest_by_kind(ANONYMOUS, day, most=MOST):
        lines = tuple(NewsletterLine(each.told.words, site + each.told.url) for each in kind.lines)
        if lines:
            yield NewsletterPart(kind.title, lines, kind.more)


def _events(site: str) -> Iterator[NewsletterLine]:
    """By their first day. One query."""
    today = clock.today()
    rows = Activity.visible_to(ANONYMOUS).filter(sort=Activity.Sort.EVENT, starts__range=(today, today + AHEAD))
    for row in rows.defer("record__search").order_by("starts", "pk")[:MOST_EVENTS]:
        words = told(titles_by_language(facts_of(row.facts, row.pk)), row.title, row.language)[0]
        yield NewsletterLine(words, site + reverse("activities:activity", args=[row.pk]), row.starts)


@dataclass(frozen=True, slots=True)
class NewsletterEdition:
    """What is told from `since` on; it is sent from the day `begins` on, until the next one begins."""

    since: date
    begins: date


def edition_of(frequency: str, today: date) -> NewsletterEdition:
    """The weekly one begins on Monday and tells of the week before, the monthly one on the first day."""
    if frequency == MONTHLY:
        begins = today.replace(day=1)
        return NewsletterEdition((begins - timedelta(days=1)).replace(day=1), begins)
    begins = today - timedelta(days=today.weekday())
    return NewsletterEdition(begins - timedelta(days=7), begins)


def end_token(subscription: UUID) -> str:
    """What the link in each newsletter carries that ends it."""
    return Signer(salt=SALT).sign(subscription.hex)


def subscription_in(token: str) -> UUID | None:
    """None for what was not signed here."""
    try:
        return UUID(Signer(salt=SALT).unsign(token))
    except (BadSignature, ValueError):
        return None
