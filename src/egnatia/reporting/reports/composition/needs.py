"""The needs report: what each economy states, in its own words."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from egnatia.formats.reports import document as made
from egnatia.formats.reports.document import Block
from egnatia.needs.needs.rules import PRIORITIES
from egnatia.reporting.reports.composition.parts import needs_table, ordered, tiles_of
from egnatia.reporting.reports.languages import Speaking
from egnatia.reporting.snapshots.findings import Frozen
from egnatia.reporting.snapshots.items import NeedKept


def needs_report(frozen: Frozen, say: Speaking) -> Iterator[Block]:
    """Economies in the forum's order; the needs of each the most pressing first."""
    yield made.Heading(say.say(lambda: _("Overview by economy")))
    yield tiles_of(frozen, say)
    yield made.Heading(say.say(lambda: _("Needs by economy")))
    by_economy = {economy: list(_of(frozen, economy)) for economy in frozen.sources.economies}
    for code in ordered(by_economy, say):
        yield made.Heading(say.economy(code), 2)
        caption = say.say(lambda: _("Confirmed needs, by priority"))
        place = say.first.objectives.place
        needs = sorted(
            by_economy[code],
            key=lambda each: (PRIORITIES.index(each[1].priority), place(each[1].objective), str(each[0])),
        )
        yield needs_table(f"needs {say.economy(code).text}", caption, needs, say)


def _of(frozen: Frozen, economy: str) -> Iterator[tuple[UUID, NeedKept]]:
    return ((record, need) for record, need in frozen.needs.items() if need.economy == economy)
