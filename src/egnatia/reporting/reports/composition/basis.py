"""What of a snapshot one report rests on: a brief on what it is about, not on the whole. Pure."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.coverage import OBJECTIVE
from egnatia.pages.amounts import figure
from egnatia.reporting.reports import rules
from egnatia.reporting.reports.rules import Subject
from egnatia.reporting.snapshots.board import basis_words
from egnatia.reporting.snapshots.findings import Frozen
from egnatia.reporting.snapshots.items import NeedKept, WorkKept
from egnatia.reporting.snapshots.sources import Sources

WITHOUT_NEEDS = (rules.SUPPORT, rules.PARTNER, rules.INSTITUTION)


def rested_on(frozen: Frozen, subject: Subject) -> Sources:
    """The activities and needs of the snapshot that the report counts or names."""
    serves = WORKS.get(subject.sort, _any)
    return Sources(
        tuple((record, work) for record, work in frozen.works.items() if serves(work, subject.about)),
        tuple((record, need) for record, need in frozen.needs.items() if _states(need, subject)),
    )


def rests_on(sources: Sources, subject: Subject) -> str:
    """The same in a sentence, which says nothing of needs where the report holds none."""
    if subject.sort not in WITHOUT_NEEDS:
        return basis_words(sources)
    works, partners = len(sources.works), sources.partners
    said = {
        "activities": ngettext("%(number)s activity", "%(number)s activities", works) % {"number": figure(works)},
        "organisations": ngettext("%(number)s organisation", "%(number)s organisations", partners)
        % {"number": figure(partners)},
    }
    return _("Based on %(activities)s of %(organisations)s.") % said


def _states(need: NeedKept, subject: Subject) -> bool:
    if subject.sort in WITHOUT_NEEDS:
        return False
    stands = {rules.ECONOMY: need.economy, rules.OBJECTIVE: need.objective}
    return stands.get(subject.sort, subject.about) == subject.about


def _any(work: WorkKept, about: str) -> bool:  # noqa: ARG001 - as the others
    return True


def _in_economy(work: WorkKept, about: str) -> bool:
    return any(each.economy == about for each in work.slices)


def _for_objective(work: WorkKept, about: str) -> bool:
    return any(each.level == OBJECTIVE and each.objective == about for each in work.slices)


def _of_partner(work: WorkKept, about: str) -> bool:
    return about in map(rules.digest_of, work.partners)


def _for_institution(work: WorkKept, about: str) -> bool:
    return about in map(rules.digest_of, work.receivers)


WORKS: Mapping[str, Callable[[WorkKept, str], bool]] = {
    rules.ECONOMY: _in_economy,
    rules.OBJECTIVE: _for_objective,
    rules.PARTNER: _of_partner,
    rules.INSTITUTION: _for_institution,
}
