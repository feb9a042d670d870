"""The rows of a request as whoever holds its link sees them: at this moment, one by one, and nothing besides."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import translation

from egnatia.activities.activities import labels
from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.presenters.difference import FIELDS, ActivityStatement, StatementComparison
from egnatia.activities.activities.presenters.values import FieldChange
from egnatia.activities.activities.rows import row_of
from egnatia.activities.partners.corrections import Said, added, applied
from egnatia.activities.partners.labels import VERDICT
from egnatia.activities.partners.models import PartnerRequest, PartnerRow
from egnatia.activities.partners.rules import may_be_mailed
from egnatia.activities.partners.sheet import table_of
from egnatia.guests.readers import reader_behind
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.pages.downloads import DownloadTable
from egnatia.taxonomy.forum import ForumNames, forum
from egnatia.taxonomy.vocabularies import Vocabulary, vocabulary


@dataclass(frozen=True, slots=True)
class RowFact:
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class RequestedActivity:
    """One activity to say something about, or one that was added. `before` is None for the latter."""

    number: int
    activity: UUID | None
    title: str
    lang: str
    level: int
    verdict: str
    verdict_words: str
    facts: tuple[RowFact, ...]
    changes: tuple[FieldChange, ...]
    before: ActivityStatement | None
    now: ActivityStatement
    note: str


@dataclass(frozen=True, slots=True)
class OwnRequest:
    """What a session opens. `reader` is the organisation, for the actions that the session carries out."""

    id: UUID
    organisation: str
    asker: str
    language: str
    until: datetime
    rows: tuple[RequestedActivity, ...]
    reader: Reader

    def row(self, number: int) -> RequestedActivity | None:
        return next((row for row in self.rows if row.number == number), None)

    @property
    def asked(self) -> tuple[RequestedActivity, ...]:
        return tuple(row for row in self.rows if row.activity)

    @property
    def added(self) -> tuple[RequestedActivity, ...]:
        return tuple(row for row in self.rows if not row.activity)

    @property
    def open(self) -> tuple[RequestedActivity, ...]:
        """Those that nothing was said about yet."""
        return tuple(row for row in self.rows if not row.verdict)

    @property
    def told(self) -> int:
        """How many of those that were asked about are answered; what was added besides is none of them."""
        return sum(bool(row.verdict) for row in self.asked)

    @property
    def answered(self) -> int:
        return len(self.rows) - len(self.open)


@dataclass(frozen=True, slots=True)
class RequestQuery:
    """In which words rows are shown."""

    names: ForumNames
    vocabulary: Vocabulary

    def of_session(self, secret: str) -> OwnRequest | None:
        """None where the session opens nothing now."""
        request = PartnerRequest.by_session(secret).select_related("organisation", "record__owner").first()
        if request is None:
            return None
        rows = tuple(self._row(row, activity) for row, activity in rows_now(request))
        return OwnRequest(
            request.pk, request.organisation.name, request.record.owner.name, request.language, request.expires_at,
            rows, reader_behind(request),
        )  # fmt: skip

    def _row(self, row: PartnerRow, activity: Activity | None) -> RequestedActivity:
        comparing = StatementComparison(self.names, self.vocabulary)
        before, after = accounts(activity, row.said)
        words = comparing.words(before or after)
        shown = before or after
        title = shown.facts.titles[0] if shown.facts.titles else None
        told = {
            name: value for name, value in words.items() if value and (name, value) != ("title", title and title.text)
        }
        return RequestedActivity(
            number=row.number,
            activity=row.activity_id,
            title=title.text if title else "",
            lang=title.lang if title else "",
            level=activity.record.tlp if activity else 0,
            verdict=row.verdict,
            verdict_words=labels.label(VERDICT, row.verdict),
            facts=tuple(RowFact(labels.label(FIELDS, name), value) for name, value in told.items()),
            changes=comparing.between(before, after) if before else (),
            before=before,
            now=after,
            note=row.note,
        )


def rows_now(request: PartnerRequest) -> list[tuple[PartnerRow, Activity | None]]:
    """The rows whose activities the organisation may read at this moment, and those that it added."""
    rows = list(PartnerRow.objects.filter(request=request).order_by("number"))
    reader = reader_behind(request)
    wanted = [row.activity_id for row in rows if row.activity_id]
    found = {each.pk: each for each in Activity.visible_to(reader).filter(pk__in=wanted)}
    seen = {pk: each for pk, each in found.items() if may_read(reader, each.record.envelope).allowed}
    return [(row, seen.get(row.activity_id)) for row in rows if row.activity_id is None or row.activity_id in seen]


def account_of(activity: Activity) -> ActivityStatement:
    return ActivityStatement(facts_of(activity.facts, activity.pk), activity.status, activity.sort, activity.measure)


def accounts(activity: Activity | None, said: Said) -> tuple[ActivityStatement | None, ActivityStatement]:
    """(the activity as it is, as it would be with what was said)."""
    if activity is None:
        return None, added(said)
    before = account_of(activity)
    return before, applied(before, said)


def sheet_of(request: PartnerRequest) -> DownloadTable:
    """In the language of the request."""
    with translation.override(request.language):
        names = forum()
        rows = [row_of(activity, names, {}, 1) for _row, activity in rows_now(request) if activity]
        return table_of(rows, vocabulary(), names.footnote)


def sheet_of_session(secret: str) -> DownloadTable | None:
    """None where the session opens nothing now."""
    request = PartnerRequest.by_session(secret).select_related("organisation").first()
    return sheet_of(request) if request else None


def goes_by_mail(request: PartnerRequest) -> bool:
    """Whether every row may stand in a letter; else the sheet is taken through the link."""
    return all(may_be_mailed(activity.record.tlp) for _row, activity in rows_now(request) if activity)
