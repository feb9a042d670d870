"""One receiving institution: its load by month and by partner, its next events, its activities."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from egnatia.activities.activities.columns import folded_name, name_in_address
from egnatia.activities.activities.queries.listing import rows_of
from egnatia.activities.activities.queries.naming import names_of_those_called, one_name_for_each, spellings_of
from egnatia.activities.activities.rows import ActivityRow, economy_names
from egnatia.activities.institutions.queries.listing import most_written
from egnatia.activities.institutions.queries.received import MOST, Received, received_by
from egnatia.activities.institutions.rules import Month, Share, by_month, by_partner, first_of_next, folded_of
from egnatia.kernel import clock
from egnatia.kernel.faults import NotFound
from egnatia.kernel.forum import ForumNames
from egnatia.kernel.models import Organisation
from egnatia.kernel.reader import Reader

MOST_ROWS, NEXT = 100, 8


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the load is looked at: twelve months from `first`; the activities of one month, or of one partner."""

    first: date
    month: date | None = None
    partner: str = ""


@dataclass(frozen=True, slots=True)
class InstitutionPage:
    """Everything that its page may show. `days` counts those of the twelve months; `rows` are those asked for."""

    key: str
    name: str
    organisation: UUID | None
    spellings: tuple[str, ...]  # as written, besides the name
    economies: tuple[str, ...]
    activities: int
    capped: bool
    undated: int
    months: tuple[Month, ...]
    most: int
    partners: tuple[Share, ...]
    next: tuple[ActivityRow, ...]
    rows: tuple[ActivityRow, ...]
    chosen: int

    @property
    def days(self) -> int:
        return sum(month.days for month in self.months)


def institution_page(reader: Reader, key: str, asked: Asked, names: ForumNames) -> InstitutionPage:
    """Raises NotFound where no visible activity names it and no visible organisation is called so."""
    folded = folded_of(key)
    called = one_name_for_each(reader, [folded])
    main = called.get(folded, folded)
    spellings = spellings_of([folded], called)
    organisation = _organisation(reader, main, spellings)
    found = received_by(reader, spellings)
    if not found and organisation is None:
        raise NotFound
    return _page(reader, found[:MOST], asked, names, Known(main, organisation, spellings, capped=len(found) > MOST))


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the institution besides its activities."""

    main: str
    organisation: Organisation | None
    spellings: frozenset[str]
    capped: bool


def _organisation(reader: Reader, main: str, spellings: frozenset[str]) -> Organisation | None:
    """The organisation that it is, where the reader sees exactly one of this main name."""
    ids = [pk for pk, names in names_of_those_called(reader, spellings).items() if names[:1] == [main]]
    found: Organisation | None = Organisation.visible_to(reader).filter(pk__in=ids[:2]).order_by("pk").first()
    return found


def _page(reader: Reader, found: list[Received], asked: Asked, names: ForumNames, known: Known) -> InstitutionPage:
    works = [each.work for each in found]
    months = by_month(works, asked.first)
    chosen = [each for each in found if _asked_for(each, asked)]
    written = _written(found, known.spellings)
    name = known.organisation.name if known.organisation else most_written(written) or known.main
    return InstitutionPage(
        key=name_in_address(known.main),
        name=name,
        organisation=known.organisation.pk if known.organisation else None,
        spellings=tuple(sorted(written.keys() - {name})),
        economies=economy_names({code for each in found for code in each.facts.economies}, names),
        activities=len(found),
        capped=known.capped,
        undated=sum(work.starts is None and work.ends is None for work in works),
        months=tuple(months),
        most=max((month.activities for month in months), default=0),
        partners=tuple(by_partner(works)),
        next=rows_of(reader, [each.row for each in _next(found)], names),
        rows=rows_of(reader, [each.row for each in chosen[:MOST_ROWS]], names),
        chosen=len(chosen),
    )


def _asked_for(each: Received, asked: Asked) -> bool:
    if asked.month and not each.work.falls_into(asked.month, _last(asked.month)):
        return False
    return not asked.partner or folded_name(asked.partner) in map(folded_name, each.work.partners)


def _last(month: date) -> date:
    return date.fromordinal(first_of_next(month).toordinal() - 1)


def _next(found: Iterable[Received]) -> list[Received]:
    """Events and short trainings that are still to come, the first of them first."""
    today = clock.today()
    coming = [each for each in found if (each.work.event or each.work.days) and each.work.starts]
    coming = [each for each in coming if each.work.starts and each.work.starts >= today]
    return sorted(coming, key=lambda each: (each.work.starts or today, each.work.id))[:NEXT]


def _written(found: Iterable[Received], spellings: frozenset[str]) -> Counter[str]:
    names = (body.name for each in found for body in each.facts.receivers)
    return Counter(name for name in names if folded_name(name) in spellings)
