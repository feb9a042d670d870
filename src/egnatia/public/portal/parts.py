"""The parts that a page of a topic or an economy is made of; each empty one says what is missing and who can add it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from egnatia.kernel.access.reader import Reader
from egnatia.library.fields import TOPICS
from egnatia.library.topics import ABOUT
from egnatia.public.portal.queries.cards import (
    ARTICLE_SHELF,
    CAMPAIGN_SHELF,
    DOCUMENT_SHELF,
    EVENT_SHELF,
    PAGE_SHELF,
    POLICY_SHELF,
    PRACTICE_SHELF,
    Shelf,
    SiteCard,
    all_of,
    cards,
)
from egnatia.public.portal.rules import EconomyWork, WorkOverview
from egnatia.taxonomy.forum import EconomyName, ForumNames

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class SitePart:
    """A part of a page: its cards, where all of its records are listed, and what to say where there are none."""

    code: str
    heading: "_StrPromise"
    every: "_StrPromise"
    missing: "_StrPromise"
    cards: Sequence[SiteCard]
    url: str
    brief: bool  # whether a line for each is enough


@dataclass(frozen=True, slots=True, eq=False)
class PartKind:
    """What a part says of its shelf."""

    shelf: Shelf
    heading: "_StrPromise"
    every: "_StrPromise"
    missing: "_StrPromise"
    most: int = 4


KINDS: "Mapping[str, PartKind]" = {
    "policies": PartKind(
        POLICY_SHELF,
        _("Strategies, laws and action plans"),
        _("All policies"),
        _("No policy is listed yet. The focal points of the economies and the secretariat can add one."),
        6,
    ),
    "practices": PartKind(
        PRACTICE_SHELF,
        _("What works"),
        _("All practices"),
        _(
            "No practice is listed yet. Organisations can describe what worked for them; reviewers check it before it "
            "is recommended."
        ),
    ),
    "events": PartKind(
        EVENT_SHELF,
        _("Events and open calls"),
        _("All events and calls"),
        _("No event or call is announced. Member organisations and the secretariat can add one."),
    ),
    "news": PartKind(
        ARTICLE_SHELF,
        _("News"),
        _("All news"),
        _("No news yet. Member organisations and the secretariat can add some."),
    ),
    "documents": PartKind(
        DOCUMENT_SHELF,
        _("Studies, training material and reports"),
        _("All documents"),
        _("No document is listed yet. Member organisations and the secretariat can add one."),
    ),
    "campaigns": PartKind(
        CAMPAIGN_SHELF,
        _("Campaigns"),
        _("All campaigns"),
        _("No campaign is listed yet. Member organisations and the secretariat can add one."),
    ),
}


IN_CARDS = ("policies", "practices")


def parts(reader: Reader, codes: Sequence[str], *, topic: str = "", economy: str = "") -> dict[str, SitePart]:
    """By code. One query for each."""
    return {code: part(reader, code, topic=topic, economy=economy) for code in codes}


def part(reader: Reader, code: str, *, topic: str = "", economy: str = "", most: int = 0) -> SitePart:
    kind = KINDS[code]
    found = cards(reader, kind.shelf, topic=topic, economy=economy, most=most or kind.most)
    every = all_of(kind.shelf, topic=topic, economy=economy)
    return SitePart(code, kind.heading, kind.every, kind.missing, found, every, code not in IN_CARDS)


@dataclass(frozen=True, slots=True)
class TopicTile:
    """A topic with what it is about and the number of its activities."""

    code: str
    label: "_StrPromise"
    about: "_StrPromise"
    url: str
    activities: int


def topic_tiles(work: WorkOverview) -> list[TopicTile]:
    return [
        TopicTile(code, label, ABOUT[code], reverse("public:topic", args=[code]), work.topics.get(code, 0))
        for code, label in TOPICS.items()
    ]


@dataclass(frozen=True, slots=True)
class EconomyWorkTile:
    name: EconomyName
    url: str
    work: EconomyWork


def economy_tiles(names: ForumNames, work: WorkOverview) -> list[EconomyWorkTile]:
    """In the forum's order: nobody is ranked."""
    none = EconomyWork()
    return [
        EconomyWorkTile(each, reverse("public:economy", args=[each.code]), work.economies.get(each.code, none))
        for each in names.economies
    ]


@dataclass(frozen=True, slots=True)
class Entrance:
    """Where a group of readers finds what is for them: pages written for them, and what else there is.

    `further`: what to call `list_url`; nothing where no page is written for them, and `url` is that list.
    """

    label: "_StrPromise"
    text: "_StrPromise"
    url: str
    pages: tuple[SiteCard, ...]
    further: "_StrPromise | None"
    list_url: str


# section: what it is called, what they find there, the list of what else there is for them, and what to call that.
ENTRANCES: "Mapping[str, tuple[_StrPromise, _StrPromise, str, str, _StrPromise]]" = {
    "teachers": (
        pgettext_lazy("entrance", "Teachers"),
        _("Lessons, and what to do when you are worried about a pupil."),
        "library:practices",
        "?audiences=teachers",
        _("What works"),
    ),
    "parents": (
        pgettext_lazy("entrance", "Parents and families"),
        _("Signs worth talking about, how to talk, and whom to call."),
        "public:worried",
        "",
        _("Find help"),
    ),
    "municipalities": (
        pgettext_lazy("entrance", "Municipalities"),
        _("Local prevention that worked elsewhere, and who can help to start it."),
        "library:practices",
        "?audiences=municipalities",
        _("What works"),
    ),
    "journalists": (
        pgettext_lazy("entrance", "Journalists"),
        _("News, publications and whom to ask."),
        "library:news",
        "",
        _("News"),
    ),
    "researchers": (
        pgettext_lazy("entrance", "Researchers"),
        _("Studies, data and how they were collected."),
        "library:documents",
        "?category=study",
        _("Studies, training material and reports"),
    ),
}
PAGES_READ = 40  # of the site, the newest of them


def entrances(reader: Reader) -> list[Entrance]:
    """One query."""
    there = cards(reader, PAGE_SHELF, most=PAGES_READ)
    found = []
    for section, (label, text, route, query, further) in ENTRANCES.items():
        own, listed = tuple(each for each in there if each.section == section), reverse(route) + query
        url = own[0].url if own else listed
        found.append(Entrance(label, text, url, own[:3], further if own else None, listed))
    return found
