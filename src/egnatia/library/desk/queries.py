"""What the editorial overview lists, of the records of the library that its reader sees and works on."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from egnatia.confirmations.queries import confirmed_kinds, overdue_for
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import Record, Release, seen
from egnatia.kernel.records import markings, versions
from egnatia.kernel.records.content import ByLanguage
from egnatia.library.desk.models import LinkCheck, PageViews, ScheduledPublication
from egnatia.library.desk.rules import TranslationState, translation_state
from egnatia.library.room import KINDS, PAGES
from egnatia.pages.labels import language_name
from egnatia.people.marking.queries import MarkedRecord, marked_record
from egnatia.taxonomy.forum import told_in_language

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST = 500  # records looked through, the latest changed first
SHOWN = 10  # lines of a section on the overview
LATELY = timedelta(days=30)
STALE = timedelta(days=365)
BY_KIND = {pages.kind.model.KIND: pages for pages in PAGES}
Obstacle = ScheduledPublication.Obstacle
OBSTACLES: "Mapping[str, _StrPromise]" = {
    Obstacle.RIGHTS: gettext_lazy("Not published: the person who scheduled it may no longer change its visibility."),
    Obstacle.MISSING: gettext_lazy("Not published: the person who scheduled it no longer has access."),
    Obstacle.SECOND_PERSON: gettext_lazy("Not published yet: a second person must approve it."),
    Obstacle.TAKEN: gettext_lazy("Not published: the same record is there already under this marking."),
}
FAULTS: "Mapping[str, _StrPromise]" = {
    "unknown-host": gettext_lazy("The website does not exist."),
    "inside": gettext_lazy("This address is not reachable from the internet."),
    "time": gettext_lazy("No answer in time."),
    "certificate": gettext_lazy("The website has no valid certificate."),
    "redirects": gettext_lazy("Too many redirects."),
    "address": gettext_lazy("This is not a valid web address."),
    "unreachable": gettext_lazy("The website does not answer."),
}


@dataclass(frozen=True, slots=True)
class OverviewLine:
    """A record in a section: what is to be said of it, what can be done next, and whether a plan can be cancelled."""

    id: UUID
    title: str
    lang: str
    kind: "str | _StrPromise"
    url: str
    note: str
    actions: tuple[tuple[str, str], ...] = ()
    cancel: str = ""


@dataclass(frozen=True, slots=True)
class OverviewSection:
    """`total`: all lines there are; `lines` those that are shown."""

    code: str
    title: "str | _StrPromise"
    lead: "str | _StrPromise"
    none: "str | _StrPromise"
    total: int
    lines: tuple[OverviewLine, ...]

    @property
    def more(self) -> bool:
        return self.total > len(self.lines)

    @property
    def acts(self) -> bool:
        """Whether there is something to do about any line."""
        return any(line.actions or line.cancel for line in self.lines)


class EditorialDesk:
    """Asked by one reader: records of their own organisation; for the secretariat all that it sees."""

    def __init__(self, reader: Reader, language: str = "") -> None:
        self.reader, self.language = reader, language

    @cached_property
    def records(self) -> list[Record]:
        """The latest changed first. One query."""
        if self.reader.is_anonymous or not self.reader.is_confirmed:
            return []
        rows = Record.objects.filter(seen(self.reader, "pk", *KINDS), kind__in=KINDS)
        if not self.reader.is_secretariat:
            rows = rows.filter(owner=UUID(self.reader.organisation))
        return list(rows.defer("search").order_by("-changed_at", "-pk")[:MOST])

    @cached_property
    def own(self) -> dict[UUID, Record]:
        """Those that the reader's organisation publishes."""
        return {row.pk: row for row in self.records if str(row.owner_id) == self.reader.organisation}

    @cached_property
    def by_id(self) -> dict[UUID, Record]:
        return {row.pk: row for row in self.records}

    @cached_property
    def plans(self) -> dict[UUID, ScheduledPublication]:
        rows = ScheduledPublication.objects.filter(record__in=list(self.own)).order_by("at", "pk")
        return {row.record_id: row for row in rows}

    def line(self, row: Record, note: str, **more: Any) -> OverviewLine:  # noqa: ANN401 - fields of the line
        title, lang = told_in_language(row.text)
        pages = BY_KIND[row.kind]
        return OverviewLine(row.pk, title, lang, pages.words.one, reverse(pages.name, args=[row.pk]), note, **more)

    def editing(self, record: UUID) -> tuple[tuple[str, str], ...]:
        """Where its owner changes it, and sees what visitors would."""
        return (_edit(self.own[record]), _preview(self.own[record])) if record in self.own else ()

    def drafts(self) -> list[OverviewLine]:
        """What nobody outside the organisation reads, and for which nothing is planned."""
        found = [row for row in self.own.values() if is_draft(row) and row.pk not in self.plans]
        return [self.line(row, _changed(row), actions=(_preview(row), _publish(row), _schedule(row))) for row in found]

    def approvals(self) -> list[OverviewLine]:
        """What a colleague asked to widen."""
        waiting = Release.objects.filter(record__in=list(self.own)).order_by("asked_at", "pk")
        return [
            self.line(self.own[each.record_id], _asked(each), actions=((_("Review"), _marking(each.record_id)),))
            for each in waiting
        ]

    def scheduled(self) -> list[OverviewLine]:
        return [self._planned(self.own[pk], plan) for pk, plan in self.plans.items()]

    def _planned(self, row: Record, plan: ScheduledPublication) -> OverviewLine:
        after = _publish(row) if plan.why else (_("Change"), reverse("library:desk-schedule", args=[row.pk]))
        cancel = reverse("library:desk-cancellation", args=[row.pk])
        return self.line(row, plan_words(plan), actions=(after,), cancel=cancel)

    def published(self) -> list[OverviewLine]:
        """What became public lately, by the day on which it was written or marked."""
        since = clock.now() - LATELY
        found = [row for row in self.records if row.tlp == Tlp.CLEAR and row.changed_at >= since]
        return [self.line(row, _changed(row)) for row in found]

    def stale(self) -> list[OverviewLine]:
        """What its owner is asked to confirm, and of other kinds what nobody changed for a year."""
        before, asked = clock.now() - STALE, confirmed_kinds()
        overdue = {each.id: each.last for each in overdue_for(self.reader) if each.id in self.by_id}
        old = {row.pk: row.changed_at for row in self.records if row.kind not in asked and row.changed_at < before}
        found = sorted({**overdue, **old}.items(), key=lambda each: (each[1], each[0]))
        review = (_("Review"), reverse("confirmations:records"))
        return [
            self.line(self.by_id[pk], _last(at), actions=(review,) if pk in overdue else self.editing(pk))
            for pk, at in found
        ]

    @cached_property
    def translations(self) -> dict[UUID, TranslationState]:
        """Of what the reader may know of the versions. One query."""
        bodies = versions.bodies_seen_by(self.reader, list(self.by_id))
        return {row.pk: state_of(row, bodies.get(row.pk, {})) for row in self.records}

    def untranslated(self) -> list[OverviewLine]:
        """What lacks a language of the public site, or has a translation that is older; the fewest languages first."""
        states = sorted(self.translations.items(), key=lambda each: len(each[1].there) - len(each[1].older))
        wanted = [
            (pk, state)
            for pk, state in states
            if (state.is_asked_for(self.language) if self.language else state.missing or state.older)
        ]
        return [self.line(self.by_id[pk], translation_words(state), actions=self.editing(pk)) for pk, state in wanted]

    def read(self) -> list[OverviewLine]:
        """The most read first."""
        since = clock.today() - LATELY
        rows = PageViews.objects.filter(record__in=list(self.by_id), day__gt=since).values_list("record")
        views = rows.annotate(views=Sum("count")).order_by("-views", "record")
        return [self.line(self.by_id[pk], _read(number)) for pk, number in views]

    def broken(self) -> list[OverviewLine]:
        """Addresses in what is public now."""
        public = [row.pk for row in self.records if row.tlp == Tlp.CLEAR]
        rows = LinkCheck.objects.filter(record__in=public).exclude(fault="").order_by("-checked_at", "pk")
        return [
            self.line(self.by_id[row.record_id], f"{row.address} – {_fault(row)}", actions=self.editing(row.record_id))
            for row in rows
        ]


