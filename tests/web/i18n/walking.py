"""The main pages and files of the demo as three readers and the visitor get them, in each language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from egnatia.activities.activities.models import Activity
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.kernel.models import Person
from egnatia.kernel.readers import reader_named
from egnatia.matching.models import Match
from egnatia.needs.needs.models import Need
from egnatia.people.calendars.actions import make_address
from egnatia.reporting.publications.models import Publication
from egnatia.reporting.reports.models import Report
from egnatia.reporting.reports.queries import subjects_of
from egnatia.reporting.snapshots.models import Snapshot
from egnatia.rounds.rounds.models import Participant, Round, RoundAnswer
from tests.contracts.registered import WITH_WORLDS_OF_THEIR_OWN, WORLDS
from tests.reporting.publications.doing import published
from tests.reporting.reports.doing import made
from tests.reporting.snapshots.doing import frozen, read
from tests.visits import Answer, browser
from tests.web.i18n.recording import missing_in
from tests.web.i18n.visible import Text, texts_of

LANGUAGES = ("en", "sq", "sr-latn", "sr", "mk")
VISITOR = ""
# Every reader in languages of their own and, where their pages differ most, in English; the secretariat has the most
# pages, so it reads them in all.
READERS = {
    "secretariat": LANGUAGES,
    "focal-al": ("en", "sq", "sr-latn"),
    "focal-mk": ("mk", "sr"),
    VISITOR: ("en", "sq", "sr", "mk"),
}
PAGES = (
    "/",
    "/activities/",
    "/activities/?economy=XKX&q=training",
    "/activities/new/",
    "/activities/new/measure/",
    "/activities/new/event/",
    "/activities/withdrawn/",
    "/announced/",
    "/announced/measures/new/",
    "/bulk/",
    "/help/",
    "/matches/",
    "/matches/batch/",
    "/matches/conversations/",
    "/matches/money/",
    "/partners/",
    "/partners/answers/",
    "/privacy/",
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
    "/imports/queue/",
    "/imports/sheets/mappings/",
    "/actors/",
    "/actors/new/",
    "/start/",
    "/start/people/spreadsheet/",
    "/start/organisations/spreadsheet/",
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
    "/actors/download.xlsx",
    "/commitments/table/download.xlsx",
    "/frameworks/reference/download.xlsx",
    "/institutions/download.xlsx",
    "/matches/download.xlsx",
    "/matches/money/download.xlsx",
    "/matrix/download.xlsx",
    "/matrix/who/download.xlsx",
    "/needs/download.csv",
    "/needs/download.xlsx",
)
KINDS = [each.pages for each in (*WORLDS, *WITH_WORLDS_OF_THEIR_OWN) if not each.on]
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
    html: str  # of a file: all that it says
    body: bytes
    kind: str

    def __str__(self) -> str:
        return f"{self.language} {self.reader or 'visitor'} {self.address}"

    def texts(self) -> Iterator[Text]:
        return texts_of(self.body, self.kind)


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
                pages += pages_of(reader, language)
            missing[language] |= found if language != "en" else set()
    return Walk(tuple(pages), missing)


def pages_of(reader: str, language: str) -> Iterator[Seen]:
    client = browser(Person.objects.get(username=reader)) if reader else Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for address in (*PAGES, *_of_kinds(reader), *_records(reader)):
        yield _seen(client.get(address), reader, language, address)
    for address in _files(reader, language):
        yield _seen(client.get(address), reader, language, address)
    for address in FORMS:
        answer = client.post(address, {"economy": "nowhere", "start": "soon", "login": "?", "email": "?"})
        yield _seen(answer, reader, language, f"POST {address}")


def _seen(answer: Answer, reader: str, language: str, address: str) -> Seen:
    body, kind = answer.content, answer.headers.get("Content-Type", "")
    is_page = kind.startswith("text/html") or not kind
    html = body.decode() if is_page else "\n".join(text.words for text in texts_of(body, kind))
    return Seen(reader, language, address, answer.status_code, html, body, kind)


def _files(reader: str, language: str) -> Iterator[str]:
    """Lists, reports, publications, what a participant takes along, a calendar; in English all that there are."""
    who = reader_named(reader) if reader else ANONYMOUS
    if reader == "secretariat":
        yield from FILES
        yield from (reverse(pages.list_route("download"), args=["xlsx"]) for pages in KINDS)
    most = None if language == "en" else 1
    for report in Report.visible_to(who).order_by("pk")[:most]:
        yield from (reverse("reporting:report-download", args=[report.pk, form]) for form in ("docx", "pdf", "xlsx"))
    for publication in Publication.visible_to(who).order_by("pk"):
        yield from (reverse("public:publication-download", args=[publication.pk, form]) for form in ("csv", "xlsx"))
    for found in Round.visible_to(who).order_by("pk") if reader else ():
        yield reverse("rounds:round-download", args=[found.pk, "csv"])
    for participant in Participant.objects.filter(round__in=Round.visible_to(who), economy__in=who.economies):
        yield reverse("rounds:round-sheet", args=[participant.pk])
        yield reverse("rounds:paper-draft", args=[participant.pk])
    if reader == "secretariat" and language == "en":  # the language of the account, which the calendar is in
        yield reverse("people:calendar-file", args=[make_address(by=who)])


def _of_kinds(reader: str) -> Iterator[str]:
    """The pages of each kind that people write in a form, with one record that the reader sees."""
    who = reader_named(reader) if reader else ANONYMOUS
    for pages in KINDS:
        yield from (reverse(each) for each in (pages.list_route(), pages.route("new"), pages.list_route("upload")))
        if (found := pages.kind.model.visible_to(who).order_by("pk").first()) is not None:
            yield from (reverse(pages.route(each), args=[found.pk]) for each in ("", "change", "withdrawal"))


def _records(reader: str) -> Iterator[str]:
    """One need, some of rounds and commitments and, by each kind, an activity and a match that the reader sees."""
    if not reader:
        return
    who = reader_named(reader)
    if (need := Need.visible_to(who).first()) is not None:
        yield reverse("needs:need", args=[need.pk])
        yield reverse("needs:need-change", args=[need.pk])
        yield reverse("needs:need-marking", args=[need.pk])
    participants = Participant.objects.filter(round__in=Round.visible_to(who)).order_by("pk")
    for participant in sorted(participants, key=lambda each: each.economy_id not in who.economies)[:3]:
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
    for report in Report.visible_to(who).order_by("pk"):
        yield reverse("reporting:report", args=[report.pk])
    for publication in Publication.visible_to(who).order_by("pk"):
        yield reverse("public:publication", args=[publication.pk])


@pytest.fixture(scope="module")
def walked(demo: None) -> Walk:
    """Walked once for all tests of a module. Not more than the demo's fixture lets into the database."""
    del demo
    publish()
    return walk()


def publish() -> None:
    """What the demo leaves to its secretariat: adopted results, reports and briefs on them, a publication."""
    desk = reader_named("secretariat")
    snapshot = frozen(Round.visible_to(desk).get().pk, desk)
    whole, *briefs = (offered for _group, offered in subjects_of(read(desk, snapshot)))
    for subject, _title in (*whole, *(offered[0] for offered in briefs if offered)):
        made(snapshot, desk, subject)
    published(desk)


def text_of(html: str) -> str:
    """A page's words, without markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
