"""The main pages of the demo as three readers and the visitor get them, in each language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from egnatia.activities.activities.models import Activity
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.kernel.models import Person
from egnatia.kernel.reader import Reader
from egnatia.kernel.readers import reader_named
from egnatia.matching.models import Match
from egnatia.needs.needs.models import Need
from egnatia.reporting.reports.models import Report
from egnatia.reporting.snapshots.models import Snapshot
from egnatia.rounds.rounds.models import Participant, Round, RoundAnswer
from tests.visits import browser
from tests.web.i18n.recording import missing_in
from tests.web.i18n.visible import texts_of

LANGUAGES = ("en", "sq", "sr-latn", "sr", "mk")
VISITOR = ""
# Every reader in the languages of their desk; the secretariat has the most pages, so it reads them in all.
READERS = {
    "secretariat": LANGUAGES,
    "focal-al": ("sq", "sr-latn"),
    "focal-mk": ("mk", "sr"),
    VISITOR: ("sq", "sr", "mk"),
}
PAGES = (
    "/",
    "/activities/",
    "/activities/?economy=XKX&q=training",
    "/activities/new/",
    "/activities/new/measure/",
    "/activities/new/event/",
    "/activities/withdrawn/",
    "/bulk/",
    "/matches/",
    "/matches/money/",
    "/proposal/",
    "/proposal/?text=Training+of+prison+staff+and+probation+officers+in+Albania",
    "/proposal/questions/",
    "/needs/",
    "/needs/?status=confirmed",
    "/needs/new/",
    "/needs/waiting/",
    "/needs/upload/",
    "/matrix/",
    "/matrix/?level=objective&all_columns=on",
    "/matrix/ALB/2.3.2/",
    "/matrix/XKX/2.3.1/",
    "/matrix/economy/?economy=ALB",
    "/matrix/economy/ALB/open/",
    "/matrix/objective/2.3.2/open/",
    "/matrix/economies/",
    "/matrix/economies/map/",
    "/matrix/economies/map/activities/?spot=none",
    "/matrix/extract/?level=objective",
    "/extracts/",
    "/search/",
    "/search/?q=probation",
    "/search/?q=prison+training&kind=activity",
    "/search/?q=nowhere",
    "/matrix/rooms/",
    "/matrix/who/",
    "/frameworks/",
    "/frameworks/reference/",
    "/frameworks/objectives/",
    "/institutions/",
    "/reports/",
    "/reports/template/",
    "/rounds/",
    "/rounds/new/",
    "/rounds/withdrawn/",
    "/handover/",
    "/sections/thanks/",
    "/sections/link/guess/",
    "/snapshots/",
    "/calendars/",
    "/calendars/forum/",
    "/commitments/",
    "/commitments/new/",
    "/commitments/table/",
    "/commitments/economies/ALB/",
    "/commitments/without-activity/",
    "/commitments/mine/reports/",
    "/commitments/withdrawn/",
    "/commitments/outcomes/",
    "/commitments/outcomes/new/",
    "/commitments/questions/not-reported-on/",
    "/commitments/questions/funded/",
    "/commitments/questions/agenda/",
    "/commitments/questions/changed/",
    "/commitments/follow-ups/withdrawn/",
    "/imports/",
    "/imports/new/",
    "/imports/sheets/new/",
    "/imports/queue/",
    "/imports/sheets/mappings/",
    "/actors/",
    "/actors/new/",
    "/start/",
    "/people/",
    "/people/forum/",
    "/people/forum/communities/new/",
    "/people/communities/focal-points/",
    "/people/account/",
    "/people/account/filters/",
    "/people/changes/",
    "/people/changes/?since=2026-01-01&kind=need",
    "/people/account/second-factor/",
    "/people/account/sessions/",
    "/people/account/calendar/",
    "/people/account/letters/",
    "/people/accounts/",
    "/people/invitations/",
    "/people/marking/organisations/",
    "/account/login/",
    "/account/login/code/",
    "/account/password/reset/",
    "/account/password/change/",
    "/account/logout/",
    "/missing/",
)
FILES = (
    "/activities/download.csv",
    "/activities/download.xlsx",
    "/actors/download.csv",
    "/needs/download.csv",
    "/needs/download.xlsx",
    "/institutions/download.csv",
    "/matches/download.csv",
    "/matches/money/download.xlsx",
    "/matrix/download.csv",
    "/matrix/who/download.xlsx",
    "/commitments/table/download.csv",
    "/frameworks/reference/download.csv",
)
FORMS = (
    "/needs/new/",
    "/commitments/new/",
    "/activities/new/",
    "/activities/new/event/",
    "/account/login/",
    "/account/password/reset/",
)


@dataclass(frozen=True, slots=True)
class Seen:
    reader: str
    language: str
    address: str
    status: int
    html: str  # of a file: all that its cells say

    def __str__(self) -> str:
        return f"{self.language} {self.reader or 'visitor'} {self.address}"


@dataclass(frozen=True, slots=True)
class Walk:
    pages: tuple[Seen, ...]
    missing: dict[str, set[str]]  # by language


def walk() -> Walk:
    """Every page of `PAGES`, records and refused forms, with what had no translation."""
    pages: list[Seen] = []
    missing: dict[str, set[str]] = {language: set() for language in LANGUAGES}
    for reader, languages in READERS.items():
        for language in languages:
            with missing_in(language) as found:
                pages += _pages(reader, language)
            missing[language] |= found if language != "en" else set()
    return Walk(tuple(pages), missing)


def _pages(reader: str, language: str) -> Iterator[Seen]:
    client = browser(Person.objects.get(username=reader)) if reader else Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for address in (*PAGES, *_records(reader)):
        answer = client.get(address)
        yield Seen(reader, language, address, answer.status_code, answer.content.decode())
    if reader == "secretariat":
        for address in FILES:
            answer = client.get(address)
            said = texts_of(answer.content, answer.headers["Content-Type"])
            yield Seen(reader, language, address, answer.status_code, "\n".join(text.words for text in said))
    for address in FORMS:
        answer = client.post(address, {"economy": "nowhere", "start": "soon", "login": "?", "email": "?"})
        yield Seen(reader, language, f"POST {address}", answer.status_code, answer.content.decode())


def _records(reader: str) -> Iterator[str]:
    """One need, some of rounds and commitments and, by each kind, an activity and a match that the reader sees."""
    if not reader:
        return
    who = reader_named(reader)
    if (need := Need.visible_to(who).first()) is not None:
        yield reverse("needs:need", args=[need.pk])
        yield reverse("needs:need-change", args=[need.pk])
        yield reverse("needs:need-marking", args=[need.pk])
    for participant in Participant.objects.filter(round__in=Round.visible_to(who)).order_by("pk")[:3]:
        yield reverse("rounds:round", args=[participant.round_id])
        yield reverse("rounds:round-reminder", args=[participant.round_id])
        yield reverse("reporting:round-analysis", args=[participant.round_id])
        yield reverse("reporting:round-adoption", args=[participant.round_id])
        yield reverse("reporting:round-notes", args=[participant.round_id])
        yield reverse("rounds:round-answers", args=[participant.pk])
        yield reverse("rounds:round-question", args=[participant.pk])
        yield reverse("rounds:paper-signing", args=[participant.pk])
        yield reverse("rounds:sections", args=[participant.pk])
        yield reverse("rounds:section-new", args=[participant.pk])
        yield reverse("rounds:round-several", args=[participant.pk])
        yield reverse("rounds:round-participant-changes", args=[participant.pk])
        yield reverse("rounds:round-sheet-upload", args=[participant.pk])
        yield reverse("rounds:round-changes", args=[participant.round_id])
        yield reverse("rounds:round-change", args=[participant.round_id])
    for answer in RoundAnswer.visible_to(who).order_by("pk")[:2]:
        yield reverse("rounds:round-answer", args=[answer.pk])
    yield from _of_snapshots(who)
    for said in FollowUp.visible_to(who).order_by("pk")[:2]:
        yield reverse("commitments:commitment", args=[said.commitment_id])
        yield reverse("commitments:joining", args=[said.commitment_id])
        yield reverse("commitments:follow-up", args=[said.pk])
        yield reverse("commitments:follow-up-change", args=[said.pk])
    visible = Activity.visible_to(who)
    for kind in sorted(set(Match.objects.values_list("kind", flat=True))):
        match = Match.objects.filter(kind=kind, left__in=visible, right__in=visible).first()
        if match is not None:
            yield reverse("matching:match", args=[match.pk])
            yield reverse("activities:activity", args=[match.left_id])


def _of_snapshots(who: Reader) -> Iterator[str]:
    for snapshot in Snapshot.visible_to(who).order_by("pk").values_list("pk", flat=True)[:2]:
        yield reverse("reporting:snapshot", args=[snapshot])
        yield reverse("reporting:snapshot-objection", args=[snapshot])
        yield reverse("reporting:snapshot-taking-back", args=[snapshot])
        yield reverse("reporting:report-new", args=[snapshot])
    for report in Report.visible_to(who).order_by("pk")[:2]:
        yield reverse("reporting:report", args=[report.pk])


@pytest.fixture(scope="module")
def walked(demo: float) -> Walk:
    """Walked once for all tests of a module. Not more than the demo's fixture lets into the database."""
    del demo
    return walk()


def text_of(html: str) -> str:
    """A page's words, without markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
