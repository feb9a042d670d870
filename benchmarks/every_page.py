"""How long every page takes with all real activities, their matches and 2,000 needs: a table, a row for each page.

Run: EGNATIA_DATA=… python -m benchmarks.every_page [--rounds 20] [--of lists,matrix] [--as desk,member]
Through Django's test client, the whole of middleware and template included; readers of different rights. The first run
loads, which takes minutes. EGNATIA_BENCH_DB names the database, see loading and filling for what else it may hold.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle, product
from uuid import UUID

from benchmarks import filling, loading, measuring
from benchmarks.proposals import gold
from django.test import Client
from django.urls import reverse

from egnatia.activities.activities.models import Activity
from egnatia.activities.imports.models import Import
from egnatia.formats.documents.extraction import document_text
from egnatia.formats.documents.text import DocumentText
from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.kernel.models import Organisation
from egnatia.kernel.readers import reader_named
from egnatia.matching.queries import candidates
from egnatia.matching.queries.lists import ORDER
from egnatia.matching.queries.visible import matches_visible_to
from egnatia.needs.needs.models import Need
from egnatia.start.demo import fixtures

Query = dict[str, str]
ACTIVITIES: tuple[Query, ...] = (
    {},
    {"page": "2"},
    {"page": "20"},
    {"q": "police training"},
    {"q": "road"},
    {"q": "development"},
    {"economy": "ALB"},
    {"economy": "MDA", "order": "title"},
    {"status": "implementation"},
    {"sort": "event"},
    {"since": "2015", "until": "2016"},
    {"since": "2026"},
    {"size": "1-5m"},
    {"source": "world bank"},
    {"organisation": "World Bank"},
    {"organisation": "Ministry"},
    {"about": "sector:152"},
    {"about": "objective:2.3"},
    {"language": "ro"},
    {"tlp": "1"},
    {"tlp": "3"},
    {"order": "title"},
    {"order": "begins"},
    {"order": "changed"},
)
MATCHES: tuple[Query, ...] = (
    {},
    {"page": "20"},
    {"kind": "same"},
    {"kind": "chain"},
    {"economy": "ALB"},
    {"economy": "MDA"},
    {"about": "sector:152"},
    {"about": "objective:2.3"},
    {"size": "1-5m"},
    {"q": "police training"},
    {"q": "development"},
    {"organisation": "World Bank"},
    {"organisation": "Ministry"},
    {"view": "none"},
    {"view": "open"},
)
MONEY: tuple[Query, ...] = (
    {},
    {"steps": "chain"},
    {"economy": "ALB"},
    {"q": "police"},
    {"organisation": "World Bank"},
    {"since": "2015", "until": "2016"},
    {"size": "1-5m"},
)
MATRIX: tuple[Query, ...] = (
    {},
    {"level": "heading"},
    {"level": "objective"},
    {"level": "objective", "under": "2.3"},
    {"all_rows": "on", "all_columns": "on"},
    {"level": "objective", "all_rows": "on", "all_columns": "on"},
    {"since": "2015", "until": "2016"},
    {"perspective": "prevention"},
    {"confirmed": "on"},
    {"status": "running"},
    {"type": "training"},
)
NEEDS: tuple[Query, ...] = (
    {},
    {"page": "2"},
    {"economy": "ROU"},
    {"objective": "2.3.2"},
    {"priority": "medium"},
    {"perspective": "prevention"},
    {"status": "confirmed"},
    {"q": "missing"},
)
ORGANISATIONS: tuple[Query, ...] = ({}, {"page": "20"}, {"q": "bank"}, {"type": "implementer"}, {"economy": "ALB"})
CHANGES: tuple[Query, ...] = ({}, {"since": "2026-01-01"}, {"kind": "activity", "page": "10"}, {"kind": "need"})
SEARCHES: tuple[Query, ...] = (
    {"q": "probation"},
    {"q": "policijska obuka"},
    {"q": "police training"},
    {"q": "development"},
    {"q": "road"},
    {"q": "пат"},  # road
    {"q": "obuka"},  # training
    {"q": "World Bank"},
    {"q": "2.3.2"},
    {"q": "nothing is called zzyzx"},
    {"q": "the"},
    {"q": "support to the training of police officers, judges and prosecutors in border regions"},
    {"q": "probation", "kind": "activity"},
    {"q": "development", "kind": "activity", "page": "25"},
)
CELLS = ("1.3.1", "2.3.2", "2.3", "3.3", "2")


@dataclass(frozen=True, slots=True)
class Page:
    """`act` asks for it once."""

    words: str
    act: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody with a browser, and the pages that they may ask for."""

    client: Client
    reader: Reader

    def pages(self, sort: str) -> Iterator[Page]:
        yield from {
            "lists": self._lists,
            "activities": self._activities,
            "organisations": self._organisations,
            "matches": self._matches,
            "match": self._match,
            "matrix": self._matrix,
            "cells": self._cells,
            "needs": self._needs,
            "wizard": self._wizard,
            "proposals": self._proposals,
            "search": self._search,
        }[sort]()

    def _search(self) -> Iterator[Page]:
        identifier = (
            Activity.visible_to(self.reader).exclude(identifier="").values_list("identifier", flat=True).first()
        )
        for query in (*SEARCHES, {"q": str(identifier)}):
            said = "&".join(f"{key}={value[:30]}" for key, value in query.items())
            yield Page(f"search {said}", partial(self._asked, reverse("public:search"), query))

    def _get(self, route: str, query: Query | None = None, *args: object) -> Page:
        address = reverse(route, args=args)
        said = "&".join(f"{key}={value}" for key, value in (query or {}).items())
        shown = [str(each) for each in args if len(str(each)) < 10]
        return Page(" ".join((route, *shown, said)).strip(), partial(self._asked, address, query or {}))

    def _asked(self, address: str, query: Query) -> None:
        answer = self.client.get(address, query)
        assert answer.status_code == 200, (address, query, answer.status_code)

    def _lists(self) -> Iterator[Page]:
        yield self._get("start:home")
        yield from (self._get("activities:activities", query) for query in ACTIVITIES)
        if not self.reader.is_anonymous:
            for query in CHANGES:
                said = " ".join(f"{name}={value}" for name, value in query.items())
                yield Page(f"changes {said}".strip(), partial(self._asked, reverse("people:changes"), query))

    def _each(self, route: str, ids: Sequence[UUID]) -> Iterator[Page]:
        """Each time the page of another one."""
        turn = cycle(ids)
        if ids:
            words = f"{route}, each time another"
            yield Page(words, lambda: self._asked(reverse(route, args=[next(turn)]), {}))

    def _activities(self) -> Iterator[Page]:
        rows = Activity.visible_to(self.reader).order_by("sorted_title").values_list("pk", flat=True)
        ids = list(rows[:20_000:200])
        yield from self._each("activities:activity", ids)
        if not self.reader.is_anonymous:
            yield self._get("matching:match-series", None, ids[0])

    def _organisations(self) -> Iterator[Page]:
        yield from (self._get("activities:organisations", query) for query in ORGANISATIONS)
        named = {"World Bank": "world bank", "UNDP": "undp", "European Union": "european union"}
        for words, name in named.items():
            found = Organisation.visible_to(self.reader).filter(name__iexact=name).first()
            if found:
                page = self._get("activities:organisation", None, found.pk)
                yield Page(f"{page.words} {words}", page.act)
        yield self._get("activities:institutions")

    def _matches(self) -> Iterator[Page]:
        if not self.reader.is_anonymous:
            yield from (self._get("matching:matches", query) for query in MATCHES)
            yield from (self._get("matching:money", query) for query in MONEY)

    def _match(self) -> Iterator[Page]:
        if self.reader.is_anonymous:
            return
        yield self._get("matching:match-batch")
        found = matches_visible_to(self.reader).filter(gone_at__isnull=True).order_by(*ORDER)
        yield from self._each("matching:match", list(found.values_list("pk", flat=True)[:500:5]))
        seen = Activity.visible_to(self.reader).order_by("sorted_title").values_list("pk", flat=True)
        yield from self._each("matching:match-similar", list(seen[:20_000:200]))
        if self.reader.is_secretariat:
            yield self._get("matching:similar-queue")

    def _matrix(self) -> Iterator[Page]:
        if self.reader.is_anonymous:
            return
        yield from (self._get("needs:matrix", query) for query in MATRIX)
        for route in ("needs:my-economy", "needs:who-works-here"):
            yield self._get(route, {"economy": "ROU"})
        for route in ("needs:who-works-here", "needs:tiles", "needs:map", "needs:rooms"):
            yield self._get(route)
        yield self._get("needs:who-works-here", {"level": "objective"})
        yield self._get("needs:open-needs-of-economy", None, "SRB")
        yield self._get("needs:open-needs-of-objective", None, "2.3.2")

    def _cells(self) -> Iterator[Page]:
        if not self.reader.is_anonymous:
            yield from (self._get("needs:cell", None, economy, code) for economy in ("ROU", "MNE") for code in CELLS)

    def _needs(self) -> Iterator[Page]:
        if self.reader.is_anonymous:
            return
        yield from (self._get("needs:needs", query) for query in NEEDS)
        seen = Need.visible_to(self.reader).order_by("pk")
        yield from self._each("needs:need", list(seen.values_list("pk", flat=True)[:100]))
        yield self._get("needs:needs-waiting")
        if self.reader.is_secretariat or self.reader.focal_economies():
            yield self._get("needs:need-new")

    def _wizard(self) -> Iterator[Page]:
        if self.reader.is_anonymous:
            return
        needs, activities = ("sheet-mappings", "aims"), ("imports", "import-new", "queue")
        for route in (*(f"needs:{name}" for name in needs), *(f"activities:{name}" for name in activities)):
            yield self._get(route)
        for found in Import.visible_to(self.reader).filter(record__author=self.reader.person).order_by("started_at"):
            steps = ("needs:wizard", "needs:wizard-columns", "needs:wizard-values")
            for step in steps if found.state == "choosing" else ("activities:import",):
                page = self._get(step, None, found.pk)
                yield Page(f"{page.words} {found.source}", page.act)

    def _proposals(self) -> Iterator[Page]:
        if not self.reader.is_anonymous:
            for words, text in (*TEXTS.items(), ("form of 20 pages", long_form())):
                yield Page(f"proposal {words}, first time", partial(self._sent, text, fresh=True))
                yield Page(f"proposal {words}", partial(self._sent, text))

    def _sent(self, text: str, *, fresh: bool = False) -> None:
        """`fresh`: this process has compared nothing yet."""
        if fresh:
            candidates.forget()
        assert self.client.post(reverse("proposals:proposal"), {"text": text}).status_code == 200


