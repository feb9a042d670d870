"""What two accounts of one activity say differently: versions of one record, or records with one identifier."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from egnatia import overlap
from egnatia.activities.activities import labels
from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.presenters.values import ActivityEdition, Conflict, FieldChange
from egnatia.activities.activities.presenters.words import amount_words, day_words, economies_words, names_of
from egnatia.kernel.records.versions import VersionRow
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.vocabularies import Vocabulary

LONGEST = 400  # of a text that is shown in a difference
FIELDS: labels.Labels = {
    "title": _("Title"),
    "description": _("Description"),
    "sort": _("Type"),
    "status": _("Status"),
    "economies": _("Economies"),
    "places": _("Places"),
    "start": _("Start date"),
    "end": _("End date"),
    "amount": _("Amount"),
    "reporters": _("Reported by"),
    "funders": _("Funded by"),
    "implementers": _("Implemented by"),
    "receivers": _("Receiving institution"),
    "objectives": _("Objectives"),
    "sectors": _("Sectors"),
    "types": _("Types of support"),
    "groups": _("Target groups"),
}
COMPARED = ("title", "status", "economies", "start", "end", "amount")


@dataclass(frozen=True, slots=True)
class ActivityStatement:
    """What is said of an activity."""

    facts: overlap.ActivityFacts
    status: str = ""
    sort: str = "project"
    measure: str = ""

    @classmethod
    def of(cls, body: Mapping[str, Any], record: object) -> "ActivityStatement":
        """From the content of a stored version."""
        facts = facts_of(body.get("facts", {}), record)
        return cls(facts, body.get("status", ""), body.get("sort", "project"), body.get("measure", ""))


@dataclass(frozen=True, slots=True)
class StatementComparison:
    """Accounts put into words that can be compared."""

    names: ForumNames
    vocabulary: Vocabulary

    def words(self, account: ActivityStatement) -> dict[str, str]:
        """A text for each of FIELDS, empty where nothing is said."""
        facts = account.facts
        return {
            "title": "; ".join(title.text for title in facts.titles),
            "description": "\n".join(each.text for each in facts.descriptions),
            "sort": labels.sort_words(account.sort, account.measure),
            "status": labels.label(labels.STATUS, account.status),
            "economies": economies_words(facts, self.names),
            "places": "; ".join(sorted(facts.places)),
            "start": day_words(facts.start),
            "end": day_words(facts.end),
            "amount": amount_words(facts),
            "reporters": names_of(facts.reporters),
            "funders": names_of(facts.funders),
            "implementers": names_of(facts.implementers),
            "receivers": names_of(facts.receivers),
            **self._terms(facts),
        }

    def _terms(self, facts: overlap.ActivityFacts) -> dict[str, str]:
        known = {
            "objectives": map(self.vocabulary.objectives.full, sorted(facts.objectives)),
            "sectors": map(self.vocabulary.sector_label, sorted(facts.sectors)),
            "types": (self.vocabulary.types.get(code, code) for code in sorted(facts.types)),
            "groups": map(self.vocabulary.group_label, sorted(facts.groups)),
        }
        return {name: "; ".join(found) for name, found in known.items()}

    def conflicts(self, here: ActivityStatement, others: Iterable[ActivityStatement]) -> tuple[Conflict, ...]:
        """The fields in which records with one identifier differ, the one at hand first."""
        own, rest = self.words(here), [self.words(other) for other in others]
        differing = (name for name in COMPARED if any(other[name] != own[name] for other in rest))
        return tuple(
            Conflict(labels.label(FIELDS, name), own[name], tuple(other[name] for other in rest)) for name in differing
        )

    def history(self, versions: Sequence[VersionRow], record: object) -> tuple[ActivityEdition, ...]:
        """The versions, newest first, each with what it changed against the one before it that is seen.

        None is seen where the record was widened and its texts were not.
        """
        told = [self.words(ActivityStatement.of(version.content, record)) for version in versions]
        return tuple(
            ActivityEdition(
                number=version.number,
                at=version.at,
                by=version.by,
                tlp=version.marking_words,
                origin=version.provenance.get("file", ""),
                changes=self._changes(before, now) if before else (),
                first=before is None,
            )
            for version, now, before in zip(versions, told, [*told, None][1:], strict=True)
        )

    def between(self, before: ActivityStatement, after: ActivityStatement) -> tuple[FieldChange, ...]:
        """What the one says differently from the other."""
        return self._changes(self.words(before), self.words(after))

    def _changes(self, before: dict[str, str], now: dict[str, str]) -> tuple[FieldChange, ...]:
        return tuple(
            FieldChange(labels.label(FIELDS, name), before[name][:LONGEST], now[name][:LONGEST])
            for name in FIELDS
            if before[name] != now[name]
        )
