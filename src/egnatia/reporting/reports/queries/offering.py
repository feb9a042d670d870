"""What can be made of a snapshot, as far as its maker reads it."""

from uuid import UUID

from django.utils.translation import gettext as _

from egnatia.activities.activities.labels import label
from egnatia.kernel.faults import NotFound
from egnatia.kernel.forum import forum
from egnatia.kernel.reader import Reader
from egnatia.reporting.reports import labels, rules
from egnatia.reporting.reports.composing.briefs import economies_of, institutions_of, partners_of
from egnatia.reporting.snapshots.frozen import Frozen
from egnatia.reporting.snapshots.queries.called import objectives_of
from egnatia.reporting.snapshots.queries.reading import frozen_for
from egnatia.reporting.snapshots.queries.visible import snapshots_seen_by
from egnatia.reporting.snapshots.rules import ADOPTED

Choices = list[tuple[str, list[tuple[str, str]]]]


def snapshot_read_by(reader: Reader, snapshot: UUID) -> Frozen:
    """Raises NotFound where he does not read it."""
    found = frozen_for(reader, snapshot)
    if found is None:
        raise NotFound
    return found


def adopted_last(reader: Reader, round: UUID) -> UUID | None:  # noqa: A002 - its name
    """The newest snapshot of a round that is adopted, of those that he sees. One query."""
    return next((row.id for row in snapshots_seen_by(reader, round) if row.state == ADOPTED), None)


def subjects_of(frozen: Frozen) -> Choices:
    """Kinds of reports, and of briefs all that one could be about; economies in the forum's order."""
    there = economies_of(frozen)
    economies = [(each.code, each.name) for each in forum().economies if each.code in there]
    known, served = objectives_of(frozen.head.id), {code for code, _economy in frozen.leaves()}
    return [
        (_("Reports"), [(sort, label(labels.TITLE, sort)) for sort in rules.WHOLE]),
        _group(rules.ECONOMY, economies),
        _group(rules.OBJECTIVE, [(code, known.full(code)) for code in known.leaves() if code in served]),
        _group(rules.PARTNER, list(partners_of(frozen).items())),
        _group(rules.INSTITUTION, list(institutions_of(frozen).items())),
    ]


def _group(sort: str, found: list[tuple[str, str]]) -> tuple[str, list[tuple[str, str]]]:
    return (label(labels.TITLE, sort), [(f"{sort}:{value}", words) for value, words in found])