@dataclass(frozen=True, slots=True)
class SectionWords:
    title: "_StrPromise"
    lead: "_StrPromise"
    none: "_StrPromise"
    lines: Callable[[EditorialDesk], list[OverviewLine]]


SECTIONS: dict[str, SectionWords] = {
    "drafts": SectionWords(
        gettext_lazy("Drafts"),
        gettext_lazy("Records that only your organisation can see."),
        gettext_lazy("There are no drafts."),
        EditorialDesk.drafts,
    ),
    "approvals": SectionWords(
        gettext_lazy("Awaiting approval"),
        gettext_lazy("A second person must approve the wider marking."),
        gettext_lazy("Nothing awaits approval."),
        EditorialDesk.approvals,
    ),
    "scheduled": SectionWords(
        gettext_lazy("Scheduled"),
        gettext_lazy("Records whose visibility changes at the time shown."),
        gettext_lazy("Nothing is scheduled."),
        EditorialDesk.scheduled,
    ),
    "published": SectionWords(
        gettext_lazy("Published lately"),
        gettext_lazy("Public records that were published or changed in the last 30 days."),
        gettext_lazy("Nothing was published in the last 30 days."),
        EditorialDesk.published,
    ),
    "stale": SectionWords(
        gettext_lazy("To confirm or update"),
        gettext_lazy("Nobody has confirmed or changed these records for some time."),
        gettext_lazy("All records are up to date."),
        EditorialDesk.stale,
    ),
    "untranslated": SectionWords(
        gettext_lazy("Translations"),
        gettext_lazy(
            "Records that lack a language of the public site, or whose translation is older than the original."
        ),
        gettext_lazy("All records are translated."),
        EditorialDesk.untranslated,
    ),
    "read": SectionWords(
        gettext_lazy("Most read"),
        gettext_lazy("Views of public pages in the last 30 days, counted without cookies or addresses."),
        gettext_lazy("No views were counted in the last 30 days."),
        EditorialDesk.read,
    ),
    "broken": SectionWords(
        gettext_lazy("Broken links"),
        gettext_lazy("Web addresses in public records that did not answer at the last weekly check."),
        gettext_lazy("No broken links are known."),
        EditorialDesk.broken,
    ),
}