SORTS = (
    *("lists", "activities", "organisations", "matches", "match"),
    *("matrix", "cells", "needs", "wizard", "proposals", "search"),
)
BROAD = (
    "Training of teachers and health workers in rural communities\n"
    "Where: {where}\nWhen: January 2010 to December 2026\nBudget: 2 million USD\n"
    "The project trains teachers, nurses and community leaders, builds capacity of local government in planning and "
    "improves access to education, water and health services for women, children and young people in rural areas."
)


def long_form() -> str:
    """What a partner writes in a form of twenty pages: the four longest development documents, one after the other."""
    with gold.documents(gold.DEVELOPMENT) as folder:
        paths = (path for path in sorted(folder.iterdir()) if path.suffix != ".json")
        read = (document_text(path) for path in paths)
        texts = ["\n".join(each.paragraphs) for each in read if isinstance(each, DocumentText)]
    return "\n".join(sorted(texts, key=len, reverse=True)[:4])


TEXTS = {
    "broad, Albania": BROAD.format(where="Albania"),
    "broad, Western Balkans": BROAD.format(where="Western Balkans and Moldova, Türkiye"),
    **{proposal.file: fixtures.proposal_text(proposal) for proposal in fixtures.proposals()},
}


def main() -> None:
    asked = _arguments()
    usernames = loading.readers()
    filling.filled()
    session = measuring.session_alone()
    print(measuring.HEADER)
    slow = 0
    for name, sort in product(asked.readers.split(","), asked.of.split(",")):
        for page in asker(usernames[name]).pages(sort):
            page.act()  # what a process does once
            found = measuring.figures(measuring.spent(session, page.act) for _ in range(asked.rounds))
            print(measuring.line(name, page.words, found), flush=True)
            slow += not found.kept
    print(f"{slow} pages above {1000 * measuring.LIMIT:.0f} ms at the 95th percentile of the clock")
    raise SystemExit(1 if slow else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--of", default=",".join(SORTS), help="which pages")
    parser.add_argument("--as", dest="readers", default=",".join(loading.READERS), help="which readers")
    return parser.parse_args()


def asker(username: str) -> Asking:
    reader = reader_named(username) if username else ANONYMOUS
    return Asking(measuring.browser(username), reader)


if __name__ == "__main__":
    main()
