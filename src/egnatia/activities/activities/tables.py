"""A list of activities as a table to download, and the sentence that says what it rests on."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from egnatia.activities.activities.queries.lists import ActivityBasis
from egnatia.activities.activities.rows import ActivityRow
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.lists import Listing
from egnatia.overlap import OrganisationMention
from egnatia.pages.amounts import figure
from egnatia.pages.downloads import Cell, DownloadTable
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.vocabularies import Vocabulary

# Names of columns are not translated: the table comes back as an update, whatever language it was taken in.
HEADER = (
    "record", "identifier", "source", "sort", "title", "language", "description", "economies", "places", "status",
    "start", "end", "amount", "currency", "amount_band", "reporting", "funding", "implementing", "receiving",
    "sectors", "objectives", "types", "groups", "measure", "tlp", "marking",
)  # fmt: skip
ACTIVITIES = Listing(
    "activities",
    gettext_lazy("Activities"),
    "activities:import-new",
    gettext_lazy("Import a file"),
    HEADER,
    returns=True,
)


def table_of(rows: Iterable[ActivityRow], words: Vocabulary, names: ForumNames, about: str) -> DownloadTable:
    legend = [about, _("Downloaded on %(day)s.") % {"day": date_format(clock.today())}]
    return DownloadTable(ACTIVITIES, HEADER, map(cells_of, rows), [*legend, *_legend(words)], names.footnote)


def _legend(words: Vocabulary) -> Iterator[str]:
    """What the codes of the table mean."""
    for vocabulary in (words.types, words.works_with, words.good_of, words.objectives.labels, words.sectors):
        yield ""
        yield from (f"{code}: {label}" for code, label in vocabulary.items())


def cells_of(row: ActivityRow) -> Sequence[Cell]:
    """The cells of an activity, column by column of `HEADER`."""
    facts = row.facts
    identifier = facts.identifiers[0] if facts.identifiers else ""
    first = facts.descriptions[0].text if facts.descriptions else ""
    lists = (facts.sectors, facts.objectives, facts.types, facts.groups)
    bodies = (facts.reporters, facts.funders, facts.implementers, facts.receivers)
    return (
        *(str(row.id), identifier, row.source, row.sort_code, *row.original, first),
        *(_joined(facts.economies), _joined(facts.places), row.status_code, facts.start, facts.end),
        *(facts.amount, facts.currency, facts.band),
        *(_names(each) for each in bodies),
        *(_joined(each) for each in lists),
        *(row.measure, row.tlp, row.audience),
    )


def _joined(values: Iterable[str]) -> str:
    return "; ".join(sorted(values))


def _names(bodies: Iterable[OrganisationMention]) -> str:
    return "; ".join(body.name for body in bodies if body.name)


def basis_words(basis: ActivityBasis, reader: Reader) -> str:
    """The sentence above a list: how much, of whom, seen by whom, how new."""
    if not basis.activities:
        return ""
    said = [_counted(basis, reader)]
    if basis.newest:
        when = {"day": date_format(localtime(basis.newest)), "time": timesince(basis.newest, clock.now(), depth=1)}
        words = (
            _("Latest entry: %(day)s (%(time)s ago).")
            if basis.by_entry
            else _("Latest update: %(day)s (%(time)s ago).")
        )
        said.append(words % when)
    return " ".join(said)


def _counted(basis: ActivityBasis, reader: Reader) -> str:
    counted = {"activities": figure(basis.activities), "organisations": basis.organisations}
    if basis.capped and reader.is_anonymous:
        return (
            _(
                "Public records: more than %(activities)s activities reported by at least "
                "%(organisations)s organisations."
            )
            % counted
        )
    if basis.capped:
        words = _(
            "Visible to you: more than %(activities)s activities reported by at least %(organisations)s organisations."
        )
        return words % counted
    activities = ngettext("%(activities)s activity", "%(activities)s activities", basis.activities) % counted
    of = ngettext("%(organisations)s organisation", "%(organisations)s organisations", basis.organisations) % counted
    said = {"activities": activities, "organisations": of}
    if reader.is_anonymous:
        return _("Public records: %(activities)s reported by %(organisations)s.") % said
    return _("Visible to you: %(activities)s reported by %(organisations)s.") % said