def sections_of(reader: Reader, language: str = "") -> list[OverviewSection]:
    """All sections, each with its first lines."""
    desk = EditorialDesk(reader, language)
    return [_section(code, desk, SHOWN) for code in SECTIONS]


def section_of(reader: Reader, code: str, language: str = "") -> OverviewSection:
    """One with all its lines. Raises NotFound where there is none of this name."""
    if code not in SECTIONS:
        raise NotFound
    return _section(code, EditorialDesk(reader, language), MOST)


def _section(code: str, desk: EditorialDesk, most: int) -> OverviewSection:
    words = SECTIONS[code]
    lines = words.lines(desk)
    return OverviewSection(code, words.title, words.lead, words.none, len(lines), tuple(lines[:most]))


def is_draft(row: Record) -> bool:
    """Whether the organisation alone reads it."""
    return row.tlp == Tlp.AMBER_STRICT and not row.organisations and not row.offices


def state_of(row: Record, bodies: Mapping[int, Mapping[str, Any]]) -> TranslationState:
    """The languages of a record, by its versions that may be known; by its title where the present one is not."""
    if row.version not in bodies:
        return translation_state({"title": ByLanguage(row.text)})
    pages = BY_KIND[row.kind]
    said = pages.kind.read(bodies[row.version])
    texts = {name: value for name in said.__struct_fields__ if isinstance(value := getattr(said, name), ByLanguage)}
    return translation_state(texts, [bodies[number] for number in sorted(bodies)])


def translation_words(state: TranslationState) -> str:
    """In which languages it is, how many are missing, and which are older."""
    found = [", ".join(map(language_name, state.there))]
    if state.older:
        found.append(_("older than the original: %(languages)s") % {"languages": _names(state.older)})
    if state.partly:
        found.append(_("incomplete: %(languages)s") % {"languages": _names(state.partly)})
    if missing := len(state.missing):
        words = ngettext("%(count)s language missing", "%(count)s languages missing", missing)
        found.append(words % {"count": missing})
    return "; ".join(each for each in found if each)


def _names(languages: Iterable[str]) -> str:
    return ", ".join(language_name(each) for each in sorted(languages))


def plan_words(plan: ScheduledPublication) -> str:
    """When it gets which marking, or why it did not."""
    if plan.why:
        return str(OBSTACLES[plan.why])
    return f"{moment(plan.at)}: {markings.of_json(plan.marking).tlp.words}"


def moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


def _asked(each: Release) -> str:
    said = {"words": markings.of_json(each.marking).tlp.words, "who": each.asked_by_name}
    return _("%(words)s, requested by %(who)s") % said


def _changed(row: Record) -> str:
    return _("Changed on %(day)s") % {"day": date_format(timezone.localtime(row.changed_at))}


def _last(at: datetime) -> str:
    return _("Last confirmed or changed on %(day)s") % {"day": date_format(timezone.localtime(at))}


def _read(number: int) -> str:
    return ngettext("%(count)s view", "%(count)s views", number) % {"count": number_format(number, force_grouping=True)}


def _fault(row: LinkCheck) -> str:
    if row.fault == "status":
        return _("The website answers with error %(code)s.") % {"code": row.value}
    return str(FAULTS.get(row.fault, FAULTS["unreachable"]))


def _marking(record: UUID) -> str:
    return reverse("people:marking", args=[record])


def _publish(row: Record) -> tuple[str, str]:
    return _("Publish"), _marking(row.pk)


def _schedule(row: Record) -> tuple[str, str]:
    return _("Schedule"), reverse("library:desk-schedule", args=[row.pk])


def _edit(row: Record) -> tuple[str, str]:
    return _("Edit"), reverse(f"{BY_KIND[row.kind].name}-change", args=[row.pk])


def _preview(row: Record) -> tuple[str, str]:
    return _("Preview"), reverse("library:desk-preview", args=[row.pk])


def own_record(reader: Reader, record: UUID) -> MarkedRecord:
    """A record of the library. Raises NotFound where they see none, NotAllowed where others decide about it."""
    marked = marked_record(reader, record)
    if marked.kind not in KINDS:
        raise NotFound
    if not marked.mine:
        raise NotAllowed(reader.why_not("owner"))
    return marked


def record_to_schedule(reader: Reader, record: UUID) -> tuple[MarkedRecord, ScheduledPublication | None]:
    """The same and what is planned for it. Raises NotAllowed also where their session may not."""
    marked = own_record(reader, record)
    if not reader.strong:
        raise NotAllowed(reader.why_not("owner"))
    return marked, ScheduledPublication.objects.filter(record=record).first()
