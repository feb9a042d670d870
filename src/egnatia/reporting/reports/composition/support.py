"""The support report: what is done, under the priorities that it serves."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from egnatia.coverage import PRIORITY
from egnatia.formats.reports import document as made
from egnatia.formats.reports.document import Block
from egnatia.reporting.reports.composition.parts import by_title, codes, money_part, works_table
from egnatia.reporting.reports.languages import Speaking
from egnatia.reporting.snapshots.findings import Frozen
from egnatia.reporting.snapshots.items import WorkKept


def support_report(frozen: Frozen, say: Speaking, *, matches: bool) -> Iterator[Block]:
    """Priorities in the framework's order. An activity that serves two of them stands under both."""
    served = {code: works for code in codes(say, PRIORITY) if (works := works_of(frozen, code))}
    yield made.Heading(say.say(lambda: _("Activities by priority")))
    yield made.Bars(
        "activities by priority",
        say.say(lambda: _("Activities by priority. An activity may be counted under several priorities.")),
        say.say(lambda: _("Activities")),
        tuple(made.Bar(say.objective(code).text, len(works)) for code, works in served.items()),
    )
    yield from money_part(frozen.money(), say, matches=matches)
    yield made.Heading(say.say(lambda: _("Activities")))
    for code, works in served.items():
        yield made.Heading(say.objective(code), 2)
        yield works_table(f"activities {code}", say.say(lambda: _("Activities, by title")), works, say)


def works_of(frozen: Frozen, code: str, level: int = PRIORITY) -> list[tuple[UUID, WorkKept]]:
    """The activities with a part under a code of one level."""
    found = (
        (record, work)
        for record, work in frozen.works.items()
        if any(each.level == level and each.objective == code for each in work.slices)
    )
    return by_title(found)
