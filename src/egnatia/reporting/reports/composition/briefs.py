"""Briefs of one page: an economy, an objective, a partner, a receiving institution."""

from collections.abc import Callable, Iterator, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from egnatia.coverage import OBJECTIVE, PRIORITY
from egnatia.formats.reports import document as made
from egnatia.formats.reports.document import Block, Words
from egnatia.needs.matrix.presenters.lines import ranked
from egnatia.needs.needs.rules import PRIORITIES
from egnatia.reporting.reports import rules
from egnatia.reporting.reports.composition.parts import (
    by_title,
    cells_table,
    joined,
    needs_table,
    works_of,
    works_table,
)
from egnatia.reporting.reports.languages import Speaking
from egnatia.reporting.snapshots.findings import Frozen
from egnatia.reporting.snapshots.items import WorkKept
from egnatia.rounds.rounds.rules import NEEDS

MOST = 7  # lines of a table: a brief is one page


def brief(frozen: Frozen, sort: str, about: str, say: Speaking) -> Iterator[Block]:
    """A table without a row is a sentence: nobody reads a head with nothing below it."""
    for block in BRIEFS[sort](frozen, about, say):
        if isinstance(block, made.Table) and not block.rows:
            yield _none(block.caption, say)
        else:
            yield block


def _none(caption: Words, say: Speaking) -> made.Paragraph:
    return made.Paragraph(joined(caption, say.say(lambda: _("None."))))


def subject_words(frozen: Frozen, sort: str, about: str, say: Speaking) -> Words | None:
    """What a brief is about, as far as the audience may read of it; None where nothing is left of it."""
    if sort == rules.ECONOMY:
        return say.economy(about) if say.first.forum.economy(about) else None
    if sort == rules.OBJECTIVE:
        return say.objective(about) if about in say.first.objectives.labels else None
    found = partners_of(frozen) if sort == rules.PARTNER else institutions_of(frozen)
    return Words(found[about], "") if about in found else None


def economies_of(frozen: Frozen) -> set[str]:
    """Those that state needs. A round of needs asks no others: of what is done there it holds only what touches those.
    In a round of support also those for which something is done that is not regional.
    """
    if frozen.head.sort == NEEDS:
        return frozen.sources.economies
    alone = (work for work in frozen.works.values() if work.footing != "regional")
    return frozen.sources.economies | {each.economy for work in alone for each in work.slices}


def partners_of(frozen: Frozen) -> dict[str, str]:
    """Names by the digest of what partners are told apart by, in the order of their names."""
    pairs = (pair for work in frozen.works.values() for pair in zip(work.partners, work.names, strict=False))
    found = {rules.digest_of(key): name for key, name in pairs}
    return dict(sorted(found.items(), key=lambda each: (each[1].casefold(), each[0])))


def institutions_of(frozen: Frozen) -> dict[str, str]:
    """Receiving institutions as their sources write them, by the digest of that."""
    found = {name for work in frozen.works.values() for name in work.receivers}
    return {rules.digest_of(name): name for name in sorted(found, key=lambda name: (name.casefold(), name))}


def _economy(frozen: Frozen, code: str, say: Speaking) -> Iterator[Block]:
    cells = {objective: found for (objective, where), found in frozen.leaves().items() if where == code}
    order = [each for each in say.first.objectives.labels if each in cells]
    pressing = ranked(cells, order)
    rows = [(say.objective(each), cells[each]) for each in pressing[:MOST]]
    yield cells_table("open", say.say(lambda: _("Open and partly met needs, by priority")), rows, say)
    yield from _more(len(pressing), say)
    works = by_title(
        (record, work)
        for record, work in frozen.works.items()
        if work.footing != "regional" and any(each.economy == code for each in work.slices)
    )
    yield from _works(say.say(lambda: _("Activities for this economy")), works, say)


def _objective(frozen: Frozen, code: str, say: Speaking) -> Iterator[Block]:
    """Every economy that states a need, ranked inside this one objective."""
    cells = {where: found for (objective, where), found in frozen.leaves().items() if objective == code}
    order = [each.code for each in say.first.forum.economies if each.code in cells]
    rows = [(say.economy(each), cells[each]) for each in ranked(cells, order)]
    yield cells_table("economies", say.say(lambda: _("Open and partly met needs, by priority")), rows, say)
    needs = sorted(
        (each for each in frozen.needs.items() if each[1].objective == code),
        key=lambda each: (PRIORITIES.index(each[1].priority), order.index(each[1].economy), str(each[0])),
    )
    yield needs_table("needs", say.say(lambda: _("Needs stated by economies")), needs[:MOST], say, economies=True)
    yield from _more(len(needs), say)
    works = works_of(frozen, code, OBJECTIVE)
    yield from _works(say.say(lambda: _("Activities for this objective")), works, say)


def _partner(frozen: Frozen, key: str, say: Speaking) -> Iterator[Block]:
    works = by_title(each for each in frozen.works.items() if key in map(rules.digest_of, each[1].partners))
    yield from _served(works, say)
    yield from _works(say.say(lambda: _("Activities of this organisation")), works, say)


def _institution(frozen: Frozen, key: str, say: Speaking) -> Iterator[Block]:
    works = by_title(each for each in frozen.works.items() if key in map(rules.digest_of, each[1].receivers))
    yield from _served(works, say)
    yield from _works(say.say(lambda: _("Activities for this institution")), works, say)


def _served(works: list[tuple[UUID, WorkKept]], say: Speaking) -> Iterator[Block]:
    """Which priorities they serve, in the framework's order."""
    served: dict[str, int] = {}
    for _record, work in works:
        for code in {each.objective for each in work.slices if each.level == PRIORITY}:
            served[code] = served.get(code, 0) + 1
    if served:
        yield made.Bars(
            "priorities",
            say.say(lambda: _("Activities by priority. An activity may be counted under several priorities.")),
            say.say(lambda: _("Activities")),
            tuple(
                made.Bar(say.objective(code).text, served[code])
                for code in say.first.objectives.labels
                if code in served
            ),
        )


def _works(caption: Words, works: list[tuple[UUID, WorkKept]], say: Speaking) -> Iterator[Block]:
    yield works_table("activities", caption, works[:MOST], say)
    yield from _more(len(works), say)


def _more(number: int, say: Speaking) -> Iterator[Block]:
    if number > MOST:
        words = say.say(lambda: _("%(number)s more in the full reports.") % {"number": number - MOST})
        yield made.Paragraph(words, "quiet")


BRIEFS: Mapping[str, Callable[[Frozen, str, Speaking], Iterator[Block]]] = {
    rules.ECONOMY: _economy,
    rules.OBJECTIVE: _objective,
    rules.PARTNER: _partner,
    rules.INSTITUTION: _institution,
}
