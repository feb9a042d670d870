"""What records of a list are called, what a wish changes in each, and what it is in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.labels import STATUS, label
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.presenters.difference import ActivityStatement, StatementComparison
from egnatia.activities.activities.presenters.words import day_words
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records.content import body_of
from egnatia.needs.bulk_changes.queries.visible import estimates_of
from egnatia.needs.bulk_changes.rules import ACTIVITIES, NEEDS, NOT_KNOWN, ActivityWish, NeedWish
from egnatia.needs.needs import labels as of_needs
from egnatia.needs.needs.fields import NEED
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.rules import DRAFTED, may_confirm
from egnatia.pages.history import Change
from egnatia.pages.labels import Labels
from egnatia.pages.record_presenters import changes_between
from egnatia.taxonomy.forum import ForumNames, told
from egnatia.taxonomy.vocabularies import Vocabulary


@dataclass(frozen=True, slots=True)
class RecordTitle:
    """A record by its title in its original language."""

    title: str
    lang: str
    url: str


@dataclass(frozen=True, slots=True)
class BulkLabels:
    """How a reader is answered."""

    reader: Reader
    names: ForumNames
    vocabulary: Vocabulary


class RecordNames(Protocol):
    """What is said of the records of one list."""

    def named(self, row: Any) -> RecordTitle:  # noqa: ANN401 - a row of its own kind
        """What it is called, and where its page is."""

    def changes(self, row: Any, wish: Any, words: BulkLabels) -> tuple[Change, ...]:  # noqa: ANN401 - of its own kind
        """What it says now and would say then."""

    def wish(self, field: str, value: Any, words: BulkLabels) -> str:  # noqa: ANN401 - of whatever field
        """A value that is wished for, in words."""


class NamingActivities:
    def named(self, row: Activity) -> RecordTitle:
        return RecordTitle(row.title, row.language, reverse("activities:activity", args=[row.pk]))

    def changes(self, row: Activity, wish: ActivityWish, words: BulkLabels) -> tuple[Change, ...]:
        before = facts_of(row.facts, row.pk)
        told = StatementComparison(words.names, words.vocabulary).between(
            ActivityStatement(before, row.status, row.sort, row.measure),
            ActivityStatement(
                wish.facts(before, estimates_of(row)), wish.status_after(row.status), row.sort, row.measure
            ),
        )
        anew = (Change(_("Last update"), day_words(_updated(row)), _("today")),) if wish.up_to_date else ()
        return (*(Change(each.label, each.before, each.after) for each in told), *anew)

    def wish(self, field: str, value: str, words: BulkLabels) -> str:
        if field == "status":
            return _("not known") if value == NOT_KNOWN else label(STATUS, value)
        if field in ("start", "end"):
            return day_words(value)
        said: Mapping[str, Callable[[str], str]] = {
            "objective": words.vocabulary.objectives.full,
            "sector": words.vocabulary.sector_label,
            "type": lambda code: words.vocabulary.types.get(code, code),
            "economy": lambda code: next((each.name for each in words.names.economies if each.code == code), code),
        }
        what = field.rpartition("_")[2]
        return said[what](value) if what in said else _("yes")


def _updated(row: Activity) -> str:
    return (row.updated_at or row.entered_at).date().isoformat()


class NamingNeeds:
    def named(self, row: Need) -> RecordTitle:
        said = NEED.said(row).words
        text, lang, _original = told(said.texts, *said.first())
        return RecordTitle(text, lang, reverse("needs:need", args=[row.pk]))

    def changes(self, row: Need, wish: NeedWish, words: BulkLabels) -> tuple[Change, ...]:
        """And how it stands then: another version is confirmed anew, by its focal point alone."""
        then = body_of(wish.said(NEED.said(row)))
        told = changes_between(NEED, words.reader, row, row.content, then)
        if told and row.status != DRAFTED and not may_confirm(words.reader, row.economy_id):
            standing = [label(of_needs.STATUS, status) for status in (row.status, DRAFTED)]
            return (*told, Change(_("Confirmation"), *standing))
        return told

    def wish(self, field: str, value: Any, words: BulkLabels) -> str:  # noqa: ANN401 - a year, or a text
        if field == "objective":
            return words.vocabulary.objectives.full(value)
        known: Mapping[str, of_needs.Labels] = {
            "priority": of_needs.PRIORITY,
            "nature": of_needs.NATURE,
            "perspective": of_needs.PERSPECTIVE,
        }
        return label(known[field], value) if field in known else str(value)


NAMING: Mapping[str, RecordNames] = {ACTIVITIES: NamingActivities(), NEEDS: NamingNeeds()}


def wished(listed: str, wish: Mapping[str, Any], words: BulkLabels) -> tuple[tuple[str, str], ...]:
    """The fields that a wish speaks of, and what they shall say."""
    naming = NAMING[listed]
    return tuple((label(FIELDS, name), naming.wish(name, wish[name], words)) for name in FIELDS if name in wish)


WHY: Labels = {
    "changed": gettext_lazy("changed in the meantime"),
    "same": gettext_lazy("already has these values"),
    "ends": gettext_lazy("the end date would be before the start date"),
    "key": gettext_lazy("your organisation already has the same record with this marking"),
    "highs": gettext_lazy("the limit of high-priority needs of its economy is reached"),
    "owner": gettext_lazy("owned by another organisation"),
    "need-economy": gettext_lazy("you do not represent its economy"),
    "second-factor": gettext_lazy("requires two-step verification"),
    "community": gettext_lazy("you cannot share with one of these groups"),
    "unread": gettext_lazy("you do not have access to the earlier version"),
}
FIELDS: Labels = {
    "status": gettext_lazy("Status"),
    "start": gettext_lazy("Start date"),
    "end": gettext_lazy("End date"),
    "add_objective": gettext_lazy("Objective added"),
    "drop_objective": gettext_lazy("Objective removed"),
    "add_sector": gettext_lazy("Sector added"),
    "drop_sector": gettext_lazy("Sector removed"),
    "add_type": gettext_lazy("Type added"),
    "drop_type": gettext_lazy("Type removed"),
    "add_economy": gettext_lazy("Economy added"),
    "confirm": gettext_lazy("Estimated objectives confirmed"),
    "up_to_date": gettext_lazy("Marked as up to date"),
    "objective": gettext_lazy("Objective"),
    "priority": gettext_lazy("Priority"),
    "nature": gettext_lazy("Nature"),
    "perspective": gettext_lazy("Perspective"),
    "source": gettext_lazy("Source document"),
    "round": gettext_lazy("Year of the round"),
}
