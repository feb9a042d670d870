"""Doors for machines: feeds, the map of the site, pictures beside links, and what a page says of itself to them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString, mark_safe  # noqa: TID251 - JSON with its brackets escaped
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from egnatia.kernel.access.reader import ANONYMOUS
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.library.fields import TOPICS
from egnatia.library.topics import ABOUT
from egnatia.people.addresses import whole_address
from egnatia.public.portal.pictures import HEIGHT, WIDTH, picture_of
from egnatia.public.portal.queries.doors import RecordDoor, door_of, entries_of, mapped_records
from egnatia.taxonomy.forum import forum

LONGEST_SENTENCE = 200
ATOM, XML = "application/atom+xml; charset=utf-8", "application/xml; charset=utf-8"
SITE = {
    "home": gettext_lazy("Preventing violence together in South East Europe"),
    "topics": gettext_lazy("Topics"),
    "economies": gettext_lazy("Economies"),
    "work": gettext_lazy("Who does what"),
    "around": gettext_lazy("Around me"),
    "worried": gettext_lazy("Worried about somebody?"),
}
MAP_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)
_ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@dataclass(frozen=True, slots=True)
class Door:
    """What a page says of itself to search engines and to whoever shares a link to it: `url` and `picture` are whole
    addresses, `data` is an element with JSON-LD, `feed` the address of an Atom feed, "" for none."""

    title: str
    sentence: str
    url: str
    picture: str
    data: SafeString
    feed: str = ""
    kind: str = "website"
    width: int = WIDTH
    height: int = HEIGHT


def _address(request: HttpRequest, path: str) -> str:
    """The whole address of a page in the language that this one's address says, where it says one."""
    return whole_address(request, "/").rstrip("/") + path


def door_of_page(  # noqa: PLR0913 - each named by the caller
    request: HttpRequest, title: str, sentence: str, picture: tuple[str, str], *, feed: str = "", table: str = ""
) -> Door:
    """`picture`: what it is of, and its key; `table`: the address of a CSV file of what the page counts."""
    site = {"@type": "Organization", "name": forum().name or "Egnatia", "url": _address(request, "/")}
    url = _address(request, request.path)
    data: dict[str, object] = {"@type": "WebPage", "name": title, "description": sentence, "url": url}
    data["publisher"] = site
    if table:
        file = {"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": _address(request, table)}
        data |= {"@type": "Dataset", "distribution": [file], "isAccessibleForFree": True}
    return Door(
        title=title,
        sentence=Truncator(sentence).chars(LONGEST_SENTENCE),
        url=url,
        picture=_address(request, reverse("public:picture", args=picture)),
        data=as_data(data),
        feed=_address(request, feed) if feed else "",
    )


def door_of_record(request: ReaderRequest, kind: str, record: UUID) -> Door | None:
    """Of a record of the library that the reader sees; None for members, whose pages nobody crawls."""
    found = door_of(request.reader, kind, record) if request.reader.is_anonymous else None
    if found is None:
        return None
    url = _address(request, request.path)
    sentence = Truncator(" ".join((found.sentence or found.words).split())).chars(LONGEST_SENTENCE)
    return Door(
        title=found.title.text,
        sentence=sentence,
        url=url,
        picture=_address(request, reverse("public:picture", args=[kind, record])),
        data=as_data({**_described(found), "description": sentence, "url": url}),
        kind="article",
    )


def as_data(said: Mapping[str, object]) -> SafeString:
    """JSON-LD as an element of a page: nothing in it ends the element, and no browser runs it."""
    kept = {name: value for name, value in said.items() if value not in ("", None, [])}
    written = json.dumps({"@context": "https://schema.org", **kept}, ensure_ascii=False, default=str)
    script = f'<script type="application/ld+json">{written.translate(_ESCAPED)}</script>'
    return mark_safe(script)  # noqa: S308 - every < of the data is escaped


def _described(found: RecordDoor) -> dict[str, object]:
    """By schema.org: an event, a news item, a document or policy, a service."""
    said, name = found.said, found.title.text
    common = {"inLanguage": found.title.lang}
    if found.kind == "event":
        place = {"@type": "Place", "name": said.get("place")} if said.get("place") else None
        organiser = {"@type": "Organization", "name": said["organiser"]} if said.get("organiser") else None
        begins, ends = _day(said.get("begins_on") or said.get("ends_on")), _day(said.get("ends_on"))
        days = {"startDate": begins, "endDate": ends, "location": place, "organizer": organiser}
        return {"@type": "Event", "name": name, **common, **days}
    if found.kind == "help-service":
        reached = {"telephone": said.get("telephone"), "areaServed": found.facts.get("economy")}
        return {"@type": "Organization", "name": name, **reached}
    dates = {"datePublished": _moment(found.published_at), "dateModified": _moment(found.changed_at)}
    kind = {"document": "Report", "policy": "Legislation"}.get(found.kind, "Article")
    headline = {"headline": name} if kind == "Article" else {"name": name}
    author = said.get("issued_by") or said.get("run_by") or said.get("adopted_by")
    by = {"@type": "Organization", "name": author} if author else None
    return {"@type": kind, **headline, **common, **dates, "author": by}


def _day(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else ""


def _moment(value: datetime) -> str:
    return value.isoformat(timespec="seconds")


@require_safe
def topic_feed(request: ReaderRequest, code: str) -> HttpResponse:
    if code not in TOPICS:
        raise Http404
    return _feed(request, str(TOPICS[code]), reverse("public:topic", args=[code]), topic=code)


@require_safe
def economy_feed(request: ReaderRequest, code: str) -> HttpResponse:
    found = forum().economy(code)
    if found is None:
        raise Http404
    return _feed(request, found.name, reverse("public:economy", args=[code]), economy=code)


def _feed(request: ReaderRequest, title: str, page: str, *, topic: str = "", economy: str = "") -> HttpResponse:
    entries = entries_of(request.reader, topic=topic, economy=economy)
    context = {
        "title": title,
        "site": forum().name or "Egnatia",
        "page": _address(request, page),
        "feed": _address(request, request.path),
        "updated": max((each.changed_at for each in entries), default=datetime.fromisoformat("2026-01-01T00:00:00Z")),
        "entries": [(each, _address(request, each.url)) for each in entries],
        "language": get_language() or "en",
    }
    return HttpResponse(render_to_string("public/portal/feed.xml", context), content_type=ATOM)


@require_safe
@expensive("GET")
def sitemap(request: ReaderRequest) -> HttpResponse:
    """Every page that a visitor is led to, in each language that has addresses; the same for members."""
    pages: list[tuple[str, datetime | None]] = [(path, None) for path in _fixed()]
    pages += [(each.path, each.changed_at) for each in mapped_records(ANONYMOUS)]
    entries = "".join(_entry(request, path, changed) for path, changed in pages)
    return HttpResponse(f"{MAP_HEAD}{entries}</urlset>\n", content_type=XML)


def _entry(request: HttpRequest, path: str, changed: datetime | None) -> str:
    """By string, not by template: a map has as many addresses as there are records and languages."""
    day = f"<lastmod>{_moment(changed)}</lastmod>" if changed else ""
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" href="{escape(address)}"/>'
        for tag, address in _alternates(request, path)
    )
    return f"<url><loc>{escape(whole_address(request, path))}</loc>{day}{others}</url>\n"


def _fixed() -> Iterator[str]:
    yield from (reverse(name) for name in ("start:home", "public:topics", "public:economies", "public:work"))
    yield from (reverse(name) for name in ("public:around", "public:worried"))
    yield from (reverse("public:topic", args=[code]) for code in TOPICS)
    for economy in forum().economies:
        yield reverse("public:economy", args=[economy.code])
        yield reverse("public:worried", args=[economy.code])


def _alternates(request: HttpRequest, path: str) -> Iterator[tuple[str, str]]:
    """(tag for `hreflang`, whole address) in each language; the shell knows them."""
    site = _address(request, "")
    for tag, address in import_string(settings.ALTERNATES)(path):
        yield tag, f"{site}{address}"


@require_safe
@expensive("GET")
def picture(request: ReaderRequest, kind: str, name: str) -> HttpResponse:
    """The picture beside a link. 404 where its page would be one too."""
    title, line = _on_picture(request, kind, name)
    site = forum().name or "Egnatia"
    return HttpResponse(picture_of(title, line, site, get_language() or "en"), content_type="image/png")


def _on_picture(request: ReaderRequest, kind: str, key: str) -> tuple[str, str]:
    """The title and the line above it. Raises Http404."""
    if kind == "site" and key in SITE:
        return str(SITE[key]), ""
    if kind == "topic" and key in TOPICS:
        return str(TOPICS[key]), str(ABOUT[key])
    if kind in ("economy", "worried") and (economy := forum().economy(key)):
        return economy.name, _("Worried about somebody?") if kind == "worried" else _("Who does what")
    try:
        found = door_of(request.reader, kind, UUID(key))
    except ValueError:
        raise Http404 from None
    if found is None:
        raise Http404
    return found.title.text, found.words
